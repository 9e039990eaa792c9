import { dotsPerColumn, type PaperMm, paperColumns } from '../../domain/contracts/device-layouts.ts';
import { type Cut, command, cut, feedDots, lineSpacing, size } from './commands.ts';
import { boldDots, type Dots, joinDots, scaleDots } from './glyphs/dots.ts';
import { glyphOf } from './glyphs/glyphs.ts';
import { inlinePicture, rasterPicture } from './pictures.ts';
import { longestQr, moduleThatFits, type QrLevel, qrCommand, qrPayload, qrRaster } from './qr.ts';
import { box, type Charset, encodeCharacter, hasChinese, withoutControls } from './text.ts';

export interface PaperOptions {
	paperMm: PaperMm;
	charset: Charset;
	/** `raster`: what the charset lacks is drawn; `replace`: □ stands for it. */
	rareCharacters: 'raster' | 'replace';
	qr: 'command' | 'raster';
	/** `quad`: the size command leaves Chinese small, which then is either normal or 2 × 2. */
	chineseSize: 'size' | 'quad';
}

export type Align = 'left' | 'center' | 'right';

/** Text in one look; width and height are factors 1…8. */
export interface Run {
	text: string;
	bold?: boolean;
	underline?: boolean;
	width?: number;
	height?: number;
}

/** One piece of paper being written: bytes for the printer, in order. */
export interface Paper {
	readonly columns: number;
	/** One line of text. The caller sees to it that it is not wider than the paper. */
	line(align: Align, runs: readonly Run[]): void;
	feed(dots: number): void;
	lineSpacing(dots: number): void;
	/** `false` = empty or too long to be printed, nothing written. */
	qr(text: string, align: Align, module: number, level: QrLevel): boolean;
	cut(kind: Cut): void;
	bytes(): Uint8Array;
	/** Characters □ stands for, so far. */
	readonly replaced: number;
	/** Characters drawn as pictures, so far. */
	readonly drawn: number;
}

interface State {
	align: Align;
	bold: boolean;
	underline: boolean;
	width: number;
	height: number;
	quad: boolean;
}

/** Starts with initialise and Chinese mode on: Chinese mode after initialise differs between models. */
export function createPaper(options: PaperOptions): Paper {
	const out: number[] = [...command.init, ...command.kanjiOn];
	let now: State = { align: 'left', bold: false, underline: false, width: 1, height: 1, quad: false };
	let replaced = 0;
	let drawn = 0;
	let spacing = 0;
	const put = (bytes: Uint8Array): void => {
		for (const byte of bytes) out.push(byte);
	};

	/** Only what changes is sent: what is turned off first, then the place on the line, then what is turned on. */
	function become(next: State): void {
		if (now.quad && !next.quad) put(command.kanjiQuadOff);
		const resized = next.width !== now.width || next.height !== now.height;
		const small = next.width === 1 && next.height === 1;
		if (resized && small) put(size(1, 1));
		if (now.underline && !next.underline) putAll(command.underlineOff, command.kanjiUnderlineOff);
		if (now.bold && !next.bold) put(command.boldOff);
		if (next.align !== now.align)
			put(next.align === 'left' ? command.alignLeft : next.align === 'center' ? command.alignCenter : command.alignRight);
		if (next.bold && !now.bold) put(command.boldOn);
		if (next.underline && !now.underline) putAll(command.underlineOn, command.kanjiUnderlineOn);
		if (resized && !small) put(size(next.width, next.height));
		if (next.quad && !now.quad) put(command.kanjiQuadOn);
		now = next;
	}
	const putAll = (...all: Uint8Array[]) => all.forEach(put);

	/** The picture of a character that the printer's font lacks; `null` = the printer has it, or nobody has. */
	const pictureOf = (character: string): Dots | null =>
		options.rareCharacters === 'raster' && encodeCharacter(character, options.charset) === null ? glyphOf(character) : null;

	function write(run: Run, align: Align): void {
		const { text, bold = false, underline = false } = run;
		let { width = 1, height = 1 } = run;
		let quad = false;
		if (options.chineseSize === 'quad' && hasChinese(text)) {
			quad = width >= 2 && height >= 2;
			width = height = quad ? 2 : 1;
		}
		become({ align, bold, underline, width, height, quad });
		for (const character of text) {
			const picture = pictureOf(character);
			if (picture) {
				drawn++;
				const dots = bold ? boldDots(picture) : picture;
				put(inlinePicture(scaleDots(dots, width, 1)));
				continue;
			}
			const encoded = encodeCharacter(character, options.charset);
			if (!encoded) replaced++;
			put(encoded ?? box);
		}
	}

	/** Such a picture is never taller than 24 dots: a taller line with a drawn character is drawn in whole. */
	function drawLine(runs: readonly Run[], align: Align): void {
		become({ ...now, align });
		const tallest = Math.max(...runs.map((run) => run.height ?? 1)) * 24;
		const cells: Dots[] = [];
		for (const { text, bold, underline, width = 1, height = 1 } of runs) {
			for (const character of text) {
				if (pictureOf(character)) drawn++;
				else if (!encodeCharacter(character, options.charset)) replaced++;
				const dots = glyphOf(character) ?? glyphOf('□');
				if (dots) cells.push(scaleDots(bold ? boldDots(dots) : dots, width, height, underline));
			}
		}
		put(rasterPicture(joinDots(cells, tallest)));
		if (spacing > tallest) put(feedDots(spacing - tallest));
	}

	return {
		columns: paperColumns[options.paperMm],
		line(align, given) {
			const runs = given.map((run) => ({ ...run, text: withoutControls(run.text) })).filter((run) => run.text !== '');
			if (runs.some((run) => (run.height ?? 1) > 1) && runs.some((run) => [...run.text].some(pictureOf))) return drawLine(runs, align);
			for (const run of runs) write(run, align);
			put(command.lineFeed);
		},
		feed: (dots) => put(feedDots(dots)),
		lineSpacing(dots) {
			spacing = dots;
			put(lineSpacing(dots));
		},
		qr(text, align, module, level) {
			const payload = qrPayload(text);
			if (payload.length === 0 || payload.length > longestQr) return false;
			const fits = moduleThatFits(payload, level, module, paperColumns[options.paperMm] * dotsPerColumn);
			become({ ...now, bold: false, underline: false, width: 1, height: 1, quad: false, align });
			put(options.qr === 'command' ? qrCommand(payload, fits, level) : qrRaster(payload, fits, level));
			put(command.lineFeed);
			return true;
		},
		cut: (kind) => put(cut(kind)),
		bytes: () => new Uint8Array(out),
		get replaced() {
			return replaced;
		},
		get drawn() {
			return drawn;
		},
	};
}
