/** The part that installs as root: what it refuses, and that a power cut at any of its steps leaves a machine that starts. */
import { createHash, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Drop } from '../../electron/updates/drop.ts';
import { noStep, type Step } from '../../electron/updates/durable.ts';
import { Installer } from '../../electron/updates/install.ts';
import { SlotsDisk } from '../../electron/updates/slots-disk.ts';
import { createMaker } from './maker.ts';

// In memory where there is such a place: thousands of synced writes, and no power really goes.
const work = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tidehall-update-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const maker = createMaker();
let count = 0;

/** From then on nothing more reaches the disk. */
class Cut extends Error {}

/** One machine with 0.1.0 installed; `program` stands for the package: its text is the program. */
function machine() {
	count += 1;
	const home = join(work, `machine-${count}`);
	mkdirSync(join(home, 'installed'), { recursive: true });
	writeFileSync(join(home, 'installed', 'tidehall'), 'program 0.1.0');
	writeFileSync(join(home, 'installed', 'version-of-station'), '0.1.0\n');
	const dropped = join(home, 'drop');
	const said: string[] = [];
	let restarts = 0;
	const parts = (step: Step, keys: readonly KeyObject[]) => ({
		slots: new SlotsDisk(home, step),
		drop: new Drop(dropped, step),
		keys,
		machine: { system: 'linux', arch: 'x64' } as const,
		unpack(deb: string, into: string) {
			const text = readFileSync(deb, 'utf8');
			if (!text.startsWith('program')) throw new Error('no package');
			step('unpack one');
			writeFileSync(join(into, 'other'), text);
			step('unpack two');
			writeFileSync(join(into, 'tidehall'), text);
		},
		restart: () => {
			restarts += 1;
		},
		say: (code: string) => said.push(code),
		step,
	});
	return {
		dropped,
		said,
		restarts: () => restarts,
		root: (step: Step = noStep, keys = [maker.publicKey]) => new Installer(parts(step, keys)),
		/** What the script that starts the station would run. */
		runs() {
			const slot = existsSync(join(home, 'current')) ? readFileSync(join(home, 'current'), 'utf8').trim() : 'installed';
			const folder = slot === 'installed' ? join(home, 'installed') : join(home, 'slots', slot);
			return readFileSync(join(existsSync(join(folder, 'tidehall')) ? folder : join(home, 'installed'), 'tidehall'), 'utf8');
		},
		put(
			version: string,
			{ text = `program ${version}`, floor = '0.0.0', serial = 1, manifest = (signed: string) => signed } = {},
			step: Step = noStep,
		) {
			const fetched = join(home, `fetched-${version}`);
			writeFileSync(fetched, text);
			const bytes = Buffer.from(`program ${version}`);
			const about = {
				version,
				system: 'linux',
				arch: 'x64',
				file: 'x.deb',
				bytes: bytes.length,
				sha256: createHash('sha256').update(bytes).digest('hex'),
			} as const;
			const signed = maker.signed({ schema: 'updates/1', serial, madeAt: 0, floor, packages: [about] });
			new Drop(dropped, step).put(fetched, manifest(signed), version);
		},
	};
}

