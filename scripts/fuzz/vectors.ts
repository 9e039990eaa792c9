import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Golden bytes of every device, by where they stand in the file; every person in them is invented. */
const file: unknown = JSON.parse(readFileSync(new URL('../../test/golden/device-vectors.json', import.meta.url), 'utf8'));
const list = z.array(z.object({ hex: z.string(), id: z.string().optional(), meaning: z.string().optional() }));

export interface Vector {
	name: string;
	bytes: Uint8Array;
}

export const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

/** `path`: such as `idReader.responses`; one vector alone counts as a list. Throws when there is none: a mistake in this folder. */
export function vectors(path: string): Vector[] {
	let at: unknown = file;
	for (const key of path.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
	return list.parse(Array.isArray(at) ? at : [at]).map(({ hex, id, meaning }) => ({ name: id ?? meaning ?? hex, bytes: fromHex(hex) }));
}

export const bytesOf = (...paths: string[]): Uint8Array[] => paths.flatMap(vectors).map(({ bytes }) => bytes);
