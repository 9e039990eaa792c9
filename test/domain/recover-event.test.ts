import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { Command } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { decide } from '../../domain/decide.ts';
import { evolve } from '../../domain/evolve.ts';
import { day as dayName, plan, TestDay } from './small-hall.ts';

const term = { number: 1, platform: 'P1' };
const platformPlan = { ...plan, stations: [...plan.stations, { id: 'PLATFORM', role: 'manager' as const }] };

/** The platform's own seat says a command, its events marked as the platform marks them. */
function asPlatform(on: TestDay, n: number, name: 'begin-term' | 'recover-event', body: unknown, epoch = 'f'.repeat(16)): HallEvent[] {
	const event = name === 'recover-event' ? (body as { event: HallEvent }).event : null;
	const command = { name, body, station: 'PLATFORM', epoch, n, occurredAt: event?.occurredAt ?? on.now, staff: '0000' } as Command;
	const decision = decide(on.state, command, { plan: platformPlan, now: on.now, clockOffset: 0 });
	if (!decision.ok) throw new Error('a report is never refused');
	const recovered = event
		? (event.recovered ?? {
				term,
				position: event.position,
				name: event.name,
				station: event.station,
				epoch: event.epoch,
				n: event.n,
				staff: event.staff,
				recordedAt: event.recordedAt,
			})
		: null;
	return decision.events.map((each) => {
		const stamped = {
			...{ hall: plan.code, day: dayName, position: on.state.position + 1, recordedAt: on.now, occurredAt: command.occurredAt },
			...{ station: 'PLATFORM', epoch, n, staff: null, configVersion: plan.configVersion },
			...(recovered ? { recovered } : {}),
			...each,
		} as HallEvent;
		on.log.push(stamped);
		on.state = evolve(on.state, stamped);
		return stamped;
	});
}

/** The other side of a cut: the same log, and from there on a term of its own. */
function takenOver(from: TestDay, block: number): TestDay {
	const other = new TestDay(plan);
	for (const event of from.log) {
		other.log.push(event);
		other.state = evolve(other.state, event);
	}
	other.now = from.now;
	asPlatform(other, 1, 'begin-term', { number: 2, platform: 'P2', block, planned: false, reason: 'cut' }, 'e'.repeat(16));
	return other;
}

