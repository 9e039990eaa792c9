import { describe, expect, it } from 'vitest';
import { decodeCard, decodeNewAddress, splitCardData, toIdCard } from '../../drivers/id-reader/card.ts';
import { nationName, sexName } from '../../drivers/id-reader/codes.ts';
import { type CommandName, commandFrame, commands, setMaxRfBytesFrame } from '../../drivers/id-reader/commands.ts';
import { answerFrame, createAnswerFraming, type FrameEvent } from '../../drivers/id-reader/frames.ts';
import { foreigner2017Layout, permitLayout, residentLayout, writeFields, writeForeigner2023 } from '../../drivers/id-reader/layouts.ts';
import { numberOf15IsSound, numberOf18IsSound, previousNumber } from '../../drivers/id-reader/numbers.ts';
import { benchPeople } from '../../drivers/id-reader/people.ts';
import { byId, deliveries, fromHex, golden, toHex } from './golden.ts';

const today = '20260501';

function answersOf(chunks: readonly Uint8Array[]): FrameEvent[] {
	const framing = createAnswerFraming();
	return chunks.flatMap((chunk) => framing.feed(chunk)).filter((event) => event.type !== 'discarded');
}

describe('reader commands', () => {
	it.each(golden.idReader.commands.filter((one) => one.id !== 'setMaxRfBytes'))('$id is built byte for byte', (vector) => {
		expect(vector.id in commands).toBe(true);
		expect(toHex(commandFrame(vector.id as CommandName))).toBe(vector.hex);
	});
	it('setMaxRfBytes carries its byte', () => {
		expect(toHex(setMaxRfBytesFrame(0x50))).toBe(byId(golden.idReader.commands, 'setMaxRfBytes').hex);
	});
});

describe('reader answers', () => {
	it.each(golden.idReader.responses)('$id is understood whole, byte by byte and cut anywhere', (vector) => {
		const answer = {
			sw1: Number.parseInt(vector.sw1, 16),
			sw2: Number.parseInt(vector.sw2, 16),
			sw3: Number.parseInt(vector.sw3, 16),
			data: fromHex(vector.data),
		};
		for (const chunks of deliveries(fromHex(vector.hex))) expect(answersOf(chunks)).toEqual([{ type: 'answer', answer }]);
		expect(toHex(answerFrame(answer))).toBe(vector.hex);
	});
	it('the newer address is read without its padding', () => {
		const vector = byId(golden.idReader.responses, 'newAddressOk');
		expect(decodeNewAddress(fromHex(vector.data))).toBe('北京市东城区样本街9号院1单元101室');
	});
});

describe('reader cards', () => {
	it.each(golden.idReader.cards)('$id decodes to its golden values however its bytes arrive', (vector) => {
		const bytes = fromHex(vector.hex);
		expect(bytes.length).toBe(vector.frameLength);
		for (const chunks of deliveries(bytes)) {
			const events = answersOf(chunks);
			expect(events).toHaveLength(1);
			const event = events[0]!;
			if (event.type !== 'answer') throw new Error('no answer');
			const data = splitCardData(event.answer.data);
			if (!data.ok) throw new Error('the lengths do not add up');
			const { warnings, ...fields } = decodeCard(data.text, today);
			expect(fields).toEqual(vector.decoded);
			expect(warnings).toEqual([]);
			expect(toHex(data.text)).toBe(vector.textHex);
			expect(data.photo).toHaveLength(1024);
		}
	});
	it.each(golden.idReader.fingerprintResponses)('$id: fingerprint data are split off and dropped', (vector) => {
		const events = answersOf([fromHex(vector.hex)]);
		const event = events[0]!;
		if (event.type !== 'answer') throw new Error('no answer');
		const data = splitCardData(event.answer.data, true);
		if (!data.ok) throw new Error('the lengths do not add up');
		expect(decodeCard(data.text, today).name).toBe('张示例');
	});
	it('D1 a card whose inner lengths do not add up is no card', () => {
		const good = fromHex(byId(golden.idReader.cards, 'resident1').hex);
		const data = good.slice(10, -1);
		expect(splitCardData(data).ok).toBe(true);
		expect(splitCardData(data.slice(0, -1)).ok).toBe(false);
		expect(splitCardData(data.slice(0, 3)).ok).toBe(false);
		const wrong = data.slice();
		wrong[3]! ^= 1;
		expect(splitCardData(wrong).ok).toBe(false);
	});
	it.each(golden.idReader.cards)('the text block of $id is written as the golden card holds it', ({ decoded, textHex }) => {
		const written = {
			resident: () => writeFields(residentLayout, decoded),
			hmtResidencePermit: () => writeFields(permitLayout, decoded, 'J'),
			foreigner2017: () => writeFields(foreigner2017Layout, decoded, 'I'),
			foreigner2023: () => writeForeigner2023(decoded),
		}[decoded.kind!];
		expect(toHex(written!())).toBe(textHex);
	});
	it('the older number of a foreign holder is rebuilt from the link', () => {
		const { decoded } = byId(golden.idReader.cards, 'foreigner2023_1');
		expect(
			previousNumber({
				idNumber: decoded.idNumber!,
				countryCode: decoded.countryCode!,
				birthDate: decoded.birthDate!,
				link: decoded.previousCardLink!,
			}),
		).toBe('UTO110090030735');
		const text = fromHex(byId(golden.idReader.cards, 'foreigner2023_1').textHex);
		expect(toIdCard(decodeCard(text, today)).previousNumber).toBe('UTO110090030735');
	});
});

