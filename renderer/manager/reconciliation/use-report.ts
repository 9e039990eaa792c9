/** The report of the day shown: today's from the log this machine holds, also while it is cut off; another day's from the platform. */
import { useEffect, useMemo, useState } from 'react';
import type { Reconciliation } from '../../../domain/contracts/reconciliation.ts';
import { reconcile } from '../../../domain/reconciliation/reconcile.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';

export type ShownReport =
	| { state: 'ready'; report: Reconciliation }
	| { state: 'reading' }
	/** Why it cannot be shown. */
	| { state: 'away' | 'notPermitted' | 'noDay' };

const whyNot = { unreachable: 'away', busy: 'away', malformed: 'away', 'not-permitted': 'notPermitted', 'no-day': 'noDay' } as const;

/** `day`: `null` = today. `again`: asked anew whenever it changes. */
export function useReport(station: string, day: string | null, again: number): ShownReport {
	const engine = useEngine();
	const { plan, state, position } = useEngineView();
	const today = state?.day ?? null;
	const own = useMemo(
		() => (plan && today !== null && position >= 0 ? reconcile(plan, today, engine.log()) : null),
		[engine, plan, today, position],
	);
	const [past, setPast] = useState<ShownReport>({ state: 'reading' });
	useEffect(() => {
		if (day === null) return;
		let shown = true;
		if (again === 0) setPast({ state: 'reading' });
		void engine.pastDay(station, day).then((answer) => {
			if (!shown) return;
			if (answer.ok) setPast({ state: 'ready', report: answer.report });
			else setPast({ state: whyNot[answer.code] });
		});
		return () => {
			shown = false;
		};
	}, [engine, station, day, again]);
	if (day !== null) return past;
	return own ? { state: 'ready', report: own } : { state: 'reading' };
}
