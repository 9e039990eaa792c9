/** Everybody who knocks at the door for uploads with something that is not right: answered in words, and the rest goes on working. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { uploadPaths, uploadState } from '../../domain/contracts/applications.ts';
import { citizenState } from '../../domain/views/application-view.ts';
import { signUpload, type UploadRequest } from '../../electron/applications/upload-transport.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { openPlatform } from '../platform/open-platform.ts';
import { bytesOf, form, handIn, openStore, ticketKey } from './stand.ts';
import { endAll, ends, folderOf, introduce, key, senderTo, submittedEvents } from './upload-stand.ts';

afterEach(endAll);

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
