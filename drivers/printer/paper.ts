import { type Cut, command, cut, feedDots, size } from './commands.ts';
import { longestQr, type QrLevel, qrCommand, qrPayload, qrRaster } from './qr.ts';
import { type Charset, columnsOf, encodeText } from './text.ts';

export interface PaperOptions {
	/** Columns of the normal font: 48 on 80 mm paper, 32 on 58 mm. */
	columns: number;
	charset: Charset;
	qr: 'command' | 'raster';
}

/** One piece of paper being written: bytes for the printer, in order. */
export interface Paper {
	readonly columns: number;
	align(where: 'left' | 'center' | 'right'): Paper;
	bold(on: boolean): Paper;
	/** Factors 1…8. */
	size(width: number, height: number): Paper;
	/** Text without a line end. */
	text(text: string): Paper;
	/** Text and a line feed. */
	line(text?: string): Paper;
	feed(dots: number): Paper;
	/** `false` = too long to be printed, nothing written. */
	qr(text: string, module: number, level?: QrLevel): boolean;
	cut(kind: Cut): Paper;
	bytes(): Uint8Array;
	/** Characters the printer lacks, so far. */
	readonly replaced: number;
}

/** Starts with initialise and Chinese mode on: Chinese mode after initialise differs between models. */
export function createPaper(options: PaperOptions): Paper {
	const out: number[] = [...command.init, ...command.kanjiOn];
	let replaced = 0;
	const put = (bytes: Uint8Array): Paper => {
		for (const byte of bytes) out.push(byte);
		return paper;
	};
	const paper: Paper = {
		columns: options.columns,
		align: (where) => put(where === 'left' ? command.alignLeft : where === 'center' ? command.alignCenter : command.alignRight),
		bold: (on) => put(on ? command.boldOn : command.boldOff),
		size: (width, height) => put(size(width, height)),
		text(text) {
			const encoded = encodeText(text, options.charset);
			replaced += encoded.replaced;
			return put(encoded.bytes);
		},
		line: (text = '') => paper.text(text) && put(command.lineFeed),
		feed: (dots) => put(feedDots(dots)),
		qr(text, module, level = 'M') {
			const payload = qrPayload(text);
			if (payload.length === 0 || payload.length > longestQr) return false;
			put(options.qr === 'command' ? qrCommand(payload, module, level) : qrRaster(payload, module, level));
			return true;
		},
		cut: (kind) => put(cut(kind)),
		bytes: () => new Uint8Array(out),
		get replaced() {
			return replaced;
		},
	};
	return paper;
}

/** Largest width factor, at most `most`, with which the text fits into one line. */
export function widest(text: string, columns: number, most: number): number {
	return Math.max(1, Math.min(most, Math.floor(columns / Math.max(1, columnsOf(text)))));
}
