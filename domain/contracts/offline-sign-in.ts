/**
 * Signing in while cut off: what a machine asks of the platform beforehand, what it keeps, and what its faces may ask of it.
 * The PIN is looked at in the machine's main process; a page never holds what it is compared with.
 */
import { z } from 'zod';
import { instant, staffId, stationId } from './identity.ts';
import { hallKeys, pinMark, type SignInProof, signedStatement, signInProof } from './sign-in-proof.ts';
import { staffRole } from './staff-roles.ts';
import { type MachineKey, machineKey, ticketSignature } from './ticket-keys.ts';

/** Argon2id of the PIN, made for this purpose: a salt and a cost of its own. All binary fields base64url. */
export const pinVerifier = z.object({
	salt: z.string().max(64),
	/** KiB of memory, passes, lanes. */
	memory: z.number().int().min(8).max(1_048_576),
	passes: z.number().int().min(1).max(64),
	lanes: z.number().int().min(1).max(8),
	hash: z.string().max(64),
});
export type PinVerifier = z.infer<typeof pinVerifier>;

const most = 200;
/** Signed by the machine's key, as JSON behind `TV1:`. */
export const verifierRequest = z.object({
	hall: z.string(),
	station: stationId,
	/** X25519 key made for this one request, base64url: nobody else can read the answer, and no old answer fits. */
	seal: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
	/** Whom the machine could sign in already, and by which PIN. */
	holds: z.array(z.object({ staff: staffId, pin: pinMark })).max(most),
	/** Wrong PINs since it last said so; `seconds` a lock still runs. */
	failures: z.array(z.object({ staff: staffId, tries: z.number().int().min(0), seconds: z.number().int().min(0) })).max(most),
});
export type VerifierRequest = z.infer<typeof verifierRequest>;
export const requestPrefix = 'TV1:';

/** Station → platform, message `offline-sign-ins`. */
export const verifiersUp = z.object({ station: stationId, key: machineKey, text: z.string().max(40_000), signature: ticketSignature });
export type VerifiersUp = z.infer<typeof verifiersUp>;
export const verifiersAnswer = z.union([
	/** The bundle, sealed to the key of the request in the suite of the hall (`sealing/letter.ts`). */
	z.object({ ok: z.literal(true), sealed: z.string().max(400_000) }),
	/** `off`: the hall wants none; `unknown-key`: this machine's key does not count here. */
	z.object({ ok: z.literal(false), code: z.enum(['malformed', 'not-seated', 'busy', 'off', 'unknown-key']), detail: z.string() }),
]);
export type VerifiersAnswer = z.infer<typeof verifiersAnswer>;
/** Goes into the derivation of the key on both sides. */
export const sealLabel = 'tidehall offline sign-in 1';

/** What is in the sealed answer. Whoever the machine holds and this does not name may no longer sign in there. */
export const verifierBundle = z.object({
	platformTime: instant,
	members: z
		.array(
			z.object({
				staff: staffId,
				name: z.string().max(40),
				roles: z.array(staffRole),
				pin: pinMark,
				permit: signedStatement,
				until: instant,
				/** Absent: the machine holds it already. */
				verifier: pinVerifier.optional(),
			}),
		)
		.max(most),
	/** Of the hall's platforms. */
	hallKeys,
	/** Locked at the platform for so many seconds. */
	locked: z.array(z.object({ staff: staffId, seconds: z.number().int().min(1) })).max(most),
});
export type VerifierBundle = z.infer<typeof verifierBundle>;

/** What the engine may ask of the main process, and what it answers. */
export const offlineRequest = z.discriminatedUnion('do', [
	z.object({ do: z.literal('ask'), station: stationId }),
	z.object({ do: z.literal('keep'), station: stationId, sealed: z.string().max(400_000) }),
	z.object({ do: z.literal('state'), station: stationId }),
	z.object({ do: z.literal('sign-in'), station: stationId, staff: staffId, pin: z.string().min(4).max(128) }),
	/** Proofs of sign-ins, kept for as long as reports may be owed under them. */
	z.object({ do: z.literal('keep-proof'), proof: signInProof }),
	z.object({ do: z.literal('proofs') }),
]);
export type OfflineRequest = z.infer<typeof offlineRequest>;

/** Kept proofs, and the keys of the hall's platforms as last told. */
export const offlineProofs = z.object({ proofs: z.array(signInProof), hallKeys });

/** How many may sign in here while cut off, and until when the last of them; platform time. */
export const offlineState = z.object({ prepared: z.number().int().min(0), until: instant.nullable() });
export type OfflineState = z.infer<typeof offlineState>;

/** Why nobody was signed in while cut off. */
export const offlineRefusals = [
	'not-prepared', // this machine was never told of the member, or the platform took it back
	'expired', // it was told too long ago
	'wrong-pin',
	'locked',
	'not-kept', // the disk did not take it
] as const;
export const offlineSignInAnswer = z.union([
	z.object({
		ok: z.literal(true),
		proof: signInProof,
		staff: staffId,
		name: z.string(),
		roles: z.array(staffRole),
		/** Platform time at which what is done here begins to be flagged. */
		until: instant,
	}),
	z.object({
		ok: z.literal(false),
		code: z.enum(offlineRefusals),
		/** Tries left before the lock, or seconds until it opens. */
		left: z.number().int().optional(),
		seconds: z.number().int().optional(),
		/** When it expired, platform time. */
		until: instant.optional(),
	}),
]);
export type OfflineSignInAnswer = z.infer<typeof offlineSignInAnswer>;

/** The main process' end, as the engine sees it. Each may reject; then there is no signing in while cut off. */
export interface OfflineDesk {
	ask(station: string): Promise<VerifiersUp>;
	/** False: it is no answer to the last request. */
	keep(station: string, sealed: string): Promise<boolean>;
	state(station: string): Promise<OfflineState>;
	signIn(station: string, staff: string, pin: string): Promise<OfflineSignInAnswer>;
	keepProof(proof: SignInProof): Promise<void>;
	proofs(): Promise<{ proofs: SignInProof[]; hallKeys: MachineKey[] }>;
}
