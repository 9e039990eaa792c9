import { describe, expect, it } from 'vitest';
import { commandFrame } from '../../../drivers/id-reader/commands.ts';
import { answerFrame, createAnswerFraming } from '../../../drivers/id-reader/frames.ts';
import { benchPeople } from '../../../drivers/id-reader/people.ts';
import { createIdReaderRedactor } from '../../../drivers/id-reader/redact.ts';
import { createTestCable } from '../cable.ts';
import { byId, fromHex, golden, toHex } from '../golden.ts';
import { type Canary, canary, found } from './canaries.ts';
import { answer, card, frame, run } from './rig.ts';

const joined = (parts: readonly Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));
const cardData = ({ text, photo, fingerprints }: Canary, withFinger: boolean) =>
	new Uint8Array([1, 0, 4, 0, ...(withFinger ? [4, 0] : []), ...text, ...photo, ...(withFinger ? fingerprints : [])]);
const done = (data: Uint8Array) => answerFrame({ sw1: 0, sw2: 0, sw3: 0x90, data });
const addressOf = (one: Canary) => {
	const data = new Uint8Array(70);
	for (let at = 0; at < 35; at++)
		data.set([(one.newAddress.charCodeAt(at) || 0x20) & 0xff, (one.newAddress.charCodeAt(at) || 0x20) >> 8], at * 2);
	return data;
};

/** What a redactor keeps of one stretch of traffic, ended. */
function kept(bytes: Uint8Array, cuts: readonly number[] = [], direction: 'to-host' | 'to-device' = 'to-host'): Uint8Array {
	const redactor = createIdReaderRedactor();
	const parts: Uint8Array[] = [];
	let at = 0;
	for (const cut of [...cuts, bytes.length]) {
		parts.push(...redactor.take(direction, bytes.subarray(at, cut)));
		at = cut;
	}
	return joined([...parts, ...redactor.end(direction)]);
}

describe('what a capture keeps of the reader', () => {
	it.each(golden.idReader.commands)('the command $id stays as it was', ({ hex }) => {
		expect(toHex(kept(fromHex(hex), [], 'to-device'))).toBe(hex);
	});
	it.each(golden.idReader.responses.filter((one) => one.data === ''))('the answer $id stays as it was', ({ hex }) => {
		expect(toHex(kept(fromHex(hex)))).toBe(hex);
	});
	it('the number of the module stays only as the answer to the question for it', () => {
		const redactor = createIdReaderRedactor();
		const hex = answer('samIdOk');
		expect(toHex(joined(redactor.take('to-host', fromHex(hex))))).not.toBe(hex);
		redactor.take('to-device', commandFrame('samId'));
		expect(toHex(joined(redactor.take('to-host', fromHex(hex))))).toBe(hex);
	});
	it('P1 serial data of a card become zeros', () => {
		const found = answerFrame({ sw1: 0, sw2: 0, sw3: 0x9f, data: new Uint8Array([1, 2, 3, 4]) });
		expect(toHex(kept(found))).toBe(answer('findOk'));
		expect(toHex(kept(done(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]))))).toBe(answer('selectOk'));
	});
	it.each(golden.idReader.cards)('P1 $id becomes an invented person with the same kind of card, as long as before', ({ hex, decoded }) => {
		const out = kept(fromHex(hex));
		const [event] = createAnswerFraming().feed(out);
		if (event?.type !== 'answer') throw new Error('no sound frame');
		expect(out).toHaveLength(fromHex(hex).length);
		expect(toHex(out.subarray(0, 14))).toBe(hex.slice(0, 28));
		const text = toHex(event.answer.data.subarray(4, 260));
		expect(benchPeople.map((person) => toHex(person.text))).toContain(text);
		expect(text.slice(496, 500)).toBe(toHex(fromHex(hex).subarray(14 + 248, 14 + 250)));
		expect(decoded.kind).toBeDefined();
		expect(event.answer.data.subarray(264).every((byte) => byte === 0)).toBe(true);
	});
	it.each(golden.idReader.fingerprintResponses)('P1 fingerprints of $id become zeros, lengths stay', ({ hex, frameLength }) => {
		const out = kept(fromHex(hex));
		expect(out).toHaveLength(frameLength);
		expect(toHex(out.subarray(0, 16))).toBe(hex.slice(0, 32));
		expect(out.subarray(16 + 256 + 4, -1).every((byte) => byte === 0)).toBe(true);
	});
	it('P1 a frame of an unknown command and the echo of data nobody asked for become filler of the same length', () => {
		const odd = fromHex('AAAAAA9669000430FF4182');
		expect(toHex(kept(odd, [], 'to-device'))).toBe('00'.repeat(odd.length));
	});
	it('two cards stay two cards, and one stays the same', () => {
		const redactor = createIdReaderRedactor();
		const out = [canary(0), canary(4), canary(0)].map((one) => toHex(joined(redactor.take('to-host', done(cardData(one, false))))));
		expect(out[0]).not.toBe(out[1]);
		expect(out[2]).toBe(out[0]);
	});
	it('a capture replays: the driver reads the invented person from it', async () => {
		const redactor = createIdReaderRedactor();
		const replay: Record<string, string> = {};
		const traffic = { samStatus: 'samStatusOk', samId: 'samIdOk', find: 'findOk', select: 'selectOk' } as const;
		for (const [command, vector] of Object.entries(traffic)) {
			redactor.take('to-device', commandFrame(command as keyof typeof traffic));
			replay[frame[command as keyof typeof traffic]] = toHex(joined(redactor.take('to-host', fromHex(answer(vector)))));
		}
		redactor.take('to-device', commandFrame('readBase'));
		replay[frame.readBase] = toHex(joined(redactor.take('to-host', fromHex(card('hmtPermit1')))));
		const cable = createTestCable((port) => port.onBytes((bytes) => void port.write(fromHex(replay[toHex(bytes)] ?? ''))));
		const { clock, cards } = run(cable.open);
		await clock.advance(500);
		expect(cards.map((one) => [one.kind, one.name])).toEqual([['hmtResidencePermit', '林样章']]);
	});
});

