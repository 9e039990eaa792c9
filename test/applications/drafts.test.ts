/** A form begun at one terminal and gone on with at another, over a real platform and real HTTP. */
import { afterEach, expect, test } from 'vitest';
import { type ApplicationAnswer, type ApplicationRequest, chunkBytes, draftKeptMs } from '../../domain/contracts/applications.ts';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import { draftPieceBytes } from '../../domain/contracts/drafts.ts';
import { DraftCourier } from '../../electron/applications/draft-courier.ts';
import { FrontDesk } from '../../electron/applications/front-desk.ts';
import { createHttpTransport } from '../../electron/applications/upload-transport.ts';
import { AttachmentRecords, draftChunks } from '../../platform/applications/attachment-records.ts';
import { DraftShelf } from '../../platform/applications/draft-shelf.ts';
import type { Clock } from '../../platform/clock.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { openPlatform } from '../platform/open-platform.ts';
import { bytesOf, canary, form, openStore, ticketKey } from './stand.ts';
import { endAll, ends, folderOf, introduce } from './upload-stand.ts';

afterEach(endAll);

type Hall = Awaited<ReturnType<typeof openPlatform>>;

/** One terminal of the hall with its own store and key. */
async function terminal(hall: Hall, station: 'T1' | 'T2') {
	const key = ticketKey();
	await introduce(hall, station, key);
	const store = await openStore(folderOf(`drafts-${station}`));
	let cut = false;
	const due: (() => void)[] = [];
	const http = createHttpTransport({ platformUrl: () => hall.url, hall: hall.authority.state.hall, key });
	const sent: Promise<unknown>[] = [];
	const courier = new DraftCourier({
		hall: hall.authority.state.hall,
		// One hall changes its suite machine by machine: each opens what the other sealed.
		suite: station === 'T2' ? 'gm' : 'intl',
		transport: (request) => {
			const answer = cut ? Promise.resolve(null) : http(request);
			sent.push(answer);
			return answer;
		},
		after: (_ms, action) => {
			due.push(action);
			return () => void due.splice(due.indexOf(action), 1);
		},
	});
	ends.push(() => courier.stop());
	const desk = new FrontDesk({ store, now: () => 1_000_000, link: () => {}, owed: () => 0, courier });
	const info: FaceInfo = { face: 'terminal', station, seats: [], platformUrl: hall.url };
	return {
		store,
		ask: (request: ApplicationRequest) => desk.answer(info, request),
		/** Everything that was sent has its answer. */
		async quiet() {
			for (let count = -1; count !== sent.length; ) {
				count = sent.length;
				await Promise.all(sent);
				await courier.idle();
				await new Promise((go) => setImmediate(go));
			}
		},
		cut: (is: boolean) => {
			cut = is;
		},
		again: () => {
			for (const action of due.splice(0)) action();
		},
	};
}
async function twoTerminals() {
	const kept = new MemoryStore();
	const hall = await openPlatform({ store: kept });
	ends.push(() => hall.end());
	return { hall, kept, one: await terminal(hall, 'T1'), other: await terminal(hall, 'T2') };
}
const opened = (answer: ApplicationAnswer) => {
	if (answer.do !== 'opened') throw new Error(JSON.stringify(answer));
	return answer;
};
async function begunAt(place: Awaited<ReturnType<typeof terminal>>) {
	const begun = opened(await place.ask({ do: 'begin', items: ['GS-01'], theme: 'GR-01', document: canary.document }));
	await place.ask({ do: 'save', grip: begun.grip, form });
	await place.ask({ do: 'close', grip: begun.grip });
	await place.quiet();
	return begun.code!;
}

test('looked for by its slip at another terminal, it is there, and not only once it is opened', async () => {
	const { one, other } = await twoTerminals();
	const code = await begunAt(one);
	expect(await other.ask({ do: 'look', code })).toMatchObject({ do: 'state', summary: { stage: 'draft', items: ['GS-01'] } });
});

test('left at one terminal, gone on with at another, and back: always the newest form', async () => {
	const { one, other } = await twoTerminals();
	const code = await begunAt(one);
	const there = opened(await other.ask({ do: 'open', code }));
	expect(there.form).toEqual(form);
	expect(there).toMatchObject({ theme: 'GR-01', summary: { station: 'T2', stage: 'draft', items: ['GS-01'] } });
	const newer = { ...form, fields: { ...form.fields, children: 3 } };
	await other.ask({ do: 'save', grip: there.grip, form: newer });
	await other.ask({ do: 'close', grip: there.grip });
	await other.quiet();
	expect(opened(await one.ask({ do: 'open', code })).form).toEqual(newer);
});

test('P1: what the platform keeps of it says nothing of the person, and is opened by nobody without the code', async () => {
	const { hall, kept: store, one } = await twoTerminals();
	const code = await begunAt(one);
	const kept = JSON.stringify(await store.records(`draft-box:${hall.authority.state.hall}`));
	expect(kept).toContain('"box"');
	for (const secret of [...Object.values(canary), code, 'GS-01']) expect(kept).not.toContain(secret);
});

