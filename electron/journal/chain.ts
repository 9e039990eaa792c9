/**
 * Lines of the journal under a key of the machine, each hanging on the one before: whoever changes, takes away, doubles or moves a line without the key is
 * found out at the next start, also when he has put the plain check of the line right. Each line bears its own seal, bound to this one file, and the
 * seal of the chain so far. Pure.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';

const digits = /^[0-9a-f]{16}$/;
export const chainPoint = z.object({
	/** Name of the file, made up when it is begun. */
	file: z.string().regex(digits),
	/** Of the line, and the seal of the chain up to it. */
	number: z.number().int().min(1),
	link: z.string().regex(digits),
});
export type ChainPoint = z.infer<typeof chainPoint>;

/** Files that this one took the place of, newest first: so many in a row may be lost sight of by the mark. */
export const predecessorsKept = 32;

const seal = (key: Uint8Array, ...parts: string[]) => createHmac('sha256', key).update(parts.join('\n')).digest('hex').slice(0, 16);
export const ownSeal = (key: Uint8Array, file: string, text: string): string => seal(key, 'own', file, text);
/** `before`: of the line before; of the first line the name of the file. */
export const linkSeal = (key: Uint8Array, before: string, own: string): string => seal(key, 'link', before, own);

export class JournalChain {
	readonly #key: Uint8Array;
	readonly file: string;
	readonly after: readonly ChainPoint[];
	#link: string;
	#number: number;

	constructor(key: Uint8Array, file: string, after: readonly ChainPoint[], at?: { number: number; link: string }) {
		this.#key = key;
		this.file = file;
		this.after = after;
		this.#link = at?.link ?? file;
		this.#number = at?.number ?? 0;
	}

	/** The chain of a new file that takes the place of this one. */
	next(file: string): JournalChain {
		const point = this.point;
		return new JournalChain(this.#key, file, [...(point ? [point] : []), ...this.after].slice(0, predecessorsKept));
	}

	/** What stands behind the text of a line. */
	seal(number: number, text: string): string {
		const own = ownSeal(this.#key, this.file, text);
		this.#link = linkSeal(this.#key, this.#link, own);
		this.#number = number;
		return own + this.#link;
	}

	/** `null` = nothing is written yet. */
	get point(): ChainPoint | null {
		return this.#number === 0 ? null : { file: this.file, number: this.#number, link: this.#link };
	}

	/** Lines may be tried on it; what was not written leaves this one as it was. */
	fork(): JournalChain {
		return new JournalChain(this.#key, this.file, this.after, { number: this.#number, link: this.#link });
	}
}
