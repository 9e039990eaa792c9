import { describe, expect, it } from 'vitest';
import { frameTemplate, ledProfile, ratingPadProfile } from '../../../domain/contracts/device-profiles.ts';
import { checksumOf } from '../../../drivers/profile/checksums.ts';
import { createTemplateFraming } from '../../../drivers/profile/match.ts';
import { createPatternFraming, type PatternEvent } from '../../../drivers/profile/pattern.ts';
import { buildFrame } from '../../../drivers/profile/template.ts';
import { encodeField } from '../../../drivers/profile/text.ts';
import { deliveries, fromHex, toHex } from '../golden.ts';

const ascii = (text: string) => encodeField(text, 'ascii').value;
const gbk = (text: string) => encodeField(text, 'gbk').value;
const made = (parts: unknown, fields: Record<string, readonly Uint8Array[]> = {}) => toHex(buildFrame(frameTemplate.parse(parts), fields));

describe('checksums of profiles', () => {
	const nine = Uint8Array.from('123456789', (digit) => digit.charCodeAt(0));
	it('are those of the published check values', () => {
		expect(toHex(checksumOf('crc-16', nine))).toBe('374B');
		expect(toHex(checksumOf('crc-16', fromHex('010300000001')))).toBe('840A');
		expect(toHex(checksumOf('sum-8', nine))).toBe('DD');
		expect(toHex(checksumOf('xor-8', nine))).toBe('31');
		expect(toHex(checksumOf('none', nine))).toBe('');
	});
});

describe('frames from templates', () => {
	it('fields, lengths and checksums stand where the template says', () => {
		expect(
			made([{ bytes: 'AA 55' }, { lengthOf: 'text' }, { field: 'text' }, { checksum: 'sum-8', from: 1 }], { text: ascii('A012') }),
		).toBe('AA550441303132D8');
		expect(
			made(
				[
					{ bytes: '7E' },
					{ lengthFrom: 2, lengthTo: 3, plus: 2, size: 2 },
					{ field: 'window' },
					{ field: 'number' },
					{ checksum: 'crc-16' },
				],
				{
					window: ascii('3'),
					number: ascii('A1'),
				},
			),
		).toBe('7E00053341310B42');
		expect(made([{ lengthOf: 'text', size: 2, order: 'low-first' }, { field: 'text' }], { text: ascii('ab') })).toBe('02006162');
		expect(made([{ bytes: '02' }, { field: 'text' }, { checksum: 'xor-8', from: 1, as: 'hex' }], { text: ascii('19') })).toBe('0231393038');
	});
	it('a Chinese character is never parted where a field is cut, and the rest is padded', () => {
		expect(made([{ field: 'name', length: 5 }], { name: gbk('样本窗') })).toBe('D1F9B1BE20');
		expect(made([{ field: 'name', length: 4, pad: '00' }], { name: gbk('A') })).toBe('41000000');
		expect(made([{ field: 'name', length: 4, pad: 'A1A1' }], {})).toBe('A1A1A1A1');
	});
	it('control characters do not come out, and what the device lacks is replaced and counted', () => {
		expect(encodeField('A\u001b\u00020', 'ascii').value.map(toHex)).toEqual(['41', '30']);
		expect(encodeField('窗3', 'ascii')).toMatchObject({ replaced: 1 });
		expect(encodeField('𠮷', 'gbk').value.map(toHex)).toEqual(['A1F5']);
	});
	it('the device reads them back: every delivery, with garbage before, between and after', () => {
		const template = frameTemplate.parse([
			{ bytes: 'AA 55' },
			{ lengthOf: 'text' },
			{ field: 'text' },
			{ checksum: 'xor-8', from: 1 },
			{ bytes: '0D' },
		]);
		const frame = fromHex('AA550441303132760D');
		for (const garbage of ['', 'AA', 'AA55', '00FF', 'AA55FF']) {
			const stream = Uint8Array.from([...fromHex(garbage), ...frame, ...fromHex(garbage), ...frame, ...fromHex(garbage)]);
			for (const chunks of deliveries(stream)) {
				const framing = createTemplateFraming({ show: template });
				const events = [...chunks.flatMap((chunk) => framing.feed(chunk)), ...framing.end()];
				const texts = events.flatMap((event) => (event.type === 'frame' ? [toHex(event.fields.text!)] : []));
				expect(texts, garbage).toEqual(['41303132', '41303132']);
			}
		}
	});
});

