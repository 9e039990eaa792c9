/** Answers whoever is signed in about cases, and shows what lies in an application to those who may see it; each look at that is audited first. */

import { lineOf, materialsToCome } from '../../domain/cases/case-clock.ts';
import type { CaseState } from '../../domain/cases/case-state.ts';
import { hasEnded } from '../../domain/cases/evolve-case.ts';
import { maskAnswer } from '../../domain/cases/mask-answer.ts';
import { remindersOf } from '../../domain/cases/reminders.ts';
import { applicationNumber } from '../../domain/contracts/applications.ts';
import type { AuditDeed } from '../../domain/contracts/audit.ts';
import {
	type CaseDeskAnswer,
	type CaseDeskRequest,
	type CaseLine,
	type FoundApplication,
	pieceBytes,
} from '../../domain/contracts/case-desk.ts';
import { caseNumber, type ReminderKind } from '../../domain/contracts/cases.ts';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { DeskDay } from '../../domain/contracts/desk-day.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ReminderReport } from '../../domain/contracts/reminders.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { stationPlanOf, windowPlanOf } from '../../domain/eligibility.ts';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import { workCalendarOf } from '../../domain/working-time/calendar.ts';
import type { ApplicationBook } from '../applications/application-book.ts';
import type { PersonIndex } from '../applications/person-index.ts';
import type { AuditBook } from '../audit/audit-book.ts';
import type { LookLimit } from '../audit/look-limit.ts';
import type { Clock } from '../clock.ts';
import type { Sessions } from '../people/sessions.ts';
import type { StaffMember } from '../people/staff.ts';
import { type CaseBook, numberAsKept } from './case-book.ts';

export interface CaseDeskParts {
	plan: HallPlan;
	staff: readonly StaffMember[];
	sessions: Pick<Sessions, 'find'>;
	clock: Clock;
	cases: CaseBook;
	applications: Pick<ApplicationBook, 'open' | 'submitted'>;
	/** Whose applications they are, by document. */
	people: Pick<PersonIndex, 'of'>;
	/** A look is shown when its line is durable, not before. */
	audit: Pick<AuditBook, 'write'>;
	auditFailed?(cause: unknown): void;
	/** Looks of one person within the hour; absent = they are not capped. */
	looks?: Pick<LookLimit, 'may'>;
	/** Of the catalogue: which fields are masked, and how. */
	book: CatalogueBook | undefined;
	/** How the hall's reminders stand; `null` = it sends none. */
	reminders?(): ReminderReport | null;
	/** Reviews of one window in whole weeks that are over. */
	reviewsOf?(window: string): Promise<DeskDay['reviews']>;
	/** Today's log, for applications that are still on their way. */
	today(): HallDay;
}

/** Who asks: the member of staff, the seat, and what is done there. */
interface Asker {
	staff: string;
	station: string;
	manages: boolean;
	window: string | null;
	departments: readonly string[];
	/** Items this window may ever do; `null` = all (a manager's seat). */
	items: ReadonlySet<string> | null;
}

const refused = (code: Extract<CaseDeskAnswer, { ok: false }>['code'], station?: string): CaseDeskAnswer => ({
	...{ ok: false, code },
	...(station === undefined ? {} : { station }),
});

const linesAtMost = 200;
const revealsAnHour = 40;
const searchesAnHour = 60;
const foundAtMost = 20;
const hourMs = 3_600_000;

/** A line of the audit could not be written. */
class NotAudited extends Error {
	constructor(cause: unknown) {
		super('the audit cannot be written', { cause });
	}
}

