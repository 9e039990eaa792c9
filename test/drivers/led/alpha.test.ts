import { describe, expect, it } from 'vitest';
import type { LedFault } from '../../../drivers/led/simulator.ts';
import { scriptedDevice } from '../cable.ts';
import { byId, golden } from '../golden.ts';
import { displays, drive, oneDisplay, within } from './displays.ts';

const call = (text: string) => ({ text, style: 'call' as const });
const vector = (id: string) => byId(golden.ledAlpha.frames, id).hex;
/** Frame to sign 01 instead of every sign: address and the same packet, for the checksum covers the packet alone. */
const to01 = (id: string) => vector(id).replace('5A3030', '5A3031');
/** Answer to reading the error register: `F*@`, checksum 02+46+2A+40+03 = 00B5. */
const register = `${'00'.repeat(20)}0130303002462A40033030423504`;
const sent = (heard: readonly { hex: string }[]) => heard.map((one) => one.hex);

describe('an Alpha sign', () => {
	it('D1 on a one-way cable it is written to; nothing more is claimed', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('alpha');
		expect(await within(clock, 500, led.want(call('A012  3')))).toEqual({ ok: true, proof: 'written' });
		expect(sent(heard)).toEqual([to01('textCallsString'), to01('stringWrite'), to01('priorityClear')]);
		expect(simulator.text).toBe('A012  3');
		expect(health.at(-1)).toBe('ready:one-way');
		expect(await led.ping()).toEqual({ ok: false, code: 'not-supported' });
	});
	it('each call writes the STRING file alone, so that the sign does not flicker', async () => {
		const { clock, led, heard } = await oneDisplay('alpha');
		await within(clock, 500, led.want(call('A011  3')));
		const from = heard.length;
		await within(clock, 500, led.want(call('A012  3')));
		expect(sent(heard.slice(from))).toEqual([to01('stringWrite')]);
	});
	it('the TEXT file, whose writing blanks the sign, is written again every 15 minutes at most; the STRING file every minute', async () => {
		const { clock, cable, led, heard } = await oneDisplay('alpha');
		await within(clock, 500, led.want(call('A012  3')));
		const texts = () => sent(heard).filter((hex) => hex === to01('textCallsString')).length;
		await clock.advance(14 * 60_000);
		expect(texts()).toBe(1);
		expect(sent(heard).filter((hex) => hex === to01('stringWrite')).length).toBeGreaterThanOrEqual(14);
		await clock.advance(2 * 60_000);
		expect(texts()).toBe(2);
		cable.unplug();
		await clock.advance(10);
		cable.plug();
		await clock.advance(3000);
		expect(texts()).toBe(3);
	});
	it('memory is never set up by itself where nothing can be read', async () => {
		const { simulator, clock, led, heard } = await oneDisplay('alpha');
		simulator.setFault('loses-power', true);
		simulator.setFault('loses-power', false);
		await within(clock, 180_000, led.want(call('A012  3')));
		expect(sent(heard).some((hex) => hex.includes('024524'))).toBe(false);
		expect(simulator.text).toBe('');
	});
	it('set up when asked for: memory, two seconds of silence, and everything is shown again', async () => {
		const { simulator, clock, led, heard } = await oneDisplay('alpha');
		await within(clock, 500, led.want(call('A012  3')));
		simulator.setFault('loses-power', true);
		simulator.setFault('loses-power', false);
		const from = heard.length;
		const at = clock.now();
		expect(await within(clock, 500, led.test('set-up'))).toMatchObject({ ok: true, proof: 'written', code: 'one-way' });
		await clock.advance(3000);
		expect(heard[from]!.hex).toBe(to01('memoryConfig'));
		expect(heard[from + 1]!.at - at).toBeGreaterThanOrEqual(2000);
		expect(simulator.text).toBe('A012  3');
	});
	it('an announcement is in the priority file, alone and running, until something else is wanted', async () => {
		const { simulator, clock, led } = await oneDisplay('alpha');
		await within(clock, 500, led.want(call('A012  3')));
		await within(clock, 500, led.want({ text: 'LUNCH 12-13', style: 'announcement' }));
		expect(simulator.shown()).toEqual([{ zone: 0, text: 'LUNCH 12-13', moves: true }]);
		await within(clock, 500, led.want(call('A013  3')));
		expect(simulator.shown()).toEqual([{ zone: 0, text: 'A013  3', moves: false }]);
	});
	it('an announcement left over from before is released with the first text', async () => {
		const { simulator, clock, led, cable } = await oneDisplay('alpha');
		await within(clock, 500, led.want({ text: 'OLD', style: 'announcement' }));
		cable.unplug();
		await clock.advance(10);
		void led.want(call('A1'));
		cable.plug();
		await clock.advance(3000);
		expect(simulator.text).toBe('A1');
	});
	it('a text too long to stand runs; one too long for the file is cut to its size', async () => {
		const { simulator, clock, led } = await oneDisplay('alpha', { widthDots: 60 });
		await within(clock, 500, led.want(call('1234567890')));
		expect(simulator.shown()).toEqual([{ zone: 0, text: '1234567890', moves: false }]);
		await within(clock, 500, led.want(call('x'.repeat(60))));
		expect(simulator.shown()).toEqual([{ zone: 0, text: 'x'.repeat(32), moves: true }]);
	});
	it('Chinese is spaces, counted, and said as a warning', async () => {
		const { simulator, clock, led, health } = await oneDisplay('alpha');
		await within(clock, 500, led.want(call('请A012')));
		expect(simulator.text).toBe(' A012');
		expect(health.at(-1)).toBe('warning:characters-not-shown');
		expect(led.report().facts).toMatchObject({ screen: 1, 'replaced-characters': 1 });
	});
	it('dark is a sign that shows nothing; a level is sent as the public libraries for these signs do', async () => {
		const { simulator, clock, led, heard } = await oneDisplay('alpha');
		await within(clock, 500, led.want(call('A1')));
		await within(clock, 500, led.power(false));
		expect(simulator.text).toBe('');
		await within(clock, 500, led.power(true));
		expect(simulator.text).toBe('A1');
		const from = heard.length;
		await within(clock, 500, led.brightness(8));
		// 02 'E' '/' "00" "04" 03: 02+45+2F+30+30+30+34+03 = 013D.
		expect(sent(heard.slice(from))).toEqual(['0000000000015A303102452F30303034033031334404']);
	});
	it('the time is set when asked for', async () => {
		const { clock, led, heard } = await oneDisplay('alpha');
		const from = heard.length;
		expect(await within(clock, 500, led.test('set-time'))).toMatchObject({ ok: true, proof: 'written' });
		const local = new Date(clock.now());
		const time = `${String(local.getHours()).padStart(2, '0')}${String(local.getMinutes()).padStart(2, '0')}`;
		expect(heard[from]!.hex).toContain(`024520${Buffer.from(time).toString('hex')}03`);
		expect(heard[from + 1]!.hex).toBe(to01('timeFormat24'));
	});
	it('the tests it has', async () => {
		expect((await oneDisplay('alpha')).led.tests).toEqual(['test-text', 'clear', 'power-off', 'power-on', 'set-up', 'set-time']);
		expect((await oneDisplay('alpha', { verify: 'ack' })).led.tests[0]).toBe('ping');
	});
});

