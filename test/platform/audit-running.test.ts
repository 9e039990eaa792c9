/** The audit of a running platform: what leaves a line, when it is refused, who may read it, and where else it lies. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type AuditDeskAnswer, auditDeskAnswer } from '../../domain/contracts/audit.ts';
import { socketPermissions } from '../../domain/permission-table.ts';
import { AuditBook } from '../../platform/audit/audit-book.ts';
import { followAudits } from '../../platform/audit/audit-copies.ts';
import { sendMarks } from '../../platform/audit/audit-marks.ts';
import { chainsIn, linesAfter } from '../../platform/audit/audit-rows.ts';
import { auditedMessages } from '../../platform/audit/what-is-audited.ts';
import { startCentre } from '../../platform/centre/start-centre.ts';
import { hashToken, makeToken } from '../../platform/centre/tokens.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { clerkPin, demoHall, epochOf, HandClock, managerPin, tuesdayMorning } from './fixture.ts';
import { openPlatform } from './open-platform.ts';

const ends: (() => unknown)[] = [];
const hallCode = demoHall().plan.code;
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

/** The hall with an audit administrator, who signs in at the manager's seat with the manager's PIN. */
function hallWithAuditor() {
	const hall = demoHall();
	const manager = hall.staff.find(({ id }) => id === '0001')!;
	return { ...hall, staff: [...hall.staff, { ...manager, id: '0901', name: '审计员', roles: ['audit' as const] }] };
}

async function running(store = new MemoryStore()) {
	const platform = await openPlatform({ hall: hallWithAuditor(), store });
	ends.push(() => platform.end());
	const lines = async () => {
		const [own] = await chainsIn(store, hallCode);
		return (await linesAfter(store, hallCode, own!.chain, 0, own!.n)).map((kept) => kept!.line);
	};
	const signIn = async (station: string, staff: string, pin: string) => {
		const socket = await platform.seated(station, epochOf(staff[3] ?? 'a'));
		const answer = await socket.emitWithAck('sign-in', { station, staff, pin });
		return { socket, session: answer.session as string, answer };
	};
	const audit = async (who: Awaited<ReturnType<typeof signIn>>, request: unknown) =>
		auditDeskAnswer.parse(await who.socket.emitWithAck('audit-desk', { session: who.session, request })) as AuditDeskAnswer;
	return { platform, store, lines, signIn, audit };
}
const today = { from: tuesdayMorning - 3_600_000, to: tuesdayMorning + 3_600_000 };

test('every message is either in the log, noted by its handler, noted before it is answered, or says why it is not', () => {
	expect(Object.keys(auditedMessages).sort()).toEqual(Object.keys(socketPermissions).sort());
	const why = Object.values(auditedMessages).flatMap((each) => (typeof each === 'object' ? [each.nothing] : []));
	expect(why.every((text) => text.length > 10)).toBe(true);
});

test('starting, signing in, failing to, and signing out leave lines; a number that nobody bears is not written down', async () => {
	const { lines, signIn } = await running();
	const clerk = await signIn('W01', '0307', clerkPin);
	await clerk.socket.emitWithAck('sign-in', { station: 'W01', staff: '0307', pin: '0000' });
	await clerk.socket.emitWithAck('sign-in', { station: 'W01', staff: '13800138'.slice(0, 8), pin: '0000' });
	await clerk.socket.emitWithAck('sign-out', { session: clerk.session });
	expect((await lines()).map(({ what, staff, station, reason }) => [what, staff, station, reason])).toEqual([
		['chain-began', null, 'PLATFORM', null],
		['platform-started', null, 'PLATFORM', null],
		['configuration-changed', null, 'PLATFORM', null],
		['sign-in', '0307', 'W01', null],
		['sign-in-failed', '0307', 'W01', 'wrong-pin'],
		['sign-in-failed', null, 'W01', 'wrong-pin'],
		['sign-out', '0307', 'W01', null],
	]);
});

test('what a manager decides about a machine is noted before it is done, and is not done when it cannot be noted', async () => {
	const { lines, signIn, store } = await running();
	const manager = await signIn('M1', '0001', managerPin);
	const revoke = (station: string) =>
		manager.socket.emitWithAck('administer', {
			session: manager.session,
			request: { do: 'revoke-station', station, reason: '王小明 took it' },
		});
	expect(await revoke('T3')).toMatchObject({ ok: true, revoked: [{ station: 'T3' }] });
	expect((await lines()).at(-1)).toMatchObject({ what: 'station-revoked', staff: '0001', station: 'M1', ref: 'T3', reason: null });
	expect(JSON.stringify(await lines())).not.toContain('小明');
	const put = store.putRecords.bind(store);
	store.putRecords = (records) =>
		records.some(({ kind }) => kind.startsWith('audit/')) ? Promise.reject(new StoreFailure('write-failed', 'full')) : put(records);
	expect(await revoke('T4')).toEqual({ ok: false, code: 'busy' });
	expect(await store.record('revoked-station', `${hallCode}/T4`)).toBeNull();
	expect((await store.records('revoked-station')).length).toBe(1);
});

