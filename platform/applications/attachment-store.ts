/**
 * Where sealed chunks of attachments lie. Every implementation passes `test/applications/attachment-store.contract.ts`. Methods reject with
 * `StoreFailure` and nothing else.
 */
export interface ChunkPlace {
	/** Of the application. */
	ref: string;
	attachment: string;
	index: number;
}

export interface AttachmentStore {
	/** Replaces what was there. Whole or not at all; for certain only after `settle`. */
	put(place: ChunkPlace, sealed: Uint8Array): Promise<void>;
	/** `null` = there is none. */
	read(place: ChunkPlace): Promise<Uint8Array | null>;
	/** Which chunks there are of one application. */
	list(ref: string): Promise<ChunkPlace[]>;
	/** Everything put for this application is on the disk itself when it resolves. A failure is one for good (I-22). */
	settle(ref: string): Promise<void>;
	remove(place: ChunkPlace): Promise<void>;
	/** Everything of one application. */
	removeAll(ref: string): Promise<void>;
}
