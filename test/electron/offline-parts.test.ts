/** The parts of signing in while cut off that lie in the main process: time, the machine's secret, the sealed answer. */
import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cryptoSuites } from '../../domain/contracts/crypto-provider.ts';
import { createHallClock } from '../../electron/keys/hall-clock.ts';
import { openPepper, type SecretStore } from '../../electron/keys/pepper.ts';
import { makeLetterKey, openLetter, sealLetter } from '../../sealing/letter.ts';
import { MemoryDisk } from './memory-disk.ts';
import { offlineMachine } from './offline-machine.ts';

const hour = 3_600_000;

describe('the hall’s time at a machine that is cut off', () => {
	function clocks(wall = 1_000 * hour, running = 0) {
		const at = { wall, running };
		return {
			at,
			make: (kept: Parameters<typeof createHallClock>[0]) =>
				createHallClock(
					kept,
					() => at.wall,
					() => at.running,
				),
		};
	}

	test('goes on from what the platform said, whatever this machine’s clock showed', () => {
		const { at, make } = clocks();
		const clock = make(null);
		clock.told(2_000 * hour);
		at.wall += hour;
		at.running += hour;
		expect(clock.now()).toBe(2_001 * hour);
	});

	test('is not turned back by setting the clock back, while running or before a start', () => {
		const { at, make } = clocks();
		const clock = make(null);
		clock.told(2_000 * hour);
		at.wall -= 500 * hour;
		at.running += 2 * hour;
		expect(clock.now()).toBe(2_002 * hour);
		const kept = clock.kept();
		at.running = 0;
		expect(make(kept).now()).toBe(2_002 * hour);
	});

	test('counts the time the machine was off, as long as its clock ran', () => {
		const { at, make } = clocks();
		const clock = make(null);
		clock.told(2_000 * hour);
		const kept = clock.kept();
		at.wall += 30 * hour;
		at.running = 0;
		expect(make(kept).now()).toBe(2_030 * hour);
	});

	test('takes a clock that came up in 1970 and was put right later for what it is', () => {
		const { at, make } = clocks();
		const kept = { hall: 2_000 * hour, wall: 1_000 * hour };
		at.wall = 0;
		const clock = make(kept);
		expect(clock.now()).toBe(2_000 * hour);
		const written = clock.kept();
		at.wall = 1_003 * hour;
		at.running = hour;
		expect(clock.now()).toBe(2_003 * hour);
		expect(make(written).now()).toBe(2_003 * hour);
	});
});

describe('the machine’s secret', () => {
	const store = (user: string): SecretStore => ({
		lock: (bytes) => new Uint8Array([...Buffer.from(user), ...bytes.map((byte) => byte ^ 0x5a)]),
		unlock(bytes) {
			if (Buffer.from(bytes.slice(0, user.length)).toString() !== user) throw new Error('locked by another user');
			return bytes.slice(user.length).map((byte) => byte ^ 0x5a);
		},
	});

	test('is the same at each start; locked up by another user it is worth nothing and a new one is made', async () => {
		const { disk } = new MemoryDisk();
		const first = await openPepper({ folder: '/keys', disk, secrets: store('ann') });
		const again = await openPepper({ folder: '/keys', disk, secrets: store('ann') });
		expect([first.fresh, again.fresh]).toEqual([true, false]);
		expect(again.pepper).toEqual(first.pepper);
		const stolen = await openPepper({ folder: '/keys', disk, secrets: store('bob') });
		expect(stolen.fresh).toBe(true);
		expect(stolen.pepper).not.toEqual(first.pepper);
	});

	test('is in the clear only where the system has no place for it, and not left so once it has', async () => {
		const memory = new MemoryDisk();
		const open = await openPepper({ folder: '/keys', disk: memory.disk, secrets: null });
		expect(memory.text('/keys/pin-pepper')).toBe(`plain ${open.pepper.toString('base64')}`);
		const locked = await openPepper({ folder: '/keys', disk: memory.disk, secrets: store('ann') });
		expect(locked.pepper).not.toEqual(open.pepper);
		expect(memory.text('/keys/pin-pepper')).not.toContain(locked.pepper.toString('base64'));
	});

	test('damaged, like the file beside it, lets nobody in', async () => {
		const machine = await offlineMachine(1_000 * hour, 'HALL');
		machine.memory.write('/keys/offline-sign-in.json', '{"version":1,"members":[{');
		await machine.restart();
		expect(machine.notes).toContain('offline-sign-in-damaged');
		expect(machine.offline.state('W01')).toEqual({ prepared: 0, until: null });
		expect(await machine.offline.signIn('W01', '0307', '2580')).toEqual({ ok: false, code: 'not-prepared' });
	});
});

