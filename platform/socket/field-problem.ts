/** The first thing wrong with a message: which field, and what. Never the value that was sent. */
import type { z } from 'zod';

export interface FieldProblem {
	field: string;
	problem: string;
}

export function fieldProblem(error: z.ZodError): FieldProblem {
	const first = error.issues[0];
	return { field: first && first.path.length > 0 ? first.path.join('.') : '(message)', problem: first?.message ?? 'is not as expected' };
}

export function inWords({ field, problem }: FieldProblem): string {
	return `${field}: ${problem}`;
}

/** The message was not as it must be; the caller answers and counts. */
export interface Malformed {
	malformed: string;
}
