import { describe, expect, it } from 'vitest';
import { answerByte, createVoiceFraming, speakFrame, voiceAnswer, voiceCommand, voiceFrame } from '../../../drivers/voice/frames.ts';
import { createVoiceRedactor } from '../../../drivers/voice/redact.ts';
import { decodeText, spokenText } from '../../../drivers/voice/text.ts';
import { byId, deliveries, fromHex, toHex } from '../golden.ts';
import { padVectors } from './test-pad.ts';

const { voice } = padVectors;
const protocols = ['syn6288', 'xfs5152'] as const;

describe('golden frames of the voice box', () => {
	it('are sent as they stand in the vectors', () => {
		for (const protocol of protocols) {
			const speak = byId(voice[protocol], 'speakGbk');
			const { parts, replaced } = spokenText(speak.text!, 'gbk', '');
			expect(parts.map((part) => toHex(speakFrame(protocol, 'gbk', part)))).toEqual([speak.hex]);
			expect(replaced).toBe(0);
			for (const name of ['stop', 'pause', 'resume', 'query'] as const) {
				expect(toHex(voiceFrame(protocol, voiceCommand[name])), `${protocol} ${name}`).toBe(byId(voice[protocol], name).hex);
			}
		}
	});
	it('D2 are understood by the box in every delivery, with garbage before, between and after', () => {
		for (const protocol of protocols) {
			const speak = byId(voice[protocol], 'speakGbk');
			const query = byId(voice[protocol], 'query').hex;
			for (const garbage of ['', '00', 'FD', 'FD0000']) {
				for (const chunks of deliveries(fromHex(garbage + speak.hex + query))) {
					const framing = createVoiceFraming(protocol);
					const events = [...chunks.flatMap((chunk) => framing.feed(chunk)), ...framing.expire()];
					const frames = events.flatMap((event) => (event.type === 'frame' ? [event] : []));
					const texts = frames.filter((frame) => frame.command === voiceCommand.speak).map((frame) => decodeText(frame.data));
					// Without a checksum FD FD 00 looks like a length of its own; where there is one, nothing is lost.
					if (protocol === 'xfs5152' && garbage.startsWith('FD')) expect(frames.at(-1)?.command).toBe(voiceCommand.query);
					else expect([texts, frames.at(-1)?.command]).toEqual([[speak.text], voiceCommand.query]);
				}
			}
		}
	});
	it('a wrong checksum is told, and the frame behind it is found', () => {
		const framing = createVoiceFraming('syn6288');
		const events = framing.feed(fromHex('FD000221DFFD000221DE'));
		expect(events[0]).toEqual({ type: 'bad-checksum' });
		expect(events.at(-1)).toMatchObject({ type: 'frame', command: 0x21 });
	});
	it('every answer is known, and no other byte is', () => {
		const known = Object.keys(voice.replies).map((hex) => Number.parseInt(hex, 16));
		expect(known.map((byte) => voiceAnswer(byte))).toEqual(
			expect.arrayContaining(['initialised', 'accepted', 'not-understood', 'speaking', 'idle']),
		);
		for (let byte = 0; byte < 256; byte++) expect(voiceAnswer(byte) !== null).toBe(known.includes(byte));
		for (const byte of known) expect(answerByte[voiceAnswer(byte)!]).toBe(byte);
	});
});

