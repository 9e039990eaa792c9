/**
 * The hall's tide on the platform: looks every few minutes, at faults, surges and on request, and says what it finds as the platform's own command;
 * ends proposals nobody answered, makes changes that are due, approves within the limits the hall has set. The search runs in a thread of its own: here
 * only the snapshot is made, from a state that is durable.
 */
import { randomBytes } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { localTime } from '../../domain/business-day.ts';
import type { CommandName } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { TideDeskAnswer, TideDeskRequest } from '../../domain/contracts/tide-desk.ts';
import type { TideProposal, TideSettings } from '../../domain/contracts/tide-plan.ts';
import { showRate } from '../../domain/tide/forecast/learn.ts';
import { usualWork } from '../../domain/tide/tidal-policy.ts';
import { daySpanOf } from '../../domain/tide-day/day-as-tide.ts';
import { freeForChange } from '../../domain/tide-day/duty-changes.ts';
import { forecastOf, shownForecastOf } from '../../domain/tide-day/forecast-of-day.ts';
import { expressLanes, unservableQueues } from '../../domain/tide-day/lanes.ts';
import { moveProblems } from '../../domain/tide-day/move-problems.ts';
import { effectOf, outlookOfDay, type PlanInputs, proposalAsTold, questionOf } from '../../domain/tide-day/plan-question.ts';
import { servicesOf } from '../../domain/tide-day/services.ts';
import { thresholdChangeOf } from '../../domain/tide-day/threshold-duties.ts';
import { automaticFor, openPlan, whatToSay } from '../../domain/tide-day/what-to-say.ts';
import type { Authority } from '../authority/authority.ts';
import { commandAsPlatform } from '../authority/platform-seat.ts';
import type { Rules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { type Learned, learnPastDays } from './learned.ts';
import { type Planner, PlannerFailure } from './planner.ts';
import { PlansOfDays } from './plans-of-days.ts';
import { SurgeWatch } from './surge.ts';

type Trigger = TideProposal['trigger'];

/** A look is answered after so long with what it has. */
export const lookWithinMs = 450;
const tickMs = 1_000;
/** After something happened, others may follow; and two such looks are not made in one minute. */
const settleMs = 10_000;
const betweenMs = 60_000;
const surgeBetweenMs = 300_000;

export interface TideKeeper {
	ask(request: TideDeskRequest): Promise<TideDeskAnswer>;
	/** Resolves when nothing is being looked for, said or learned any more. For tests. */
	rest(): Promise<void>;
	stop(): Promise<void>;
}

export interface TideParts {
	plan: HallPlan;
	settings: TideSettings;
	store: HallStore;
	rules: Rules;
	clock: Clock;
	log: Log;
	authority: Authority;
	/** Of the platform's own commands. */
	epoch: string;
	inCharge(): boolean;
	/** Places booked for today. */
	booked(): { queue: string; slot: number; people: number }[];
	planner: Planner;
}

export function openTide(parts: TideParts): TideKeeper {
	const { plan, settings, clock, log, authority, planner } = parts;
	const surge = new SurgeWatch();
	const plans = new PlansOfDays(parts.store, plan.code);
	let learned: Learned | null = null;
	let learnedBefore = '';
	let learning: Promise<void> = Promise.resolve();
	let looking: Promise<LookEnd> | null = null;
	let saying: Promise<unknown> = Promise.resolve();
	let wanted: { trigger: Trigger; at: number } | null = null;
	let lastAt: number | null = null;
	let lastSurge = Number.NEGATIVE_INFINITY;
	let tookMs: number | null = null;
	let cutShort = false;
	let broken: string | null = null;
	let seed = newSeed();
	let forecast: { day: string; people: Record<string, number[]> } | null = null;
	let stopped = false;

	type LookEnd = { ok: true; kind: TideProposal['kind'] } | { ok: false; code: 'hall-not-open' | 'planner-stopped' | 'busy' };

	const mayLook = () => !stopped && parts.inCharge() && !authority.stopped && authority.state.stage === 'open';
	const say = (name: CommandName, body: unknown): Promise<boolean> => {
		const said = commandAsPlatform(authority, parts.epoch, name, clock.now(), { body });
		saying = Promise.allSettled([saying, said]);
		return said;
	};

	function forecastToday(): Record<string, number[]> {
		if (forecast?.day !== authority.day || !forecast)
			forecast = { day: authority.day, people: learned ? forecastOf(plan, learned.forecast, authority.day) : {} };
		return forecast.people;
	}

	function learn(): void {
		const today = authority.day;
		if (learnedBefore === today || !parts.inCharge()) return;
		learnedBefore = today;
		learning = learning
			.then(async () => {
				learned = await learnPastDays({ plan, store: parts.store, rules: parts.rules, today, goOn: () => !stopped });
				forecast = null;
				for (const day of learned.leftOut) log.warn('tide-day-left-out', { day });
			})
			.catch((cause) => {
				log.error('tide-not-learned', { code: cause instanceof StoreFailure ? cause.code : 'unexpected' });
				if (cause instanceof StoreFailure && cause.code !== 'closed') authority.distrustStore(cause);
			});
	}

	/** The state as it is in the log; while a round is being written it is ahead of it, and what is made of it could not be made again. */
	async function durable(): Promise<HallDay | null> {
		for (let turn = 0; turn < 200; turn++) {
			if (authority.state.position === authority.head) return authority.state;
			await breathe();
		}
		return null;
	}

	function inputsAt(state: HallDay, now: number): PlanInputs {
		const shows = plan.queues.map(({ id }) => (learned ? showRate(learned.forecast, id) : 0.85));
		return {
			at: now,
			seed,
			work: usualWork,
			outlook: outlookOfDay(plan, state, now, {
				forecast: forecastToday(),
				booked: parts.booked(),
				show: shows.length > 0 ? shows.reduce((sum, each) => sum + each, 0) / shows.length : 1,
			}),
			services: servicesOf(learned?.services ?? { queues: {} }, plan),
		};
	}

	async function lookOnce(trigger: Trigger): Promise<LookEnd> {
		await learning;
		const state = mayLook() ? await durable() : null;
		if (!state) return { ok: false, code: mayLook() ? 'busy' : 'hall-not-open' };
		const now = clock.now();
		lastAt = now;
		seed = newSeed();
		const inputs = inputsAt(state, now);
		const { position } = state;
		// The question is made at once: the state goes on while the thread searches.
		const question = questionOf(plan, state, inputs);
		const told = {
			plan: `${localTime(now, plan.timezone).replace(':', '')}-${(seed & 0xffff).toString(16).padStart(4, '0')}`,
			revision: 1,
		};
		const asItWas = { ...state, windows: { ...state.windows } };
		try {
			const answer = await planner.work({ do: 'plan', question, withinMs: lookWithinMs });
			broken = null;
			tookMs = answer.ms;
			cutShort = answer.found.stoppedAt !== null;
			log.info('tide-looked', { code: answer.found.kind, milliseconds: Math.round(answer.ms), count: answer.found.moves.length });
			const proposal = proposalAsTold(plan, asItWas, answer.found, { ...told, trigger, inputs, position });
			await tell(proposal);
			return { ok: true, kind: proposal.kind };
		} catch (cause) {
			broken = cause instanceof PlannerFailure ? cause.code : 'unexpected';
			if (!stopped) log.error('tide-planner-failed', { code: broken });
			return { ok: false, code: 'planner-stopped' };
		}
	}

	async function tell(proposal: TideProposal): Promise<void> {
		if (!mayLook()) return;
		const said = whatToSay(authority.state, proposal, clock.now());
		if (!said) return;
		const body = { ...proposal, plan: said.plan ?? proposal.plan, revision: said.revision };
		if (!(await say('propose-tide-plan', body))) return;
		const rule = automaticFor(plan, authority.state, body, clock.now());
		const standing = openPlan(authority.state);
		if (!rule || standing?.proposal.plan !== body.plan || standing.proposal.revision !== body.revision) return;
		const moves = body.moves.map(({ window, to }) => ({ window, to }));
		await say('approve-tide-plan', { plan: body.plan, revision: body.revision, moves, rule });
	}

	function look(trigger: Trigger): Promise<LookEnd> {
		wanted = null;
		looking ??= lookOnce(trigger).finally(() => {
			looking = null;
		});
		return looking;
	}

	function want(trigger: Trigger, inMs: number): void {
		const atOnce = trigger === 'group' || trigger === 'take-over' || trigger === 'surge';
		const earliest = lastAt === null || atOnce ? 0 : lastAt + betweenMs;
		const at = Math.max(clock.now() + inMs, earliest);
		if (!wanted || at < wanted.at) wanted = { trigger, at };
	}

	const stopListening = authority.onEvents((events: HallEvent[]) => {
		for (const event of events) {
			surge.heard(event);
			if (event.name === 'window-paused' || event.name === 'window-closed') want('fault', settleMs);
			else if (event.name === 'window-opened' || event.name === 'window-resumed') want('duty', settleMs);
			else if (event.name === 'duty-changed' && event.body.plan === undefined) want('duty', settleMs);
			else if (event.name === 'duty-change-declined') want('duty', settleMs);
			else if (event.name === 'group-expected' || event.name === 'group-withdrawn') want('group', 0);
			else if (event.name === 'term-began') want('take-over', 0);
		}
	});
	if (authority.state.term !== null) want('take-over', 0);

	const underWay = new Set<string>();
	function once(key: string, act: () => Promise<unknown>): void {
		if (underWay.has(key)) return;
		underWay.add(key);
		void act()
			.catch(() => {})
			.finally(() => underWay.delete(key));
	}

	function surging(now: number): Set<string> {
		const people = forecastToday();
		const [hour = 0, minute = 0] = localTime(now, plan.timezone).split(':').map(Number);
		const quarter = hour * 4 + Math.floor(minute / 15);
		return surge.surging(now, (queue) => people[queue]?.[quarter] ?? 0);
	}

	function tick(): void {
		if (!mayLook()) return;
		learn();
		const { state } = authority;
		const now = clock.now();
		const back = plan.windows
			.filter(({ id }) => thresholdChangeOf(state, plan, id, now)?.body.why === 'threshold-over')
			.map(({ id }) => id);
		for (const window of [...freeForChange(state, now), ...back]) once(`duty/${window}`, () => say('take-duty-change', { window }));
		const open = openPlan(state);
		if (open) {
			const { plan: id, revision, expiresAt, moves } = open.proposal;
			const why = expiresAt < now ? 'time' : moveProblems(state, plan, moves, now).length > 0 ? 'overtaken' : null;
			if (why) once(`plan/${id}`, () => say('expire-tide-plan', { plan: id, revision, why }));
		}
		if (now - lastSurge > surgeBetweenMs && surging(now).size > 0) {
			lastSurge = now;
			want('surge', 0);
		}
		const every = settings.everyMinutes * 60_000;
		if (wanted && now >= wanted.at) void look(wanted.trigger);
		else if (lastAt === null || now >= lastAt + every) void look('clock');
	}
	const stopTicking = clock.every(tickMs, tick);

	async function tried(request: Extract<TideDeskRequest, { do: 'try' }>): Promise<TideDeskAnswer> {
		const state = mayLook() ? await durable() : null;
		if (!state) return { ok: false, code: mayLook() ? 'busy' : 'hall-not-open' };
		const now = clock.now();
		const problems = moveProblems(state, plan, request.moves, now);
		const windowAt = new Map(plan.windows.map(({ id }, place) => [id, place]));
		const queueAt = new Map(plan.queues.map(({ id }, place) => [id, place]));
		const moves = request.moves.flatMap(({ window, to }) => {
			const place = windowAt.get(window);
			const set = to.flatMap((queue) => queueAt.get(queue) ?? []);
			return place === undefined || set.length !== to.length ? [] : [{ window: place, set }];
		});
		const { limits, ...question } = questionOf(plan, state, inputsAt(state, now));
		try {
			const { tried: got } = await planner.work({
				do: 'try',
				question: { ...question, horizonS: limits.horizonS },
				moves,
				withinMs: lookWithinMs,
			});
			const tenth = (value: number) => Math.round(value * 10) / 10;
			return {
				ok: true,
				do: 'try',
				trial: {
					...effectOf(plan, question.moment, got.queuesBefore, got.queuesAfter),
					gain: tenth(got.gain),
					error: tenth(got.error),
					sure: Math.round(got.better * 1000) / 1000,
					futures: got.futures,
					problems,
					at: now,
				},
			};
		} catch {
			return { ok: false, code: 'planner-stopped' };
		}
	}

	return {
		async ask(request) {
			if (request.do === 'try') return tried(request);
			if (request.do === 'plans') return { ok: true, do: 'plans', ...(await plans.of(request.from, request.to)) };
			if (request.do === 'plan-now') {
				const end = await (looking ? looking.then(() => look('asked')) : look('asked'));
				return end.ok ? { ok: true, do: 'plan-now', kind: end.kind, plan: openPlan(authority.state)?.proposal.plan ?? null } : end;
			}
			const now = clock.now();
			const { state } = authority;
			const { base } = daySpanOf(plan, state.day, state.openedAt);
			return {
				ok: true,
				do: 'look',
				planner: {
					state: broken ? 'stopped' : !mayLook() ? 'waiting' : looking ? 'working' : 'well',
					...(broken ? { code: broken } : {}),
					lastAt,
					nextAt: mayLook() ? (wanted?.at ?? (lastAt === null ? Math.max(now, base) : lastAt + settings.everyMinutes * 60_000)) : null,
					tookMs: tookMs === null ? null : Math.round(tookMs),
					cutShort,
				},
				forecast: learned ? shownForecastOf(plan, state, now, learned) : null,
				express: expressLanes(plan, state, now, surging(now)),
				unservable: unservableQueues(plan, state),
			};
		},
		async rest() {
			for (;;) {
				await learning;
				const { size } = underWay;
				if (looking) await looking;
				await saying;
				if (!looking && underWay.size === 0 && size === 0) return;
				await breathe();
			}
		},
		async stop() {
			stopped = true;
			stopTicking();
			stopListening();
			await planner.stop();
			await looking;
			await learning;
			await saying;
		},
	};
}

function newSeed(): number {
	return randomBytes(4).readUInt32BE(0);
}
