/** Writes text on a PDF page in the shipped typeface: sign by sign in the face that has it, measured and broken here, not by the library. */
import PDFDocument from 'pdfkit';
import type { FontFolder, Weight } from './fonts.ts';
import { linesOf } from './text-lines.ts';

export interface TextStyle {
	/** Points. */
	size: number;
	weight?: Weight;
	/** `#rrggbb`; black when left out. */
	colour?: string;
	align?: 'left' | 'centre' | 'right';
}

/** Millimetres as points. */
export const mm = (length: number) => (length * 72) / 25.4;

interface Run {
	face: string;
	text: string;
}

export class Pen {
	readonly pdf: PDFKit.PDFDocument;
	#fonts: FontFolder;
	#registered = new Set<string>();
	#latin: boolean;

	/** `latin`: a language of Latin letters. */
	constructor(pdf: PDFKit.PDFDocument, fonts: FontFolder, latin = false) {
		this.pdf = pdf;
		this.#fonts = fonts;
		this.#latin = latin;
	}

	/** Distance from line to line, points. */
	lineHeight({ size }: TextStyle): number {
		return size * 1.4;
	}

	width(text: string, style: TextStyle): number {
		let width = 0;
		for (const run of this.#runs(text, style)) {
			this.#use(run.face, style);
			width += this.pdf.widthOfString(run.text, { lineBreak: false });
		}
		return width;
	}

	lines(text: string, width: number, style: TextStyle): string[] {
		return linesOf(text, width, (part) => this.width(part, style));
	}

	/** One line with its upper edge at `y`; `width` is what it is aligned in. */
	line(text: string, x: number, y: number, width: number, style: TextStyle): void {
		const spare = style.align === undefined || style.align === 'left' ? 0 : width - this.width(text, style);
		let at = x + (style.align === 'right' ? spare : spare / 2);
		for (const run of this.#runs(text, style)) {
			this.#use(run.face, style);
			this.pdf.fillColor(style.colour ?? '#000000').text(run.text, at, y, { lineBreak: false });
			at += this.pdf.widthOfString(run.text, { lineBreak: false });
		}
	}

	/** As many lines as it takes; gives the height used. */
	block(text: string, x: number, y: number, width: number, style: TextStyle): number {
		const lines = this.lines(text, width, style);
		lines.forEach((line, index) => {
			this.line(line, x, y + index * this.lineHeight(style), width, style);
		});
		return lines.length * this.lineHeight(style);
	}

	/** Neighbours in the same face together. */
	#runs(text: string, { weight = 400 }: TextStyle): Run[] {
		const runs: Run[] = [];
		// The typeface draws ’ and “ ” as wide as a Chinese character, which tears an English word apart.
		const drawn = this.#latin ? text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"') : text;
		for (const sign of drawn) {
			const face = this.#fonts.faceFor(sign.codePointAt(0) ?? 32, weight);
			if (!this.#registered.has(face.name)) {
				this.pdf.registerFont(face.name, face.data);
				this.#registered.add(face.name);
			}
			const last = runs.at(-1);
			if (last?.face === face.name) last.text += sign;
			else runs.push({ face: face.name, text: sign });
		}
		return runs;
	}

	#use(face: string, { size }: TextStyle): void {
		this.pdf.font(face).fontSize(size);
	}
}

/** A PDF without pages yet. The same words and time give the same bytes. */
export function newPdf(title: string, language: string, orientation: 'portrait' | 'landscape', made: number): PDFKit.PDFDocument {
	const time = new Date(made);
	return new PDFDocument({
		size: 'A4',
		layout: orientation,
		margin: 0,
		autoFirstPage: false,
		bufferPages: true,
		// No standard font: the library would read a file of its own for it.
		font: '',
		lang: language,
		displayTitle: true,
		info: { Title: title, Producer: 'Tidehall', Creator: 'Tidehall', CreationDate: time, ModDate: time },
	});
}
