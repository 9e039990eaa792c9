import { describe, expect, it } from 'vitest';
import { decodeCard, splitCardData } from '../../../drivers/id-reader/card.ts';
import { createAnswerFraming, createRequestFraming, type FrameEvent } from '../../../drivers/id-reader/frames.ts';
import { createReaderSimulator } from '../../../drivers/id-reader/simulator.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import { byId, deliveries, fromHex, golden, toHex } from '../golden.ts';
import { ManualClock, settle } from '../manual-clock.ts';
import { card } from './rig.ts';

/** Noise that is hard on a parser: parts of preambles, preambles with lengths that are none, and plain rubbish. */
const noises = ['00FF55', 'AA', 'AAAA', 'AAAAAA', 'AAAAAA96', 'AAAAAAAAAA', '9669', 'AAAAAA96690000', 'AAAAAA9669FFFF', 'AA9669AAAAAA9600'];
const { commands, responses, cards, fingerprintResponses } = golden.idReader;
const join = (...parts: string[]) => fromHex(parts.join(''));
const answersIn = (events: readonly FrameEvent[]) =>
	events.flatMap((event) =>
		event.type === 'answer' ? [toHex(new Uint8Array([event.answer.sw1, event.answer.sw2, event.answer.sw3, ...event.answer.data]))] : [],
	);
/** Status bytes and data of a golden frame, taken from its bytes. */
const bodyOf = (hex: string) => hex.slice(14, -2);
const feedAll = (chunks: readonly Uint8Array[]) => {
	const framing = createAnswerFraming();
	return chunks.flatMap((chunk) => framing.feed(chunk));
};

describe('D2 golden answers in noise', () => {
	it.each(responses)('$id with rubbish before, between and after, whole, byte by byte and cut anywhere', ({ hex }) => {
		for (const noise of noises) {
			for (const chunks of deliveries(join(noise, hex, noise, hex, noise))) {
				expect(answersIn(feedAll(chunks))).toEqual([bodyOf(hex), bodyOf(hex)]);
			}
		}
	});
	it.each([...cards, ...fingerprintResponses])('$id with rubbish before, between and after', ({ hex }) => {
		for (const noise of noises) {
			const bytes = join(noise, hex, noise, hex, noise);
			expect(answersIn(feedAll([bytes]))).toEqual([bodyOf(hex), bodyOf(hex)]);
			expect(answersIn(feedAll(Array.from(bytes, (byte) => new Uint8Array([byte]))))).toEqual([bodyOf(hex), bodyOf(hex)]);
			for (let at = 1; at < bytes.length; at += 97) {
				expect(answersIn(feedAll([bytes.subarray(0, at), bytes.subarray(at)]))).toEqual([bodyOf(hex), bodyOf(hex)]);
			}
		}
	});
	it.each(golden.idReader.malformed)('$id does not hide the frame that comes after a timeout', ({ hex }) => {
		const framing = createAnswerFraming();
		framing.feed(fromHex(hex));
		framing.reset();
		expect(answersIn(framing.feed(fromHex(byId(responses, 'selectOk').hex)))).toEqual([bodyOf(byId(responses, 'selectOk').hex)]);
	});
	it.each([...cards, ...fingerprintResponses])('$id cut short anywhere is no card', ({ hex }) => {
		const bytes = fromHex(hex);
		for (let at = 0; at < bytes.length; at++) {
			const events = feedAll([bytes.subarray(0, at)]);
			expect(events).toEqual([]);
		}
	});
	it('any one byte of a card changed is never that frame again', () => {
		const bytes = fromHex(card('resident1'));
		for (let at = 5; at < bytes.length; at++) {
			const spoiled = bytes.slice();
			spoiled[at]! ^= 1 << (at % 8);
			expect(answersIn(feedAll([spoiled]))).toEqual([]);
		}
	});
});

describe('golden commands as the reader hears them', () => {
	it.each(commands)('$id, in noise, whole, byte by byte and cut anywhere', ({ hex, cmd, param, data }) => {
		const heard = {
			type: 'request',
			request: { command: Number.parseInt(cmd, 16), parameter: Number.parseInt(param, 16), data: fromHex(data) },
		};
		for (const noise of noises) {
			for (const chunks of deliveries(join(noise, hex, noise))) {
				const framing = createRequestFraming();
				expect(chunks.flatMap((chunk) => framing.feed(chunk)).filter((event) => event.type === 'request')).toEqual([heard]);
			}
		}
	});
});

/** What the simulated reader says to a golden command, frame by frame. */
async function asked(setUp: (simulator: ReturnType<typeof createReaderSimulator>) => void, ...names: string[]): Promise<string[]> {
	const simulator = createReaderSimulator({ timers: new ManualClock().timers });
	const pipe = createPipe();
	let heard = '';
	pipe.near.onBytes((bytes) => {
		heard += toHex(bytes);
	});
	simulator.attach(pipe.far);
	setUp(simulator);
	const frames: string[] = [];
	for (const name of names) {
		heard = '';
		await pipe.near.write(fromHex(byId(commands, name).hex));
		await settle();
		frames.push(heard);
	}
	return frames;
}
const vector = (id: string) => byId(responses, id).hex;

