/** Where results are to go lies at every platform of the hall, sealed there under each one's own key; and what a window alone began has its address too. */
import { expect, test } from 'vitest';
import { courierForm } from '../../domain/form/courier-record.ts';
import { holderForm } from '../../domain/form/holder-record.ts';
import { ApplicationBook } from '../../platform/applications/application-book.ts';
import { AttachmentRecords } from '../../platform/applications/attachment-records.ts';
import { DeliveryWishes } from '../../platform/applications/delivery-wishes.ts';
import { followWishes } from '../../platform/applications/follow-wishes.ts';
import { HallKey } from '../../platform/applications/hall-seal.ts';
import { openApplications } from '../../platform/applications/open-applications.ts';
import { PersonIndex } from '../../platform/applications/person-index.ts';
import { listWishes, takeWish, wishFor } from '../../platform/applications/wish-copies.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoHall, HandClock } from '../platform/fixture.ts';

const hall = 'DEMO';
const dayMs = 24 * 3_600_000;
const token = 'peers-token-of-this-hall-0123456789';
const ref = 'a'.repeat(32);
const address = '金丝雀市样本街 9 号 3 单元 402';

function platform(byte: number) {
	const store = new MemoryStore();
	const key = new HallKey(Buffer.alloc(32, byte));
	return { store, key, wishes: new DeliveryWishes({ hall, store, key, book: undefined }) };
}

test('an address goes from one platform to the other, once, and is read there under the other key', async () => {
	const [one, other] = [platform(1), platform(2)];
	await one.wishes.put(ref, address, 5);
	const list = await listWishes(one.wishes);
	expect(list.wishes).toEqual([{ ref, at: 5, gone: false }]);
	expect((await listWishes(one.wishes, list.state)).wishes).toBeNull();
	const { wish } = await wishFor(one.wishes, ref, token);
	expect(await takeWish(other.wishes, ref, wish!, token)).toBe(true);
	expect(await other.wishes.of(ref)).toBe(address);
	expect((await listWishes(other.wishes)).state).toBe(list.state);
	expect(JSON.stringify(await other.store.records(`delivery-wish/${hall}`)) + JSON.stringify(wish)).not.toContain('样本街');
});

test('P1 what was changed, belongs elsewhere, or comes under another token is not taken', async () => {
	const [one, other] = [platform(1), platform(2)];
	await one.wishes.put(ref, address, 5);
	const wish = (await wishFor(one.wishes, ref, token)).wish!;
	const changed = Buffer.from(wish.box, 'base64');
	changed[changed.length - 1]! ^= 1;
	expect(await takeWish(other.wishes, ref, { ...wish, box: changed.toString('base64') }, token)).toBe(false);
	expect(await takeWish(other.wishes, 'b'.repeat(32), wish, token)).toBe(false);
	expect(await takeWish(other.wishes, ref, wish, 'another-token-of-a-hall-0123456789')).toBe(false);
	expect(await other.wishes.all()).toEqual([]);
});

test('taken back at one platform, it is gone at the other too, and a newer one comes', async () => {
	const [one, other] = [platform(1), platform(2)];
	const clock = new HandClock();
	const at = clock.now();
	await one.wishes.put(ref, address, at);
	const answers: Record<string, () => Promise<unknown>> = {
		wishes: () => listWishes(one.wishes),
		wish: () => wishFor(one.wishes, ref, token),
	};
	const before = globalThis.fetch;
	globalThis.fetch = (async (input: URL | string) => {
		const name = /\/api\/peer\/(\w+)/.exec(String(input))?.[1] ?? '';
		return Response.json(await answers[name]?.());
	}) as typeof fetch;
	const end = followWishes({
		...{ wishes: other.wishes, token, clock, log: jsonLog({ write: () => {} }) },
		peers: [{ id: 'one', url: 'http://one.test' }],
	});
	try {
		const looked = async (wanted: string | null) => {
			clock.turn(15_000);
			for (let turn = 0; turn < 200 && (await other.wishes.of(ref)) !== wanted; turn += 1) await new Promise((go) => setImmediate(go));
			expect(await other.wishes.of(ref)).toBe(wanted);
		};
		await looked(address);
		await one.wishes.drop(ref, at + 1);
		await looked(null);
		expect(await other.wishes.all()).toEqual([{ ref, at: at + 1, gone: true }]);
		await one.wishes.put(ref, `${address} 甲`, at + 2);
		await looked(`${address} 甲`);
	} finally {
		await end();
		globalThis.fetch = before;
	}
});

