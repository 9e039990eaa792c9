/** The report in sentences: one cut, one conflict, one line of a ticket's history. Screen, CSV and PDF say the same. */

import { localTime } from '../business-day.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { Cut, FoundConflict, HistoryLine, Reconciliation } from '../contracts/reconciliation.ts';
import { withoutPersonalNumbers } from '../personal-numbers.ts';
import { readyDecisions } from './conflict-case.ts';
import { stationInWords, windowInWords } from './place-words.ts';
import type { Say } from './words.ts';

export interface Speaker {
	plan: HallPlan;
	/** Words of `reconciliation.yaml` in this language. */
	say: Say;
	language: 'zh-CN' | 'en';
}

const time = ({ plan }: Speaker, at: number) => localTime(at, plan.timezone);

/** Since when until when, as far as it is known; and that it is not known, where it is not. */
export function spanInWords(cut: Cut, speaker: Speaker): string {
	const { say } = speaker;
	if (cut.basis === 'late') return say('spans.late', { from: time(speaker, cut.firstAt ?? 0), to: time(speaker, cut.lastAt ?? 0) });
	const until = time(speaker, cut.until ?? 0);
	if (cut.since !== null) return say('spans.said', { since: time(speaker, cut.since), until });
	return cut.firstAt === null ? say('spans.until', { until }) : say('spans.restarted', { first: time(speaker, cut.firstAt), until });
}

/** What came in of it, one sentence each; empty = nothing had waited. */
export function cutInWords(cut: Cut, { say }: Speaker): string[] {
	const numbers = (all: readonly string[]) => all.join(say('between'));
	const lines: string[] = [];
	const add = (key: string, count: number, params: Record<string, string> = {}) => {
		if (count > 0) lines.push(say(`cut.${key}`, { count, ...params }));
	};
	add('tickets', cut.tickets.length, { numbers: numbers(cut.tickets.map(({ number }) => number)) });
	add('finished', cut.servicesFinished);
	const started = cut.servicesStarted - cut.servicesFinished;
	if (started > 0) add('started', started);
	for (const { ticket, by } of cut.voided) lines.push(say('cut.voided', { ticket, by }));
	add('papersFailed', cut.papersFailed.length, { numbers: numbers(cut.papersFailed) });
	add('papersUnknown', cut.papersUnknown.length, { numbers: numbers(cut.papersUnknown) });
	add('conflicts', cut.conflicts.length, { numbers: numbers(cut.conflicts.map(String)) });
	return lines;
}

export interface ConflictInWords {
	/** What the papers say. */
	papers: string;
	/** What happened. */
	happened: string;
	/** What is to be decided. */
	decide: string;
	/** How it was settled, in the words kept; `null` = it is open. */
	decision: string | null;
	/** By whom; empty = it is open. */
	by: string;
	/** Decisions ready to be taken, in words: the words are what is kept. */
	ready: string[];
}

/** Codes of decisions that the log takes by itself. */
const ownDecisions = ['ticket-arrived-later'];

export function conflictInWords(conflict: FoundConflict, speaker: Speaker): ConflictInWords {
	const { say, plan } = speaker;
	const params = {
		ticket: conflict.ticket ?? '',
		other: conflict.otherTicket ?? '',
		window: conflict.window === undefined ? '' : windowInWords(plan, conflict.window, say),
		otherWindow: conflict.otherWindow === undefined ? '' : windowInWords(plan, conflict.otherWindow, say),
		station: stationInWords(plan, conflict.station, say),
		time: time(speaker, conflict.occurredAt),
	};
	const { settled } = conflict;
	const own = settled !== null && ownDecisions.includes(settled.decision);
	return {
		papers: say(`cases.${conflict.case}.papers`, params),
		happened: say(`cases.${conflict.case}.happened`, params),
		decide: say(`cases.${conflict.case}.decide`, params),
		decision: settled === null ? null : own ? say(`decisions.${settled.decision}`) : withoutPersonalNumbers(settled.decision),
		by: settled === null ? '' : settled.staff === null ? say('by.itself') : say('by.staff', { staff: settled.staff }),
		ready: readyDecisions[conflict.case].map((code) => say(`decisions.${code}`)),
	};
}

export function historyInWords(line: HistoryLine, speaker: Speaker): string {
	const { say, plan } = speaker;
	const { station, window, ...rest } = line.params;
	const params = {
		...rest,
		...(station === undefined ? {} : { station: stationInWords(plan, station, say) }),
		...(window === undefined ? {} : { window: windowInWords(plan, window, say) }),
	};
	const told = say(`history.${line.code}`, params);
	return line.lateMinutes > 0 ? say('history.late', { told, minutes: line.lateMinutes }) : told;
}

/** When people called by hand, one sentence for each time. */
export function manualInWords({ manual, sums }: Reconciliation, speaker: Speaker): string[] {
	const { say } = speaker;
	const spans = new Map<string, string[]>();
	for (const { queue, from, until } of manual) {
		const span =
			until === null
				? say('manual.since', { from: time(speaker, from) })
				: say('manual.span', { from: time(speaker, from), until: time(speaker, until) });
		spans.set(span, [...(spans.get(span) ?? []), queue]);
	}
	const lines = [...spans].map(([span, queues]) => say('manual.line', { span, queues: queues.join(say('between')) }));
	return sums.entered > 0 ? [...lines, say('manual.entered', { count: sums.entered })] : lines;
}