describe('the auditor', () => {
	test('sees deeds of the audit and of the log together, by person and kind, page by page; looking leaves one line a sitting, taking away one each', async () => {
		const { lines, signIn, audit, platform } = await running();
		const clerk = await signIn('W01', '0307', clerkPin);
		await clerk.socket.emitWithAck('commands', {
			commands: [
				{
					station: 'W01',
					epoch: epochOf('7'),
					n: 1,
					occurredAt: tuesdayMorning,
					name: 'open-window',
					session: clerk.session,
					body: { window: 'W01' },
				},
			],
		});
		expect(platform.authority.head).toBeGreaterThan(0);
		const auditor = await signIn('M1', '0901', managerPin);
		const seen = await audit(auditor, { do: 'look', filter: today });
		if (!seen.ok || seen.do !== 'look') throw new Error(JSON.stringify(seen));
		expect(seen.rows.map(({ of, what, staff }) => [of, what, staff])).toEqual(
			expect.arrayContaining([
				['log', 'window-opened', '0307'],
				['audit', 'sign-in', '0307'],
				['audit', 'audit-read', '0901'],
			]),
		);
		const log = await audit(auditor, { do: 'look', filter: { ...today, kind: 'log', staff: '0307' } });
		expect(log).toMatchObject({ ok: true, rows: [{ of: 'log', what: 'window-opened', ref: 'W01' }], more: null });
		const copy = await audit(auditor, { do: 'export', filter: today, format: 'csv' });
		expect(copy).toMatchObject({ ok: true, do: 'export', more: null });
		const told = (await lines()).filter(({ staff }) => staff === '0901').map(({ what }) => what);
		expect(told).toEqual(['sign-in', 'audit-read', 'audit-exported']);
		expect(await audit(auditor, { do: 'verify' })).toMatchObject({ ok: true, faults: [], checkpoints: null });
	});

	test.each([
		['a manager', 'M1', '0001', managerPin],
		['a clerk', 'W01', '0307', clerkPin],
	])('is not %s', async (_who, station, staff, pin) => {
		const { signIn, audit } = await running();
		const other = await signIn(station, staff, pin);
		expect(await audit(other, { do: 'look', filter: today })).toEqual({ ok: false, code: 'not-permitted' });
		expect(await audit(other, { do: 'export', filter: today, format: 'json' })).toEqual({ ok: false, code: 'not-permitted' });
	});
});

test('marks of the audit lie at the centre; one that says less than before is refused and told, and none is taken back', async () => {
	const clock = new HandClock();
	const token = makeToken();
	const said: string[] = [];
	const centre = await startCentre({
		halls: [{ code: 'DEMO', tokenHash: hashToken(token) }],
		...{ store: new MemoryStore(), clock, host: '127.0.0.1', port: 0 },
		log: jsonLog({ write: (line) => void said.push(line) }),
	});
	ends.push(() => centre.close());
	const told: string[] = [];
	const store = new MemoryStore();
	const book = await AuditBook.open({ store, hall: 'DEMO', platform: 'P1', clock });
	const marks = sendMarks({
		address: { url: centre.url, token },
		hall: 'DEMO',
		book,
		now: () => clock.at,
		differs: (chain) => told.push(chain),
	});
	for (let each = 0; each < 3; each += 1) {
		await book.write({ staff: '0307', station: 'W01', what: 'sign-in' });
		clock.at += 70_000;
		await marks.look();
	}
	const [own] = book.ends();
	expect(await marks.kept()).toMatchObject([{ chain: book.chain, n: 4, hash: own!.hash }]);
	const cut = await AuditBook.open({ store: new MemoryStore(), hall: 'DEMO', platform: 'P1', clock });
	const before = book.chain;
	const shorter = { ...cut, ends: () => [{ ...own!, n: 2, hash: 'a'.repeat(64) }], chain: before } as unknown as AuditBook;
	const late = sendMarks({
		address: { url: centre.url, token },
		hall: 'DEMO',
		book: shorter,
		now: () => clock.at,
		differs: (chain) => told.push(chain),
	});
	await late.look();
	expect(told).toEqual([before]);
	expect(said.join('')).toContain('audit-differs');
	expect(await marks.kept()).toMatchObject([{ n: 4, hash: own!.hash }]);
});

test('another platform of the hall fetches the lines, and tells when a chain is another one than it holds', async () => {
	const token = 'p'.repeat(43);
	const platform = await openPlatform({ hall: hallWithAuditor(), peersToken: token });
	ends.push(() => platform.end());
	const clock = new HandClock();
	const book = await AuditBook.open({ store: new MemoryStore(), hall: hallCode, platform: 'P2', clock });
	const told: string[] = [];
	const peers = [{ id: 'P1' as const, url: platform.url }];
	const follow = (of: AuditBook) =>
		followAudits({ ...{ book: of, peers, token, clock, log: jsonLog({ write() {} }) }, differs: (chain) => told.push(chain) });
	const theirs = () => book.ends().find(({ chain }) => chain.startsWith('P1-'));
	const stop = follow(book);
	ends.push(stop);
	await vi.waitUntil(() => {
		clock.turn(15_000);
		return (theirs()?.n ?? 0) >= 3;
	});
	expect((await book.after(theirs()!.chain, 0)).map(({ line }) => line.what)).toEqual([
		'chain-began',
		'platform-started',
		'configuration-changed',
	]);
	expect(told).toEqual([]);
	expect((await fetch(`${platform.url}/api/peer/audit`)).status).toBe(401);
	const other = { ends: () => [{ ...theirs()!, hash: 'a'.repeat(64) }], chain: book.chain } as unknown as AuditBook;
	ends.push(follow(other));
	await vi.waitUntil(() => {
		clock.turn(15_000);
		return told.length > 0;
	});
	expect(told).toEqual([theirs()!.chain]);
});
