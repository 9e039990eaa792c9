import { printJob } from '../../domain/contracts/device-desk.ts';
import { type PaperBook, type PaperMm, paperColumns, type SlipKind } from '../../domain/contracts/device-layouts.ts';
import type { Dots } from '../../drivers/printer/glyphs/dots.ts';
import { paperFromBook } from '../../drivers/printer/layout/from-book.ts';
import type { SlipBytes, SlipOptions } from '../../drivers/printer/layout/layout-slip.ts';
import { createPaperRows, type Row } from '../../drivers/printer/paper-rows.ts';
import { createTokenizer } from '../../drivers/printer/tokens.ts';
import { drawPaper } from './draw-paper.ts';
import { paperText } from './paper-text.ts';

export interface Wanted {
	papers: PaperBook;
	slip: SlipKind;
	language: 'zh-CN' | 'en';
	/** Content of the slip, as the desk is given it. */
	data: unknown;
	printer: SlipOptions;
}

export interface Preview {
	made: SlipBytes;
	rows: Row[];
	dots: Dots;
	text: string;
}

export type PreviewOrProblems = { ok: true; preview: Preview } | { ok: false; problems: string[] };

/** Exactly what will come out: the bytes the desk would send, taken by the simulated printer, drawn row by row. Pure. */
export function previewOf({ papers, slip, language, data, printer }: Wanted): PreviewOrProblems {
	const job = printJob.safeParse({ job: 'preview', device: 'preview', paper: slip, slip: data, language });
	if (!job.success) {
		return {
			ok: false,
			problems: job.error.issues.map((issue) => `${issue.path.slice(1).map(String).join('.') || slip}: ${issue.message}`),
		};
	}
	const paper = paperFromBook(job.data, papers, printer);
	if (!paper.ok) return { ok: false, problems: [`no words or no layout for ${slip} on ${printer.paperMm} mm (${paper.code})`] };
	const made = paper.make();
	const columns = paperColumns[printer.paperMm];
	const rows = rowsOf(made.bytes, printer.paperMm);
	return { ok: true, preview: { made, rows, dots: drawPaper(rows, columns), text: paperText(rows, columns) } };
}

/** What a printer makes of the bytes: up to the first cut, or all of it where none cuts. */
export function rowsOf(bytes: Uint8Array, paperMm: PaperMm): Row[] {
	const printed = createPaperRows(paperColumns[paperMm]);
	for (const token of createTokenizer().feed(bytes)) if (token.type !== 'realtime' && printed.take(token)) return printed.last;
	return printed.rows;
}
