/** The signed code on every ticket, made by one machine and checked by another that hears nobody. */
import { describe, expect, test } from 'vitest';
import type { StationKey } from '../../domain/contracts/ticket-keys.ts';
import { openMachineKey } from '../../electron/keys/machine-key.ts';
import type { Signer } from '../../renderer/engine/ports.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { MemoryDisk } from '../electron/memory-disk.ts';
import { demoPlan, openHall } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, settle } from './test-time.ts';

async function newKey() {
	const key = await openMachineKey({ folder: '/keys', note: () => {}, disk: new MemoryDisk().disk });
	const signer: Signer = { keyId: key.keyId, publicKey: key.publicKey, sign: async (text) => key.sign(text) };
	const at = (station: string): StationKey => ({ station, keyId: key.keyId, publicKey: key.publicKey, revoked: false });
	return { signer, at };
}
const items = demoPlan.queues.find((queue) => queue.id === 'A')!.items.slice(0, 2);
const visit = { ...visitA, items };

async function begin(signer?: Signer) {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const terminal = await startMachine({ time, hall: () => hall, ...(signer ? { signer } : {}) });
	return { time, hall, terminal };
}

describe('the code on a ticket', () => {
	test('of the shared series and of the own series is signed, and a window that was cut off since before checks it by itself', async () => {
		const { signer, at } = await newKey();
		const { time, hall, terminal } = await begin(signer);
		const window = await startMachine({ time, hall: () => hall, station: 'W02' });
		window.link.keys = [at('T2')];
		await window.link.connect();
		await settle();
		window.link.cut();
		await terminal.link.connect();
		await settle();
		await terminal.engine.takeTicket('T2', visit, slip);
		terminal.link.cut();
		const offline = await terminal.engine.takeTicket('T2', visit, slip);
		await time.advance(2_000);
		expect(terminal.papers.map((job) => job.slip.number)).toEqual(['A001', 'A2-001']);
		for (const { slip: paper } of terminal.papers) {
			if (!('offline' in paper)) throw new Error('not a ticket');
			expect(await window.engine.readTicket('W02', paper.qr ?? '')).toMatchObject({
				ok: true,
				code: {
					hall: demoPlan.code,
					day: '2026-11-26',
					number: paper.number,
					queue: 'A',
					items,
					more: false,
					station: 'T2',
					keyId: signer.keyId,
				},
			});
			expect(await window.engine.readTicket('W02', `${paper.qr}`.replace(':A', ':B'))).toMatchObject({ ok: false });
		}
		// What the screen shows is what the paper bears.
		expect(offline).toMatchObject({ ok: true, taken: { qr: terminal.papers[1]?.slip.qr } });
	});

	test('is there again on a reprint of the same number', async () => {
		const { signer, at } = await newKey();
		const { time, terminal } = await begin(signer);
		terminal.link.keys = [at('T2')];
		await terminal.link.connect();
		await settle();
		await terminal.engine.takeTicket('T2', visit, slip);
		await time.advance(100);
		await terminal.engine.reprint('T2', 'A001', slip);
		const [first, again] = terminal.papers.map((job) => job.slip.qr ?? '');
		expect(again).toBe(first);
		expect(await terminal.engine.readTicket('T2', again ?? '')).toMatchObject({ ok: true, code: { number: 'A001', items } });
	});

	test.each<[string, (text: string) => Promise<string>]>([
		['the machine refuses to sign', async () => Promise.reject(new Error('machine-failed'))],
		['the machine does not answer', () => new Promise(() => {})],
		['what comes back is no signature', async () => 'signed, trust me'],
	])('is missing when %s: the number is printed all the same within 200 ms, and it is noted', async (_, sign) => {
		const { signer } = await newKey();
		const { time, terminal } = await begin({ ...signer, sign });
		await terminal.link.connect();
		await settle();
		const before = time.clock();
		let answer: unknown = null;
		void terminal.engine.takeTicket('T2', visit, slip).then((taken) => {
			answer = taken;
		});
		await time.advance(200);
		expect(answer).toMatchObject({ ok: true, taken: { number: 'A001', qr: '', paper: { outcome: 'printed' } } });
		expect(terminal.papers.map((job) => [job.slip.number, job.slip.qr])).toEqual([['A001', '']]);
		expect(terminal.notes.filter((code) => code === 'ticket-not-signed')).toHaveLength(1);
		expect(time.clock() - before).toBe(200);
	});

	test('P1 names no person', async () => {
		const { signer } = await newKey();
		const { time, terminal } = await begin(signer);
		await terminal.link.connect();
		await settle();
		const card = { ...visit, channel: 'card' as const, personRef: 'canary-person-0001', priorityGroup: 'ELDER80' };
		await terminal.engine.takeTicket('T2', card, { ...slip, missed: 'canary' });
		await time.advance(500);
		expect(terminal.papers[0]?.slip.qr).toMatch(/^TH2:/);
		expect(terminal.papers[0]?.slip.qr).not.toMatch(/canary|ELDER/);
	});
});

describe('the keys a machine knows', () => {
	test('are kept over a restart without the platform, and over the change of day', async () => {
		const { signer, at } = await newKey();
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const store = createMemoryStore();
		const first = await startMachine({ time, hall: () => hall, station: 'W02', store });
		first.link.keys = [at('T2')];
		await first.link.connect();
		await settle();
		first.engine.stop();
		const terminal = await startMachine({ time, hall: () => hall, signer });
		await terminal.link.connect();
		await settle();
		await terminal.engine.takeTicket('T2', visit, slip);
		await time.advance(100);
		const again = await startMachine({ time, hall: () => hall, station: 'W02', store, journal: first.journal });
		const code = terminal.papers[0]?.slip.qr ?? '';
		expect(await again.engine.readTicket('W02', code)).toMatchObject({ ok: true });
		await time.advance(24 * 3_600_000);
		expect(await again.engine.readTicket('W02', code)).toEqual({ ok: false, why: 'wrong-day' });
	});

	test('grow while the link is up, and a key that is revoked counts no more', async () => {
		const { signer, at } = await newKey();
		const { time, hall, terminal } = await begin(signer);
		const window = await startMachine({ time, hall: () => hall, station: 'W02' });
		await window.link.connect();
		await terminal.link.connect();
		await settle();
		await terminal.engine.takeTicket('T2', visit, slip);
		await time.advance(100);
		const code = terminal.papers[0]?.slip.qr ?? '';
		expect(await window.engine.readTicket('W02', code)).toEqual({ ok: false, why: 'unknown-key' });
		window.link.listener().keys({ keys: [at('T2')] });
		expect(await window.engine.readTicket('W02', code)).toMatchObject({ ok: true });
		window.link.listener().keys({ keys: [{ ...at('T2'), revoked: true }] });
		expect(await window.engine.readTicket('W02', code)).toEqual({ ok: false, why: 'revoked-key' });
	});

	test('are told to the platform with the hello, the public half alone', async () => {
		const { signer } = await newKey();
		const { terminal } = await begin(signer);
		const hello = terminal.link.listener().hello();
		expect(hello.key).toEqual({ keyId: signer.keyId, publicKey: signer.publicKey });
		const browser = await begin();
		expect(browser.terminal.link.listener().hello().key).toBeUndefined();
	});
});