test.each(['superseded', null] as const)('P1 a platform that is %s lets go of what is over', async (stopped) => {
	const [store, clock] = [new MemoryStore(), new HandClock()];
	const { plan, book: catalogue } = demoHall();
	const applications = await openApplications({
		...{ plan, store, clock, catalogue, folder: null, keyFile: null, keys: () => [], hasRoom: () => true },
		authority: { stopped, day: '2026-11-17' } as never,
	});
	await applications.wishes.put(ref, address, clock.now());
	clock.turn(89 * dayMs);
	await applications.look();
	expect(await applications.wishes.of(ref)).toBe(address);
	clock.turn(2 * dayMs);
	await applications.look();
	expect(await applications.wishes.of(ref)).toBeNull();
});

test('a case that a window began without a form: found by its card on any day, from a window alone, and its address is there to be looked at', async () => {
	const { store, key, wishes } = platform(1);
	const people = await PersonIndex.load({ ...{ hall, store, key, book: undefined }, isWindow: (station) => station === 'W01' });
	const [number, record] = ['110101196002200052', 'c'.repeat(32)];
	await people.note(record, holderForm(ref, number), 'T1');
	expect(people.of(number)).toEqual([]);
	await people.note(record, holderForm(ref, number), 'W01');
	expect(people.of(number)).toEqual([ref]);
	expect((await PersonIndex.load({ hall, store, key, book: undefined })).of(number)).toEqual([ref]);
	expect(JSON.stringify(await store.records(`application-person/${hall}`))).not.toContain(number);
	const book = await ApplicationBook.load({
		...{ hall, store, key, people, wishes, clock: new HandClock(), attachments: new AttachmentRecords(store, hall) },
		...{ today: () => '2026-11-17', submit: async () => true, hasRoom: () => true },
	});
	expect(await book.open(ref)).toBeNull();
	await wishes.put(ref, address, 5);
	expect((await book.open(ref))?.manifest.form.fields).toEqual({ postAddress: address });
	await people.forget(record);
	expect(people.of(number)).toEqual([]);
});

test('a window wrote an address down while cut off: it counts when it arrives, unless something was said since, and only from a window', async () => {
	const { store, key } = platform(1);
	const wishes = new DeliveryWishes({ hall, store, key, book: undefined, isWindow: (station) => station === 'W02' });
	await wishes.note(courierForm(ref, address), 'T1', 10);
	expect(await wishes.of(ref)).toBeNull();
	await wishes.note(courierForm(ref, address), 'W02', 10);
	expect(await wishes.of(ref)).toBe(address);
	// The person chose another way at a terminal since, and only then an older record of the window comes in.
	await wishes.drop(ref, 20);
	await wishes.note(courierForm(ref, address), 'W02', 15);
	expect(await wishes.of(ref)).toBeNull();
	await wishes.note(courierForm(ref, `${address}号`), 'W02', 30);
	expect(await wishes.of(ref)).toBe(`${address}号`);
	expect(JSON.stringify(await store.records(`delivery-wish/${hall}`))).not.toContain('样本街');
});

test('what is no address of a case is left alone: too short, too long, with something else in it, or another record', async () => {
	const { store, key } = platform(1);
	const wishes = new DeliveryWishes({ hall, store, key, book: undefined, isWindow: () => true });
	const form = courierForm(ref, address);
	for (const wrong of [
		courierForm(ref, ' 近处 '),
		courierForm(ref, '街'.repeat(121)),
		courierForm('../../x', address),
		{ ...form, fields: { ...form.fields, name: '某人' } },
		{ ...form, materials: { 'M-001': 'attached' as const } },
		holderForm(ref, '11010119900307123X'),
	])
		await wishes.note(wrong, 'W02', 5);
	expect(await wishes.all()).toEqual([]);
	// Rare characters count as one, as at a terminal.
	await wishes.note(courierForm(ref, '𬭎'.repeat(6)), 'W02', 6);
	expect(await wishes.of(ref)).toBe('𬭎'.repeat(6));
});