describe('the sealed answer', () => {
	test.each(cryptoSuites)('%s: is read by the key it was sealed to, and by no other; one changed letter and it is nothing', (suite) => {
		const key = makeLetterKey();
		const sealed = sealLetter(key.publicKey, 'words for one machine', suite)!;
		expect(openLetter(sealed, key)).toBe('words for one machine');
		expect(openLetter(sealed, makeLetterKey())).toBeNull();
		for (let at = 0; at < sealed.length; at += 7) {
			const other = sealed[at] === 'A' ? 'B' : 'A';
			expect(openLetter(sealed.slice(0, at) + other + sealed.slice(at + 1), key), `letter ${at}`).toBeNull();
		}
		for (const nonsense of ['', 'A', '!!!', 'gm.', 'xx.AAAA', sealed.slice(0, 60)]) expect(openLetter(nonsense, key)).toBeNull();
		expect(sealLetter('not a key', 'words', suite)).toBeNull();
	});

	/** RFC 8410: an X25519 key is these bytes and its 32. */
	const known = (): { publicKey: string; privateKey: KeyObject } => {
		const seed = '77076d0a7318a57d3c16c17251b26645e5a9b5d0f4a1c4b1b1c0e2f3a4b5c6d7';
		const privateKey = createPrivateKey({
			key: Buffer.from(`302e020100300506032b656e04220420${seed}`, 'hex'),
			...{ type: 'pkcs8', format: 'der' },
		});
		return { privateKey, publicKey: 'ytk7Jz4SKe2uIC37rfmxUS-Of-ZrJyEqNnR8xZNuBFw' };
	};

	test('intl: one that a platform of before there were suites made is read', () => {
		const made = 'dGGQPfLkfxxubnxAABNvNH441TwhtKUJfGxjnsNcbHShUdZj_YmOi0ToukLbZ-ay0l1QMTlbyXlaF_xTrbITjItL4zJRXiOgZwBN4JouyPox';
		expect(openLetter(made, known())).toBe('words for one machine');
	});

	test('gm: the key is made with SM3 and the text sealed with SM4-GCM, as OpenSSL makes both', () => {
		const key = known();
		const letter = sealLetter(key.publicKey, 'words for one machine', 'gm')!;
		expect(letter.startsWith('gm.')).toBe(true);
		const bytes = Buffer.from(letter.slice(3), 'base64url');
		const [from, nonce, text] = [bytes.subarray(0, 32), bytes.subarray(32, 44), bytes.subarray(60)];
		const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: from.toString('base64url') }, format: 'jwk' });
		const salt = Buffer.concat([from, Buffer.from(key.publicKey, 'base64url')]);
		const shared = diffieHellman({ privateKey: key.privateKey, publicKey });
		const made = Buffer.from(hkdfSync('sm3', shared, salt, 'tidehall offline sign-in 1', 16));
		// In GCM the text stands under the counters from 2 on (NIST SP 800-38D, section 7.1).
		const counter = createDecipheriv('sm4-ctr', made, Buffer.concat([nonce, Buffer.of(0, 0, 0, 2)]));
		expect(Buffer.concat([counter.update(text), counter.final()]).toString('utf8')).toBe('words for one machine');
	});
});
