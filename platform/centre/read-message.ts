/** What a hall sent, checked at the edge: path, body, and that the events are of this hall-day and in a row. Nothing sent is repeated (P1). */
import type { z } from 'zod';
import { type PushEvents, pushEvents } from '../../domain/contracts/centre.ts';
import { fieldProblem } from '../socket/field-problem.ts';
import { unknownField } from './unknown-field.ts';

export type Read<T> = { ok: true; value: T } | { ok: false; field: string; message: string };

export function readShape<S extends z.ZodType>(schema: S, sent: unknown, whole: string): Read<z.infer<S>> {
	const read = schema.safeParse(sent);
	if (read.success) return { ok: true, value: read.data };
	const { field, problem } = fieldProblem(read.error);
	const place = field === '(message)' ? whole : field;
	return { ok: false, field: place, message: `${place}: ${problem}. Correct it and send again; /api/openapi.json shows what is expected.` };
}

export function readEvents(hall: string, day: string, sent: unknown): Read<PushEvents> {
	const read = readShape(pushEvents, sent, 'body');
	if (!read.ok) return read;
	const wrong = (index: number, field: string, what: string): Read<PushEvents> => {
		const place = `events.${index}.${field}`;
		return { ok: false, field: place, message: `${place}: ${what}` };
	};
	for (const [index, event] of read.value.events.entries()) {
		if (event.hall !== hall) return wrong(index, 'hall', `must be the hall of the address. Send the events of ${hall} alone.`);
		if (event.day !== day) return wrong(index, 'day', `must be the day of the address. Send the events of ${day} alone.`);
		if (event.position !== read.value.from + index)
			return wrong(index, 'position', `must be ${read.value.from + index}. Send the events in a row, beginning with "from".`);
		const unknown = unknownField(event);
		if (unknown) return wrong(index, unknown, 'holds a field that this kind of event does not have. Leave it out.');
	}
	return read;
}
