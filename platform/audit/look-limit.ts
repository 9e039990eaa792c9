/**
 * How many looks at people one member of staff has had within the hour. Counted from the audit itself, so that a restart forgets none; whoever reaches
 * the cap is refused in words, and a person is told.
 */
import { type AuditLine, looksAtPeople } from '../../domain/contracts/audit.ts';
import type { AuditBook } from './audit-book.ts';

/** Of a hall that says nothing: a busy window with two applications every five minutes. */
export const looksAnHour = 240;
const hourMs = 3_600_000;
/** Who reached it is shown for so long. */
const shownMs = 12 * hourMs;

export class LookLimit {
	readonly #most: number;
	readonly #now: () => number;
	readonly #looks = new Map<string, number[]>();
	readonly #reached = new Map<string, number>();

	private constructor(most: number, now: () => number) {
		this.#most = most;
		this.#now = now;
	}

	/** Rejects with a `StoreFailure`. */
	static async open(book: AuditBook, now: () => number, most = looksAnHour): Promise<LookLimit> {
		const limit = new LookLimit(most, now);
		const own = book.ends().find(({ chain }) => chain === book.chain)!;
		for (let n = own.n; n > own.from.n; n -= 1) {
			const kept = await book.line(own.chain, n);
			if (!kept || kept.line.at <= now() - hourMs) break;
			limit.#count(kept.line);
		}
		book.onLines((lines) => {
			for (const line of lines) limit.#count(line);
		});
		return limit;
	}

	/** Whether this one may be had; the line that is written for it counts it. */
	may(staff: string): boolean {
		const now = this.#now();
		const lately = (this.#looks.get(staff) ?? []).filter((at) => Math.abs(now - at) < hourMs);
		this.#looks.set(staff, lately);
		if (lately.length < this.#most) return true;
		this.#reached.set(staff, now);
		return false;
	}

	/** Staff who reached the cap lately: how many. */
	reached(): number {
		for (const [staff, at] of this.#reached) if (Math.abs(this.#now() - at) > shownMs) this.#reached.delete(staff);
		return this.#reached.size;
	}

	#count({ staff, what, at }: AuditLine): void {
		if (staff === null || !looksAtPeople.has(what)) return;
		const known = this.#looks.get(staff) ?? [];
		known.push(at);
		this.#looks.set(staff, known);
	}
}
