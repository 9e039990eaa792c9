import { describe, expect, it } from 'vitest';
import { createCommandReader } from '../../../drivers/scanner/commands-heard.ts';
import { crc16Xmodem, dialects, gm65Frame, newlandFrame, type ScannerProtocol } from '../../../drivers/scanner/dialects.ts';
import { createScannerInput, type ScannerEvent } from '../../../drivers/scanner/input.ts';
import { createScannerRedactor } from '../../../drivers/scanner/redact.ts';
import { ssiFrame, ssiOpcode } from '../../../drivers/scanner/ssi.ts';
import { textOf } from '../../../drivers/scanner/text.ts';
import { byId, deliveries, fromHex, toHex } from '../golden.ts';
import { padVectors } from './test-pad.ts';

const { honeywell, newland, zebraSsi, gm65, payloadExamples } = padVectors.scanners;
const said = (bytes: Uint8Array | null) => (bytes ? toHex(bytes) : null);

function heard(protocol: ScannerProtocol, chunks: readonly Uint8Array[], prefix = '', suffix = '0D'): ScannerEvent[] {
	const input = createScannerInput(protocol, fromHex(prefix), fromHex(suffix));
	return [...chunks.flatMap((chunk) => input.feed(chunk)), ...input.pause('short'), ...input.pause('long')];
}
const codesOf = (events: readonly ScannerEvent[]) =>
	events.flatMap((event) => (event.type === 'code' ? [textOf(event.payload, 'auto')] : []));
const verdictsOf = (events: readonly ScannerEvent[]) => events.flatMap((event) => (event.type === 'answer' ? [event.verdict] : []));
const discardedOf = (events: readonly ScannerEvent[]) => events.reduce((sum, event) => sum + ('bytes' in event ? event.bytes : 0), 0);

describe('golden bytes that switch the light', () => {
	it('are sent as they stand in the vectors', () => {
		expect([said(dialects.honeywell.on), said(dialects.honeywell.off)]).toEqual([
			byId(honeywell, 'triggerOn').hex,
			byId(honeywell, 'triggerOff').hex,
		]);
		expect([said(dialects.newland.on), said(dialects.newland.off)]).toEqual([
			byId(newland, 'triggerOn').hex,
			byId(newland, 'triggerOff').hex,
		]);
		expect([said(dialects['newland-short'].on), dialects['newland-short'].off]).toEqual([byId(newland, 'triggerOnShort').hex, null]);
		expect([said(dialects['zebra-ssi'].on), said(dialects['zebra-ssi'].off)]).toEqual([
			byId(zebraSsi, 'startSession').hex,
			byId(zebraSsi, 'stopSession').hex,
		]);
		expect([said(dialects.gm65.on), said(dialects.gm65.off)]).toEqual([
			byId(gm65, 'triggerOnNoCheck').hex,
			byId(gm65, 'triggerOffNoCheck').hex,
		]);
		expect(dialects.plain).toEqual({ on: null, off: null, answers: false });
	});
	it('and so are their relatives', () => {
		expect(said(ssiFrame(ssiOpcode.scanEnable))).toBe(byId(zebraSsi, 'scanEnable').hex);
		expect(said(ssiFrame(ssiOpcode.scanDisable))).toBe(byId(zebraSsi, 'scanDisable').hex);
		expect(said(ssiFrame(ssiOpcode.acknowledge))).toBe(byId(zebraSsi, 'hostAck').hex);
		expect(said(ssiFrame(ssiOpcode.acknowledge, { from: 'scanner' }))).toBe(byId(zebraSsi, 'scannerAck').hex);
		expect(said(gm65Frame(8, 2, [1], true))).toBe(byId(gm65, 'triggerOn').hex);
		expect(said(gm65Frame(9, 0, [0], true))).toBe(byId(gm65, 'saveSettings').hex);
		expect(said(newlandFrame('SCNTRG1'))).toBe(byId(newland, 'triggerOn').hex);
		expect(crc16Xmodem(Uint8Array.from('123456789', (digit) => digit.charCodeAt(0)))).toBe(0x31c3);
	});
	it('the simulated scanner takes them however they are cut, with garbage between', () => {
		for (const [protocol, on, off] of [
			['honeywell', byId(honeywell, 'triggerOn').hex, byId(honeywell, 'triggerOff').hex],
			['newland', byId(newland, 'triggerOn').hex, byId(newland, 'triggerOff').hex],
			['zebra-ssi', byId(zebraSsi, 'startSession').hex, byId(zebraSsi, 'stopSession').hex],
			['gm65', byId(gm65, 'triggerOnNoCheck').hex, byId(gm65, 'triggerOffNoCheck').hex],
		] as const) {
			for (const chunks of deliveries(fromHex(`FF${on}FF7E${off}`))) {
				const read = createCommandReader(protocol);
				const lights = chunks.flatMap((chunk) => read(chunk)).flatMap((one) => (one.is === 'light' ? [one.on] : []));
				expect(lights, protocol).toEqual([true, false]);
			}
		}
	});
});