describe('an update', () => {
	test('is taken, started, says it is well; the next goes into the other slot, and the floor holds', () => {
		const one = machine();
		one.put('0.2.0', { floor: '0.2.0', serial: 4 });
		one.root().take();
		expect(one.runs()).toBe('program 0.2.0');
		one.root().begin();
		new Drop(one.dropped).sayHealthy('0.2.0');
		expect(one.root().take()).toMatchObject({ trial: null, floor: '0.2.0', serial: 4 });
		one.put('0.3.0', { serial: 5 });
		one.root().take();
		one.root().begin();
		new Drop(one.dropped).sayHealthy('0.3.0');
		expect(one.root().take()).toMatchObject({ runs: { slot: 'b', version: '0.3.0' }, before: { slot: 'a' } });
		one.put('0.1.9', { serial: 6 });
		one.root().take();
		expect(one.said.at(-1)).toBe('below-floor');
		expect(new Drop(one.dropped).takeRefusal()).toBe('below-floor');
		expect(one.runs()).toBe('program 0.3.0');
	});

	test('that never gets well goes back by itself, restarts the station once, and is not taken a second time', () => {
		const one = machine();
		one.put('0.2.0');
		one.root().take();
		one.root().begin();
		for (let minutes = 0; minutes < 30; minutes += 5) one.root().tick();
		expect(one.runs()).toBe('program 0.1.0');
		expect(one.restarts()).toBe(1);
		one.put('0.2.0');
		one.root().take();
		expect(one.said.at(-1)).toBe('failed-before');
		expect(one.runs()).toBe('program 0.1.0');
	});

	const other = createMaker();
	test.each([
		['a package that was swapped', { text: 'program 6.6.6' }, 'package-wrong-hash'],
		['a package cut short', { text: 'program' }, 'package-wrong-size'],
		['a package with more behind it', { text: 'program 0.2.0 and more' }, 'package-wrong-size'],
		['a manifest with one letter changed', { manifest: (signed: string) => signed.replace('0.2.0', '0.2.1') }, 'not-signed-by-maker'],
		['a manifest of somebody else', { manifest: (signed: string) => other.signed(JSON.parse(signed).manifest) }, 'not-signed-by-maker'],
		['a manifest that is none', { manifest: () => '{"schema":"signed-updates/1"' }, 'not-a-manifest'],
		['a signed text that is no manifest', { manifest: () => maker.signed('{"schema":"updates/1"}') }, 'not-a-manifest'],
	] as const)('%s is refused, and the folder is clean again', (_what, changed, code) => {
		const one = machine();
		one.put('0.2.0', changed);
		one.root().take();
		expect(one.said).toEqual([code]);
		expect(one.runs()).toBe('program 0.1.0');
		expect(new Drop(one.dropped).waiting).toBe(false);
	});

	test('a link to somewhere else, put down in place of the package or the manifest, is not followed', () => {
		for (const name of ['package', 'manifest'] as const) {
			const one = machine();
			one.put('0.2.0');
			const path = new Drop(one.dropped).path(name);
			const aside = join(work, `aside-${name}`);
			writeFileSync(aside, readFileSync(path));
			rmSync(path);
			symlinkSync(aside, path);
			one.root().take();
			expect(one.said).toEqual([name === 'package' ? 'package-missing' : 'not-a-manifest']);
			expect(readFileSync(aside).length).toBeGreaterThan(0);
		}
	});

	test('that cannot be unpacked for lack of room is refused, not tried again for ever', () => {
		const one = machine();
		one.put('0.2.0');
		one
			.root((name) => {
				if (name === 'unpack two') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
			})
			.take();
		one.put('0.2.0');
		one
			.root((name) => {
				if (name === 'copy package') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
			})
			.take();
		expect(one.said).toEqual(['not-a-package', 'not-installed']);
		expect(one.runs()).toBe('program 0.1.0');
		expect(new Drop(one.dropped).waiting).toBe(false);
		one.put('0.2.0');
		one.root().take();
		expect(one.runs()).toBe('program 0.2.0');
	});

	test('without a key of the maker nothing is ever taken', () => {
		const one = machine();
		one.put('0.2.0');
		one.root(noStep, []).take();
		expect(one.said).toEqual(['no-key-of-the-maker']);
	});
});

describe('the power goes', () => {
	let steps: string[] = [];
	/** A whole update: put down, installed, started, said to be well, told; each part may be cut and is begun again. */
	function day(one: ReturnType<typeof machine>, step: Step): void {
		one.put('0.2.0', { floor: '0.1.0' }, step);
		afterPutting(one, step);
	}
	function afterPutting(one: ReturnType<typeof machine>, step: Step): void {
		one.root(step).take();
		one.root(step).begin();
		if (one.runs() === 'program 0.2.0') new Drop(one.dropped, step).sayHealthy('0.2.0');
		one.root(step).take();
	}
	beforeAll(() => {
		const all: string[] = [];
		day(machine(), (name) => all.push(name));
		steps = all;
	});

	test('at each step of the disk, once and twice: the machine starts each time, and ends at the new version or, never put down, at the old', () => {
		expect(steps.length).toBeGreaterThanOrEqual(20);
		for (let first = 0; first < steps.length; first += 1)
			for (const second of [Number.POSITIVE_INFINITY, 0, 5]) {
				const one = machine();
				let at = 0;
				const cutAt = (limit: number): Step => {
					at = 0;
					return () => {
						if (at++ >= limit) throw new Cut();
					};
				};
				expect(() => day(one, cutAt(first))).toThrow(Cut);
				expect(one.runs(), `cut at ${steps[first]}`).toMatch(/^program 0\.[12]\.0$/);
				const putDown = new Drop(one.dropped).waiting || one.runs() === 'program 0.2.0';
				try {
					afterPutting(one, cutAt(second));
				} catch (error) {
					expect(error).toBeInstanceOf(Cut);
					expect(one.runs(), `cut at ${steps[first]}, then ${second}`).toMatch(/^program 0\.[12]\.0$/);
				}
				afterPutting(one, noStep);
				afterPutting(one, noStep);
				expect(one.runs()).toBe(putDown ? 'program 0.2.0' : 'program 0.1.0');
				expect(one.root().begin()).toMatchObject({ trial: null, runs: { version: putDown ? '0.2.0' : '0.1.0' } });
				expect(new Drop(one.dropped).waiting).toBe(false);
			}
	});

	test('and takes a file of the slots with it, or leaves half of one: the installed version starts', () => {
		const one = machine();
		one.put('0.2.0');
		one.root().take();
		truncateSync(join(one.dropped, '..', 'slots.json'), 10);
		expect(one.root().begin().runs).toMatchObject({ slot: 'installed' });
		expect(one.runs()).toBe('program 0.1.0');
	});
});
