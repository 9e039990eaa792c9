/**
 * Keeps the reports of stations nobody vouches for until a manager accepts or discards them. Bounded (D2): when it is full nothing more is
 * acknowledged, and what was not acknowledged stays in the station's own journal.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { commandTable, earlierNumbers } from '../../domain/contracts/commands.ts';
import { instant, staffId, stationEpoch, stationId } from '../../domain/contracts/identity.ts';
import { type QuarantineAnswer, type QuarantinedBatch, quarantineReasons } from '../../domain/contracts/quarantine.ts';
import type { Authority } from '../authority/authority.ts';
import { type LooseEnvelope, looseEnvelope } from '../authority/loose-envelope.ts';
import type { HallStore } from '../storage/contract.ts';

const kind = 'quarantine';
/** Batches that wait, and their size as JSON, of the whole hall. */
const batchesMost = 400;
const bytesMost = 24 * 1024 * 1024;

/** What was decided is looked at again within so long (网络安全法: logs of six months). */
export const settledKeptMs = 180 * 24 * 3_600_000;

const record = z.object({
	station: stationId,
	epoch: stationEpoch,
	why: z.enum(quarantineReasons),
	arrivedAt: instant,
	/** Platform time minus the station's clock, ms; 0 = not told. */
	clockOffset: z.number(),
	commands: z.array(looseEnvelope),
	/** Under which the batch is taken when its own numbers were used up meanwhile; drawn once, so that accepting twice has one effect. */
	freshEpoch: stationEpoch.nullable(),
	state: z.enum(['waiting', 'accepted', 'discarded']),
	by: staffId.nullable(),
	at: instant.nullable(),
	reason: z.string().nullable(),
	taken: z.number().int().nullable(),
});
type Batch = z.infer<typeof record>;

export type Settled = { ok: true } | { ok: false; code: 'unknown-batch' | 'settled-before' | 'earlier-first' | 'busy' };

export class Quarantine {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #batches: Map<string, Batch>;
	/** One after the other: two hand-ins of one seat must not be kept twice, two managers must not settle one batch. */
	#last: Promise<unknown> = Promise.resolve();

	private constructor(store: HallStore, hall: string, batches: Map<string, Batch>) {
		this.#store = store;
		this.#hall = hall;
		this.#batches = batches;
	}

	/** Rejects with a `StoreFailure`, or with zod's error when a record is not one. */
	static async load(store: HallStore, hall: string): Promise<Quarantine> {
		const batches = new Map<string, Batch>();
		for (const { key, value } of await store.records(kind))
			if (key.startsWith(`${hall}/`)) batches.set(key.slice(hall.length + 1), record.parse(value));
		return new Quarantine(store, hall, batches);
	}

	get waiting(): number {
		return [...this.#batches.values()].filter(({ state }) => state === 'waiting').length;
	}

	/** Newest first. */
	all(): QuarantinedBatch[] {
		return [...this.#batches].map(([id, batch]) => seen(id, batch)).sort((one, other) => other.arrivedAt - one.arrivedAt);
	}

	/** Durable when it resolves with `ok`. What was handed in before is not kept twice. Rejects with a `StoreFailure`. */
	take(handed: Pick<Batch, 'station' | 'epoch' | 'why' | 'arrivedAt' | 'clockOffset' | 'commands'>): Promise<QuarantineAnswer> {
		return this.#inTurn(async () => {
			const { station, epoch } = handed;
			const known = Math.max(0, ...this.#of(station, epoch).map(([, { commands }]) => commands.at(-1)?.n ?? 0));
			const fresh = handed.commands.filter(({ n }) => n > known);
			const upTo = fresh.at(-1)?.n ?? known;
			if (fresh.length === 0) return { ok: true, upTo };
			if (this.waiting >= batchesMost || this.#bytes() + sizeOf(fresh) > bytesMost) return { ok: false, code: 'full' };
			const id = `${station}/${epoch}/${String(fresh[0]!.n).padStart(9, '0')}`;
			await this.#keep(id, {
				...handed,
				commands: fresh,
				freshEpoch: null,
				state: 'waiting',
				...{ by: null, at: null, reason: null, taken: null },
			});
			return { ok: true, upTo };
		});
	}

