/**
 * Cases (办件): what becomes of an application from the moment a window looks at it to the result in somebody's hand. What is said here is a report
 * in the log of a hall-day: opaque references, codes, days and staff numbers, never a name, a number of a document or free text (P1). A step carries
 * everything that was promised on paper with it, so that a case means the same whatever the catalogue says later.
 */
import { z } from 'zod';
import { applicationNumber, applicationRef } from './applications.ts';
import { businessDay, catalogueCode, staffId, ticketNumber, windowId } from './identity.ts';

/** 16 random bytes, hexadecimal. A case made of an application has the application's reference: two windows that take it are one case. */
export const caseRef = z.string().regex(/^[0-9a-f]{32}$/);

/** The number on paper and screens (`BJ-4K7M-PX2R-6T`): the same letters as the application's own (`SQ-…`). */
export function caseNumber(ref: string): string {
	return applicationNumber(ref).replace(/^SQ/, 'BJ');
}

export const materialCode = z.string().regex(/^M-[A-Z0-9-]{1,48}$/);
export const departmentCode = z.string().regex(/^[A-Z]{2,4}$/);
/** Days of a time limit; `workday` leaves out weekends and holidays. 0 = done while the person waits. */
export const timeLimit = z.object({ value: z.number().min(0).max(2_000), unit: z.enum(['workday', 'day']) });
export type TimeLimit = z.infer<typeof timeLimit>;

/** What the clerk found of a material: seen, missing, to follow under a promise, exempt, not needed in this case. */
export const marks = ['seen', 'missing', 'deferred', 'exempt', 'not-needed'] as const;
export const mark = z.enum(marks);
export type Mark = z.infer<typeof mark>;

