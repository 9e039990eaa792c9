/**
 * The Ed25519 key with which a hall's platform signs the reservations it takes. Made with the store, for good: a booking of next month must be
 * good then. The private half leaves the platform only with the whole book, sealed, for another platform of the hall (`pass-book.ts`); the public half is
 * told to every terminal.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { z } from 'zod';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import { type MachineKey, machineKey } from '../../domain/contracts/ticket-keys.ts';
import { reservationToSign, signedReservation } from '../../domain/reservation-code.ts';
import type { HallStore } from '../storage/contract.ts';

export const signingKeyKind = 'reservation-signing-key';
export const signingKeyRecord = z.object({ privateKey: z.string().max(200) });

export interface ReservationSigner {
	/** PKCS8, base64. */
	readonly privateKey: string;
	/** What terminals need to check its signatures. */
	readonly key: MachineKey;
	/** The text of the QR code of a booking as it stands. The same booking gives the same text. */
	code(booked: Reservation): string;
}

/** Rejects with a `StoreFailure`, or with an error when the record holds no Ed25519 key. */
export async function reservationSignerOf(store: HallStore, hall: string): Promise<ReservationSigner> {
	const kept = signingKeyRecord.nullable().parse(await store.record(signingKeyKind, hall));
	if (kept) return signerOf(createPrivateKey({ key: Buffer.from(kept.privateKey, 'base64'), type: 'pkcs8', format: 'der' }));
	const { privateKey } = generateKeyPairSync('ed25519');
	const made = { privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') };
	await store.putRecord(signingKeyKind, hall, made satisfies z.infer<typeof signingKeyRecord>);
	return signerOf(privateKey);
}

function signerOf(privateKey: KeyObject): ReservationSigner {
	// The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself (RFC 8410).
	const bytes = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
	const keyId = createHash('sha256').update(bytes).digest().subarray(0, 12).toString('base64url');
	return {
		privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
		key: machineKey.parse({ keyId, publicKey: bytes.toString('base64url') }),
		code({ hall, day, queue, items, slot, endsAt, ref, changedAt }) {
			const text = reservationToSign({ hall, day, queue, items, slot, endsAt, ref, madeAt: changedAt, keyId });
			return signedReservation(text, sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'));
		},
	};
}