describe('an Alpha sign that is read back', () => {
	it('D1 acknowledged when the sign holds the text', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('alpha', { verify: 'read' });
		expect(health).toEqual(['ready:ok']);
		expect(await within(clock, 500, led.want(call('A012  3')))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(sent(heard)).toContain('0000000000015A3031024831033030374504');
		expect(simulator.text).toBe('A012  3');
	});
	it('files missing: set up by itself, once, and then shown', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('alpha', { verify: 'read' });
		simulator.setFault('loses-power', true);
		simulator.setFault('loses-power', false);
		expect(await within(clock, 5000, led.want(call('A012  3')))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(sent(heard).filter((hex) => hex === to01('memoryConfig'))).toHaveLength(1);
		expect([simulator.text, health.at(-1)]).toEqual(['A012  3', 'ready:ok']);
	});
	it('a power cut that nobody saw is found by reading within 15 s', async () => {
		const { simulator, clock, led } = await oneDisplay('alpha', { verify: 'read' });
		await within(clock, 500, led.want(call('A012  3')));
		simulator.setFault('loses-power', true);
		simulator.setFault('loses-power', false);
		expect(simulator.text).toBe('');
		await clock.advance(20_000);
		expect(simulator.text).toBe('A012  3');
	});
	it('a memory that stays missing is set up once in ten minutes and no oftener, and said', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('alpha', { verify: 'read' });
		simulator.setFault('memory-missing', true);
		void led.want(call('A012  3'));
		await clock.advance(8 * 60_000);
		expect(sent(heard).filter((hex) => hex === to01('memoryConfig'))).toHaveLength(1);
		expect(health.at(-1)).toBe('warning:text-not-taken');
		simulator.setFault('memory-missing', false);
		await clock.advance(61_000);
		expect([simulator.text, health.at(-1)]).toEqual(['A012  3', 'ready:ok']);
	});
	it('silent: read twice again, 1.5 s each, then disconnected', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('alpha', { verify: 'read' });
		simulator.setFault('silent', true);
		const from = heard.length;
		expect(await within(clock, 7000, led.want(call('A1')))).toEqual({ ok: false, code: 'no-answer' });
		expect(sent(heard.slice(from)).filter((hex) => hex.includes('024831'))).toHaveLength(3);
		expect(health.at(-1)).toBe('disconnected:no-answer');
		simulator.setFault('silent', false);
		await clock.advance(7000);
		expect([simulator.text, health.at(-1)]).toEqual(['A1', 'ready:ok']);
	});
	it('the TEXT file is read each minute and left alone while it is there, for an hour', async () => {
		const { clock, led, heard, health } = await oneDisplay('alpha', { verify: 'read' });
		await within(clock, 500, led.want(call('A012  3')));
		await clock.advance(60 * 60_000);
		expect(sent(heard).filter((hex) => hex === to01('textCallsString'))).toHaveLength(1);
		// 02 'B' 'A' 03 = 0088, as in the vector; the checksum covers no address.
		expect(sent(heard).filter((hex) => hex === to01('readText')).length).toBeGreaterThanOrEqual(59);
		expect(health.at(-1)).toBe('ready:ok');
	});
	it.each([
		// 02+41+41+03 = 0087: nothing is in the file until it is written again.
		['is empty', '0241410330303837', true],
		// 02+41+41+3F+03 = 00C6: the sign gives it back in other words, now and after it was written again.
		['is worded otherwise', '0241413F0330304336', false],
	])('a TEXT file that %s at a renewal is written again, once', async (_, packet, mends) => {
		const reply = (content: string) => `${'00'.repeat(20)}01303030${content}04`;
		const sound = reply('0241411B20621C3110310330314232');
		const string = reply('024731413031322020330330314334');
		let text = sound;
		const device = scriptedDevice((hex) => {
			if (hex === to01('textCallsString') && mends) text = sound;
			if (hex === to01('readText')) return text;
			if (hex.includes('02483103')) return string;
			return hex.includes('02462A') ? register : null;
		});
		const { clock, line, add } = drive('alpha', device.open);
		const { led, health } = add(1, { verify: 'read' });
		line.start();
		await clock.advance(100);
		expect(await within(clock, 1000, led.want(call('A012  3')))).toEqual({ ok: true, proof: 'acknowledged' });
		text = reply(packet);
		await clock.advance(10 * 60_000);
		expect(device.heard.filter((hex) => hex === to01('textCallsString'))).toHaveLength(2);
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('every sign at once never answers: it is not read', async () => {
		const { clock, led, heard, health } = await oneDisplay('alpha', { verify: 'read', address: 0 });
		expect(await within(clock, 500, led.want(call('A012  3')))).toEqual({ ok: true, proof: 'written' });
		expect(sent(heard)).toEqual([vector('textCallsString'), vector('stringWrite'), vector('priorityClear')]);
		expect(health.at(-1)).toBe('ready:one-way');
	});
});