const windows = ['W01', 'W02', 'W03', 'W04'] as const;
const tickets = ['A001', 'A002', 'A003', 'A004', 'K001', 'B001', 'A2001', 'A2-001', 'A2-002'];
const step = fc.record({
	what: fc.constantFrom(
		...[
			'issue',
			'issue',
			'issue',
			'call',
			'call',
			'start',
			'finish',
			'open',
			'open',
			'close',
			'pause',
			'resume',
			'no-show',
			'recall',
			'hold',
		],
		...['return', 'transfer', 'cancel', 'duty', 'paper', 'offline', 'help', 'health', 'settle'],
	),
	window: fc.constantFrom(...windows),
	ticket: fc.constantFrom(...tickets),
	queue: fc.constantFrom('A', 'K', 'B'),
	minutes: fc.constantFrom(0, 1, 5),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function inHand(on: TestDay, window: string): string | null {
	const at = on.state.windows[window];
	return at && at.stage !== 'closed' ? at.ticket : null;
}

/** `epoch`: the stations of the two sides never say the same command. */
function act(on: TestDay, { what, window, ticket, queue, minutes }: Step, epoch: string): void {
	on.later(minutes);
	const reason = 'because';
	const over = { epoch };
	const visit = { queue, items: [], channel: 'no-card' as const };
	const own = inHand(on, window) ?? ticket;
	if (what === 'issue') on.say('T1', 'issue-ticket', { visit }, over);
	else if (what === 'call') on.say(window, 'call-next', { window }, over);
	else if (what === 'start') on.say(window, 'start-service', { window, ticket: own }, over);
	else if (what === 'finish') on.say(window, 'finish-service', { window, ticket: own }, over);
	else if (what === 'open') on.say(window, 'open-window', { window }, over);
	else if (what === 'close') on.say(window, 'close-window', { window }, over);
	else if (what === 'pause') on.say(window, 'pause-window', { window, reason }, over);
	else if (what === 'resume') on.say(window, 'resume-window', { window }, over);
	else if (what === 'no-show') on.say(window, 'no-show', { window }, over);
	else if (what === 'recall') on.later(1).say(window, 'recall', { window }, over);
	else if (what === 'hold') on.say(window, 'hold-ticket', { window, reason }, over);
	else if (what === 'return') on.say(window, 'return-ticket', { ticket, to: minutes > 0 ? 'queue' : 'window' }, over);
	else if (what === 'transfer') on.say('M1', 'transfer-ticket', { ticket, toQueue: queue, reason }, over);
	else if (what === 'cancel') on.say('M1', 'cancel-ticket', { ticket, reason }, over);
	else if (what === 'duty') on.say('M1', 'change-duty', { window, duty: [queue === 'K' ? 'A' : queue] }, over);
	else if (what === 'paper')
		on.say('T1', 'ticket-paper', { ticket, job: 'job', copy: 1, outcome: minutes > 0 ? 'printed' : 'unknown', proof: 'none' }, over);
	else if (what === 'offline')
		on.say('T2', 'offline-ticket', { number: minutes > 0 ? 'A2-001' : 'A2-002', sequence: 1, visit: { ...visit, queue: 'A' } }, over);
	else if (what === 'help')
		on.say('T1', minutes > 0 ? 'help-called' : 'help-answered', (minutes > 0 ? {} : { station: 'T1' }) as never, over);
	else if (what === 'health')
		on.say('T1', 'device-health', { device: 'printer', deviceKind: 'printer', state: minutes > 0 ? 'stopped' : 'ready', code: 'ok' }, over);
	else on.say('M1', 'settle-conflict', { conflict: 1, decision: reason }, over);
}

const steps = (maxLength: number) => fc.array(step, { maxLength });
const cut = fc.record({ before: steps(25), there: steps(40), here: steps(40), after: steps(15) });
const epochs = ['1', '2', '3', '4'].map((digit) => digit.repeat(16)) as [string, string, string, string];

/** Both sides of a cut, and the first one's tail taken late by the second. */
function healed({ before, there, here, after }: { before: Step[]; there: Step[]; here: Step[]; after: Step[] }) {
	const one = new TestDay(plan);
	one.do('M1', 'open-day', {});
	for (const each of before) act(one, each, epochs[0]);
	const two = takenOver(one, 2);
	const shared = one.log.length;
	for (const each of there) act(one, each, epochs[1]);
	for (const each of here) act(two, each, epochs[2]);
	two.now = Math.max(one.now, two.now);
	const tail = one.log.slice(shared);
	const recovered = tail.map((event, index) => asPlatform(two, index + 1, 'recover-event', { term, event, decidedHere: false }));
	for (const each of after) act(two, each, epochs[3]);
	return { one, two, tail, recovered };
}

const run = { seed: 20261122, numRuns: 400 };

describe('events of a former platform that come late', () => {
	test('S6 T1 T3 T4 Q3 I-21 S2 S4: whatever both sides of a cut did, the log that heals them breaks no rule', () => {
		fc.assert(
			fc.property(cut, (all) => {
				const { two } = healed(all);
				expect(checkLog(plan, dayName, two.log).violations).toEqual([]);
			}),
			run,
		);
	});

	test('I-1 every event leaves its trace, and every ticket of the other side is there, with the time it waits since', () => {
		fc.assert(
			fc.property(cut, (all) => {
				const { one, two, tail, recovered } = healed(all);
				for (const [index, events] of recovered.entries()) {
					expect(events.length, tail[index]?.name).toBeGreaterThan(0);
					expect(events.every((event) => event.recovered?.position === tail[index]?.position)).toBe(true);
				}
				for (const event of tail) {
					if (event.name !== 'ticket-issued') continue;
					const { number } = event.body;
					const known = two.state.tickets[number];
					expect(known, number).toBeDefined();
					const told = two.state.conflicts.some((each) => each.kind === 'duplicate-number' && each.ticket === number);
					if (!told && event.body.origin === 'shared') expect(known?.queuedAt).toBe(one.state.tickets[number]?.queuedAt);
				}
			}),
			run,
		);
	});

	test('taken a second time it changes nobody: the platform knows by the stamp, and what it says again is harmless', () => {
		fc.assert(
			fc.property(cut, (all) => {
				const { two, tail } = healed({ ...all, after: [] });
				const issued = Object.keys(two.state.tickets);
				for (const [index, event] of tail.entries())
					asPlatform(two, tail.length + index + 1, 'recover-event', { term, event, decidedHere: true });
				expect(Object.keys(two.state.tickets)).toEqual(issued);
			}),
			{ ...run, numRuns: 60 },
		);
	});

	test('report-out-of-role: no other station can say it', () => {
		const on = new TestDay(plan);
		const decision = on.say('M1', 'recover-event', { term, event: null, decidedHere: false } as never);
		expect(decision).toMatchObject({ ok: true, events: [{ name: 'conflict-found', body: { kind: 'report-out-of-role' } }] });
	});

	test('what cannot be read is brought before a person', () => {
		const on = new TestDay(plan).open();
		const [event] = asPlatform(on, 1, 'recover-event', { term, event: { ...on.log[0]!, name: 'no-such-event' }, decidedHere: false });
		expect(event).toMatchObject({ name: 'conflict-found', body: { kind: 'lost-with-platform', detail: 'unreadable' } });
	});
});
