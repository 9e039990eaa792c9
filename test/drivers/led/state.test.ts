import { describe, expect, it } from 'vitest';
import { dimmingLevel, minuteOfDay } from '../../../drivers/led/dimming.ts';
import { byId, golden } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';
import { oneDisplay, within } from './displays.ts';

const steady = (text: string) => ({ text, style: 'steady' as const });

describe('a display is state', () => {
	it('the power is cut for a minute: said, and everything is back when the power is', async () => {
		const { simulator, clock, led, health } = await oneDisplay('onbon');
		await within(clock, 500, led.want(steady('窗口3')));
		simulator.setFault('loses-power', true);
		await clock.advance(60_000);
		expect([simulator.text, health.at(-1)]).toEqual(['', 'disconnected:no-answer']);
		simulator.setFault('loses-power', false);
		expect(simulator.text).toBe('');
		await clock.advance(8000);
		expect([simulator.text, health.at(-1)]).toEqual(['窗口3', 'ready:ok']);
	});
	it('the power is cut for a moment that nobody saw: the renewal repairs it within 60 s', async () => {
		const { simulator, clock, led } = await oneDisplay('onbon');
		await within(clock, 500, led.want(steady('窗口3')));
		simulator.setFault('loses-power', true);
		simulator.setFault('loses-power', false);
		expect(simulator.text).toBe('');
		await clock.advance(60_000);
		expect(simulator.text).toBe('窗口3');
	});
	it('it went dark by itself: seen by the status query within 15 s, lit, and shown everything again', async () => {
		const { simulator, clock, led, heard } = await oneDisplay('onbon');
		await within(clock, 500, led.want(steady('窗口3')));
		const from = heard.length;
		simulator.setFault('dark', true);
		expect([simulator.on, simulator.text]).toEqual([false, '']);
		await clock.advance(15_500);
		expect([simulator.on, simulator.text]).toEqual([true, '窗口3']);
		expect(heard.slice(from).some((one) => one.hex.includes('A30601'))).toBe(true);
		expect(led.report().facts).toMatchObject({ screen: 1, on: true, brightness: 16, programs: 1 });
	});
	it('a card that does not know the status query is asked for a sign of life instead, and is no fault', async () => {
		const { simulator, clock, led, health, heard } = await oneDisplay('onbon');
		simulator.setFault('old-firmware', true);
		await within(clock, 500, led.want(steady('A')));
		const from = heard.length;
		await clock.advance(61_000);
		expect(health).toEqual(['ready:ok']);
		expect(heard.slice(from).filter((one) => one.hex.includes('A102'))).toHaveLength(1);
		expect(heard.slice(from).filter((one) => one.hex.includes('A200')).length).toBeGreaterThan(1);
	});
	it('nothing was stated yet: it is asked how it is, and nothing on it is changed', async () => {
		const { heard, health } = await oneDisplay('onbon');
		expect(heard.map((one) => one.hex)).toEqual([byId(golden.ledOnbon.frames, 'status').hex]);
		expect(health).toEqual(['ready:ok']);
	});
	it('wiped, it is kept empty', async () => {
		const { simulator, clock, led, heard } = await oneDisplay('onbon');
		await within(clock, 500, led.want(steady('A')));
		expect(await within(clock, 500, led.clear())).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator.text).toBe('');
		const from = heard.length;
		await clock.advance(60_000);
		expect(heard.slice(from).some((one) => one.hex.includes('A306010000FF00'))).toBe(true);
		expect(heard.slice(from).some((one) => one.hex.includes('A3100100'))).toBe(false);
		await within(clock, 500, led.want(steady('B')));
		expect(simulator.text).toBe('B');
	});
	it('an empty text takes its part away and leaves the others', async () => {
		const zones = [
			{ x: 0, y: 0, width: 64, height: 32 },
			{ x: 64, y: 0, width: 60, height: 32 },
		];
		const { simulator, clock, led, heard } = await oneDisplay('onbon', { zones });
		void led.show(0, 'A001', 'call');
		await within(clock, 500, led.show(1, '3', 'steady'));
		expect(simulator.shown()).toEqual([
			{ zone: 0, text: 'A001', moves: false },
			{ zone: 1, text: '3', moves: false },
		]);
		// The second part begins at dot 64 = unit 8 and is 60 dots wide, which is no whole number of units: marked as dots.
		expect(heard.some((one) => one.hex.includes('000800' + '0000' + '3C80' + '2000' + '01'))).toBe(true);
		await within(clock, 500, led.show(0, '', 'steady'));
		expect(simulator.text).toBe('3');
		expect(await led.show(2, 'x', 'steady')).toEqual({ ok: false, code: 'not-supported' });
	});
	it('a text too long to stand runs through; an announcement always does, until it is replaced', async () => {
		const { simulator, clock, led } = await oneDisplay('onbon', { widthDots: 64, heightDots: 16 });
		const moves = () => simulator.shown().map((part) => part.moves);
		await within(clock, 500, led.want(steady('A012  3')));
		expect(moves()).toEqual([false]);
		await within(clock, 500, led.want(steady('请A012号到3号窗口')));
		expect(moves()).toEqual([true]);
		await within(clock, 500, led.want({ text: '午休', style: 'announcement' }));
		expect(moves()).toEqual([true]);
		await clock.advance(120_000);
		expect([simulator.text, moves()]).toEqual(['午休', [true]]);
		await within(clock, 500, led.want(steady('3')));
		expect([simulator.text, moves()]).toEqual(['3', [false]]);
	});
	it('a card told to forget clears what nobody sends again, and keeps what is renewed', async () => {
		const { simulator, clock, led, line } = await oneDisplay('onbon', { forgetSeconds: 90 });
		await within(clock, 500, led.want(steady('A')));
		await clock.advance(300_000);
		expect(simulator.text).toBe('A');
		await line.stop();
		await clock.advance(89_000);
		await clock.advance(62_000);
		expect(simulator.text).toBe('');
	});
	it('characters it lacks: shown as □, counted, and said as a warning until they are gone', async () => {
		const { simulator, clock, led, health, log } = await oneDisplay('onbon');
		await within(clock, 500, led.want(steady('李㐂𠮷')));
		expect(simulator.text).toBe('李□□');
		expect(health.at(-1)).toBe('warning:characters-not-shown');
		expect(led.report().facts).toMatchObject({ 'replaced-characters': 2 });
		expect(log.join()).not.toContain('李');
		await within(clock, 500, led.want(steady('3')));
		expect(health.at(-1)).toBe('ready:ok');
		expect(led.report().facts).toMatchObject({ 'replaced-characters': 2 });
	});
});

