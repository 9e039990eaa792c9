/** Without `0 1 I L O U`, as Crockford's: read aloud and typed without mistakes. Digits 0 and 1 are taken; they have no letters beside them. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference of 办不成事, 60 bits of chance: two stations that are cut off make different ones. */
export function newComplaintRef(chance: (bytes: number) => Uint8Array): string {
	return `BC-${[...chance(12)].map((byte) => alphabet[byte & 31]).join('')}`;
}
