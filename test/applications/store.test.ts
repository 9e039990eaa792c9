import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftKeptMs } from '../../domain/contracts/applications.ts';
import { openApplicationKey } from '../../electron/applications/application-key.ts';
import { bytesOf, canary, form, handIn, handInAt, openStore, tempFolder } from './stand.ts';

let data: string;
let remove: () => void;
beforeEach(() => {
	({ folder: data, remove } = tempFolder('applications'));
});
afterEach(() => remove());
const folder = () => join(data, 'applications');
const files = (ref?: string) =>
	readdirSync(folder())
		.filter((name) => ref === undefined || name.startsWith(ref))
		.sort();
const begin = { station: 'T1', items: ['GS-01'], theme: null, document: canary.document };
const photo = { material: 'M-1', mediaType: 'image/jpeg' as const };

describe('an application at the station', () => {
	test('S5 a draft is there after a restart as it was saved, and opens with the code or the document', async () => {
		const first = await openStore(data, { chunkBytes: 1024 });
		const { ref, code } = await first.begin(begin);
		await first.save(ref, form);
		const { id } = await first.attach(ref, photo, bytesOf(1, 2500));
		const again = await openStore(data);
		expect(again.findByCode(code)).toBe(ref);
		expect(again.findByDocument(canary.document)).toBe(ref);
		expect((await again.read(ref)).form).toEqual(form);
		const { data: read, attachment } = await again.attachment(ref, id);
		expect(Buffer.compare(read, bytesOf(1, 2500))).toBe(0);
		expect(attachment.chunks).toHaveLength(3);
		expect(again.findByCode('2222222222')).toBeNull();
	});

	test('P1 nothing a person filled in, no code and no document number is readable on the disk, in a name or in the list', async () => {
		const store = await openStore(data);
		const { ref, code } = await store.begin(begin);
		await store.save(ref, form);
		await store.attach(ref, photo, Buffer.from(`%PDF ${canary.name} ${canary.document}`.repeat(20)));
		await store.handIn(ref, handInAt);
		const kept = files().map((name) => `${name}\n${readFileSync(join(folder(), name)).toString('latin1')}`);
		const all = [...kept, JSON.stringify(store.list()), readFileSync(join(data, 'keys', 'application-key.json'), 'utf8')].join('\n');
		for (const secret of [code, canary.document, canary.phone, canary.name, Buffer.from(canary.name).toString('latin1'), '%PDF'])
			expect(all.includes(secret), secret).toBe(false);
		if (process.platform !== 'win32')
			for (const path of [join(data, 'keys', 'application-key.json'), ...files().map((name) => join(folder(), name))])
				expect(statSync(path).mode & 0o077).toBe(0);
	});

	test('another machine with a copy of the files opens none of them, and removes none', async () => {
		const store = await openStore(data);
		const { ref } = await handIn(store, [300]);
		rmSync(join(data, 'keys'), { recursive: true });
		const notes: string[] = [];
		const other = await openStore(data, { note: (code) => notes.push(code) });
		expect(other.list()).toMatchObject([{ ref, stage: 'damaged' }]);
		expect(notes).toEqual(['application-damaged']);
		expect(files(ref)).toHaveLength(3);
		expect(other.mayReset()).toEqual([{ code: 'applications-damaged', count: 1 }]);
	});

	test('a damaged key file makes no new key, which would make everything unreadable without a word', async () => {
		await handIn(await openStore(data), [300]);
		const path = join(data, 'keys', 'application-key.json');
		writeFileSync(path, readFileSync(path, 'utf8').replace(/"key":"..../, '"key":"AAAA'));
		expect(await openApplicationKey(join(data, 'keys'))).toEqual({ ok: false, problem: 'application-key-damaged' });
	});

	test.each(['head', 'key', 'chunk'])('I-22 one flipped bit in its %s is seen, told, and nothing is removed', async (which) => {
		const store = await openStore(data);
		const { ref } = await handIn(store, [300]);
		const name = files(ref).find((each) => (which === 'chunk' ? /\.0$/ : new RegExp(`${which}$`)).test(each))!;
		const bytes = readFileSync(join(folder(), name));
		bytes[bytes.length - 5]! ^= 1;
		writeFileSync(join(folder(), name), bytes);
		const again = await openStore(data);
		if (which !== 'chunk') return expect(again.list()).toMatchObject([{ ref, stage: 'damaged' }]);
		const { attachments } = await again.read(ref);
		expect(await again.chunk(ref, attachments[0]!.id, 0)).toBeNull();
		await expect(again.attachment(ref, attachments[0]!.id)).rejects.toMatchObject({ code: 'store-failed' });
	});

	test.each([1, 20, 40])('a chunk torn after %i bytes is not taken for one', async (left) => {
		const store = await openStore(data);
		const { ref } = await handIn(store, [300]);
		const name = files(ref).find((each) => /\.0$/.test(each))!;
		writeFileSync(join(folder(), name), readFileSync(join(folder(), name)).subarray(0, left));
		const { attachments } = await store.read(ref);
		expect(await store.chunk(ref, attachments[0]!.id, 0)).toBeNull();
	});

	test('a chunk put in the place of another is not taken for it', async () => {
		const store = await openStore(data, { chunkBytes: 256 });
		const { ref } = await handIn(store, [512]);
		const [one, two] = files(ref).filter((each) => /\.[01]$/.test(each));
		writeFileSync(join(folder(), one!), readFileSync(join(folder(), two!)));
		const { attachments } = await store.read(ref);
		expect(await store.chunk(ref, attachments[0]!.id, 0)).toBeNull();
	});

	test('what was handed in is changed by nobody, thrown away by nobody, and never expires', async () => {
		const store = await openStore(data);
		const { ref } = await handIn(store, [300]);
		for (const action of [store.save(ref, form), store.attach(ref, photo, bytesOf(1, 9)), store.discard(ref), store.handIn(ref, handInAt)])
			await expect(action).rejects.toMatchObject({ code: 'not-a-draft' });
		await store.tidy(Date.now() + 3_650 * 24 * 3_600_000);
		expect(store.waiting()).toEqual([ref]);
		expect(store.mayReset()).toEqual([{ code: 'applications-waiting', count: 1 }]);
	});

	test('a draft nobody came back to goes after a week of the platform’s time, its key first', async () => {
		const store = await openStore(data);
		const { ref } = await store.begin(begin);
		await store.tidy(Date.now() + draftKeptMs - 60_000);
		expect(store.list()).toHaveLength(1);
		expect(store.mayReset()).toEqual([{ code: 'drafts-kept', count: 1 }]);
		await store.tidy(Date.now() + draftKeptMs + 60_000);
		expect([store.list(), files(ref), store.mayReset()]).toEqual([[], [], []]);
	});

	test('once it is submitted a note stays that says so, and nothing of the person', async () => {
		const store = await openStore(data);
		const { ref, code } = await handIn(store, [300, 300]);
		await store.submitted(ref, 7);
		expect(files()).toEqual([`${ref}.done`]);
		for (const each of [store, await openStore(data)]) {
			expect(each.findByCode(code)).toBe(ref);
			expect(each.list()).toMatchObject([{ ref, stage: 'submitted', submittedAt: 7, attachments: 2, bytes: 600 }]);
			expect(each.mayReset()).toEqual([]);
		}
	});

	test('what a kill left beside the named files is swept away at the next start', async () => {
		const store = await openStore(data);
		const { ref } = await handIn(store, [300]);
		const before = files();
		const orphan = 'f'.repeat(32);
		for (const name of [`${ref}.head.new`, `${ref}.${'a'.repeat(16)}.0`, `${orphan}.key`, `${orphan}.key.new`])
			writeFileSync(join(folder(), name), 'torn');
		const notes: [string, number?][] = [];
		await openStore(data, { note: (...told) => notes.push(told) });
		expect(files()).toEqual(before);
		expect(notes).toEqual([['application-remains-removed', 4]]);
	});

	test('a key that is gone makes what is left unreadable remains of something thrown away', async () => {
		const store = await openStore(data);
		const { ref } = await store.begin(begin);
		rmSync(join(folder(), `${ref}.key`));
		expect((await openStore(data)).list()).toEqual([]);
		expect(files(ref)).toEqual([]);
	});

	test('with too little room on the disk nothing new is begun or attached, and what is there can still be handed in', async () => {
		let room: 'well' | 'low' | 'stop' = 'well';
		const store = await openStore(data, { room: () => room });
		const { ref } = await store.begin(begin);
		room = 'low';
		await expect(store.begin(begin)).rejects.toMatchObject({ code: 'disk-low' });
		await expect(store.attach(ref, photo, bytesOf(1, 10))).rejects.toMatchObject({ code: 'disk-low' });
		await store.save(ref, form);
		await store.handIn(ref, handInAt);
		expect(store.waiting()).toEqual([ref]);
	});

	test('too many or too large attachments are refused, and the draft stays as it was', async () => {
		const store = await openStore(data);
		const { ref } = await store.begin(begin);
		await expect(store.attach(ref, photo, new Uint8Array(20 * 1024 * 1024 + 1))).rejects.toMatchObject({ code: 'too-large' });
		expect((await store.read(ref)).attachments).toEqual([]);
		await store.attach(ref, photo, bytesOf(1, 10));
		await store.detach(ref, (await store.read(ref)).attachments[0]!.id);
		expect(files(ref)).toEqual([`${ref}.head`, `${ref}.key`]);
	});
});
