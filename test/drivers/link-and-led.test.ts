import { describe, expect, it } from 'vitest';
import { createAlphaDisplay } from '../../drivers/led/alpha/display.ts';
import { createOnbonDisplay } from '../../drivers/led/onbon/display.ts';
import { createLedSimulator } from '../../drivers/led/simulator.ts';
import { dropEcho } from '../../drivers/transport/echo.ts';
import { createLink, reopenDelay, writeLimitMs } from '../../drivers/transport/link.ts';
import { createPipe } from '../../drivers/transport/pipe.ts';
import { createTestCable, scriptedDevice } from './cable.ts';
import { byId, golden, toHex } from './golden.ts';
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
});

function onbon(address = 1) {
	const simulator = createLedSimulator('onbon', 1);
	const cable = createTestCable((port) => simulator.attach(port));
	return { simulator, cable, ...display(cable.open, address) };
}
function display(open: ReturnType<typeof createTestCable>['open'], address = 1, protocol: 'onbon' | 'alpha' = 'onbon') {
	const clock = new ManualClock();
	const health: string[] = [];
	const create = protocol === 'onbon' ? createOnbonDisplay : createAlphaDisplay;
	const led = create({
		open,
		baud: 57_600,
		address,
		widthDots: 128,
		heightDots: 32,
		now: clock.now,
		timers: clock.timers,
		health: (one) => {
			const text = `${one.state}:${one.code}`;
			if (health.at(-1) !== text) health.push(text);
		},
	});
	led.start();
	return { clock, health, led };
}

describe('an Onbon display', () => {
	it('D1 shows what is wanted, and acknowledged is all that is claimed', async () => {
		const { simulator, clock, led, health } = onbon();
		await clock.advance(100);
		const shown = led.want({ text: '请A044号到3号窗口', style: 'call' });
		await clock.advance(200);
		expect(await shown).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator.text).toBe('请A044号到3号窗口');
		expect(health).toEqual(['ready:ok']);
	});
	it('with nobody to answer: written is all that is claimed', async () => {
		const { simulator, clock, led } = onbon(0xffff);
		await clock.advance(100);
		const shown = led.want({ text: '窗口3', style: 'steady' });
		await clock.advance(200);
		expect(await shown).toEqual({ ok: true, proof: 'written' });
		expect(simulator.text).toBe('窗口3');
	});
	it('busy: asked again three times half a second apart, then given up and said', async () => {
		const { simulator, clock, led, health } = onbon();
		simulator.setFault('busy', true);
		await clock.advance(5000);
		const shown = led.want({ text: 'A', style: 'steady' });
		await clock.advance(700);
		simulator.setFault('busy', false);
		await clock.advance(1000);
		expect(await shown).toEqual({ ok: true, proof: 'acknowledged' });
		simulator.setFault('busy', true);
		const refused = led.want({ text: 'B', style: 'steady' });
		await clock.advance(5000);
		expect(await refused).toEqual({ ok: false, code: 'busy' });
		expect(health.at(-1)).toBe('warning:busy');
	});
	it('a missing font is a fault that is not repeated', async () => {
		const nack = byId(golden.ledOnbon.frames, 'nackNoFont').hex;
		const device = scriptedDevice((heard) => (heard.includes('A306') ? nack : byId(golden.ledOnbon.frames, 'ack').hex));
		const { clock, led, health } = display(device.open);
		await clock.advance(100);
		const shown = led.want({ text: 'A', style: 'steady' });
		await clock.advance(5000);
		expect(await shown).toEqual({ ok: false, code: 'no-font' });
		expect(device.heard.filter((one) => one.includes('A306'))).toHaveLength(1);
		expect(health.at(-1)).toBe('warning:no-font');
	});
	it('silent: repeated twice, disconnected, pinged every 5 s, and shown what is wanted when it is back', async () => {
		const { simulator, clock, led, health } = onbon();
		await clock.advance(100);
		simulator.setFault('silent', true);
		const shown = led.want({ text: '叫号', style: 'call' });
		await clock.advance(10_000);
		expect(await shown).toEqual({ ok: false, code: 'no-answer' });
		expect(health.at(-1)).toBe('disconnected:no-answer');
		simulator.setFault('silent', false);
		await clock.advance(6000);
		expect(simulator.text).toBe('叫号');
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('a call that was repeated late does not come back over the one that followed it', async () => {
		let shows = 0;
		const device = scriptedDevice((heard) => (heard.includes('A306') && shows++ === 0 ? null : byId(golden.ledOnbon.frames, 'ack').hex));
		const { clock, led } = display(device.open);
		await clock.advance(100);
		void led.want({ text: 'A001', style: 'call' });
		await clock.advance(500);
		void led.want({ text: 'A002', style: 'call' });
		await clock.advance(10_000);
		const hex = (text: string) => Buffer.from(text).toString('hex').toUpperCase();
		const shown = device.heard.filter((one) => one.includes('A306'));
		expect(shown.map((one) => (one.includes(hex('A001')) ? 'A001' : one.includes(hex('A002')) ? 'A002' : '?'))).toEqual([
			'A001',
			'A002',
			'A002',
		]);
	});
	it('a port that throws on a write counts as not written', async () => {
		const clock = new ManualClock();
		const port = { write: () => Promise.reject(new Error('broken')), onBytes() {}, onClosed() {}, close: async () => {} };
		const link = createLink(async () => ({ ok: true, port }), clock.timers, { opened() {}, bytes() {}, down() {} });
		link.start();
		await settle();
		expect(await link.write(new Uint8Array([1]))).toBe(false);
	});
	it('unplugged and plugged in again it is shown what is wanted', async () => {
		const { simulator, cable, clock, led, health } = onbon();
		await clock.advance(100);
		cable.unplug();
		await settle();
		expect(await led.want({ text: '新的', style: 'steady' })).toEqual({ ok: false, code: 'port-lost' });
		cable.plug();
		await clock.advance(3000);
		expect(simulator.text).toBe('新的');
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('the wanted state is sent again every 60 s', async () => {
		const device = scriptedDevice(() => byId(golden.ledOnbon.frames, 'ack').hex);
		const { clock, led } = display(device.open);
		await clock.advance(100);
		void led.want({ text: 'A', style: 'steady' });
		await clock.advance(181_000);
		expect(device.heard.filter((one) => one.includes('A306'))).toHaveLength(4);
	});
	it('an answer of another screen is not taken for ours', async () => {
		const device = scriptedDevice(() => byId(golden.ledOnbon.frames, 'ack').hex);
		const { clock, health } = display(device.open, 2);
		await clock.advance(10_000);
		expect(health).toEqual(['disconnected:no-answer']);
		expect(
			device.heard.slice(0, 3).every((one) => one === toHex(Buffer.from(byId(golden.ledOnbon.frames, 'pingScreen2').hex, 'hex'))),
		).toBe(true);
	});
});

describe('an Alpha sign', () => {
	it('D1 is written to; nothing more is claimed', async () => {
		const simulator = createLedSimulator('alpha', 0);
		const cable = createTestCable((port) => simulator.attach(port));
		const { clock, led, health } = display(cable.open, 0, 'alpha');
		await clock.advance(100);
		expect(await led.want({ text: 'A044  3', style: 'call' })).toEqual({ ok: true, proof: 'written' });
		await settle();
		expect(simulator.text).toBe('A044  3');
		expect(health.at(-1)).toBe('ready:one-way');
	});
});
