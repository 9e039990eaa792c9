/** The moments worth looking at, each made by the real rules. `keys` are pressed once the face stands. */
import type { LoadedHall } from '../../../config/load-hall.ts';
import type { ReadCode } from '../../../domain/ticket-code.ts';
import { tideProposal } from '../../domain/tide-proposal.ts';
import { HallDayMaker } from './hall-day-maker.ts';
import type { EngineScene } from './scripted-engine.ts';
import { at, clerkOf, monday } from './story.ts';

export interface LookScene {
	face: 'window' | 'board';
	station: string;
	engine: EngineScene;
	/** What the engine reads in a code that is held up as the page stands. */
	scan?: ReadCode;
	keys?: string[];
	/** Typed after the keys. */
	type?: string;
	/** Pressed with the mouse after that, by visible words. */
	press?: string[];
}

const minute = 60_000;

/** The window whose clerk is free at 10:24, and one in service. */
function windowIn(day: HallDayMaker, stage: 'free' | 'called' | 'serving'): string {
	const found = ['W02', 'W03', 'W04', 'W01'].find((id) => {
		const here = day.state.windows[id];
		const ticket = here && here.stage !== 'closed' && here.ticket ? day.state.tickets[here.ticket] : null;
		return stage === 'free' ? ticket === null : ticket?.life.stage === stage;
	});
	if (!found) throw new Error(`no window is ${stage}`);
	return found;
}

