/** Reminders in simulated time, against a real HTTP server. The case promises a bank account by Friday 20 November and a result by Tuesday 24. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caseOf } from '../../domain/cases/evolve-case.ts';
import { remindersOf } from '../../domain/cases/reminders.ts';
import type { CaseReport, CaseStep } from '../../domain/contracts/cases.ts';
import { reminderNotice } from '../../domain/contracts/reminders.ts';
import { workCalendarOf } from '../../domain/working-time/calendar.ts';
import { ReminderOutbox } from '../../platform/reminders/outbox.ts';
import { httpSender } from '../../platform/reminders/sender.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoHall, tuesdayMorning } from '../platform/fixture.ts';
import { openGateway } from './gateway.ts';

const calendar = workCalendarOf(demoHall().plan);
const ref = 'ab'.repeat(16);
const hourMs = 3_600_000;
/** Days and hours after Tuesday, 17 November, 10:00. */
const at = (days: number, hours = 0) => tuesdayMorning + (days * 24 + hours) * hourMs;
const limit = { value: 5, unit: 'workday' as const };
const begin: CaseStep = {
	...{ do: 'begin', origin: 'window', items: ['GA-001'] },
	materials: [{ material: 'M-BANK', items: ['GA-001'], need: 'always', deferDays: 3 }],
};
const accept: CaseStep = {
	...{ do: 'accept', items: [{ item: 'GA-001', limit, due: '2026-11-24', legal: null, legalDue: null }], delivery: 'window', tasks: [] },
	deferred: [{ material: 'M-BANK', by: '2026-11-20' }],
};

let n = 0;
const report = (when: number, steps: CaseStep[], station = 'W01'): CaseReport => ({
	...{ at: when, station, epoch: 'a'.repeat(16), n: ++n, day: '2026-11-17' },
	...{ staff: station === 'W01' ? '0307' : null, window: null, ticket: null, steps, doubts: [] },
});

let gateway: Awaited<ReturnType<typeof openGateway>>;
let store: MemoryStore;
let reports: CaseReport[];
let now: number;
let logTakes: boolean;

async function open() {
	const state = () => caseOf(ref, reports);
	return ReminderOutbox.load({
		...{ hall: 'DEMO', store, calendar, now: () => now, kinds: ['material-due', 'material-late', 'promise-near', 'promise-late'] },
		sender: httpSender({ url: gateway.url, token: 'for-the-gateway' }),
		cases: { live: () => [state()], state: async () => state() },
		tell: async (_ref, steps) => {
			if (logTakes) reports.push(report(now, steps, 'PLATFORM'));
			return logTakes;
		},
	});
}
/** Hour by hour, as the platform looks. */
async function walk(outbox: ReminderOutbox, until: number) {
	for (; now <= until; now += hourMs) await outbox.look();
}
const kinds = () => gateway.heard.map(({ text }) => reminderNotice.parse(JSON.parse(text)).kind);
const told = () => caseOf(ref, reports).reminders.map(({ kind, day }) => [kind, day]);

beforeEach(async () => {
	gateway = await openGateway();
	store = new MemoryStore();
	reports = [report(at(0), [begin, accept])];
	now = at(0, 1);
	logTakes = true;
});
afterEach(() => gateway.close());

describe('what people are reminded of, and when', () => {
	test('the working day before it runs out, when it is over, and the same for the promised day; never by night or on a weekend', async () => {
		await walk(await open(), at(10));
		const said = gateway.heard.map(({ text }) => reminderNotice.parse(JSON.parse(text)));
		expect(said.map(({ kind, day }) => [kind, day])).toEqual([
			['material-due', '2026-11-20'],
			['material-late', '2026-11-20'],
			['promise-near', '2026-11-24'],
			['promise-late', '2026-11-24'],
		]);
		expect(told()).toEqual(said.map(({ kind, day }) => [kind, day]));
		const times = caseOf(ref, reports).reminders.map((one) => new Date(one.at + 8 * hourMs));
		expect(times.map((time) => time.getUTCDay())).toEqual([4, 1, 2, 3]);
		for (const time of times) expect(time.getUTCHours()).toBeGreaterThanOrEqual(9);
		for (const time of times) expect(time.getUTCHours()).toBeLessThan(18);
		// The platform's own word is no deed without a name.
		expect(caseOf(ref, reports).flags).toEqual([]);
	});

	test('P1 what leaves the hall is a reference, a kind and a day, and nothing else', async () => {
		await walk(await open(), at(2, 4));
		const [one] = gateway.heard;
		expect(Object.keys(JSON.parse(one!.text)).sort()).toEqual(['day', 'hall', 'id', 'kind', 'number', 'reference', 'schema']);
		expect(one!.text).not.toContain('M-BANK');
		expect(one!.headers.authorization).toBe('Bearer for-the-gateway');
		expect(one!.headers['idempotency-key']).toBe(JSON.parse(one!.text).id);
	});

	test('what was brought is not asked for, and a clock that stands reminds nobody', async () => {
		reports.push(report(at(1), [{ do: 'bring', material: 'M-BANK' }]), report(at(1), [{ do: 'pause', reason: 'hearing' }]));
		await walk(await open(), at(9));
		expect(kinds()).toEqual([]);
	});

	test('who has just promised it is not reminded on the same day', () => {
		const today = caseOf(
			ref,
			[report(at(2), [begin]), report(at(2), [{ ...accept }])].map((one) => ({ ...one, day: '2026-11-19' })),
		);
		expect(remindersOf(today, calendar, at(2, 1))).toEqual([]);
		expect(remindersOf(today, calendar, at(3, 1)).map(({ kind }) => kind)).toEqual(['material-due']);
	});
});

