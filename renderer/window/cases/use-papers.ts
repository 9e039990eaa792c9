/** Puts the papers of a case on paper: on the window's own printer, or as a file where it has none. What became of each is told to the log. */
import { useState } from 'react';
import type { CasePaper } from '../../../domain/contracts/cases.ts';
import type { CommandBody } from '../../../domain/contracts/commands.ts';
import type { DeviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import type { PaperJob } from '../../../domain/contracts/device-desk.ts';
import { saveDocument } from '../../documents/save-document.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useLanguage, useWords } from '../../words/words.tsx';
import { type CaseSlip, slipDocument } from './case-slips.ts';

export type PaperOutcome = 'printing' | 'printed' | 'failed' | 'unknown' | 'kept';
export interface PaperOut {
	slip: CaseSlip;
	copy: number;
	outcome: PaperOutcome;
}

/** What was done last at this window, with its papers. */
export interface LastCase {
	ref: string;
	number: string;
	ticket: string;
	deed: 'accepted' | 'notice' | 'refused';
	papers: PaperOut[];
}

const wordsOf: Record<CasePaper, string> = { notice: 'materials', commitment: 'commitment', receipt: 'receipt', refusal: 'refusal' };

export function useCasePapers(seat: { station: string; window: string }, devices: readonly DeviceDeclaration[]) {
	const engine = useEngine();
	const { language } = useLanguage();
	const say = useWords('slips');
	const [last, setLast] = useState<LastCase | null>(null);
	const printer = devices.find(({ kind, station }) => kind === 'printer' && station === seat.station)?.id ?? null;

	/** `first`: number of the first copy of each paper; a second notice of one case is not a copy of the first. */
	async function put(of: Omit<LastCase, 'papers'>, slips: readonly CaseSlip[], first: (paper: CasePaper) => number): Promise<void> {
		setLast((before) => {
			const kept = before?.ref === of.ref ? before.papers.filter(({ slip }) => !slips.some((each) => each.of === slip.of)) : [];
			return { ...of, papers: [...kept, ...slips.map((slip) => ({ slip, copy: first(slip.of), outcome: 'printing' as const }))] };
		});
		for (const slip of slips) {
			const copy = first(slip.of);
			const outcome = await onPaper(of, slip, copy);
			setLast((now) =>
				now?.ref === of.ref ? { ...now, papers: now.papers.map((each) => (each.slip === slip ? { ...each, outcome } : each)) } : now,
			);
			const told: CommandBody<'report-case'> = {
				...{ case: of.ref, window: seat.window, ticket: of.ticket },
				steps: [{ do: 'paper', paper: slip.of, copy, outcome }],
			};
			// The paper is out or is not, whatever becomes of the word about it.
			await engine.report(seat.station, 'report-case', told).catch(() => {});
		}
	}

	async function onPaper(
		of: Omit<LastCase, 'papers'>,
		{ slip, ...kind }: CaseSlip,
		copy: number,
	): Promise<Exclude<PaperOutcome, 'printing'>> {
		const job = `${of.number}/${kind.of}/${copy}`;
		if (printer === null || !window.tidehall) {
			const saved = await saveDocument(
				`${job.replaceAll('/', '-').toLowerCase()}.pdf`,
				slipDocument({ slip, ...kind }, wordOf(wordsOf[kind.of]), engine.now(), language),
			);
			return saved.ok ? 'kept' : 'failed';
		}
		const paper = {
			job,
			device: printer,
			language,
			paper: kind.paper,
			slip: { ...slip, reprint: copy > 1 && kind.of !== 'notice' },
		} as PaperJob;
		try {
			return (await window.tidehall.printPaper(paper)).outcome;
		} catch (error) {
			// Refused before anything was sent: certainly no paper.
			return error instanceof Error && /disk-full|journal-failed/.test(error.message) ? 'failed' : 'unknown';
		}
	}

	/** A fixed word of this slip, or nothing where it has none. */
	function wordOf(section: string) {
		return (key: string) => {
			const words = say(`${section}.${key}`);
			return words === `${section}.${key}` ? '' : words;
		};
	}

	function again(paper: CasePaper): void {
		const out = last?.papers.find(({ slip }) => slip.of === paper);
		if (last && out) void put(last, [{ ...out.slip }], () => out.copy + 1);
	}
	return { last, put, again };
}
