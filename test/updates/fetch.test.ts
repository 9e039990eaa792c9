/** A station that fetches an update from a platform of its hall: in pieces, only when it is quiet, and only what the maker signed. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UpdatePackage } from '../../domain/contracts/updates.ts';
import { filledWith, gotWell, installed, started } from '../../domain/updates/slots.ts';
import { Drop } from '../../electron/updates/drop.ts';
import { fetchPackage } from '../../electron/updates/fetch-package.ts';
import { mayFetch, mayRestart } from '../../electron/updates/quiet.ts';
import { UpdateWork } from '../../electron/updates/update-work.ts';
import { serveUpdates } from '../../platform/http/updates.ts';
import { UpdateShelf } from '../../platform/updates/update-shelf.ts';
import { createMaker } from './maker.ts';

const work = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tidehall-fetch-'));
const maker = createMaker();
const shelf = join(work, 'shelf');
const bytes = randomBytes(50_000);
const update: UpdatePackage = {
	...{ version: '0.2.0', system: 'linux', arch: 'x64', file: 'tidehall-station_0.2.0_amd64.deb', bytes: bytes.length },
	sha256: createHash('sha256').update(bytes).digest('hex'),
};
const manifest = maker.signed({ schema: 'updates/1', serial: 1, madeAt: 0, floor: '0.1.0', packages: [update] });
const app = Fastify();
app.setValidatorCompiler(() => () => true);
app.setSerializerCompiler(() => (value) => JSON.stringify(value));
const rollout = (choice: object) =>
	writeFileSync(join(shelf, 'rollout.json'), JSON.stringify({ schema: 'rollout/1', version: '0.2.0', ...choice }));

beforeAll(() => {
	mkdirSync(shelf);
	writeFileSync(join(shelf, 'secret.txt'), 'not for stations');
	writeFileSync(join(shelf, update.file), bytes);
	writeFileSync(join(shelf, 'manifest.json'), manifest);
	rollout({ stations: ['T1'] });
	serveUpdates(app, new UpdateShelf(shelf));
});
afterAll(async () => {
	await app.close();
	rmSync(work, { recursive: true, force: true });
});

async function ask(path: string, range?: { from: number; to: number }): Promise<Uint8Array | null> {
	const answer = await app.inject({ url: path, headers: range ? { range: `bytes=${range.from}-${range.to}` } : {} });
	return answer.statusCode === (range ? 206 : 200) ? answer.rawPayload : null;
}

describe('the platform', () => {
	test('gives out pieces of what is signed and lies there in whole, and nothing else', async () => {
		const piece = await app.inject({ url: `/api/updates/packages/${update.file}`, headers: { range: 'bytes=49990-60000' } });
		expect(piece.statusCode).toBe(206);
		expect(piece.headers['content-range']).toBe('bytes 49990-49999/50000');
		expect(piece.rawPayload.equals(bytes.subarray(49_990))).toBe(true);
		for (const file of ['secret.txt', 'manifest.json', '..%2f..%2fetc%2fpasswd', 'tidehall-station_0.3.0_amd64.deb'])
			expect((await app.inject({ url: `/api/updates/packages/${file}`, headers: { range: 'bytes=0-9' } })).statusCode, file).toBe(404);
		for (const range of ['', 'bytes=-5', 'bytes=50000-50001', 'bytes=9-3', 'bytes=0-1,3-4', 'lines=0-1'])
			expect((await app.inject({ url: `/api/updates/packages/${update.file}`, headers: { range } })).statusCode, range).toBe(416);
	});

	test('tells a station which version it is to have: one that was chosen, none, or that it asked wrongly', async () => {
		const told = async (stations: string) => (await app.inject({ url: `/api/updates/offer?stations=${stations}` })).json();
		expect(await told('T1')).toEqual({ version: '0.2.0' });
		expect(await told('W02,T1')).toEqual({ version: '0.2.0' });
		expect(await told('T2')).toEqual({ version: null });
		expect((await app.inject({ url: '/api/updates/offer?stations=../x' })).statusCode).toBe(400);
		expect((await app.inject({ url: '/api/updates/offer' })).statusCode).toBe(400);
		rollout({ stations: ['T1'], paused: true });
		expect(await told('T1')).toEqual({ version: null });
		rollout({ stations: ['T1'] });
	});
});

describe('fetching', () => {
	const piece = (path: string, from: number, to: number) => ask(path, { from, to });
	const folder = (name: string) => join(work, name);
	test('cut by the power at any piece it goes on there, and the bytes are the same', async () => {
		const steps: string[] = [];
		await fetchPackage(update, {
			folder: folder('count'),
			piece,
			mayGoOn: () => true,
			pieceBytes: 8_192,
			step: (name) => steps.push(name),
		});
		expect(steps).toHaveLength(8);
		for (let at = 0; at < steps.length; at += 1) {
			let step = 0;
			let asked = 0;
			const cut = () => {
				if (step++ === at) throw new Error('the power is gone');
			};
			const into = { folder: folder(`cut-${at}`), mayGoOn: () => true, pieceBytes: 8_192 };
			await expect(fetchPackage(update, { ...into, piece, step: cut })).rejects.toThrow('the power is gone');
			const counted = (path: string, from: number, to: number) => {
				asked += 1;
				return piece(path, from, to);
			};
			const fetched = await fetchPackage(update, { ...into, piece: counted });
			expect(fetched.done && readFileSync(fetched.path).equals(bytes)).toBe(true);
			expect(asked, steps[at]).toBe(Math.max(0, 7 - at));
		}
	});

	test('stops between two pieces when somebody comes, and at a platform that is gone; a file cut in the middle of a piece is mended', async () => {
		let left = 3;
		const into = { folder: folder('stopped'), piece, pieceBytes: 8_192 };
		expect(await fetchPackage(update, { ...into, mayGoOn: () => left-- > 0 })).toEqual({ done: false, code: 'later' });
		expect(await fetchPackage(update, { ...into, mayGoOn: () => true, piece: async () => null })).toEqual({
			done: false,
			code: 'no-answer',
		});
		writeFileSync(join(folder('stopped'), `${update.sha256}.part`), bytes.subarray(0, 20_000));
		const fetched = await fetchPackage(update, { ...into, mayGoOn: () => true });
		expect(fetched.done && readFileSync(fetched.path).equals(bytes)).toBe(true);
	});

	test('what is not what was signed is thrown away and begun anew', async () => {
		const into = { folder: folder('swapped'), mayGoOn: () => true };
		const swapped = async (_path: string, from: number, to: number) => new Uint8Array(to - from + 1);
		expect(await fetchPackage(update, { ...into, piece: swapped })).toEqual({ done: false, code: 'wrong-hash' });
		expect((await fetchPackage(update, { ...into, piece })).done).toBe(true);
	});
});

test('a machine sees to itself when nobody is there: fetching, and much later and with nothing owed, starting anew', () => {
	const hour = 3_600_000;
	const at = { untouchedMs: hour, unsent: 0, terminalsOnly: true, hallOpen: true };
	expect([mayFetch(at), mayRestart(at)]).toEqual([true, true]);
	expect(mayFetch({ ...at, untouchedMs: 60_000 })).toBe(false);
	expect(mayRestart({ ...at, untouchedMs: 5 * 60_000 })).toBe(false);
	expect(mayRestart({ ...at, unsent: 1 })).toBe(false);
	expect(mayRestart({ ...at, terminalsOnly: false }), 'a window in opening hours').toBe(false);
	expect(mayRestart({ ...at, terminalsOnly: false, hallOpen: false }), 'a window at night').toBe(true);
	expect(mayRestart({ ...at, hallOpen: false, unsent: 1 }), 'something owed at night').toBe(false);
});

describe('a station', () => {
	function station(name: string, more: { keys?: (typeof maker.publicKey)[] } = {}) {
		const folder = join(work, name);
		const slotsFile = join(folder, 'slots.json');
		mkdirSync(folder);
		const keep = (state: object) => writeFileSync(slotsFile, JSON.stringify(state));
		keep(installed(null, '0.1.0'));
		const notes: string[] = [];
		const quiet = { untouchedMs: 3_600_000, unsent: 0, terminalsOnly: true, hallOpen: true };
		let ended = 0;
		const drop = new Drop(join(folder, 'drop'));
		const start = (version: string) =>
			new UpdateWork({
				...{
					version,
					machine: { system: 'linux', arch: 'x64' },
					stations: ['T1'],
					keys: more.keys ?? [maker.publicKey],
					slotsFile,
					folder,
					drop,
				},
				quiet: () => quiet,
				ask,
				well: () => true,
				end: () => {
					ended += 1;
				},
				note: (_level, code, facts) => notes.push([code, ...(facts?.why ? [facts.why] : [])].join(' ')),
				every: () => () => {},
			});
		return { drop, quiet, notes, keep, start, ended: () => ended };
	}

	test('fetches, puts down, ends when the other version is to run and nothing is owed; the new one says it is well once', async () => {
		const one = station('whole');
		const old = one.start('0.1.0');
		one.quiet.untouchedMs = 10_000;
		await old.look();
		expect(one.drop.waiting).toBe(false);
		one.quiet.untouchedMs = 3_600_000;
		await old.look();
		expect(one.drop.waiting).toBe(true);
		expect(readFileSync(one.drop.path('package')).equals(bytes)).toBe(true);

		const tried = filledWith(
			installed(null, '0.1.0'),
			{ slot: 'a', version: '0.2.0', sha256: update.sha256 },
			{ floor: '0.1.0', serial: 1 },
		);
		one.keep(tried);
		one.quiet.unsent = 2;
		await old.look();
		expect(one.ended()).toBe(0);
		one.quiet.unsent = 0;
		await old.look();
		expect(one.ended()).toBe(1);

		one.keep(started(tried));
		const fresh = one.start('0.2.0');
		await fresh.look();
		expect(existsSync(one.drop.path('healthy')), 'at its first look').toBe(false);
		await fresh.look();
		expect(existsSync(one.drop.path('healthy'))).toBe(true);
		one.keep(gotWell(started(tried), '0.2.0'));
		await fresh.look();
		expect(one.notes).toEqual(['update-put-down', 'update-ends-for-other', 'update-well']);
	});

	test('whose package was refused lets an hour pass before it brings it over again', async () => {
		const one = station('refused');
		const work = one.start('0.1.0');
		await work.look();
		expect(one.drop.waiting).toBe(true);
		for (const name of ['package', 'manifest', 'request'] as const) rmSync(one.drop.path(name));
		writeFileSync(one.drop.path('refused'), '{"schema":"refused/1","code":"package-wrong-hash"}');
		for (let minute = 0; minute < 60; minute += 1) await work.look();
		expect(one.drop.waiting).toBe(false);
		await work.look();
		expect(one.drop.waiting).toBe(true);
		expect(one.notes).toEqual(['update-put-down', 'update-refused package-wrong-hash', 'update-put-down']);
	});

	test('of another maker, and one that has failed here, takes nothing and says why', async () => {
		const other = station('other', { keys: [createMaker().publicKey] });
		await other.start('0.1.0').look();
		expect(other.notes).toEqual(['update-manifest-refused not-signed-by-maker']);
		const burnt = station('burnt');
		burnt.keep({ ...installed(null, '0.1.0'), failed: [update.sha256] });
		await burnt.start('0.1.0').look();
		expect(burnt.notes).toEqual(['update-not-taken failed-before']);
		expect(burnt.drop.waiting || other.drop.waiting).toBe(false);
	});
});
