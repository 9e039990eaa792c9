/** What the book of applications needs, and what it answers. */
import type { ApplicationForm, UploadProblemCode, UploadState } from '../../domain/contracts/applications.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import type { KeptApplication } from './application-record.ts';
import type { AttachmentStore } from './attachment-store.ts';
import type { HallKey } from './hall-seal.ts';

export interface ApplicationBookParts {
	hall: string;
	store: HallStore;
	attachments: AttachmentStore;
	key: HallKey;
	clock: Clock;
	/** Business day of now. */
	today(): string;
	/** Puts the submission into the log of that day; true when it is there for certain. Asked again, it happens once. */
	submit(what: Submission): Promise<boolean>;
	/** Days that single fields of forms are kept, where that is less than the form (`purposes.yaml`). */
	fieldsKept?: Readonly<Record<string, number>>;
	/** False while the disk is too full for new ones. */
	hasRoom(): boolean;
	/** What was said later of where its result is to go. Rejects with a `StoreFailure`. */
	wishes?: { of(ref: string): Promise<string | null>; note?(form: ApplicationForm, station: string, at: number): Promise<void> };
	/** Learns whose it is; absent = nobody asks. Rejects with a `StoreFailure`. */
	people?: { note(ref: string, form: ApplicationForm, station: string): Promise<void>; forget(ref: string): Promise<void> };
}

export interface Submission {
	day: string;
	application: string;
	station: string;
	items: string[];
	attachments: number;
	ticket?: string;
}

/** One application as it lies here, with the keys of it and of its form in the clear: for another platform of the hall. */
export interface BookCopy {
	record: KeptApplication;
	/** `null` = let go of. */
	key: Buffer | null;
	formKey: Buffer | null;
}

export type BookAnswer = { ok: true; state: UploadState } | { ok: false; code: UploadProblemCode; field?: string };
