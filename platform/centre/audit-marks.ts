/** What the centre keeps of the audits of its halls: marks, not lines. A mark is never taken back, and one that says less or something else is refused. */
import { type AuditCheckpoint, auditCheckpoint } from '../../domain/contracts/audit.ts';
import type { HallStore } from '../storage/contract.ts';

const hourMs = 3_600_000;
const kindOf = (hall: string) => `audit-mark/${hall}`;
/** The newest of each hour stands for it; hours are those of the hall's own times. */
const keyOf = ({ chain, at }: AuditCheckpoint) => `${chain}/${String(Math.floor(at / hourMs)).padStart(9, '0')}`;

export class AuditMarksOfHalls {
	readonly #store: HallStore;
	readonly #newest = new Map<string, AuditCheckpoint>();
	#turn: Promise<unknown> = Promise.resolve();

	constructor(store: HallStore) {
		this.#store = store;
	}

	/** Every mark that is kept, oldest first in each chain. Rejects with a `StoreFailure`. */
	async kept(hall: string): Promise<AuditCheckpoint[]> {
		const read = (await this.#store.records(kindOf(hall))).flatMap(({ value }) => auditCheckpoint.safeParse(value).data ?? []);
		return read.sort((one, other) => (one.chain === other.chain ? one.n - other.n : one.chain < other.chain ? -1 : 1));
	}

	/** Chains that were refused. Durable when it resolves. Rejects with a `StoreFailure`. */
	take(hall: string, marks: readonly AuditCheckpoint[]): Promise<string[]> {
		const turn = this.#turn.then(() => this.#take(hall, marks));
		this.#turn = turn.catch(() => {});
		return turn;
	}

	async #take(hall: string, marks: readonly AuditCheckpoint[]): Promise<string[]> {
		const refused: string[] = [];
		for (const mark of marks) {
			const known = await this.#newestOf(hall, mark.chain);
			if (known && (mark.n < known.n || (mark.n === known.n && mark.hash !== known.hash))) refused.push(mark.chain);
			else if (!known || mark.n > known.n) {
				await this.#store.putRecord(kindOf(hall), keyOf(mark), mark);
				this.#newest.set(`${hall}/${mark.chain}`, mark);
			}
		}
		return refused;
	}

	async #newestOf(hall: string, chain: string): Promise<AuditCheckpoint | null> {
		const name = `${hall}/${chain}`;
		if (this.#newest.size === 0 || !this.#newest.has(name))
			for (const mark of await this.kept(hall))
				if ((this.#newest.get(`${hall}/${mark.chain}`)?.n ?? -1) < mark.n) this.#newest.set(`${hall}/${mark.chain}`, mark);
		return this.#newest.get(name) ?? null;
	}
}
