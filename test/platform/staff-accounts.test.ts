/** Accounts of staff at a running platform: the first administrator, new people, revocation, the second step, and a platform that goes on in its place. */

import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
	OwnAccountAnswer,
	OwnAccountRequest,
	SetSecretAnswer,
	StaffDeskAnswer,
	StaffDeskRequest,
} from '../../domain/contracts/staff-desk.ts';
import { signInAnswer } from '../../domain/contracts/wire.ts';
import { chainsIn, linesAfter } from '../../platform/audit/audit-rows.ts';
import { accountPassage } from '../../platform/people/pass-accounts.ts';
import { codeAt } from '../../platform/people/second-step.ts';
import { newAccount, oneTimeOf, slowHash } from '../../platform/people/staff-account.ts';
import { firstCodeKeptMs, keepFirstCode, StaffBook } from '../../platform/people/staff-book.ts';
import type { PlatformHall } from '../../platform/platform-parts.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { recordsToHand, takeRecords } from '../../platform/term/records-to-hand.ts';
import { newDataKey } from '../../sealing/box.ts';
import { KeyRing } from '../../sealing/key-ring.ts';
import { clerkPin, demoHall, epochOf, tuesdayMorning } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

const first = '7K2QX-9BDFT';
const password = 'a tram past seven lakes';
const hallCode = demoHall().plan.code;
const fresh = 'the first administrator';
let store: MemoryStore;
let hall: OpenPlatform;
let desk: Socket;

async function sign(socket: Socket, station: string, staff: string, pin: string, second?: string) {
	return signInAnswer.parse(await socket.emitWithAck('sign-in', { station, staff, pin, ...(second === undefined ? {} : { second }) }));
}
const set = (socket: Socket, asked: object) => socket.emitWithAck('set-secret', asked) as Promise<SetSecretAnswer>;
const sessionOf = async (...asked: Parameters<typeof sign>) => {
	const signed = await sign(...asked);
	if (!signed.ok) throw new Error(signed.code);
	return signed.session;
};
const ask = (session: string, request: StaffDeskRequest) =>
	desk.emitWithAck('staff-desk', { session, request }) as Promise<StaffDeskAnswer>;
const own = (session: string, request: OwnAccountRequest, at = desk) =>
	at.emitWithAck('own-account', { session, request }) as Promise<OwnAccountAnswer>;
async function told(session: string, request: StaffDeskRequest): Promise<Extract<StaffDeskAnswer, { ok: true }>> {
	const answer = await ask(session, request);
	if (!answer.ok) throw new Error(`${request.do}: ${answer.code}`);
	return answer;
}

/** Made once: slow hashes are slow. */
const [firstHash, passwordHash] = [await oneTimeOf(first, tuesdayMorning + firstCodeKeptMs), await slowHash(password)];

/** `keeper`: the book has begun, with a security administrator in it. */
async function open(keeper: boolean, more: Partial<PlatformHall> = {}) {
	store = new MemoryStore();
	store.close = async () => {};
	if (keeper) {
		const account = { ...newAccount({ name: '安全员甲', roles: ['security'] }, tuesdayMorning, null), secret: passwordHash };
		await (await StaffBook.open(store, hallCode, demoHall().staff)).begin(tuesdayMorning, new Map([['9001', account]]));
	} else await keepFirstCode(store, hallCode, firstHash);
	hall = await openPlatform({ store, hall: { ...demoHall(), ...more } });
	desk = await hall.seated('M1');
}
beforeEach(({ task }) => open(task.suite?.name !== fresh));
afterEach(() => hall.end());

const security = () => sessionOf(desk, 'M1', '9001', password);

