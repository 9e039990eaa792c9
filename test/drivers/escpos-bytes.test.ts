import { describe, expect, it } from 'vitest';
import { command, drawer, feedDots, feedLines, lineSpacing, size } from '../../drivers/printer/commands.ts';
import { createPrinterInput, type PrinterEvent } from '../../drivers/printer/input.ts';
import { createPaperDecoder } from '../../drivers/printer/paper-decoder.ts';
import { qrCommand, qrPayload } from '../../drivers/printer/qr.ts';
import { meaningOf, readAutomatic, readBufferedDrawer, readBufferedPaper, readRealtime } from '../../drivers/printer/status.ts';
import { createTokenizer } from '../../drivers/printer/tokens.ts';
import { byId, deliveries, fromHex, golden, toHex } from './golden.ts';

const made: Record<string, Uint8Array> = {
	...command,
	size1x1: size(1, 1),
	size2x2: size(2, 2),
	size3x3: size(3, 3),
	size2hOnly: size(1, 2),
	size2wOnly: size(2, 1),
	feed3: feedLines(3),
	feedDots24: feedDots(24),
	lineSpacing48: lineSpacing(48),
	drawerPin2: drawer(2),
	drawerPin5: drawer(5),
	qrAscii: qrCommand(qrPayload('https://example.invalid/t?n=A012'), 6),
	qrChineseUtf8: qrCommand(qrPayload('票号A012'), 6),
	qrLong: qrCommand(new TextEncoder().encode(byId(golden.escpos.commands, 'qrLong').payload), 4),
};

describe('printer commands', () => {
	it.each(golden.escpos.commands)('$id is built byte for byte', (vector) => {
		expect(made[vector.id], `no builder for ${vector.id}`).toBeDefined();
		expect(toHex(made[vector.id]!)).toBe(vector.hex);
	});
});

describe('the golden ticket', () => {
	const bytes = fromHex(golden.escpos.ticket.hex);
	it('is decoded by the simulator however its bytes arrive', () => {
		for (const chunks of deliveries(bytes)) {
			const tokenizer = createTokenizer();
			const decoder = createPaperDecoder();
			for (const chunk of chunks)
				for (const token of tokenizer.feed(chunk)) if (token.type !== 'realtime') decoder.take({ ...token, type: token.type });
			const [paper] = decoder.papers();
			expect(paper?.lines.map((line) => line.text)).toEqual(golden.escpos.ticket.lines);
			expect(paper?.qr).toBe(golden.escpos.ticket.qr);
			expect(paper?.cut).toBe(true);
			expect(paper?.lines[2]).toMatchObject({ text: 'A012', width: 3, height: 3, align: 'center' });
		}
	});
});

describe('printer status', () => {
	const read = (request: string, byte: number) => {
		if (request === '1D7201') return readBufferedPaper(byte);
		if (request === '1D7202') return readBufferedDrawer(byte);
		return readRealtime(Number(request.slice(-1)) as 1 | 2 | 3 | 4, byte);
	};
	it.each(golden.escpos.status)('$id: $hex to $request', (vector) => {
		const byte = fromHex(vector.hex)[0]!;
		expect(read(vector.request, byte)).toMatchObject(vector.decoded);
		const type = vector.request.startsWith('10') ? 'realtime' : 'buffered';
		expect(createPrinterInput().feed(fromHex(vector.hex))).toEqual([{ type, byte }]);
	});
	it.each(golden.escpos.asb)('$id: automatic status', (vector) => {
		for (const chunks of deliveries(fromHex(vector.hex))) {
			const input = createPrinterInput();
			const events: PrinterEvent[] = chunks.flatMap((chunk) => input.feed(chunk));
			expect(events).toHaveLength(1);
			const event = events[0]!;
			if (event.type !== 'automatic') throw new Error('not an automatic status');
			expect(readAutomatic(event.bytes)).toMatchObject(vector.decoded);
		}
	});
	it('answers, flow control and a broken automatic status are told apart in one stream', () => {
		const events = createPrinterInput().feed(fromHex('1312111400121C000F0000FF'));
		expect(events.map((event) => event.type)).toEqual([
			'flow',
			'realtime',
			'flow',
			'discarded',
			'realtime',
			'automatic',
			'buffered',
			'discarded',
		]);
	});
	it('few meanings: what a person must mend comes first', () => {
		expect(meaningOf({ online: true })).toEqual({ state: 'ready', code: 'ok' });
		expect(meaningOf({ online: true, nearEnd: true })).toEqual({ state: 'warning', code: 'near-end' });
		expect(meaningOf({ online: false, coverOpen: true, paperEnd: true })).toEqual({ state: 'stopped', code: 'cover-open' });
		expect(meaningOf({ online: false, paperEnd: true, nearEnd: true })).toEqual({ state: 'stopped', code: 'paper-end' });
		expect(meaningOf({ online: false, error: true, cutterError: true })).toEqual({ state: 'stopped', code: 'cutter' });
		expect(meaningOf({ error: true, autoRecoverableError: true })).toEqual({ state: 'stopped', code: 'too-hot' });
		expect(meaningOf({ online: false })).toEqual({ state: 'stopped', code: 'offline' });
	});
});