	/** The manager vouches: what is a report is taken as one; the log of its own day tells what disagrees. Rejects with a `StoreFailure`. */
	accept(id: string, by: string, now: number, authority: Authority): Promise<Settled> {
		return this.#inTurn(async () => {
			const found = this.#waitingBatch(id);
			if ('code' in found) return { ok: false, code: found.code };
			const { station, epoch, commands, clockOffset } = found;
			const first = commands[0]!.n;
			const follows = (await authority.lastNumber(station, epoch)) === first - 1 && commands.every(({ n }, index) => n === first + index);
			const freshEpoch = found.freshEpoch ?? randomBytes(8).toString('hex');
			const batch: Batch = { ...found, freshEpoch };
			if (!follows) await this.#keep(id, batch);
			const reports = commands.map(reportOnly);
			const sent = follows
				? reports
				: reports
						.filter(({ name }) => name !== 'withdrawn')
						.map((each, index) => ({ ...each, epoch: freshEpoch, n: index + 1, ...earlierNumbers(each) }));
			let taken = 0;
			if (sent.length > 0) {
				const answer = await authority.submit(sent, clockOffset);
				if (!answer.ok) return { ok: false, code: 'busy' };
				taken = answer.outcomes.filter(({ result }) => result === 'accepted').length;
			}
			await this.#keep(id, { ...batch, state: 'accepted', by, at: now, taken });
			return { ok: true };
		});
	}

	/** Kept and marked, never taken. */
	discard(id: string, by: string, now: number, reason: string): Promise<Settled> {
		return this.#inTurn(async () => {
			const found = this.#waitingBatch(id);
			if ('code' in found) return { ok: false, code: found.code };
			await this.#keep(id, { ...found, state: 'discarded', by, at: now, reason });
			return { ok: true };
		});
	}

	/** Lets go of what a manager decided long ago; what waits is kept for as long as it waits. Rejects with a `StoreFailure`. */
	forget(now: number): Promise<void> {
		return this.#inTurn(async () => {
			for (const [id, { state, at, station, epoch, commands }] of [...this.#batches]) {
				if (state === 'waiting' || at === null || at + settledKeptMs > now) continue;
				// A machine that hands in the same again is known by the newest batch of its epoch: that one keeps its number and nothing it said.
				const newest = this.#of(station, epoch).every(([other]) => other <= id);
				if (newest && commands.length === 1 && commands[0]!.name === 'withdrawn') continue;
				if (newest)
					await this.#keep(id, {
						...this.#batches.get(id)!,
						commands: commands.slice(-1).map((one) => ({ ...one, name: 'withdrawn', body: {} })),
					});
				else {
					await this.#store.deleteRecord(kind, `${this.#hall}/${id}`);
					this.#batches.delete(id);
				}
			}
		});
	}

	#waitingBatch(id: string): Batch | { code: 'unknown-batch' | 'settled-before' | 'earlier-first' } {
		const batch = this.#batches.get(id);
		if (!batch) return { code: 'unknown-batch' };
		if (batch.state !== 'waiting') return { code: 'settled-before' };
		// The order of a seat's reports is part of what they say.
		const earlier = this.#of(batch.station, batch.epoch).some(([other, { state }]) => other < id && state === 'waiting');
		return earlier ? { code: 'earlier-first' } : batch;
	}

	#of(station: string, epoch: string): [string, Batch][] {
		return [...this.#batches].filter(([, batch]) => batch.station === station && batch.epoch === epoch);
	}

	async #keep(id: string, batch: Batch): Promise<void> {
		await this.#store.putRecord(kind, `${this.#hall}/${id}`, batch);
		this.#batches.set(id, batch);
	}

	#bytes(): number {
		let sum = 0;
		for (const { state, commands } of this.#batches.values()) if (state === 'waiting') sum += sizeOf(commands);
		return sum;
	}

	#inTurn<T>(deed: () => Promise<T>): Promise<T> {
		const turn = this.#last.then(deed);
		this.#last = turn.catch(() => {});
		return turn;
	}
}

/** Nothing is decided for a station nobody vouches for: an ask of its own is as if it had been withdrawn. */
function reportOnly(command: LooseEnvelope): LooseEnvelope {
	return kindOf(command.name) === 'other' ? { ...command, name: 'withdrawn', body: {} } : command;
}

function kindOf(name: string): string {
	const known = Object.hasOwn(commandTable, name) ? commandTable[name as keyof typeof commandTable] : undefined;
	return known?.kind === 'report' ? name : 'other';
}

function sizeOf(commands: readonly LooseEnvelope[]): number {
	return JSON.stringify(commands).length;
}

function seen(id: string, { station, why, arrivedAt, commands, state, by, at, reason, taken }: Batch): QuarantinedBatch {
	const said = commands.filter(({ name }) => name !== 'withdrawn');
	const kinds: Record<string, number> = {};
	for (const { name } of said) kinds[kindOf(name)] = (kinds[kindOf(name)] ?? 0) + 1;
	const times = commands.map(({ occurredAt }) => occurredAt);
	return {
		...{ id, station, why, arrivedAt, state, by, at, reason, taken, kinds },
		from: Math.min(...times),
		to: Math.max(...times),
		count: said.length,
	};
}
