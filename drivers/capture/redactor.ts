export type Direction = 'to-device' | 'to-host';

/**
 * Makes recorded traffic harmless: the framing stays as it was, whatever may belong to a person is replaced before it is written anywhere (P1).
 * What cannot be understood is not kept: as many filler bytes stand for it.
 */
export interface Redactor {
	/** Bytes of one direction as they may be kept. Holds back what is not yet a whole frame. */
	take(direction: Direction, bytes: Uint8Array): Uint8Array[];
	/** What is still held back, made harmless. */
	end(direction: Direction): Uint8Array[];
}
