import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caseOf } from '../../domain/cases/evolve-case.ts';
import type { ApplicationManifest } from '../../domain/contracts/applications.ts';
import type { AuditSaid } from '../../domain/contracts/audit.ts';
import { caseDeskAnswer, caseLine } from '../../domain/contracts/case-desk.ts';
import { type CaseStep, caseNumber } from '../../domain/contracts/cases.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { signInAnswer } from '../../domain/contracts/wire.ts';
import { AuditBook } from '../../platform/audit/audit-book.ts';
import { CaseBook } from '../../platform/cases/case-book.ts';
import { createCaseDesk } from '../../platform/cases/case-desk.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { clerkPin, demoHall, epochOf, HandClock, managerPin, stamped, tuesdayMorning } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

const ref = 'ab'.repeat(16);
const other = 'cd'.repeat(16);
const workdays = (value: number) => ({ value, unit: 'workday' as const });
const begin = (items = ['GA-001']): CaseStep => ({
	...{ do: 'begin', origin: 'application', items },
	materials: [{ material: 'M-BANK-ACCOUNT', items, need: 'always', deferDays: 3 }],
});
const accept = (items = ['GA-001'], due = '2026-11-24'): CaseStep => ({
	...{ do: 'accept', items: items.map((item) => ({ item, limit: workdays(5), due, legal: null, legalDue: null })), delivery: 'window' },
	deferred: [{ material: 'M-BANK-ACCOUNT', by: '2026-11-20' }],
	tasks: [{ id: 's1', dept: 'GA', items, after: [] }],
});
const hourMs = 3_600_000;

describe('the case book over the logs of all days', () => {
	let store: MemoryStore;
	const heads = new Map<string, number>();
	async function log(day: string, events: { case: string; steps: CaseStep[]; n: number; at?: number }[]) {
		if (!heads.has(day)) await store.keepDay('DEMO', day, demoHall().plan);
		const from = heads.get(day) ?? 0;
		const made = events.map(({ n, at = tuesdayMorning + n * 60_000, ...body }, index) =>
			stamped(from + index + 1, { name: 'case-reported', body: { ...body, at, window: 'W01' } }, { day, station: 'W01', n, staff: '0307' }),
		);
		heads.set(day, from + made.length);
		await store.commit({ hall: 'DEMO', day, events: made as HallEvent[], outcomes: [] });
		return made as HallEvent[];
	}
	const rows = () => store.records('case/DEMO');
	beforeEach(() => {
		store = new MemoryStore();
		heads.clear();
	});

	test('a case that goes over days is one case, found by its number as people type it', async () => {
		await log('2026-11-17', [{ case: ref, steps: [begin(), accept()], n: 1 }]);
		await log('2026-11-19', [{ case: ref, steps: [{ do: 'bring', material: 'M-BANK-ACCOUNT' }], n: 2 }]);
		const book = await CaseBook.load(store, 'DEMO');
		const number = caseNumber(ref);
		expect(book.refOf(number.toLowerCase().replaceAll('-', ' '))).toBe(ref);
		expect(book.refOf(number.replace(/^BJ/, 'SQ'))).toBe(ref);
		expect(book.refOf('BJ-0000-0000-00')).toBe(null);
		expect(await book.state(ref)).toMatchObject({ stage: 'accepted', flags: [], materials: [{ brought: { staff: '0307' } }] });
	});

	test('S5 the rows are made again from the logs, equal to the last byte, whatever was lost of them', async () => {
		await log('2026-11-17', [
			{ case: ref, steps: [begin(), accept()], n: 1 },
			{ case: other, steps: [begin(['RS-001'])], n: 2 },
		]);
		await log('2026-11-18', [{ case: ref, steps: [{ do: 'task', task: 's1', state: 'agreed' }], n: 3 }]);
		await (await CaseBook.load(store, 'DEMO')).keep();
		const kept = await rows();
		expect(kept).toHaveLength(2);
		const ways: (() => Promise<unknown>)[] = [
			() => store.deleteRecord('case-book/DEMO', 'read'),
			async () => {
				await store.deleteRecord('case-book/DEMO', 'read');
				await store.deleteRecord('case/DEMO', ref);
			},
			() => store.putRecord('case/DEMO', other, { reports: 'not one' }),
			() => store.putRecord('case-book/DEMO', 'read', { '2026-11-17': { position: 2, said: 'of/another/log' } }),
			// A row that no log tells of goes.
			async () => {
				await store.deleteRecord('case-book/DEMO', 'read');
				await store.putRecord('case/DEMO', 'ef'.repeat(16), { reports: [] });
			},
		];
		for (const spoil of ways) {
			await spoil();
			await (await CaseBook.load(store, 'DEMO')).keep();
			expect(await rows()).toEqual(kept);
		}
	});

	test('S5 killed between the log and the rows, it reads on from where the rows stand, and no report counts twice', async () => {
		const first = await log('2026-11-17', [{ case: ref, steps: [begin()], n: 1 }]);
		const book = await CaseBook.load(store, 'DEMO');
		await book.keep();
		const second = await log('2026-11-17', [{ case: ref, steps: [accept()], n: 2 }]);
		book.take(second);
		book.take(first);
		// Never kept: the next start finds the place of the first one.
		const again = await CaseBook.load(store, 'DEMO');
		expect(await again.reports(ref)).toEqual(await book.reports(ref));
		expect(await again.reports(ref)).toHaveLength(2);
	});

	test('what ended long ago rests in the store, and a late word about it is still heard', async () => {
		await log('2026-11-17', [
			{ case: ref, steps: [begin(), accept()], n: 1 },
			{ case: ref, steps: [{ do: 'withdraw', why: 'applicant' }], n: 2 },
		]);
		const book = await CaseBook.load(store, 'DEMO');
		await book.keep();
		book.rest(tuesdayMorning + 40 * 24 * hourMs);
		expect([...book.live()]).toEqual([]);
		expect(await book.state(ref)).toMatchObject({ stage: 'withdrawn' });
		await log('2026-12-28', [
			{ case: ref, steps: [{ do: 'bring', material: 'M-BANK-ACCOUNT' }], n: 9, at: tuesdayMorning + 41 * 24 * hourMs },
		]);
		await book.catchUp();
		expect((await book.state(ref))?.flags.map(({ code }) => code)).toEqual(['after-end']);
		expect(await book.reports(ref)).toHaveLength(3);
	});
});

