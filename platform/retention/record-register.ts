/**
 * The purpose register of what a platform keeps beside its log: each kind of record in its store, what it says of people, why, who sees it, and how
 * long. A test holds the store to it: a kind that is not here fails (`test/retention`). Fields of forms stand in `config/catalogue/purposes.yaml`.
 */
import { draftKeptMs, submittedKeptMs } from '../../domain/contracts/applications.ts';
import { auditKeptMs } from '../audit/audit-book.ts';
import { keepEndedMs } from '../people/sessions.ts';
import { settledKeptMs } from '../quarantine/quarantine.ts';
import { noteKeptMs } from '../reviews/sealed-notes.ts';

const dayMs = 24 * 3_600_000;
/** As `keptDays` of send-result says; a hall's own catalogue may say less. */
const wishKeptMs = 90 * dayMs;

export interface PersonalRecord {
	/** First part of the record's kind in the store. */
	kind: string;
	of: 'citizen' | 'staff';
	holds: string;
	why: string;
	basis: string;
	seenBy: string;
	/** After what moment, and how long; `until`: an event ends it instead of a time. */
	from: string;
	keptMs: number | null;
	until?: string;
	/** The function that erases it. */
	erasedBy: string;
}

export const personalRecords: readonly PersonalRecord[] = [
	{
		kind: 'application',
		of: 'citizen',
		holds: 'the form, sealed; the sealed record of a proxy and whom they act for is one too. Fields go earlier where purposes.yaml says so',
		why: 'to accept and decide what was applied for',
		basis: 'purposes.yaml of the catalogue, field by field',
		seenBy: 'windows and departments that serve one of its items; each look is audited',
		from: 'submission; of what never arrived whole, its first byte',
		keptMs: submittedKeptMs,
		erasedBy: 'ApplicationBook.forget',
	},
	{
		kind: 'application-chunk',
		of: 'citizen',
		holds: 'pictures of documents and signatures, sealed',
		why: 'to accept and decide what was applied for',
		basis: 'as the application',
		seenBy: 'as the application',
		from: 'as the application',
		keptMs: submittedKeptMs,
		erasedBy: 'ApplicationBook.forget',
	},
	{
		kind: 'application-person',
		of: 'citizen',
		holds: 'a keyed hash of the document numbers of those who apply',
		why: 'so that a person finds their own matters by card',
		basis: '个人信息保护法第四十五条（查阅）',
		seenBy: 'nobody: it is compared',
		from: 'submission',
		keptMs: submittedKeptMs,
		erasedBy: 'ApplicationBook.forget',
	},
	{
		kind: 'delivery-wish',
		of: 'citizen',
		holds: 'the address a result is to go to, sealed',
		why: 'to send it there',
		basis: 'purpose send-result of purposes.yaml',
		seenBy: 'window and courier',
		from: 'the last time it was said',
		keptMs: wishKeptMs,
		erasedBy: 'DeliveryWishes.forget',
	},
	{
		kind: 'draft-box',
		of: 'citizen',
		holds: 'a form that was left, in a box that only the code on the slip opens',
		why: 'so that it can be gone on with at another terminal',
		basis: 'the citizen’s own wish',
		seenBy: 'nobody here',
		from: 'the last time it was left',
		keptMs: draftKeptMs,
		erasedBy: 'DraftShelf.forget',
	},
	{
		kind: 'draft-chunk',
		of: 'citizen',
		holds: 'pictures of a form that was left, in boxes that only the code on the slip opens (files, where the platform has a folder)',
		why: 'as the draft',
		basis: 'as the draft',
		seenBy: 'nobody here',
		from: 'as the draft',
		keptMs: draftKeptMs,
		erasedBy: 'DraftShelf.forget',
	},
	{
		kind: 'complaint-note',
		of: 'citizen',
		holds: 'what was said about a bad review or 办不成事, with how to reach the person, sealed',
		why: 'to call back and settle it',
		basis: '国办发〔2019〕51号, 2022 年“办不成事”反映窗口指导意见',
		seenBy: 'managers; never the clerk it is about',
		from: 'writing',
		keptMs: noteKeptMs,
		erasedBy: 'SealedNotes.forget',
	},
	{
		kind: 'reservation',
		of: 'citizen',
		holds: 'keyed references of person and card, slot and items; no name, no number',
		why: 'to give the place to whom it was promised, and to suspend who often does not come',
		basis: 'the citizen’s own wish',
		seenBy: 'the booking front end and terminals of the day',
		from: 'the day of the slot',
		keptMs: null,
		until: 'so many days after the slot as missed ones count, at least 15 (late reports)',
		erasedBy: 'ReservationBook.forgetBefore',
	},
	{
		kind: 'reservation-answer',
		of: 'citizen',
		holds: 'the answer to a booking request under a keyed hash',
		why: 'so that a repeat books nothing twice',
		basis: 'as the reservation',
		seenBy: 'nobody',
		from: 'the answer',
		keptMs: dayMs,
		erasedBy: 'ReservationBook.forgetBefore',
	},
	{
		kind: 'reservation-copy',
		of: 'citizen',
		holds: 'the book of reservations as the platform in charge told it, sealed under the token of the hall’s platforms',
		why: 'so that a platform that takes over knows what was promised',
		basis: 'as the reservation',
		seenBy: 'nobody',
		from: 'the hour: told anew each hour, without what was let go of',
		keptMs: null,
		until: 'it is told anew, or becomes the book itself',
		erasedBy: 'KeptCopy',
	},
	{
		kind: 'person-key',
		of: 'citizen',
		holds: 'the key of a day, without which references in its log cannot be turned back',
		why: 'to find one person’s tickets of today',
		basis: '个人信息保护法第五十一条（去标识化）',
		seenBy: 'terminals of that day',
		from: 'the end of its day',
		keptMs: 0,
		erasedBy: 'personKeyOf',
	},
	{
		kind: 'audit',
		of: 'staff',
		holds: 'who did or looked at what, where, when and why: staff number, station and opaque reference',
		why: 'to answer for it',
		basis: '个人信息保护法第五十四条、第五十六条（记录至少保存三年）',
		seenBy: 'the audit role; each look at it is audited',
		from: 'the look or deed',
		keptMs: auditKeptMs,
		erasedBy: 'AuditBook.forget',
	},
	{
		kind: 'session',
		of: 'staff',
		holds: 'staff number, station and times of a sign-in',
		why: 'to know who stands behind a report, also one that comes after a cut',
		basis: '网络安全等级保护基本要求（身份鉴别）',
		seenBy: 'nobody',
		from: 'its end',
		keptMs: keepEndedMs,
		erasedBy: 'Sessions.forget',
	},
	{
		kind: 'quarantine',
		of: 'staff',
		holds: 'reports of machines that nobody vouches for, until a manager decides',
		why: 'so that nothing is lost and nothing false is taken',
		basis: '网络安全法第二十一条（日志留存不少于六个月）',
		seenBy: 'managers',
		from: 'the manager’s decision',
		keptMs: settledKeptMs,
		erasedBy: 'Quarantine.forget',
	},
	{
		kind: 'held-report',
		of: 'staff',
		holds: 'reports for a day whose log is damaged',
		why: 'so that nothing is lost',
		basis: '网络安全法第二十一条',
		seenBy: 'nobody',
		from: 'arrival',
		keptMs: null,
		until: 'its day is mended and has taken it',
		erasedBy: 'takeHeldReports',
	},
	{
		kind: 'staff-account',
		of: 'staff',
		holds:
			'staff number, name, roles and place of work; slow hashes of PIN or password and of a one-time code; the key of the second step, sealed',
		why: 'to let in who works here, and nobody else',
		basis: '网络安全等级保护基本要求（身份鉴别、访问控制）',
		seenBy: 'security administrators and managers; hashes and keys by nobody',
		from: 'the account is made',
		keptMs: null,
		until: 'the hall is given up: who did what must have a name for as long as the audit is kept; a closed account lets nobody in',
		erasedBy: 'StaffBook',
	},
	{
		kind: 'staff-rota',
		of: 'staff',
		holds: 'shifts, and who works which at which window',
		why: 'to see who is expected where',
		basis: '劳动合同的履行',
		seenBy: 'managers and security administrators',
		from: 'the last change',
		keptMs: null,
		until: 'it is changed',
		erasedBy: 'StaffBook.putRota',
	},
	{
		kind: 'pin-lock',
		of: 'staff',
		holds: 'staff number and wrong PINs',
		why: 'against guessing',
		basis: '网络安全等级保护基本要求（登录失败处理）',
		seenBy: 'nobody',
		from: 'the last wrong PIN',
		keptMs: null,
		until: 'the next right PIN',
		erasedBy: 'PinLock',
	},
	{
		kind: 'offline-verifier',
		of: 'staff',
		holds: 'staff number and a slow hash of the PIN, for machines that are cut off',
		why: 'to sign in while cut off',
		basis: '网络安全等级保护基本要求（身份鉴别）',
		seenBy: 'machines of the hall',
		from: 'the last sign-in',
		keptMs: null,
		until: 'the PIN changes, or the person leaves the list of staff',
		erasedBy: 'OfflineVerifiers',
	},
];

/** Kinds that say nothing of a natural person: keys, places, counts, opaque references and staff numbers of deeds that the log tells as well. */
export const impersonalRecords: readonly string[] = [
	...['case', 'case-book', 'voices', 'reminder', 'day-figures', 'figures-mail', 'tide-learned', 'slot-outlook', 'slot-quota'],
	...[
		'reservation-hall-key',
		'reservation-book',
		'reservation-copies',
		'reservation-signing-key',
		'application-hall-key',
		'data-key',
		'hall-key',
		'hall-key-of-other',
	],
	...['audit-chain', 'audit-start', 'alarm-standing', 'alarm-notice'],
	...[
		'platform-epoch',
		'own-blocks',
		'staff-book',
		'staff-first',
		'term',
		'told-in-whole',
		'log-lines',
		'damaged-day',
		'station-key',
		'revoked-station',
		'enrolment',
	],
];