describe(fresh, () => {
	test('comes in by the code printed at set-up, once, at a manager’s seat, and everybody of the file is still there', async () => {
		expect(await sign(desk, 'M1', '9001', first.toLowerCase())).toEqual({ ok: false, code: 'set-first-secret' });
		expect(await set(desk, { station: 'M1', staff: '9001', code: first, secret: password, name: '安全员甲' })).toEqual({ ok: true });
		const session = await security();
		const { from, people } = await told(session, { do: 'look' });
		expect(from).toBe('book');
		expect(people.find(({ staff }) => staff === '9001')).toMatchObject({
			name: '安全员甲',
			roles: ['security'],
			state: 'good',
			at: ['M1'],
		});
		expect(people.find(({ staff }) => staff === '0307')).toMatchObject({ roles: ['window'], state: 'good' });
		expect(await set(desk, { station: 'M1', staff: '9002', code: first, secret: password, name: '另一个' })).toMatchObject({
			code: 'wrong-code',
		});
		expect((await sign(await hall.seated('W01'), 'W01', '0307', clerkPin)).ok).toBe(true);
	});

	test('does not come in with an old code, at a window, under somebody else’s number, or with a word that everybody uses', async () => {
		const window = await hall.seated('W01');
		expect(await set(window, { station: 'W01', staff: '9001', code: first, secret: password, name: '甲' })).toMatchObject({
			code: 'not-permitted',
		});
		expect(await set(desk, { station: 'M1', staff: '0307', code: first, secret: password, name: '甲' })).toMatchObject({
			code: 'wrong-code',
		});
		expect(await set(desk, { station: 'M1', staff: '9003', code: first, secret: 'password12345678', name: '甲' })).toMatchObject({
			code: 'too-common',
		});
		hall.clock.at += firstCodeKeptMs;
		expect(await set(desk, { station: 'M1', staff: '9001', code: first, secret: password, name: '甲' })).toMatchObject({
			code: 'wrong-code',
		});
		expect(await sign(desk, 'M1', '9001', first)).toMatchObject({ code: 'wrong-pin' });
	});

	test('two at once with one code: one of them', async () => {
		const both = await Promise.all(
			['9001', '9002'].map((staff) => set(desk, { station: 'M1', staff, code: first, secret: password, name: '甲' })),
		);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
	});
});

