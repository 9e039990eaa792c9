import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createAnswerFraming } from '../../drivers/id-reader/frames.ts';
import { writeString } from '../../drivers/led/alpha/frames.ts';
import { createAlphaFraming } from '../../drivers/led/alpha/packets.ts';
import { createOnbonFraming } from '../../drivers/led/onbon/frames.ts';
import { createPrinterInput } from '../../drivers/printer/input.ts';
import { createPaperDecoder } from '../../drivers/printer/paper-decoder.ts';
import { createTokenizer } from '../../drivers/printer/tokens.ts';
import { byId, fromHex, golden } from './golden.ts';

const framesPerDriver = 50_000;
const mostHeldBytes = 8 * 1024 * 1024;

/** Bytes really held, after what nobody needs was collected: one collection may leave buffers to be freed a moment later. */
async function heldBytes(): Promise<number> {
	setFlagsFromString('--expose-gc');
	const collect: unknown = runInNewContext('gc');
	let least = Number.POSITIVE_INFINITY;
	for (let round = 0; round < 5; round++) {
		if (typeof collect === 'function') collect();
		await new Promise((resolve) => setImmediate(resolve));
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		least = Math.min(least, heapUsed + arrayBuffers);
	}
	return least;
}

/** Small seeded generator (mulberry32): the same seed gives the same noise. */
function noise(seed: number) {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return (t ^ (t >>> 14)) >>> 0;
	};
	return { next, below: (limit: number) => next() % limit };
}

/** A frame spoiled in one of the ways lines spoil them: bits, cuts, doubled and inserted bytes, or nothing but noise. */
function spoil(frame: Uint8Array, random: ReturnType<typeof noise>): Uint8Array {
	const bytes = [...frame];
	switch (random.below(6)) {
		case 0:
			bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
			break;
		case 1:
			bytes.length = random.below(bytes.length);
			break;
		case 2:
			bytes.splice(random.below(bytes.length), 0, random.below(256));
			break;
		case 3:
			bytes.splice(random.below(bytes.length), 1 + random.below(4));
			break;
		case 4:
			return Uint8Array.from({ length: random.below(40) }, () => random.below(256));
		default:
			bytes.splice(0, 0, ...bytes.slice(random.below(bytes.length)));
	}
	return Uint8Array.from(bytes);
}

interface Subject {
	name: string;
	frames: readonly string[];
	/** A fresh parser; `feed` tells how many events came, `understands` whether a sound frame after silence is understood. */
	make(): { feed(bytes: Uint8Array): void; understands(): boolean };
}

const readerFrames = golden.idReader.responses.map((one) => one.hex);
const onbonFrames = golden.ledOnbon.frames.map((one) => one.hex);
const subjects: Subject[] = [
	{
		name: 'ID reader answers',
		frames: readerFrames,
		make() {
			const framing = createAnswerFraming();
			return {
				feed: (bytes) => void framing.feed(bytes),
				// Before each command the parser is reset, as the bus does it.
				understands() {
					framing.reset();
					return framing
						.feed(fromHex(byId(golden.idReader.responses, 'findOk').hex))
						.some((event) => event.type === 'answer' && event.answer.sw3 === 0x9f);
				},
			};
		},
	},
	{
		name: 'Onbon frames',
		frames: onbonFrames,
		make() {
			const framing = createOnbonFraming();
			return {
				feed: (bytes) => void framing.feed(bytes),
				// No reset: a start byte alone must be enough.
				understands: () => framing.feed(fromHex(byId(golden.ledOnbon.frames, 'ack').hex)).some((event) => event.type === 'frame'),
			};
		},
	},
	{
		name: 'Alpha frames',
		frames: golden.ledAlpha.frames.map((one) => one.hex),
		make() {
			const framing = createAlphaFraming();
			return {
				feed: (bytes) => void framing.feed(bytes),
				understands: () => framing.feed(writeString({ type: 'Z', address: '00' }, '1', 'A044')).length === 1,
			};
		},
	},
	{
		name: 'printer answers',
		frames: [...golden.escpos.status, ...golden.escpos.asb].map((one) => one.hex),
		make() {
			const input = createPrinterInput();
			return {
				feed: (bytes) => void input.feed(bytes),
				understands() {
					input.reset();
					return input.feed(fromHex('12')).some((event) => event.type === 'realtime');
				},
			};
		},
	},
	{
		name: 'ESC/POS on the simulated printer',
		frames: [golden.escpos.ticket.hex, ...golden.escpos.commands.map((one) => one.hex)],
		make() {
			let tokenizer = createTokenizer();
			const decoder = createPaperDecoder();
			const take = (bytes: Uint8Array) => {
				for (const token of tokenizer.feed(bytes)) if (token.type !== 'realtime') decoder.take({ type: token.type, bytes: token.bytes });
			};
			return {
				feed: take,
				understands() {
					tokenizer = createTokenizer();
					take(fromHex(golden.escpos.ticket.hex));
					return decoder.papers().at(-1)?.qr === golden.escpos.ticket.qr;
				},
			};
		},
	},
];

describe('D2 bad bytes', () => {
	it.each(subjects)('$name: spoiled frames never throw, hold no memory, and the next sound one is understood', async (subject) => {
		const random = noise(20_261_122);
		const parser = subject.make();
		const sound = subject.frames.map(fromHex);
		let misunderstood = 0;
		// Also loads the tables of the character sets, which are held once and are no growth.
		expect(parser.understands()).toBe(true);
		const before = await heldBytes();
		for (let n = 1; n <= framesPerDriver; n++) {
			const bytes = spoil(sound[random.below(sound.length)]!, random);
			const cut = random.below(bytes.length + 1);
			parser.feed(bytes.subarray(0, cut));
			parser.feed(bytes.subarray(cut));
			if (n % 500 === 0 && !parser.understands()) misunderstood++;
		}
		expect(misunderstood).toBe(0);
		expect(parser.understands()).toBe(true);
		const after = await heldBytes();
		expect(after - before).toBeLessThan(mostHeldBytes);
	});
	it('a stream without end and without a frame is not kept', () => {
		for (const filler of [0xaa, 0x00, 0xa6, 0x1d]) {
			const parsers = [createAnswerFraming(), createOnbonFraming(), createPrinterInput()];
			const chunk = new Uint8Array(4096).fill(filler);
			for (const parser of parsers) for (let n = 0; n < 500; n++) expect(parser.feed(chunk).length).toBeLessThanOrEqual(4096);
		}
	});
});
