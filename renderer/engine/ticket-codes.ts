/** The codes on paper: made and signed for this machine's tickets, read and checked from anyone's, also while cut off. */
import type { StationKey } from '../../domain/contracts/ticket-keys.ts';
import { codeOnPaper, type ReadCode, readTicketCode, signedCode, type TicketCode, textToSign } from '../../domain/ticket-code.ts';
import type { Signer, Timers } from './ports.ts';
import { verifySignature } from './verify-signature.ts';

/** A person stands before the printer: paper waits no longer than this for its code. */
const signedWithinMs = 200;

export type TicketToSign = Omit<TicketCode, 'more' | 'keyId'>;

export interface TicketCodes {
	/** Text of the QR code, an address where phones reach the hall (`phoneAddress`); empty when this machine cannot sign now, and then the paper has its number alone. Never rejects. */
	make(ticket: TicketToSign, phoneAddress?: string): Promise<string>;
	read(text: string, at: { hall: string; day: string }): ReadCode;
	/** All keys of the hall. False = nothing new. */
	learn(keys: readonly StationKey[]): boolean;
	/** Every key of the hall, as last told. */
	known(): readonly StationKey[];
}

export function createTicketCodes(parts: { signer: Signer | undefined; timers: Timers; note: (code: string) => void }): TicketCodes {
	const { signer, timers, note } = parts;
	let known: readonly StationKey[] = [];

	function signature(text: string, by: Signer): Promise<string | null> {
		return new Promise((resolve) => {
			const timer = timers.set(() => resolve(null), signedWithinMs);
			by.sign(text).then(
				(signed) => {
					timers.clear(timer);
					resolve(signed);
				},
				() => {
					timers.clear(timer);
					resolve(null);
				},
			);
		});
	}

	return {
		async make(ticket, phoneAddress) {
			if (!signer) return '';
			const text = textToSign({ ...ticket, keyId: signer.keyId }, phoneAddress);
			const signed = await signature(text, signer);
			const code = signed === null ? null : signedCode(text, signed);
			if (code === null) note('ticket-not-signed');
			return codeOnPaper(code ?? '', phoneAddress);
		},
		read: (text, { hall, day }) => readTicketCode(text, { hall, day, keys: known, verify: verifySignature }),
		learn(keys) {
			if (JSON.stringify(keys) === JSON.stringify(known)) return false;
			known = keys;
			return true;
		},
		known: () => known,
	};
}