describe('accounts', () => {
	test('a new clerk gets a code, sets a PIN with it, works, and the code is of no more use', async () => {
		const session = await security();
		const { codes } = await told(session, { do: 'add', staff: '0400', name: '新来的', roles: ['window'] });
		const code = codes[0]!.code;
		const window = await hall.seated('W01');
		expect(await sign(window, 'W01', '0400', code)).toEqual({ ok: false, code: 'set-secret' });
		expect(await set(window, { station: 'W01', staff: '0400', code, secret: '123456' })).toEqual({ ok: false, code: 'too-common' });
		expect(await set(window, { station: 'W01', staff: '0400', code, secret: '480517' })).toEqual({ ok: true });
		expect((await sign(window, 'W01', '0400', '480517')).ok).toBe(true);
		expect(await set(window, { station: 'W01', staff: '0400', code, secret: '593820' })).toMatchObject({ code: 'wrong-code' });
		expect(await sign(window, 'W01', '0400', code)).toMatchObject({ code: 'wrong-pin' });
	});

	test('five wrong codes lock like five wrong PINs', async () => {
		const session = await security();
		await told(session, { do: 'add', staff: '0400', name: '新来的', roles: ['window'] });
		const window = await hall.seated('W01');
		for (let tried = 0; tried < 5; tried++) await set(window, { station: 'W01', staff: '0400', code: 'BBBBB-BBBBB', secret: '480517' });
		expect(await set(window, { station: 'W01', staff: '0400', code: 'BBBBB-BBBBB', secret: '480517' })).toMatchObject({ code: 'locked' });
		expect((await told(session, { do: 'look' })).people.find(({ staff }) => staff === '0400')!.locked).toBeGreaterThan(0);
		await told(session, { do: 'unlock', staff: '0400' });
		expect(await set(window, { station: 'W01', staff: '0400', code: 'BBBBB-BBBBB', secret: '480517' })).toMatchObject({
			code: 'wrong-code',
		});
	});

	test('whoever is revoked is out at once: sign-ins over, the station told, no sign-in again, no verifier for machines', async () => {
		const session = await security();
		const window = await hall.seated('W01');
		const clerk = await sessionOf(window, 'W01', '0307', clerkPin);
		const dropped = new Promise((resolve) => window.once('disconnect', resolve));
		await told(session, { do: 'suspend', staff: '0307', reason: '调离' });
		await dropped;
		const back = await hall.seated('W01', epochOf('a'), { sessions: [clerk] });
		const welcome = await back.emitWithAck('hello', {
			protocol: 1,
			seats: [{ station: 'W01', epoch: epochOf('a') }],
			holds: null,
			sessions: [clerk],
		});
		expect(welcome.sessions).toEqual([]);
		expect(await sign(back, 'W01', '0307', clerkPin)).toMatchObject({ code: 'wrong-pin' });
		expect((await store.records('offline-verifier')).filter(({ key }) => key.endsWith('/0307'))).toEqual([]);
		await told(session, { do: 'restore', staff: '0307' });
		expect((await sign(back, 'W01', '0307', clerkPin)).ok).toBe(true);
	});

	test('nobody shuts themselves or the last keeper of accounts out, changes their own roles, or mixes the three', async () => {
		const session = await security();
		expect(await ask(session, { do: 'suspend', staff: '9001', reason: 'x' })).toMatchObject({ code: 'own-account' });
		expect(await ask(session, { do: 'change', staff: '9001', roles: ['manager'] })).toMatchObject({ code: 'own-account' });
		expect(await ask(session, { do: 'add', staff: '9005', name: '乙', roles: ['security', 'audit'] })).toMatchObject({
			code: 'roles-apart',
		});
		expect(await ask(session, { do: 'change', staff: '0001', roles: ['manager', 'system'] })).toMatchObject({ code: 'roles-apart' });
	});

	test('while the file counts, a manager looks and changes nothing', async () => {
		await hall.end();
		await open(false);
		const manager = await sessionOf(desk, 'M1', '0001', '1379');
		expect(await told(manager, { do: 'look' })).toMatchObject({ from: 'file' });
		const week = [null, null, null, null, null, null, null];
		expect(await ask(manager, { do: 'week', staff: '0307', week })).toMatchObject({ code: 'from-file' });
		expect(await ask(manager, { do: 'add', staff: '0400', name: '甲', roles: ['window'] })).toMatchObject({ code: 'not-permitted' });
	});

	test('a restart and another platform of the hall know the accounts; on the way nothing of them lies open', async () => {
		const session = await security();
		await told(session, { do: 'suspend', staff: '0312', reason: '休假' });
		const keyed = await own(session, { do: 'second-begin' });
		const secret = keyed.ok ? keyed.key!.secret : '';
		const [token, here, there] = [
			'a-token-of-forty-characters-for-platforms',
			new KeyRing([{ id: 1, key: newDataKey() }], 'intl'),
			new KeyRing([{ id: 1, key: newDataKey() }], 'gm'),
		];
		// The platform's own ring is in its store, as nobody named a file.
		const ring = new KeyRing(
			[{ id: 1, key: Buffer.from((await store.record('application-hall-key', hallCode)) as string, 'base64') }],
			'intl',
		);
		const records = await recordsToHand(store, hallCode, accountPassage(token, ring));
		expect(JSON.stringify(records)).not.toMatch(/argon2|安全员甲/);
		const other = new MemoryStore();
		other.close = async () => {};
		await takeRecords(other, hallCode, records, accountPassage('another-token-of-forty-characters-abcdefg', here));
		expect(await other.records('staff-account')).toEqual([]);
		await takeRecords(other, hallCode, records, accountPassage(token, there));
		await other.putRecord('application-hall-key', hallCode, 'unused');
		await other.deleteRecord('application-hall-key', hallCode);
		const next = await openPlatform({ store: other });
		const seat = await next.seated('M1');
		expect((await sign(seat, 'M1', '9001', password)).ok).toBe(true);
		expect(await sign(await next.seated('W02'), 'W02', '0312', clerkPin)).toMatchObject({ code: 'wrong-pin' });
		expect(secret).toMatch(/^[A-Z2-7]{32}$/);
		await next.end();
	});
});

