/** Who keeps the secret of a machine's keys, on this machine's own files; and what lies on its disk then. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openApplicationKey } from '../../electron/applications/application-key.ts';
import { machineDisk } from '../../electron/journal/journal-disk.ts';
import { type Keychain, openCustody } from '../../electron/keys/custody.ts';
import { openMachineKey } from '../../electron/keys/machine-key.ts';
import { openPepper, type SecretStore } from '../../electron/keys/pepper.ts';
import { MemoryDisk } from './memory-disk.ts';

let root: string;
let keys: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'tidehall-custody-'));
	keys = join(root, 'keys');
	mkdirSync(keys);
});
afterEach(() => rmSync(root, { recursive: true }));

const secret = Buffer.alloc(32, 5).toString('base64');
function secretFile(text = `${secret}\n`, mode = 0o400): string {
	const path = join(root, `secret-${readdirSync(root).length}`);
	writeFileSync(path, text);
	chmodSync(path, mode);
	return path;
}
const never = () => {
	throw new Error('the keychain was asked');
};
const onLinux = (path: string | undefined, user?: number) =>
	openCustody({
		platform: 'linux',
		environment: { TIDEHALL_STATION_SECRET_FILE: path },
		keychain: never,
		...(user === undefined ? {} : { user }),
	});
function kept(path: string): SecretStore {
	const custody = onLinux(path);
	if (custody.is !== 'kept') throw new Error(JSON.stringify(custody));
	return custody.secrets;
}

describe('on Linux', () => {
	test('root hands the secret over in a file; the keyring, which may be one that everybody knows, is never asked', () => {
		expect(onLinux(secretFile())).toMatchObject({ is: 'kept', by: 'root' });
		expect(onLinux(undefined)).toEqual({ is: 'open' });
		expect(onLinux('')).toEqual({ is: 'open' });
	});

	test.each([
		[0o644, 'open-to-others'],
		[0o640, 'open-to-others'],
		[0o604, 'open-to-others'],
		[0o660, 'open-to-others'],
		[0o666, 'open-to-others'],
	])('a file with mode %o is refused in words: %s', (mode, problem) => {
		const refused = onLinux(secretFile(undefined, mode));
		expect(refused).toMatchObject({ is: 'refused', problem, what: expect.stringContaining('chmod 600') });
		expect((refused as { what: string }).what).not.toContain(secret);
	});

	test('so is one that is absent, a link, of another user, or holds no secret', () => {
		const file = secretFile();
		symlinkSync(file, join(root, 'link'));
		expect(onLinux(join(root, 'nowhere'))).toMatchObject({ is: 'refused', problem: 'absent' });
		expect(onLinux(join(root, 'link'))).toMatchObject({ is: 'refused', problem: 'link' });
		const { uid } = { uid: process.getuid!() };
		// Root's own file may be read by whom root lets read it.
		expect(onLinux(file, uid + 1)).toMatchObject(uid === 0 ? { is: 'kept' } : { is: 'refused', problem: 'of-another-user' });
		for (const text of ['', 'too short', Buffer.alloc(31).toString('base64'), Buffer.alloc(64).toString('base64')])
			expect(onLinux(secretFile(text))).toMatchObject({ is: 'refused', problem: 'not-a-secret' });
	});

	test('the keys of a machine lie locked; a copy of its disk without the secret opens none of them, and nothing is written over', async () => {
		const secrets = kept(secretFile());
		const notes: string[] = [];
		const open = (using: SecretStore | null) => openMachineKey({ folder: keys, note: (code) => notes.push(code), secrets: using });
		const [key, application] = [await open(secrets), await openApplicationKey(keys, undefined, secrets)];
		const { pepper } = await openPepper({ folder: keys, disk: machineDisk, secrets });
		if (!application.ok) throw new Error(application.problem);
		const onDisk = () =>
			readdirSync(keys)
				.sort()
				.map((name) => readFileSync(join(keys, name), 'utf8'));
		const before = onDisk();
		for (const text of before) expect(text).toMatch(/^(tidehall-locked-1|locked) [A-Za-z0-9+/=]+\n?$/);
		expect(before.join()).not.toContain(pepper.toString('base64'));
		// The same keys at the next start, and the same claims over them.
		expect((await open(secrets)).publicKey).toBe(key.publicKey);
		const again = await openApplicationKey(keys, undefined, secrets);
		expect(again.ok && again.key.claim('code', 'x')).toBe(application.key.claim('code', 'x'));

		const others = [null, kept(secretFile(Buffer.alloc(32, 6).toString('base64')))];
		for (const other of others) {
			notes.length = 0;
			expect((await open(other)).publicKey).not.toBe(key.publicKey);
			expect(notes).toEqual(['ticket-key-unreadable']);
			expect(await openApplicationKey(keys, undefined, other)).toEqual({ ok: false, problem: 'application-key-unreadable' });
		}
		expect(onDisk()).toEqual(before);
	});

	test('keys that lay in the clear are locked up at the first start with a secret, and stay the same keys', async () => {
		const clear = await openMachineKey({ folder: keys, note: () => {} });
		const application = await openApplicationKey(keys);
		expect(readFileSync(join(keys, 'ticket-key.json'), 'utf8')).toContain('privateKey');
		const secrets = kept(secretFile());
		expect((await openMachineKey({ folder: keys, note: () => {}, secrets })).publicKey).toBe(clear.publicKey);
		const now = await openApplicationKey(keys, undefined, secrets);
		expect(now.ok && application.ok && now.key.claimsKey === application.key.claimsKey).toBe(true);
		for (const name of readdirSync(keys)) expect(readFileSync(join(keys, name), 'utf8')).toMatch(/^tidehall-locked-1 /);
	});

	test('with a secret that is refused no new key is written in the clear: numbers are given, applications are not offered', async () => {
		const refused = onLinux(secretFile(undefined, 0o644));
		if (refused.is !== 'refused') throw new Error('not refused');
		const { secrets } = refused;
		const notes: string[] = [];
		const key = await openMachineKey({ folder: keys, note: (code) => notes.push(code), secrets });
		expect(key.sign('TH2:x')).not.toBe('');
		expect(notes).toEqual(['ticket-key-created', 'ticket-key-not-kept']);
		expect(await openApplicationKey(keys, undefined, secrets)).toEqual({ ok: false, problem: 'application-key-not-kept' });
		await expect(openPepper({ folder: keys, disk: machineDisk, secrets })).rejects.toThrow('chmod 600');
		expect(
			readdirSync(keys)
				.map((name) => readFileSync(join(keys, name), 'utf8'))
				.join(''),
		).toBe('');
	});
});

test('on Windows the keychain of the account keeps it, where there is one', async () => {
	const keychain: Keychain = {
		encrypt: (text) => Buffer.from(text).map((byte) => byte ^ 90),
		decrypt: (bytes) => Buffer.from(bytes.map((byte) => byte ^ 90)).toString(),
	};
	const custody = openCustody({ platform: 'win32', environment: {}, keychain: () => keychain });
	if (custody.is !== 'kept') throw new Error('not kept');
	expect(custody.by).toBe('keychain');
	const memory = new MemoryDisk();
	const open = () => openMachineKey({ folder: '/keys', note: () => {}, disk: memory.disk, secrets: custody.secrets });
	expect((await open()).publicKey).toBe((await open()).publicKey);
	expect(openCustody({ platform: 'win32', environment: {}, keychain: () => null })).toEqual({ is: 'open' });
});
