/** The station's sender against a real platform over HTTP, and everybody else who knocks at that door. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import { applicationNumber, submittedKeptMs, uploadPaths, uploadState } from '../../domain/contracts/applications.ts';
import { citizenState } from '../../domain/views/application-view.ts';
import type { ApplicationStore } from '../../electron/applications/application-store.ts';
import { Sender } from '../../electron/applications/sender.ts';
import { createHttpTransport, signUpload, type UploadRequest, type UploadTransport } from '../../electron/applications/upload-transport.ts';
import { StoreFailure } from '../../platform/storage/contract.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { demoHall } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { bytesOf, canary, form, handIn, openStore, tempFolder, ticketKey } from './stand.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});
function folderOf(name: string): string {
	const { folder, remove } = tempFolder(name);
	ends.push(remove);
	return folder;
}

/** A platform with its files in a folder, that can be stopped and started on the same data. */
async function platformIn(folder: string): Promise<OpenPlatform> {
	const hall = await openPlatform({ store: openSqlite(folder), applications: { folder, keyFile: null } });
	let ended = false;
	const end = hall.end.bind(hall);
	hall.end = async () => {
		if (ended) return;
		ended = true;
		await end();
	};
	ends.push(() => hall.end());
	return hall;
}

const key = ticketKey();
const introduce = (hall: OpenPlatform, station = 'T1', own = key) =>
	hall.seated(station, 'a'.repeat(16), { key: { keyId: own.keyId, publicKey: own.publicKey } });

function senderTo(hall: () => OpenPlatform, store: ApplicationStore, through: (real: UploadTransport) => UploadTransport = (real) => real) {
	const { plan } = { plan: hall().authority.state };
	const http = createHttpTransport({ platformUrl: () => hall().url, hall: plan.hall, key });
	const sent: UploadRequest[] = [];
	const notes: string[] = [];
	const due: (() => void)[] = [];
	const sender = new Sender({
		store,
		transport: (request) => {
			sent.push(request);
			return through(http)(request);
		},
		after: (_ms, action) => {
			due.push(action);
			return () => void due.splice(due.indexOf(action), 1);
		},
		note: (code) => notes.push(code),
		chance: () => 0,
	});
	ends.push(() => sender.stop());
	return { sender, sent, notes, due };
}

const submittedEvents = (hall: OpenPlatform) => hall.authority.eventsAfter(0).filter(({ name }) => name === 'application-submitted');
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

