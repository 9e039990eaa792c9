import { describe, expect, it } from 'vitest';
import { createDisplay } from '../../../drivers/led/line.ts';
import { fixedSpeed, searchedSpeed } from '../../../drivers/transport/speed.ts';
import { scriptedDevice } from '../cable.ts';
import { byId, golden } from '../golden.ts';
import { ManualClock, settle } from '../manual-clock.ts';
import { drive, oneDisplay, within } from './displays.ts';

const call = (text: string) => ({ text, style: 'call' as const });
const steady = (text: string) => ({ text, style: 'steady' as const });
const ack = byId(golden.ledOnbon.frames, 'ack').hex;
const areas = (heard: readonly { hex: string }[]) => heard.filter((one) => one.hex.includes('A30601') || one.hex.includes('A30602')).length;

describe('an Onbon display', () => {
	it('D1 shows what is wanted, and acknowledged is all that is claimed', async () => {
		const { simulator, clock, led, health } = await oneDisplay('onbon');
		expect(await within(clock, 200, led.want(call('请A044号到3号窗口')))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator.text).toBe('请A044号到3号窗口');
		expect(health).toEqual(['ready:ok']);
	});
	it('D1 with nobody to answer: written is all that is claimed', async () => {
		const { clock, led, health, heard } = await oneDisplay('onbon', { address: 0xffff });
		expect(await within(clock, 200, led.want(steady('窗口3')))).toEqual({ ok: true, proof: 'written' });
		expect(heard.some((one) => one.hex.includes('FFFF0080'))).toBe(true);
		expect(health).toEqual(['ready:one-way']);
		expect(led.tests).not.toContain('ping');
		expect(await led.ping()).toEqual({ ok: false, code: 'not-supported' });
	});
	it('every screen at once: whoever answers was asked', async () => {
		const device = scriptedDevice((hex) => (hex.includes('FEFF0080') ? byId(golden.ledOnbon.frames, 'ackFromBroadcastAddress').hex : null));
		const { clock, add, line } = drive('onbon', device.open);
		const { led } = add(0xfffe);
		line.start();
		await clock.advance(500);
		expect(await within(clock, 500, led.want(call('A001')))).toEqual({ ok: true, proof: 'acknowledged' });
	});
	it('busy: asked again three times half a second apart, then given up and said', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('onbon');
		simulator.setFault('busy', true);
		const shown = led.want(steady('A'));
		await clock.advance(700);
		simulator.setFault('busy', false);
		expect(await within(clock, 1000, shown)).toEqual({ ok: true, proof: 'acknowledged' });
		simulator.setFault('busy', true);
		const from = heard.length;
		const at = clock.now();
		expect(await within(clock, 2500, led.want(steady('B')))).toEqual({ ok: false, code: 'busy' });
		expect(heard.slice(from).map((one) => one.at - at)).toEqual([0, 500, 1000, 1500]);
		expect(health.at(-1)).toBe('warning:busy');
		simulator.setFault('busy', false);
		await clock.advance(60_000);
		expect(simulator.text).toBe('B');
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('what was damaged on the way to it is sent again three times, then said', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('onbon');
		simulator.setFault('hears-damaged', true);
		const from = heard.length;
		expect(await within(clock, 2000, led.want(steady('B')))).toEqual({ ok: false, code: 'crc' });
		expect(heard.length - from).toBe(4);
		expect(health.at(-1)).toBe('warning:crc');
	});
	it('any other refusal is a fault that is not repeated', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('onbon');
		simulator.setFault('nak', true);
		const from = heard.length;
		expect(await within(clock, 2000, led.want(steady('B')))).toEqual({ ok: false, code: 'display-fault' });
		expect(heard.length - from).toBe(1);
		expect(health.at(-1)).toBe('warning:display-fault');
	});
	it('a missing font: the other one is set once, and remembered', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('onbon');
		simulator.setFault('no-font', true);
		const from = heard.length;
		expect(await within(clock, 500, led.want(steady('窗口3')))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator.text).toBe('窗口3');
		expect(heard.length - from).toBe(2);
		await within(clock, 500, led.want(steady('窗口4')));
		expect(heard.length - from).toBe(3);
		expect(health.at(-1)).toBe('ready:ok');
		expect(led.report().facts).toMatchObject({ font: 'gbk' });
	});
	it('no font at all: two attempts, then said, and tried anew with the next renewal', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('onbon');
		simulator.setFault('no-fonts', true);
		const from = heard.length;
		expect(await within(clock, 500, led.want(steady('窗口3')))).toEqual({ ok: false, code: 'no-font' });
		expect(areas(heard.slice(from))).toBe(2);
		expect(health.at(-1)).toBe('warning:no-font');
		simulator.setFault('no-fonts', false);
		await clock.advance(60_000);
		expect(simulator.text).toBe('窗口3');
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('a card that is not the declared model is asked as any model from then on', async () => {
		const clock = new ManualClock();
		const heard: string[] = [];
		const nack = 'A5A5A5A5A5A5A5A500800100000000000000FE020500A0010D0000';
		const device = scriptedDevice((hex) => {
			heard.push(hex.slice(36, 38));
			return hex.slice(36, 38) === '58' ? nackOf(nack) : ack;
		});
		const { line, add } = drive('onbon', device.open, { clock });
		const { led } = add(1, { model: 0x58 } as never);
		line.start();
		await clock.advance(500);
		expect(await within(clock, 500, led.want(steady('A')))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(heard[0]).toBe('58');
		expect(heard.slice(1).every((one) => one === 'FE')).toBe(true);
	});
	it('silent: repeated twice, disconnected, pinged every 5 s, and shown what is wanted when it is back', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('onbon');
		simulator.setFault('silent', true);
		const from = heard.length;
		expect(await within(clock, 8000, led.want(call('叫号')))).toEqual({ ok: false, code: 'no-answer' });
		expect(areas(heard.slice(from))).toBe(3);
		expect(health.at(-1)).toBe('disconnected:no-answer');
		const pings = heard.length;
		await clock.advance(20_000);
		const times = heard.slice(pings).map((one) => one.at);
		expect(heard.slice(pings).every((one) => one.hex === byId(golden.ledOnbon.frames, 'ping').hex)).toBe(true);
		expect(times.length).toBeGreaterThanOrEqual(2);
		expect(await led.want(call('新的'))).toEqual({ ok: false, code: 'no-answer' });
		simulator.setFault('silent', false);
		await clock.advance(7000);
		expect(simulator.text).toBe('新的');
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('a call that was repeated late does not come back over the one that followed it', async () => {
		let shows = 0;
		const device = scriptedDevice((heard) => (heard.includes('A306') && shows++ === 0 ? null : ack));
		const { clock, line, add } = drive('onbon', device.open);
		const { led } = add(1);
		line.start();
		await clock.advance(500);
		void led.want(call('A001'));
		await clock.advance(500);
		void led.want(call('A002'));
		await clock.advance(10_000);
		const hex = (text: string) => Buffer.from(text).toString('hex').toUpperCase();
		const shown = device.heard.filter((one) => one.includes('A306'));
		expect(shown.map((one) => (one.includes(hex('A001')) ? 'A001' : one.includes(hex('A002')) ? 'A002' : '?'))).toEqual(['A001', 'A002']);
	});
	it('a refusal of an older text is not held against the one that replaced it', async () => {
		const hex = (text: string) => Buffer.from(text).toString('hex').toUpperCase();
		const fault = nackOf('A5A5A5A5A5A5A5A500800100000000000000FE020500A001070000');
		const device = scriptedDevice((heard) => (heard.includes(hex('A001')) ? fault : ack));
		const { clock, line, add } = drive('onbon', device.open);
		const { led, health } = add(1);
		line.start();
		await clock.advance(500);
		void led.want(call('A001'));
		const second = led.want(call('A002'));
		expect(await within(clock, 500, second)).toEqual({ ok: true, proof: 'acknowledged' });
		expect(device.heard.some((one) => one.includes(hex('A001')))).toBe(true);
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('unplugged and plugged in again it is shown what is wanted', async () => {
		const { simulator, cable, clock, led, health } = await oneDisplay('onbon');
		cable.unplug();
		await settle();
		expect(await led.want(steady('新的'))).toEqual({ ok: false, code: 'port-lost' });
		expect(health.at(-1)).toBe('disconnected:port-lost');
		cable.plug();
		await clock.advance(3000);
		expect(simulator.text).toBe('新的');
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('the wanted state is sent again every 60 s, and not oftener', async () => {
		const { clock, led, heard } = await oneDisplay('onbon');
		void led.want(steady('A'));
		await clock.advance(180_500);
		expect(areas(heard)).toBe(4);
	});
	it('an answer of another screen is not taken for ours, and counted', async () => {
		const device = scriptedDevice(() => ack);
		const { clock, line, add } = drive('onbon', device.open);
		const { led, health } = add(2);
		line.start();
		await clock.advance(10_000);
		expect(health).toEqual(['disconnected:no-answer']);
		expect(led.report()).toMatchObject({ answered: 0, discarded: 4 });
	});
	it('tried on both speeds until the card is understood', async () => {
		const clock = new ManualClock();
		const opened: number[] = [];
		const device = scriptedDevice(() => (opened.at(-1) === 9600 ? ack : null));
		const { speed, open } = searchedSpeed(
			(baud) => {
				opened.push(baud);
				return device.open();
			},
			[57_600, 9600],
		);
		const { line, add } = drive('onbon', open, { clock, speed });
		const { led, health } = add(1);
		line.start();
		await clock.advance(8000);
		expect(opened).toEqual([57_600, 9600]);
		expect(speed.baud).toBe(9600);
		expect(health.at(-1)).toBe('ready:ok');
		expect(await within(clock, 200, led.want(steady('A')))).toEqual({ ok: true, proof: 'acknowledged' });
		// Another card may hang there after the cable was out: the speed that was good is tried first.
		device.unplug();
		await clock.advance(0);
		device.plug();
		await clock.advance(2000);
		expect([opened.at(-1), health.at(-1)]).toEqual([9600, 'ready:ok']);
		expect(new Set(opened.slice(2))).toEqual(new Set([9600]));
	});
	it('a display alone opens and closes its own port', async () => {
		const clock = new ManualClock();
		const device = scriptedDevice(() => ack);
		const health: string[] = [];
		const led = createDisplay({
			protocol: 'onbon',
			gapMs: null,
			open: device.open,
			speed: fixedSpeed(9600),
			now: clock.now,
			timers: clock.timers,
			address: 1,
			widthDots: 64,
			heightDots: 16,
			verify: 'none',
			signType: 'Z',
			dimming: [],
			health: (one) => health.push(`${one.state}:${one.code}`),
		});
		void led.want(steady('A'));
		led.start();
		await clock.advance(500);
		expect(device.heard.some((one) => one.includes('A306'))).toBe(true);
		expect(health.at(-1)).toBe('ready:ok');
		await led.stop();
		const told = health.length;
		await clock.advance(120_000);
		expect(health).toHaveLength(told);
	});
});

/** The answer with its CRC, which is not of the golden vectors: made by hand of the CRC of the page. */
function nackOf(start: string): string {
	const body = Buffer.from(start.slice(16), 'hex');
	let crc = 0;
	for (const byte of body) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
	}
	return `${start}${(crc & 0xff).toString(16).padStart(2, '0')}${(crc >> 8).toString(16).padStart(2, '0')}5A`.toUpperCase();
}
