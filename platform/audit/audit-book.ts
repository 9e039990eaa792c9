/**
 * The audit of one platform: lines are appended and never changed, each durable before `write` resolves, so that whoever waits for it shows nothing
 * that is not noted down. Lines that come at once share one write. Beside its own chain it holds copies of the chains of the hall's other platforms.
 */
import { randomBytes } from 'node:crypto';
import { type AuditLine, type AuditSaid, auditLine, type KeptAuditLine, opaque } from '../../domain/contracts/audit.ts';
import type { PlatformId } from '../../domain/contracts/term.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { chainsIn, type KeptEnds, keyOfLine, kindOfLine, lineAt, linesAfter, recordOfEnds, recordOfLine } from './audit-rows.ts';
import { auditHash, ChainCheck, chainBegin } from './chain.ts';

/** Three years (个人信息保护法第五十六条); 网络安全法第二十一条 asks for six months. No role and no setting makes it shorter. */
export const auditKeptMs = 3 * 365 * 24 * 3_600_000;

const linesAtOnce = 200;
/** Lines that are let go of in one step: never more than two buckets. */
const forgottenAtOnce = 200;

export interface AuditParts {
	store: HallStore;
	hall: string;
	platform: PlatformId;
	clock: Pick<Clock, 'now'>;
	/** The store was put back from a backup: what it holds may have gone on elsewhere, so that a chain of its own begins. */
	anew?: boolean;
	/** Lines can be written no more, or again. */
	watch?: { failed(code: string): void; wrote(): void };
}

interface Waiting {
	said: AuditSaid;
	resolve(): void;
	reject(cause: unknown): void;
}

export class AuditBook {
	readonly #parts: AuditParts;
	readonly #chains = new Map<string, KeptEnds>();
	#own: KeptEnds;
	#waiting: Waiting[] = [];
	/** One change of the kept ends at a time. */
	#turn: Promise<unknown> = Promise.resolve();
	readonly #listeners = new Set<(lines: readonly AuditLine[]) => void>();

	private constructor(parts: AuditParts, own: KeptEnds) {
		this.#parts = parts;
		this.#own = own;
	}

	/** Rejects with a `StoreFailure`. */
	static async open(parts: AuditParts): Promise<AuditBook> {
		const { store, hall, platform, clock, anew = false } = parts;
		// Where the ends cannot be read a new chain begins; `verify` and the centre's marks tell of the one before.
		const chains = await chainsIn(store, hall).catch((cause): KeptEnds[] => {
			if (cause instanceof StoreFailure && cause.code === 'corrupt') return [];
			throw cause;
		});
		const before = chains.filter(({ chain, own }) => own && chain.startsWith(`${platform}-`)).sort((one, other) => other.at - one.at)[0];
		const own = before && !anew ? before : begun(platform, clock.now());
		const book = new AuditBook(parts, own);
		for (const each of chains) book.#chains.set(each.chain, each);
		book.#chains.set(own.chain, own);
		await book.#dropForgotten();
		if (own !== before) {
			if (before) await store.putRecords([recordOfEnds(hall, { ...before, own: false })]);
			await book.write({
				...{ staff: null, station: 'PLATFORM', what: 'chain-began' },
				...(before ? { ref: before.chain, part: `${before.n}:${before.hash.slice(0, 16)}` } : {}),
			});
		}
		return book;
	}

	/** The chain this platform writes. */
	get chain(): string {
		return this.#own.chain;
	}

