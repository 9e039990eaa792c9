import type { Port } from '../transport/port.ts';
import { createPaperDecoder, type DecodedPaper } from './paper-decoder.ts';
import { createTokenizer, type Token } from './tokens.ts';

/** An ESC/POS printer that speaks the real bytes over any port and shows the paper it made of them. */
export const printerFaults = [
	'paper-end',
	'near-end',
	'cover-open',
	'cutter',
	'unplugged',
	/** A one-way cable: prints, answers nothing. */
	'silent',
	/** Knows only the buffered question. */
	'no-answer-to-status',
	/** The paper ends after three more lines. */
	'paper-ends-soon',
] as const;
export type PrinterFault = (typeof printerFaults)[number];

export interface PrinterSimulator {
	attach(port: Port): void;
	setFault(fault: PrinterFault, on: boolean): void;
	readonly faults: string[];
	/** Newest last; a paper that was not cut yet stands last with `cut: false`. */
	papers(): DecodedPaper[];
	/** Called when a paper was cut. */
	onPaper(listener: (paper: DecodedPaper) => void): void;
}

const linesLeftWhenSoon = 3;
const longestBuffer = 20_000;

/** `columns` of the normal font: 48 on 80 mm paper, 32 on 58 mm. */
export function createPrinterSimulator(columns = 48): PrinterSimulator {
	const faults = new Set<PrinterFault>();
	const decoder = createPaperDecoder(columns);
	let waiting: (Token & { type: 'command' | 'character' })[] = [];
	let reply: (byte: number) => void = () => {};
	let tell: (paper: DecodedPaper) => void = () => {};
	let endsAtLine = Number.POSITIVE_INFINITY;

	const isStopped = () => faults.has('paper-end') || faults.has('cover-open') || faults.has('cutter');
	const paperByte = () => (faults.has('paper-end') ? 0x0f : faults.has('near-end') ? 0x03 : 0x00);

	const realtime = (bytes: Uint8Array) => {
		const [, kind, n] = bytes;
		if (kind === 0x05 && n === 0x02) {
			waiting = [];
			decoder.dropLine();
		}
		if (kind !== 0x04 || faults.has('silent') || faults.has('no-answer-to-status')) return;
		if (n === 1) reply(isStopped() ? 0x1a : 0x12);
		if (n === 2) {
			const bits = (faults.has('cover-open') ? 0x04 : 0) | (faults.has('paper-end') ? 0x20 : 0) | (faults.has('cutter') ? 0x40 : 0);
			reply(0x12 | bits);
		}
		if (n === 3) reply(faults.has('cutter') ? 0x1a : 0x12);
		if (n === 4) reply(faults.has('paper-end') ? 0x7e : faults.has('near-end') ? 0x1e : 0x12);
	};
	const work = () => {
		while (waiting.length > 0 && !isStopped()) {
			const token = waiting.shift()!;
			if (token.bytes[0] === 0x1d && token.bytes[1] === 0x72) {
				if (!faults.has('silent')) reply(token.bytes[2] === 1 ? paperByte() : 0x00);
				continue;
			}
			if (decoder.take(token)) tell(decoder.papers().at(-1)!);
			if (decoder.lines >= endsAtLine) {
				endsAtLine = Number.POSITIVE_INFINITY;
				faults.delete('paper-ends-soon');
				faults.add('paper-end');
			}
		}
	};

	return {
		attach(port) {
			const tokenizer = createTokenizer();
			reply = (byte) => void port.write(new Uint8Array([byte]));
			port.onBytes((bytes) => {
				for (const token of tokenizer.feed(bytes)) {
					if (token.type === 'realtime') realtime(token.bytes);
					else if (waiting.length < longestBuffer) waiting.push({ type: token.type, bytes: token.bytes });
				}
				work();
			});
		},
		setFault(fault, on) {
			if (on) faults.add(fault);
			else faults.delete(fault);
			if (fault === 'paper-ends-soon') endsAtLine = on ? decoder.lines + linesLeftWhenSoon : Number.POSITIVE_INFINITY;
			work();
		},
		get faults() {
			return [...faults];
		},
		papers() {
			const current = decoder.current();
			return [...decoder.papers(), ...(current ? [current] : [])].slice(-10);
		},
		onPaper(listener) {
			tell = listener;
		},
	};
}
