/** Public keys with which a hall's machines sign the tickets they print. The private half never leaves its machine. */
import { z } from 'zod';
import { stationId } from './identity.ts';

/** First 12 bytes of SHA-256 over the 32 bytes of the public key, base64url. */
export const ticketKeyId = z.string().regex(/^[A-Za-z0-9_-]{16}$/);
/** Ed25519 public key, 32 bytes, base64url without padding. */
export const ticketPublicKey = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
/** Ed25519 signature, 64 bytes, base64url without padding. */
export const ticketSignature = z.string().regex(/^[A-Za-z0-9_-]{85}[AQgw]$/);

/** What a machine says of its own key. */
export const machineKey = z.object({ keyId: ticketKeyId, publicKey: ticketPublicKey });
export type MachineKey = z.infer<typeof machineKey>;

/** A key as the hall knows it: of which station, and whether what it signed still counts. */
export const stationKey = machineKey.extend({
	station: stationId,
	revoked: z.boolean(),
	/** Its machine may sit at the station now, where the hall asks for that (`enrolment.ts`). */
	enrolled: z.boolean().optional(),
});
export type StationKey = z.infer<typeof stationKey>;

/** Far above a hall: stations times the keys each has had. */
export const stationKeys = z.array(stationKey).max(2_000);

/** Longest text the machine signs: a ticket's, without its signature. */
export const longestSigned = 400;
/** The machine signs tickets, and that it is itself when a platform asks (`keyProofText`); no page can have another kind of text signed. */
export const signedText = z
	.string()
	.max(longestSigned)
	.regex(/^(?:TH2|THK1):[ -~]+$/);