	/** How far every chain is held here, its own among them. */
	ends(): readonly KeptEnds[] {
		return [...this.#chains.values()];
	}

	/** Durable when it resolves; until then the look or deed must not be answered. Rejects with a `StoreFailure`. */
	write(said: AuditSaid): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ said: harmless(said), resolve, reject });
			// Lines that come while one is being written go with the next.
			if (this.#waiting.length === 1) void this.#inTurn(() => this.#writeAll());
		});
	}

	/** Told of its own lines after they are durable. */
	onLines(listener: (lines: readonly AuditLine[]) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Lines of a chain after `n`, in order, at most a thousand; what cannot be read is left out. Rejects with a `StoreFailure`. */
	async after(chain: string, n: number): Promise<KeptAuditLine[]> {
		const ends = this.#chains.get(chain);
		if (!ends) return [];
		const lines = await linesAfter(this.#parts.store, this.#parts.hall, chain, Math.max(n, ends.from.n), ends.n);
		return lines.filter((each): each is KeptAuditLine => each !== null && each !== undefined);
	}

	async line(chain: string, n: number): Promise<KeptAuditLine | null> {
		return (await lineAt(this.#parts.store, this.#parts.hall, chain, n)) ?? null;
	}

	/** Own lines, oldest first. For tests and small books. */
	async lines(): Promise<AuditLine[]> {
		const found: AuditLine[] = [];
		for (let n = this.#own.from.n; n < this.#own.n; ) {
			const page = await this.after(this.chain, n);
			if (page.length === 0) break;
			found.push(...page.map(({ line }) => line));
			n = page.at(-1)!.line.n;
		}
		return found;
	}

	/**
	 * Lines of another platform's chain that go on where this copy ends. What does not fit is not taken: `differs`. `from`: where the other's copy
	 * begins, when this one holds nothing of it. Rejects with a `StoreFailure`.
	 */
	take(
		chain: string,
		from: { n: number; hash: string },
		lines: readonly KeptAuditLine[],
	): Promise<{ ok: true; taken: number } | { ok: false; code: 'differs' }> {
		return this.#inTurn(async () => {
			if (chain === this.chain) return { ok: false, code: 'differs' };
			const known = this.#chains.get(chain) ?? { chain, own: false, ...from, from, at: 0 };
			const fresh = lines.filter(({ line }) => line.n > known.n);
			if (fresh.length === 0) return { ok: true, taken: 0 };
			const last = fresh.at(-1)!;
			const check = new ChainCheck({ ...known, from: known, n: last.line.n, hash: last.hash });
			for (const kept of fresh) check.take(kept);
			if (check.end() || check.next !== last.line.n + 1) return { ok: false, code: 'differs' };
			const ends: KeptEnds = { ...known, n: last.line.n, hash: last.hash, at: last.line.at };
			await this.#put(fresh, ends);
			this.#chains.set(chain, ends);
			return { ok: true, taken: fresh.length };
		});
	}

	/** Lets go of lines whose time is over: from the beginning of each chain, and nothing else. Rejects with a `StoreFailure`. */
	forget(now: number): Promise<void> {
		return this.#inTurn(async () => {
			for (const chain of [...this.#chains.keys()]) while (await this.#forgetSome(chain, now));
		});
	}

	/** Resolves when nothing is under way. */
	async close(): Promise<void> {
		await this.#turn.catch(() => {});
	}

	async #writeAll(): Promise<void> {
		while (this.#waiting.length > 0) {
			const some = this.#waiting.splice(0, linesAtOnce);
			try {
				const { lines, ends } = this.#continued(some.map(({ said }) => said));
				await this.#put(lines, ends);
				this.#own = ends;
				this.#chains.set(ends.chain, ends);
				for (const { resolve } of some) resolve();
				this.#parts.watch?.wrote();
				for (const listener of this.#listeners) listener(lines.map(({ line }) => line));
			} catch (cause) {
				for (const { reject } of some) reject(cause);
				this.#parts.watch?.failed(cause instanceof StoreFailure ? cause.code : 'unexpected');
			}
		}
	}

	#continued(said: readonly AuditSaid[]): { lines: KeptAuditLine[]; ends: KeptEnds } {
		const now = this.#parts.clock.now();
		const ends = { ...this.#own };
		const lines = said.map(({ staff, station, what, ref = null, part = null, reason = null }) => {
			const line = auditLine.parse({ n: ends.n + 1, at: now, staff, station, what, ref, part, reason });
			Object.assign(ends, { n: line.n, hash: auditHash(ends.hash, line), at: now });
			return { line, hash: ends.hash };
		});
		return { lines, ends };
	}

	async #put(lines: readonly KeptAuditLine[], ends: KeptEnds): Promise<void> {
		const { store, hall } = this.#parts;
		await store.putRecords([...lines.map((kept) => recordOfLine(hall, ends.chain, kept)), recordOfEnds(hall, ends)]);
	}

	/** True when there may be more. The beginning is moved before lines go, so that a kill in between leaves too many and never too few. */
	async #forgetSome(chain: string, now: number): Promise<boolean> {
		const { store, hall } = this.#parts;
		const ends = this.#chains.get(chain)!;
		const first = await this.line(chain, ends.from.n + 1);
		if (!first || first.line.at + auditKeptMs > now) return false;
		const over: KeptAuditLine[] = [];
		for (const kept of await this.after(chain, ends.from.n)) {
			if (kept.line.at + auditKeptMs > now || over.length === forgottenAtOnce) break;
			over.push(kept);
		}
		const last = over.at(-1);
		if (!last) return false;
		const moved: KeptEnds = { ...ends, from: { n: last.line.n, hash: last.hash } };
		await store.putRecords([recordOfEnds(hall, moved)]);
		this.#chains.set(chain, moved);
		if (chain === this.#own.chain) this.#own = moved;
		for (const { line } of over) await store.deleteRecord(kindOfLine(hall, chain, line.n), keyOfLine(line.n));
		return over.length === forgottenAtOnce;
	}

	/** What a kill left of lines that were to go. */
	async #dropForgotten(): Promise<void> {
		const { store, hall } = this.#parts;
		for (const { chain, from } of this.#chains.values())
			for (let n = from.n; n > 0 && n > from.n - forgottenAtOnce; n -= 1) {
				if ((await lineAt(store, hall, chain, n)) === null) break;
				await store.deleteRecord(kindOfLine(hall, chain, n), keyOfLine(n));
			}
	}

	#inTurn<T>(deed: () => Promise<T>): Promise<T> {
		const turn = this.#turn.then(deed);
		this.#turn = turn.catch(() => {});
		return turn;
	}
}

/** Whatever a caller handed over by mistake, a line holds ids and codes alone; and a look is not lost for it. */
function harmless(said: AuditSaid): AuditSaid {
	const clean = (text: string | null | undefined) =>
		text === null || text === undefined || opaque.safeParse(text).success ? (text ?? null) : 'left-out';
	return { ...said, ref: clean(said.ref), part: clean(said.part), reason: clean(said.reason) };
}

function begun(platform: PlatformId, at: number): KeptEnds {
	return { chain: `${platform}-${randomBytes(4).toString('hex')}`, ...chainBegin, at, own: true, from: chainBegin };
}
