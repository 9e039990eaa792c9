/** Moments of the manager's screens worth looking at, each made by the real rules and the real planner. */
import type { LoadedHall } from '../../../config/load-hall.ts';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import { platformStation } from '../../../domain/contracts/identity.ts';
import type { PlansLook, TideLook } from '../../../domain/contracts/tide-desk.ts';
import { pastHallOf } from '../../../domain/tide/past-day/rebuild.ts';
import { propose } from '../../../domain/tide/planner/proposal.ts';
import { foundOf, outlookOfDay, proposalAsTold, questionOf } from '../../../domain/tide-day/plan-question.ts';
import { emptyServices, servicesOf } from '../../../domain/tide-day/services.ts';
import { usualTide } from '../../../domain/tide-day/settings.ts';
import type { HallDayMaker } from '../../window/look/hall-day-maker.ts';
import type { EngineScene } from '../../window/look/scripted-engine.ts';
import { at, clerkOf, monday } from '../../window/look/story.ts';
import { type Watching, watchingScenes } from './watching-scenes.ts';

export interface ManagerScene {
	/** Answers of other desks, for the week's page. */
	week?: { plans: PlansLook; past: object };

	engine: EngineScene;
	/** What the platform says of accounts, and who looks. */
	people?: { desk: object; own: object; roles: string[] };
	log: HallEvent[];
	look: TideLook | null;
	/** What the platform answers to who watches and who audits. */
	watching?: Watching;
	/** Pressed by their visible words, one after another. */
	press?: string[];
}

const minute = 60_000;
const manager = { station: 'M1', staff: '0001' };

/** The demo hall with a tide, and windows that may take more than their own. */
export function tideHall(hall: LoadedHall, automatic = false): LoadedHall {
	const more: Record<string, string[]> = {
		W04: ['K'],
		W06: ['A'],
		W07: ['A', 'K'],
		W08: ['A'],
		W09: ['A'],
		W10: ['A', 'J'],
		W13: ['A'],
		W17: ['R'],
		W21: ['S', 'A'],
	};
	return {
		...hall,
		plan: {
			...hall.plan,
			windows: hall.plan.windows.map((window) => ({
				...window,
				capabilities: [...new Set([...window.capabilities, ...(more[window.id] ?? [])])],
			})),
			tide: {
				...usualTide,
				express: [{ queue: 'K', targetMinutes: 3 }],
				...(automatic ? { automatic: { from: '09:00', to: '16:30', mostMovesADay: 6, minGain: 30, minSure: 0.9 } } : {}),
			},
		},
	};
}

const profile = (perQuarter: number) =>
	Array.from({ length: 96 }, (_, quarter) => (quarter < 36 || quarter > 66 ? 0 : perQuarter * (1 + 0.5 * Math.sin((quarter - 36) / 6))));

function surge(day: HallDayMaker, queue: string, people: number) {
	const items = day.plan.queues.find(({ id }) => id === queue)?.items.slice(0, 1) ?? [];
	for (let one = 0; one < people; one++) {
		day.now += 20_000;
		day.attempt({ station: 'T2', staff: null }, 'issue-ticket', { visit: { queue, items, channel: 'no-card' } });
	}
}

function proposed(day: HallDayMaker, revision = 1, plan = '1024-3fa2', trigger: 'surge' | 'clock' = 'surge'): HallEvent[] {
	const known = {
		forecast: Object.fromEntries(day.plan.queues.map(({ id, meanMinutes }) => [id, profile(id === 'A' ? 7 : 12 / meanMinutes)])),
		booked: [],
		show: 0.85,
	};
	const inputs = {
		at: day.now,
		seed: 20261123,
		work: 1_200_000,
		outlook: outlookOfDay(day.plan, day.state, day.now, known),
		services: servicesOf(emptyServices, day.plan),
	};
	const found = propose({ ...questionOf(day.plan, day.state, inputs), goOn: () => true });
	const body = proposalAsTold(day.plan, day.state, foundOf(found), { plan, revision, trigger, inputs, position: day.state.position });
	return day.must({ station: platformStation, staff: null }, 'propose-tide-plan', body);
}