describe('cards that are read in whole but not in order', () => {
	const base = byId(golden.idReader.cards, 'resident1').decoded;
	const warningsOf = (changes: Record<string, string>, day = today) =>
		decodeCard(writeFields(residentLayout, { ...base, ...changes }), day).warnings;

	it('expired and not yet valid depend on the day that is passed in', () => {
		expect(warningsOf({}, '20400101')).toEqual([]);
		expect(warningsOf({}, '20400102')).toEqual(['expired']);
		expect(warningsOf({}, '20191231')).toEqual(['not-yet-valid']);
	});
	it('a wrong check character, a date that is none and a sex that does not fit are told, and the card is still given', () => {
		expect(warningsOf({ idNumber: '110101199003070012' })).toEqual(['number-check']);
		expect(warningsOf({ sexCode: '2' })).toEqual(['number-check']);
		expect(warningsOf({ birthDate: '19900231' })).toEqual(['birth-date']);
		expect(warningsOf({ birthDate: '19900308' })).toEqual(['birth-date']);
	});
	it('an unreadable field is named and its bad characters are boxes', () => {
		const card = decodeCard(writeFields(residentLayout, { ...base, address: '示例\ud800省\u0007' }), today);
		expect(card.address).toBe('示例□省□');
		expect(card.warnings).toEqual(['unreadable-field:address']);
	});
	it('zero padding counts as padding, inner spaces stay', () => {
		expect(decodeCard(writeFields(residentLayout, { ...base, name: '阿 卜\u0000\u0000' }), today).name).toBe('阿 卜');
	});
	it('an unknown card kind gives its letter and the raw text, and no fields: nobody knows where they are', () => {
		const { rawText, ...card } = decodeCard(writeFields(residentLayout, base, 'Q'), today);
		expect(card).toEqual({ kind: 'unknown', typeFlag: 'Q', warnings: ['unknown-card-type'] });
		expect(rawText).toHaveLength(125);
		expect(rawText?.slice(0, 3)).toBe('张示例');
		expect(toIdCard({ ...card, rawText })).toMatchObject({ kind: 'unknown', name: '', idNumber: '', warnings: ['unknown-card-type'] });
	});
	it('a permit number that begins with none of the three regions is doubted', () => {
		const permit = byId(golden.idReader.cards, 'hmtPermit1').decoded;
		const { warnings, idNumber } = decodeCard(writeFields(permitLayout, { ...permit, idNumber: base.idNumber!, sexCode: '1' }, 'J'), today);
		expect([idNumber, warnings]).toEqual([base.idNumber, ['number-check']]);
	});
	it('fields of a 2023 card that fail their checks are given raw, with a warning each', () => {
		const golden2023 = byId(golden.idReader.cards, 'foreigner2023_1').decoded;
		const card = decodeCard(writeForeigner2023({ ...golden2023, birthDate: '19901340', idNumber: '811999199003070010' }), today);
		expect(card).toMatchObject({ birthDate: '19901340', idNumber: '811999199003070010', warnings: ['number-check', 'birth-date'] });
		expect(toIdCard(card).previousNumber).toBeUndefined();
	});
	it('a 15-character number is checked against the sex and the birth date of the card', () => {
		const golden2017 = byId(golden.idReader.cards, 'foreigner2017_1').decoded;
		const of = (changes: Record<string, string>) =>
			decodeCard(writeFields(foreigner2017Layout, { ...golden2017, ...changes }, 'I'), today).warnings;
		expect(of({})).toEqual([]);
		expect(of({ sexCode: '1' })).toEqual(['number-check']);
		expect(of({ idNumber: 'UTO110090030723' })).toEqual(['number-check']);
		expect(of({ birthDate: '19900308' })).toEqual(['birth-date']);
	});
	it('a code that no list knows keeps its digits and has an empty name', () => {
		const card = decodeCard(writeFields(residentLayout, { ...base, sexCode: '5', nationCode: '77' }), today);
		expect([card.sexCode, card.sex, card.nationCode, card.nation]).toEqual(['5', '', '77', '']);
	});
	it('D2 any 256 bytes decode without throwing', () => {
		let seed = 7;
		for (let round = 0; round < 3000; round++) {
			const block = new Uint8Array(256).map(() => {
				seed = (seed * 1103515245 + 12345) & 0x7fffffff;
				return seed >> 16;
			});
			block[249] = 0;
			block[248] = [0x20, 0x4a, 0x49, 0x59][round % 4]!;
			expect(() => JSON.stringify(decodeCard(block, today))).not.toThrow();
		}
	});
});

