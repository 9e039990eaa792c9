import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openApplicationKey } from '../../electron/applications/application-key.ts';
import type { ApplicationStore } from '../../electron/applications/application-store.ts';
import { exportEscrow, importEscrow } from '../../electron/applications/escrow.ts';
import { suiteKeptIn } from '../../electron/applications/suite-kept.ts';
import { suiteOfBox } from '../../sealing/box.ts';
import { bytesOf, canary, form, handIn, openStore, tempFolder } from './stand.ts';

const passphrase = 'a passphrase of some length';
let folder: string;
let remove: () => void;
let from: ApplicationStore;
let to: ApplicationStore;
beforeEach(async () => {
	({ folder, remove } = tempFolder('escrow'));
	from = await openStore(join(folder, 'from'), { chunkBytes: 1024 });
	to = await openStore(join(folder, 'to'));
});
afterEach(() => remove());

async function exported(by = from): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	const done = await exportEscrow(by, passphrase, async (bytes) => void parts.push(Uint8Array.from(bytes)));
	expect(done.ok).toBe(true);
	return Buffer.concat(parts);
}
const taken = (bytes: Buffer, pass = passphrase) =>
	importEscrow(to, pass, async () => {
		let at = 0;
		return {
			async read(length) {
				at += length;
				return bytes.subarray(at - length, at);
			},
			close: async () => {},
		};
	});

describe('an escrow', () => {
	test('takes everything unsent to another machine: it opens with the same slip and document, and goes on there', async () => {
		const waiting = await handIn(from, [2500, 10]);
		const draft = await from.begin({ station: 'T1', items: ['GS-01'], theme: null, document: canary.document });
		await from.save(draft.ref, form);
		const done = await handIn(from, [10]);
		await from.submitted(done.ref, 5);
		const bytes = await exported();
		expect(await taken(bytes)).toEqual({ ok: true, applications: 2, here: 0 });
		expect(to.findByCode(waiting.code)).toBe(waiting.ref);
		expect(to.findByCode(draft.code)).toBe(draft.ref);
		expect(to.findByDocument(canary.document)).toBe(draft.ref);
		expect((await to.read(draft.ref)).form).toEqual(form);
		const { attachments } = await to.read(waiting.ref);
		expect(Buffer.compare((await to.attachment(waiting.ref, attachments[0]!.id)).data, bytesOf(1, 2500))).toBe(0);
		expect(await to.manifest(waiting.ref)).toEqual(await from.manifest(waiting.ref));
		expect(await taken(bytes)).toEqual({ ok: true, applications: 2, here: 2 });
		// And on to a third machine.
		const third = await exported(to);
		to = await openStore(join(folder, 'third'));
		expect(await taken(third)).toMatchObject({ ok: true, applications: 2 });
		expect(to.findByCode(draft.code)).toBe(draft.ref);
	});

	test('P1 holds nothing that can be read without the passphrase', async () => {
		const { code } = await handIn(from, [2500]);
		const text = (await exported()).toString('latin1');
		for (const secret of [code, canary.document, canary.phone, Buffer.from(canary.name).toString('latin1')])
			expect(text.includes(secret)).toBe(false);
	});

	test('of a hall of the suite gm is sealed in gm, frame for frame, and opens at a machine of intl', async () => {
		const opened = await openApplicationKey(join(folder, 'gm', 'keys'), undefined, null, 'gm');
		if (!opened.ok) throw new Error(opened.problem);
		const hall = await openStore(join(folder, 'gm'), { key: opened.key });
		const { ref } = await handIn(hall, [600]);
		const bytes = await exported(hall);
		const suites: (string | null)[] = [];
		for (let at = 'TIDEHALL-ESCROW1\n'.length + 16; at < bytes.length; at += 4 + bytes.readUInt32BE(at))
			suites.push(suiteOfBox(bytes.subarray(at + 4)));
		// One head, one chunk, the end.
		expect(suites).toEqual(['gm', 'gm', 'gm']);
		expect(suiteKeptIn(join(folder, 'gm', 'applications'))).toBe('gm');
		expect(suiteKeptIn(join(folder, 'nowhere'))).toBe('intl');
		expect(await taken(bytes)).toEqual({ ok: true, applications: 1, here: 0 });
		expect((await to.read(ref)).form).toEqual(form);
	});

	test('opened with another passphrase, or no escrow at all, gives nothing', async () => {
		await handIn(from, [10]);
		const bytes = await exported();
		expect(await taken(bytes, 'another passphrase of some length')).toEqual({ ok: false, problem: 'not-opened' });
		expect(await taken(Buffer.from('a photo of a cat'))).toEqual({ ok: false, problem: 'not-opened' });
		expect(await exportEscrow(from, 'short', async () => {})).toEqual({ ok: false, problem: 'passphrase-too-short' });
	});

	test('that is cut short anywhere, or has one flipped bit, takes nothing in', async () => {
		await handIn(from, [10]);
		await handIn(from, [20]);
		const bytes = await exported();
		const spoilt = Array.from({ length: 4 }, (_, part) => {
			const at = 40 + Math.floor(((bytes.length - 41) * part) / 4);
			const flipped = Buffer.from(bytes);
			flipped[at]! ^= 4;
			return [bytes.subarray(0, at), flipped];
		}).flat();
		for (const each of [...spoilt, Buffer.concat([bytes, bytes])]) expect((await taken(each)).ok).toBe(false);
		expect(to.list()).toEqual([]);
	}, 120_000);

	test('is not written when something here cannot be read', async () => {
		const { ref } = await handIn(from, [10]);
		const at = join(folder, 'from', 'applications');
		writeFileSync(join(at, readdirSync(at).find((name) => name.startsWith(ref) && name.endsWith('.0'))!), 'torn');
		expect(await exportEscrow(from, passphrase, async () => {})).toEqual({ ok: false, problem: 'unreadable-here' });
	});
});

describe('the technician’s command', () => {
	const program = fileURLToPath(new URL('../../scripts/applications.ts', import.meta.url));
	const run = (...given: string[]) => spawnSync(process.execPath, [program, ...given], { encoding: 'utf8' });

	test('refuses to wipe what is unsent, says why, and wipes it once it is in an escrow', async () => {
		await handIn(from, [2500]);
		const data = join(folder, 'from');
		const asked = run('may-reset', '--data', data, '--json');
		expect([asked.status, JSON.parse(asked.stdout)]).toEqual([
			1,
			{ mayReset: false, reasons: [{ code: 'applications-waiting', count: 1 }] },
		]);
		const refused = run('reset', '--data', data);
		expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('not sent yet')]);
		expect(existsSync(join(data, 'applications'))).toBe(true);
		writeFileSync(join(folder, 'pass'), `${passphrase}\n`);
		const escrow = join(folder, 'escrow.bin');
		execFileSync(process.execPath, [program, 'reset', '--data', data, '--file', escrow, '--passphrase-file', join(folder, 'pass')]);
		expect(existsSync(join(data, 'applications'))).toBe(false);
		expect(await taken(readFileSync(escrow))).toMatchObject({ ok: true, applications: 1 });
	}, 120_000);
});
