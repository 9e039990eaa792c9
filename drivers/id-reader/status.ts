/** What a result byte means (protocols.md 2.4): raw status to few meanings, in one place. */
export type ReaderMeaning =
	| 'done'
	| 'card-found'
	| 'no-new-address'
	| 'no-card'
	| 'select-failed'
	| 'card-gone'
	/** The reader says it did not understand us: worth one repeat. */
	| 'misheard'
	| 'protocol-error'
	| 'read-error'
	| 'not-found-yet'
	| 'not-genuine'
	| 'not-an-id-card'
	/** Nothing works until it is reset. */
	| 'self-test-failed'
	/** Refused by the module though it works; asking again changes nothing. */
	| 'not-permitted'
	/** A person must act: not authenticated, not authorised. */
	| 'not-authorised';

const meanings: ReadonlyMap<number, ReaderMeaning> = new Map([
	[0x90, 'done'],
	[0x9f, 'card-found'],
	[0x91, 'no-new-address'],
	[0x10, 'misheard'],
	[0x11, 'misheard'],
	[0x21, 'protocol-error'],
	[0x23, 'not-permitted'],
	[0x24, 'read-error'],
	[0x31, 'read-error'],
	[0x32, 'not-genuine'],
	[0x33, 'not-genuine'],
	[0x34, 'not-found-yet'],
	[0x40, 'not-an-id-card'],
	[0x41, 'card-gone'],
	[0x47, 'read-error'],
	[0x50, 'read-error'],
	[0x60, 'self-test-failed'],
	[0x61, 'not-authorised'],
	[0x66, 'not-authorised'],
	[0x80, 'no-card'],
	[0x81, 'select-failed'],
]);

/** Any byte the table does not name is a read error. */
export function meaningOf(sw3: number): ReaderMeaning {
	return meanings.get(sw3) ?? 'read-error';
}
