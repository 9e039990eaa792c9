/**
 * What a clerk asks of cases that earlier days or other windows began, and of the application behind one: message `case-desk`, and the same over HTTP.
 * Steps themselves are commands (`cases.ts`). Only `papers`, `reveal` and `piece` carry anything of a person, and each of those is audited.
 */
import { z } from 'zod';
import { applicationRef, attachment, attachmentId } from './applications.ts';
import { caseDoubts, caseRef, caseStep } from './cases.ts';
import { deskDay } from './desk-day.ts';
import { businessDay, catalogueCode, instant, staffId, stationEpoch, stationId, ticketNumber, windowId } from './identity.ts';

/** Why somebody looks at what a person filled in; written into the audit. */
export const lookReasons = ['in-hand', 'material-brought', 'asked-by-applicant', 'task', 'complaint', 'check'] as const;
export const lookReason = z.enum(lookReasons);
export const caseLists = ['mine', 'due', 'late', 'open', 'tasks'] as const;
/** `BJ-4K7M-PX2R-6T`, also in small letters and without hyphens; an application's own number (`SQ-…`) finds its case. */
export const caseNumberTyped = z.string().max(24);
/** Bytes of one piece of an attachment. */
export const pieceBytes = 192 * 1024;

export const caseDeskRequest = z.discriminatedUnion('do', [
	z.object({ do: z.literal('list'), which: z.enum(caseLists) }),
	z.object({ do: z.literal('look'), number: caseNumberTyped }),
	/**
	 * An application that no window has begun a case of, of any day: by the number on its slip, or by the card on the reader (`document`: looked for,
	 * and kept nowhere).
	 */
	z.object({ do: z.literal('find'), number: caseNumberTyped.optional(), document: z.string().max(40).optional() }),
	/** What is near or over, counted, and how the window is reviewed. */
	z.object({ do: z.literal('day') }),
	/** The form with its values masked, and what is attached. */
	z.object({ do: z.literal('papers'), ref: applicationRef, reason: lookReason }),
	/** One value in full. */
	z.object({ do: z.literal('reveal'), ref: applicationRef, field: z.string().max(64), reason: lookReason }),
	z.object({ do: z.literal('piece'), ref: applicationRef, attachment: attachmentId, from: z.number().int().min(0), reason: lookReason }),
]);
export type CaseDeskRequest = z.infer<typeof caseDeskRequest>;
export const caseDeskUp = z.object({ session: z.string().max(128), request: caseDeskRequest });
export type CaseDeskUp = z.infer<typeof caseDeskUp>;

/** One report as it is kept; whoever holds all of a case makes the case of them (`caseOf`). */
export const caseReport = z.object({
	...{ at: instant, station: stationId, epoch: stationEpoch, n: z.number().int().min(1), day: businessDay },
	...{ staff: staffId.nullable(), window: windowId.nullable(), ticket: ticketNumber.nullable() },
	steps: z.array(caseStep),
	doubts: z.array(z.enum(caseDoubts)),
});
export type { CaseReport } from './cases.ts';

/** A case in a list: what it is, whose, and how its clock stands. */
export const caseLine = z.object({
	ref: caseRef,
	number: z.string(),
	items: z.array(catalogueCode),
	theme: catalogueCode.nullable(),
	stage: z.enum(['unknown', 'begun', 'accepted', 'decided', 'delivered', 'refused', 'withdrawn']),
	owner: staffId.nullable(),
	/** Offered to whoever asks. */
	offered: z.boolean(),
	startedAt: instant,
	due: businessDay.nullable(),
	card: z.enum(['none', 'yellow', 'red']),
	running: z.boolean(),
	/** Materials that are still to come, and until when. */
	toCome: z.array(z.object({ material: z.string(), by: businessDay.nullable(), late: z.boolean() })),
	/** Tasks that may be done now: id and department. */
	tasks: z.array(z.object({ id: z.string(), dept: z.string(), stage: z.enum(['open', 'begun']) })),
	/** Flags that wait for a person. */
	flags: z.array(z.string()),
});
export type CaseLine = z.infer<typeof caseLine>;

/** An application that waits for a window; nothing of a person is in it. */
export const foundApplication = z.object({
	ref: applicationRef,
	number: z.string(),
	items: z.array(catalogueCode),
	theme: catalogueCode.nullable(),
	handedInAt: instant,
	day: businessDay,
});
export type FoundApplication = z.infer<typeof foundApplication>;

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
/** `masked`: the value can be asked for in full, with a reason. */
export const shownField = z.object({ key: z.string(), value, masked: z.boolean() });

export const caseDeskRefusals = ['not-permitted', 'malformed', 'unknown-case', 'not-here', 'too-many', 'busy', 'not-audited'] as const;
export const caseDeskAnswer = z.union([
	z.object({ ok: z.literal(true), do: z.literal('list'), cases: z.array(caseLine), more: z.number().int().min(0) }),
	z.object({ ok: z.literal(true), do: z.literal('find'), applications: z.array(foundApplication).max(20) }),
	z.object({ ok: z.literal(true), do: z.literal('day'), day: deskDay }),
	z.object({ ok: z.literal(true), do: z.literal('look'), ref: caseRef, reports: z.array(caseReport) }),
	z.object({
		ok: z.literal(true),
		do: z.literal('papers'),
		ref: applicationRef,
		handedInAt: instant,
		fields: z.array(shownField),
		materials: z.record(z.string(), z.enum(['attached', 'on-paper', 'later', 'not-needed'])),
		attachments: z.array(attachment.pick({ id: true, material: true, mediaType: true, bytes: true })),
	}),
	z.object({ ok: z.literal(true), do: z.literal('reveal'), field: z.string(), value }),
	z.object({
		ok: z.literal(true),
		do: z.literal('piece'),
		data: z.custom<Uint8Array>((data) => data instanceof Uint8Array && data.length <= pieceBytes),
		last: z.boolean(),
	}),
	/** `not-here`: the platform does not have it (yet): it lies at `station`, as far as anybody knows. */
	z.object({ ok: z.literal(false), code: z.enum(caseDeskRefusals), station: stationId.optional() }),
]);
export type CaseDeskAnswer = z.infer<typeof caseDeskAnswer>;

export const keptReports = z.object({ reports: z.array(caseReport) });
