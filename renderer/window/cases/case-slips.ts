/** What stands on the papers of a case, in words. Pure; the applicant's name is masked as on the screen. */
import type { Outcome } from '../../../domain/cases/acceptance.ts';
import type { CasePlan } from '../../../domain/cases/plan-case.ts';
import type { CasePaper, PromisedItem } from '../../../domain/contracts/cases.ts';
import type { PaperJob } from '../../../domain/contracts/device-desk.ts';
import type { PaperDocument } from '../../../domain/contracts/paper-document.ts';

export interface SlipFacts {
	hallName: string;
	windowName: string;
	staffName: string;
	askAt: string;
	itemNames: string[];
	/** Masked; empty where nothing was read. */
	applicantName: string;
	/** Who acts for the applicant, masked too; empty = nobody does. */
	agentName: string;
	/** How the result comes, with no more of an address than its district. */
	delivery: string;
	ticket: string;
	/** Number of the case. */
	number: string;
	/** Now, ISO 8601 with the hall's offset. */
	at: string;
	offline: boolean;
}

/** A paper with its content; `job` and device are given when it is printed. */
export type CaseSlip = Pick<Extract<PaperJob, { paper: 'materials' | 'receipt' | 'commitment' | 'refusal' }>, 'paper' | 'slip'> & {
	of: CasePaper;
};

export interface SlipWording {
	/** How a material can be met. */
	ways(material: string): string[];
	name(material: string): string;
	itemName(item: string): string;
	/** A sentence of the catalogue in the language of the paper, in Chinese where there is no other. */
	sentence(of: { zh: string; en: string | null }): string;
	toldNote: string;
	lookUp: string;
	atOnce: string;
	effect(items: string[], others: number): string;
}

const common = ({ hallName, windowName, staffName, askAt, itemNames, applicantName, agentName, offline }: SlipFacts) => ({
	...{ hallName, windowName, staffName, askAt, itemNames, offline, reprint: false },
	...(applicantName === '' ? {} : { applicantName }),
	...(agentName === '' ? {} : { agentName }),
});

export function noticeSlip(facts: SlipFacts, outcome: Outcome, words: SlipWording): CaseSlip {
	const materials = outcome.missing.map(({ material, cases }) => ({
		...{ name: words.name(material), ways: words.ways(material) },
		...(cases[0] ? { note: words.sentence(cases[0]) } : {}),
	}));
	return {
		of: 'notice',
		paper: 'materials',
		slip: { ...common(facts), number: facts.ticket, materials, legalNote: words.toldNote, toldAt: facts.at },
	} as CaseSlip;
}

/** The days of all items, each day once: “11月30日（5 项）”. */
function lastDue(promises: readonly PromisedItem[]): string {
	return promises.reduce((last, { due }) => (due > last ? due : last), '');
}

export function receiptSlip(facts: SlipFacts, plan: CasePlan, outcome: Outcome, seen: readonly string[], words: SlipWording): CaseSlip {
	const atOnce = plan.limits.every(({ limit }) => limit.value === 0);
	return {
		of: 'receipt',
		paper: 'receipt',
		slip: {
			...common(facts),
			applicantName: facts.applicantName,
			receiptNumber: facts.number,
			acceptedAt: facts.at,
			promisedBy: atOnce ? words.atOnce : lastDue(outcome.promises),
			delivery: facts.delivery,
			materials: seen.map(words.name),
			deferred: outcome.deferred.map(({ material, by }) => ({ name: words.name(material), until: by })),
			lookUp: words.lookUp,
		},
	} as CaseSlip;
}

export function commitmentSlip(facts: SlipFacts, plan: CasePlan, outcome: Outcome, words: SlipWording): CaseSlip {
	const waiting = new Set(outcome.deferred.flatMap(({ items }) => items));
	return {
		of: 'commitment',
		paper: 'commitment',
		slip: {
			...common(facts),
			number: facts.number,
			materials: outcome.deferred.map(({ material, by }) => ({ name: words.name(material), until: by })),
			effect: words.effect(
				plan.items.filter((item) => waiting.has(item)).map(words.itemName),
				plan.items.filter((item) => !waiting.has(item)).length,
			),
			promisedAt: facts.at,
		},
	} as CaseSlip;
}

export function refusalSlip(facts: SlipFacts, reason: string, next: string): CaseSlip {
	return {
		of: 'refusal',
		paper: 'refusal',
		slip: { ...common(facts), number: facts.number, reason, next, refusedAt: facts.at },
	} as CaseSlip;
}

/** The same on A4, where the window has no printer for slips. `word`: a fixed word of the slip, or nothing. */
export function slipDocument({ slip }: CaseSlip, word: (key: string) => string, made: number, language: 'zh-CN' | 'en'): PaperDocument {
	const content = slip as Record<string, unknown> & { hallName: string; itemNames: string[] };
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	const number = text(content.receiptNumber) || text(content.number);
	const numberWord = word('receiptNumber') || word('number') || word('ticketNumber');
	const facts: [string, string][] = [
		[numberWord, number],
		[word('item'), content.itemNames.join('、')],
		[word('applicant'), text(content.applicantName)],
		[word('agent'), text(content.agentName)],
		[word('accepted'), text(content.acceptedAt)],
		[word('promised'), text(content.promisedBy)],
		[word('delivery'), text(content.delivery)],
		[word('reason'), text(content.reason)],
		[word('next'), text(content.next)],
		[word('effect'), text(content.effect)],
		[word('lookUpLabel'), text(content.lookUp)],
		[word('byWhom') || word('told'), [content.windowName, content.staffName].map(text).join(' ')],
		[word('ask'), text(content.askAt)],
	];
	const list = (name: string) => (Array.isArray(content[name]) ? (content[name] as unknown[]) : []);
	const rows = [...list('materials'), ...list('deferred')].map((each, at) => {
		if (typeof each === 'string') return [String(at + 1), each, ''];
		const { name, until, ways } = each as { name: string; until?: string; ways?: string[] };
		return [String(at + 1), name, until ?? (ways ?? []).join(' · ')];
	});
	const notes = [word('consequence'), word('rights'), text(content.legalNote), word('keep')].filter((each) => each !== '');
	const heads = [
		{ head: '', share: 1 },
		{ head: word('missingTitle') || word('materials') || word('given'), share: 8 },
		{ head: '', share: 6 },
	];
	return {
		...{ title: word('title'), language, orientation: 'portrait' as const, made },
		foot: `${content.hallName} ${number} {{page}} / {{pages}}`,
		blocks: [
			{ kind: 'text', text: content.hallName },
			{ kind: 'heading', text: word('title'), level: 1 },
			{
				kind: 'facts',
				rows: facts.filter(([label, value]) => label !== '' && value.trim() !== '').map(([label, value]) => ({ label, value })),
			},
			...(rows.length > 0 ? [{ kind: 'table' as const, columns: heads, rows }] : []),
			...notes.map((each) => ({ kind: 'text' as const, text: each })),
			{ kind: 'gap', mm: 20 },
			...(word('signed') === '' ? [] : [{ kind: 'text' as const, text: `${word('signed')} ____________________` }]),
			...(word('seal') === '' ? [] : [{ kind: 'text' as const, text: word('seal') }]),
		],
	};
}
