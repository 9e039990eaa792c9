/** A hall of four windows on the real authority, with the tide's planner in the test's own thread and a clock in its hand. */
import type { CommandBody, CommandName } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { TideSettings } from '../../domain/contracts/tide-plan.ts';
import { usualTide } from '../../domain/tide-day/settings.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { startAuthority } from '../../platform/authority/start-authority.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import type { Planner } from '../../platform/tide/planner.ts';
import { doPlannerWork } from '../../platform/tide/planner-work.ts';
import { openTide } from '../../platform/tide/tide-keeper.ts';
import { plan as small } from '../domain/small-hall.ts';
import { HandClock } from './fixture.ts';

/** Windows 01, 02 serve A (01 also K), 03 R, 04 B and may serve A and R. */
export function tidePlanOf(over: Partial<TideSettings> = {}): HallPlan {
	return { ...small, tide: { ...usualTide, noticeSeconds: 30, declineSeconds: 60, ...over } };
}

/** Searches at once, by work alone: the same question has the same answer however loaded the machine is. */
export function plannerHere(share = 0.25): Planner {
	return {
		work: async (work) => {
			const question = { ...work.question, work: work.question.work * share };
			return doPlannerWork({ ...work, question } as typeof work, () => 0) as never;
		},
		stop: async () => {},
	};
}

let stands = 0;

export async function tideStand({
	plan = tidePlanOf(),
	clock = new HandClock(),
	store = new MemoryStore() as HallStore,
	planner = plannerHere(),
	booked = [] as { queue: string; slot: number; people: number }[],
} = {}) {
	const lines: string[] = [];
	const clerks: Record<string, string> = { W01: '0301', W02: '0302', W03: '0303', W04: '0304', M1: '0901', M2: '0902' };
	const { authority } = await startAuthority(
		{
			...{ plan, store, clock, rules: domainRules, staffOf: ({ station }) => clerks[station] ?? null },
			watch: { decided() {}, committed() {}, alarm: (alarm) => lines.push(JSON.stringify(alarm)), storeFailed() {} },
		},
		async () => {},
	);
	let charge = true;
	const tide = openTide({
		...{ plan, settings: plan.tide!, store, clock, authority, planner, rules: domainRules, epoch: 'f'.repeat(16) },
		log: jsonLog({ write: (line) => void lines.push(line) }),
		inCharge: () => charge,
		booked: () => booked,
	});
	const numbers = new Map<string, number>();
	// Another hall on the same store is another machine: its commands are no repeats.
	const epoch = (++stands).toString(16).padStart(16, '0');

	/** What the authority answered. */
	async function say<N extends CommandName>(station: string, name: N, body: CommandBody<N>) {
		const n = (numbers.get(station) ?? 0) + 1;
		numbers.set(station, n);
		const answer = await authority.submit([{ station, epoch, n, occurredAt: clock.now(), name, body }]);
		const outcome = answer.ok ? answer.outcomes[0]! : null;
		if (!outcome) throw new Error(JSON.stringify(answer));
		return outcome;
	}
	async function must<N extends CommandName>(station: string, name: N, body: CommandBody<N>): Promise<HallEvent[]> {
		const outcome = await say(station, name, body);
		if (outcome.result !== 'accepted') throw new Error(JSON.stringify(outcome));
		return outcome.events;
	}
	return {
		...{ plan, clock, store, authority, tide, lines, say, must },
		open: async () => {
			for (const window of ['W01', 'W02', 'W03', 'W04']) await must(window, 'open-window', { window });
		},
		take: async (queue: string, count = 1) => {
			for (let each = 0; each < count; each++) await must('T1', 'issue-ticket', { visit: { queue, items: [], channel: 'no-card' } });
		},
		/** Turns the clock by seconds, and lets everything that follows happen. */
		async turn(seconds: number, step = 5) {
			for (let turned = 0; turned < seconds; turned += step) {
				clock.turn(step * 1000);
				await tide.rest();
			}
		},
		log: () => [...authority.log],
		events: <N extends HallEvent['name']>(name: N) =>
			authority.log.filter((event): event is HallEvent<N> & HallEvent => event.name === name),
		leave() {
			charge = false;
		},
		async end() {
			await tide.stop();
			await authority.stop();
		},
	};
}