describe('frames of a pattern', () => {
	const rule = ratingPadProfile.shape.rx.pick({ header: true, length: true, checksum: true, checksumFrom: true }).parse({
		header: 'AA 55 01',
		length: { at: 4, plus: 6 },
		checksum: 'xor-8',
		checksumFrom: 2,
	});
	const framesOf = (events: readonly PatternEvent[]) => events.flatMap((event) => (event.type === 'frame' ? [toHex(event.bytes)] : []));
	const noiseOf = (events: readonly PatternEvent[]) =>
		events.reduce((sum, event) => sum + (event.type === 'discarded' ? event.bytes : 0), 0);

	it('D2 is found in every delivery, with garbage before, between and after, which is counted byte for byte', () => {
		const frame = 'AA550182010183';
		for (const garbage of ['', 'AA', 'AA55', 'AAAA55', 'AA5501', 'FFFF', 'AA55018201']) {
			const stream = fromHex(`${garbage}${frame}${garbage}${frame}${garbage}`);
			for (const chunks of deliveries(stream)) {
				const framing = createPatternFraming(rule);
				const events = [...chunks.flatMap((chunk) => framing.feed(chunk)), ...framing.expire()];
				expect(framesOf(events), garbage).toEqual([frame, frame]);
				expect(noiseOf(events), garbage).toBe((3 * garbage.length) / 2);
			}
		}
	});
	it('D2 a length that lies swallows nothing once the line is silent', () => {
		const framing = createPatternFraming(rule);
		expect(framesOf(framing.feed(fromHex('AA550182FF01AA550182010587')))).toEqual([]);
		expect(framesOf(framing.expire())).toEqual(['AA550182010587']);
	});
	it('D2 a wrong checksum is told, and the frame behind it is found', () => {
		const framing = createPatternFraming(rule);
		const events = framing.feed(fromHex('AA550182010182AA550182010587'));
		expect(events[0]).toEqual({ type: 'bad-checksum' });
		expect(framesOf(events)).toEqual(['AA550182010587']);
	});
	it('D2 endless noise is not kept', () => {
		const framing = createPatternFraming(rule);
		let noise = 0;
		for (let round = 0; round < 200; round++) {
			noise += noiseOf(framing.feed(Uint8Array.from({ length: 1000 }, (_, n) => (n * 31 + round * 17) & 0xff)));
			expect(framing.held).toBeLessThan(330);
		}
		expect(noise + framing.held).toBeGreaterThan(199_000);
		framing.expire();
		expect(framesOf(framing.feed(fromHex('AA550182010183')))).toEqual(['AA550182010183']);
	});
	it('frames of a fixed length need no length byte', () => {
		const fixed = createPatternFraming({ header: 'F0', length: { fixed: 3 }, checksum: 'none', checksumFrom: 0 });
		expect(framesOf(fixed.feed(fromHex('00F00102F0F0F0')))).toEqual(['F00102', 'F0F0F0']);
	});
});

describe('a profile with a slip', () => {
	const pad = (change: object) => ({
		schema: 'rating-pad/1',
		name: 'Pad',
		tx: { askRating: [{ bytes: 'AA 55' }] },
		rx: { header: 'AA', length: { fixed: 4 }, checksum: 'sum-8', key: 2, ratings: [{ byte: '01', rating: 1 }] },
		...change,
	});
	const placesOf = (value: unknown) => ratingPadProfile.safeParse(value).error?.issues.map((issue) => issue.path.join('.')) ?? [];
	it('is told at its own place', () => {
		expect(placesOf(pad({}))).toEqual([]);
		expect(placesOf(pad({ tx: { cancel: [{ bytes: 'AA 5' }] } }))).toEqual(['tx.cancel.0.bytes']);
		expect(placesOf(pad({ tx: { cancel: [{ bytes: 'AA' }, { checksum: 'crc16' }] } }))).toEqual(['tx.cancel.1.checksum']);
		expect(placesOf(pad({ tx: { cancel: [{ byte: 'AA' }] } }))).toEqual(['tx.cancel.0']);
		expect(placesOf(pad({ tx: { cancel: [{ field: 'name' }] } }))).toEqual(['tx.cancel.0.field']);
		expect(placesOf(pad({ tx: { showEmployee: [{ lengthOf: 'name' }] } }))).toEqual(['tx.showEmployee.0.lengthOf']);
		expect(placesOf(pad({ tx: { showEmployee: [{ checksum: 'sum-8' }] } }))).toEqual(['tx.showEmployee.0.from']);
		const rx = { header: 'AA', length: { fixed: 4 }, checksum: 'sum-8', key: 3, ratings: [{ byte: '01', rating: 1 }] };
		expect(placesOf(pad({ rx }))).toEqual(['rx.key']);
		const twice = [
			{ byte: '01', rating: 1 },
			{ byte: '01', rating: 5 },
		];
		expect(placesOf(pad({ rx: { ...rx, key: 1, ratings: twice } }))).toEqual(['rx.ratings.1.byte']);
		expect(ledProfile.safeParse({ schema: 'led-profile/1', name: 'x', charset: 'ascii', show: [{ field: 'ticket' }] }).success).toBe(false);
	});
});
