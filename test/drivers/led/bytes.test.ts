import { describe, expect, it } from 'vitest';
import { createAlphaStream } from '../../../drivers/led/alpha/packets.ts';
import { areaFor } from '../../../drivers/led/onbon/area.ts';
import { asciiFont, chineseFont, readStatus, showAreas } from '../../../drivers/led/onbon/commands.ts';
import { createOnbonFraming, largestBody, type OnbonEvent } from '../../../drivers/led/onbon/frames.ts';
import { createLedSimulator } from '../../../drivers/led/simulator.ts';
import { cutGbk, gbkText } from '../../../drivers/led/text.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import { byId, deliveries, fromHex, golden, toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';

const joined = (...parts: string[]) => fromHex(parts.join(''));
const onbonEvents = (chunks: readonly Uint8Array[]): OnbonEvent[] => {
	const framing = createOnbonFraming();
	return chunks.flatMap((chunk) => framing.feed(chunk));
};
const frames = (events: readonly OnbonEvent[]) => events.flatMap((event) => (event.type === 'frame' ? [toHex(event.frame.data)] : []));
const noise = (events: readonly { type: string; bytes?: number }[]) => events.reduce((sum, event) => sum + (event.bytes ?? 0), 0);
/** No start byte in it: it can belong to no frame. */
const garbage = '00FF5A1337A65B';

/** A bench of one simulated display that takes chunks by hand. */
async function bench(protocol: 'onbon' | 'alpha', address = 1) {
	const clock = new ManualClock();
	const simulator = createLedSimulator(protocol, address, clock);
	const pipe = createPipe();
	const answers: string[] = [];
	pipe.near.onBytes((bytes) => answers.push(toHex(bytes)));
	simulator.attach(pipe.far);
	const say = async (bytes: Uint8Array) => {
		await pipe.near.write(bytes);
		await clock.advance(0);
	};
	return { simulator, clock, say, answers };
}

describe('Onbon bytes', () => {
	it.each(golden.ledOnbon.frames)(
		'D2 $id: garbage before, between and after is counted, and the frames are found however they arrive',
		(vector) => {
			const body = toHex(fromHex(vector.unescapedBody).slice(14, -2));
			for (const chunks of deliveries(joined(garbage, vector.hex, garbage, vector.hex, garbage))) {
				const events = onbonEvents(chunks);
				expect(frames(events)).toEqual([body, body]);
				expect(noise(events)).toBe(21);
			}
		},
	);
	it('an answer that carries a barcode is understood: its header is 16 bytes longer', () => {
		// Header with flag 01 at offset 7, 16 bytes of barcode, then check mode … length 0005, ACK; the CRC is over all of it.
		const covered = `00800100000000${'01'}${'31'.repeat(16)}0000FE020500A000000000`;
		const crc = crcOf(fromHex(covered));
		expect(frames(onbonEvents([joined('A5A5', covered, crc, '5A')]))).toEqual(['A000000000']);
		// The same bytes without the flag: the length is not where it is said to be.
		const plain = covered.replace('0080010000000001', '0080010000000000');
		expect(onbonEvents([joined('A5', plain, crcOf(fromHex(plain)), '5A')]).map((event) => event.type)).toEqual(['bad-frame']);
	});
	it('a status answer says lit or dark, brightness and number of programs', () => {
		// A1 02, no error, on, brightness 0C, time (8), 3 programs, name P000.
		const data = 'A102000000' + '01' + '0C' + '2026112309300001' + '03' + '50303030';
		const status = (hex: string) => readStatus({ destination: 0x8000, source: 1, data: fromHex(hex) });
		expect(status(data)).toEqual({ on: true, brightness: 12, programs: 3 });
		expect(status(data.replace('00000001', '00000002'))).toEqual({ on: false, brightness: 12, programs: 3 });
		expect(status('A1020000000110')).toEqual({ on: true, brightness: 16, programs: null });
		expect(status('A000000000')).toBeNull();
	});
	it('a length that lies, an escape at the end and a frame without end do not hold memory nor the next frame up', () => {
		const ack = byId(golden.ledOnbon.frames, 'ack').hex;
		for (const bad of ['A5A65A', 'A55B5A', 'A55A', `A5${'00'.repeat(5000)}`, 'A5'.repeat(3000)]) {
			expect(frames(onbonEvents([joined(bad, ack)]))).toEqual(['A000000000']);
		}
		const framing = createOnbonFraming();
		framing.feed(fromHex('A5010203'));
		framing.reset();
		expect(noise(framing.feed(fromHex(ack)))).toBe(3);
	});
	it.each(golden.ledOnbon.extraSamples)('sample "$meaning" does what it says on a card', async ({ hex }) => {
		const { simulator, say, answers } = await bench('onbon');
		await say(fromHex(hex));
		if (hex.includes('A30602')) expect([simulator.text, answers]).toEqual(['TEMPER:21℃', []]);
		else expect([simulator.text, answers.length]).toEqual(['', hex.includes('A20001') ? 1 : 0]);
	});
	it.each(['ack', 'nackBusy', 'nackNoFont', 'nackChecksum'])('a card answers with the bytes of %s', async (id) => {
		const { simulator, say, answers } = await bench('onbon');
		if (id === 'nackBusy') simulator.setFault('busy', true);
		if (id === 'nackNoFont') simulator.setFault('no-fonts', true);
		if (id === 'nackChecksum') simulator.setFault('hears-damaged', true);
		for (const byte of fromHex(byId(golden.ledOnbon.frames, 'showCall').hex)) await say(new Uint8Array([byte]));
		expect(answers).toEqual([byId(golden.ledOnbon.frames, id).hex]);
		expect(simulator.text).toBe(id === 'ack' ? '请A012号到3号窗口' : '');
	});
	it('areas are deleted one by one and all at once, and a screen leaves the frames of others alone', async () => {
		const { simulator, say } = await bench('onbon');
		const send = (id: string) => say(fromHex(byId(golden.ledOnbon.frames, id).hex));
		await send('showTwoAreas');
		expect(simulator.shown()).toEqual([
			{ zone: 0, text: '窗口3', moves: false },
			{ zone: 1, text: 'Z012', moves: true },
		]);
		await send('pingScreen2');
		await send('deleteArea1');
		expect(simulator.text).toBe('窗口3');
		await send('powerOff');
		expect([simulator.on, simulator.text]).toEqual([false, '']);
		await send('powerOn');
		expect(simulator.text).toBe('窗口3');
		await send('deleteAll');
		expect(simulator.text).toBe('');
	});
});