describe('none is lost, none is sent twice', () => {
	test('a gateway that is down, then says 503, then works: said once it works, and once', async () => {
		const outbox = await open();
		await gateway.close();
		await walk(outbox, at(2, 2));
		expect(outbox.report()).toMatchObject({ waiting: 1, sentToday: 0 });
		expect(outbox.report().stuckSince).not.toBe(null);
		gateway = await openGateway();
		gateway.how.status = 503;
		const again = await open();
		await walk(again, at(2, 4));
		expect(gateway.heard.length).toBeGreaterThan(0);
		gateway.how.status = 200;
		await walk(again, at(2, 12));
		expect(gateway.messages.size).toBe(1);
		expect(again.report()).toMatchObject({ waiting: 0, sentToday: 1, stuckSince: null });
		expect(told()).toEqual([['material-due', '2026-11-20']]);
	});

	test('the gateway has it and its answer is lost: the repeat bears the same key, and one message goes out', async () => {
		gateway.how.hangUp = true;
		const outbox = await open();
		await walk(outbox, at(2, 1));
		gateway.how.hangUp = false;
		await walk(outbox, at(2, 4));
		expect(gateway.heard.length).toBeGreaterThan(1);
		expect(new Set(gateway.heard.map(({ text }) => text)).size).toBe(1);
		expect(gateway.messages.size).toBe(1);
		expect(told()).toHaveLength(1);
	});

	test.each([
		['before the gateway was asked', 0],
		['after it was written down that it is tried', 1],
		['after the gateway had it, before that was written down', 2],
		['after that was written down, before the log had it', 3],
		['after the log had it, before that was written down', 4],
	])('killed %s, another start goes on: one message, one word in the log', async (_when, writes) => {
		now = at(2, 1);
		// Each write is one that may be the last: row, try, sent, told.
		let left = writes;
		const dying = await openOn({
			putRecord: async (...record: Parameters<MemoryStore['putRecord']>) => {
				if (left === 0) throw new Error('killed');
				left -= 1;
				return store.putRecord(...record);
			},
		});
		await dying.look().catch(() => {});
		await walk(await open(), at(2, 5));
		expect(gateway.messages.size).toBe(1);
		expect(told()).toEqual([['material-due', '2026-11-20']]);
	});

	test('P1 whom it is about is known while it is said and for a day, and of no other id', async () => {
		const outbox = await open();
		expect(outbox.about('f'.repeat(32))).toBeNull();
		await walk(outbox, at(2, 6));
		const { id } = reminderNotice.parse(JSON.parse(gateway.heard[0]!.text));
		expect(outbox.about(id)).toBe(ref);
		now += 2 * 24 * hourMs;
		expect(outbox.about(id)).toBeNull();
	});

	test('S5 after a take-over the other platform has the log and not the outbox: nothing is said again', async () => {
		await walk(await open(), at(2, 4));
		store = new MemoryStore();
		await walk(await open(), at(2, 7));
		expect(gateway.heard).toHaveLength(1);
	});

	test('the log cannot take the word for a while: it is told later, and the message is not said again', async () => {
		logTakes = false;
		const outbox = await open();
		await walk(outbox, at(2, 3));
		logTakes = true;
		await walk(await open(), at(2, 5));
		expect(gateway.heard).toHaveLength(1);
		expect(told()).toHaveLength(1);
	});

	test('a gateway that will not have it is asked once, a redirect is not followed; both are told to people', async () => {
		gateway.how.status = 422;
		const outbox = await open();
		await walk(outbox, at(2, 8));
		expect(gateway.heard).toHaveLength(1);
		expect(outbox.report()).toMatchObject({ refused: 1, waiting: 0 });
		gateway.how.status = 307;
		await walk(outbox, at(6, 2));
		// The next reminder is tried again and again, at this address alone.
		expect(outbox.report()).toMatchObject({ refused: 1, waiting: 1 });
	});

	test('when the case is over, nothing of it is left in the outbox', async () => {
		const outbox = await open();
		await walk(outbox, at(2, 4));
		expect(await store.records('reminder/DEMO')).toHaveLength(1);
		const over = await ReminderOutbox.load({
			...{ hall: 'DEMO', store, calendar, now: () => now, kinds: ['material-due'], sender: httpSender({ url: gateway.url, token: null }) },
			...{ cases: { live: () => [], state: async () => null }, tell: async () => true },
		});
		now = at(3, 0);
		await over.look();
		expect(await store.records('reminder/DEMO')).toEqual([]);
	});
});

async function openOn(change: Partial<Pick<MemoryStore, 'putRecord'>>) {
	const real = store;
	store = new Proxy(real, {
		get: (target, name) => {
			if (name === 'putRecord') return change.putRecord;
			const value: unknown = Reflect.get(target, name, target);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
	try {
		return await open();
	} finally {
		store = real;
	}
}