describe('an Alpha sign with ACK/NAK', () => {
	it('D1 switched on first; acknowledged is what the sign has said', async () => {
		const { simulator, clock, led, heard } = await oneDisplay('alpha', { verify: 'ack' });
		expect(heard[0]!.hex).toBe(to01('ackNakOn'));
		expect(await within(clock, 500, led.want(call('A012  3')))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator.text).toBe('A012  3');
	});
	it('a sign that begins to acknowledge with the next frame only is understood too', async () => {
		const ack = vector('ackOk');
		const device = scriptedDevice((hex) => (hex.includes('02457331') ? null : hex.includes('02462A') ? register : ack));
		const { clock, line, add } = drive('alpha', device.open);
		const { led, health } = add(1, { verify: 'ack' });
		line.start();
		await clock.advance(3000);
		expect(health).toEqual(['ready:ok']);
		expect(await within(clock, 1000, led.want(call('A1')))).toEqual({ ok: true, proof: 'acknowledged' });
	});
	it.each([
		['1550', 'crc', 3],
		['1560', 'unknown-command', 1],
		['1548', 'memory', 1],
		['1544', 'crc', 3],
		['1542', 'wire-settings', 3],
		['1541', 'wire-settings', 3],
		['1540', 'display-fault', 1],
	] as const)('a NAK %s is said as %s, after so many attempts: %i', async (nak, code, times) => {
		const device = scriptedDevice((hex) => (hex.includes('0247') ? nak : hex.includes('02462A') ? register : vector('ackOk')));
		const { clock, line, add } = drive('alpha', device.open);
		const { led, health } = add(1, { verify: 'ack' });
		line.start();
		await clock.advance(1000);
		expect(await within(clock, 1000, led.want(call('A1')))).toEqual({ ok: false, code });
		expect(device.heard.filter((hex) => hex.includes('0247'))).toHaveLength(times);
		expect(health.at(-1)).toBe(`warning:${code}`);
	});
});