describe('a table', () => {
	const csv = (text: string) => Buffer.from(`工号,姓名,角色,常用窗口,周一\n${text}`, 'utf8').toString('base64');
	const shifts = [{ id: 'S1', name: '早班', from: '08:30', to: '12:30' }];

	test('is looked at first, taken whole only when all is right, and new people get codes that work', async () => {
		const session = await security();
		const bad = csv('0977,张三,窗口人员,01,\n0978,李四,经理,,\n0307,李敏,窗口人员,02,\n');
		expect(await told(session, { do: 'import', table: bad, take: 'nothing' })).toMatchObject({
			table: { good: 2, added: 1, changed: 1 },
			codes: [],
		});
		expect(await ask(session, { do: 'import', table: bad, take: 'all' })).toMatchObject({
			ok: false,
			code: 'table-faults',
			table: { good: 2 },
		});
		expect((await told(session, { do: 'look' })).people.some(({ staff }) => staff === '0977')).toBe(false);
		const { codes, people } = await told(session, { do: 'import', table: bad, take: 'good' });
		expect(codes.map(({ staff }) => staff)).toEqual(['0977']);
		expect(people.find(({ staff }) => staff === '0307')).toMatchObject({ usualWindow: 'W02', state: 'good' });
		const window = await hall.seated('W01');
		expect(await sign(window, 'W01', '0977', codes[0]!.code)).toEqual({ ok: false, code: 'set-secret' });
		expect((await sign(window, 'W01', '0307', clerkPin)).ok).toBe(true);
	});

	test('of a manager places people and gives them their week, and makes no account', async () => {
		const manager = await sessionOf(desk, 'M1', '0001', '1379');
		await told(manager, { do: 'shifts', shifts });
		const { people } = await told(manager, { do: 'import', table: csv('0307,李敏,窗口人员,03,早班 03\n'), take: 'all' });
		expect(people.find(({ staff }) => staff === '0307')).toMatchObject({
			usualWindow: 'W03',
			week: [{ shift: 'S1', window: 'W03' }, null, null, null, null, null, null],
		});
		expect(await ask(manager, { do: 'import', table: csv('0977,张三,窗口人员,,\n'), take: 'all' })).toMatchObject({ code: 'table-faults' });
		expect(await ask(manager, { do: 'shifts', shifts: [] })).toMatchObject({ code: 'shift-in-use' });
	});
});

describe('the second step', () => {
	const begun = async () => {
		const session = await security();
		const keyed = await own(session, { do: 'second-begin' });
		const secret = keyed.ok ? keyed.key!.secret : '';
		const code = (at = hall.clock.now()) => codeAt(fromBase32(secret), at);
		const confirmed = await own(session, { do: 'second-confirm', code: code() });
		const recovery = confirmed.ok ? confirmed.recovery! : [];
		return { session, code, recovery };
	};

	test('a right password alone is not enough; a code counts once, and recovery codes once each', async () => {
		const { code, recovery } = await begun();
		expect(await sign(desk, 'M1', '9001', password)).toEqual({ ok: false, code: 'second-needed' });
		// The code that confirmed it has counted already.
		expect(await sign(desk, 'M1', '9001', password, code())).toMatchObject({ code: 'wrong-second' });
		hall.clock.at += 30_000;
		const now = code();
		expect((await sign(desk, 'M1', '9001', password, now)).ok).toBe(true);
		expect(await sign(desk, 'M1', '9001', password, now)).toMatchObject({ code: 'wrong-second' });
		expect(recovery).toHaveLength(10);
		expect(await sign(desk, 'M1', '9001', password, recovery[3])).toMatchObject({ ok: true, recoveryLeft: 9 });
		expect(await sign(desk, 'M1', '9001', password, recovery[3])).toMatchObject({ code: 'wrong-second' });
	});

	test('guessing at the code locks as guessing at the password does', async () => {
		await begun();
		hall.clock.at += 60_000;
		for (let tried = 0; tried < 5; tried++) await sign(desk, 'M1', '9001', password, '000000');
		expect(await sign(desk, 'M1', '9001', password, '000000')).toMatchObject({ code: 'locked' });
	});

	test('two sign-ins at once with one code: one of them', async () => {
		const { code } = await begun();
		hall.clock.at += 30_000;
		const both = await Promise.all([1, 2].map(() => sign(desk, 'M1', '9001', password, code())));
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
	});

	test('its key lies sealed, and is told once', async () => {
		const { session } = await begun();
		const kept = JSON.stringify(await store.records('staff-account'));
		expect(kept).not.toMatch(/[A-Z2-7]{32}/);
		expect(await own(session, { do: 'look' })).not.toHaveProperty('key');
	});
});