describe('what is said', () => {
	it('D2 brackets from outside are no control tags; tags of the declaration stand before each part', () => {
		const { parts } = spokenText('[v16]请\u0007A[0]', 'gbk', '[v8][t3]');
		expect(toHex(parts[0]!)).toBe(`${Buffer.from('[v8][t3]').toString('hex').toUpperCase()}763136C7EB4130`);
	});
	it('Unicode goes with its high byte first, tags too', () => {
		expect(toHex(spokenText('请A', 'unicode', '[v8]').parts[0]!)).toBe('005B00760038005D8BF70041');
		expect(toHex(speakFrame('syn6288', 'unicode', fromHex('8BF7')))).toBe('FD000501038BF786');
	});
	it('characters that the encoding lacks are pauses and are counted', () => {
		expect(spokenText('A镕B', 'gb2312', '')).toMatchObject({ replaced: 1 });
		expect(toHex(spokenText('A镕B', 'gb2312', '').parts[0]!)).toBe('412042');
		expect(toHex(spokenText('A镕B', 'gbk', '').parts[0]!)).toBe('41E946'.concat('42'));
		expect(spokenText('𠮷', 'unicode', '')).toEqual({ parts: [], replaced: 1 });
		expect(spokenText('', 'gbk', '').parts).toEqual([]);
		expect(spokenText('[]\n', 'gbk', '').parts).toHaveLength(1);
	});
	it('a long text is split where a speaker breathes, below 200 bytes each, and nothing of it is lost', () => {
		const sentence = '请 A 零 四 四 号，到 四 号 窗口办理；请带好身份证。';
		const text = sentence.repeat(8);
		for (const encoding of ['gbk', 'unicode'] as const) {
			const { parts } = spokenText(text, encoding, '[v8]');
			expect(parts.length).toBeGreaterThan(1);
			for (const part of parts) expect(part.length).toBeLessThan(200);
			const head = encoding === 'gbk' ? 4 : 8;
			const code = encoding === 'gbk' ? 1 : 3;
			const said = parts.map((part) => decodeText(Uint8Array.from([code, ...part.subarray(head)])));
			expect(said.join('')).toBe(text);
			for (const one of said) expect(one).toMatch(/[。；，]$/);
		}
	});
	it('without any stop it is split between characters, never inside one', () => {
		const { parts } = spokenText('窗'.repeat(250), 'gbk', '');
		expect(parts.map((part) => part.length)).toEqual([198, 198, 104]);
		expect(parts.every((part) => decodeText(Uint8Array.from([1, ...part])).replace(/窗/g, '') === '')).toBe(true);
	});
});

describe('P1 a spoken text in a capture', () => {
	const canary = 'CDF5BDF0CBBFC8B8'; // 王金丝雀 in GBK
	it('is stars of the same length in a frame that is sound, whatever way it was cut', () => {
		for (const protocol of protocols) {
			const frame = speakFrame(protocol, 'gbk', fromHex(canary));
			for (const chunks of deliveries(frame)) {
				const redactor = createVoiceRedactor(protocol);
				const kept = [...chunks.flatMap((chunk) => redactor.take('to-device', chunk)), ...redactor.end('to-device')];
				expect(kept.map(toHex).join('')).toBe(protocol === 'syn6288' ? `FD000B0101${'2A'.repeat(8)}F6` : `FD000A0101${'2A'.repeat(8)}`);
			}
		}
		const wide = createVoiceRedactor('xfs5152').take('to-device', speakFrame('xfs5152', 'unicode', fromHex('738B91D1')));
		expect(wide.map(toHex)).toEqual(['FD00060103002A002A']);
	});
	it('is stars as well when the frame never ends or is damaged; commands and answers are kept', () => {
		const redactor = createVoiceRedactor('syn6288');
		const cut = speakFrame('syn6288', 'gbk', fromHex(canary)).subarray(0, 9);
		const kept = [...redactor.take('to-device', fromHex('FD000221DE')), ...redactor.take('to-device', cut), ...redactor.end('to-device')];
		expect(kept.map(toHex).join('')).toBe(`FD000221DE${'2A'.repeat(9)}`);
		const damaged = speakFrame('syn6288', 'gbk', fromHex(canary));
		damaged[damaged.length - 1]! ^= 1;
		const after = [...redactor.take('to-device', damaged), ...redactor.end('to-device')].map(toHex).join('');
		expect(after).toBe('2A'.repeat(damaged.length));
		expect(redactor.take('to-host', fromHex('4133004F')).map(toHex)).toEqual(['412A2A4F']);
	});
});
