import type { TicketSlip, TicketWords } from '../../domain/contracts/device-slips.ts';
import type { Cut } from './commands.ts';
import { createPaper, type Paper, widest } from './paper.ts';
import { type Charset, centred, columnsOf, spread, withoutControls, wrap } from './text.ts';

export interface TicketOptions {
	paperMm: 58 | 80;
	charset: Charset;
	qr: 'command' | 'raster';
	cut: Cut;
}

export interface TicketBytes {
	bytes: Uint8Array;
	/** Characters the printer lacks and □ stands for. */
	replaced: number;
	/** False when the QR text was too long to print; the ticket is valid without it. */
	qr: boolean;
}

const mostItemLines = 3;

/** The paper ticket: the number first and largest, then what the citizen needs in the order they need it. */
export function layoutTicket(slip: TicketSlip, words: TicketWords, options: TicketOptions): TicketBytes {
	const columns = options.paperMm === 80 ? 48 : 32;
	const paper = createPaper({ columns, charset: options.charset, qr: options.qr });
	head(paper, slip, words);
	number(paper, slip, words);
	figures(paper, slip, words);
	advice(paper, slip, words);
	const qr = code(paper, slip, words, options.paperMm);
	foot(paper, slip, words);
	paper.cut(options.cut);
	return { bytes: paper.bytes(), replaced: paper.replaced, qr };
}

function rule(paper: Paper): void {
	paper.align('left').bold(false).size(1, 1).line('-'.repeat(paper.columns));
}

function head(paper: Paper, slip: TicketSlip, words: TicketWords): void {
	paper.align('center').bold(true).size(1, 2);
	for (const line of wrap(slip.hallName, paper.columns)) paper.line(line);
	const marks = [slip.offline ? words.offline : '', slip.reprint ? words.reprint : ''].filter((mark) => mark !== '');
	if (marks.length > 0) paper.size(2, 2).line(marks.map((mark) => `【${mark}】`).join(''));
	rule(paper);
}

function number(paper: Paper, slip: TicketSlip, words: TicketWords): void {
	const queue = wrap(slip.queueName, paper.columns - columnsOf(words.yourNumber) - 1);
	queue.forEach((line, index) => {
		paper.align('left').bold(true).size(1, 2).text(line);
		paper.bold(false).size(1, 1);
		if (index > 0) paper.line();
		else paper.line(spread(line, words.yourNumber, paper.columns).slice(line.length));
	});
	paper.feed(12);
	const shown = withoutControls(slip.number);
	const width = widest(shown, paper.columns, 8);
	paper.align('center').bold(true).size(width, Math.min(6, width)).line(shown);
	paper.bold(false).size(1, 1).feed(12);
	for (const line of itemLines(slip.itemNames, words, paper.columns)) paper.line(line);
	if (slip.offline) paper.line(words.offlineNote);
	rule(paper);
}

function itemLines(items: readonly string[], words: TicketWords, columns: number): string[] {
	const all = wrap(items.join(words.itemSeparator), columns);
	if (all.length <= mostItemLines) return all;
	const rest = words.moreItems.replace('{{n}}', String(items.length));
	const kept = all.slice(0, mostItemLines);
	kept[mostItemLines - 1] = `${fitting(kept[mostItemLines - 1] ?? '', columns - columnsOf(rest) - 1)} ${rest}`;
	return kept;
}

function fitting(text: string, columns: number): string {
	return wrap(text, columns)[0] ?? '';
}

function figures(paper: Paper, slip: TicketSlip, words: TicketWords): void {
	const half = paper.columns / 2;
	const people = slip.peopleAhead === null ? words.unknown : words.people.replace('{{n}}', String(slip.peopleAhead));
	const minutes = slip.estimatedMinutes;
	const span =
		minutes === null
			? words.unknown
			: words.minutes.replace(
					'{{n}}',
					Array.isArray(minutes) && minutes[0] !== minutes[1] ? `${minutes[0]}-${minutes[1]}` : String([minutes].flat()[0]),
				);
	paper.line(centred(words.peopleAhead, half) + centred(words.estimatedWait, half));
	paper
		.bold(true)
		.size(1, 2)
		.line(centred(people, half) + centred(span, half));
	rule(paper);
}

function advice(paper: Paper, slip: TicketSlip, words: TicketWords): void {
	const entries: [string, string | undefined][] = [
		[words.whereToWait, slip.area],
		[words.bring, slip.bring],
		[words.missed, slip.missed],
	];
	const given = entries.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
	const indent = Math.max(...entries.map(([label]) => columnsOf(label))) + 2;
	for (const [label, text] of given) {
		wrap(text, paper.columns - indent).forEach((line, index) => {
			if (index === 0)
				paper
					.bold(true)
					.text(label)
					.bold(false)
					.text(' '.repeat(indent - columnsOf(label)))
					.line(line);
			else paper.line(' '.repeat(indent) + line);
		});
	}
	if (given.length > 0) rule(paper);
}

function code(paper: Paper, slip: TicketSlip, words: TicketWords, paperMm: 58 | 80): boolean {
	paper.align('center');
	const printed = paper.qr(slip.qr, paperMm === 80 ? 6 : 5);
	if (!printed) return false;
	paper.line().bold(true).line(words.scan).bold(false);
	for (const line of wrap(words.scanFor, paper.columns)) paper.line(line);
	rule(paper);
	return true;
}

function foot(paper: Paper, slip: TicketSlip, words: TicketWords): void {
	const issued = issuedText(slip.issuedAt, words);
	const place = slip.terminalName ?? '';
	paper.align('left');
	if (columnsOf(issued) + columnsOf(place) + 1 <= paper.columns) paper.line(place === '' ? issued : spread(issued, place, paper.columns));
	else paper.line(issued).line(place);
	for (const line of wrap(words.help, paper.columns)) paper.line(line);
}

/** `2026-11-23 周一 10:24`. A time in UTC (`Z`) is shown in the machine's zone; one with another offset as it stands; words stay words. */
function issuedText(issuedAt: string, words: TicketWords): string {
	const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(issuedAt);
	if (!match || Number.isNaN(Date.parse(issuedAt))) return issuedAt;
	const two = (value: number) => String(value).padStart(2, '0');
	const at = match[6] === 'Z' ? new Date(issuedAt) : new Date(`${issuedAt.slice(0, 16)}:00`);
	const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
	return `${day} ${words.weekdays[at.getDay()] ?? ''} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