describe('P1 nothing of a person is kept', () => {
	it('of 200 canary people: cards, fingerprints, new addresses, in any chunks', () => {
		for (let n = 0; n < 200; n++) {
			const one = canary(n);
			const bytes = joined([done(cardData(one, false)), done(addressOf(one)), done(cardData(one, true))]);
			expect(found(one.secrets, bytes).length).toBeGreaterThan(3);
			for (const cuts of [[], [5 + n], [300 + n, 1300 + n, 2000 + n]]) {
				const out = kept(bytes, cuts);
				expect(out).toHaveLength(bytes.length);
				expect(found(one.secrets, out)).toEqual([]);
			}
		}
	});
	it('of frames that are cut short, damaged, doubled, echoed or go the wrong way', () => {
		for (let n = 0; n < 200; n++) {
			const one = canary(n);
			const sound = done(cardData(one, n % 2 === 0));
			const spoiled = sound.slice();
			spoiled[20 + ((n * 37) % 1200)]! ^= 0x10;
			const lying = sound.slice();
			lying[6]! ^= 0x04;
			const inner = cardData(one, false);
			inner[3] = 2;
			const short = cardData(one, false).slice(0, 700 + n);
			const cases = [
				sound.slice(0, 100 + n * 5),
				spoiled,
				lying,
				done(inner),
				done(short),
				one.text,
				joined([sound.slice(0, 900), sound]),
				joined([one.text, sound, one.photo]),
				answerFrame({ sw1: 0, sw2: 0, sw3: 0x41, data: one.text }),
			];
			for (const bytes of cases) {
				for (const direction of ['to-host', 'to-device'] as const) {
					const out = kept(bytes, [n * 3], direction);
					expect(out).toHaveLength(bytes.length);
					expect(found(one.secrets, out)).toEqual([]);
				}
			}
		}
	});
	it('holds back no more than one largest frame, however long the noise', () => {
		const redactor = createIdReaderRedactor();
		let given = 0;
		let out = 0;
		for (let n = 0; n < 500; n++) {
			const bytes = fromHex(`AAAAAA9669090A${byId(golden.idReader.malformed, 'truncated').hex}`);
			given += bytes.length;
			for (const part of redactor.take('to-host', bytes)) out += part.length;
			expect(given - out).toBeLessThan(2400);
		}
		for (const part of redactor.end('to-host')) out += part.length;
		expect(out).toBe(given);
	});
});