describe('the tests of a display', () => {
	it('the test text gives way to the wanted one by itself after 5 s', async () => {
		const { simulator, clock, led } = await oneDisplay('onbon');
		await within(clock, 500, led.want(steady('A001')));
		const result = await within(clock, 500, led.test('test-text'));
		expect(result).toMatchObject({ ok: true, proof: 'acknowledged', code: 'ok', facts: { screen: 1 } });
		expect(simulator.text).toBe('1234567890');
		await clock.advance(4000);
		expect(simulator.text).toBe('1234567890');
		await clock.advance(1000);
		expect(simulator.text).toBe('A001');
	});
	it('a call that comes during a test is shown at once, and the end of the test does not take it away', async () => {
		const { simulator, clock, led } = await oneDisplay('onbon');
		await within(clock, 500, led.test('test-text'));
		await within(clock, 500, led.want({ text: 'A002', style: 'call' }));
		expect(simulator.text).toBe('A002');
		await clock.advance(6000);
		expect(simulator.text).toBe('A002');
	});
	it('a display that was told nothing is left empty after the test', async () => {
		const { simulator, clock, led } = await oneDisplay('onbon');
		await within(clock, 500, led.test('test-text'));
		await clock.advance(6000);
		expect(simulator.text).toBe('');
	});
	it('wiped by a test, the wanted text is back after 5 s', async () => {
		const { simulator, clock, led } = await oneDisplay('onbon');
		await within(clock, 500, led.want(steady('A001')));
		expect(await within(clock, 500, led.test('clear'))).toMatchObject({ ok: true });
		expect(simulator.text).toBe('');
		await clock.advance(5500);
		expect(simulator.text).toBe('A001');
	});
	it('switched off and on; while it is off that is said', async () => {
		const { simulator, clock, led, health } = await oneDisplay('onbon');
		await within(clock, 500, led.want(steady('A001')));
		expect(await within(clock, 500, led.test('power-off'))).toMatchObject({ ok: true, proof: 'acknowledged' });
		expect([simulator.on, health.at(-1)]).toEqual([false, 'warning:switched-off']);
		await clock.advance(120_000);
		expect(simulator.on).toBe(false);
		expect(await within(clock, 500, led.test('power-on'))).toMatchObject({ ok: true, facts: { on: true } });
		expect([simulator.on, simulator.text, health.at(-1)]).toEqual([true, 'A001', 'ready:ok']);
	});
	it('ping, an unknown test, and tests of a display that is not there', async () => {
		const { simulator, cable, clock, led } = await oneDisplay('onbon');
		expect(led.tests).toEqual(['ping', 'test-text', 'clear', 'power-off', 'power-on']);
		expect(await within(clock, 500, led.test('ping'))).toMatchObject({ ok: true, proof: 'acknowledged', code: 'ok' });
		expect(await led.test('toString')).toMatchObject({ ok: false, code: 'not-supported' });
		simulator.setFault('silent', true);
		expect(await within(clock, 8000, led.test('ping'))).toMatchObject({ ok: false, proof: 'none', code: 'no-answer' });
		expect(await within(clock, 8000, led.test('ping'))).toMatchObject({ ok: false, code: 'no-answer' });
		cable.unplug();
		await clock.advance(0);
		expect(await led.test('test-text')).toMatchObject({ ok: false, code: 'port-lost' });
	});
});

