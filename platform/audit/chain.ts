/** The chain over the lines of an audit, and what shows that it is not the one that was written. Pure. */
import { type AuditCheckpoint, type AuditFault, type AuditLine, auditLine, type KeptAuditLine } from '../../domain/contracts/audit.ts';
import { canonicalJson, chainStart } from '../../domain/day-hash.ts';
import { sha256 } from '../centre/sha256.ts';

/** The chain after one line: SHA-256 over the chain before it and the line's canonical text. */
export function auditHash(before: string, line: AuditLine): string {
	return sha256(`${before}\n${canonicalJson(line)}`);
}

/** How far a chain goes, and where the part of it begins that is kept: lines up to `from` were forgotten when their time was over. */
export interface ChainEnds {
	chain: string;
	n: number;
	hash: string;
	at: number;
	from: { n: number; hash: string };
}

export const chainBegin = { n: 0, hash: chainStart };

/** One line after the other, held to the one before. */
export class ChainCheck {
	readonly #ends: ChainEnds;
	readonly #points: Map<number, string>;
	#n: number;
	#hash: string;
	#at: number | null = null;
	#fault: AuditFault | null = null;
	/** Checkpoints that were met and held. */
	met = 0;

	/** `points`: of this chain, as somebody else kept them. */
	constructor(ends: ChainEnds, points: readonly AuditCheckpoint[] = []) {
		this.#ends = ends;
		this.#points = new Map(points.filter(({ n }) => n > ends.from.n).map(({ n, hash }) => [n, hash]));
		this.#n = ends.from.n;
		this.#hash = ends.from.hash;
	}

	/** The number of the line that `take` wants next. */
	get next(): number {
		return this.#n + 1;
	}
	get fault(): AuditFault | null {
		return this.#fault;
	}

	/** `null` = there is no such line; `undefined` = it is there and cannot be read. */
	take(kept: KeptAuditLine | null | undefined): void {
		if (this.#fault) return;
		const n = this.#n + 1;
		const wrong = this.#wrongOf(kept);
		if (wrong || !kept) {
			this.#wrong(n, wrong ?? 'missing');
			return;
		}
		const { hash } = kept;
		this.#n = n;
		this.#hash = hash;
		this.#at = kept.line.at;
		const point = this.#points.get(n);
		if (point === undefined) return;
		// From here back to the last point that held, the chain was written anew.
		if (point !== hash) this.#wrong(n, 'differs');
		else this.met += 1;
	}

	#wrongOf(kept: KeptAuditLine | null | undefined): AuditFault['what'] | null {
		if (kept === null) return 'missing';
		if (kept === undefined || !auditLine.safeParse(kept.line).success) return 'changed';
		if (kept.line.n !== this.#n + 1) return 'moved';
		return auditHash(this.#hash, kept.line) === kept.hash ? null : 'changed';
	}

	/** After the last line. */
	end(): AuditFault | null {
		const { n, hash } = this.#ends;
		if (!this.#fault && this.#n === n && this.#hash !== hash) this.#wrong(Math.max(1, n), 'changed');
		const beyond = [...this.#points.keys()].filter((each) => each > this.#n);
		if (!this.#fault && beyond.length > 0) this.#wrong(this.#n + 1, 'cut');
		return this.#fault;
	}

	#wrong(n: number, what: AuditFault['what']): void {
		this.#fault = { chain: this.#ends.chain, n, at: this.#at, what };
	}
}

/** For a person; of no person. */
export function faultInWords({ chain, n, at, what }: AuditFault): string {
	const words = {
		missing: `line ${n} is missing`,
		changed: `line ${n} is not what was written`,
		moved: `in the place of line ${n} stands another one`,
		cut: `it ends before line ${n}, and somebody else knows that it went on`,
		differs: `up to line ${n} it is another one than somebody else kept the mark of`,
		'unknown-chain': 'it is not here at all, and somebody else knows of it',
	}[what];
	const held = at === null ? 'no line before it is here' : `the last line that holds is of ${new Date(at).toISOString()}`;
	return `The audit ${chain} is damaged: ${words}; ${held}.`;
}
