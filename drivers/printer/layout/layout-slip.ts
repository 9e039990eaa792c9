import type { SlipLayout, SlipWords } from '../../../domain/contracts/device-layouts.ts';
import type { Cut } from '../commands.ts';
import { createPaper, type PaperOptions } from '../paper.ts';
import { fieldsOf, type SlipWork } from './fields.ts';
import { printBlocks } from './print-blocks.ts';

/** What of a printer's declaration concerns the paper. */
export interface SlipOptions extends PaperOptions {
	cut: Cut;
	/** The words are in Latin letters. */
	latin?: boolean;
}

export interface SlipBytes {
	/** From initialise to cut. */
	bytes: Uint8Array;
	/** Characters □ stands for: the printer lacks them, and so does every font at hand. */
	replaced: number;
	/** Characters drawn as pictures because the printer's font lacks them. */
	drawn: number;
	/** False when the QR text was too long to print; the slip is valid without it. */
	qr: boolean;
}

/** Bytes of one slip, by the words of its language and the layout of its kind and paper. Pure: the same slip makes the same bytes. */
export function layoutSlip(work: SlipWork, words: SlipWords, layout: SlipLayout, options: SlipOptions): SlipBytes {
	const paper = createPaper(options);
	if (layout.lineSpacing !== undefined) paper.lineSpacing(layout.lineSpacing);
	const scope = { fields: fieldsOf(work, words, options), words, ...(options.latin ? { latin: true } : {}) };
	const qr = printBlocks(layout.blocks, { paper, cut: options.cut, scope });
	return { bytes: paper.bytes(), replaced: paper.replaced, drawn: paper.drawn, qr };
}