describe('D2 mishaps of an Alpha line', () => {
	const read: [LedFault, string][] = [
		['silent', 'disconnected:no-answer'],
		['other-screen', 'disconnected:no-answer'],
		['bad-crc', 'disconnected:protocol-error'],
		['two-answers', 'disconnected:protocol-error'],
		['hears-damaged', 'disconnected:no-answer'],
		['nak', 'disconnected:no-answer'],
		['garbage', 'ready:ok'],
		['endless-noise', 'ready:ok'],
		['loses-power', 'disconnected:no-answer'],
	];
	it.each(read)('%s on a sign that is read back: %s, and healed without a hand', async (fault, said) => {
		const { clock, simulator, led, health } = await oneDisplay('alpha', { verify: 'read' });
		simulator.setFault(fault, true);
		void led.want(call('A044  3'));
		await clock.advance(12_000);
		expect(health.at(-1)).toBe(said);
		simulator.setFault(fault, false);
		await clock.advance(80_000);
		expect([simulator.text, health.at(-1)]).toEqual(['A044  3', 'ready:ok']);
	});
	const acknowledged: [LedFault, string][] = [
		['silent', 'disconnected:no-answer'],
		['hears-damaged', 'warning:crc'],
		['nak', 'warning:unknown-command'],
		['bad-crc', 'disconnected:protocol-error'],
		['garbage', 'ready:ok'],
	];
	it.each(acknowledged)('%s on a sign that acknowledges: %s, and healed without a hand', async (fault, said) => {
		const { clock, simulator, led, health } = await oneDisplay('alpha', { verify: 'ack' });
		simulator.setFault(fault, true);
		void led.want(call('A044  3'));
		await clock.advance(12_000);
		expect(health.at(-1)).toBe(said);
		simulator.setFault(fault, false);
		await clock.advance(80_000);
		expect([simulator.text, health.at(-1)]).toEqual(['A044  3', 'ready:ok']);
	});
	it('three signs on one line are written to by their own addresses', async () => {
		const { clock, display, simulator } = await displays('alpha', [1, 2, 16], { verify: 'read' });
		for (const address of [1, 2, 16]) void display(address).led.want(call(`A${address}`));
		await clock.advance(3000);
		expect([1, 2, 16].map((address) => simulator(address).text)).toEqual(['A1', 'A2', 'A16']);
		expect([1, 2, 16].map((address) => display(address).health.at(-1))).toEqual(new Array(3).fill('ready:ok'));
	});
});