/** Why an application is not accepted (不予受理). */
export const refuseReasons = [
	'not-competent', // not a matter of this office; the paper says whose it is
	'not-required', // needs no licence or decision at all
	'conditions-not-met',
	'not-entitled', // the person may not apply for it
	'already-decided', // the same was decided, or is under way
	'withdrawn-item', // the item is not offered any more
	'materials-false',
] as const;
/** Why the clock stands still; each is one that the law lets stand outside the limit. */
export const pauseReasons = [
	'supplement', // 补正
	'public-notice', // 公示、公告
	'inspection', // 检验、检测、检疫、鉴定
	'hearing', // 听证
	'expert-review', // 专家评审
	'auction', // 招标、拍卖
	'site-visit', // 现场勘验
	'payment', // 等缴费
	'applicant-asked',
] as const;
export const priorityReasons = [
	'elder',
	'disabled',
	'pregnant',
	'serviceman',
	'rescue',
	'urgent-medical',
	'came-far',
	'sent-back',
] as const;
/** What a proxy showed (帮办代办、委托), and how the clerk checked it. */
export const authorisations = ['letter', 'notarised', 'guardian', 'legal-representative', 'agent-of-hall', 'close-relative'] as const;
export const proxyChecks = ['both-cards', 'card-and-letter', 'register', 'phone-call', 'in-person'] as const;
export const deliveryWays = ['window', 'courier', 'electronic'] as const;
export const casePapers = ['notice', 'commitment', 'receipt', 'refusal'] as const;
export type CasePaper = (typeof casePapers)[number];
/** What somebody is reminded of: a deferred material before and after its day, the promised day of a result when it is near and when it is over. */
export const reminderKinds = ['material-due', 'material-late', 'promise-near', 'promise-late'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

const items = z.array(catalogueCode).min(1).max(40);
/** One material of the case, as the catalogue asked for it when the case began. */
export const neededMaterial = z.object({
	material: materialCode,
	items,
	need: z.enum(['always', 'conditional']),
	/** May follow within so many working days; `null` = may not. */
	deferDays: z.number().int().min(1).max(365).nullable(),
});
export type NeededMaterial = z.infer<typeof neededMaterial>;
/** What was promised for one item, as it stands on the receipt. */
export const promisedItem = z.object({
	item: catalogueCode,
	limit: timeLimit,
	due: businessDay,
	legal: timeLimit.nullable(),
	legalDue: businessDay.nullable(),
});
export type PromisedItem = z.infer<typeof promisedItem>;
const taskId = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
/** Work of one department behind the counter; may begin when all of `after` are done. */
export const subTask = z.object({
	id: taskId,
	dept: departmentCode,
	items: z.array(catalogueCode).max(40),
	after: z.array(taskId).max(40),
});
export type SubTask = z.infer<typeof subTask>;

const step = <N extends string, S extends z.ZodRawShape>(name: N, shape: S) => z.object({ do: z.literal(name), ...shape });
export const caseStep = z.discriminatedUnion('do', [
	step('begin', {
		origin: z.enum(['application', 'window']),
		items,
		theme: catalogueCode.optional(),
		materials: z.array(neededMaterial).max(120),
	}),
	step('check', {
		marks: z
			.array(z.object({ material: materialCode, mark }))
			.min(1)
			.max(120),
	}),
	/** 一次性告知: these are missing. The paper is signed by whoever is signed in. */
	step('notice', { materials: z.array(materialCode).min(1).max(120) }),
	/** `by`: until when each deferred material is promised. */
	step('accept', {
		items: z.array(promisedItem).min(1).max(40),
		deferred: z.array(z.object({ material: materialCode, by: businessDay })).max(120),
		tasks: z.array(subTask).max(80),
		delivery: z.enum(deliveryWays),
	}),
	step('refuse', { reason: z.enum(refuseReasons) }),
	step('bring', { material: materialCode }),
	/** Somebody was reminded. `kind` and `day`: by the hall's own sender, of what, and which day runs out or ran out (`cases/reminders.ts`). */
	step('remind', {
		material: materialCode.optional(),
		by: z.enum(['phone', 'message', 'in-person']),
		kind: z.enum(reminderKinds).optional(),
		day: businessDay.optional(),
	}),
	step('task', { task: taskId, state: z.enum(['begun', 'agreed', 'not-agreed']) }),
	step('pause', { reason: z.enum(pauseReasons) }),
	step('resume', {}),
	step('result', { item: catalogueCode, outcome: z.enum(['granted', 'not-granted']) }),
	step('deliver', { items, way: z.enum(deliveryWays) }),
	step('withdraw', { why: z.enum(['applicant', 'item-withdrawn']) }),
	/** 首问负责: who began it owns it until somebody to whom it was offered takes it. */
	step('offer', { to: staffId }),
	step('take', {}),
	/** Who stands at the window was looked at; `same`: it is who took the number, `null` = cannot be told (no card then, or no key here). */
	step('identify', { how: z.enum(['card', 'sight']), same: z.boolean().nullable() }),
	/** `names`: reference of the sealed record with who the person and the proxy are; absent = the application itself says it. */
	step('proxy', { authorisation: z.enum(authorisations), check: z.enum(proxyChecks), names: applicationRef.optional() }),
	step('priority', { reason: z.enum(priorityReasons) }),
	/** Its person chose at a terminal which way the result goes; the address, if any, lies sealed at the platform. Said by the platform alone. */
	step('delivery', { way: z.enum(deliveryWays) }),
	/** What became of a paper; copy 1 is the first, higher ones are marked 补打. `kept`: no printer here, it lies as a document to print. */
	step('paper', { paper: z.enum(casePapers), copy: z.number().int().min(1), outcome: z.enum(['printed', 'failed', 'unknown', 'kept']) }),
	/** A person has looked at what was wrong with it. */
	step('settle', {
		flag: z.string().regex(/^[a-z-]{1,40}$/),
		decision: z.enum(['as-it-stands', 'first-holds', 'second-holds', 'told-the-person', 'mistake']),
	}),
]);
export type CaseStep = z.infer<typeof caseStep>;
export type CaseStepName = CaseStep['do'];

/** Several steps that were one deed of the clerk: marks, acceptance and what was promised with it go together or not at all. */
const said = {
	case: caseRef,
	steps: z.array(caseStep).min(1).max(12),
	window: windowId.optional(),
	ticket: ticketNumber.optional(),
};
export const reportCase = z.object(said);
/** What the platform could see wrong with who reported it. */
export const caseDoubts = ['other-department', 'not-signed-in'] as const;
export const caseReported = z.object({
	...said,
	/** When it happened, platform time: the station's clock corrected, never later than it was recorded. */
	at: z.number().int().nonnegative(),
	doubts: z.array(z.enum(caseDoubts)).max(4).optional(),
});

/** One report as a case keeps it: who, where, when, and what. */
export interface CaseReport {
	at: number;
	/** The command that said it: the same one heard twice is one. */
	station: string;
	epoch: string;
	n: number;
	day: string;
	staff: string | null;
	window: string | null;
	ticket: string | null;
	steps: CaseStep[];
	doubts: (typeof caseDoubts)[number][];
}
