/** What a platform keeps of people, on the disk itself: brought up from yesterday's format, under a new key, and erased for good. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { submittedKeptMs } from '../../domain/contracts/applications.ts';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { ApplicationBook } from '../../platform/applications/application-book.ts';
import { AttachmentFiles } from '../../platform/applications/attachment-files.ts';
import { copyFor, takeCopy } from '../../platform/applications/copies.ts';
import { DeliveryWishes } from '../../platform/applications/delivery-wishes.ts';
import { HallKeyFailure, hallKeyInFile, retireHallKeys, rotateHallKey } from '../../platform/applications/hall-key-file.ts';
import { PersonIndex } from '../../platform/applications/person-index.ts';
import { Vault } from '../../platform/applications/vault.ts';
import { putBack } from '../../platform/backup/put-back.ts';
import { newBackupKey } from '../../platform/backup/sealed-archive.ts';
import { takeBackup } from '../../platform/backup/take-backup.ts';
import { SealedNotes } from '../../platform/reviews/sealed-notes.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { demoHall } from '../platform/fixture.ts';
import { tempFolder } from './stand.ts';

const hall = demoHall();
const dayMs = 24 * 3_600_000;
const start = 1_795_000_000_000;
const ref = 'ab'.repeat(16);
const number = '11010519491231002X';
const complaint = 'PJ-20261117-A001';
const photo = Buffer.from('a picture of a card '.repeat(20));
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const backupKey = await newBackupKey();

let root: string;
let now: number;
const ends: (() => unknown)[] = [];
beforeEach(() => {
	const made = tempFolder('at-rest');
	root = made.folder;
	now = start;
	ends.push(made.remove);
});
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

/** Everything a platform keeps of people, on the data in this folder. */
async function openIn(folder: string, suite: CryptoSuite = 'intl') {
	const store = openSqlite(folder);
	const key = hallKeyInFile(join(folder, 'application-key.json'), { suite, now });
	const of = { hall: hall.plan.code, store, key, book: hall.book };
	const vault = new Vault(of);
	const wrapped = await vault.wrapAnew();
	const people = await PersonIndex.load(of);
	const wishes = new DeliveryWishes(of);
	await wishes.bringUp();
	const book = await ApplicationBook.load({
		...{ hall: of.hall, store, key, people, wishes, attachments: new AttachmentFiles(join(folder, 'attachments')) },
		...{ clock: { now: () => now, every: () => () => {} }, hasRoom: () => true, fieldsKept: { postAddress: 90 } },
		...{ today: () => '2026-11-17', submit: async () => true },
	});
	const notes = new SealedNotes(store, of.hall, key);
	let open = true;
	const close = async () => {
		if (open) await store.close();
		open = false;
	};
	ends.push(close);
	return { ...{ store, key, vault, wrapped, people, wishes, book, notes, close } };
}
type Hall = Awaited<ReturnType<typeof openIn>>;

const manifest = {
	...{ ref, station: 'T1', items: ['GA-001'], handedInAt: start, day: '2026-11-17', chunkBytes: 262_144 },
	form: { fields: { name: '金丝雀甲', idNumber: number, postAddress: '金丝雀市金丝雀路一号' }, materials: {} },
	attachments: [
		{
			id: '0'.repeat(16),
			material: 'M-ID',
			mediaType: 'image/jpeg' as const,
			bytes: photo.length,
			sha256: sha(photo),
			chunks: [sha(photo)],
		},
	],
};

async function handInto({ book }: Hall): Promise<void> {
	expect(await book.announce(manifest)).toMatchObject({ ok: true });
	await book.take(ref, '0'.repeat(16), 0, photo);
	expect(await book.submit(ref)).toMatchObject({ ok: true, state: { stage: 'submitted' } });
}

const fieldsIn = async ({ book }: Hall) => (await book.open(ref))?.manifest.form.fields ?? null;
const photoIn = async ({ book }: Hall) => (await (await book.open(ref))?.attachment('0'.repeat(16))) ?? null;
const folderIn = (name: string) => {
	mkdirSync(join(root, name), { recursive: true });
	return join(root, name);
};

interface Yesterday {
	hall: string;
	keyFile: string;
	records: { kind: string; key: string; value: unknown }[];
	files: Record<string, string>;
}

test.each(['intl', 'gm'] as const)('what was sealed before 2026-11-22 is read, and brought into the shape of now (%s)', async (suite) => {
	const yesterday = JSON.parse(readFileSync('test/golden/sealed-before-2026-11-22.json', 'utf8')) as Yesterday;
	expect(yesterday.hall).toBe(hall.plan.code);
	const folder = folderIn('old');
	writeFileSync(join(folder, 'application-key.json'), yesterday.keyFile, { mode: 0o600 });
	for (const [name, bytes] of Object.entries(yesterday.files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), Buffer.from(bytes, 'base64'));
	}
	const before = openSqlite(folder);
	await before.putRecords(yesterday.records);
	await before.close();
	// Twice: the second start finds nothing left to do.
	for (const _start of [1, 2]) {
		const there = await openIn(folder, suite);
		expect(await fieldsIn(there)).toMatchObject({ name: '金丝雀甲', idNumber: number, postAddress: '金丝雀市金丝雀路二号' });
		expect(await photoIn(there)).toEqual(photo);
		expect(there.people.of(number)).toEqual([ref]);
		expect(await there.wishes.of(ref)).toBe('金丝雀市金丝雀路二号');
		expect((await there.notes.of(complaint)).map((each) => each.text)).toEqual(['金丝雀甲 13800138000']);
		const left = await there.store.records(`application/${hall.plan.code}`);
		expect(left.map(({ value }) => (value as { wrapped: unknown }).wrapped)).toEqual([null]);
		for (const kind of [`delivery-wish/${hall.plan.code}`, `complaint-note/${hall.plan.code}/${complaint}`])
			expect((await there.store.records(kind)).filter(({ value }) => 'key' in (value as object))).toEqual([]);
		await there.close();
	}
	const bytes = readFileSync(join(folder, 'hall.sqlite'));
	for (const word of ['金丝雀', number, '13800138000']) expect(bytes.includes(word)).toBe(false);
	// Not even in what the database has free: the key as it was wrapped before is gone.
	const { wrapped } = yesterday.records[0]!.value as { wrapped: string };
	expect(bytes.includes(wrapped)).toBe(false);
});

