/** The whole report as one table in words, for a spreadsheet: each cut, each number given out in it, each conflict, the sums. */

import { localStamp } from '../business-day.ts';
import type { Reconciliation } from '../contracts/reconciliation.ts';
import { withoutPersonalNumbers } from '../personal-numbers.ts';
import { conflictInWords, cutInWords, manualInWords, type Speaker, spanInWords } from './in-words.ts';
import { stationInWords } from './place-words.ts';

const columns = ['kind', 'number', 'place', 'from', 'to', 'what', 'state', 'settled', 'by', 'at'] as const;
type Row = Partial<Record<(typeof columns)[number], string>>;

/** First row: the headings. Times as the hall's wall clock says them, with the zone's offset. */
export function tableOf(report: Reconciliation, speaker: Speaker): string[][] {
	const { plan, say, language } = speaker;
	const stamp = (at: number | null) => (at === null ? '' : localStamp(at, plan.timezone));
	const stage = (code: string) => say(`stages.${code}`);
	const rows: Row[] = [{ kind: say('kinds.day'), number: report.day, place: language === 'en' ? plan.name.en : plan.name.zh }];
	for (const { platform, at, planned, reason, number } of report.terms)
		rows.push({
			kind: say('kinds.term'),
			number: String(number),
			from: stamp(at),
			what: say(planned ? 'terms.planned' : 'terms.unplanned', { platform, reason: withoutPersonalNumbers(reason) }),
		});
	for (const line of manualInWords(report, speaker)) rows.push({ kind: say('kinds.manual'), what: line });
	for (const cut of report.cuts) {
		rows.push({
			kind: say('kinds.cut'),
			number: cut.id,
			place: stationInWords(plan, cut.station, say),
			from: stamp(cut.since ?? (cut.basis === 'late' ? cut.firstAt : null)),
			to: stamp(cut.until ?? (cut.basis === 'late' ? cut.heardTo : null)),
			what: [spanInWords(cut, speaker), ...cutInWords(cut, speaker)].join(say('sentence')),
			state: say(`basis.${cut.basis}`),
		});
		for (const { number, at, stage: became } of cut.tickets)
			rows.push({
				kind: say('kinds.ticket'),
				number,
				place: stationInWords(plan, cut.station, say),
				from: stamp(at),
				what: say('ticketOf', { cut: cut.id }),
				state: stage(became),
			});
	}
	for (const conflict of report.conflicts) {
		const { papers, happened, decide, decision, by } = conflictInWords(conflict, speaker);
		rows.push({
			kind: say('kinds.conflict'),
			number: String(conflict.number),
			place: stationInWords(plan, conflict.station, say),
			from: stamp(conflict.occurredAt),
			to: stamp(conflict.at),
			what: [papers, happened, say('toDecide', { what: decide })].join(say('sentence')),
			state: say(conflict.settled === null ? 'open' : 'settled'),
			settled: decision ?? '',
			by,
			at: stamp(conflict.settled?.at ?? null),
		});
	}
	const { issued, shared, offline, otherwise, stages, conflicts, settled, open } = report.sums;
	const sums: [string, number][] = [
		['issued', issued],
		['shared', shared],
		['offline', offline],
		...(otherwise > 0 ? ([['otherwise', otherwise]] as [string, number][]) : []),
		['conflicts', conflicts],
		['settled', settled],
		['open', open],
	];
	for (const [code, count] of sums) rows.push({ kind: say('kinds.sum'), number: String(count), what: say(`sums.${code}`) });
	for (const [code, count] of Object.entries(stages))
		rows.push({ kind: say('kinds.sum'), number: String(count), what: say('sums.stage', { stage: stage(code) }) });
	return [columns.map((column) => say(`columns.${column}`)), ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
}
