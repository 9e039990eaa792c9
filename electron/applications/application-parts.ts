/** What the store of applications is put together from, and what it says. */
import type { ApplicationRefusal } from '../../domain/contracts/applications.ts';
import type { DiskState } from '../../domain/contracts/disk.ts';
import type { ApplicationDisk } from './application-disk.ts';
import type { ApplicationKey } from './application-key.ts';
import type { KnownHead } from './head.ts';

export type StoreNote =
	/** A draft that was being begun or thrown away, or files of an attachment that was being added, when the machine went. */
	| 'application-remains-removed'
	/** Cannot be read any more: left where it lies, counted, and told to the technician. */
	| 'application-damaged'
	| 'application-draft-expired'
	| 'application-submitted'
	| 'application-write-failed';

export interface ApplicationStoreParts {
	folder: string;
	key: ApplicationKey;
	now(): number;
	note(code: StoreNote, count?: number): void;
	/** Something of the list has changed. */
	changed?(): void;
	disk?: ApplicationDisk;
	/** How much room the machine's disk has left. */
	room?(): DiskState;
	chunkBytes?: number;
}

/** A failure the face hears as a code. */
export class ApplicationFailure extends Error {
	readonly code: ApplicationRefusal;
	constructor(code: ApplicationRefusal, cause?: unknown) {
		super(code, { cause });
		this.code = code;
	}
}

export interface Known {
	head: KnownHead;
	key: Buffer;
	/** Bytes of attachments that the platform has, as far as this run knows. */
	sent: number;
	problem: string | null;
}
