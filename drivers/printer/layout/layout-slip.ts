import type { PaperMm, SlipLayout, SlipWords } from '../../../domain/contracts/device-layouts.ts';
import type { MaterialsSlip, ReceiptSlip, TestSlip, TicketSlip, TicketWords } from '../../../domain/contracts/device-slips.ts';
import type { Cut } from '../commands.ts';
import type { Charset } from '../text.ts';
import { layoutTicket } from '../ticket-layout.ts';

/** A slip to lay out, by its kind; without `paper` it is a ticket. */
export type SlipWork =
	| { paper?: 'ticket'; slip: TicketSlip }
	| { paper: 'materials'; slip: MaterialsSlip }
	| { paper: 'receipt'; slip: ReceiptSlip }
	| { paper: 'test'; slip: TestSlip };

/** What of a printer's declaration concerns the paper. */
export interface SlipOptions {
	paperMm: PaperMm;
	charset: Charset;
	rareCharacters: 'raster' | 'replace';
	qr: 'command' | 'raster';
	cut: Cut;
	chineseSize: 'size' | 'quad';
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

/** Bytes of one slip, by the words of its language and the layout of its kind and paper. */
export function layoutSlip(work: SlipWork, words: SlipWords, _layout: SlipLayout | undefined, options: SlipOptions): SlipBytes {
	if (work.paper && work.paper !== 'ticket') return { bytes: new Uint8Array(), replaced: 0, drawn: 0, qr: false };
	return { ...layoutTicket(work.slip, words as unknown as TicketWords, options), drawn: 0 };
}
