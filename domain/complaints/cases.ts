/** How every case stands, from what was said of it on all days: who owns it, what has been done, what counts and what does not, and why. */
import type { ComplaintKind, ComplaintStep } from '../contracts/complaints.ts';
import type { StaffId } from '../contracts/identity.ts';
import type { AboutService, CaseEntry, VoiceDay } from './evolve-day.ts';

export type CaseStage = 'open' | 'contacted' | 'answered' | 'revisited' | 'set-aside' | 'closed';
/** Why a step was written down and changes nothing. */
export const stepFaults = ['nobody-signed-in', 'rated-clerk', 'not-ready', 'after-end', 'opened-before'] as const;
export type StepFault = (typeof stepFaults)[number];

export interface CaseStep {
	at: number;
	day: string;
	staff: StaffId | null;
	what: ComplaintStep;
	code: string;
	to: StaffId | null;
	fault: StepFault | null;
}

export interface ComplaintCase {
	ref: string;
	kind: ComplaintKind;
	/** Day of the log that opened it: the ticket is of this day. */
	day: string;
	openedAt: number;
	by: 'citizen' | 'window' | 'manager';
	openedBy: StaffId | null;
	station: string;
	reasons: string[];
	about: AboutService;
	stage: CaseStage;
	/** Who has taken it; `null` = nobody yet, or it was handed over and not taken. */
	owner: StaffId | null;
	/** To whom it was handed over, until that person takes it: the one before answers for it so long (首问负责). */
	offered: StaffId | null;
	firstContactAt: number | null;
	/** When it was answered and called back about, or set aside. */
	settledAt: number | null;
	closedAt: number | null;
	outcome: string | null;
	steps: CaseStep[];
}

/** Steps that whoever was rated cannot take in his own matter. */
const byAnother: ReadonlySet<ComplaintStep> = new Set<ComplaintStep>(['revisited', 'withdrawn', 'not-adopted', 'closed']);

/** Whether this step would count now; `null` = yes. The same rule greys keys out and decides what counts. */
export function faultOfStep(found: ComplaintCase, step: { what: ComplaintStep; code: string; staff: StaffId | null }): StepFault | null {
	if (found.stage === 'closed') return 'after-end';
	if (step.staff === null) return 'nobody-signed-in';
	if (byAnother.has(step.what) && step.staff === found.about.clerk) return 'rated-clerk';
	if (step.what === 'answered' && found.firstContactAt === null) return 'not-ready';
	if (step.what === 'revisited' && found.stage !== 'answered' && found.stage !== 'revisited') return 'not-ready';
	if (step.what === 'not-adopted' && found.kind !== 'bad-review') return 'not-ready';
	if (step.what !== 'closed') return null;
	if (found.stage === 'set-aside') return step.code === lastCounted(found)?.what ? null : 'not-ready';
	if (found.stage !== 'revisited' || step.code === 'withdrawn' || step.code === 'not-adopted') return 'not-ready';
	// Whoever was called back and is not satisfied has not had the matter settled.
	return step.code === 'settled' && lastCounted(found, 'revisited')?.code === 'not-satisfied' ? 'not-ready' : null;
}

function lastCounted(found: ComplaintCase, what?: ComplaintStep): CaseStep | undefined {
	return found.steps.findLast(
		(step) => step.fault === null && (what === undefined ? step.what === 'withdrawn' || step.what === 'not-adopted' : step.what === what),
	);
}

function withStep(found: ComplaintCase, step: CaseStep): ComplaintCase {
	const next = { ...found, steps: [...found.steps, step] };
	if (step.fault !== null) return next;
	switch (step.what) {
		case 'taken':
			return { ...next, owner: step.staff, offered: null };
		case 'contacted':
			return { ...next, firstContactAt: found.firstContactAt ?? step.at, stage: found.stage === 'open' ? 'contacted' : found.stage };
		case 'answered':
			return { ...next, stage: 'answered', settledAt: null };
		case 'revisited':
			// Not satisfied: it goes on, and needs another answer, unless somebody explains or passes it on.
			return { ...next, stage: 'revisited', settledAt: step.code === 'not-satisfied' ? null : (found.settledAt ?? step.at) };
		case 'withdrawn':
		case 'not-adopted':
			return { ...next, stage: 'set-aside', settledAt: step.at };
		case 'handed-over':
			return { ...next, offered: step.to };
		case 'closed':
			return { ...next, stage: 'closed', closedAt: step.at, settledAt: found.settledAt ?? step.at, outcome: step.code };
	}
}

type DatedEntry = CaseEntry & { day: string };

function caseFrom(entries: readonly DatedEntry[]): ComplaintCase | null {
	const opening = entries.find(({ said }) => said.what === 'opened');
	if (opening?.said.what !== 'opened') return null;
	const { kind, reasons, by, station, about } = opening.said;
	let found: ComplaintCase = {
		...{ ref: opening.ref, kind, day: opening.day, openedAt: opening.at, by, openedBy: opening.staff, station, reasons, about },
		...{ stage: 'open', owner: kind === 'cannot-be-done' ? opening.staff : null, offered: null, firstContactAt: null },
		...{ settledAt: null, closedAt: null, outcome: null, steps: [] },
	};
	for (const { said, at, day, staff } of entries) {
		if (said.what === 'opened') continue;
		const { what, code, to } = said;
		found = withStep(found, { at, day, staff, what, code, to, fault: faultOfStep(found, { what, code, staff }) });
	}
	return found;
}

/** All cases, newest first. The order of `days` does not count: what was said is put in the order in which the hall took it. */
export function casesOf(days: readonly VoiceDay[]): ComplaintCase[] {
	const byRef = new Map<string, DatedEntry[]>();
	for (const { day, entries } of days)
		for (const entry of entries) byRef.set(entry.ref, [...(byRef.get(entry.ref) ?? []), { ...entry, day }]);
	const cases: ComplaintCase[] = [];
	for (const entries of byRef.values()) {
		entries.sort((a, b) => a.at - b.at || (a.day < b.day ? -1 : a.day > b.day ? 1 : a.position - b.position));
		const found = caseFrom(entries);
		if (found) cases.push(found);
	}
	return cases.sort((a, b) => b.openedAt - a.openedAt || (a.ref < b.ref ? -1 : 1));
}
