import { describe, expect, test } from 'vitest';
import { evolve } from '../../domain/evolve.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { loadLog } from '../../platform/authority/hall-log.ts';
import { domainRules, type Rules } from '../../platform/authority/rules.ts';
import { begin, numberOf, plan, settle } from './authority-stand.ts';
import { epochOf, issue } from './fixture.ts';

describe('the line of commands of a seat', () => {
	test('S2 a repeat gets the same answer and has no second effect', async () => {
		const { authority } = await begin();
		const first = await authority.submit([issue(1)]);
		const again = await authority.submit([issue(1)]);
		expect(numberOf(first)).toBe('A001');
		expect(again).toEqual(first);
		expect(authority.head).toBe(2);
	});

	test('S2 a repeat in the same round as the first gets the same answer', async () => {
		const { authority } = await begin();
		const [first, again] = await Promise.all([authority.submit([issue(1)]), authority.submit([issue(1)])]);
		expect(again).toEqual(first);
		expect(authority.head).toBe(2);
	});

	test('S2 a repeat gets the same answer after a restart, whatever it says now', async () => {
		const { authority, store } = await begin();
		const first = await authority.submit([issue(1)]);
		await authority.stop();
		const { authority: restarted } = await begin({ store });
		expect(await restarted.submit([issue(1, { queue: 'B' })])).toEqual(first);
	});

	test('S2 a repeat on the next day still gets its answer, with the events of its own day', async () => {
		const { authority, clock, checkDay } = await begin();
		const first = await authority.submit([issue(1)]);
		clock.turn(24 * 3_600_000);
		await checkDay();
		expect(authority.day).toBe('2026-11-18');
		expect(await authority.submit([issue(1)])).toEqual(first);
		expect(numberOf(await authority.submit([issue(2)]))).toBe('A001');
	});

	test('S2 a gap is answered with the number to send again from, and nothing of it happens', async () => {
		const { authority } = await begin();
		await authority.submit([issue(1)]);
		expect(await authority.submit([issue(3)])).toEqual({ ok: false, code: 'resend', from: 2 });
		expect(await authority.submit([issue(2), issue(4)])).toEqual({ ok: false, code: 'resend', from: 3 });
		const healed = await authority.submit([issue(2), issue(3), issue(4)]);
		expect(healed.ok && healed.outcomes.map(({ result }) => result)).toEqual(['accepted', 'accepted', 'accepted']);
		expect(Object.keys(authority.state.tickets)).toHaveLength(4);
	});

	test('S3 each command has exactly one outcome: accepted, refused, unknown name, malformed body, withdrawn', async () => {
		const { authority, store } = await begin();
		const answer = await authority.submit([
			issue(1),
			issue(2, { queue: 'ZZ' }),
			issue(3, { name: 'fly-to-the-moon' }),
			issue(4, { body: { visit: 7 } }),
			issue(5, { name: 'withdrawn', body: {} }),
		]);
		expect(answer.ok && answer.outcomes.map(({ n, result }) => [n, result])).toEqual([
			[1, 'accepted'],
			[2, 'refused'],
			[3, 'refused'],
			[4, 'refused'],
			[5, 'withdrawn'],
		]);
		const seat = { hall: plan.code, station: 'T1', epoch: epochOf('a') };
		expect(await store.outcome(seat, 3)).toEqual({ n: 3, result: 'refused', refusal: { code: 'unknown-command', params: {} } });
		expect(await store.lastNumber(seat)).toBe(5);
	});

	test('S3 an ask withdrawn after it took effect is answered with what it did', async () => {
		const { authority } = await begin();
		const first = await authority.submit([issue(1)]);
		expect(await authority.submit([issue(1, { name: 'withdrawn', body: {} })])).toEqual(first);
		expect(numberOf(first)).toBe('A001');
	});

	test('S3 a decider that breaks is an outcome too: an alarm, and the next command goes on', async () => {
		const rules: Rules = {
			...domainRules,
			decide: (state, command, context) => {
				if (command.n === 2) throw new Error('secret words of a citizen');
				return domainRules.decide(state, command, context);
			},
		};
		const { authority, seen } = await begin({ rules });
		const answer = await authority.submit([issue(1), issue(2), issue(3)]);
		expect(answer.ok && answer.outcomes.map(({ result }) => result)).toEqual(['accepted', 'failed', 'accepted']);
		expect(numberOf(answer, 2)).toBe('A002');
		expect(seen.alarms).toHaveLength(1);
		expect(JSON.stringify(seen.alarms)).not.toContain('secret');
		expect(await authority.submit([issue(2)])).toMatchObject({ outcomes: [{ n: 2, result: 'failed' }] });
	});

	test('S3 a decider that makes an event no station could read fails alone', async () => {
		const rules: Rules = {
			...domainRules,
			decide: (state, command, context) =>
				command.n === 1 && command.station === 'T1'
					? { ok: true, events: [{ name: 'help-called', body: { station: 'not a station' } }] }
					: domainRules.decide(state, command, context),
		};
		const { authority } = await begin({ rules });
		const answer = await authority.submit([issue(1), issue(2)]);
		expect(answer.ok && answer.outcomes.map(({ result }) => result)).toEqual(['failed', 'accepted']);
		expect(authority.eventsAfter(0).map(({ position }) => position)).toEqual([1, 2]);
	});

	test('S3 a refusal in words that no station knows fails alone', async () => {
		const rules: Rules = {
			...domainRules,
			decide: (state, command, context) =>
				command.n === 1 && command.station === 'T1'
					? ({ ok: false, refusal: { code: 'because', params: {} } } as unknown as ReturnType<Rules['decide']>)
					: domainRules.decide(state, command, context),
		};
		const { authority } = await begin({ rules });
		const answer = await authority.submit([issue(1), issue(2)]);
		expect(answer.ok && answer.outcomes.map(({ result }) => result)).toEqual(['failed', 'accepted']);
	});

	test('a listener that breaks is told to a person; commands go on and the others hear', async () => {
		const { authority, seen } = await begin();
		const heard: number[] = [];
		authority.onEvents(() => {
			throw new Error('the line');
		});
		authority.onEvents((events) => heard.push(events.length));
		expect(numberOf(await authority.submit([issue(1)]))).toBe('A001');
		expect(numberOf(await authority.submit([issue(2)]))).toBe('A002');
		expect(heard).toEqual([1, 1]);
		expect(seen.failed).toEqual([]);
		expect(seen.alarms.map(({ alarm }) => alarm)).toEqual(['broadcast-failed', 'broadcast-failed']);
	});

	test('S3 folding that breaks half-way leaves nothing of that command in the state', async () => {
		const rules: Rules = {
			...domainRules,
			evolveInto: (state, event) => {
				domainRules.evolveInto(state, event);
				if (event.n === 2 && event.station === 'T1' && event.name === 'ticket-issued') throw new Error('half-way');
			},
		};
		const { authority } = await begin({ rules });
		await authority.submit([issue(1), issue(2)]);
		expect(Object.keys(authority.state.tickets)).toEqual(['A001']);
		expect(authority.state.position).toBe(authority.head);
	});

	test('S6 a report is taken in every state of the day, and recorded', async () => {
		const { authority, store } = await begin();
		const report = (n: number, number: string) =>
			issue(n, { name: 'offline-ticket', body: { number, sequence: n, visit: { queue: 'A', items: [], channel: 'no-card' } } });
		const open = await authority.submit([report(1, 'A1-001')]);
		const epoch = (await store.record('platform-epoch', plan.code)) as string;
		await authority.submit([{ station: 'PLATFORM', epoch, n: 2, occurredAt: 0, name: 'close-day', body: {} }]);
		expect(authority.state.stage).toBe('closed');
		const closed = await authority.submit([report(2, 'A1-002')]);
		for (const answer of [open, closed]) expect(answer.ok && answer.outcomes[0]?.result).toBe('accepted');
		expect(Object.keys(authority.state.tickets).sort()).toEqual(['A1-001', 'A1-002']);
	});
});