describe('a hall that demands the second step of its administrators', () => {
	const demanding = async (keeper = true) => {
		await hall.end();
		await open(keeper, { secondStep: ['security', 'audit'] });
	};
	const keyOf = async () => {
		const asked = await sign(desk, 'M1', '9001', password);
		if (asked.ok || asked.code !== 'second-to-set') throw new Error(JSON.stringify(asked));
		return fromBase32(asked.key!.secret);
	};

	test('lets nobody of them in before it is set up, at the first sign-in, and clerks as ever', async () => {
		await demanding();
		const key = await keyOf();
		expect(await sign(desk, 'M1', '9001', password, '000000')).toMatchObject({ ok: false, code: 'wrong-second' });
		const set = await sign(desk, 'M1', '9001', password, codeAt(key, hall.clock.now()));
		expect(set).toMatchObject({ ok: false, code: 'second-set' });
		expect(set.ok ? [] : set.recovery).toHaveLength(10);
		// Set up is not signed in, and the code that set it up has counted.
		expect(await sign(desk, 'M1', '9001', password, codeAt(key, hall.clock.now()))).toMatchObject({ code: 'wrong-second' });
		hall.clock.at += 30_000;
		const signed = await sign(desk, 'M1', '9001', password, codeAt(key, hall.clock.now()));
		if (!signed.ok) throw new Error(signed.code);
		expect(await own(signed.session, { do: 'second-end', secret: password })).toEqual({ ok: false, code: 'second-demanded' });
		expect(await own(signed.session, { do: 'look' })).toMatchObject({ second: true, demanded: true });
		expect((await sign(await hall.seated('W01'), 'W01', '0307', clerkPin)).ok).toBe(true);
		const [chain] = await chainsIn(store, hallCode);
		const lines = (await linesAfter(store, hallCode, chain!.chain, 0, chain!.n)).map((kept) => kept?.line);
		expect(lines).toContainEqual(expect.objectContaining({ staff: '9001', station: 'M1', what: 'second-factor-set' }));
		expect(JSON.stringify(await store.records('staff-account'))).not.toContain(Buffer.from(key).toString('base64'));
	});

	test('tells nobody the key who does not know the password, and after guesses locks as ever', async () => {
		await demanding();
		expect(await sign(desk, 'M1', '9001', 'another tram past lakes')).toMatchObject({ code: 'wrong-pin' });
		await keyOf();
		for (let tried = 0; tried < 5; tried++) await sign(desk, 'M1', '9001', password, '000000');
		expect(await sign(desk, 'M1', '9001', password)).toMatchObject({ code: 'locked' });
	});

	test('has administrators of the file begin the book first, and demands it of a lost phone’s owner again', async () => {
		await demanding(false);
		await hall.end();
		const file = [...demoHall().staff, { id: '9001', name: '甲', roles: ['security'] as const, pinHash: passwordHash }];
		hall = await openPlatform({ store, hall: { ...demoHall(), staff: file, secondStep: ['security'] } });
		desk = await hall.seated('M1');
		expect(await sign(desk, 'M1', '9001', password)).toEqual({ ok: false, code: 'second-no-book' });
		expect(await set(desk, { station: 'M1', staff: '9002', code: first, secret: password, name: '乙' })).toEqual({ ok: true });
		expect(await sign(desk, 'M1', '9002', password)).toMatchObject({ code: 'second-to-set' });
		expect(await sign(desk, 'M1', '9001', password)).toMatchObject({ code: 'second-to-set' });
	});
});

function fromBase32(text: string): Uint8Array {
	let bits = '';
	for (const sign of text) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0');
	return Uint8Array.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
}
