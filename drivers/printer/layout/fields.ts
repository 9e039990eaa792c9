import type { slipFields } from '../../../domain/contracts/device-fields.ts';
import { type PaperMm, paperColumns, type SlipKind, type SlipWords } from '../../../domain/contracts/device-layouts.ts';
import type {
	ChecklistSlip,
	CommitmentSlip,
	CourierSlip,
	MaterialsSlip,
	ReceiptSlip,
	RefusalSlip,
	TestSlip,
	TicketSlip,
} from '../../../domain/contracts/device-slips.ts';
import type { Charset } from '../text.ts';
import { momentText } from './moment-text.ts';
import { type Fields, wordText } from './template.ts';

/** A slip to lay out, by its kind; without `paper` it is a ticket. */
export type SlipWork =
	| { paper?: 'ticket'; slip: TicketSlip }
	| { paper: 'checklist'; slip: ChecklistSlip }
	| { paper: 'materials'; slip: MaterialsSlip }
	| { paper: 'receipt'; slip: ReceiptSlip }
	| { paper: 'commitment'; slip: CommitmentSlip }
	| { paper: 'refusal'; slip: RefusalSlip }
	| { paper: 'courier'; slip: CourierSlip }
	| { paper: 'test'; slip: TestSlip };

/** Exactly the names a layout may use, so that none is promised and never filled. */
type Named<Kind extends SlipKind> = Readonly<Record<keyof (typeof slipFields)[Kind], Fields[string]>>;

interface Printer {
	paperMm: PaperMm;
	charset: Charset;
}

/** Everything of a slip that a layout may print, in words. */
export function fieldsOf(work: SlipWork, words: SlipWords, printer: Printer): Fields {
	switch (work.paper) {
		case 'checklist':
			return ofChecklist(work.slip, words);
		case 'materials':
			return ofMaterials(work.slip, words);
		case 'receipt':
			return ofReceipt(work.slip, words);
		case 'commitment':
			return ofCommitment(work.slip, words);
		case 'refusal':
			return ofRefusal(work.slip, words);
		case 'courier':
			return ofCourier(work.slip, words);
		case 'test':
			return ofTest(work.slip, words, printer);
		default:
			return ofTicket(work.slip, words);
	}
}

function weekdaysOf(words: SlipWords): readonly string[] {
	return Array.isArray(words.weekdays) ? words.weekdays : [];
}

function everySlip(
	slip: { hallName?: string; itemNames?: readonly string[]; qr?: string; offline?: boolean; reprint?: boolean },
	words: SlipWords,
): Named<'ticket' | 'test'> & Fields {
	const items = slip.itemNames ?? [];
	const marks = [slip.offline ? wordText(words, 'offline', {}) : '', slip.reprint ? wordText(words, 'reprint', {}) : ''];
	return {
		hallName: slip.hallName ?? '',
		items: items.join(wordText(words, 'itemSeparator', {})),
		moreItems: wordText(words, 'moreItems', { n: String(items.length) }),
		marks: marks.map((mark) => (mark === '' ? '' : `【${mark}】`)).join(''),
		qr: slip.qr ?? '',
		offline: slip.offline ?? false,
		reprint: slip.reprint ?? false,
	} as Named<'ticket' | 'test'> & Fields;
}

function ofTicket(slip: TicketSlip, words: SlipWords): Named<'ticket'> {
	const unknown = wordText(words, 'unknown', {});
	const worded = (word: string, n: string | null) => (n === null ? unknown : wordText(words, word, { n }));
	return {
		...everySlip(slip, words),
		number: slip.number,
		phone: /^https?:/.test(slip.qr),
		queueName: slip.queueName,
		people: worded('people', slip.peopleAhead === null ? null : String(slip.peopleAhead)),
		minutes: worded('minutes', rangeText(slip.estimatedMinutes)),
		issuedAt: momentText(slip.issuedAt, weekdaysOf(words)),
		area: slip.area,
		bring: slip.bring ?? '',
		missed: slip.missed ?? '',
		terminalName: slip.terminalName ?? '',
	};
}

function rangeText(minutes: TicketSlip['estimatedMinutes']): string | null {
	if (minutes === null) return null;
	if (!Array.isArray(minutes)) return String(minutes);
	return minutes[0] === minutes[1] ? String(minutes[0]) : `${minutes[0]}-${minutes[1]}`;
}

