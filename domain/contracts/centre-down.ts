/**
 * What comes down from the centre to a hall, over requests that the hall makes: bookings that the city made at the centre, for the hall to decide
 * (docs/decisions: the hall alone decides its reservations), and a new configuration for the hall to check and take.
 */
import { z } from 'zod';
import { instant } from './identity.ts';

/** A request of the city's front end to `/api/reservations` of this hall. The hall answers it as if it had come to its own door. */
export const forwardedRequest = z.object({
	id: z.string().regex(/^[0-9a-f]{32}$/),
	method: z.enum(['GET', 'POST', 'PATCH']),
	/** Behind `/api/reservations`. */
	path: z.string().regex(/^(\/[A-Za-z0-9-]{0,40}){0,2}(\?[A-Za-z0-9=&%.-]{0,200})?$/),
	/** Its Idempotency-Key. */
	key: z.string().max(200).nullable(),
	language: z.enum(['zh-CN', 'en']),
	/** JSON as it was sent. */
	body: z.string().max(16_384).nullable(),
});
export type ForwardedRequest = z.infer<typeof forwardedRequest>;

/** `GET …/bookings?wait=SECONDS`: what waits for the hall; answered at once when there is something, else when the time is over. */
export const mostForwarded = 20;
export const longestWaitSeconds = 25;
export const bookingsQuery = z.object({ wait: z.coerce.number().int().min(0).max(longestWaitSeconds).default(0) });
export const forwarded = z.object({ requests: z.array(forwardedRequest).max(mostForwarded) });

/** `PUT …/bookings/:id`: what the hall answered. */
export const longestAnswer = 1024 * 1024;
export const forwardedAnswer = z.object({
	status: z.number().int().min(200).max(599),
	contentType: z.string().max(100),
	language: z.string().max(20).nullable(),
	body: z.string().max(longestAnswer),
});
export type ForwardedAnswer = z.infer<typeof forwardedAnswer>;
/** `false`: nobody waits for it any more; whoever asked repeats the request with the same key. */
export const forwardedTaken = z.object({ taken: z.boolean() });

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** A file of a configuration, relative to the folder of `hall.yaml`. No way leads out of it. */
export const configurationPath = z
	.string()
	.max(120)
	.regex(/^(?:[A-Za-z0-9_][A-Za-z0-9._-]*\/){0,4}[A-Za-z0-9_][A-Za-z0-9._-]*\.(?:yaml|yml|json|md|txt|svg)$/)
	.refine((path) => !path.includes('..'), 'must not leave the folder');
export const mostFiles = 600;
export const longestFile = 400_000;

/** What a configuration consists of. `hash`: SHA-256 of the canonical JSON of `files`, sorted by path. */
export const configurationManifest = z.object({
	hash: sha256Hex,
	files: z
		.array(z.object({ path: configurationPath, sha256: sha256Hex }))
		.min(1)
		.max(mostFiles),
});
export type ConfigurationManifest = z.infer<typeof configurationManifest>;

/** `PUT …/configuration/files/:sha256`, `GET` the same: one file by the hash of its text. */
export const configurationFile = z.object({ text: z.string().max(longestFile) });

/** What became of it at the hall; told with `PUT …/configuration/state`. */
export const configurationState = z.object({
	/** `null` = the files that lie at the hall itself. */
	active: sha256Hex.nullable(),
	/** Checked and ready: taken with the next business day, or on a manager's order. */
	staged: sha256Hex.nullable(),
	/** The last one that the hall did not take, and why. */
	refused: z
		.object({
			hash: sha256Hex,
			problems: z.array(z.object({ file: z.string().max(300), line: z.number().int(), what: z.string().max(1_000) })).max(50),
		})
		.nullable(),
});
export type ConfigurationState = z.infer<typeof configurationState>;

/** `GET …/configuration`: what the centre offers, and what the hall said of it. */
export const configurationOffer = z.object({
	offered: configurationManifest.extend({ at: instant }).nullable(),
	hall: configurationState.nullable(),
});
export type ConfigurationOffer = z.infer<typeof configurationOffer>;

/** `PUT …/configuration`: files that are still missing are named, and nothing is offered yet. */
export const configurationPut = z.union([
	z.object({ offered: z.literal(true), hash: sha256Hex }),
	z.object({ offered: z.literal(false), missing: z.array(sha256Hex).max(mostFiles) }),
]);