describe('invented people of the bench', () => {
	it('pass the number check, except where the card is meant to be odd', () => {
		const warnings = Object.fromEntries(benchPeople.map((person) => [person.id, decodeCard(person.text, '20261122').warnings]));
		expect(warnings).toEqual({
			zhang: [],
			'wang-82': [],
			'zhao-66': [],
			maimaiti: [],
			'li-rare': [],
			'chen-expired': ['expired'],
			'sun-unreadable': ['unreadable-field:address'],
			'lin-permit': [],
			'sample-2017': [],
			'muster-2023': [],
		});
	});
});

describe('malformed reader frames', () => {
	const found = { type: 'answer', answer: { sw1: 0, sw2: 0, sw3: 0x9f, data: new Uint8Array(4) } };
	const selected = { type: 'answer', answer: { sw1: 0, sw2: 0, sw3: 0x90, data: new Uint8Array(8) } };
	const expected: Record<string, unknown[]> = {
		badChecksum: [{ type: 'bad-checksum' }],
		garbageThenFrame: [found],
		falsePreambleThenFrame: [found],
		extraPreambleBytes: [found],
		twoFramesInOneChunk: [found, selected],
		truncated: [],
		lengthTooSmall: [{ type: 'bad-length' }],
		lengthTooLarge: [{ type: 'bad-length' }],
	};
	it.each(golden.idReader.malformed)('D2 $id: $expect', (vector) => {
		expect(expected[vector.id]).toBeDefined();
		for (const chunks of deliveries(fromHex(vector.hex))) expect(answersOf(chunks)).toEqual(expected[vector.id]);
	});
	it('D2 a good frame inside a failed one is found', () => {
		const bad = fromHex('AAAAAA96690010');
		const good = fromHex(byId(golden.idReader.responses, 'findOk').hex);
		const tail = new Uint8Array(8);
		for (const chunks of deliveries(new Uint8Array([...bad, ...good, ...tail]))) {
			expect(answersOf(chunks)).toEqual([{ type: 'bad-checksum' }, found]);
		}
	});
});

describe('number checks', () => {
	const { valid, invalid, foreigner15, lowerCaseXMustBeAccepted } = golden.idNumber;
	it.each(valid)('%s is sound', (number) => expect(numberOf18IsSound(number, '', today)).toBe(true));
	it.each(invalid)('$value is not: $why', ({ value }) => expect(numberOf18IsSound(value, '', today)).toBe(false));
	it('a lower-case x counts as X', () => expect(numberOf18IsSound(lowerCaseXMustBeAccepted, '', today)).toBe(true));
	it('a birth date in the future is not', () => expect(numberOf18IsSound(valid[0]!, '', '19900306')).toBe(false));
	it.each(foreigner15.valid)('%s is sound', (number) => expect(numberOf15IsSound(number, '')).toBe(true));
	it.each(foreigner15.invalid)('$value is not: $why', ({ value }) => expect(numberOf15IsSound(value, '')).toBe(false));
	it.each(Object.entries(golden.nations))('nation %s is %s', (code, name) => expect(nationName(code)).toBe(name));
	it.each(Object.entries(golden.sexCodes))('sex %s is %s', (code, name) => expect(sexName(code)).toBe(name));
});
