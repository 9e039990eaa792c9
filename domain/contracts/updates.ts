/** Updates of stations in a closed network: what the maker signs, what the hall chooses of it, and what a platform tells one station. */
import { z } from 'zod';
import { stationId } from './identity.ts';

/** `1.2.3`, before a release `1.2.3-beta.1`. */
export const updateVersion = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,6}(-[a-z]{1,12}(\.\d{1,4})?)?$/);
/** A plain name: it becomes part of an address and is looked for in one folder. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,119}$/);

export const updatePackage = z.strictObject({
	version: updateVersion,
	system: z.enum(['linux', 'windows']),
	arch: z.enum(['x64', 'arm64']),
	file: fileName,
	bytes: z.int().min(1).max(4_000_000_000),
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type UpdatePackage = z.infer<typeof updatePackage>;

export const updateManifest = z.strictObject({
	schema: z.literal('updates/1'),
	/** Counts the maker's manifests up: an older one never comes after a newer one. */
	serial: z.int().min(1),
	madeAt: z.int().min(0),
	/** No station that has taken this ever goes to a version below it. */
	floor: updateVersion,
	packages: z.array(updatePackage).max(64),
});
export type UpdateManifest = z.infer<typeof updateManifest>;

/** `manifest` is the text that was signed, byte for byte; it counts only once the signature does. */
export const signedManifest = z.strictObject({
	schema: z.literal('signed-updates/1'),
	manifest: z.string().max(200_000),
	/** Ed25519 over `tidehall-updates/1\n` and the text, base64. */
	signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});
export const signedPrefix = 'tidehall-updates/1\n';

/** Which of the hall's stations are to have which version: the hall's own choice among what is signed. */
export const rollout = z.strictObject({
	schema: z.literal('rollout/1'),
	version: updateVersion,
	/** These first. */
	stations: z.array(stationId).max(500).default([]),
	/** And so many of a hundred of the others. */
	percent: z.int().min(0).max(100).default(0),
	paused: z.boolean().default(false),
});
export type Rollout = z.infer<typeof rollout>;

/** What a station is told when it asks. `version` null: it is to stay as it is. */
export const updateOffer = z.strictObject({ version: updateVersion.nullable() });
export type UpdateOffer = z.infer<typeof updateOffer>;

export const updatePaths = {
	offer: (stations: readonly string[]) => `/api/updates/offer?stations=${stations.join(',')}`,
	manifest: '/api/updates/manifest',
	package: (file: string) => `/api/updates/packages/${file}`,
} as const;
