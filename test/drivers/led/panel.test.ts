import { describe, expect, it } from 'vitest';
import { ledProfile } from '../../../domain/contracts/device-profiles.ts';
import { fieldsOf } from '../../../drivers/led/profile/fields.ts';
import { scriptedDevice } from '../cable.ts';
import { drive, within } from './displays.ts';

const call = (text: string) => ({ text, style: 'call' as const });
const panel = (changes: object = {}) =>
	ledProfile.parse({
		schema: 'led-profile/1',
		name: 'Panel of the test',
		charset: 'ascii',
		show: [
			{ bytes: '02' },
			{ field: 'number', length: 4 },
			{ field: 'window', length: 2 },
			{ checksum: 'sum-8', from: 1 },
			{ bytes: '03' },
		],
		clear: [{ bytes: '02 43 03' }],
		answer: '06 4F',
		...changes,
	});
/** 02 "A044" "3 " sum of the six (41+30+34+34+33+20 = 12C) 03 */
const frame = '02413034343320' + '2C' + '03';

describe('a panel described by data', () => {
	it('D1 takes number and window in one frame; acknowledged when its answer came', async () => {
		const device = scriptedDevice(() => 'FF064F');
		const { clock, line, add } = drive('profile', device.open);
		const { led, health } = add(1, { profile: panel() });
		line.start();
		await clock.advance(200);
		expect(await within(clock, 200, led.want(call('请A044号到3号窗口')))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(device.heard).toEqual([frame]);
		expect(health.at(-1)).toBe('ready:ok');
		expect(led.report()).toMatchObject({ answered: 1, discarded: 1 });
		await within(clock, 200, led.clear());
		expect(device.heard.at(-1)).toBe('024303');
		await clock.advance(61_000);
		expect(device.heard).toHaveLength(3);
	});
	it('without an answer in its profile it is written to, and no more is claimed', async () => {
		const device = scriptedDevice(() => null);
		const { clock, line, add } = drive('profile', device.open);
		const { led, health } = add(1, { profile: panel({ answer: undefined }) });
		line.start();
		await clock.advance(200);
		expect(await within(clock, 200, led.want(call('请A044号到3号窗口')))).toEqual({ ok: true, proof: 'written' });
		expect(health.at(-1)).toBe('ready:one-way');
	});
	it('silent: three attempts, disconnected, and one attempt every 5 s until it is back', async () => {
		let answers = false;
		const device = scriptedDevice(() => (answers ? '064F' : null));
		const { clock, line, add } = drive('profile', device.open);
		const { led, health } = add(1, { profile: panel() });
		line.start();
		await clock.advance(200);
		expect(await within(clock, 6000, led.want(call('请A044号到3号窗口')))).toEqual({ ok: false, code: 'no-answer' });
		expect(device.heard).toHaveLength(3);
		expect(health.at(-1)).toBe('disconnected:no-answer');
		answers = true;
		await clock.advance(6000);
		expect(health.at(-1)).toBe('ready:ok');
		expect(device.heard.at(-1)).toBe(frame);
	});
	it('number and window are found in the text', () => {
		expect(fieldsOf('请A2-007到12号窗口')).toMatchObject({ number: 'A2-007', window: '12' });
		expect(fieldsOf('窗口3')).toMatchObject({ number: '', window: '3' });
		expect(fieldsOf('A001')).toMatchObject({ number: 'A001', window: '' });
		expect(fieldsOf('暂停服务')).toMatchObject({ number: '', window: '' });
	});
});
