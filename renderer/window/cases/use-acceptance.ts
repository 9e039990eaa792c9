/**
 * The case of the ticket in hand: what the catalogue asks for, what the clerk has marked, and what the one key then does. A draft lives with the page;
 * it is said to the log when the clerk acts, so that nothing waits for the network (a report is safe once the machine has written it down).
 */
import { useMemo, useRef, useState } from 'react';
import { checkStep, type Marks, marksSaid, nextMark, type Outcome, outcomeOf, outcomeStep } from '../../../domain/cases/acceptance.ts';
import type { CaseState } from '../../../domain/cases/case-state.ts';
import { caseOf, hasEnded } from '../../../domain/cases/evolve-case.ts';
import { beginStep, type CasePlan, planCase } from '../../../domain/cases/plan-case.ts';
import { type CaseStep, caseNumber, type deliveryWays, type refuseReasons } from '../../../domain/contracts/cases.ts';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import type { CommandBody } from '../../../domain/contracts/commands.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay, Ticket } from '../../../domain/contracts/state.ts';
import { applicationsOf, type ShownApplication } from '../../../domain/views/application-view.ts';
import { workCalendarOf } from '../../../domain/working-time/calendar.ts';
import type { CaseDeskAnswered } from '../../engine/desk-answers.ts';
import type { CardSeen } from './use-card.ts';

type Delivery = (typeof deliveryWays)[number];
export type Papers = Extract<CaseDeskAnswered, { do: 'papers' }>;

interface Draft {
	ref: string;
	marks: Marks;
	delivery: Delivery | null;
	consult: boolean;
}

/** What F3 will do; `plain` = finish and nothing else. */
export type Deed = Outcome['kind'] | 'plain';

export interface Acceptance {
	ref: string;
	number: string;
	plan: CasePlan;
	/** As the day's log tells it, with what this machine still owes. */
	known: CaseState | null;
	application: ShownApplication | null;
	/** What the person said of each material, as far as it could be read. */
	papers: Papers | null;
	marks: Marks;
	outcome: Outcome;
	deed: Deed;
	delivery: Delivery;
	consult: boolean;
	/** Missing materials that an earlier notice of this case did not name. */
	breaches: string[];
	turn(material: string): void;
	turnDelivery(): void;
	turnConsult(): void;
	/** What F3 says to the log; `null` = nothing beyond finishing. */
	report(): CommandBody<'report-case'> | null;
	refusal(reason: (typeof refuseReasons)[number]): CommandBody<'report-case'>;
	/** The marks so far, for whoever serves this number next; `null` = there is nothing to tell. */
	checked(): CommandBody<'report-case'> | null;
	step(step: CaseStep): CommandBody<'report-case'>;
}

/** The case a number is about: of the application handed in for it, or the one that was begun or gone on with under it; `null` = none yet. */
export function caseOfTicket(state: HallDay, number: string): string | null {
	const application = applicationsOf(state, number)[0];
	if (application) return application.ref;
	return Object.entries(state.cases).find(([, reports]) => reports.some((report) => report.ticket === number))?.[0] ?? null;
}

const newRef = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export function useAcceptance(
	ticket: Ticket | null,
	given: {
		card: CardSeen | null;
		/** The case of this number over all days, as far as it is known. */
		told: CaseState | null;
		book: CatalogueBook | null;
		hall: HallPlan;
		state: HallDay;
		window: string;
		papersOf: (ref: string) => Papers | null;
	},
): Acceptance | null {
	const { card, told: linked, book, hall, state, window, papersOf } = given;
	const [drafts, setDrafts] = useState<Record<string, Draft>>({});
	/** A reference stays the ticket's own as long as the page lives. */
	const refs = useRef(new Map<string, string>());
	const calendar = useMemo(() => workCalendarOf(hall), [hall]);
	const number = ticket?.number ?? '';
	const application = ticket ? (applicationsOf(state, number)[0] ?? null) : null;
	const items = application?.items ?? (linked?.items.length ? linked.items : undefined) ?? ticket?.visit.items ?? [];
	const theme = linked?.theme ?? ticket?.visit.theme;
	const key = `${theme ?? ''}/${items.join()}`;
	// biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for items and theme, which are made anew with every state
	const plan = useMemo(() => (book && items.length > 0 ? planCase(book, { items, theme }) : null), [book, key]);
	if (ticket?.life.stage !== 'serving' || !plan) return null;

	const ref = caseOfTicket(state, number) ?? refOf(number);
	const reports = state.cases[ref];
	const known = linked?.ref === ref ? linked : reports ? caseOf(ref, reports) : null;
	const papers = papersOf(ref);
	const draft: Draft = drafts[number] ?? { ref, marks: {}, delivery: null, consult: false };
	const before: Marks = Object.fromEntries((known?.materials ?? []).flatMap(({ material, mark }) => (mark ? [[material, mark]] : [])));
	const marks: Marks = { ...(papers ? marksSaid(plan, papers.materials) : {}), ...before, ...draft.marks };
	const outcome = outcomeOf(plan, marks, calendar, state.day);
	const delivery = draft.delivery ?? plan.delivery[0] ?? 'window';
	const over = known !== null && (known.accepted !== null || hasEnded(known));
	const told = new Set(known?.notices.flatMap(({ materials }) => materials));
	const breaches = known?.notices.length ? outcome.missing.map(({ material }) => material).filter((material) => !told.has(material)) : [];
	const deed: Deed = over || draft.consult ? 'plain' : outcome.kind;
	const change = (more: Partial<Draft>) => setDrafts((all) => ({ ...all, [number]: { ...draft, ...all[number], ...more } }));

	function refOf(of: string): string {
		const made = refs.current.get(of) ?? newRef();
		refs.current.set(of, made);
		return made;
	}
	const casePlan = plan;
	const beginning = (): CaseStep[] => (known?.begun ? [] : [beginStep(casePlan, application ? 'application' : 'window')]);
	const identity: CaseStep[] = card ? [{ do: 'identify', how: 'card', same: card.same }] : [];
	const body = (steps: CaseStep[]): CommandBody<'report-case'> => ({ case: ref, steps, window, ticket: number });

	return {
		...{ ref, number: caseNumber(ref), plan, known, application, papers, marks, outcome, deed, delivery, consult: draft.consult, breaches },
		turn(material) {
			const found = plan.materials.find((each) => each.material === material);
			if (found && !over) change({ marks: { ...draft.marks, [material]: nextMark(found, marks) } });
		},
		turnDelivery() {
			const at = plan.delivery.indexOf(delivery);
			change({ delivery: plan.delivery[(at + 1) % plan.delivery.length] ?? delivery });
		},
		turnConsult: () => change({ consult: !draft.consult }),
		report: () =>
			deed === 'plain'
				? null
				: body([...beginning(), ...identity, ...checkStep(casePlan, marks), outcomeStep(casePlan, outcome, delivery)]),
		refusal: (reason) => body([...beginning(), ...identity, ...checkStep(casePlan, marks), { do: 'refuse', reason }]),
		checked: () =>
			over || draft.consult || Object.keys(draft.marks).length === 0 ? null : body([...beginning(), ...checkStep(casePlan, marks)]),
		step: (step) => body([...beginning(), step]),
	};
}
