/** The station's sender against a real platform over HTTP. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import { applicationNumber, submittedKeptMs } from '../../domain/contracts/applications.ts';
import { citizenState } from '../../domain/views/application-view.ts';
import { createHttpTransport, type UploadRequest } from '../../electron/applications/upload-transport.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { demoHall } from '../platform/fixture.ts';
import { openPlatform } from '../platform/open-platform.ts';
import { bytesOf, canary, handIn, openStore } from './stand.ts';
import { endAll, ends, folderOf, introduce, key, platformIn, senderTo, submittedEvents } from './upload-stand.ts';

afterEach(endAll);

const chunksIn = (sent: UploadRequest[]) => sent.filter(({ path }) => path.includes('/chunks/'));
const big = 256 * 1024;

describe('sending what was handed in', () => {
	test('I-14 is submitted with every byte, told once to the log, and removed at the station after that', async () => {
		const hall = await platformIn(folderOf('platform'));
		await introduce(hall);
		const store = await openStore(folderOf('station'));
		const { ref, code } = await handIn(store, [big * 2 + 1, 100]);
		const { sender, sent } = senderTo(() => hall, store);
		sender.link(true);
		await sender.idle();
		expect(store.waiting()).toEqual([]);
		expect(store.summary(store.findByCode(code)!)).toMatchObject({ stage: 'submitted', ref });
		expect(chunksIn(sent)).toHaveLength(4);
		expect(submittedEvents(hall)).toMatchObject([
			{ station: 'PLATFORM', body: { application: ref, station: 'T1', items: ['GS-01'], attachments: 2 } },
		]);
		const events = hall.authority.eventsAfter(0);
		expect(checkLog(demoHall().plan, hall.authority.day, events).violations).toEqual([]);
		expect(JSON.stringify(events)).not.toContain(canary.name);
	});

	test('P1 nothing of the person is readable in the platform’s folder, its log or its answers', async () => {
		const folder = folderOf('platform');
		const hall = await platformIn(folder);
		await introduce(hall);
		const store = await openStore(folderOf('station'));
		await handIn(store, [5000]);
		const { sender } = senderTo(() => hall, store);
		sender.link(true);
		await sender.idle();
		expect(submittedEvents(hall)).toHaveLength(1);
		await hall.end();
		const all = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name)).toString('latin1')}`)
			.concat(hall.lines)
			.join('\n');
		for (const secret of [canary.document, canary.phone, Buffer.from(canary.name).toString('latin1'), canary.name])
			expect(all.includes(secret), secret).toBe(false);
		expect(all.includes(Buffer.from(bytesOf(1, 5000)).toString('latin1').slice(0, 60))).toBe(false);
	});

	test('goes on where it was left when the line was cut, and again when the platform was killed and started anew', async () => {
		const folder = folderOf('platform');
		let hall = await platformIn(folder);
		await introduce(hall);
		const store = await openStore(folderOf('station'));
		const { ref } = await handIn(store, [big * 5]);
		let left = 3;
		const { sender, sent, due } = senderTo(
			() => hall,
			store,
			(real) => async (request) => (left-- > 0 ? real(request) : null),
		);
		sender.link(true);
		await sender.idle();
		expect(store.summary(ref)).toMatchObject({ stage: 'waiting', problem: 'away', sent: big * 2 });
		expect(citizenState(store.summary(ref)!, true)).toEqual({ code: 'waiting', params: { number: applicationNumber(ref), cutOff: true } });
		expect(due).toHaveLength(1);
		await hall.end();
		hall = await platformIn(folder);
		left = 100;
		sent.length = 0;
		due[0]!();
		await sender.idle();
		expect(chunksIn(sent).map(({ path }) => path.split('/').at(-1))).toEqual(['2', '3', '4']);
		expect(store.waiting()).toEqual([]);
	});

	test('an answer that got lost makes nothing twice: neither chunk, nor event, nor application', async () => {
		const hall = await platformIn(folderOf('platform'));
		await introduce(hall);
		const store = await openStore(folderOf('station'));
		await handIn(store, [big + 1]);
		const lost = new Set<string>();
		const { sender } = senderTo(
			() => hall,
			store,
			(real) => async (request) => {
				const answer = await real(request);
				if (lost.has(request.path + request.method)) return answer;
				lost.add(request.path + request.method);
				return null;
			},
		);
		for (let attempt = 0; attempt < 6 && store.waiting().length > 0; attempt += 1) {
			sender.link(false);
			sender.link(true);
			await sender.idle();
		}
		expect(store.waiting()).toEqual([]);
		expect(submittedEvents(hall)).toHaveLength(1);
	});

	test('I-14 a chunk that is spoilt on the way is refused in words and sent again', async () => {
		const hall = await platformIn(folderOf('platform'));
		await introduce(hall);
		const store = await openStore(folderOf('station'));
		const { ref } = await handIn(store, [big + 5]);
		let spoilt = 0;
		const { sender, notes } = senderTo(
			() => hall,
			store,
			(real) => (request) => {
				if (!request.path.endsWith('/chunks/1') || spoilt++ > 0) return real(request);
				const bytes = Uint8Array.from(request.body!.bytes);
				bytes[0]! ^= 1;
				return real({ ...request, body: { ...request.body!, bytes } });
			},
		);
		sender.link(true);
		await sender.idle();
		expect(notes).toEqual(['application-chunk-spoilt']);
		expect(store.summary(ref)).toMatchObject({ stage: 'submitted' });
		expect(submittedEvents(hall)).toHaveLength(1);
	});

	test('I-14 a chunk that rots on the platform’s disk before the end is found, asked for again, and only then is it submitted', async () => {
		const folder = folderOf('platform');
		const hall = await platformIn(folder);
		await introduce(hall);
		const store = await openStore(folderOf('station'));
		await handIn(store, [big * 2]);
		let rotten = false;
		const { sender, sent } = senderTo(
			() => hall,
			store,
			(real) => async (request) => {
				if (request.path.endsWith('/submit') && !rotten) {
					rotten = true;
					const all = readdirSync(join(folder, 'attachments'), { recursive: true, encoding: 'utf8' });
					const path = join(folder, 'attachments', all.find((name) => name.endsWith('.1'))!);
					const bytes = readFileSync(path);
					bytes[100]! ^= 8;
					writeFileSync(path, bytes);
				}
				return real(request);
			},
		);
		sender.link(true);
		await sender.idle();
		expect(chunksIn(sent).length).toBe(4);
		expect(store.waiting()).toEqual([]);
		expect(submittedEvents(hall)).toHaveLength(1);
	});

	test('one that cannot be sent does not hold up the others', async () => {
		const hall = await platformIn(folderOf('platform'));
		await introduce(hall);
		const at = folderOf('station');
		const store = await openStore(at);
		const first = await handIn(store, [10]);
		const second = await handIn(store, [10]);
		const name = readdirSync(join(at, 'applications')).find((each) => each.startsWith(first.ref) && each.endsWith('.0'))!;
		writeFileSync(join(at, 'applications', name), 'torn');
		const { sender, notes } = senderTo(() => hall, store);
		sender.link(true);
		await sender.idle();
		expect(notes).toEqual(['application-damaged']);
		expect(store.summary(first.ref)).toMatchObject({ stage: 'waiting', problem: 'unreadable' });
		expect(store.summary(second.ref)).toMatchObject({ stage: 'submitted' });
	});

	test('seventy-two hours and more without a platform end nothing: what was handed in goes when it is back', async () => {
		const hall = await platformIn(folderOf('platform'));
		await introduce(hall);
		let now = hall.clock.now();
		const store = await openStore(folderOf('station'), { now: () => now });
		const { ref } = await handIn(store, [big + 1]);
		let up = false;
		const { sender, due } = senderTo(
			() => hall,
			store,
			(real) => async (request) => (up ? real(request) : null),
		);
		sender.link(false);
		sender.wake();
		for (let tries = 0; tries < 200; tries += 1) {
			await sender.idle();
			now += 30 * 60_000;
			hall.clock.turn(30 * 60_000);
			due.splice(0)[0]?.();
		}
		await sender.idle();
		expect(store.summary(ref)).toMatchObject({ stage: 'waiting', problem: 'away' });
		up = true;
		sender.link(true);
		await sender.idle();
		expect(store.summary(ref)).toMatchObject({ stage: 'submitted' });
	});
});

describe('the platform, killed between checking and telling the log', () => {
	test('tells it at the next start, once', async () => {
		const memory = new MemoryStore();
		memory.close = async () => {};
		const first = await openPlatform({ store: memory });
		ends.push(() => first.end());
		await introduce(first);
		const store = await openStore(folderOf('station'));
		const { ref } = await handIn(store, [100]);
		const put = memory.putRecord.bind(memory);
		memory.putRecord = async (kind, name, value) => {
			await put(kind, name, value);
			// What happens right after this was written never happens.
			if ((value as { stage?: string } | null)?.stage === 'verified') throw new StoreFailure('write-failed', 'simulated');
		};
		const { sender } = senderTo(() => first, store);
		sender.link(true);
		await sender.idle();
		expect(store.summary(ref)).toMatchObject({ stage: 'waiting' });
		memory.putRecord = put;
		const second = await openPlatform({ store: memory });
		ends.push(() => second.end());
		expect(submittedEvents(second)).toMatchObject([{ body: { application: ref } }]);
		const again = senderTo(() => second, store);
		again.sender.link(true);
		await again.sender.idle();
		expect(store.summary(ref)).toMatchObject({ stage: 'submitted' });
		expect(submittedEvents(second)).toHaveLength(1);
	});
});

test('what was kept its time is let go of, the key first, and a late repeat is still answered', async () => {
	const folder = folderOf('platform');
	const hall = await platformIn(folder);
	await introduce(hall);
	const store = await openStore(folderOf('station'));
	await handIn(store, [1000]);
	const { sender, sent } = senderTo(() => hall, store);
	sender.link(true);
	await sender.idle();
	expect(readdirSync(join(folder, 'attachments'), { recursive: true }).length).toBe(3);
	hall.clock.turn(submittedKeptMs + 3_600_000);
	const http = createHttpTransport({ platformUrl: () => hall.url, hall: hall.authority.state.hall, key });
	for (let wait = 0; wait < 200 && readdirSync(join(folder, 'attachments'), { recursive: true }).length > 1; wait += 1)
		await new Promise((resolve) => setTimeout(resolve, 10));
	expect(readdirSync(join(folder, 'attachments'), { recursive: true }).length).toBe(1);
	expect((await http(sent[0]!))?.body).toMatchObject({ stage: 'submitted' });
});
