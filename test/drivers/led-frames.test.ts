import { describe, expect, it } from 'vitest';
import * as alpha from '../../drivers/led/alpha/frames.ts';
import { createAlphaFraming } from '../../drivers/led/alpha/packets.ts';
import {
	type Area,
	answerFrame,
	areaText,
	asciiFont,
	chineseFont,
	clear,
	ping,
	power,
	readAnswer,
	showAreas,
	status,
} from '../../drivers/led/onbon/commands.ts';
import { crc16, createOnbonFraming, frameBytes, type OnbonEvent } from '../../drivers/led/onbon/frames.ts';
import { createLedSimulator } from '../../drivers/led/simulator.ts';
import { gbkText, linesNeeded } from '../../drivers/led/text.ts';
import { createPipe } from '../../drivers/transport/pipe.ts';
import { byId, deliveries, fromHex, golden, toHex } from './golden.ts';

const eventsOf = (chunks: readonly Uint8Array[]): OnbonEvent[] => {
	const framing = createOnbonFraming();
	return chunks.flatMap((chunk) => framing.feed(chunk)).filter((event) => event.type !== 'discarded');
};
const area = (changes: Partial<Area> & { shown: string; fonts?: string }): Area => ({
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
	...changes,
	text: areaText(changes.fonts ?? chineseFont + asciiFont, gbkText(changes.shown).bytes),
});

const made: Record<string, Uint8Array> = {
	ping: ping(1),
	pingScreen2: ping(2),
	pingScreen90: ping(90),
	status: status(1),
	clear: clear(1),
	powerOn: power(1, true),
	powerOff: power(1, false),
	showCall: showAreas(1, [], [area({ shown: '请A012号到3号窗口' })]),
	showCallNeedsEscape: showAreas(1, [], [area({ shown: '请Z012号到宝山[3]号窗口' })]),
	showTwoAreas: showAreas(
		1,
		[],
		[
			area({ shown: '窗口3', fonts: chineseFont, height: 16 }),
			area({ id: 1, y: 16, height: 16, shown: 'Z012', fonts: asciiFont, movement: 3, speed: 4, stay: 5 }),
		],
		{ answerWanted: false },
	),
	deleteAll: showAreas(1, 'all', []),
	deleteArea1: showAreas(1, [1], []),
	ack: answerFrame(1, 0),
	ackFromBroadcastAddress: answerFrame(0xfffe, 0),
	nackChecksum: answerFrame(1, 5),
	nackBusy: answerFrame(1, 3),
	nackNoFont: answerFrame(1, 12),
};

describe('Onbon frames', () => {
	it('the CRC has its check value', () => {
		expect(crc16(new TextEncoder().encode('123456789'))).toBe(0xbb3d);
	});
	it.each(golden.ledOnbon.frames)('$id is built byte for byte and read back however it arrives', (vector) => {
		expect(made[vector.id], `no builder for ${vector.id}`).toBeDefined();
		expect(toHex(made[vector.id]!)).toBe(vector.hex);
		const body = fromHex(vector.unescapedBody);
		for (const chunks of deliveries(fromHex(vector.hex))) {
			const events = eventsOf(chunks);
			expect(events).toHaveLength(1);
			if (events[0]?.type !== 'frame') throw new Error('no frame');
			expect(toHex(events[0].frame.data)).toBe(toHex(body.slice(14, -2)));
		}
	});
	it.each(golden.ledOnbon.frames.filter((one) => one.id.startsWith('ack') || one.id.startsWith('nack')))(
		'$id is judged by its error byte',
		(vector) => {
			const event = eventsOf([fromHex(vector.hex)])[0];
			if (event?.type !== 'frame') throw new Error('no frame');
			expect(readAnswer(event.frame, 1)).toEqual({ error: vector.decoded.error ?? 0 });
		},
	);
	it('an answer of another screen is none', () => {
		const event = eventsOf([fromHex(byId(golden.ledOnbon.frames, 'ack').hex)])[0];
		if (event?.type !== 'frame') throw new Error('no frame');
		expect(readAnswer(event.frame, 2)).toBeNull();
	});
	it.each(golden.ledOnbon.extraSamples)('sample "$meaning" is a sound frame', (vector) => {
		for (const chunks of deliveries(fromHex(vector.hex))) expect(eventsOf(chunks).map((event) => event.type)).toEqual(['frame']);
	});
	const expected: Record<string, string[]> = {
		badCrc: ['bad-crc'],
		garbageThenAck: ['frame'],
		manyStartBytes: ['frame'],
		fewStartBytes: ['frame'],
		badEscape: ['bad-frame'],
		truncatedThenAck: ['frame'],
	};
	it.each(golden.ledOnbon.malformed)('D2 $id: $expect', (vector) => {
		for (const chunks of deliveries(fromHex(vector.hex))) expect(eventsOf(chunks).map((event) => event.type)).toEqual(expected[vector.id]);
	});
	it('a length that does not fit the frame is refused', () => {
		const good = frameBytes({ destination: 1, source: 2, data: new Uint8Array([1, 2, 3, 4, 5]) });
		expect(eventsOf([good]).map((event) => event.type)).toEqual(['frame']);
		const body = fromHex('00800100000000000000FE020900A000000000');
		const crc = crc16(body);
		expect(eventsOf([new Uint8Array([0xa5, ...body, crc & 0xff, crc >> 8, 0x5a])]).map((event) => event.type)).toEqual(['bad-frame']);
	});
	it('a backslash cannot be a font mark, and what GBK lacks is a box', () => {
		expect(toHex(gbkText('a\\FO㐂').bytes)).toBe('61A3DC464FA1F5');
		expect(gbkText('㐂𠮷').replaced).toBe(2);
	});
	it('counts the lines a call needs: a Chinese character is not parted at the edge', () => {
		const lines = (text: string, columns = 16) => linesNeeded(gbkText(text).bytes, columns);
		expect(lines('请A2-007到12窗口')).toBe(1);
		expect(lines('请AA99-9999到12窗口')).toBe(2);
		expect(lines('请A2-007到12号窗口')).toBe(2);
		// 32 half-width columns of text, yet three lines of 16: the character at the edge takes the next line.
		expect(lines(`a${'窗'.repeat(15)}b`)).toBe(3);
		expect(lines('')).toBe(1);
	});
});

