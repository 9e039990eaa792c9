import { type Command, type CommandEnvelope, type CommandName, commandTable } from './contracts/commands.ts';
import type { StaffId } from './contracts/identity.ts';
import type { Refusal } from './contracts/refusals.ts';
import { blotPersonalNumbers, personalNumberIn } from './personal-numbers.ts';

export type ReadCommand = { ok: true; command: Command } | { ok: false; refusal: Refusal };

/**
 * Turns an envelope into a command that deciders may trust. `staff` is whoever the session stands for, `null` for nobody; `claim`: whom it names
 * although it does not count.
 * Refuses with `unknown-command`, or `malformed` naming the field and the problem. The problem never repeats what was sent.
 * A document or phone number in an ask is refused with `personal-number`, in a report it is blotted out (P1).
 * A `withdrawn` ask carries nothing to decide and is answered by the platform before this; here it is an unknown command.
 */
export function readCommand(envelope: CommandEnvelope, staff: StaffId | null, claim?: Command['claim'] | null): ReadCommand {
	const { name, station, epoch, n, occurredAt } = envelope;
	if (!Object.hasOwn(commandTable, name)) return { ok: false, refusal: { code: 'unknown-command', params: {} } };
	const known = name as CommandName;
	const body = commandTable[known].body.safeParse(envelope.body);
	if (!body.success) {
		const issue = body.error.issues[0];
		const field = ['body', ...(issue?.path ?? [])].map(String).join('.');
		return { ok: false, refusal: { code: 'malformed', params: { field, problem: problemOf(issue) } } };
	}
	const field = personalNumberIn(body.data, 'body');
	if (field !== null && commandTable[known].kind === 'ask') return { ok: false, refusal: { code: 'personal-number', params: { field } } };
	const who = staff === null && claim ? { staff, claim } : { staff };
	return { ok: true, command: { name: known, body: blotPersonalNumbers(body.data), station, epoch, n, occurredAt, ...who } as Command };
}

function problemOf(
	issue: { code?: string; expected?: unknown; format?: unknown; minimum?: unknown; maximum?: unknown } | undefined,
): string {
	if (!issue) return 'not understood';
	if (issue.code === 'invalid_type') return `expected ${String(issue.expected)}`;
	if (issue.code === 'too_small') return `must be at least ${String(issue.minimum)}`;
	if (issue.code === 'too_big') return `must be at most ${String(issue.maximum)}`;
	if (issue.code === 'invalid_format') return 'not in the expected form';
	if (issue.code === 'invalid_value') return 'not one of the allowed values';
	return 'not understood';
}
