/** An engine that says what a test wrote for it: the demo hall at 10:24 with people waiting. Not product code. */
import { serviceRefused } from '../../../domain/contracts/device-service.ts';
import type { HallEvent, NewEvent } from '../../../domain/contracts/events.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import { estimateWait } from '../../../domain/estimate.ts';
import { evolve } from '../../../domain/evolve.ts';
import { startOfDay } from '../../../domain/start-of-day.ts';
import type { EngineClient, EngineView, TakeAnswer } from '../../../renderer/engine/contract.ts';

/** 2026-11-23 10:24 in Shanghai. */
export const storyTime = Date.UTC(2026, 10, 23, 2, 24);
const cutAt = Date.UTC(2026, 10, 23, 2, 6);

export interface Script {
	down?: boolean;
	stage?: 'open' | 'not-open' | 'closed' | 'unknown';
	paper?: string;
	answer?: 'refused' | 'cannot' | 'slow';
	held?: boolean;
}

/** People waiting at each queue of the story. */
const waiting: Record<string, number> = { A: 15, B: 2, K: 3, R: 5, H: 4, F: 1, G: 0, S: 2, M: 1 };

export function storyDay(plan: HallPlan, script: Script): HallDay {
	let state = startOfDay(plan, '2026-11-23');
	const put = (event: NewEvent, at: number, station = 'PLATFORM') => {
		const stamp = {
			hall: plan.code,
			day: '2026-11-23',
			position: state.position + 1,
			recordedAt: at,
			occurredAt: at,
			station,
			epoch: '0000000000000000',
			n: 1,
			staff: null,
			configVersion: plan.configVersion,
		};
		state = evolve(state, { ...stamp, ...event } as HallEvent);
	};
	const morning = storyTime - 84 * 60_000;
	if (script.stage !== 'not-open') put({ name: 'day-opened', body: {} }, morning);
	for (const window of plan.windows.slice(0, 23))
		put({ name: 'window-opened', body: { window: window.id, clerk: '10001', station: window.id } }, morning);
	for (const [queue, count] of Object.entries(waiting)) {
		for (let sequence = 1; sequence <= count; sequence += 1) {
			const number = `${queue}${String(sequence + 28).padStart(3, '0')}`;
			const held = script.held === true && queue === 'A' && sequence === count;
			put(
				{
					name: 'ticket-issued',
					body: {
						number,
						series: queue,
						sequence: sequence + 28,
						visit: { queue, items: [], channel: 'no-card', ...(held ? { personRef: 'scripted-person-0001' } : {}) },
						origin: 'shared',
						queuedAt: cutAt - (count - sequence) * 60_000,
					},
				},
				cutAt - 60_000,
				'T1',
			);
		}
	}
	if (script.down) {
		for (let sequence = 1; sequence <= 7; sequence += 1) {
			const body = {
				number: `A2-00${sequence}`,
				series: 'A2',
				sequence,
				visit: { queue: 'A', items: [], channel: 'no-card' as const },
				origin: 'offline' as const,
				queuedAt: cutAt + sequence * 120_000,
			};
			put({ name: 'ticket-issued', body }, cutAt + sequence * 120_000, 'T2');
		}
	}
	if (script.stage === 'closed') put({ name: 'day-closed', body: { notServed: [] } }, storyTime);
	return state;
}

export function scriptedEngine(plan: HallPlan, script: Script): EngineClient & { script: Script } {
	const state = script.stage === 'unknown' ? null : storyDay(plan, script);
	const view = (): EngineView => ({
		plan,
		state,
		position: 1,
		link: script.down ? 'down' : 'up',
		linkSince: cutAt,
		heardAt: script.down ? cutAt : storyTime,
		clockOffset: 0,
		owed: 0,
		shutOut: null,
		platform: { url: 'http://127.0.0.1:8740', id: null },
		term: { number: 1, platform: 'P1' },
	});
	const fixed = view();
	const paper = () =>
		script.paper === undefined
			? { job: 'j', outcome: 'printed' as const, proof: 'done' as const, code: 'ok' }
			: { job: 'j', outcome: 'failed' as const, proof: 'none' as const, code: script.paper };
	return {
		script,
		view: () => fixed,
		subscribe: () => () => {},
		now: () => storyTime,
		ask: async () => ({ ok: false, why: 'unreachable' }),
		report: async () => {},
		async takeTicket(_station, visit): Promise<TakeAnswer> {
			if (script.answer === 'slow') return new Promise(() => {});
			if (script.answer === 'cannot') return { ok: false, why: 'cannot', code: 'disk-full' };
			if (script.answer === 'refused')
				return { ok: false, why: 'refused', refusal: { code: 'too-many-active-tickets', params: { limit: 2 } } };
			const wait = state === null ? null : estimateWait(state, plan, visit.queue, storyTime);
			return {
				ok: true,
				taken: {
					number: script.down ? `${visit.queue}2-007` : `${visit.queue}044`,
					queue: visit.queue,
					offline: script.down === true,
					qr: `TH2:${plan.code}:2026-11-23:${visit.queue}044:${visit.queue}:${visit.items.join(',')}:${storyTime}:T2:${'k'.repeat(16)}:${'s'.repeat(85)}A`,
					issuedAt: storyTime,
					peopleAhead: script.down ? null : (wait?.people ?? null),
					minutes: script.down ? null : (wait?.minutes ?? null),
					paper: paper(),
				},
			};
		},
		reprint: async () => paper(),
		readTicket: async () => ({ ok: false, why: 'not-a-ticket' }),
		findReservation: async () => ({ ok: false, refusal: { code: 'reservation-not-looked-up', params: {} } }),
		signIn: async () => ({ ok: false, code: 'unreachable' }),
		signOut: async () => {},
		touched: async () => {},
		takeOverOrder: async () => ({ ok: false, code: 'no-place' }),
		askDevices: async () => serviceRefused('platform-away'),
		log: () => [],
		caseDesk: async () => ({ ok: false, code: 'unreachable' }),
		pastDay: async () => ({ ok: false, code: 'unreachable' }),
		progress: async () => ({ ok: false, code: 'unreachable' }),
		booking: async () => ({ ok: false, code: 'hall-away' }),
		historyDesk: async () => ({ ok: false, code: 'unreachable' }),
		suggest: async () => ({ ok: false, code: 'off' }),
		auditDesk: async () => ({ ok: false, code: 'unreachable' }),
		watchDesk: async () => ({ ok: false, code: 'unreachable' }),
		reviewDesk: async () => ({ ok: false, code: 'unreachable' }),
		setSecret: async () => ({ ok: false, code: 'unreachable' }),
		staffDesk: async () => ({ ok: false, code: 'unreachable' }),
		ownAccount: async () => ({ ok: false, code: 'unreachable' }),
		tideDesk: async () => ({ ok: false, code: 'unreachable' }),
		administer: async () => ({ ok: false, code: 'unreachable' }),
		handOver: async () => ({ ok: false, code: 'unreachable' }),
		signedIn: () => null,
		personRef: async () => 'scripted-person-0001',
	};
}