function lookOf(day: HallDayMaker): TideLook {
	const from = at('09:00');
	const quarters = 32;
	const now = Math.floor((day.now - from) / (15 * minute));
	return {
		ok: true,
		do: 'look',
		planner: { state: 'well', lastAt: day.now - minute, nextAt: day.now + 4 * minute, tookMs: 380, cutShort: false },
		forecast: {
			from,
			intervalMinutes: 15,
			queues: day.plan.queues.map(({ id }, place) => {
				const expected = Array.from(
					{ length: quarters },
					(_, quarter) => (id === 'A' ? 6 : 3) * (1 + 0.6 * Math.sin((quarter + place) / 4)),
				);
				return {
					queue: id,
					expected,
					low: expected.map((each) => Math.max(0, each - 1.6 * Math.sqrt(each))),
					high: expected.map((each) => each + 1.6 * Math.sqrt(each)),
					came: expected.map((each, quarter) => (quarter < now ? Math.round(each + Math.sin(quarter * 7 + place) * 2) : null)),
					error: { days: 12, wape: 0.18, bias: 0.02 },
				};
			}),
			learned: { days: 12, lastDay: '2026-11-20', leftOut: [] },
		},
		express: [
			{
				queue: 'K',
				targetS: 180,
				waiting: 3,
				longestS: 260,
				inTarget: 0.6,
				windowsOpen: 3,
				windowsAble: 1,
				holds: false,
				why: 'no-capacity',
				windowsMissing: 1,
			},
		],
		unservable: [],
	};
}

export function managerScenes(loaded: LoadedHall): Record<string, () => ManagerScene> {
	const hall = tideHall(loaded);
	const of = (day: HallDayMaker, log: HallEvent[], more: Partial<ManagerScene> = {}, engine: Partial<EngineScene> = {}): ManagerScene => ({
		engine: { plan: day.plan, state: day.state, now: day.now, staff: '0001', link: 'up', heardAgo: 0, ...engine },
		log,
		look: lookOf(day),
		...more,
	});
	const busy = (hallNow = hall, people = 14) => {
		const day = monday(hallNow, at('10:20'));
		surge(day, 'A', people);
		day.now = Math.max(day.now, at('10:24'));
		return day;
	};
	const open = (hallNow = hall) => {
		const day = busy(hallNow);
		const log = proposed(day);
		day.now += 40_000;
		return { day, log };
	};
	const approved = () => {
		const { day, log } = open();
		const plan = day.state.tide.plans.at(-1)!;
		day.must(manager, 'approve-tide-plan', {
			plan: plan.proposal.plan,
			revision: 1,
			moves: plan.proposal.moves.map(({ window, to }) => ({ window, to })),
			until: day.now + 60 * minute,
		});
		day.must(manager, 'change-duty', { window: 'W13', duty: ['S'], until: day.now + 90 * minute });
		day.now += 30_000;
		return { day, log };
	};
	const staff = (roles: string[], press: string[]) => () => {
		const day = busy();
		return of(day, [], { people: { desk: peopleOf(loaded), own: ownAccount, roles }, press });
	};
	return {
		'staff-manager': staff(['manager'], ['人员']),
		'staff-week': staff(['manager'], ['人员', '王静', '王静']),
		'staff-security': staff(['security'], ['陈芳']),
		'staff-add': staff(['security'], ['新增', 'Add']),
		'staff-codes': staff(['security'], ['陈芳', '重做一次性码', '陈芳']),
		'staff-import': staff(['security'], ['从表格导入', 'From a table']),
		'staff-own': staff(['security'], ['我的账户', '开手机验证码', '手机验证码']),
		proposal: () => {
			const { day, log } = open();
			return of(day, log);
		},
		editing: () => {
			const { day, log } = open();
			return of(day, log, { press: ['改一改', 'Change it'] });
		},
		rejecting: () => {
			const { day, log } = open();
			return of(day, log, { press: ['不同意…', 'Decline…'] });
		},
		approved: () => {
			const { day, log } = approved();
			return of(day, log);
		},
		automatic: () => {
			const { day, log } = open(tideHall(loaded, true));
			return of(day, log);
		},
		none: () => {
			const day = monday(hall, at('09:20'));
			const log = proposed(day, 1, '0920-aaaa', 'clock');
			day.now += minute;
			return of(day, log);
		},
		short: () => {
			const day = busy(hall, 60);
			for (const [window, queue] of [
				['W08', 'B'],
				['W07', 'B'],
				['W06', 'B'],
				['W09', 'K'],
				['W10', 'K'],
				['W13', 'S'],
				['W04', 'A'],
			] as const)
				day.attempt(manager, 'lock-window-duty', { window, until: day.now + 60 * minute + queue.length });
			const log = proposed(day, 1, '1044-bbbb', 'surge');
			return of(day, log);
		},
		week: () => {
			const { day, log } = open();
			return of(day, log, { press: ['方案', 'Proposals'], week: lastWeek(day) });
		},
		...watchingScenes((more, press) => {
			const { day, log } = open();
			return of(day, log, { ...more, ...(press ? { press } : {}) });
		}),
		off: () => {
			const day = monday(loaded);
			return of(day, [], { look: null });
		},
		people: () => {
			const { day, log } = open();
			return of(day, log, { press: ['来多少人', 'People'] });
		},
		table: () => {
			const { day, log } = open();
			return of(day, log, { press: ['看数据 2', 'Data 2'] });
		},
		window: () => {
			const { day, log } = open();
			return of(day, log, { press: ['W08'] });
		},
		cut: () => {
			const { day, log } = open();
			return of(day, log, {}, { link: 'down', heardAgo: 3 * minute });
		},
	};
}