describe('bad input at the door for uploads', () => {
	const ref = 'b'.repeat(32);
	const bytes = Buffer.from(bytesOf(9, 100));
	const hash = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');
	const manifest = {
		...{ ref, station: 'T1', items: ['GS-01'], handedInAt: 1, day: '2026-11-17', form, chunkBytes: 256 },
		attachments: [{ id: '1'.repeat(16), material: 'M-1', mediaType: 'image/png', bytes: 100, sha256: hash(bytes), chunks: [hash(bytes)] }],
	};
	async function door() {
		const hall = await openPlatform();
		ends.push(() => hall.end());
		await introduce(hall);
		const code = hall.authority.state.hall;
		async function ask(
			method: UploadRequest['method'],
			path: string,
			body: Uint8Array | object | null,
			more: { authorization?: string; language?: string } = {},
		) {
			const raw = body === null ? null : body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
			const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
			const request: UploadRequest = { station: 'T1', method, path, body: raw && { type, bytes: raw } };
			const answer = await fetch(new URL(path, hall.url), {
				method,
				headers: {
					authorization: more.authorization ?? signUpload(key, code, request),
					'accept-language': more.language ?? 'en',
					...(raw ? { 'content-type': type } : {}),
				},
				...(raw ? { body: raw as never } : {}),
			});
			return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
		}
		return { hall, ask, code };
	}

	test('a chunk with other bytes than announced is refused in words, in both languages, and is not kept', async () => {
		const { ask } = await door();
		await ask('PUT', uploadPaths.application(ref), manifest);
		const other = Buffer.from(bytesOf(10, 100));
		expect(await ask('PUT', uploadPaths.chunk(ref, '1'.repeat(16), 0), other)).toMatchObject({
			status: 422,
			body: {
				code: 'wrong-hash',
				detail: 'The piece that arrived is not the one that was announced; it was not kept. Send this piece again.',
			},
		});
		const chinese = await ask('PUT', uploadPaths.chunk(ref, '1'.repeat(16), 0), other, { language: 'zh-CN' });
		expect(chinese.body.detail).toBe('收到的分片与申报不符，未保存。 请重新发送这一分片。');
		expect((await ask('GET', uploadPaths.application(ref), null)).body).toEqual({
			stage: 'receiving',
			missing: [{ attachment: '1'.repeat(16), chunks: [0] }],
		});
		expect(await ask('POST', uploadPaths.submit(ref), null)).toMatchObject({ status: 409, body: { code: 'incomplete' } });
		await ask('PUT', uploadPaths.chunk(ref, '1'.repeat(16), 0), bytes);
		expect(uploadState.parse((await ask('POST', uploadPaths.submit(ref), null)).body).stage).toBe('submitted');
	});

	test('I-14 chunks that are right one by one and wrong as a whole are not submitted', async () => {
		const { hall, ask } = await door();
		const lying = structuredClone(manifest);
		lying.attachments[0]!.sha256 = hash(Buffer.from('something else'));
		await ask('PUT', uploadPaths.application(ref), lying);
		await ask('PUT', uploadPaths.chunk(ref, '1'.repeat(16), 0), bytes);
		expect(await ask('POST', uploadPaths.submit(ref), null)).toMatchObject({
			status: 422,
			body: { code: 'wrong-whole', field: '1'.repeat(16) },
		});
		expect(submittedEvents(hall)).toEqual([]);
	});

	test('nobody unsigned, unknown, revoked or forging gets in, and what was signed for one thing is of no use for another', async () => {
		const { ask, code } = await door();
		const path = uploadPaths.application(ref);
		const other = ticketKey();
		const signed = (by: typeof key, station = 'T1', of = code) => signUpload(by, of, { station, method: 'GET', path, body: null });
		const answers = [
			['', 'not-signed', 401],
			['Bearer 123', 'not-signed', 401],
			[signed(other), 'unknown-key', 401],
			[signed(key, 'T2'), 'unknown-key', 401],
			[signed(key, 'T1', 'OTHER-HALL'), 'false-signature', 403],
			[signed({ ...other, keyId: key.keyId }), 'false-signature', 403],
		] as const;
		for (const [authorization, problem, status] of answers)
			expect(await ask('GET', path, null, { authorization }), problem).toMatchObject({ status, body: { code: problem } });
		const stolen = signed(key);
		expect(await ask('PUT', path, manifest, { authorization: stolen })).toMatchObject({ body: { code: 'false-signature' } });
		expect(await ask('POST', uploadPaths.submit(ref), null, { authorization: stolen })).toMatchObject({
			body: { code: 'false-signature' },
		});
		expect((await ask('GET', path, null)).body.code).toBe('unknown-application');
	});

	test('a revoked machine is told so, and keeps what it has', async () => {
		const store = new MemoryStore();
		store.close = async () => {};
		await store.putRecord('station-key', `${(await door()).code}/T1/${key.keyId}`, {
			publicKey: key.publicKey,
			firstSeen: 1,
			revoked: true,
		});
		const hall = await openPlatform({ store });
		ends.push(() => hall.end());
		const kept = await openStore(folderOf('station'));
		const { ref: own } = await handIn(kept, [10]);
		const { sender } = senderTo(() => hall, kept);
		sender.link(true);
		await sender.idle();
		expect(kept.summary(own)).toMatchObject({ stage: 'waiting', problem: 'revoked-key' });
		expect(citizenState(kept.summary(own)!, true).code).toBe('held-up');
	});

	test.each<[string, (m: Record<string, unknown>) => unknown, string]>([
		['no items', (m) => ({ ...m, items: [] }), 'items'],
		['another reference than the address', (m) => ({ ...m, ref: 'c'.repeat(32) }), 'ref'],
		['a path in its reference', (m) => ({ ...m, ref: '../../etc/passwd' }), 'ref'],
		[
			'more chunks than bytes',
			(m) => ({ ...m, chunkBytes: 256, attachments: [{ ...(m.attachments as object[])[0], bytes: 5000 }] }),
			'attachments',
		],
		['an attachment beyond the limit', (m) => ({ ...m, attachments: [{ ...(m.attachments as object[])[0], bytes: 1e9 }] }), 'attachments'],
		['a form beyond the limit', (m) => ({ ...m, form: { fields: { a: 'x'.repeat(2001) }, materials: {} } }), 'form'],
		[
			'two attachments with one id',
			(m) => ({ ...m, attachments: [...(m.attachments as object[]), ...(m.attachments as object[])] }),
			'attachments',
		],
	])('a manifest with %s is refused, naming the field', async (_name, spoil, field) => {
		const { ask } = await door();
		const answer = await ask('PUT', uploadPaths.application(ref), spoil(manifest) as object);
		expect(answer).toMatchObject({ status: 400, body: { code: 'malformed' } });
		expect(String(answer.body.field)).toContain(field);
	});

	test('broken JSON, a chunk nobody announced, one too large, and an address that is none are answered and leave the rest working', async () => {
		const { ask } = await door();
		expect(await ask('PUT', uploadPaths.application(ref), Buffer.from('{"ref":'))).toMatchObject({ status: 400, body: { field: 'body' } });
		expect(await ask('PUT', uploadPaths.chunk(ref, '1'.repeat(16), 0), bytes)).toMatchObject({
			status: 404,
			body: { code: 'unknown-application' },
		});
		await ask('PUT', uploadPaths.application(ref), manifest);
		expect(await ask('PUT', uploadPaths.chunk(ref, '2'.repeat(16), 0), bytes)).toMatchObject({
			status: 404,
			body: { code: 'unknown-chunk' },
		});
		expect(await ask('PUT', uploadPaths.chunk(ref, '1'.repeat(16), 7), bytes)).toMatchObject({ status: 404 });
		expect(await ask('PUT', uploadPaths.chunk(ref, '1'.repeat(16), 0), Buffer.alloc(256 * 1024 + 1))).toMatchObject({ status: 413 });
		expect(await ask('GET', '/api/applications/none/of/these', null)).toMatchObject({ status: 400, body: { code: 'malformed' } });
		expect((await ask('PUT', uploadPaths.chunk(ref, '1'.repeat(16), 0), bytes)).status).toBe(200);
	});

	test('another application under a known reference is refused, the known one stays', async () => {
		const { ask } = await door();
		await ask('PUT', uploadPaths.application(ref), manifest);
		expect(await ask('PUT', uploadPaths.application(ref), { ...manifest, items: ['GS-02'] })).toMatchObject({
			status: 409,
			body: { code: 'other-application' },
		});
		expect((await ask('PUT', uploadPaths.application(ref), manifest)).status).toBe(200);
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