describe('golden codes', () => {
	const ends: Record<string, [prefix: string, suffix: string]> = { CR: ['', '0D'], CRLF: ['', '0D0A'], 'STX ETX': ['02', '03'] };
	it('D2 come out in every delivery, in every dialect, one behind the other', () => {
		for (const example of payloadExamples) {
			const [prefix, suffix] = ends[example.suffix]!;
			for (const protocol of ['plain', 'honeywell', 'newland', 'zebra-ssi', 'gm65'] as const) {
				for (const chunks of deliveries(fromHex(example.hex + example.hex))) {
					const events = heard(protocol, chunks, prefix, suffix);
					expect(codesOf(events), `${protocol} ${example.hex}`).toEqual([example.payload, example.payload]);
					expect(discardedOf(events)).toBe(0);
				}
			}
		}
	});
	it('D2 noise before, between and after is dropped byte for byte where a prefix tells it', () => {
		for (const chunks of deliveries(fromHex('FF41024130313203FF00024130313303FF'))) {
			const events = heard('plain', chunks, '02', '03');
			expect(codesOf(events)).toEqual(['A012', 'A013']);
			expect(discardedOf(events)).toBe(5);
		}
	});
	it('a code that broke off before its suffix does not become part of the next one', () => {
		expect(codesOf(heard('plain', [fromHex('024130024130313203')], '02', '03'))).toEqual(['A012']);
		const input = createScannerInput('plain', fromHex(''), fromHex('0D'));
		expect(input.feed(fromHex('4130'))).toEqual([]);
		expect(input.pause('short')).toEqual([]);
		expect(input.pause('long')).toEqual([{ type: 'no-suffix', bytes: 2 }]);
		expect(codesOf(input.feed(fromHex('413031320D')))).toEqual(['A012']);
	});
	it('without a suffix a pause ends the code', () => {
		const input = createScannerInput('plain', fromHex(''), fromHex(''));
		expect(input.feed(fromHex('41303132'))).toEqual([]);
		expect(codesOf(input.pause('short'))).toEqual(['A012']);
		expect(input.pause('long')).toEqual([]);
	});
	it('D2 the longest code is 4096 bytes; a longer one is dropped to the next suffix and counted', () => {
		const code = (length: number) => Uint8Array.from([...new Uint8Array(length).fill(0x41), 0x0d]);
		expect(codesOf(heard('plain', [code(4096)]))).toEqual(['A'.repeat(4096)]);
		const events = heard('plain', [code(4097), fromHex('413031320D')]);
		expect(codesOf(events)).toEqual(['A012']);
		expect(events[0]).toEqual({ type: 'too-long', bytes: 4098 });
	});
	it('control characters other than the tab are removed; what is not UTF-8 is GB18030, four-byte characters too', () => {
		expect(textOf(fromHex('0A41090031C285327F'), 'auto')).toBe('A\t12');
		expect(textOf(fromHex('9534B23541'), 'auto')).toBe('𠮷A');
		expect(textOf(fromHex('C6B1BAC5'), 'gb18030')).toBe('票号');
		expect(textOf(fromHex('E7A5A8E58FB7'), 'utf-8')).toBe('票号');
	});
});

describe('golden answers to the light', () => {
	const answers = [
		['newland', byId(newland, 'triggerOnReply').hex, 'done'],
		['newland', byId(newland, 'triggerOnRefused').hex, 'refused'],
		['newland', '0201303030302353434E54524731053B03', 'unknown-command'],
		['zebra-ssi', byId(zebraSsi, 'scannerAck').hex, 'done'],
		['zebra-ssi', '05D1000006FF24', 'refused'],
		['gm65', byId(gm65, 'ack').hex, 'done'],
	] as const;
	it('are told apart from codes before, between and behind them, however the bytes are cut', () => {
		for (const [protocol, answer, verdict] of answers) {
			for (const chunks of deliveries(fromHex(`413031320D${answer}413031330D${answer}`))) {
				const events = heard(protocol, chunks);
				expect(codesOf(events), protocol).toEqual(['A012', 'A013']);
				expect(verdictsOf(events), protocol).toEqual([verdict, verdict]);
				expect(discardedOf(events)).toBe(0);
			}
		}
	});
	it('in the middle of a code: neither is lost', () => {
		for (const [protocol, answer, verdict] of answers) {
			const events = heard(protocol, [fromHex(`4130${answer}31320D`)]);
			expect(codesOf(events), protocol).toEqual(['A012']);
			expect(verdictsOf(events)).toEqual([verdict]);
		}
	});
	it('D2 behind noise they are found; damaged they are neither answer nor code', () => {
		for (const [protocol, answer] of answers) {
			expect(verdictsOf(heard(protocol, [fromHex(`FF00FF02${answer}`)])), protocol).toHaveLength(1);
		}
		for (const damaged of ['04D00000FF2D', '04D00000'])
			expect(heard('zebra-ssi', [fromHex(damaged)]).every((event) => event.type === 'discarded')).toBe(true);
		expect(verdictsOf(heard('gm65', [fromHex('02000001003332')]))).toEqual([]);
		expect(verdictsOf(heard('newland', [fromHex('0201303030302353434E54524731073B03')]))).toEqual([]);
	});
	it('answers of one maker mean nothing to another', () => {
		expect(verdictsOf(heard('plain', [fromHex(byId(newland, 'triggerOnReply').hex)]))).toEqual([]);
	});
});