export function createCaseDesk(parts: CaseDeskParts) {
	const { plan, clock, cases, applications, audit } = parts;
	const calendar = workCalendarOf(plan);
	const masks = new Map(parts.book?.fields.map(({ key, mask }) => [key, mask]));
	const revealed = new Map<string, number[]>();
	const searched = new Map<string, number[]>();
	/** Attachments whose first piece was asked for, each of them a look; */
	const begun = new Map<string, number>();
	const capTold = new Map<string, number>();

	function askerOf(session: string): Asker | null {
		const found = parts.sessions.find(session, clock.now());
		const station = found && stationPlanOf(plan, found.station);
		const member = found && parts.staff.find(({ id }) => id === found.staff);
		if (!found || !station || !member || (station.role !== 'window' && station.role !== 'manager')) return null;
		if (!member.roles.includes(station.role)) return null;
		const window = station.window === undefined ? undefined : windowPlanOf(plan, station.window);
		const served = plan.queues.filter(({ id }) => window?.capabilities.includes(id)).flatMap(({ items }) => items);
		const items = station.role === 'manager' ? null : new Set(window?.skills ?? served);
		const { staff } = found;
		const manages = station.role === 'manager';
		return { staff, station: found.station, manages, window: station.window ?? null, departments: member.departments ?? [], items };
	}

	const serves = ({ items }: Asker, wanted: readonly string[]) => items === null || wanted.some((item) => items.has(item));
	const concerns = (asker: Asker, state: CaseState) =>
		serves(asker, state.items) ||
		state.owner?.staff === asker.staff ||
		state.offered === asker.staff ||
		state.tasks.some(({ dept }) => asker.departments.includes(dept));

	function list(asker: Asker, which: Extract<CaseDeskRequest, { do: 'list' }>['which']): CaseDeskAnswer {
		const now = clock.now();
		const found: CaseLine[] = [];
		for (const state of cases.live()) {
			if (hasEnded(state) || !concerns(asker, state)) continue;
			const line = lineOf(state, calendar, now, asker.staff);
			if (belongs(line, state)) found.push(line);
		}
		const weight = { red: 0, yellow: 1, none: 2 } as const;
		found.sort(
			(one, other) =>
				weight[one.card] - weight[other.card] || ((one.due ?? '9') < (other.due ?? '9') ? -1 : 1) || one.startedAt - other.startedAt,
		);
		return { ok: true, do: 'list', cases: found.slice(0, linesAtMost), more: Math.max(0, found.length - linesAtMost) };

		function belongs(line: CaseLine, state: CaseState): boolean {
			if (which === 'open') return true;
			if (which === 'mine') return line.owner === asker.staff || line.offered;
			if (which === 'late') return line.card === 'red' || line.toCome.some(({ late }) => late);
			if (which === 'tasks') return line.tasks.some(({ dept }) => asker.departments.includes(dept));
			return line.card !== 'none' || materialsToCome(state).length > 0;
		}
	}

	/** The asker's own cases; of a manager, all. What nobody answers for any more is a manager's. */
	async function dayOf({ staff, manages, window }: Asker): Promise<DeskDay> {
		const now = clock.now();
		const counts: Record<ReminderKind, number> = { 'material-due': 0, 'material-late': 0, 'promise-near': 0, 'promise-late': 0 };
		const urgent: (DeskDay['first'][number] & { late: boolean })[] = [];
		for (const state of cases.live()) {
			if (!manages && state.owner?.staff !== staff) continue;
			const all = remindersOf(state, calendar, now);
			for (const kind of new Set(all.map((each) => each.kind))) counts[kind] += 1;
			const [first] = all;
			if (first)
				urgent.push({
					...{ number: state.number, owner: state.owner?.staff ?? null, kind: first.kind, day: first.day },
					late: first.kind === 'material-late' || first.kind === 'promise-late',
				});
		}
		urgent.sort((one, other) => Number(other.late) - Number(one.late) || (one.day < other.day ? -1 : 1));
		return {
			...{ materialsDue: counts['material-due'], materialsLate: counts['material-late'] },
			...{ promisesNear: counts['promise-near'], promisesLate: counts['promise-late'] },
			first: urgent.slice(0, 5).map(({ late: _late, ...shown }) => shown),
			reminders: parts.reminders?.() ?? null,
			reviews: window === null ? null : ((await parts.reviewsOf?.(window)) ?? null),
		};
	}

	/** The application, where this asker may see it: their window serves one of its items, or its case is theirs. */
	async function opened(asker: Asker, ref: string) {
		const found = await applications.open(ref);
		if (!found) {
			const known = parts.today().applications[ref];
			return refused(known ? 'not-here' : 'unknown-case', known?.station);
		}
		const state = await cases.state(ref);
		if (!serves(asker, found.manifest.items) && !(state && concerns(asker, state))) return refused('not-permitted');
		return { ok: true as const, ...found };
	}

	function mayAgain(counts: Map<string, number[]>, { staff }: Asker, most: number): boolean {
		const now = clock.now();
		const lately = (counts.get(staff) ?? []).filter((at) => now - at < hourMs);
		const may = lately.length < most;
		counts.set(staff, may ? [...lately, now] : lately);
		return may;
	}

	/** Rejects when the line cannot be written: then nothing is shown. */
	const looked = ({ staff, station }: Asker, what: AuditDeed, ref: string | null, part: string | null, reason: string) =>
		audit.write({ staff, station, what, ref, part, reason }).catch((cause) => {
			throw new NotAudited(cause);
		});

	/** Further pieces are of the look that the first one was; for an hour. */
	function stillBegun({ staff }: Asker, ref: string, attachment: string): boolean {
		const at = begun.get(`${staff} ${ref} ${attachment}`);
		return at !== undefined && Math.abs(clock.now() - at) < hourMs;
	}

	/** Whoever has had all looks of the hour is refused, and that is noted down as well. */
	async function mayLook(asker: Asker): Promise<boolean> {
		if (parts.looks?.may(asker.staff) ?? true) return true;
		if (Math.abs(clock.now() - (capTold.get(asker.staff) ?? Number.NEGATIVE_INFINITY)) >= hourMs) {
			capTold.set(asker.staff, clock.now());
			await looked(asker, 'look-refused', null, null, 'cap');
		}
		return false;
	}

	/** Applications of any day that no window has begun. The card's number is looked for, and kept nowhere. */
	async function find(asker: Asker, number: string | undefined, document: string | undefined): Promise<CaseDeskAnswer> {
		if (!mayAgain(searched, asker, searchesAnHour)) return refused('too-many');
		const wanted = number === undefined ? null : numberAsKept(number);
		if (wanted === null && !(await mayLook(asker))) return refused('too-many');
		// Also when nothing is found: that, too, is something about a person.
		if (wanted === null) await looked(asker, 'person-looked-up', null, null, 'asked-by-applicant');
		const read = readDocumentNumber(document ?? '');
		const whose = new Set(read === null ? [] : parts.people.of(read));
		const found: FoundApplication[] = [];
		for (const one of applications.submitted()) {
			if (found.length === foundAtMost) break;
			const is = wanted === null ? whose.has(one.ref) : wanted === numberAsKept(caseNumber(one.ref));
			if (!is || !serves(asker, one.items) || (await cases.state(one.ref))?.begun) continue;
			if (wanted === null) await looked(asker, 'found', one.ref, null, 'asked-by-applicant');
			found.push({ ...one, number: applicationNumber(one.ref) });
		}
		return { ok: true, do: 'find', applications: found };
	}

	async function answer(asker: Asker, request: CaseDeskRequest): Promise<CaseDeskAnswer> {
		await cases.catchUp();
		if (request.do === 'list') return list(asker, request.which);
		if (request.do === 'look') {
			const ref = cases.refOf(request.number);
			const state = ref === null ? null : await cases.state(ref);
			if (!state || !concerns(asker, state)) return refused(state ? 'not-permitted' : 'unknown-case');
			return { ok: true, do: 'look', ref: state.ref, reports: (await cases.reports(state.ref)) ?? [] };
		}
		if (request.do === 'find') return find(asker, request.number, request.document);
		if (request.do === 'day') return { ok: true, do: 'day', day: await dayOf(asker) };
		const found = await opened(asker, request.ref);
		if (!('manifest' in found)) return found;
		const { form, attachments, handedInAt } = found.manifest;
		const isLook = request.do !== 'piece' || request.from === 0 || !stillBegun(asker, request.ref, request.attachment);
		if (isLook && !(await mayLook(asker))) return refused('too-many');
		const look = (what: AuditDeed, part: string | null) => looked(asker, what, request.ref, part, request.reason);
		if (begun.size > 10_000) begun.clear();
		if (request.do === 'papers') {
			await look('form', null);
			const fields = Object.entries(form.fields).map(([key, value]) => ({ key, ...maskAnswer(value, masks.get(key)) }));
			const shown = attachments.map(({ id, material, mediaType, bytes }) => ({ id, material, mediaType, bytes }));
			return { ok: true, do: 'papers', ref: request.ref, handedInAt, fields, materials: form.materials, attachments: shown };
		}
		if (request.do === 'reveal') {
			const value = form.fields[request.field];
			if (value === undefined) return refused('unknown-case');
			if (!mayAgain(revealed, asker, revealsAnHour)) return refused('too-many');
			await look('field', request.field);
			return { ok: true, do: 'reveal', field: request.field, value };
		}
		// Each piece is of one look.
		if (isLook) await look('attachment', request.attachment);
		begun.set(`${asker.staff} ${request.ref} ${request.attachment}`, clock.now());
		const whole = await found.attachment(request.attachment);
		if (!whole) return refused('unknown-case');
		const data = new Uint8Array(whole.subarray(request.from, request.from + pieceBytes));
		return { ok: true, do: 'piece', data, last: request.from + data.length >= whole.length };
	}

	return {
		askerOf,
		/** Rejects with a `StoreFailure` alone. */
		async ask(session: string, request: CaseDeskRequest): Promise<CaseDeskAnswer> {
			const asker = askerOf(session);
			if (!asker) return refused('not-permitted');
			try {
				return await answer(asker, request);
			} catch (error) {
				if (!(error instanceof NotAudited)) throw error;
				parts.auditFailed?.(error.cause);
				return refused('not-audited');
			}
		},
	};
}
export type CaseDesk = ReturnType<typeof createCaseDesk>;
