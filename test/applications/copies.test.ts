/** Two platforms of one hall: what one has taken of applications lies at the other as well, before it is needed. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { submittedKeptMs } from '../../domain/contracts/applications.ts';
import { ApplicationBook } from '../../platform/applications/application-book.ts';
import { AttachmentFiles } from '../../platform/applications/attachment-files.ts';
import { hallKeyInFile } from '../../platform/applications/hall-key-file.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { freePort } from '../platform/free-port.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { listedHall } from '../platform/term-hall.ts';
import { bytesOf, canary, handIn, openStore } from './stand.ts';
import { endAll, ends, folderOf, introduce, senderTo } from './upload-stand.ts';

afterEach(endAll);

const peersToken = 'peers-token-of-this-hall-0123456789';
const big = 256 * 1024;

async function twoPlatforms(tokens: readonly [string, string] = [peersToken, peersToken]) {
	const ports = [await freePort(), await freePort()];
	const hall = listedHall(ports.map((port) => `http://127.0.0.1:${port}`));
	const folders = [folderOf('first'), folderOf('second')];
	const start = async (at: number): Promise<OpenPlatform> => {
		const folder = folders[at]!;
		const platform = await openPlatform({
			...{ hall, port: ports[at]!, as: `P${at + 1}` as 'P1', peersToken: tokens[at]! },
			...{ store: openSqlite(folder), applications: { folder, keyFile: null } },
		});
		let ended = false;
		const { end } = platform;
		platform.end = async () => {
			if (!ended) await end.call(platform);
			ended = true;
		};
		ends.push(() => platform.end());
		return platform;
	};
	/** What lies in a folder, as a platform started on it would have it. */
	const bookIn = async (at: number, now: number) => {
		const folder = folders[at]!;
		const store = openSqlite(folder);
		ends.push(() => store.close());
		return ApplicationBook.load({
			...{ hall: hall.plan.code, store, attachments: new AttachmentFiles(join(folder, 'attachments')) },
			...{ key: hallKeyInFile(join(folder, 'application-key.json'), { demo: true }), clock: { now: () => now, every: () => () => {} } },
			...{ today: () => '2026-11-17', submit: async () => true, hasRoom: () => true },
		});
	};
	return { start, folders, bookIn };
}
/** Turns the hands of one until so many lines of its log say that applications were copied. */
async function copied(platform: OpenPlatform, times = 1): Promise<void> {
	const said = () => platform.lines.filter((line) => line.includes('applications-copied')).length;
	for (let look = 0; look < 40 && said() < times; look += 1) {
		platform.clock.turn(15_000);
		// Real requests and files are between the hands and the line in the log.
		for (let turn = 0; turn < 50 && said() < times; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
	}
	if (said() < times) throw new Error('nothing was copied');
}
async function submitTo(platform: OpenPlatform, sizes: number[]) {
	await introduce(platform);
	const store = await openStore(folderOf('station'));
	const { ref } = await handIn(store, sizes);
	const { sender } = senderTo(() => platform, store);
	sender.link(true);
	await sender.idle();
	expect(store.waiting()).toEqual([]);
	return ref;
}

describe('I-14 a submitted application does not lie in one place only', () => {
	test('a standby has form and every byte, and can open it when the first platform is gone for good', async () => {
		const { start, bookIn } = await twoPlatforms();
		const [first, second] = [await start(0), await start(1)];
		const ref = await submitTo(first, [big * 2 + 1, 100]);
		await copied(second);
		await first.end();
		await second.end();
		const opened = await (await bookIn(1, first.clock.at)).open(ref);
		expect(Object.values(opened!.manifest.form.fields)).toContain(canary.name);
		const papers = await Promise.all(opened!.manifest.attachments.map(({ id }) => opened!.attachment(id)));
		expect(papers.map((paper) => paper?.length)).toEqual([big * 2 + 1, 100]);
		expect(papers[1]).toEqual(Buffer.from(bytesOf(2, 100)));
	});

	test('one that took over fetches what the former one had, once that is back', async () => {
		const { start, bookIn } = await twoPlatforms();
		const first = await start(0);
		const ref = await submitTo(first, [100]);
		await first.end();
		const second = await start(1);
		second.clock.turn(30_000);
		const again = await start(0);
		await copied(second);
		await again.end();
		await second.end();
		expect(await (await bookIn(1, first.clock.at)).open(ref)).not.toBeNull();
	});

	test('P1 nothing of the person, and no key, is readable on the way or in the other folder', async () => {
		const { start, folders } = await twoPlatforms();
		const [first, second] = [await start(0), await start(1)];
		const ref = await submitTo(first, [5_000]);
		await copied(second);
		const get = async (path: string, token = peersToken) => {
			const said = await fetch(`${first.url}/api/peer/applications${path}`, { headers: { authorization: `Bearer ${token}` } });
			return { status: said.status, text: await said.text() };
		};
		const list = JSON.parse((await get('')).text);
		expect(list.applications).toEqual([{ ref, stage: 'submitted' }]);
		expect(JSON.parse((await get(`?state=${list.state}`)).text).applications).toBeNull();
		const one = await get(`/${ref}`);
		expect(one.status).toBe(200);
		expect((await get(`/${ref}`, 'wrong')).status).toBe(401);
		expect((await get(`/${'0'.repeat(32)}`)).status).toBe(404);
		expect((await get('/who')).status).toBe(400);
		await second.end();
		const all = readdirSync(folders[1]!, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
			.concat(one.text, second.lines)
			.join('\n');
		for (const secret of [canary.document, canary.phone, Buffer.from(canary.name).toString('latin1'), canary.name])
			expect(all.includes(secret), secret).toBe(false);
	});

	test('a chunk that is spoilt where it lies is not taken for whole; the rest is, and it is asked for again', async () => {
		const { start, folders, bookIn } = await twoPlatforms();
		const [first, second] = [await start(0), await start(1)];
		const spoilt = await submitTo(first, [400]);
		const attachments = join(folders[0]!, 'attachments');
		const file = readdirSync(attachments, { recursive: true, withFileTypes: true }).find((entry) => entry.isFile())!;
		const path = join(file.parentPath, file.name);
		const whole = readFileSync(path);
		writeFileSync(path, Buffer.from(whole.map((byte, at) => (at === whole.length - 1 ? byte ^ 1 : byte))));
		const store = await openStore(folderOf('station-2'));
		const { ref: sound } = await handIn(store, [300]);
		const { sender } = senderTo(() => first, store);
		sender.link(true);
		await sender.idle();
		await copied(second);
		const finished = async () => {
			await second.end();
			return (await bookIn(1, first.clock.at)).finished().map(({ ref }) => ref);
		};
		writeFileSync(path, whole);
		await copied(second, 2);
		expect((await finished()).sort()).toEqual([spoilt, sound].sort());
	});

	test('what was let go of after its time is let go of at both', async () => {
		const { start, bookIn } = await twoPlatforms();
		const [first, second] = [await start(0), await start(1)];
		const ref = await submitTo(first, [100]);
		await copied(second);
		const later = first.clock.at + submittedKeptMs + 1;
		await first.end();
		const book = await bookIn(0, later);
		expect(await book.forget()).toBe(1);
		await endStores();
		const again = await start(0);
		await copied(second, 2);
		await again.end();
		await second.end();
		const held = await bookIn(1, later);
		expect(held.finished()).toEqual([{ ref, stage: 'forgotten' }]);
		expect(await held.open(ref)).toBeNull();
	});

	test('platforms that do not share the token copy nothing', async () => {
		const { start, bookIn } = await twoPlatforms([peersToken, `${peersToken}-other`]);
		const [first, second] = [await start(0), await start(1)];
		await submitTo(first, [100]);
		await expect(copied(second)).rejects.toThrow('nothing was copied');
		await second.end();
		expect((await bookIn(1, first.clock.at)).finished()).toEqual([]);
	});
});

/** Closes stores that a test looked into, so that a platform can be started on them. */
async function endStores(): Promise<void> {
	const last = ends.pop();
	await last?.();
}