export function scenes(hall: LoadedHall): Record<string, () => LookScene> {
	const { plan } = hall;
	const of = (day: HallDayMaker, window: string, more: Partial<EngineScene> = {}): LookScene => ({
		face: 'window',
		station: window,
		engine: { plan, state: day.state, now: day.now, staff: clerkOf(plan, window).staff, link: 'up', heardAgo: 0, ...more },
	});
	const free = () => {
		const day = monday(hall);
		const window = windowIn(day, 'serving');
		const ticket = day.state.windows[window];
		if (ticket && ticket.stage === 'open' && ticket.ticket)
			day.must(clerkOf(plan, window), 'finish-service', { window, ticket: ticket.ticket });
		day.must({ station: window, staff: null }, 'device-health', { device: `led-${window}`, deviceKind: 'led', state: 'ready', code: 'ok' });
		day.now += minute / 2;
		return { day, window };
	};
	const called = () => {
		const { day, window } = free();
		day.must(clerkOf(plan, window), 'call-next', { window });
		day.now += 12_000;
		return { day, window };
	};
	const serving = () => {
		const { day, window } = called();
		const here = day.state.windows[window];
		if (here?.stage === 'open' && here.ticket) day.must(clerkOf(plan, window), 'start-service', { window, ticket: here.ticket });
		day.now += 11 * minute + 20_000;
		return { day, window };
	};
	const speaking = () => {
		const day = monday(hall);
		const window = windowIn(day, 'serving');
		const here = day.state.windows[window];
		if (here?.stage === 'open' && here.ticket) day.must(clerkOf(plan, window), 'finish-service', { window, ticket: here.ticket });
		day.must(clerkOf(plan, window), 'call-next', { window });
		return { ...board(day), station: 'B1' };
	};
	const board = (day: HallDayMaker, more: Partial<EngineScene> = {}): LookScene => ({
		face: 'board',
		station: 'B2',
		engine: { plan, state: day.state, now: day.now, staff: null, link: 'up', heardAgo: 2_000, ...more },
	});
	/** The manager has approved that this window also serves queue K; `serving`: somebody is in service. */
	const tide = (inService: boolean) => {
		const { day, window } = inService ? serving() : free();
		const windows = plan.windows.map((one) => (one.id === window ? { ...one, capabilities: [...one.capabilities, 'K'] } : one));
		const seated = { ...plan, windows, stations: [...plan.stations, { id: 'PLATFORM', role: 'manager' as const }] };
		const by = new HallDayMaker(seated, day.state.day, day.now, day.state);
		const from = day.state.windows[window]?.duty ?? [];
		const to = [...from, 'K'];
		const platform = { station: 'PLATFORM', staff: null };
		const proposal = tideProposal({ window, from, to, at: by.now });
		const moves = proposal.moves.map((move) => ({ ...move, because: { queue: 'K', waiting: 14, longestS: 1380, targetS: 180 } }));
		by.must(platform, 'propose-tide-plan', { ...proposal, moves });
		const manager = plan.stations.find(({ role }) => role === 'manager')?.id ?? 'M1';
		const until = at('11:30');
		by.must({ station: manager, staff: '0901' }, 'approve-tide-plan', { plan: proposal.plan, revision: 1, moves: [{ window, to }], until });
		by.now += 8_000;
		return of(by, window);
	};
	return {
		'window-tide': () => tide(false),
		'window-tide-serving': () => tide(true),
		'window-tide-decline': () => {
			const scene = tide(true);
			scene.press = ['我换不了', '手上这件事还要很久'];
			return scene;
		},
		'window-sign-in': () => ({
			...of(monday(hall, at('09:00')), 'W02', { staff: null, signIn: [{ ok: false, code: 'wrong-pin', left: 3 }] }),
			type: '0312\t9999\n',
		}),
		'window-locked': () => ({
			...of(monday(hall, at('09:00')), 'W02', { staff: null, signIn: [{ ok: false, code: 'locked', seconds: 290 }] }),
			type: '0312\t9999\n',
		}),
		'window-shut-out': () => of(monday(hall, at('09:00')), 'W02', { shutOut: 'station-in-use' }),
		'window-closed': () => of(monday(hall, at('10:24')), 'W20', { staff: '0399' }),
		'window-idle': () => {
			const { day, window } = free();
			return of(day, window);
		},
		'window-grey': () => {
			const { day, window } = free();
			return { ...of(day, window), keys: ['F4'] };
		},
		'window-called': () => {
			const { day, window } = called();
			return of(day, window);
		},
		'window-serving': () => {
			const { day, window } = serving();
			return of(day, window);
		},
		'window-application': () => {
			const { day, window } = serving();
			const here = day.state.windows[window];
			const ticket = here?.stage === 'open' ? here.ticket : null;
			const papers = { items: ['GS-01'], attachments: 4, ...(ticket ? { ticket } : {}) };
			const [first, second] = ['5f'.repeat(16), 'c3'.repeat(16)] as const;
			for (const application of [first, second])
				day.must({ station: 'T2', staff: null }, 'hand-in-application', { application, ...papers });
			day.must({ station: 'PLATFORM', staff: null }, 'submit-application', { application: first, station: 'T2', ...papers });
			return of(day, window);
		},
		'window-designate': () => {
			const { day, window } = free();
			return { ...of(day, window), keys: ['Shift+F1'] };
		},
		'window-find': () => {
			const { day, window } = free();
			return { ...of(day, window), keys: ['/'], type: '3' };
		},
		'window-scan-cut-off': () => {
			const { day, window } = free();
			const code = {
				hall: plan.code,
				day: day.state.day,
				number: 'A2-007',
				queue: 'A',
				items: plan.queues.find((queue) => queue.id === 'A')?.items.slice(0, 2) ?? [],
				more: true,
				issuedAt: at('10:12'),
				station: 'T2',
				keyId: 'k'.repeat(16),
			};
			return { ...of(day, window, { link: 'down', heardAgo: 4 * minute }), scan: { ok: true, code } };
		},
		'window-scan-forged': () => {
			const { day, window } = free();
			return { ...of(day, window, { link: 'down', heardAgo: 4 * minute }), scan: { ok: false, why: 'bad-signature' } };
		},
		'window-hold': () => {
			const { day, window } = serving();
			return { ...of(day, window), keys: ['F6'] };
		},
		'window-hold-done': () => {
			const { day, window } = serving();
			return { ...of(day, window), keys: ['F6', 'ArrowDown', 'ArrowDown', 'Enter'] };
		},
		'window-transfer-done': () => {
			const { day, window } = serving();
			return { ...of(day, window), keys: ['F7', 'Space', 'Tab', 'Space', 'Enter'] };
		},
		'window-transfer': () => {
			const { day, window } = serving();
			return { ...of(day, window), keys: ['F7'] };
		},
		'window-pause': () => {
			const { day, window } = free();
			return { ...of(day, window), keys: ['F8'] };
		},
		'window-paused': () => {
			const { day, window } = free();
			day.must(clerkOf(plan, window), 'pause-window', { window, reason: '午间轮休', minutes: 30 });
			day.now += 5 * minute;
			return of(day, window);
		},
		'window-held': () => {
			const { day, window } = called();
			day.must(clerkOf(plan, window), 'hold-ticket', { window, reason: '补材料，马上回来' });
			return of(day, window);
		},
		'window-cut-off': () => {
			const { day, window } = free();
			return of(day, window, { link: 'down', heardAgo: 4 * minute });
		},
		'window-paper': () => {
			const { day, window } = free();
			return { ...of(day, window, { link: 'down', heardAgo: 4 * minute }), keys: ['/'], type: 'a2-007\n' };
		},
		'window-refused': () => {
			const { day, window } = free();
			return { ...of(day, window, { answerAfter: 0 }), keys: ['refuse', 'F1'] };
		},
		'board-speaking': speaking,
		board: () => board(monday(hall)),
		'board-aging': () => board(monday(hall), { link: 'down', heardAgo: 23_000 }),
		'board-stale': () => board(monday(hall, at('10:06')), { link: 'down', heardAgo: 18 * minute, now: at('10:24') }),
		'board-offline-number': () => {
			const day = monday(hall);
			const clerk = clerkOf(plan, 'W02');
			const here = day.state.windows.W02;
			if (here?.stage === 'open' && here.ticket) {
				const stage = day.state.tickets[here.ticket]?.life.stage;
				if (stage === 'called') day.must(clerk, 'start-service', { window: 'W02', ticket: here.ticket });
				day.must(clerk, 'finish-service', { window: 'W02', ticket: here.ticket });
			}
			day.must({ station: 'T2', staff: null }, 'offline-ticket', {
				number: 'A2-007',
				sequence: 7,
				visit: { queue: 'A', items: [], channel: 'card' },
			});
			day.must(clerk, 'call-ticket', { window: 'W02', ticket: 'A2-007', reason: '补交材料回来' });
			return board(day);
		},
		'board-not-open': () =>
			board(monday(hall, at('08:40')), { now: at('08:40'), state: { ...monday(hall, at('08:40')).state, stage: 'not-open', calls: [] } }),
		'board-closed': () => {
			const day = monday(hall, at('10:24'));
			return board(day, { state: { ...day.state, stage: 'closed' }, now: at('17:05') });
		},
		'board-never': () => board(monday(hall, at('09:00')), { state: null, heardAgo: null, link: 'down' }),
	};
}
