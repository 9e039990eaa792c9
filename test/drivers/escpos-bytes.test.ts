import { describe, expect, it } from 'vitest';
import { command, drawer, feedDots, feedLines, lineSpacing, size } from '../../drivers/printer/commands.ts';
import { createPrinterInput, type PrinterEvent } from '../../drivers/printer/input.ts';
import { createPaperDecoder } from '../../drivers/printer/paper-decoder.ts';
import { qrCommand, qrPayload } from '../../drivers/printer/qr.ts';
import {
	meaningOf,
	type PrinterStatus,
	readAutomatic,
	readBufferedDrawer,
	readBufferedPaper,
	readRealtime,
} from '../../drivers/printer/status.ts';
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
	it.each([...golden.escpos.status, ...golden.escpos.asb])('$id between noise: garbage is counted, the answer is understood', (vector) => {
		const noise = fromHex('FF80C1A091');
		for (const chunks of deliveries(new Uint8Array([...noise, ...fromHex(vector.hex), ...noise]))) {
			const input = createPrinterInput();
			const events = chunks.flatMap((chunk) => input.feed(chunk));
			expect(events.filter((event) => event.type !== 'discarded')).toHaveLength(1);
			expect(events.reduce((sum, event) => sum + (event.type === 'discarded' ? event.bytes : 0), 0)).toBe(10);
		}
	});
	it('answers, flow control and a broken automatic status are told apart in one stream', () => {
		const stream = fromHex('1312111400121C000F0000FF');
		const kinds = (flowBytes: boolean) =>
			createPrinterInput({ flowBytes })
				.feed(stream)
				.map((event) => event.type);
		const rest = ['discarded', 'realtime', 'automatic', 'buffered', 'discarded'];
		expect(kinds(true)).toEqual(['flow', 'realtime', 'flow', ...rest]);
		// Without software flow control 11 and 13 mean nothing: dropped and counted.
		expect(kinds(false)).toEqual(['discarded', 'realtime', 'discarded', ...rest]);
	});
	it('the name of a model is a text only while it is asked for; its letters are no status', () => {
		const answer = fromHex('5F544D2D54383800');
		const asked = createPrinterInput();
		asked.expectText(true);
		for (const chunks of deliveries(answer)) {
			asked.expectText(true);
			expect(chunks.flatMap((chunk) => asked.feed(chunk))).toEqual([{ type: 'text', text: 'TM-T88' }]);
		}
		expect(
			createPrinterInput()
				.feed(answer)
				.some((event) => event.type === 'text'),
		).toBe(false);
		const endless = createPrinterInput();
		endless.expectText(true);
		const events = endless.feed(new Uint8Array([0x5f, ...Array.from({ length: 500 }, () => 0x41)]));
		expect(events[0]).toEqual({ type: 'discarded', bytes: 82 });
	});
	it('few meanings: what a person must mend comes first', () => {
		const say = (status: PrinterStatus) => {
			const { state, code, recoverable } = meaningOf(status);
			return `${state}:${code}${recoverable ? '' : ' needs repair'}`;
		};
		expect(say({ online: true })).toBe('ready:ok');
		expect(say({ online: true, nearEnd: true })).toBe('warning:near-end');
		expect(say({ online: false, coverOpen: true, paperEnd: true, cutterError: true })).toBe('stopped:cover-open');
		expect(say({ online: false, paperEnd: true, nearEnd: true, cutterError: true })).toBe('stopped:paper-end');
		expect(say({ online: false, error: true, cutterError: true, unrecoverableError: true })).toBe('stopped:cutter');
		expect(say({ error: true, unrecoverableError: true, autoRecoverableError: true })).toBe('stopped:printer-fault needs repair');
		expect(say({ error: true, autoRecoverableError: true })).toBe('stopped:too-hot');
		expect(say({ online: false, error: true, waitingForRecovery: true })).toBe('stopped:waiting-for-recovery');
		expect(say({ online: false, error: true })).toBe('stopped:printer-fault needs repair');
		expect(say({ online: false })).toBe('stopped:offline');
	});
	it.each([
		['printerWaitingRecovery', 'stopped:waiting-for-recovery'],
		['offlineCoverPaper', 'stopped:cover-open'],
		['offlineError', 'stopped:printer-fault'],
		['errorCutter', 'stopped:cutter'],
		['errorUnrecoverable', 'stopped:printer-fault'],
		['errorAuto', 'stopped:too-hot'],
		['paperNearEnd', 'warning:near-end'],
		['paperEndOnly', 'stopped:paper-end'],
		['printerFeedButton', 'ready:ok'],
	])('the golden %s means %s', (id, meaning) => {
		const vector = byId(golden.escpos.status, id);
		const { state, code } = meaningOf(read(vector.request, fromHex(vector.hex)[0]!));
		expect(`${state}:${code}`).toBe(meaning);
	});
});

describe('commands on the wire', () => {
	it.each(golden.escpos.commands)('$id is one command, however it arrives, with text before and behind', (vector) => {
		const bytes = fromHex(vector.hex);
		const around = new Uint8Array([0x41, ...bytes, 0x42]);
		for (const chunks of deliveries(around)) {
			const tokenizer = createTokenizer();
			const tokens = chunks.flatMap((chunk) => tokenizer.feed(chunk));
			expect(tokens[0]).toEqual({ type: 'character', bytes: fromHex('41') });
			expect(tokens.at(-1)).toEqual({ type: 'character', bytes: fromHex('42') });
			expect(tokens.slice(1, -1)).toHaveLength(vector.id.startsWith('qr') ? 5 : 1);
			expect(Buffer.concat(tokens.map((token) => token.bytes))).toEqual(Buffer.from(around));
		}
	});
	it('a character is never cut in two: two bytes, or four', () => {
		for (const vector of golden.escpos.text) {
			for (const chunks of deliveries(fromHex(vector.gb18030))) {
				const tokenizer = createTokenizer();
				const tokens = chunks.flatMap((chunk) => tokenizer.feed(chunk));
				expect(tokens).toHaveLength([...vector.text].length);
			}
		}
	});
});
