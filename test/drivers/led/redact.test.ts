import { describe, expect, it } from 'vitest';
import { clearPriority, writePriority, writeString } from '../../../drivers/led/alpha/frames.ts';
import { areaText, asciiFont, chineseFont, showAreas } from '../../../drivers/led/onbon/commands.ts';
import { createLedRedactor } from '../../../drivers/led/redact.ts';
import { createLedSimulator } from '../../../drivers/led/simulator.ts';
import { gbkText } from '../../../drivers/led/text.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import { byId, deliveries, fromHex, golden, toHex } from '../golden.ts';

const canary = '请李㐂𠮷11010519491231002X到3号窗口';
const area = (text: string) => ({
	id: 0,
	x: 0,
	y: 0,
	width: 16,
	height: 32,
	runMode: 0,
	align: 0,
	lines: 2,
	lineBreak: 2,
	movement: 1,
	speed: 0,
	stay: 10,
	text: areaText(chineseFont + asciiFont, gbkText(text).bytes),
});
const redacted = (protocol: 'onbon' | 'alpha', chunks: readonly Uint8Array[], direction: 'to-device' | 'to-host' = 'to-device') => {
	const redactor = createLedRedactor(protocol);
	const parts = [...chunks.flatMap((chunk) => redactor.take(direction, chunk)), ...redactor.end(direction)];
	return new Uint8Array(parts.flatMap((part) => [...part]));
};
async function shownOf(protocol: 'onbon' | 'alpha', frames: readonly Uint8Array[]): Promise<string> {
	const simulator = createLedSimulator(protocol, 1);
	const pipe = createPipe();
	simulator.attach(pipe.far);
	for (const frame of frames) await pipe.near.write(frame);
	return simulator.text;
}

describe('P1 a capture of a display', () => {
	it('a text becomes as much that says nothing, with its CRC right: a card shows it', async () => {
		const frame = showAreas(1, [], [area(canary)]);
		for (const chunks of [[frame], Array.from(frame, (byte) => new Uint8Array([byte]))]) {
			const kept = redacted('onbon', chunks);
			expect(await shownOf('onbon', [kept])).toBe('口口口口xxxxxxxxxxxxxxxxxx口x口口口');
		}
	});
	it.each(golden.ledOnbon.frames.filter((one) => !one.decoded.areas))('$id holds no text and is kept as it is', (vector) => {
		for (const chunks of deliveries(fromHex(vector.hex))) expect(toHex(redacted('onbon', chunks))).toBe(vector.hex);
	});
	it('fonts, line marks and a command nobody knows', async () => {
		const withMarks = showAreas(1, [], [{ ...area(''), text: areaText(chineseFont, new Uint8Array([0x41, 0x5c, 0x6e, 0x42])) }]);
		expect(Buffer.from(redacted('onbon', [withMarks])).toString('latin1')).toContain('\\FO000x\\nx');
		const unknown = Buffer.from(byId(golden.ledOnbon.frames, 'powerOn').hex.replace('A30001', 'A30701'), 'hex');
		expect(toHex(redacted('onbon', [unknown]))).toContain('A307010000' + '00');
	});
	it('what is damaged or no frame becomes stars or stays damaged, and never tells what it was', () => {
		const name = Buffer.from(canary, 'utf8');
		expect(Buffer.from(redacted('onbon', [name])).toString()).toBe('*'.repeat(name.length));
		const frame = showAreas(1, [], [area('ZHANGSAN')]);
		const spoiled = frame.slice();
		spoiled[20] = spoiled[20]! ^ 0x40;
		expect(Buffer.from(redacted('onbon', [spoiled])).toString('latin1')).not.toContain('ZHANGSAN');
		const cut = frame.subarray(0, frame.length - 4);
		expect(Buffer.from(redacted('onbon', [cut])).toString('latin1')).not.toContain('ZHANG');
		for (const vector of golden.ledOnbon.malformed) expect(redacted('onbon', [fromHex(vector.hex)], 'to-host').length).toBeGreaterThan(0);
		expect(toHex(redacted('onbon', [fromHex(byId(golden.ledOnbon.malformed, 'badCrc').hex)], 'to-host'))).not.toContain('64DC5A');
	});
	it('texts of a sign become letters, with the checksum right: a sign shows them', async () => {
		const to = { type: 'Z', address: '01' };
		const frames = [writePriority(to, 'MR ZHANG SAN')];
		expect(await shownOf('alpha', [redacted('alpha', frames)])).toBe('xxxxxxxxxxxx');
		const text = Buffer.from(redacted('alpha', [writeString(to, '1', 'ZHANGSAN')])).toString('latin1');
		expect(text).not.toContain('ZHANG');
		expect(await shownOf('alpha', [...frames, redacted('alpha', [clearPriority(to)])])).toBe('');
	});
	it.each(['memoryConfig', 'setTime', 'softReset', 'ackNakOn', 'readText', 'readError', 'priorityClear', 'textCallsString'])(
		'%s holds no text and is kept as it is',
		(id) => {
			const { hex } = byId(golden.ledAlpha.frames, id);
			for (const chunks of deliveries(fromHex(hex))) expect(toHex(redacted('alpha', chunks))).toBe(hex);
		},
	);
	it('answers: acknowledgements are kept, what was read back is not', () => {
		expect(toHex(redacted('alpha', [fromHex('06401550')], 'to-host'))).toBe('06401550');
		const read = Buffer.from(redacted('alpha', [fromHex(byId(golden.ledAlpha.frames, 'readTextReply').hex)], 'to-host')).toString('latin1');
		expect(read).not.toContain('hello');
		expect(read).toContain('xxxxx');
		expect(Buffer.from(redacted('alpha', [Buffer.from('ZHANG')], 'to-host')).toString()).toBe('*****');
	});
});
