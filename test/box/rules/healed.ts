/** What must be true of a life once everything has healed: of the logs, of every paper, of every word that was given. */
import { checkLog } from '../../../domain/check-log.ts';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { evolveInto } from '../../../domain/evolve.ts';
import { startOfDay } from '../../../domain/start-of-day.ts';
import { whoDid } from '../copies.ts';
import type { PlatformNode } from '../platform-node.ts';
import type { Paper, Witness } from '../witness.ts';

/** No ask is older when it is decided. */
const longestAskMs = 60_000;

/** `day/number` → the station that issued it, over all days. */
type Known = Map<string, string>;

export interface LifeFigures {
	events: number;
	tickets: number;
	/** Things that only a machine knew which was wiped or put back: in no log, and no rule can ask for them. */
	lost: number;
}

export async function checkHealed(plan: HallPlan, platform: PlatformNode, witness: Witness): Promise<LifeFigures> {
	const figures: LifeFigures = { events: 0, tickets: 0, lost: 0 };
	const known: Known = new Map();
	const services = new Set<string>();
	const store = await platform.lines();
	for (const { day, plan: dayPlan } of (await store.days()).filter(({ hall }) => hall === plan.code)) {
		const { damage } = await store.prove(plan.code, day);
		witness.holds(
			'I-22',
			damage.length === 0,
			() => `event ${damage[0]?.from} of ${day} is not what was written, and the platform went on`,
		);
		// As it stands there: what a platform went on with is looked at, not what it should have read.
		const log = await store.readUnproved(plan.code, day);
		figures.events += log.length;
		checkDay(dayPlan, day, log, witness);
		for (const event of log) {
			if ('ticket' in event.body && event.body.ticket) services.add(`${whoDid(plan, event)} ${event.body.ticket}`);
			if (event.name !== 'ticket-issued') continue;
			figures.tickets += 1;
			known.set(`${day}/${event.body.number}`, event.station);
		}
	}
	/** Counts what went with its machine; each such thing is one that this machine's disk held alone. */
	const wasLost = (set: ReadonlySet<string>, key: string) => {
		if (!set.has(key)) return false;
		figures.lost += 1;
		return true;
	};
	checkServices(witness, services, wasLost);
	const jobs = checkPapers(witness, known, wasLost);
	checkTold(witness, known, jobs, wasLost);
	return figures;
}

function checkDay(plan: HallPlan, day: string, log: readonly HallEvent[], witness: Witness): void {
	const { violations } = checkLog(plan, day, log);
	for (const { rule, position, text } of violations) witness.breach(rule, `${day} at ${position}: ${text}`);
	witness.holds('T1–T4 Q1–Q3 S1 S2 S4 I-3…I-6 I-18', violations.length === 0, () => `${violations.length} in the log of ${day}`);
	checkCommands(log, witness);
	checkConservation(plan, day, log, witness);
	const stations = new Set(['PLATFORM', ...plan.stations.map(({ id }) => id)]);
	for (const event of log) {
		// I-15: who, at which station, when, and by what configuration.
		const { station, recordedAt, occurredAt, configVersion, epoch, n } = event;
		const complete = stations.has(station) && recordedAt > 0 && occurredAt > 0 && configVersion !== '' && epoch.length === 16 && n > 0;
		witness.holds('I-15', complete, () => `${day} at ${event.position}: ${event.name} does not say who did it, where and when`);
		// I-7: a paper is told once, whatever its machine went through; a second telling shows as a conflict.
		if (event.name === 'conflict-found' && event.body.detail === 'number-already-known')
			witness.breach('I-7', `${day} at ${event.position}: ${event.body.ticket} was told twice by ${station}`);
		if (event.name !== 'ticket-issued') continue;
		// I-18: a number that was asked for waits from when the platform decided, whatever any clock said.
		// What a former platform had decided is said again by the one that follows it, and keeps its time.
		if (station === 'PLATFORM') continue;
		const { origin, queuedAt, number } = event.body;
		witness.holds('I-18', origin !== 'shared' || (queuedAt <= recordedAt && recordedAt - queuedAt <= longestAskMs), () => {
			return `${number} waits since ${recordedAt - queuedAt} ms before it was recorded`;
		});
	}
}

/** S2, I-9: each command stands in one piece of the log, once, and in its order. */
function checkCommands(log: readonly HallEvent[], witness: Witness): void {
	const last = new Map<string, number>();
	let current = '';
	for (const { station, epoch, n } of log) {
		const key = `${station}/${epoch}/${n}`;
		if (key === current) continue;
		const before = last.get(`${station}/${epoch}`) ?? 0;
		witness.holds('S2', n > before, () => `command ${key} stands in the log after ${before}`);
		last.set(`${station}/${epoch}`, n);
		current = key;
	}
}

