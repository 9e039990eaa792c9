import { describe, expect, it } from 'vitest';
import { type Ask, createBus, type Framing } from '../../../drivers/bus/bus.ts';
import { createAnswerFraming } from '../../../drivers/id-reader/frames.ts';
import { createLink } from '../../../drivers/transport/link.ts';
import { scriptedDevice } from '../cable.ts';
import { fromHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';

type Mark = { type: 'mark'; byte: number } | { type: 'discarded'; bytes: number };

/** Capitals are frames, everything else is noise. */
const capitals = (): Framing<Mark> => ({
	feed: (bytes) => [...bytes].map((byte) => (byte >= 0x41 && byte <= 0x5a ? { type: 'mark', byte } : { type: 'discarded', bytes: 1 })),
	reset() {},
});
const question = (bytes: string): Ask<Mark, number> => ({
	bytes: fromHex(bytes),
	timeouts: { firstByteMs: 100, gapMs: 50 },
	accept: (event) => (event.type === 'mark' && event.byte === 0x41 ? event.byte : null),
	damaged: () => false,
});

async function bus(script: (heard: string) => string | null, framing: Framing<Mark> = capitals()) {
	const clock = new ManualClock();
	const device = scriptedDevice(script);
	const unasked: Mark[] = [];
	const link = createLink(device.open, clock.timers, { opened() {}, bytes: (bytes) => own.heard(bytes), down: () => own.closed() });
	const own = createBus(link, framing, { now: clock.now, timers: clock.timers }, (event) => unasked.push(event));
	link.start();
	await clock.advance(0);
	return { own, clock, unasked, device };
}

describe('what a line counts', () => {
	it('answers, failures, frames that answered nothing and bytes that were no frame', async () => {
		const { own, clock, unasked } = await bus((heard) => (heard === '01' ? '202041' : heard === '02' ? '425820' : null));
		const first = own.ask(question('01'));
		await clock.advance(10);
		expect(await first).toEqual({ ok: true, answer: 0x41 });
		const second = own.ask(question('02'));
		await clock.advance(1000);
		expect(await second).toEqual({ ok: false, failure: 'broken-off' });
		expect([own.noise + own.dropped, own.answered, own.failed]).toEqual([5, 1, 1]);
		expect([own.dropped, own.noise]).toEqual([2, 3]);
		// Noise too is shown to whoever listens.
		expect(unasked).toHaveLength(5);
	});
	it('a framing that counts for itself is believed', async () => {
		const { own, clock } = await bus(() => '20', { ...capitals(), discarded: 77 });
		void own.tell(new Uint8Array([1]));
		await clock.advance(10);
		expect([own.noise, own.dropped]).toEqual([77, 0]);
	});
	it('a command whose port was lost is a failure', async () => {
		const { own, clock, device } = await bus(() => null);
		const asked = own.ask(question('01'));
		await clock.advance(0);
		device.unplug();
		await clock.advance(0);
		expect([await asked, own.failed]).toEqual([{ ok: false, failure: 'port-lost' }, 1]);
	});
	it('D2 half a minute of noise at full speed: each command still ends, and nothing piles up', async () => {
		const framing = createAnswerFraming();
		const clock = new ManualClock();
		let far: ((bytes: Uint8Array) => void) | null = null;
		const link = createLink(
			async () => ({
				ok: true,
				port: {
					write: async () => true,
					onBytes: (listener) => {
						far = listener;
					},
					onClosed() {},
					close: async () => {},
				},
			}),
			clock.timers,
			{ opened() {}, bytes: (bytes) => own.heard(bytes), down() {} },
		);
		const own = createBus(link, framing, { now: clock.now, timers: clock.timers });
		link.start();
		await clock.advance(0);
		// 11 520 bytes a second are 115 every 10 ms.
		const chunk = Uint8Array.from({ length: 115 }, (_, n) => (n * 89 + 170) & 0xff);
		let ended = 0;
		const ask = () =>
			own.ask({
				bytes: new Uint8Array(1),
				timeouts: { firstByteMs: 500, gapMs: 300, longestMs: 3000 },
				accept: () => null,
				damaged: () => false,
			});
		for (let second = 0; second < 30; second++) {
			if (second % 6 === 0) void ask().then(() => ended++);
			for (let n = 0; n < 100; n++) {
				far!(chunk);
				await clock.advance(10);
			}
		}
		await clock.advance(1000);
		expect([ended, own.failed]).toEqual([5, 5]);
		expect(own.noise).toBeGreaterThan(300_000);
	});
});