describe('durable before anyone hears of it', () => {
	test('I-8 nobody is answered and nothing is broadcast before the commit is done', async () => {
		const { authority, store } = await begin();
		const heard: number[] = [];
		authority.onEvents((events) => heard.push(events.length));
		const release = store.hold();
		let answered = false;
		const answer = authority.submit([issue(1)]).then((value) => {
			answered = true;
			return value;
		});
		await settle();
		expect(store.batches).toHaveLength(2);
		expect({ answered, heard, head: authority.head }).toEqual({ answered: false, heard: [], head: 1 });
		release();
		expect(numberOf(await answer)).toBe('A001');
		expect({ answered, heard, head: authority.head }).toEqual({ answered: true, heard: [1], head: 2 });
	});

	test('I-8 commands that come during a commit share the next one', async () => {
		const { authority, store, seen } = await begin();
		const release = store.hold();
		const first = authority.submit([issue(1)]);
		await settle();
		const others = Array.from({ length: 40 }, (_, index) =>
			authority.submit([issue(1, { station: `T${(index % 4) + 1}`, epoch: epochOf(`${index % 4}b${index}`) })]),
		);
		await settle();
		release();
		const numbers = [numberOf(await first), ...(await Promise.all(others)).map((answer) => numberOf(answer))];
		expect(new Set(numbers).size).toBe(41);
		expect(seen.commits).toEqual([1, 1, 40]);
	});

	test('I-8 a repeat during the commit of its first waits for it', async () => {
		const { authority, store } = await begin();
		const release = store.hold();
		const first = authority.submit([issue(1)]);
		await settle();
		const again = authority.submit([issue(1)]);
		await settle();
		release();
		expect(await again).toEqual(await first);
	});

	test('I-22 a failed commit: nobody is told it worked, the state is the committed one, nothing more is taken', async () => {
		const { authority, store, seen } = await begin();
		const before = await authority.submit([issue(1)]);
		const heard: unknown[] = [];
		authority.onEvents((events) => heard.push(events));
		const state = structuredClone(authority.state);
		store.fail();
		const [lost, alsoLost] = await Promise.all([authority.submit([issue(2)]), authority.submit([issue(1, { station: 'T2' })])]);
		for (const answer of [lost, alsoLost]) expect(answer).toMatchObject({ ok: false, code: 'busy' });
		expect(authority.stopped).toBe('store-failed');
		expect(authority.state).toEqual(state);
		expect(heard).toEqual([]);
		expect(seen.failed).toEqual(['write-failed']);
		expect(await authority.submit([issue(2)])).toMatchObject({ ok: false, code: 'busy' });
		// What was acknowledged before is still there for whoever opens the store next.
		const log = await loadLog(store, domainRules, plan, authority.day);
		expect(log.events).toHaveLength(2);
		expect(numberOf(before)).toBe('A001');
	});

	test('S10 the state is the fold of the log, and a restart folds to the same', async () => {
		const { authority, store } = await begin();
		await authority.submit([issue(1), issue(2, { queue: 'B' }), issue(3)]);
		await authority.submit([issue(1, { station: 'W01', epoch: epochOf('c'), name: 'open-window', body: { window: 'W01' } })]);
		await authority.submit([issue(2, { station: 'W01', epoch: epochOf('c'), name: 'call-next', body: { window: 'W01' } })]);
		const stored = await store.read(plan.code, authority.day, 0, 1_000);
		expect(stored).toEqual(authority.eventsAfter(0));
		expect(stored.some(({ name }) => name === 'ticket-called')).toBe(true);
		let state = startOfDay(plan, authority.day);
		for (const event of stored) state = evolve(state, event);
		expect(authority.state).toEqual(state);
		const { authority: restarted } = await begin({ store });
		expect(restarted.state).toEqual(state);
	});

	test('a stopping platform answers what it took and turns the rest away', async () => {
		const { authority } = await begin();
		const taken = authority.submit([issue(1)]);
		const stopped = authority.stop();
		expect(await authority.submit([issue(2)])).toMatchObject({ ok: false, code: 'busy' });
		await stopped;
		expect(numberOf(await taken)).toBe('A001');
	});
});
