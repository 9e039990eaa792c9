/** The hall's key on the disk: who may read it, how root hands it over, and how it is changed. */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HallKeyFailure, hallKeyInFile, hallKeysIn, rotateHallKey } from '../../platform/applications/hall-key-file.ts';
import { hallKeyFile } from '../../platform/applications/hall-key-handed.ts';
import type { HallKey } from '../../platform/applications/hall-seal.ts';
import { handOverHallKey } from '../../platform/applications/hand-over-key.ts';
import { Vault } from '../../platform/applications/vault.ts';
import { accountKind, secondPlace } from '../../platform/people/pass-accounts.ts';
import { wrapSecondsAnew } from '../../platform/people/wrap-seconds-anew.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { runToEnd } from '../platform/platform-process.ts';
import { tempFolder } from './stand.ts';

const now = 1_795_000_000_000;
const place = { table: 'x', id: '1', field: 'f', version: 1 };
const ends: (() => void)[] = [];
let root: string;
let paths: { from: string; takeIn: string; to: string; now: number };
beforeEach(() => {
	const made = tempFolder('hall-key');
	root = made.folder;
	ends.push(made.remove);
	for (const name of ['data', 'run']) mkdirSync(join(root, name));
	paths = {
		from: join(root, 'keys', 'hall-key.json'),
		takeIn: join(root, 'data', 'application-key.json'),
		to: join(root, 'run', 'hall-key.json'),
		now,
	};
});
afterEach(() => {
	for (const end of ends.splice(0)) end();
});
const modeOf = (path: string) => statSync(path).mode & 0o777;
const handed = () => hallKeyInFile(paths.to, { mayMake: false });

test('root makes the key where root alone reads it, and hands over a copy that nobody can write', () => {
	expect(handOverHallKey(paths)).toBe('made');
	expect([modeOf(join(root, 'keys')), modeOf(paths.from), modeOf(paths.to)]).toEqual([0o700, 0o600, 0o400]);
	const wrapped = handed().wrap(place, Buffer.alloc(32, 1));
	expect(handOverHallKey(paths)).toBe('as-it-was');
	expect(handed().unwrap(place, wrapped)).toEqual(Buffer.alloc(32, 1));
});

test('a key that the platform had made in its data folder is taken in, in the shape of before too, and goes from there', () => {
	const key = Buffer.alloc(32, 3);
	const old = JSON.parse(readFileSync('test/golden/sealed-before-2026-11-22.json', 'utf8')) as { keyFile: string };
	writeFileSync(paths.takeIn, old.keyFile, { mode: 0o600 });
	const wrapped = hallKeyInFile(paths.takeIn).wrap(place, key);
	expect(handOverHallKey(paths)).toBe('taken-in');
	expect(existsSync(paths.takeIn)).toBe(false);
	expect(handed().unwrap(place, wrapped)).toEqual(key);
	// It comes back with a backup of before a rotation: still one hall's keys.
	writeFileSync(paths.takeIn, old.keyFile, { mode: 0o600 });
	rotateHallKey(paths.from, now);
	expect(handOverHallKey(paths)).toBe('taken-in');
	expect(hallKeysIn(paths.from).keys.map(({ id }) => id)).toEqual([1, 2]);
	expect(handed().unwrap(place, wrapped)).toEqual(key);
});

test('keys of two halls are not thrown together: it says so and changes nothing', () => {
	handOverHallKey(paths);
	hallKeyInFile(paths.takeIn);
	const before = [paths.from, paths.takeIn, paths.to].map((path) => readFileSync(path, 'utf8'));
	expect(() => handOverHallKey(paths)).toThrow('keys of different halls');
	expect([paths.from, paths.takeIn, paths.to].map((path) => readFileSync(path, 'utf8'))).toEqual(before);
});

test('a key that others can read, that is a link, or that should have been handed over and was not, is refused in words and none is made', () => {
	hallKeyInFile(paths.takeIn);
	for (const mode of [0o640, 0o604, 0o644, 0o666]) {
		chmodSync(paths.takeIn, mode);
		expect(() => hallKeyInFile(paths.takeIn)).toThrow('chmod 600');
	}
	chmodSync(paths.takeIn, 0o600);
	symlinkSync(paths.takeIn, join(root, 'link'));
	expect(() => hallKeyInFile(join(root, 'link'))).toThrow('is a link');
	expect(() => hallKeyInFile(paths.to, { mayMake: false })).toThrow(HallKeyFailure);
	expect(existsSync(paths.to)).toBe(false);
	expect(hallKeyFile(undefined, { TIDEHALL_HALL_KEY_FILE: '/run/x' })).toEqual({ keyFile: '/run/x', keyHandedOver: true });
	expect(hallKeyFile('/mine', { TIDEHALL_HALL_KEY_FILE: '/run/x' })).toEqual({ keyFile: '/mine', keyHandedOver: false });
	expect(hallKeyFile(undefined, {})).toEqual({ keyFile: null, keyHandedOver: false });
});

test('the key of a demo hall says what it is, and a real hall does not take it', () => {
	hallKeyInFile(paths.takeIn, { demo: true });
	expect(JSON.parse(readFileSync(paths.takeIn, 'utf8'))).toMatchObject({ demo: true });
	expect(() => hallKeyInFile(paths.takeIn, { demo: true })).not.toThrow();
	expect(() => hallKeyInFile(paths.takeIn)).toThrow('demo hall');
});

test('a key is changed by a technician: looked at, rotated, and let go of only when it locks nothing, second steps of staff included', async () => {
	const [folder, file] = [join(root, 'data'), paths.takeIn];
	const account = { name: '甲', roles: [], windows: [], usualWindow: null, departments: [], secret: null, oneTime: null, suspended: null };
	const at = async (action: (store: ReturnType<typeof openSqlite>, key: HallKey) => Promise<void>) => {
		const store = openSqlite(folder);
		await action(store, hallKeyInFile(file));
		await store.close();
	};
	await at(async (store, key) => {
		const vault = new Vault({ hall: 'H', store, key });
		const { keyRecord } = vault.seal(place, Buffer.from('x'));
		const second = { key: key.wrap(secondPlace('H/0307'), Buffer.alloc(20, 9)), confirmed: true, lastSpan: 1, recovery: [] };
		await store.putRecords([keyRecord, { kind: accountKind, key: 'H/0307', value: { ...account, second, changedAt: 1, changedBy: null } }]);
	});
	const run = (what: string, ...more: string[]) => runToEnd('platform/hall-key.ts', what, '--key-file', file, ...more);
	expect(await run('rotate')).toMatchObject({ code: 0, out: expect.stringContaining('Key 2 is made') });
	expect(await run('retire', '--data', folder)).toMatchObject({ code: 0, out: expect.stringContaining('Key 1 stays: it locks 2') });
	await at(async (store, key) => {
		expect(await new Vault({ hall: 'H', store, key }).wrapAnew()).toBe(1);
		expect(await wrapSecondsAnew(store, key)).toBe(1);
		expect(await wrapSecondsAnew(store, key)).toBe(0);
		const kept = (await store.record(accountKind, 'H/0307')) as { second: { key: string } };
		expect(key.unwrap(secondPlace('H/0307'), kept.second.key)).toEqual(Buffer.alloc(20, 9));
	});
	expect(await run('retire', '--data', folder)).toMatchObject({ code: 0, out: expect.stringContaining('Key 1 is gone') });
	expect((await run('look', '--data', folder)).out).toMatch(/^key 2, made \d{4}-\d{2}-\d{2}: locks 2\n$/);
});