/** Proposals of days before, and a made-up day that can be played again. */
function lastWeek(day: HallDayMaker): NonNullable<ManagerScene['week']> {
	const begin = at('09:00');
	const plan = (id: string, end: 'approved' | 'edited' | 'rejected' | 'automatic' | 'expired', minutes: number, more: object = {}) => ({
		...{ plan: id, at: begin + minutes * minute, foreseenMin: 120 + minutes, sure: 0.92, end, endAt: begin + (minutes + 2) * minute },
		moves: [{ window: 'W08', from: ['B'], to: ['B', 'A'] }],
		...{
			staff: end === 'automatic' ? null : '0001',
			reason: null,
			undoneAt: null,
			declined: [],
			took: [{ window: 'W08', at: begin + 60 * minute, to: ['B', 'A'] }],
		},
		...more,
	});
	const stays = Array.from({ length: 70 }, (_, person) => ({
		queue: person % 7 === 0 ? 'B' : 'A',
		at: begin + person * 2.4 * minute,
		...{
			kind: 'walk-in',
			way: 'normal',
			calledAt: begin + person * 3 * minute,
			window: 'W02',
			busyMs: 9 * minute,
			endedAt: begin + (person * 3 + 9) * minute,
		},
		...{ end: 'served', byHand: false, first: true },
	}));
	const span = [[begin, begin + 480 * minute]];
	const windows = [
		{ id: 'W02', open: span, paused: [], signs: [{ at: 0, queues: ['A'] }] },
		{ id: 'W03', open: span, paused: [], signs: [{ at: 0, queues: ['A'] }] },
		{
			id: 'W08',
			open: span,
			paused: [],
			signs: [
				{ at: 0, queues: ['B'] },
				{ at: begin + 60 * minute, queues: ['B', 'A'] },
			],
		},
	];
	return {
		plans: {
			ok: true,
			do: 'plans',
			days: [
				{
					day: '2026-11-22',
					plans: [
						plan('0910-aaaa', 'approved', 10),
						plan('1005-bbbb', 'edited', 65),
						plan('1040-cccc', 'rejected', 100, { reason: 'clerk-needed-here', took: [] }),
					],
				},
				{
					day: '2026-11-23',
					plans: [
						plan('0930-dddd', 'automatic', 30, { undoneAt: begin + 50 * minute }),
						plan('1000-eeee', 'approved', 60, { declined: [{ window: 'W08', reason: 'long-case' }], took: [] }),
						plan('1015-ffff', 'expired', 75, { staff: null, took: [] }),
					],
				},
			],
			damaged: [],
		} as PlansLook,
		past: {
			ok: true,
			do: 'past-day',
			past: { day: '2026-11-22', position: 1, openedAt: begin, closedAt: begin + 480 * minute, stays, windows, manual: [], cuts: [] },
			hall: pastHallOf(day.plan),
		},
	};
}

export { clerkOf };

const day0 = Date.parse('2026-11-23T10:20:00+08:00');

/** The demo hall's people with shifts, one who is new, one who was revoked, one locked out. */
function peopleOf(loaded: LoadedHall): object {
	const week = (window: string | null, shift = 'S1') => [0, 1, 2, 3, 4].map(() => ({ shift, window })).concat([null, null] as never);
	const people = loaded.staff.map((member, index) => ({
		...{ staff: member.id, name: member.name, roles: member.roles, windows: [], usualWindow: member.usualWindow ?? null, departments: [] },
		state: index === 3 ? 'new' : index === 5 ? 'suspended' : 'good',
		suspended: index === 5 ? { by: '9001', at: day0 - 86_400_000, reason: '调到乡镇便民中心' } : null,
		codeUntil: index === 3 ? day0 + 86_400_000 : null,
		second: member.roles.includes('manager'),
		locked: index === 7 ? 200 : 0,
		at: index % 3 === 0 && member.usualWindow ? [member.usualWindow] : [],
		week: member.usualWindow ? week(member.usualWindow, index % 2 ? 'S2' : 'S1') : week(null),
	}));
	return {
		...{ ok: true, from: 'book', people, codes: [], table: null },
		shifts: [
			{ id: 'S1', name: '早班', from: '08:30', to: '14:00' },
			{ id: 'S2', name: '全天', from: '09:00', to: '17:00' },
		],
	};
}
const ownAccount = { ok: true, kind: 'password', second: false, recoveryLeft: 0 };