describe('what a clerk asks of cases', () => {
	let hall: OpenPlatform;
	const store = { now: new MemoryStore() };
	beforeEach(async () => {
		store.now = new MemoryStore();
		hall = await openPlatform({ store: store.now });
	});
	afterEach(() => hall.end());

	async function signedIn(station: string, staff: string, pin = clerkPin) {
		const socket = await hall.seated(station);
		const answer = signInAnswer.parse(await socket.emitWithAck('sign-in', { station, staff, pin }));
		if (!answer.ok) throw new Error(answer.code);
		let n = 0;
		return {
			session: answer.session,
			async report(steps: CaseStep[], of = ref) {
				n += 1;
				const body = { case: of, steps, ...(station.startsWith('W') ? { window: station } : {}) };
				const command = { station, epoch: epochOf('a'), n, occurredAt: hall.clock.at, session: answer.session, name: 'report-case', body };
				expect(await socket.emitWithAck('commands', { commands: [command] })).toMatchObject({ ok: true });
			},
			ask: async (request: unknown) => caseDeskAnswer.parse(await socket.emitWithAck('case-desk', { session: answer.session, request })),
			get: (path: string) => fetch(`${hall.url}${path}`, { headers: { authorization: `Bearer ${answer.session}` } }),
		};
	}
	const listed = async (clerk: Awaited<ReturnType<typeof signedIn>>, which: string) => {
		const answer = await clerk.ask({ do: 'list', which });
		return answer.ok && answer.do === 'list' ? answer.cases : [];
	};

	test('mine, due and late follow the owner and the clock, over HTTP as over the line', async () => {
		const clerk = await signedIn('W01', '0307');
		await clerk.report([begin(), accept()]);
		expect(await listed(clerk, 'mine')).toMatchObject([{ number: caseNumber(ref), owner: '0307', due: '2026-11-24', card: 'none' }]);
		expect(await listed(clerk, 'late')).toEqual([]);
		// Something is still to come.
		expect(await listed(clerk, 'due')).toMatchObject([{ toCome: [{ material: 'M-BANK-ACCOUNT', by: '2026-11-20', late: false }] }]);
		hall.clock.at += 8 * 24 * hourMs;
		const later = await signedIn('W02', '0312');
		expect(await listed(later, 'late')).toMatchObject([{ card: 'red', toCome: [{ late: true }] }]);
		expect(await listed(later, 'mine')).toEqual([]);
		const answer = await later.get('/api/cases?which=late');
		expect(caseLine.array().parse(((await answer.json()) as { cases: unknown }).cases)).toHaveLength(1);
		const one = (await (await later.get(`/api/cases/${caseNumber(ref)}`)).json()) as { stage: string; clocks: { card: string }[] };
		expect([one.stage, one.clocks[0]?.card]).toEqual(['accepted', 'red']);
	});

	test('nobody who is not signed in reads anything; another window’s cases are not shown', async () => {
		const clerk = await signedIn('W01', '0307');
		await clerk.report([begin(['GA-001']), accept(['GA-001'])]);
		for (const path of ['/api/cases', `/api/cases/${caseNumber(ref)}`, `/api/applications/${ref}/papers?reason=in-hand`]) {
			expect((await fetch(`${hall.url}${path}`)).status).toBe(401);
			expect((await fetch(`${hall.url}${path}`, { headers: { authorization: 'Bearer made-up' } })).status).toBe(401);
		}
		const elsewhere = await signedIn('W22', '0397');
		expect(await listed(elsewhere, 'open')).toEqual([]);
		expect(await elsewhere.ask({ do: 'look', number: caseNumber(ref) })).toEqual({ ok: false, code: 'not-permitted' });
		expect(await clerk.ask({ do: 'look', number: 'BJ-AAAA-AAAA-AA' })).toEqual({ ok: false, code: 'unknown-case' });
	});

	test('what is near and what is over: the clerk’s own, and all of it for a manager; a hall without a gateway says that nobody is reminded', async () => {
		const clerk = await signedIn('W01', '0307');
		const dayOf = async (who: typeof clerk) => {
			const answer = await who.ask({ do: 'day' });
			if (!answer.ok || answer.do !== 'day') throw new Error(JSON.stringify(answer));
			return answer.day;
		};
		await clerk.report([begin(), accept()]);
		expect(await dayOf(clerk)).toMatchObject({
			materialsDue: 0,
			materialsLate: 0,
			promisesNear: 0,
			promisesLate: 0,
			first: [],
			reminders: null,
		});
		hall.clock.at += 2 * 24 * hourMs;
		expect(await dayOf(await signedIn('W01', '0307'))).toMatchObject({
			...{ materialsDue: 1, materialsLate: 0 },
			first: [{ number: caseNumber(ref), owner: '0307', kind: 'material-due', day: '2026-11-20' }],
		});
		hall.clock.at += 6 * 24 * hourMs;
		const all = { materialsDue: 0, materialsLate: 1, promisesNear: 0, promisesLate: 1 };
		expect(await dayOf(await signedIn('M1', '0001', managerPin))).toMatchObject({ ...all, reviews: null });
		expect(await dayOf(await signedIn('W02', '0312'))).toMatchObject({ materialsLate: 0, promisesLate: 0, first: [] });
	});

	test('a task counts from staff of its department, and is flagged from others', async () => {
		const clerk = await signedIn('W01', '0307');
		await clerk.report([begin(), accept()]);
		const ours = await signedIn('W02', '0410');
		expect(await listed(ours, 'tasks')).toMatchObject([{ tasks: [{ id: 's1', dept: 'GA', stage: 'open' }] }]);
		await ours.report([{ do: 'task', task: 's1', state: 'agreed' }]);
		expect(await listed(ours, 'tasks')).toEqual([]);
		const flagsOf = async () => {
			const answer = await clerk.ask({ do: 'look', number: caseNumber(ref) });
			return answer.ok && answer.do === 'look' ? caseOf(answer.ref, answer.reports).flags.map(({ code }) => code) : [];
		};
		expect(await flagsOf()).toEqual([]);
		// 0414 works for other departments; a clerk for whom none is named is taken for an ordinary one and not judged.
		await (await signedIn('W03', '0414')).report([{ do: 'task', task: 's1', state: 'not-agreed' }]);
		expect(await flagsOf()).toEqual(['task-of-other-department']);
	});

	test('a manager sees every case', async () => {
		await (await signedIn('W01', '0307')).report([begin(), accept()]);
		expect(await listed(await signedIn('M1', '0001', managerPin), 'open')).toHaveLength(1);
	});
});