describe('text of a font card', () => {
	const zone = { x: 0, y: 0, width: 128, height: 32 };
	const fonts = chineseFont + asciiFont;
	const area = (text: string, style: 'steady' | 'call' | 'announcement' = 'steady') => areaFor(0, zone, { text, style }, fonts, 0);
	const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

	it('nobody can set a font from inside a text: a backslash is another character', () => {
		expect(latin(area('\\FO122x').text)).toBe(`${fonts}\xa3\xdcFO122x`);
		expect(latin(area('\u0000\u001b\u0085A\u007f').text)).toBe(`${fonts}A`);
	});
	it('two lines are two lines; in a running text a blank stands for the break', () => {
		expect(latin(area('A1\n3').text)).toBe(`${fonts}A1\\n3`);
		expect(latin(area('A1\n3', 'announcement').text)).toBe(`${fonts}A1 3`);
		expect(area('1\n2\n3').movement).toBe(3);
		expect([area('1\n2').movement, area('1\n2').lines]).toEqual([1, 2]);
	});
	it('a frame stays below 1024 bytes before escaping, cut by whole characters', () => {
		for (const text of ['窗'.repeat(2000), `a${'窗'.repeat(2000)}`, 'x'.repeat(5000), `a${'窗\n'.repeat(900)}`, '\\'.repeat(900)]) {
			const frame = showAreas(1, [], [area(text, 'announcement')]);
			const [event] = createOnbonFraming().feed(frame);
			if (event?.type !== 'frame') throw new Error('no frame');
			const body = event.frame.data.length + 16;
			expect(body).toBeLessThan(largestBody);
			expect(body).toBeGreaterThan(largestBody - 6);
		}
		expect(toHex(cutGbk(gbkText('a窗窗').bytes, 4))).toBe('61B4B0');
		expect(toHex(cutGbk(new Uint8Array([0x41, 0x5c, 0x6e, 0x42]), 2))).toBe('41');
	});
	it('the largest text arrives whole at the card', async () => {
		const { simulator, say, answers } = await bench('onbon');
		await say(showAreas(1, [], [area('Z[窗'.repeat(400), 'announcement')]));
		expect(answers).toEqual([byId(golden.ledOnbon.frames, 'ack').hex]);
		expect(simulator.text.length).toBeGreaterThan(600);
		expect('Z[窗'.repeat(400).startsWith(simulator.text)).toBe(true);
	});
});

