/** The report as a document on paper, for the file: the same sentences as on the screen, in the order a manager reads them. */

import { localStamp } from '../business-day.ts';
import type { DocumentBlock, PaperDocument } from '../contracts/paper-document.ts';
import type { Cut, FoundConflict, Reconciliation } from '../contracts/reconciliation.ts';
import { withoutPersonalNumbers } from '../personal-numbers.ts';
import { healingsOf } from './healings.ts';
import { conflictInWords, cutInWords, historyInWords, manualInWords, type Speaker, spanInWords } from './in-words.ts';
import { stationInWords } from './place-words.ts';

/** Longest cell a document takes. */
const cellMost = 600;

/** `made`: when, ms; the same report at the same time gives the same document. */
export function paperOf(report: Reconciliation, speaker: Speaker, made: number): PaperDocument {
	const { plan, say, language } = speaker;
	const hall = language === 'en' ? plan.name.en : plan.name.zh;
	const clock = (at: number) => localStamp(at, plan.timezone).slice(11, 16);
	const stamp = localStamp(made, plan.timezone).slice(0, 16).replace('T', ' ');
	return {
		title: `${say('title')} ${report.day}`,
		language,
		orientation: 'portrait',
		made,
		foot: say('paper.foot', { hall, day: report.day, page: '{{page}}', pages: '{{pages}}' }),
		blocks: [
			{ kind: 'heading', level: 1, text: `${say('title')} ${report.day}` },
			{ kind: 'text', text: `${hall} · ${say('paper.made', { time: stamp, position: report.position })}`, tone: 'muted' },
			{ kind: 'heading', level: 2, text: say('paper.factsTitle') },
			{ kind: 'facts', rows: sumsOf(report, speaker) },
			...report.terms.map(({ at, planned, platform, reason }): DocumentBlock => {
				const told = say(planned ? 'terms.planned' : 'terms.unplanned', { platform, reason: withoutPersonalNumbers(reason) });
				return { kind: 'text', text: `${clock(at)} ${told}` };
			}),
			...manualInWords(report, speaker).map((text): DocumentBlock => ({ kind: 'text', text })),
			{ kind: 'heading', level: 2, text: say('screen.healings') },
			...(report.cuts.length === 0 ? [{ kind: 'text', text: say('screen.none') } satisfies DocumentBlock] : []),
			...healingsOf(report.cuts).flatMap(({ basis, cuts }): DocumentBlock[] => [
				...(basis === 'late' ? [{ kind: 'text', text: say('paper.lateNote'), tone: 'muted', size: 'small' } satisfies DocumentBlock] : []),
				cutsTable(cuts, speaker),
			]),
			{ kind: 'heading', level: 2, text: say('screen.conflicts') },
			...(report.conflicts.length === 0 ? [{ kind: 'text', text: say('screen.noConflicts') } satisfies DocumentBlock] : []),
			...report.conflicts.flatMap((conflict) => conflictBlocks(conflict, speaker, clock)),
		],
	};
}

function sumsOf({ sums }: Reconciliation, { say }: Speaker) {
	const { issued, shared, offline, otherwise, conflicts, settled, open } = sums;
	const named = Object.entries({ issued, shared, offline, ...(otherwise > 0 ? { otherwise } : {}), conflicts, settled, open });
	const stages = Object.entries(sums.stages).map(([code, count]) => ({
		label: say('sums.stage', { stage: say(`stages.${code}`) }),
		value: String(count),
	}));
	return [...named.map(([code, count]) => ({ label: say(`sums.${code}`), value: String(count) })), ...stages];
}

function cutsTable(cuts: readonly Cut[], speaker: Speaker): DocumentBlock {
	const { say, plan } = speaker;
	return {
		kind: 'table',
		columns: [
			{ head: say('columns.place'), share: 18 },
			{ head: say('columns.from'), share: 30 },
			{ head: say('columns.what'), share: 52 },
		],
		rows: cuts.map((cut) => {
			const told = cutInWords(cut, speaker);
			return [
				stationInWords(plan, cut.station, say),
				spanInWords(cut, speaker),
				(told.length === 0 ? say('cut.nothing') : told.join(say('sentence'))).slice(0, cellMost),
			];
		}),
	};
}

function conflictBlocks(conflict: FoundConflict, speaker: Speaker, clock: (at: number) => string): DocumentBlock[] {
	const { say } = speaker;
	const { papers, happened, decide, decision, by } = conflictInWords(conflict, speaker);
	const history = conflict.history.map((line) => `${clock(line.at)} ${historyInWords(line, speaker)}`).join(say('sentence'));
	const result =
		conflict.settled === null ? say('open') : `${decision ?? ''} (${say('screen.saved', { by, time: clock(conflict.settled.at) })})`;
	return [
		{ kind: 'gap', mm: 2 },
		{ kind: 'text', text: `${conflict.number}. ${happened}`, bold: true },
		{
			kind: 'table',
			columns: [
				{ head: say('columns.kind'), share: 16 },
				{ head: say('columns.what'), share: 84 },
			],
			rows: [
				[say('screen.papers'), papers],
				...(history === '' ? [] : [[say('paper.historyTitle'), history.slice(0, cellMost)]]),
				[say('screen.decide'), decide],
				[say('screen.result'), result.slice(0, cellMost)],
			],
		},
	];
}
