import { nonceBytes } from '../../domain/contracts/crypto-provider.ts';

/** Throws: a key or nonce of another length comes from a mistake in our own code, never from outside. */
export function mustFit(key: Uint8Array, keyBytes: number, nonce: Uint8Array): void {
	if (key.length !== keyBytes) throw new RangeError(`A key of ${keyBytes} bytes is needed, this has ${key.length}.`);
	if (nonce.length !== nonceBytes) throw new RangeError(`A nonce of ${nonceBytes} bytes is needed, this has ${nonce.length}.`);
}
