/** Lists of cases and one of them in full: from the platform, with what this machine has said since; cut off, from the day this machine holds. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { lineOf } from '../../../domain/cases/case-clock.ts';
import type { CaseState } from '../../../domain/cases/case-state.ts';
import { caseOf, hasEnded, withReport } from '../../../domain/cases/evolve-case.ts';
import type { CaseLine, caseLists, FoundApplication } from '../../../domain/contracts/case-desk.ts';
import { type CaseReport, caseNumber } from '../../../domain/contracts/cases.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { WorkCalendar } from '../../../domain/working-time/calendar.ts';
import { useEngine } from '../../engine/use-engine.tsx';

export type Which = (typeof caseLists)[number];
export type Listed = { lines: CaseLine[]; more: number; from: 'platform' | 'here' };

const againEveryMs = 10_000;
const weight = { red: 0, yellow: 1, none: 2 } as const;

export function useCaseList(given: {
	station: string;
	staff: string;
	which: Which;
	state: HallDay;
	calendar: WorkCalendar;
	now: number;
	/** Changes after each step, so that the list follows. */
	turn: number;
}): Listed | null {
	const { station, staff, which, state, calendar, now, turn } = given;
	const engine = useEngine();
	const [listed, setListed] = useState<Listed | null>(null);
	const [away, setAway] = useState(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again
	useEffect(() => {
		let here = true;
		const ask = () =>
			void engine.caseDesk(station, { do: 'list', which }).then((answer) => {
				if (!here) return;
				setAway(!answer.ok);
				if (answer.ok && answer.do === 'list') setListed({ lines: answer.cases, more: answer.more, from: 'platform' });
			});
		setListed(null);
		ask();
		const timer = setInterval(ask, againEveryMs);
		return () => {
			here = false;
			clearInterval(timer);
		};
	}, [engine, station, which, turn]);
	return useMemo(() => (away ? fromHere(state, calendar, now, staff, which) : listed), [away, calendar, listed, now, staff, state, which]);
}

/** What of it this machine can tell alone. Which tasks are somebody's only the platform knows. */
function fromHere(state: HallDay, calendar: WorkCalendar, now: number, staff: string, which: Which): Listed {
	const lines: CaseLine[] = [];
	for (const [ref, reports] of Object.entries(state.cases)) {
		const known = caseOf(ref, reports);
		if (hasEnded(known)) continue;
		const line = lineOf(known, calendar, now, staff);
		if (which === 'mine' && line.owner !== staff && !line.offered) continue;
		if (which === 'late' && line.card !== 'red' && !line.toCome.some(({ late }) => late)) continue;
		if (which === 'due' && line.card === 'none' && line.toCome.length === 0) continue;
		if (which === 'tasks' && line.tasks.length === 0) continue;
		lines.push(line);
	}
	lines.sort((one, other) => weight[one.card] - weight[other.card] || one.startedAt - other.startedAt);
	return { lines, more: 0, from: 'here' };
}

/** One case; `null` while it is not known. What this machine has said since goes over what the platform told. */
export function useOneCase(station: string, ref: string | null, state: HallDay, turn: number): CaseState | null {
	const engine = useEngine();
	const [told, setTold] = useState<{ ref: string; reports: CaseReport[] } | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again
	useEffect(() => {
		if (ref === null) return;
		let here = true;
		void engine.caseDesk(station, { do: 'look', number: caseNumber(ref) }).then((answer) => {
			if (here && answer.ok && answer.do === 'look') setTold({ ref: answer.ref, reports: answer.reports });
		});
		return () => {
			here = false;
		};
	}, [engine, station, ref, turn]);
	// The record of cases is one object all day; what was said of one case is a new one each time.
	const said = ref === null ? undefined : state.cases[ref];
	return useMemo(() => {
		if (ref === null) return null;
		const reports = (said ?? []).reduce<CaseReport[]>(withReport, told?.ref === ref ? told.reports : []);
		return reports.length > 0 ? caseOf(ref, reports) : null;
	}, [ref, said, told]);
}

/** Why nothing was found: `none`, or the platform's own word. */
export type NotFound = 'none' | 'too-many' | 'unreachable' | 'busy' | null;

/** Finds a case by the number people type; else an application of any day that no window has begun, by its number or by the card on the reader. */
export function useFindCase(station: string, found: (ref: string) => void) {
	const engine = useEngine();
	const [missing, setMissing] = useState<NotFound>(null);
	const [applications, setApplications] = useState<FoundApplication[]>([]);
	const look = useCallback(
		async (by: { number: string } | { document: string }) => {
			const answer = await engine.caseDesk(station, { do: 'find', ...by });
			const list = answer.ok && answer.do === 'find' ? answer.applications : [];
			setApplications(list);
			const { code } = answer.ok ? { code: 'none' } : answer;
			setMissing(list.length > 0 ? null : code === 'too-many' || code === 'unreachable' || code === 'busy' ? code : 'none');
		},
		[engine, station],
	);
	const find = useCallback(
		async (typed: string) => {
			const number = typed.slice(0, 24);
			const answer = await engine.caseDesk(station, { do: 'look', number });
			if (!answer.ok) return look({ number });
			setMissing(null);
			setApplications([]);
			if (answer.do === 'look') found(answer.ref);
		},
		[engine, found, look, station],
	);
	// A card on this window's reader says whose applications are meant; its number goes to the platform for this one question.
	useEffect(() => window.tidehall?.onCard?.((event) => event.type === 'card-read' && void look({ document: event.card.idNumber })), [look]);
	return { find, missing, applications };
}