describe('dimming', () => {
	const schedule = [
		{ from: '18:00', level: 0 },
		{ from: '08:30', level: 16 },
		{ from: '12:00', level: 8 },
	];
	it('the level is that of the last step that has begun; before the first one that of the evening', () => {
		const at = (time: string) => dimmingLevel(schedule, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
		expect(['00:00', '08:29', '08:30', '11:59', '12:00', '17:59', '18:00', '23:59'].map(at)).toEqual([0, 0, 16, 16, 8, 8, 0, 0]);
		expect(dimmingLevel([], 600)).toBeNull();
	});
	it('the display goes dark in the minute it is told to, and lights up in the morning', async () => {
		const clock = new ManualClock();
		const time = (minutes: number) => {
			const minute = (minuteOfDay(clock.now()) + minutes) % 1440;
			return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
		};
		const dimming = [
			{ from: time(0), level: 16 },
			{ from: time(5), level: 0 },
			{ from: time(10), level: 16 },
		];
		const { simulator, clock: own, led, health } = await oneDisplay('onbon', { dimming });
		await within(own, 500, led.want(steady('A')));
		expect(simulator.on).toBe(true);
		await own.advance(4 * 60_000);
		expect(simulator.on).toBe(true);
		await own.advance(60_000);
		expect(simulator.on).toBe(false);
		expect(health.at(-1)).toBe('ready:ok');
		await own.advance(5 * 60_000);
		expect([simulator.on, simulator.text]).toEqual([true, 'A']);
	});
	it('levels between dark and full are plainly not supported by these cards', async () => {
		const { simulator, clock, led } = await oneDisplay('onbon');
		expect(await within(clock, 500, led.brightness(8))).toEqual({ ok: false, code: 'not-supported' });
		expect(await within(clock, 500, led.brightness(0))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator.on).toBe(false);
		expect(await within(clock, 500, led.brightness(16))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator.on).toBe(true);
	});
});