/** I-21 at every position: issued = waiting + in hand + ended, counted without the state's own lists. */
function checkConservation(plan: HallPlan, day: string, log: readonly HallEvent[], witness: Witness): void {
	const state = startOfDay(plan, day);
	let issued = 0;
	let ended = 0;
	const endedOf = (number: string | undefined) => {
		const stage = number === undefined ? undefined : state.tickets[number]?.life.stage;
		return stage !== undefined && !['waiting', 'called', 'serving', 'held'].includes(stage) ? 1 : 0;
	};
	for (const event of log) {
		const body = event.body as { ticket?: string; number?: string; notServed?: string[] };
		const touched = [...(body.notServed ?? []), ...(body.ticket ? [body.ticket] : []), ...(body.number ? [body.number] : [])];
		const before = touched.reduce((sum, number) => sum + endedOf(number), 0);
		if (event.name === 'ticket-issued' && !state.tickets[event.body.number]) issued += 1;
		evolveInto(state, event);
		ended += touched.reduce((sum, number) => sum + endedOf(number), 0) - before;
		let standing = state.inHand.length;
		for (const queue of Object.values(state.waiting)) standing += queue.length;
		witness.holds(
			'I-21',
			issued === standing + ended,
			() => `${day} at ${event.position}: ${issued} issued, ${standing} here, ${ended} ended`,
		);
	}
}

type WasLost = (set: ReadonlySet<string>, key: string) => boolean;

/** I-8: a service a clerk was told is kept stands in a log. */
function checkServices(witness: Witness, services: ReadonlySet<string>, wasLost: WasLost): void {
	for (const { station, ticket } of witness.kept) {
		const key = `${station} ${ticket}`;
		witness.holds('I-8', services.has(key) || wasLost(witness.lost.services, key), () => {
			return `${station} was told its service of ${ticket} is kept, and no log has it`;
		});
	}
}

/** I-1, I-2, S9 of every paper in a citizen's hand; the jobs that came out. */
function checkPapers(witness: Witness, known: Known, wasLost: WasLost): Map<string, Paper> {
	const { papers, lost } = witness;
	const jobs = new Map<string, Paper>();
	const first = new Map<string, Paper>();
	for (const paper of papers) {
		const { job, number, station, reprint } = paper;
		const day = job.slice(0, 10);
		const before = jobs.get(job);
		// A further copy, marked as one, whose count went with the machine's memory: a person pressed for each of them.
		const again = before !== undefined && !(reprint && before.reprint && wasLost(lost.jobs, job));
		witness.holds('S9', !again, () => `job ${job} came out twice`);
		jobs.set(job, paper);
		const at = known.get(`${day}/${number}`);
		witness.holds('I-1', at !== undefined || wasLost(lost.tickets, `${day}/${number}`), () => `paper ${job} of ${station} is in no log`);
		if (reprint) continue;
		witness.holds(
			'I-2',
			at === undefined || at === station || at === 'PLATFORM',
			() => `paper ${job} came out at ${station}, its ticket is of ${at}`,
		);
		const other = first.get(`${day}/${number}`);
		witness.holds('I-2', !other, () => `${number} came out at ${other!.station} ${other!.at} and at ${station} ${paper.at}`);
		first.set(`${day}/${number}`, paper);
	}
	return jobs;
}

/** What citizens were told: each number once (I-2), in the log (I-1), and “printed” only of paper that came out (D1). */
function checkTold(witness: Witness, known: Known, jobs: ReadonlyMap<string, Paper>, wasLost: WasLost): void {
	const told = new Map<string, string>();
	for (const { answer, station, at } of witness.told) {
		if (!answer?.ok) continue;
		const { job, outcome } = answer.taken.paper;
		const key = job.split('/').slice(0, 2).join('/');
		const other = told.get(key);
		witness.holds('I-2', other === undefined, () => `${key} was told at ${other} and at ${station} ${at}`);
		told.set(key, `${station} ${at}`);
		witness.holds('I-1', known.has(key) || wasLost(witness.lost.tickets, key), () => `${key} was told at ${station} and is in no log`);
		witness.holds('D1', outcome !== 'printed' || jobs.has(job), () => `${job} was told printed at ${station} and never came out`);
	}
}