test('handed in at the other terminal: whoever comes back to the first is told, and the copy there is gone', async () => {
	const { one, other } = await twoTerminals();
	const code = await begunAt(one);
	const there = opened(await other.ask({ do: 'open', code }));
	await other.ask({ do: 'hand-in', grip: there.grip, day: '2026-11-17' });
	await other.quiet();
	expect(await one.ask({ do: 'open', code })).toEqual({ do: 'refused', code: 'not-a-draft' });
	expect(one.store.list().filter(({ stage }) => stage === 'draft')).toEqual([]);
});

test('cut off: the terminal it was begun at opens its own copy, another one does not know it, and it is sent once the line is back', async () => {
	const { one, other } = await twoTerminals();
	one.cut(true);
	const code = await begunAt(one);
	expect(opened(await one.ask({ do: 'open', code })).form).toEqual(form);
	await one.ask({ do: 'close' });
	expect(await other.ask({ do: 'open', code })).toEqual({ do: 'refused', code: 'unknown-code' });
	one.cut(false);
	one.again();
	await one.quiet();
	expect(opened(await other.ask({ do: 'open', code })).form).toEqual(form);
});

/** A form with a photograph of two chunks and a signature, left at one terminal. */
async function leftWithPictures(one: Awaited<ReturnType<typeof terminal>>) {
	const begun = opened(await one.ask({ do: 'begin', items: ['GS-01'] }));
	const { grip } = begun;
	await one.ask({ do: 'attach', grip, material: 'M-1', mediaType: 'image/png', data: photograph });
	await one.ask({ do: 'attach', grip, material: 'signature-promiseSign', mediaType: 'image/png', data: bytesOf(2, 90) });
	await one.ask({ do: 'save', grip, form: { ...form, fields: { ...form.fields, promiseSign: 'signed' } } });
	await one.ask({ do: 'close', grip });
	await one.quiet();
	return begun.code!;
}
const photograph = bytesOf(1, chunkBytes + 700);

test('pictures and the signature come along, byte by byte, and go on to a third place', async () => {
	const { one, other } = await twoTerminals();
	const code = await leftWithPictures(one);
	const there = opened(await other.ask({ do: 'open', code }));
	expect(there.attachments.map(({ material }) => material)).toEqual(['M-1', 'signature-promiseSign']);
	expect(there.form.fields.promiseSign).toBe('signed');
	const read = await other.ask({ do: 'read-attachment', grip: there.grip, attachment: there.attachments[0]!.id });
	expect(read).toMatchObject({ do: 'attachment', mediaType: 'image/png' });
	if (read.do === 'attachment') expect(Buffer.compare(read.data, photograph)).toBe(0);
	// Back at the first, with one picture fewer: what it has itself it does not ask for.
	await other.ask({ do: 'detach', grip: there.grip, attachment: there.attachments[1]!.id });
	await other.ask({ do: 'close', grip: there.grip });
	await other.quiet();
	const back = opened(await one.ask({ do: 'open', code }));
	expect(back.attachments.map(({ id }) => id)).toEqual([there.attachments[0]!.id]);
	expect(await one.store.chunk(back.summary.ref, back.attachments[0]!.id, 1)).toHaveLength(700);
});

test('P1: pieces of pictures lie at the platform sealed, and go with the draft', async () => {
	const { hall, kept: store, one, other } = await twoTerminals();
	const code = await leftWithPictures(one);
	const [box] = await store.records(`draft-box:${hall.authority.state.hall}`);
	const kind = `draft-chunk/${hall.authority.state.hall}/${box!.key}`;
	const pieces = await store.records(kind);
	expect(pieces).toHaveLength(3);
	const plain = Buffer.from(photograph.subarray(0, 300)).toString('base64').slice(0, 200);
	expect(JSON.stringify(pieces)).not.toContain(plain);
	const there = opened(await other.ask({ do: 'open', code }));
	await other.ask({ do: 'hand-in', grip: there.grip, day: '2026-11-17' });
	await other.quiet();
	expect(await store.records(kind)).toEqual([]);
});

test('a picture that is damaged, or did not arrive, is left out, and the form goes on without it; its signature is given anew', async () => {
	const { hall, kept: store, one, other } = await twoTerminals();
	const code = await leftWithPictures(one);
	const [box] = await store.records(`draft-box:${hall.authority.state.hall}`);
	const kind = `draft-chunk/${hall.authority.state.hall}/${box!.key}`;
	// Names of pictures are chance; the longest piece is of the photograph, the shortest the signature.
	const bySize = (await store.records(kind)).sort((first, next) => String(first.value).length - String(next.value).length);
	const [signature, , second] = bySize;
	await store.putRecord(kind, second!.key, `AAAA${String(second!.value).slice(4)}`);
	await store.deleteRecord(kind, signature!.key);
	const there = opened(await other.ask({ do: 'open', code }));
	expect(there.form.fields.name).toBe(canary.name);
	expect(there.form.fields).not.toHaveProperty('promiseSign');
	expect(there.attachments).toEqual([]);
});