describe('what lies in an application', () => {
	const clock = new HandClock();
	const idNumber = '11010519491231002X';
	const manifest = {
		...{ ref, station: 'T1', items: ['GA-001'], handedInAt: tuesdayMorning, day: '2026-11-17', attachments: [], chunkBytes: 262_144 },
		form: { fields: { name: '欧阳小雨', idNumber, nobodyKnows: 'canary', agree: true }, materials: {} },
	} as unknown as ApplicationManifest;
	/** Who acts for whom, as a window seals it: of the same person, and no application. */
	const proxyRecord = {
		...manifest,
		...{
			ref: 'ef'.repeat(16),
			form: { fields: { name: '欧阳小雨', idNumber, agentName: '代办人', agentIdNumber: '110101199003075613' }, materials: {} },
		},
	} as unknown as ApplicationManifest;
	async function stand() {
		const hall = demoHall();
		const kept = new MemoryStore();
		const cases = await CaseBook.load(kept, 'DEMO');
		const book = await AuditBook.open({ store: kept, hall: 'DEMO', platform: 'P1', clock });
		// What the book says of itself is not asked for here.
		const audit = { write: (said: AuditSaid) => book.write(said), lines: async () => (await book.lines()).slice(1) };
		const who: Record<string, { staff: string; station: string }> = {
			clerk: { staff: '0307', station: 'W01' },
			elsewhere: { staff: '0397', station: 'W22' },
		};
		const desk = createCaseDesk({
			...{ plan: hall.plan, staff: hall.staff, clock, cases, audit, book: hall.book },
			people: { of: (number) => (number === idNumber ? [ref] : []) },
			sessions: { find: (token) => (who[token] ? { ...who[token], begunAt: 0, endsAt: Number.MAX_SAFE_INTEGER } : null) },
			applications: {
				open: async (asked) =>
					asked === ref
						? { manifest, attachment: async () => null }
						: asked === proxyRecord.ref
							? { manifest: proxyRecord, attachment: async () => null }
							: null,
				submitted: () =>
					[manifest, proxyRecord].map((one) => ({ ref: one.ref, items: one.items, theme: null, handedInAt: one.handedInAt, day: one.day })),
			},
			today: () => ({ applications: { [other]: { station: 'T2' } } }) as never,
		});
		return { desk, audit, kept, cases };
	}
	const looked = { ref, reason: 'in-hand' as const };

	test('the form comes masked; one value is shown in full for a reason; each look is in the audit, and nothing of the person is', async () => {
		const { desk, audit } = await stand();
		const papers = await desk.ask('clerk', { do: 'papers', ...looked });
		const fields = papers.ok && papers.do === 'papers' ? Object.fromEntries(papers.fields.map(({ key, value }) => [key, value])) : {};
		expect(fields).toMatchObject({ agree: true, nobodyKnows: '******' });
		expect(JSON.stringify(papers)).not.toContain('小雨');
		expect(JSON.stringify(papers)).not.toContain(idNumber);
		expect(await desk.ask('clerk', { do: 'reveal', field: 'idNumber', ...looked })).toMatchObject({ ok: true, value: idNumber });
		expect(await audit.lines()).toMatchObject([
			{ staff: '0307', station: 'W01', what: 'form', ref, part: null, reason: 'in-hand', at: clock.at },
			{ staff: '0307', station: 'W01', what: 'field', ref, part: 'idNumber', reason: 'in-hand' },
		]);
		expect(JSON.stringify(await audit.lines())).not.toMatch(/欧阳|11010519491231002X|canary/);
	});

	test('a window that does not serve it sees nothing, and what lies at another machine is said to lie there', async () => {
		const { desk, audit } = await stand();
		expect(await desk.ask('elsewhere', { do: 'papers', ...looked })).toEqual({ ok: false, code: 'not-permitted' });
		expect(await desk.ask('nobody', { do: 'papers', ...looked })).toEqual({ ok: false, code: 'not-permitted' });
		expect(await desk.ask('clerk', { do: 'papers', ...looked, ref: other })).toEqual({ ok: false, code: 'not-here', station: 'T2' });
		expect(await desk.ask('clerk', { do: 'papers', ...looked, ref: randomBytes(16).toString('hex') })).toEqual({
			ok: false,
			code: 'unknown-case',
		});
		expect(await audit.lines()).toEqual([]);
	});

	test('who turns values over all day is stopped after forty in an hour', async () => {
		const { desk } = await stand();
		const ask = () => desk.ask('clerk', { do: 'reveal', field: 'idNumber', ...looked });
		for (let count = 0; count < 40; count += 1) expect(await ask()).toMatchObject({ ok: true });
		expect(await ask()).toEqual({ ok: false, code: 'too-many' });
		clock.at += hourMs;
		expect(await ask()).toMatchObject({ ok: true });
	});

	test('P1 what was handed in on an earlier day is found by its number and by the card, until a window takes it up; looking is audited', async () => {
		const { desk, audit, cases } = await stand();
		const shown = {
			ref,
			number: caseNumber(ref).replace('BJ', 'SQ'),
			items: ['GA-001'],
			theme: null,
			day: '2026-11-17',
			handedInAt: tuesdayMorning,
		};
		const found = (applications: unknown[]) => ({ ok: true, do: 'find', applications });
		const byNumber = { do: 'find' as const, number: shown.number.toLowerCase() };
		const byCard = { do: 'find' as const, document: ` ${idNumber.toLowerCase()} ` };
		expect(await desk.ask('clerk', byNumber)).toEqual(found([shown]));
		expect(await desk.ask('clerk', byCard)).toEqual(found([shown]));
		expect(await audit.lines()).toMatchObject([
			{ what: 'person-looked-up', ref: null, staff: '0307', part: null },
			{ what: 'found', ref, staff: '0307', part: null },
		]);
		expect(JSON.stringify(await audit.lines())).not.toMatch(/欧阳|11010519491231002/);
		expect(await desk.ask('clerk', { do: 'find', document: '110101199003075613' })).toEqual(found([]));
		expect(await desk.ask('clerk', { do: 'find', document: '' })).toEqual(found([]));
		expect(await desk.ask('elsewhere', byCard)).toEqual(found([]));
		cases.take([
			stamped(
				1,
				{ name: 'case-reported', body: { case: ref, at: clock.at, steps: [begin()], window: 'W01' } },
				{ station: 'W01', staff: '0307' },
			),
		] as HallEvent[]);
		expect(await desk.ask('clerk', byCard)).toEqual(found([]));
		expect(await desk.ask('clerk', byNumber)).toEqual(found([]));
	});

	test('who looks for people all day is stopped after sixty in an hour', async () => {
		const { desk } = await stand();
		const ask = () => desk.ask('clerk', { do: 'find', document: idNumber });
		for (let count = 0; count < 60; count += 1) expect(await ask()).toMatchObject({ ok: true });
		expect(await ask()).toEqual({ ok: false, code: 'too-many' });
	});

	test('nothing is shown when the audit cannot be written', async () => {
		const { desk, kept } = await stand();
		await kept.close();
		await expect(desk.ask('clerk', { do: 'papers', ...looked })).rejects.toMatchObject({ code: 'closed' });
	});
});
