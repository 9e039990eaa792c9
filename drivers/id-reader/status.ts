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
	/** A person must act: not permitted, not authenticated, not authorised. */
	| 'device-fault';

const meanings: Readonly<Record<number, ReaderMeaning>> = {
	144: 'done',
	159: 'card-found',
	145: 'no-new-address',
	16: 'misheard',
	17: 'misheard',
	33: 'protocol-error',
	35: 'device-fault',
	36: 'read-error',
	49: 'read-error',
	50: 'not-genuine',
	51: 'not-genuine',
	52: 'not-found-yet',
	64: 'not-an-id-card',
	65: 'card-gone',
	71: 'read-error',
	80: 'read-error',
	96: 'self-test-failed',
	97: 'device-fault',
	102: 'device-fault',
	128: 'no-card',
	129: 'select-failed',
};

export function meaningOf(sw3: number): ReaderMeaning {
	return meanings[sw3] ?? 'read-error';
}
