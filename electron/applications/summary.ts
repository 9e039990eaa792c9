/** What everyone at the machine may know of an application: nothing of a person. */
import { type ApplicationSummary, draftKeptMs } from '../../domain/contracts/applications.ts';
import type { Known } from './application-parts.ts';
import type { DoneNote } from './head.ts';

/** Of one that is kept, of the note of one that is submitted, or of the reference of one that cannot be read. */
export function summaryOf(one: Known | DoneNote | string): ApplicationSummary {
	if (typeof one === 'string') return { ...nothing, ref: one, station: 'UNKNOWN', stage: 'damaged', problem: 'unreadable' };
	if (!('head' in one)) {
		const { ref, station, items, ticket, handedInAt, submittedAt, attachments, bytes } = one;
		return {
			...{ ref, station, items, ticket, handedInAt, submittedAt, attachments, bytes },
			...{ stage: 'submitted', day: null, savedAt: handedInAt, keptUntil: null, sent: bytes, problem: null, reported: true },
		};
	}
	const { head, sent, problem } = one;
	const { ref, station, items, ticket, savedAt, handedInAt, day, attachments, reported } = head;
	const isDraft = head.stage === 'draft';
	return {
		...{ ref, station, items, ticket, savedAt, handedInAt, day, sent, problem, reported },
		stage: isDraft ? 'draft' : 'waiting',
		submittedAt: null,
		keptUntil: isDraft ? savedAt + draftKeptMs : null,
		attachments: attachments.length,
		bytes: attachments.reduce((sum, each) => sum + each.bytes, 0),
	};
}

const nothing = {
	items: [],
	ticket: null,
	savedAt: 0,
	handedInAt: null,
	day: null,
	submittedAt: null,
	keptUntil: null,
	attachments: 0,
	bytes: 0,
	sent: 0,
	reported: true,
} satisfies Partial<ApplicationSummary>;
