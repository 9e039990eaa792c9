/** What a station keeps of people on its disk: of before the suites, and in each of them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { cryptoSuites } from '../../domain/contracts/crypto-provider.ts';
import { openApplicationKey } from '../../electron/applications/application-key.ts';
import { ApplicationStore } from '../../electron/applications/application-store.ts';
import { bytesOf, canary, form, handIn, openStore, tempFolder } from './stand.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});
function folderOf(): string {
	const { folder, remove } = tempFolder('station-at-rest');
	ends.push(remove);
	return folder;
}

interface Yesterday {
	code: string;
	draft: string;
	handedIn: string;
	done: string;
	files: Record<string, string>;
}

test.each(cryptoSuites)(
	'what a station kept before 2026-11-22 is there after the change, and goes on in the suite of its hall (%s)',
	async (suite) => {
		const yesterday = JSON.parse(readFileSync('test/golden/station-before-2026-11-22.json', 'utf8')) as Yesterday;
		const folder = folderOf();
		for (const [name, bytes] of Object.entries(yesterday.files)) {
			mkdirSync(dirname(join(folder, name)), { recursive: true });
			writeFileSync(join(folder, name), Buffer.from(bytes, 'base64'));
		}
		const key = await openApplicationKey(join(folder, 'keys'), undefined, null, suite);
		if (!key.ok) throw new Error(key.problem);
		const open = () => openStore(folder, { key: key.key, now: () => 1_795_000_000_001 });
		const store = await open();
		expect(
			store
				.list()
				.map(({ ref, stage }) => [ref, stage])
				.sort(),
		).toEqual(
			[
				[yesterday.draft, 'draft'],
				[yesterday.handedIn, 'waiting'],
				[yesterday.done, 'submitted'],
			].sort(),
		);
		const kept = await store.read(yesterday.handedIn);
		expect(kept.form.fields).toEqual(form.fields);
		expect(Buffer.from((await store.chunk(yesterday.handedIn, kept.attachments[0]!.id, 0))!)).toEqual(Buffer.from(bytesOf(1, 300)));
		// The draft is gone on with, and is there at the next start.
		await store.save(yesterday.draft, { ...form, fields: { ...form.fields, children: 5 } });
		await store.close();
		const again = await open();
		expect((await again.read(yesterday.draft)).form.fields).toMatchObject({ name: canary.name, children: 5 });
		await again.close();
		const head = readFileSync(join(folder, 'applications', `${yesterday.draft}.head`));
		expect([...head.subarray(0, 2)]).toEqual([2, suite === 'intl' ? 1 : 2]);
	},
);

test('P1 in the Chinese suite nothing of a person, and no key in the clear of the suite, is on the disk; another suite reads it', async () => {
	const folder = folderOf();
	const open = async (suite: (typeof cryptoSuites)[number]) => {
		const key = await openApplicationKey(join(folder, 'keys'), undefined, null, suite);
		if (!key.ok) throw new Error(key.problem);
		return ApplicationStore.open({ folder: join(folder, 'applications'), key: key.key, now: () => 1, note: () => {} });
	};
	const store = await open('gm');
	const { ref } = await handIn(store, [2_000]);
	await store.close();
	for (const name of readdirSync(join(folder, 'applications'))) {
		const bytes = readFileSync(join(folder, 'applications', name));
		expect([...bytes.subarray(0, 2)]).toEqual([2, 2]);
		for (const word of Object.values(canary)) expect(bytes.includes(word)).toBe(false);
	}
	const other = await open('intl');
	expect((await other.read(ref)).form.fields).toEqual(form.fields);
	await other.close();
});
