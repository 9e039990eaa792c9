/**
 * Makes a PDF of a described document (`domain/contracts/paper-document.ts`), in Node and in Electron's main process: no browser, no system
 * font, no network. The same document gives the same words at the same places on every machine.
 *
 * `makePdf({ title, language, orientation, made, foot: '{{page}} / {{pages}}', blocks: [{ kind: 'heading', … }, { kind: 'table', … }] })`
 */
import type { BlockOf, DocumentBlock, PaperDocument } from '../domain/contracts/paper-document.ts';
import { drawSlips } from './draw-slips.ts';
import { drawTable } from './draw-table.ts';
import { type FontFolder, installedFonts, openFonts } from './fonts.ts';
import { Page } from './page.ts';
import { mm, newPdf, Pen, type TextStyle } from './pen.ts';

/** Folders opened once: reading the typeface takes a third of a second. */
const opened = new Map<string, FontFolder>();

/** `fonts`: folder with the files of the typeface; where the packages are installed it is found. Rejects with `font-missing: <file>`. */
export async function makePdf(document: PaperDocument, fonts: string = installedFonts()): Promise<Uint8Array<ArrayBuffer>> {
	const folder = opened.get(fonts) ?? openFonts(fonts);
	opened.set(fonts, folder);
	const pdf = newPdf(document.title, document.language, document.orientation, document.made);
	const bytes = collect(pdf);
	const page = new Page(new Pen(pdf, folder, document.language === 'en'));
	page.next();
	for (const block of document.blocks) (draw[block.kind] as (page: Page, block: DocumentBlock) => void)(page, block);
	const { count } = pdf.bufferedPageRange();
	for (let number = 0; number < count; number += 1) {
		pdf.switchToPage(number);
		page.foot(document.foot.replaceAll('{{page}}', String(number + 1)).replaceAll('{{pages}}', String(count)));
	}
	pdf.end();
	return bytes;
}

const draw: { [K in DocumentBlock['kind']]: (page: Page, block: BlockOf<K>) => void } = {
	heading: drawHeading,
	text: drawText,
	facts: drawFacts,
	table: drawTable,
	slips: drawSlips,
	gap: (page, block) => page.down(mm(block.mm)),
	'page-break': (page) => page.next(),
};

function drawHeading(page: Page, { text, level }: BlockOf<'heading'>): void {
	const style: TextStyle = { size: level === 1 ? 18 : 12.5, weight: 700 };
	// A heading stays with what it is of.
	if (!page.fits(mm(24))) page.next();
	if (level === 2 && page.y > page.top) page.down(mm(3));
	page.down(page.pen.block(text, page.left, page.y, page.width, style) + mm(level === 1 ? 2 : 1));
}

const tones = { plain: '#000000', muted: '#4a545e', alarm: '#b3261e' } as const;

function drawText(page: Page, { text, size = 'normal', bold = false, tone = 'plain' }: BlockOf<'text'>): void {
	const style: TextStyle = {
		size: { small: 8.5, normal: 10.5, large: 14 }[size],
		weight: bold ? 700 : 400,
		colour: tones[tone],
	};
	const height = page.pen.lineHeight(style);
	for (const line of page.pen.lines(text, page.width, style)) {
		if (!page.fits(height)) page.next();
		page.pen.line(line, page.left, page.y, page.width, style);
		page.down(height);
	}
	page.down(mm(1.2));
}

function drawFacts(page: Page, { rows }: BlockOf<'facts'>): void {
	const { pen } = page;
	const labels: TextStyle = { size: 9.5, colour: tones.muted };
	const values: TextStyle = { size: 10.5 };
	const column = page.width / 2;
	const labelWidth = Math.min(column * 0.45, Math.max(mm(18), ...rows.map(({ label }) => pen.width(label, labels) + mm(3))));
	for (let first = 0; first < rows.length; first += 2) {
		const pair = rows.slice(first, first + 2);
		const heights = pair.map(({ value }) => pen.lines(value, column - labelWidth - mm(3), values).length * pen.lineHeight(values));
		const height = Math.max(...heights);
		if (!page.fits(height)) page.next();
		pair.forEach(({ label, value }, index) => {
			const x = page.left + index * column;
			pen.line(label, x, page.y + 0.8, labelWidth, labels);
			pen.block(value, x + labelWidth, page.y, column - labelWidth - mm(3), values);
		});
		page.down(height + mm(0.6));
	}
	page.down(mm(1.5));
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
	const parts: Buffer[] = [];
	pdf.on('data', (part: Buffer) => parts.push(part));
	return new Promise((resolve, reject) => {
		pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
		pdf.on('error', reject);
	});
}
