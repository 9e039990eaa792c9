/** Cases of one hall put together: the book over the logs, the desk that answers clerks, and what deciding knows of departments. */
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ApplicationBook } from '../applications/application-book.ts';
import type { PersonIndex } from '../applications/person-index.ts';
import type { AuditBook } from '../audit/audit-book.ts';
import type { LookLimit } from '../audit/look-limit.ts';
import type { Authority } from '../authority/authority.ts';
import type { Rules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { Sessions } from '../people/sessions.ts';
import type { StaffMember } from '../people/staff.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { CaseBook } from './case-book.ts';
import { type CaseDesk, type CaseDeskParts, createCaseDesk } from './case-desk.ts';

/** What the decider of cases is told beyond the day's log. The book is there once the authority is. */
export function caseRules(rules: Rules, staff: readonly StaffMember[], book: () => CaseBook | null): Rules {
	return {
		...rules,
		decide: (state, command, context) =>
			rules.decide(state, command, {
				...context,
				departmentsOf: (member) => staff.find(({ id }) => id === member)?.departments,
				departmentOfTask: (ref, task) => book()?.departmentOfTask(ref, task),
			}),
	};
}

export interface Cases {
	book: CaseBook;
	desk: CaseDesk;
	/** Called every few seconds: reads what is new, writes the rows that changed. Rejects with a `StoreFailure`. */
	look(): Promise<void>;
	stop(): void;
}

/** Rejects with a `StoreFailure`. */
export async function openCases(parts: {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	staff: readonly StaffMember[];
	sessions: Sessions;
	authority: Authority;
	applications: ApplicationBook;
	people: Pick<PersonIndex, 'of'>;
	catalogue: CatalogueBook | undefined;
	audit: AuditBook;
	looks: LookLimit;
	/** Known once everything stands. */
	beside: Pick<CaseDeskParts, 'reminders' | 'reviewsOf'>;
}): Promise<Cases> {
	const { plan, store, clock, authority } = parts;
	const book = await CaseBook.load(store, plan.code);
	const desk = createCaseDesk({
		...{
			plan,
			staff: parts.staff,
			sessions: parts.sessions,
			clock,
			cases: book,
			applications: parts.applications,
			people: parts.people,
			audit: parts.audit,
			looks: parts.looks,
			auditFailed: (cause) => authority.distrustStore(cause),
		},
		book: parts.catalogue,
		...parts.beside,
		today: () => authority.state,
	});
	const stop = authority.onEvents((events) => book.take(events));
	return {
		...{ book, desk, stop },
		async look() {
			if (authority.stopped) return;
			try {
				await book.catchUp();
				await book.keep();
				book.rest(clock.now());
			} catch (cause) {
				if (!(cause instanceof StoreFailure) || cause.code !== 'closed') throw cause;
			}
		},
	};
}
