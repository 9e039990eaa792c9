/** Why a store could not do what it was asked; the only thing its methods reject with. */
export const storeFailureCodes = [
	'cannot-open', // folder missing or not writable, file locked away
	'in-use', // another platform works on the same folder
	'corrupt', // the file is not a sound database, or a row cannot be read
	'newer-schema', // written by a newer Tidehall
	'missing', // nothing stored there
	'write-failed', // disk full, I/O error, or a batch that does not continue the log: the store takes nothing more
	'read-failed',
	'closed',
] as const;
export type StoreFailureCode = (typeof storeFailureCodes)[number];

export class StoreFailure extends Error {
	readonly code: StoreFailureCode;
	constructor(code: StoreFailureCode, message: string, cause?: unknown) {
		super(message, { cause });
		this.name = 'StoreFailure';
		this.code = code;
	}
}