describe('the simulated display', () => {
	it.each(golden.ledOnbon.frames.filter((one) => one.decoded.areas))('$id is shown as its golden text', async (vector) => {
		const simulator = createLedSimulator('onbon', 1);
		const pipe = createPipe();
		simulator.attach(pipe.far);
		await pipe.near.write(fromHex(vector.hex));
		expect(simulator.text).toBe(vector.decoded.areas!.map((one) => one.text).join('\n'));
	});
});

describe('Alpha frames', () => {
	const any = { type: 'Z', address: '00' };
	const bytes = (text: string) => [...text].map((mark) => mark.charCodeAt(0));
	const hold = { position: 0x20, mode: 'b' };
	const alphaMade: Record<string, Uint8Array> = {
		specExample: alpha.writeText(any, 'A', null, bytes('HELLO')),
		textHoldRed: alpha.writeText(any, 'A', hold, [0x1c, 0x31, ...bytes('A012  3')]),
		textNoChecksum: alpha.alphaFrame(any, [...bytes('AA'), 0x1b, 0x20, ...bytes('b'), 0x1c, 0x31, ...bytes('A012  3')], false),
		textRotateSpeed3: alpha.writeText(any, 'A', { position: 0x20, mode: 'a' }, [0x17, ...bytes('WELCOME')]),
		textFlashAddr05: alpha.writeText({ type: 'Z', address: '05' }, 'A', { position: 0x20, mode: 'c' }, [0x1c, 0x31, ...bytes('Z999  12')]),
		memoryConfig: alpha.special(any, '$AAU0100FFFF1BL00200000'),
		clearMemory: alpha.special(any, '$'),
		textCallsString: alpha.textShowsString(any),
		stringWrite: alpha.writeString(any, '1', 'A012  3'),
		priorityWrite: alpha.writeText(any, '0', { position: 0x20, mode: 'c' }, [0x1c, 0x31, ...bytes('FIRE ALARM')]),
		priorityClear: alpha.writeText(any, '0', null, []),
		runSequence: alpha.special(any, '.SUA'),
		setTime: alpha.special(any, ' 0930'),
		timeFormat24: alpha.special(any, "'M"),
		setDay: alpha.special(any, '&6'),
		softReset: alpha.special(any, ','),
		speakerOff: alpha.special(any, '!FF'),
		beep: alpha.special(any, '(1'),
		ackNakOn: alpha.special(any, 's1'),
		readText: alpha.readText(any, 'A'),
		readError: alpha.alphaFrame(any, bytes('F*')),
	};
	it.each(golden.ledAlpha.frames.filter((one) => one.id in alphaMade))(
		'$id is built byte for byte and read back however it arrives',
		(vector) => {
			expect(toHex(alphaMade[vector.id]!)).toBe(vector.hex);
			for (const chunks of deliveries(fromHex(vector.hex))) {
				const framing = createAlphaFraming();
				expect(chunks.flatMap((chunk) => framing.feed(chunk))).toHaveLength(1);
			}
		},
	);
	it.each(golden.ledAlpha.malformed)('D2 $id is ignored', (vector) => {
		expect(createAlphaFraming().feed(fromHex(vector.hex))).toEqual([]);
	});
	it('Chinese becomes spaces, an overlong text is cut to the size of the file', () => {
		expect(toHex(alpha.writeString(any, '1', '请A1', 3)).slice(-20)).toBe(toHex(alpha.writeString(any, '1', ' A1')).slice(-20));
		expect(alpha.writeString(any, '1', 'x'.repeat(300)).length).toBe(alpha.writeString(any, '1', 'x'.repeat(125)).length);
	});
});
