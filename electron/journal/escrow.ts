/**
 * An escrow file: everything a machine still owes the platform, taken off the machine before it is set up anew, and handed in later from anywhere.
 * Complete, so that nothing is lost, and signed by the machine's key, so that nothing is changed. It holds what the journal holds: no person's data
 * (P1), but tokens of sign-ins; whoever has it can hand it in.
 */
import { z } from 'zod';
import { type JournalSeat, journalSeat } from '../../domain/contracts/bridge.ts';
import { instant } from '../../domain/contracts/identity.ts';
import { type SignInProof, signInProof } from '../../domain/contracts/sign-in-proof.ts';
import { machineKey, ticketSignature } from '../../domain/contracts/ticket-keys.ts';
import { emptyMemory, seatsOf } from './memory.ts';
import { recover } from './recover.ts';

const escrowContent = z.object({
	schema: z.literal('escrow/1'),
	takenAt: instant,
	seats: z.array(journalSeat).min(1),
	proofs: z.array(signInProof),
});
export type Escrow = z.infer<typeof escrowContent>;
const escrowFile = z.object({ content: z.string(), key: machineKey, signature: ticketSignature });

/** What stands between the signature and a ticket's, so that neither passes for the other. */
const prefix = 'TE1:';

/** What a journal file says of each seat; `damaged`: lines of it that could not be read. */
export function readJournal(bytes: Uint8Array | null): { seats: JournalSeat[]; damaged: number } {
	const { memory, damaged } = bytes ? recover(bytes, () => '0'.repeat(16)) : { memory: emptyMemory(), damaged: [] };
	return { seats: seatsOf(memory, [...memory.seats.keys()]), damaged: damaged.length };
}

/** Reports the platform has still to take. */
export function owedBy(seats: readonly JournalSeat[]): number {
	return seats.reduce((sum, { owed }) => sum + owed.length, 0);
}

export interface EscrowKey {
	keyId: string;
	publicKey: string;
	sign(text: string): string;
}

export function writeEscrow(seats: JournalSeat[], proofs: SignInProof[], takenAt: number, key: EscrowKey): string {
	const content = JSON.stringify({ schema: 'escrow/1', takenAt, seats, proofs } satisfies Escrow);
	return JSON.stringify({
		content,
		key: { keyId: key.keyId, publicKey: key.publicKey },
		signature: key.sign(prefix + content),
	} satisfies z.infer<typeof escrowFile>);
}

/** `holds`: whether this public key signed the text. `null` = it is no escrow file, or was changed. */
export function readEscrow(text: string, holds: (text: string, signature: string, publicKey: string) => boolean): Escrow | null {
	try {
		const { content, key, signature } = escrowFile.parse(JSON.parse(text));
		return holds(prefix + content, signature, key.publicKey) ? escrowContent.parse(JSON.parse(content)) : null;
	} catch {
		return null;
	}
}

/** Reports of these seats that the file does not hold word for word. */
export function missingFrom(escrow: Escrow, seats: readonly JournalSeat[]): number {
	const held = new Set(escrow.seats.flatMap(({ owed }) => owed.map((command) => JSON.stringify(command))));
	return seats.reduce((sum, { owed }) => sum + owed.filter((command) => !held.has(JSON.stringify(command))).length, 0);
}