describe('the simulated reader says exactly the golden bytes', () => {
	it('about its module', async () => {
		expect(await asked(() => {}, 'samStatus', 'samId', 'samReset', 'setMaxRfBytes')).toEqual(
			['samStatusOk', 'samIdOk', 'resetOk', 'maxRfOk'].map(vector),
		);
		// The answer to a change of speed still comes at the old one.
		for (const name of ['baud115200', 'baud57600', 'baud38400', 'baud19200', 'baud9600'])
			expect(await asked(() => {}, name)).toEqual([vector('baudOk')]);
	});
	it('about an empty field and a card that cannot be read', async () => {
		expect(await asked(() => {}, 'find', 'select', 'readBase')).toEqual(['findNone', 'selectFail', 'readFail'].map(vector));
		const failing = (fault: 'not-genuine' | 'not-an-id-card' | 'self-test-failed' | 'not-authorised') =>
			asked(
				(simulator) => {
					simulator.layCard('zhang');
					simulator.setFault(fault, true);
				},
				...['find', 'select', 'readBase'],
			);
		expect((await failing('not-an-id-card')).slice(0, 2)).toEqual(['findOk', 'wrongCard'].map(vector));
		expect(await failing('not-genuine')).toEqual(['findOk', 'selectOk', 'verifyFail'].map(vector));
		expect(await failing('self-test-failed')).toEqual(Array(3).fill(vector('selfTestFail')));
		expect(await failing('not-authorised')).toEqual(Array(3).fill(vector('notAuthorised')));
	});
	it.each(cards)('about $id, text and photo', async ({ textHex, hex }) => {
		const photo = fromHex(hex).slice(-1025, -1);
		const lay = (simulator: ReturnType<typeof createReaderSimulator>) => simulator.lay({ text: fromHex(textHex), photo });
		expect(await asked(lay, 'find', 'select', 'readBase', 'readNewAddress', 'find')).toEqual([
			vector('findOk'),
			vector('selectOk'),
			hex,
			vector('noNewAddress'),
			vector('findNone'),
		]);
	});
	it.each(fingerprintResponses)('about $id', async ({ hex, fingerLength }) => {
		const { textHex } = byId(cards, 'resident1');
		const bytes = fromHex(hex);
		const photo = bytes.slice(16 + 256, 16 + 256 + 1024);
		const fingerprints = bytes.slice(16 + 256 + 1024, -1);
		expect(fingerprints).toHaveLength(fingerLength);
		const lay = (simulator: ReturnType<typeof createReaderSimulator>) => simulator.lay({ text: fromHex(textHex), photo, fingerprints });
		expect((await asked(lay, 'find', 'select', 'readBaseFinger'))[2]).toBe(hex);
		const data = splitCardData(bytes.slice(10, -1), true);
		if (!data.ok) throw new Error('the lengths do not add up');
		expect(decodeCard(data.text, '20260501').idNumber).toBe('110101199003070011');
		// Nothing of the fingerprints is handed on, under any name.
		expect(Object.keys(data).sort()).toEqual(['ok', 'photo', 'text']);
		expect(data.photo).toEqual(photo);
	});
	it('about a newer address', async () => {
		const lay = (simulator: ReturnType<typeof createReaderSimulator>) =>
			simulator.lay({ text: fromHex(byId(cards, 'resident1').textHex), newAddress: '北京市东城区样本街9号院1单元101室' });
		expect((await asked(lay, 'find', 'select', 'readNewAddress'))[2]).toBe(vector('newAddressOk'));
	});
});

describe('lengths that lie', () => {
	const base = fromHex(card('resident1'));
	const reframed = (data: Uint8Array) => {
		const length = data.length + 4;
		const covered = [length >> 8, length & 0xff, 0, 0, 0x90, ...data];
		return new Uint8Array([0xaa, 0xaa, 0xaa, 0x96, 0x69, ...covered, covered.reduce((sum, byte) => sum ^ byte, 0)]);
	};
	it('D1 every wrong length of the frame gives no card, also where the checksum fits by chance', () => {
		for (let length = 0; length <= 0xffff; length++) {
			if (length === 0x0508) continue;
			const lying = base.slice();
			lying[5] = length >> 8;
			lying[6] = length & 0xff;
			const given = feedAll([lying]).filter((event) => event.type === 'answer' && splitCardData(event.answer.data).ok);
			expect(given).toEqual([]);
		}
	});
	it('D1 every wrong inner length gives no card, though the frame is sound', () => {
		for (let at = 0; at < 4; at++) {
			for (let value = 0; value < 256; value++) {
				const data = base.slice(10, -1);
				if (data[at] === value) continue;
				data[at] = value;
				const [event] = feedAll([reframed(data)]);
				if (event?.type !== 'answer') throw new Error('the frame is sound');
				expect(splitCardData(event.answer.data).ok).toBe(false);
			}
		}
	});
	it('D1 fingerprint data of a length no card has are no card', () => {
		const data = new Uint8Array([1, 0, 4, 0, 0, 0x10, ...new Uint8Array(256 + 1024 + 16)]);
		expect(splitCardData(data, true).ok).toBe(false);
	});
});