test('a new hall key takes over at the next start, and the old one can go; a hall that changes its suite goes on', async () => {
	const folder = folderIn('hall');
	const keyFile = join(folder, 'application-key.json');
	const first = await openIn(folder);
	await handInto(first);
	await first.notes.put(complaint, { at: now, staff: '0901', text: '金丝雀甲' });
	await first.close();
	expect(rotateHallKey(keyFile, now)).toBe(2);
	const second = await openIn(folder);
	expect(second.wrapped).toBe(3);
	expect((await openIn(folderIn('another'))).wrapped).toBe(0);
	await second.close();
	retireHallKeys(keyFile, new Set([1]));
	const third = await openIn(folder, 'gm');
	expect(third.wrapped).toBe(3);
	expect(await fieldsIn(third)).toMatchObject({ name: '金丝雀甲' });
	expect(await photoIn(third)).toEqual(photo);
	expect(third.people.of(number)).toEqual([ref]);
	expect(await third.notes.of(complaint)).toHaveLength(1);
	await third.notes.put(complaint, { at: now + 1, staff: '0901', text: '金丝雀乙' });
	await third.close();
	const fourth = await openIn(folder, 'intl');
	expect((await fourth.notes.of(complaint)).map((each) => each.text)).toEqual(['金丝雀甲', '金丝雀乙']);
});

test('P1 crypto-shredding: what its time let go of stays closed in every backup and in what a peer was given before', async () => {
	const folder = folderIn('hall');
	const [there, peer] = [await openIn(folder), await openIn(folderIn('peer'))];
	await handInto(there);
	await there.wishes.put(ref, '金丝雀市金丝雀路二号', now);
	const token = 'a-token-of-the-peers-of-this-hall-0123';
	const given = (await copyFor(there.book, ref, token))!;
	const chunk = (await there.book.box(ref, '0'.repeat(16), 0))!;
	expect(await takeCopy(peer.book, given, token, async () => chunk)).toBe(true);
	expect(await fieldsIn(peer)).toMatchObject({ name: '金丝雀甲' });

	const backups = folderIn('backups');
	const newest = join(backups, 'data-keys.age');
	const backup = (name: string) =>
		takeBackup({ folder, seal: { recipients: [backupKey.recipient] }, to: join(backups, name), now, program: 'test' });
	/** What a backup gives with these keys. */
	async function back(name: string, keys: string) {
		const to = join(root, `back-${name}`);
		rmSync(to, { recursive: true, force: true });
		await putBack({ from: join(backups, name), opener: { identities: [backupKey.secret] }, keys, folder: to, now });
		const again = await openIn(to);
		const found = { fields: await fieldsIn(again), photo: await photoIn(again), wish: await again.wishes.of(ref) };
		await again.close();
		return found;
	}
	await backup('first');
	copyFileSync(newest, join(backups, 'keys-of-the-first-day'));
	const whole = { fields: { name: '金丝雀甲', postAddress: '金丝雀市金丝雀路二号' }, photo };
	expect(await back('first', newest)).toMatchObject(whole);

	// The address is over after 90 days, the rest later.
	now += 91 * dayMs;
	for (const each of [there, peer]) {
		await each.book.forget();
		await each.wishes.forget(now);
	}
	await backup('second');
	expect(Object.keys((await fieldsIn(there))!)).toEqual(['name', 'idNumber']);
	// The form of the first backup was sealed under a key that is no more; its picture is still the hall's to keep.
	expect(await back('first', newest)).toEqual({ fields: null, photo: null, wish: null });
	expect(await back('second', newest)).toMatchObject({ fields: { name: '金丝雀甲' }, photo });

	now += submittedKeptMs;
	for (const each of [there, peer]) await each.book.forget();
	await backup('third');
	for (const each of ['first', 'second', 'third']) expect(await back(each, newest)).toEqual({ fields: null, photo: null, wish: null });
	for (const each of [there, peer]) {
		expect(await each.store.records('data-key')).toEqual([]);
		expect([await fieldsIn(each), each.people.of(number)]).toEqual([null, []]);
	}
	// Without keys kept aside against the rule nothing opens; with them it would: the test can fail.
	expect(await back('first', join(backups, 'keys-of-the-first-day'))).toMatchObject(whole);
});

test('a key file with a flipped letter, another shape or nothing in it is refused in words, and not written over', () => {
	const file = join(root, 'application-key.json');
	hallKeyInFile(file, { now });
	const good = readFileSync(file, 'utf8');
	const at = good.indexOf('"key":"') + 12;
	const flipped = good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1);
	for (const bad of [flipped, '', '{}', '[]', good.slice(0, -20), JSON.stringify({ key: 'AAAA', check: 'x' })]) {
		writeFileSync(file, bad);
		expect(() => hallKeyInFile(file)).toThrow(HallKeyFailure);
		expect(readFileSync(file, 'utf8')).toBe(bad);
	}
});
