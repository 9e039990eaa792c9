/**
 * Whom a reminder goes to, for the hall's own gateway: the phone number that stands in the form, for one reminder that is being said now, and for
 * nobody else. Each answer is in the audit before it is given; a case that a window began without a form has no number here.
 */
import type { ApplicationBook } from '../applications/application-book.ts';
import type { AuditBook } from '../audit/audit-book.ts';
import type { ReminderOutbox } from './outbox.ts';

/** The field of the catalogue in which people say how to reach them. */
const phoneField = 'phone';

export function phoneOfReminder(parts: {
	outbox: Pick<ReminderOutbox, 'about'>;
	applications: Pick<ApplicationBook, 'open'>;
	audit: Pick<AuditBook, 'write'>;
}): (id: string) => Promise<string | null> {
	/** Rejects with a `StoreFailure`: then nothing is told. */
	return async (id) => {
		const ref = parts.outbox.about(id);
		const found = ref === null ? null : await parts.applications.open(ref);
		const phone = found?.manifest.form.fields[phoneField];
		if (ref === null || typeof phone !== 'string' || phone === '') return null;
		await parts.audit.write({ staff: null, station: 'PLATFORM', what: 'field', ref, part: phoneField, reason: 'reminder' });
		return phone;
	};
}
