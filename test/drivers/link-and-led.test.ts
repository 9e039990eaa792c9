import { describe, expect, it } from 'vitest';
import { dropEcho } from '../../drivers/transport/echo.ts';
import { createLink, reopenDelay, writeLimitMs } from '../../drivers/transport/link.ts';
import { createPipe } from '../../drivers/transport/pipe.ts';
import { ManualClock, settle } from './manual-clock.ts';

describe('the link', () => {
	it('reopens after 1, 2, 4, 8, 16, 30, 30 … seconds, for ever', async () => {
		expect([0, 1, 2, 3, 4, 5, 6, 1000].map(reopenDelay)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
		const clock = new ManualClock();
		const start = clock.now();
		const tries: number[] = [];
		const link = createLink(
			async () => {
				tries.push((clock.now() - start) / 1000);
				return { ok: false, code: 'cannot-open', text: '' };
			},
			clock.timers,
			{ opened: () => {}, bytes: () => {}, down: () => {} },
		);
		link.start();
		await clock.advance(130_000);
		expect(tries).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121]);
		await link.stop();
		await clock.advance(60_000);
		expect(tries).toHaveLength(9);
	});
	it('D2 a port that never takes the bytes (flow control holds them) is given up and opened again', async () => {
		const clock = new ManualClock();
		const said: string[] = [];
		let opened = 0;
		const held = {
			write: () => new Promise<boolean>(() => {}),
			onBytes: () => {},
			onClosed: () => {},
			close: () => new Promise<void>(() => {}),
		};
		const link = createLink(async () => ({ ok: true, port: held }), clock.timers, {
			opened: () => {
				opened++;
			},
			bytes: () => {},
			down: (code) => said.push(code),
		});
		link.start();
		await clock.advance(0);
		let answer: boolean | null = null;
		void link.write(new Uint8Array([1])).then((ok) => {
			answer = ok;
		});
		await clock.advance(writeLimitMs - 1);
		expect([answer, link.up, said]).toEqual([null, true, []]);
		await clock.advance(1);
		expect([answer, link.up, said]).toEqual([false, false, ['port-lost']]);
		await clock.advance(1_000);
		expect([opened, link.up]).toEqual([2, true]);
	});
	it('an echo of what was sent is dropped, the answer behind it is not', async () => {
		const { near, far } = createPipe();
		const heard: number[] = [];
		const port = dropEcho(near);
		port.onBytes((bytes) => heard.push(...bytes));
		far.onBytes((bytes) => void far.write(bytes).then(() => far.write(new Uint8Array([9, 1]))));
		await port.write(new Uint8Array([1, 2, 3]));
		await settle();
		expect(heard).toEqual([9, 1]);
	});
	it('a port that throws on a write counts as not written', async () => {
		const clock = new ManualClock();
		const port = { write: () => Promise.reject(new Error('broken')), onBytes() {}, onClosed() {}, close: async () => {} };
		const link = createLink(async () => ({ ok: true, port }), clock.timers, { opened() {}, bytes() {}, down() {} });
		link.start();
		await settle();
		expect(await link.write(new Uint8Array([1]))).toBe(false);
	});
});
