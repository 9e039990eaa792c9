import type { PaperBook } from '../../../domain/contracts/device-layouts.ts';
import type { TicketSlip } from '../../../domain/contracts/device-slips.ts';
import type { SlipWork } from './fields.ts';
import { layoutSlip, type SlipBytes, type SlipOptions } from './layout-slip.ts';

/** A paper that can be made, or the code of what is missing. */
export type FromBook = { ok: true; make: () => SlipBytes; reprint: boolean } | { ok: false; code: 'no-ticket-words' | 'no-layout' };

/** Finds the words and the layout of a job. `make` lays it out; call it when the printer is ready. */
export function paperFromBook(work: SlipWork & { language?: 'zh-CN' | 'en' }, papers: PaperBook | null, options: SlipOptions): FromBook {
	const kind = work.paper ?? 'ticket';
	const words = papers?.words[work.language ?? 'zh-CN'][kind];
	if (!papers || !words) return { ok: false, code: 'no-ticket-words' };
	const layout = papers.layouts[kind][`${options.paperMm}`];
	if (!layout) return { ok: false, code: 'no-layout' };
	const reprint = 'reprint' in work.slip && (work.slip as TicketSlip).reprint;
	return { ok: true, make: () => layoutSlip(work, words, layout, { ...options, latin: work.language === 'en' }), reprint };
}
