/** Notes of complaints lie at every platform of the hall, sealed there under each one's own key. */
import { expect, test } from 'vitest';
import { HallKey } from '../../platform/applications/hall-seal.ts';
import { listNotes, noteFor, takeNote } from '../../platform/reviews/note-copies.ts';
import { SealedNotes } from '../../platform/reviews/sealed-notes.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';

const hall = 'DEMO';
const token = 'peers-token-of-this-hall-0123456789';
const ref = 'PJ-20261123-A001';
const text = 'canary 王小明 13800138000 called back, content';

function platform(byte: number) {
	const store = new MemoryStore();
	return { store, notes: new SealedNotes(store, hall, new HallKey(Buffer.alloc(32, byte))) };
}

test('a note goes from one platform to the other, once, and is read there under the other key', async () => {
	const [one, other] = [platform(1), platform(2)];
	await one.notes.put(ref, { at: 5, staff: '1001', text });
	const list = await listNotes(one.notes, [ref, 'PJ-20261123-A002']);
	expect(list.notes).toEqual([{ ref, ids: [expect.any(String)] }]);
	expect((await listNotes(one.notes, [ref], list.state)).notes).toBeNull();
	const asked = { ref, id: list.notes![0]!.ids[0]! };
	const { note } = await noteFor(one.notes, asked, token);
	expect(await takeNote(other.notes, asked, note!, token)).toBe(true);
	expect(await other.notes.of(ref)).toEqual([{ at: 5, staff: '1001', text }]);
	expect((await listNotes(other.notes, [ref])).state).toBe(list.state);
	// What lies at the other is sealed anew: the first one's key opens nothing of it.
	expect(await new SealedNotes(other.store, hall, new HallKey(Buffer.alloc(32, 1))).of(ref)).toEqual([]);
});

test('P1 nothing of it can be read on the way, and what was changed or belongs elsewhere is not taken', async () => {
	const [one, other] = [platform(1), platform(2)];
	await one.notes.put(ref, { at: 5, staff: '1001', text });
	const asked = { ref, id: (await one.notes.ids(ref))[0]! };
	const note = (await noteFor(one.notes, asked, token)).note!;
	const way = Buffer.concat([Buffer.from(note.box, 'base64'), Buffer.from(note.key, 'base64')]).toString('utf8') + JSON.stringify(note);
	for (const word of ['canary', '王小明', '13800138000']) expect(way).not.toContain(word);
	const changed = Buffer.from(note.box, 'base64');
	changed[40]! ^= 1;
	expect(await takeNote(other.notes, asked, { ...note, box: changed.toString('base64') }, token)).toBe(false);
	expect(await takeNote(other.notes, { ...asked, ref: 'PJ-20261123-A009' }, note, token)).toBe(false);
	expect(await takeNote(other.notes, asked, note, 'another-token-of-a-hall-0123456789')).toBe(false);
	expect(await other.notes.of(ref)).toEqual([]);
	expect(await noteFor(one.notes, { ref, id: asked.id.replace(/.$/, asked.id.endsWith('0') ? '1' : '0') }, token)).toEqual({ note: null });
});
