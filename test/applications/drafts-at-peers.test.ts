/** A form that was begun at a terminal is gone on with although the platform that took its box is dead: the box lies at the others too. */
import { expect, test } from 'vitest';
import { draftKeptMs } from '../../domain/contracts/applications.ts';
import { AttachmentRecords, draftChunks } from '../../platform/applications/attachment-records.ts';
import { draftFor, listDrafts, pieceFor } from '../../platform/applications/draft-copies.ts';
import { DraftShelf } from '../../platform/applications/draft-shelf.ts';
import { followDrafts } from '../../platform/applications/follow-drafts.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { HandClock } from '../platform/fixture.ts';

const token = 'peers-token-of-this-hall-0123456789';
const hall = 'DEMO';
const id = 'ab'.repeat(32);
const [one, two] = ['11'.repeat(8), '22'.repeat(8)];
const box = (text: string) => Buffer.from(text).toString('base64');

function shelfWith(clock: HandClock, hasRoom = () => true) {
	const store = new MemoryStore();
	return new DraftShelf({ hall, store, pictures: new AttachmentRecords(store, hall, draftChunks), clock, hasRoom });
}

async function following(
	at: DraftShelf,
	from: DraftShelf,
	clock: HandClock,
	act: (look: (so: () => Promise<boolean>) => Promise<void>, asked: string[]) => Promise<void>,
) {
	const asked: string[] = [];
	const before = globalThis.fetch;
	globalThis.fetch = (async (input: URL | string) => {
		const { pathname, searchParams } = new URL(String(input));
		const said = Object.fromEntries(searchParams) as Record<string, string>;
		const name = pathname.replace('/api/peer/', '');
		asked.push(name);
		if (name === 'drafts') return Response.json(await listDrafts(from, said.state));
		if (name === 'draft') return Response.json(await draftFor(from, said.id!));
		return Response.json(await pieceFor(from, { id: said.id!, picture: said.picture!, index: Number(said.index) }));
	}) as typeof fetch;
	const end = followDrafts({ drafts: at, token, clock, log: jsonLog({ write: () => {} }), peers: [{ id: 'P1', url: 'http://one.test' }] });
	const look = async (so: () => Promise<boolean>) => {
		clock.turn(3_000);
		for (let turn = 0; turn < 300 && !(await so()); turn += 1) await new Promise((go) => setImmediate(go));
		expect(await so()).toBe(true);
	};
	try {
		await act(look, asked);
	} finally {
		await end();
		globalThis.fetch = before;
	}
}

test('the box with its pictures comes along, newer versions follow, and what was handed in is let go of there too', async () => {
	const clock = new HandClock();
	const [first, second] = [shelfWith(clock), shelfWith(clock)];
	const versionThere = async () => (await second.get(id).then((said) => (said.ok ? said.state : null)))?.version;
	const pieceThere = async (picture: string, index: number) => {
		const said = await second.piece(id, picture, index);
		return said.ok && said.state.box ? Buffer.from(said.state.box, 'base64').toString() : null;
	};
	await first.put(id, { version: 3, savedAt: 1, box: box('sealed answers'), pictures: [one!] });
	await first.putPiece(id, one!, 0, Buffer.from('piece 0'));
	await following(second, first, clock, async (look, asked) => {
		await look(async () => (await pieceThere(one!, 0)) === 'piece 0');
		expect((await second.get(id)) as unknown).toEqual(await first.get(id));
		// A picture is still on its way up when the first look comes.
		await first.putPiece(id, one!, 1, Buffer.from('piece 1'));
		await look(async () => (await pieceThere(one!, 1)) === 'piece 1');
		expect(asked.filter((name) => name === 'draft')).toHaveLength(1);
		await first.put(id, { version: 4, savedAt: 1, box: box('more answers'), pictures: [two!] });
		await first.putPiece(id, two!, 0, Buffer.from('another'));
		await look(async () => (await pieceThere(two!, 0)) === 'another');
		expect([await versionThere(), await pieceThere(one!, 0)]).toEqual([4, null]);
		await first.put(id, { version: 5, savedAt: 1, box: null, pictures: [] });
		await look(async () => ((await second.get(id)) as { state?: { box: unknown } }).state?.box === null);
		expect((await second.all()).flatMap(({ pieces }) => pieces)).toEqual([]);
		// Nothing is asked for again as long as nothing changes.
		const before = asked.length;
		await look(async () => asked.length > before);
		expect(asked.slice(before)).toEqual(['drafts']);
	});
});

test('what is newer here stays, what was let go of here never comes back, and nobody keeps it longer for having copied it', async () => {
	const clock = new HandClock();
	const began = clock.now();
	const [first, second] = [shelfWith(clock), shelfWith(clock)];
	await second.put(id, { version: 7, savedAt: 1, box: box('newer'), pictures: [] });
	expect(await second.adopt(id, { version: 6, savedAt: began, box: box('older'), pictures: [] })).toBe(false);
	await second.put(id, { version: 8, savedAt: 1, box: null, pictures: [] });
	expect(await second.adopt(id, { version: 9, savedAt: began, box: box('from the grave'), pictures: [] })).toBe(false);
	const other = 'cd'.repeat(32);
	await first.put(other, { version: 1, savedAt: 1, box: box('waits'), pictures: [] });
	clock.turn(draftKeptMs / 2);
	expect(await second.adopt(other, (await draftFor(first, other)).draft!)).toBe(true);
	clock.turn(draftKeptMs / 2);
	expect(await second.get(other)).toMatchObject({ ok: false });
	expect(await shelfWith(clock, () => false).adopt(other, { version: 1, savedAt: clock.now(), box: box('x'), pictures: [] })).toBe(false);
});
