import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type KeyNote, openMachineKey, type TicketKey } from '../../electron/keys/machine-key.ts';
import { verifySignature } from '../../renderer/engine/verify-signature.ts';
import { MemoryDisk } from './memory-disk.ts';

const path = join('/data/keys', 'ticket-key.json');
async function open(memory: MemoryDisk, disk = memory.disk): Promise<{ key: TicketKey; notes: KeyNote[] }> {
	const notes: KeyNote[] = [];
	return { key: await openMachineKey({ folder: '/data/keys', note: (code) => notes.push(code), disk }), notes };
}
const works = (key: TicketKey) => verifySignature('TH2:x', key.sign('TH2:x'), key.publicKey);

const folders: string[] = [];
afterEach(async () => {
	for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('the key of a machine', () => {
	test('is made at the first start and is the same ever after; its id is the hash of the public half', async () => {
		const memory = new MemoryDisk();
		const first = await open(memory);
		const second = await open(memory);
		expect(first.notes).toEqual(['ticket-key-created']);
		expect(second.notes).toEqual([]);
		expect(second.key).toMatchObject({ keyId: first.key.keyId, publicKey: first.key.publicKey });
		const hash = createHash('sha256').update(Buffer.from(first.key.publicKey, 'base64url')).digest().subarray(0, 12);
		expect(first.key.keyId).toBe(hash.toString('base64url'));
		expect(works(second.key)).toBe(true);
		expect(second.key.sign('TH2:x')).toBe(first.key.sign('TH2:x'));
	});

	test('lies in one file that only its user reads', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'tidehall-key-'));
		folders.push(folder);
		const key = await openMachineKey({ folder: join(folder, 'keys'), note: () => {} });
		const file = join(folder, 'keys', 'ticket-key.json');
		if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ keyId: key.keyId });
	});

	test('survives a power cut right after the start', async () => {
		const memory = new MemoryDisk();
		const { key } = await open(memory);
		memory.cutPower();
		expect((await open(memory)).key.keyId).toBe(key.keyId);
	});

	test.each<[string, (text: string) => string]>([
		['empty', () => ''],
		['cut in half', (text) => text.slice(0, text.length / 2)],
		['of another kind', () => '{"keyId":"kkkkkkkkkkkkkkkk","privateKey":"AAAA"}'],
		// The last signs but the padding are the secret itself: what comes out is a sound key, only another one.
		['changed by one bit of the secret', (text) => text.replace(/(.)(.=*"})$/, (_, sign, end) => `${sign === 'A' ? 'B' : 'A'}${end}`)],
	])('in a file that is %s: a new key, and an alarm', async (_, spoil) => {
		const memory = new MemoryDisk();
		const before = await open(memory);
		const spoilt = spoil(memory.text(path));
		expect(spoilt).not.toBe(memory.text(path));
		memory.write(path, spoilt);
		const after = await open(memory);
		expect(after.notes).toEqual(['ticket-key-damaged']);
		expect(after.key.keyId).not.toBe(before.key.keyId);
		expect(works(after.key)).toBe(true);
		expect((await open(memory)).key.keyId).toBe(after.key.keyId);
	});

	test('a full disk or a failed fsync at the first start: a key for this run, and an alarm', async () => {
		for (const fault of [{ free: 10 }, { failSync: true }]) {
			const memory = new MemoryDisk();
			Object.assign(memory, fault);
			const { key, notes } = await open(memory);
			expect(notes).toEqual(['ticket-key-created', 'ticket-key-not-kept']);
			expect(works(key)).toBe(true);
			expect(memory.files.has(path)).toBe(false);
		}
	});

	test('a file that cannot be read stays as it is', async () => {
		const memory = new MemoryDisk();
		const { key } = await open(memory);
		const refused = { ...memory.disk, read: () => Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' })) };
		const other = await open(memory, refused);
		expect(other.notes).toEqual(['ticket-key-unreadable']);
		expect(other.key.keyId).not.toBe(key.keyId);
		expect((await open(memory)).key.keyId).toBe(key.keyId);
	});
});
