/** The rules as assertions, looked at while the hall lives and after it has healed. Each breach names its rule. */
import { checkLog } from '../../domain/check-log.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { MachineNode, Paper } from './machine-node.ts';
import type { Kept, Told } from './people.ts';
import type { PlatformNode } from './platform-node.ts';

export interface Breach {
	rule: string;
	what: string;
}

/** S1: what the platform once said stands at its position is there for ever. Looked at with each event heard. */
export function createHistory(breaches: Breach[]) {
	const seen = new Map<string, string>();
	return (event: HallEvent) => {
		const key = `${event.day}/${event.position}`;
		const said = `${event.name} ${event.station} ${event.n} ${JSON.stringify(event.body)}`;
		const before = seen.get(key);
		if (before === undefined) seen.set(key, said);
		else if (before !== said) breaches.push({ rule: 'S1', what: `${key} was “${before}” and is “${said}”` });
	};
}

/** No ask is older when it is decided. */
const longestAskMs = 60_000;

export async function checkHealed(
	plan: HallPlan,
	platform: PlatformNode,
	machines: readonly MachineNode[],
	papers: readonly Paper[],
	promises: readonly Told[],
	kept: readonly Kept[],
	breaches: Breach[],
	/** Stations whose journal once refused the word of a paper. */
	silenced: ReadonlySet<string>,
): Promise<{ events: number; tickets: number; lost: number }> {
	const found = (rule: string, what: string) => breaches.push({ rule, what });
	const { authority } = platform;
	if (!authority) {
		found('L-2', 'the platform is not up after everything healed');
		return { events: 0, tickets: 0, lost: 0 };
	}
	/** What a machine that was set up anew, or put back to an older image, knew alone until then: no log can have it. Counted, and told. */
	let lost = 0;
	const forgotten = (station: string, at: number) => {
		const gone = machines.some((machine) => machine.station === station && machine.forgot.some((when) => when >= at));
		if (gone) lost += 1;
		return gone;
	};
	const days = await platform.disk.days();
	let events = 0;
	let tickets = 0;
	const known = new Map<string, string>();
	const services = new Set<string>();
	for (const { day, plan: dayPlan } of days) {
		const log = await platform.disk.read(plan.code, day, 0, Number.POSITIVE_INFINITY);
		events += log.length;
		for (const violation of checkLog(dayPlan, day, log).violations)
			found(violation.rule, `${day} at ${violation.position}: ${violation.text}`);
		for (const event of log) {
			if ('ticket' in event.body && event.body.ticket) services.add(`${event.station} ${event.body.ticket}`);
			// I-7: a paper is told once, whatever its machine went through; a second telling shows as a conflict.
			if (event.name === 'conflict-found' && event.body.detail === 'number-already-known')
				found('I-7', `${day} at ${event.position}: ${event.body.ticket} was told twice by ${event.station}`);
			if (event.name !== 'ticket-issued') continue;
			tickets += 1;
			// I-18: a number that was asked for waits from when the platform decided, whatever any clock said.
			const { origin, queuedAt } = event.body;
			if (origin === 'shared' && (queuedAt > event.recordedAt || event.recordedAt - queuedAt > longestAskMs))
				found('I-18', `${event.body.number} waits since ${queuedAt - event.recordedAt} ms after it was recorded`);
			known.set(`${day}/${event.body.number}`, event.station);
		}
		checkCommands(log, found);
	}

	// I-8: a service a clerk was told is kept stands in a log.
	for (const { station, ticket, at } of kept) {
		if (!services.has(`${station} ${ticket}`) && !forgotten(station, at))
			found('I-8', `${station} was told its service of ${ticket} is kept, and no log has it`);
	}
	// I-1: every paper in a citizen's hand is a ticket of the log.
	const jobs = new Map<string, Paper>();
	for (const paper of papers) {
		const before = jobs.get(paper.job);
		// A further copy, marked as one, whose count went with the machine's memory: a person pressed for each of them.
		if (before && !(paper.reprint && before.reprint && forgotten(before.station, before.at)))
			found('S9', `job ${paper.job} came out twice`);
		jobs.set(paper.job, paper);
		const [day] = paper.job.split('/');
		const at = known.get(`${day}/${paper.number}`);
		if (at === undefined) {
			if (!isOwn(paper.number) || !forgotten(paper.station, paper.at)) found('I-1', `paper ${paper.job} of ${paper.station} is in no log`);
		} else if (at !== paper.station && !paper.reprint)
			found('I-2', `paper ${paper.job} came out at ${paper.station}, its ticket is of ${at}`);
	}
	// I-2: no two first papers bear the same number, wherever their machines were in between.
	const first = new Map<string, Paper>();
	for (const paper of papers) {
		if (paper.reprint) continue;
		const number = paper.job.split('/').slice(0, 2).join('/');
		const other = first.get(number);
		if (other) found('I-2', `${number} came out at ${other.station} ${other.at} and at ${paper.station} ${paper.at}`);
		first.set(number, paper);
	}
	// I-2: no two citizens were told the same number.
	const told = new Map<string, string>();
	for (const { answer, station, at } of promises) {
		if (!answer?.ok) continue;
		const key = answer.taken.paper.job.split('/').slice(0, 2).join('/');
		const other = told.get(key);
		if (other) found('I-2', `${key} was told at ${other} and at ${station} ${at}`);
		told.set(key, `${station} ${at}`);
		if (!known.has(key) && !(isOwn(key) && forgotten(station, at))) found('I-1', `${key} was told at ${station} and is in no log`);
	}

	// D1: who was told that the paper is out, holds it.
	for (const { answer, station } of promises) {
		if (!answer?.ok || answer.taken.paper.outcome !== 'printed') continue;
		if (!jobs.has(answer.taken.paper.job)) found('D1', `${answer.taken.paper.job} was told printed at ${station} and never came out`);
	}
	// I-20: nobody waits for a number of which nobody knows whether anyone holds it. Only where the journal took no more may the word be missing.
	for (const ticket of Object.values(authority.state.tickets)) {
		if (ticket.life.stage === 'waiting' && ticket.paper.last === null && !silenced.has(ticket.station))
			found('I-20', `${ticket.number} of ${ticket.station} waits, and nothing is known of its paper`);
	}

	for (const machine of machines) {
		const { engine, station } = machine;
		if (!engine) {
			found('L-4', `${station} is not up after everything healed`);
			continue;
		}
		const view = engine.view();
		if (view.link !== 'up') found('I-11', `${station} has no link after everything healed (${view.shutOut ?? '-'})`);
		if (view.owed > 0) found('I-11', `${station} still owes ${view.owed} reports`);
		if (view.position !== authority.head) found('I-11', `${station} holds ${view.position}, the platform ${authority.head}`);
		else if (JSON.stringify(view.state) !== JSON.stringify(authority.state))
			found('S10', `${station} shows another state at the same position`);
		const seat = machine.seat();
		if (!seat) continue;
		if (seat.owed.length > 0) found('I-8', `the journal of ${station} still owes ${seat.owed.length}`);
		const taken = await authority.lastNumber(station, seat.epoch);
		if (taken !== seat.lastN) found('I-9', `${station} gave out ${seat.lastN}, the platform took ${taken}`);
	}
	return { events, tickets, lost };
}

/** `2026-11-26/A2-007` or `A2-007`: printed while cut off. */
const isOwn = (number: string) => /\d-\d+$/.test(number);

/** S2, I-9: each command stands in one piece of the log, once. */
function checkCommands(log: readonly HallEvent[], found: (rule: string, what: string) => void): void {
	const done = new Set<string>();
	let current = '';
	for (const event of log) {
		const key = `${event.station}/${event.epoch}/${event.n}`;
		if (key === current) continue;
		if (done.has(key)) found('S2', `command ${key} stands in the log twice`);
		done.add(key);
		current = key;
	}
}