describe('Alpha bytes', () => {
	const events = (chunks: readonly Uint8Array[]) => {
		const stream = createAlphaStream(true);
		return chunks.flatMap((chunk) => stream.feed(chunk));
	};
	it.each([
		['ackOk', { type: 'ack' }],
		['nakChecksum', { type: 'nak', status: 0x50 }],
		['nakCommand', { type: 'nak', status: 0x60 }],
	] as const)('%s is understood however it arrives, with garbage around it', (id, event) => {
		for (const chunks of deliveries(fromHex(byId(golden.ledAlpha.frames, id).hex))) expect(events(chunks)).toEqual([event]);
		const around = events([joined('FFFE', byId(golden.ledAlpha.frames, id).hex, '41')]);
		expect(around.filter((one) => one.type !== 'discarded')).toEqual([event]);
		expect(noise(around)).toBe(3);
	});
	it('the answer to a read is understood however it arrives', () => {
		for (const chunks of deliveries(fromHex(byId(golden.ledAlpha.frames, 'readTextReply').hex))) {
			expect(events(chunks)).toEqual([
				{ type: 'packet', packet: { type: '0', address: '00', command: 'A', data: fromHex('411B206F1C4368656C6C6F') } },
			]);
		}
	});
	it.each(golden.ledAlpha.frames.filter((one) => one.hex.startsWith('00')))('D2 $id between garbage is found twice', ({ hex }) => {
		for (const chunks of deliveries(joined('FF02030405', hex, 'EE', hex, 'AA'))) {
			expect(events(chunks).filter((event) => event.type === 'packet')).toHaveLength(2);
		}
	});
	it('several packets in one frame, one of them damaged', () => {
		const packets = '02414148454C4C4F0330314642' + '02414148454C4C4F0330314643' + '0242410330303838';
		expect(events([joined('0000000000015A3030', packets, '04')]).map((event) => event.type)).toEqual(['packet', 'bad-checksum', 'packet']);
	});
	it.each([
		['specExample', 'HELLO', false],
		['textHoldRed', 'A012  3', false],
		['textNoChecksum', 'A012  3', false],
		['textRotateSpeed3', 'WELCOME', true],
		['priorityWrite', 'FIRE ALARM', false],
	] as const)('%s is read on a sign', async (id, text, moves) => {
		const { simulator, say } = await bench('alpha');
		for (const byte of fromHex(byId(golden.ledAlpha.frames, id).hex)) await say(new Uint8Array([byte]));
		expect(simulator.shown()).toEqual([{ zone: 0, text, moves }]);
	});
	it('text, string, priority and memory of the vectors work together as on a sign', async () => {
		const { simulator, clock, say, answers } = await bench('alpha', 5);
		const send = (id: string) => say(fromHex(byId(golden.ledAlpha.frames, id).hex));
		await send('clearMemory');
		await clock.advance(2000);
		await send('stringWrite');
		expect(simulator.text).toBe('');
		await send('memoryConfig');
		await send('stringWrite');
		await clock.advance(2000);
		await send('textCallsString');
		// What came within the two seconds was not heard.
		expect(simulator.text).toBe('');
		await send('stringWrite');
		expect(simulator.text).toBe('A012  3');
		await send('textFlashAddr05');
		expect(simulator.text).toBe('Z999  12');
		await send('priorityWrite');
		expect(simulator.text).toBe('FIRE ALARM');
		await send('priorityClear');
		expect(simulator.text).toBe('Z999  12');
		for (const { hex } of golden.ledAlpha.malformed) await say(fromHex(hex));
		expect(simulator.text).toBe('Z999  12');
		expect(answers).toEqual([]);
	});
	it('a frame to another sign is left alone, one with a question mark reaches it', async () => {
		const { simulator, say } = await bench('alpha', 0x25);
		const to = (address: string) => say(joined('0000000000015A', address, '02414148454C4C4F033031464204'));
		await to(Buffer.from('26').toString('hex'));
		expect(simulator.text).toBe('');
		await to(Buffer.from('2?').toString('hex'));
		expect(simulator.text).toBe('HELLO');
	});
	it('more than a second between two bytes ends the frame', async () => {
		const { simulator, clock, say } = await bench('alpha');
		const frame = fromHex(byId(golden.ledAlpha.frames, 'specExample').hex);
		await say(frame.subarray(0, 12));
		await clock.advance(1001);
		await say(frame.subarray(12));
		expect(simulator.text).toBe('');
		await say(frame.subarray(0, 12));
		await clock.advance(1000);
		await say(frame.subarray(12));
		expect(simulator.text).toBe('HELLO');
	});
});

/** The CRC by the rule of the page, low byte first, written out here again so that the builder is not its own judge. */
function crcOf(bytes: Uint8Array): string {
	let crc = 0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
	}
	return toHex(new Uint8Array([crc & 0xff, crc >> 8]));
}
