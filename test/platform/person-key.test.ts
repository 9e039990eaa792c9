import { expect, test } from 'vitest';
import { adoptKey, keyOfDay, personKeyOf } from '../../platform/people/person-key.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';

const day = '2026-11-26';
const told = Buffer.alloc(32, 7).toString('base64url');

test('a platform that took over goes on with the key that terminals hold, also after a restart', async () => {
	const store = new MemoryStore();
	const own = await personKeyOf(store, 'H1', day);
	expect(own).not.toBe(told);
	expect(await adoptKey(store, 'H1', day, told)).toBe(told);
	expect(await keyOfDay(store, 'H1', day)).toBe(told);
	expect(await store.record('person-key', `H1/${day}`)).toBe(told);
	expect(await keyOfDay(store, 'H1', '2026-11-27')).not.toBe(told);
});

test('what is no key of 32 bytes changes nothing', async () => {
	const store = new MemoryStore();
	const own = await personKeyOf(store, 'H1', day);
	for (const wrong of ['', 'short', `${told}A`, `${told.slice(0, -1)}!`, Buffer.alloc(33).toString('base64url')])
		expect(await adoptKey(store, 'H1', day, wrong)).toBe(own);
	expect(await personKeyOf(store, 'H1', day)).toBe(own);
});