function fromWindow(slip: MaterialsSlip | ReceiptSlip | CommitmentSlip | RefusalSlip, words: SlipWords) {
	const { applicantName = '', agentName = '', staffName = '', windowName = '', askAt = '' } = slip;
	return { ...everySlip(slip, words), applicantName, agentName, staffName, windowName, askAt };
}

function ofChecklist(slip: ChecklistSlip, words: SlipWords): Named<'checklist'> {
	return {
		...everySlip({ hallName: slip.hallName, itemNames: slip.items, ...(slip.qr === undefined ? {} : { qr: slip.qr }) }, words),
		title: slip.title,
		count: String(slip.items.length),
		sections: slip.sections.map(({ title, entries }, at) => ({
			position: String(at + 1),
			title,
			entries: entries.map(({ name, lines }, index) => ({
				position: String(index + 1),
				name,
				lines: lines.map((line, which) => ({ position: String(which + 1), line })),
			})),
		})),
		terminalName: slip.terminalName ?? '',
		printedAt: momentText(slip.printedAt, weekdaysOf(words)),
	};
}

function ofMaterials(slip: MaterialsSlip, words: SlipWords): Named<'materials'> {
	const materials = slip.materials.map(({ name, note = '', ways }, at) => ({
		position: String(at + 1),
		name,
		note,
		ways: ways.map((way, index) => ({ position: String(index + 1), way })),
	}));
	return {
		...fromWindow(slip, words),
		number: slip.number ?? '',
		materials,
		missing: String(materials.length),
		bringBy: momentText(slip.bringBy ?? '', weekdaysOf(words)),
		legalNote: slip.legalNote ?? '',
		toldAt: momentText(slip.toldAt, weekdaysOf(words)),
	};
}

function ofReceipt(slip: ReceiptSlip, words: SlipWords): Named<'receipt'> {
	const day = (moment: string) => momentText(moment, weekdaysOf(words));
	return {
		...fromWindow(slip, words),
		receiptNumber: slip.receiptNumber,
		acceptedAt: day(slip.acceptedAt),
		promisedBy: day(slip.promisedBy ?? ''),
		delivery: slip.delivery ?? '',
		materials: slip.materials.map((name, at) => ({ position: String(at + 1), name })),
		deferred: slip.deferred.map(({ name, until }, at) => ({ position: String(at + 1), name, until: day(until) })),
		lookUp: slip.lookUp ?? '',
	};
}

function ofCommitment(slip: CommitmentSlip, words: SlipWords): Named<'commitment'> {
	const day = (moment: string) => momentText(moment, weekdaysOf(words));
	return {
		...fromWindow(slip, words),
		number: slip.number,
		materials: slip.materials.map(({ name, until }, at) => ({ position: String(at + 1), name, until: day(until) })),
		count: String(slip.materials.length),
		effect: slip.effect ?? '',
		promisedAt: day(slip.promisedAt),
	};
}

function ofRefusal(slip: RefusalSlip, words: SlipWords): Named<'refusal'> {
	const { number, reason, next = '' } = slip;
	return { ...fromWindow(slip, words), number, reason, next, refusedAt: momentText(slip.refusedAt, weekdaysOf(words)) };
}

/** Room to write with a pen. */
const byHand = '_'.repeat(20);

function ofCourier(slip: CourierSlip, words: SlipWords): Named<'courier'> {
	const { number, address, recipient = byHand, windowName = '', staffName = '' } = slip;
	const printedAt = momentText(slip.printedAt, weekdaysOf(words));
	return { ...everySlip(slip, words), number, address, recipient, windowName, staffName, printedAt };
}

function ofTest(slip: TestSlip, words: SlipWords, { paperMm, charset }: Printer): Named<'test'> {
	const columns = paperColumns[paperMm];
	return {
		...everySlip(slip, words),
		station: slip.station,
		device: slip.device,
		port: slip.port ?? '',
		printedAt: momentText(slip.printedAt, weekdaysOf(words)),
		charset,
		paperMm: String(paperMm),
		columns: String(columns),
		ruler: Array.from({ length: columns }, (_, at) => String((at + 1) % 10)).join(''),
	};
}
