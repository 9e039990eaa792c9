import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { shippedPapers } from '../../config/shipped-papers.ts';
import type { PaperBook } from '../../domain/contracts/device-layouts.ts';
import { ticketLanguage, ticketSlip } from '../../domain/contracts/device-slips.ts';
import { paperFromBook } from '../../drivers/printer/layout/from-book.ts';
import { createPrinter } from '../../drivers/printer/printer.ts';
import { longestQr, qrPayload } from '../../drivers/printer/qr.ts';
import { type ConnectionOptions, opening, transportOf, wholeNumber, withConnection } from './connection.ts';
import { clock, notOpen } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends ConnectionOptions {
	ticket: string;
	paper: number;
	confirm: boolean;
	language: string;
	json: boolean;
}

/** Words and layouts of the paper, from the same files as the hall's. */
function papersOf(language: string): Outcome<{ papers: PaperBook; language: 'zh-CN' | 'en' }> {
	const chosen = ticketLanguage.safeParse(language);
	if (!chosen.success) return failure('bad-option', `language: give one of ${ticketLanguage.options.join(', ')}.`);
	const read = shippedPapers();
	return read.ok ? { ok: true, value: { papers: read.papers, language: chosen.data } } : failure('bad-words', read.problems.join('; '));
}

function readTicket(file: string): Outcome<ReturnType<typeof ticketSlip.parse>> {
	let content: unknown;
	try {
		content = JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
		return failure('bad-ticket', `The ticket file ${why}. Give the path of a JSON file that holds one ticket.`);
	}
	const slip = ticketSlip.safeParse(content);
	if (!slip.success) {
		const problems = slip.error.issues.map((issue) => `${issue.path.map(String).join('.') || 'the whole file'}: ${issue.message}`);
		return failure('bad-ticket', `The ticket does not fit. ${problems.join('; ')}. Mend these fields and try again.`);
	}
	if (slip.data.number.trim() === '')
		return failure('bad-ticket', 'The ticket does not fit. number: is empty. Give the number to be printed.');
	if (qrPayload(slip.data.qr).length > longestQr) {
		return failure('bad-ticket', `The ticket does not fit. qr: longer than ${longestQr} bytes. Shorten it.`);
	}
	return { ok: true, value: slip.data };
}

/** A printer of today, as it comes out of the box. */
const commonPrinter = { charset: 'gb18030', rareCharacters: 'raster', qr: 'command', cut: 'feed-partial', chineseSize: 'size' } as const;

async function printTicket(options: Options): Promise<Outcome<object>> {
	const transport = transportOf(options, 115_200);
	if (!transport.ok) return transport;
	const slip = readTicket(options.ticket);
	if (!slip.ok) return slip;
	const book = papersOf(options.language);
	if (!book.ok) return book;
	let settle: (code: string | null) => void = () => {};
	const settled = new Promise<string | null>((resolve) => {
		settle = resolve;
	});
	const printer = createPrinter({
		...clock,
		...opening(transport.value),
		cut: 'feed-partial',
		confirm: options.confirm,
		status: 'realtime',
		health: (health) => settle(notOpen.has(health.code) ? health.code : null),
	});
	printer.start();
	const failed = await settled;
	if (failed) {
		await printer.stop();
		return failure(failed);
	}
	const { papers, language } = book.value;
	const paper = paperFromBook({ slip: slip.value, language }, papers, { ...commonPrinter, paperMm: options.paper === 58 ? 58 : 80 });
	const result = paper.ok ? await printer.print('by-hand', paper.make, { reprint: paper.reprint }) : null;
	const status = printer.status() ?? {};
	await printer.stop();
	if (!paper.ok || !result) return failure(paper.ok ? 'driver-fault' : paper.code);
	if (result.outcome === 'failed' || result.proof === 'none') return failure(result.code);
	const { outcome, proof, code } = result;
	return { ok: true, value: { proof, outcome, code, status } };
}

export function addPrintTicket(program: Command): void {
	withConnection(program.command('print-ticket').description('print one ticket'))
		.requiredOption('--ticket <file>', 'JSON file of the ticket')
		.option('--paper <mm>', 'width of the paper, 58 or 80', wholeNumber(58, 80), 80)
		.option('--language <code>', 'of the fixed words, zh-CN or en', 'zh-CN')
		.option('--no-confirm', 'do not wait for the word of the printer behind the cut')
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => tell(await printTicket(options), options.json, lines));
}