test('pieces nobody named, or too large, are not taken; those of an earlier version go', async () => {
	const store = new MemoryStore();
	const pictures = new AttachmentRecords(store, 'X', draftChunks);
	const shelf = new DraftShelf({ hall: 'X', store, pictures, clock: { now: () => 5 } as Clock, hasRoom: () => true });
	const id = 'd'.repeat(64);
	const [one, two] = ['1'.repeat(16), '2'.repeat(16)];
	await shelf.put(id, { version: 1, savedAt: 1, box: 'AAAA', pictures: [one] });
	expect(await shelf.putPiece(id, two, 0, Buffer.of(1))).toMatchObject({ ok: false, code: 'unknown-application' });
	expect(await shelf.putPiece('e'.repeat(64), one, 0, Buffer.of(1))).toMatchObject({ ok: false, code: 'unknown-application' });
	expect(await shelf.putPiece(id, one, 0, new Uint8Array(draftPieceBytes + 1))).toMatchObject({ ok: false, code: 'too-large' });
	expect(await shelf.putPiece(id, one, 0, Buffer.of(1))).toMatchObject({ ok: true });
	expect(await shelf.piece(id, one, 0)).toMatchObject({ ok: true, state: { box: 'AQ==' } });
	await shelf.put(id, { version: 2, savedAt: 1, box: 'AAAA', pictures: [two] });
	expect(await pictures.list(id)).toEqual([]);
	expect(await shelf.piece(id, one, 0)).toMatchObject({ ok: false });
});

test('thrown away is thrown away everywhere', async () => {
	const { one, other } = await twoTerminals();
	const code = await begunAt(one);
	const there = opened(await other.ask({ do: 'open', code }));
	await other.ask({ do: 'discard', grip: there.grip });
	await other.quiet();
	expect(await one.ask({ do: 'open', code })).toEqual({ do: 'refused', code: 'not-a-draft' });
	expect(one.store.list()).toEqual([]);
});

test('a box that was changed on its way opens nothing, and the own copy still does', async () => {
	const { hall, kept, one, other } = await twoTerminals();
	const code = await begunAt(one);
	const kind = `draft-box:${hall.authority.state.hall}`;
	const [record] = await kept.records(kind);
	const value = record!.value as { box: string };
	await kept.putRecord(kind, record!.key, { ...value, version: 99, box: `AAAA${value.box.slice(4)}` });
	expect(await other.ask({ do: 'open', code })).toEqual({ do: 'refused', code: 'unknown-code' });
	expect(opened(await one.ask({ do: 'open', code })).form).toEqual(form);
});

test('a box nobody comes back for is let go of after a week, by the platform’s clock', async () => {
	const store = new MemoryStore();
	let now = 1_000;
	const shelf = new DraftShelf({
		hall: 'X',
		store,
		pictures: new AttachmentRecords(store, 'X', draftChunks),
		clock: { now: () => now } as Clock,
		hasRoom: () => true,
	});
	const id = 'a'.repeat(64);
	await shelf.put(id, { version: 2, savedAt: 9_999_999_999_999, box: 'AAAA', pictures: [] });
	expect(await shelf.put(id, { version: 1, savedAt: 1, box: 'BBBB', pictures: [] })).toMatchObject({
		ok: true,
		state: { version: 2, box: 'AAAA' },
	});
	now += draftKeptMs - 1;
	await shelf.forget();
	expect(await shelf.get(id)).toMatchObject({ ok: true, state: { box: 'AAAA' } });
	now += 1;
	expect(await shelf.get(id)).toMatchObject({ ok: false, code: 'unknown-application' });
	await shelf.forget();
	expect(await store.records('draft-box:X')).toEqual([]);
});

test('what was given up never comes back, however new the copy says it is; a full disk takes no new box', async () => {
	const store = new MemoryStore();
	let room = true;
	const shelf = new DraftShelf({
		hall: 'X',
		store,
		pictures: new AttachmentRecords(store, 'X', draftChunks),
		clock: { now: () => 5 } as Clock,
		hasRoom: () => room,
	});
	const id = 'b'.repeat(64);
	await shelf.put(id, { version: 3, savedAt: 1, box: null, pictures: [] });
	expect(await shelf.put(id, { version: 9, savedAt: 1, box: 'AAAA', pictures: [] })).toMatchObject({ ok: true, state: { box: null } });
	room = false;
	expect(await shelf.put('c'.repeat(64), { version: 1, savedAt: 1, box: 'AAAA', pictures: [] })).toEqual({ ok: false, code: 'no-room' });
});
