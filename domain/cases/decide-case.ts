/**
 * What a report about a case does to the hall-day: it is written down, whatever state the case is in (S6). What the platform alone can see (whether
 * the member of staff belongs to the department of the task) is written beside it, so that a case means the same when it is made again from the logs.
 */
import { caseNumber } from '../contracts/cases.ts';
import { type ConflictFacts, conflictEvents, type Decider } from '../deciders/decider.ts';
import { caseOf, reportKey } from './evolve-case.ts';

export const decideCase: Decider<'report-case'> = (state, command, context) => {
	const { body, staff } = command;
	const known = state.cases[body.case] ?? [];
	// Said again (a former platform had heard it): nothing more happened.
	if (known.some((report) => reportKey(report) === reportKey(command))) return { ok: true, events: [] };
	const at = Math.max(0, Math.round(Math.min(context.now, command.occurredAt + context.clockOffset)));
	const doubts = [
		...(staff === null ? (['not-signed-in'] as const) : []),
		...(isOfOtherDepartment() ? (['other-department'] as const) : []),
	];
	const conflicts: ConflictFacts[] = [];
	const before = caseOf(body.case, known);
	const elsewhere = before.accepted?.window ?? null;
	if (body.steps.some((step) => step.do === 'accept') && elsewhere !== null && body.window !== undefined && elsewhere !== body.window)
		conflicts.push({
			...{ kind: 'case-accepted-twice', window: body.window, otherWindow: elsewhere, detail: caseNumber(body.case) },
			...(body.ticket === undefined ? {} : { ticket: body.ticket }),
		});
	const reported = { name: 'case-reported' as const, body: { ...body, at, ...(doubts.length > 0 ? { doubts } : {}) } };
	return { ok: true, events: [reported, ...conflictEvents(state, conflicts)] };

	/** Known only where somebody keeps the list of staff, and where the day knows which department a task is of. */
	function isOfOtherDepartment(): boolean {
		const departments = staff === null ? undefined : context.departmentsOf?.(staff);
		if (!departments) return false;
		const tasks = caseOf(body.case, known).tasks;
		return body.steps.some((step) => {
			const dept =
				step.do === 'task' ? (tasks.find(({ id }) => id === step.task)?.dept ?? context.departmentOfTask?.(body.case, step.task)) : null;
			return dept != null && !departments.includes(dept);
		});
	}
};