describe('packets of data (Zebra)', () => {
	// Hand-made: length 09, decoded data F3, from the scanner, kind 1C, A012, two's complement of the sum.
	const packet = '09F300001C41303132FE14';
	it('hold the code, want an acknowledgement, and are found however they are cut', () => {
		expect(toHex(ssiFrame(0xf3, { from: 'scanner', data: fromHex('1C41303132') }))).toBe(packet);
		for (const chunks of deliveries(fromHex(packet + packet))) {
			const events = heard('zebra-ssi', chunks);
			expect(events.map((event) => event.type)).toEqual(['acknowledge', 'code', 'acknowledge', 'code']);
			expect(codesOf(events)).toEqual(['A012', 'A012']);
		}
	});
	it('sent again because the acknowledgement was lost, they count once', () => {
		const again = toHex(ssiFrame(0xf3, { from: 'scanner', status: 1, data: fromHex('1C41303132') }));
		const events = heard('zebra-ssi', [fromHex(packet + again)]);
		expect(events.map((event) => event.type)).toEqual(['acknowledge', 'code', 'acknowledge']);
	});
	it('several make one code, prefix and suffix taken off', () => {
		const first = ssiFrame(0xf3, { from: 'scanner', status: 2, data: fromHex('1C0241') });
		const second = ssiFrame(0xf3, { from: 'scanner', data: fromHex('1C30313203') });
		expect(codesOf(heard('zebra-ssi', [first, second], '02', '03'))).toEqual(['A012']);
	});
	it('D2 damaged they are not acknowledged and nothing of them is a code; the next one is found', () => {
		const events = heard('zebra-ssi', [fromHex('09F300001C41303133FE14')]);
		expect(codesOf(events)).toEqual([]);
		expect(events.some((event) => event.type === 'acknowledge')).toBe(false);
		const input = createScannerInput('zebra-ssi', fromHex(''), fromHex('0D'));
		const late = [...input.feed(fromHex(`09F300001C41303133FE14${packet}`)), ...input.pause('short')];
		expect(codesOf(late)).toEqual(['A012']);
	});
});

describe('P1 a code in a capture', () => {
	const canary = 'E78E8BE98791E4B89DE99B80'; // 王金丝雀
	const kept = (protocol: ScannerProtocol, hex: string, prefix = '', suffix = '0D') => {
		const results = [...deliveries(fromHex(hex))].map((chunks) => {
			const redactor = createScannerRedactor({ protocol, prefix, suffix });
			return toHex(
				Uint8Array.from(
					[...chunks.flatMap((chunk) => redactor.take('to-host', chunk)), ...redactor.end('to-host')].flatMap((one) => [...one]),
				),
			);
		});
		expect(new Set(results).size).toBe(1);
		return results[0];
	};
	it('is stars of the same length between its prefix and suffix, whatever way it was cut', () => {
		expect(kept('plain', `${canary}0D${canary}`)).toBe(`${'2A'.repeat(12)}0D${'2A'.repeat(12)}`);
		expect(kept('plain', `02${canary}03`, '02', '03')).toBe(`02${'2A'.repeat(12)}03`);
	});
	it('answers stay as they are; a packet keeps its frame and has a right sum', () => {
		const reply = byId(newland, 'triggerOnReply').hex;
		expect(kept('newland', `${canary}0D${reply}`)).toBe(`${'2A'.repeat(12)}0D${reply}`);
		const packet = toHex(ssiFrame(0xf3, { from: 'scanner', data: fromHex(`1C${canary}`) }));
		expect(kept('zebra-ssi', packet)).toBe(toHex(ssiFrame(0xf3, { from: 'scanner', data: fromHex(`1C${'2A'.repeat(12)}`) })));
		expect(kept('gm65', `${byId(gm65, 'ack').hex}${canary}0D`)).toBe(`${byId(gm65, 'ack').hex}${'2A'.repeat(12)}0D`);
	});
	it('a damaged packet and what only looks like an answer become stars', () => {
		const packet = toHex(ssiFrame(0xf3, { from: 'scanner', data: fromHex(`1C${canary}`) }));
		expect(kept('zebra-ssi', `${packet.slice(0, -2)}00`)).not.toContain(canary);
		expect(kept('newland', `020130303030${canary}${canary}063B03`)).not.toContain(canary);
	});
	it('commands of the host are kept', () => {
		const redactor = createScannerRedactor({ protocol: 'honeywell', prefix: '', suffix: '0D' });
		expect(redactor.take('to-device', fromHex('16540D')).map(toHex)).toEqual(['16540D']);
		expect(redactor.end('to-device')).toEqual([]);
	});
});
