/**
 * Which machine may sit at which seat: a machine's key, bound to a seat by a code of a manager. Kept in the store; ended ones stay, so that a manager
 * sees when and why. What a key signed stays good when its enrolment ends: only revoking the key takes that back.
 */
import { z } from 'zod';
import { enrolmentLastsMs, type ShownEnrolment } from '../../domain/contracts/enrolment.ts';
import { instant, staffId } from '../../domain/contracts/identity.ts';
import { type MachineKey, type StationKey, ticketPublicKey } from '../../domain/contracts/ticket-keys.ts';
import type { HallStore } from '../storage/contract.ts';

const kind = 'enrolment';
const record = z.object({
	publicKey: ticketPublicKey,
	by: staffId.nullable(),
	at: instant,
	seenAt: instant,
	ended: z.object({ by: staffId.nullable(), at: instant, reason: z.string() }).nullable(),
});
type Kept = z.infer<typeof record>;
/** A visit is written down so often at most. */
const writeSeenEveryMs = 7 * 24 * 3_600_000;
const keptOfOneStation = 32;

export interface EnrolledKey extends MachineKey {
	station: string;
}

export class Enrolments {
	readonly #store: HallStore;
	readonly #hall: string;
	/** By `station/keyId`. */
	readonly #known: Map<string, Kept>;
	readonly #listeners = new Set<(station: string, keyId: string) => void>();

	private constructor(store: HallStore, hall: string, known: Map<string, Kept>) {
		this.#store = store;
		this.#hall = hall;
		this.#known = known;
	}

	/** Rejects with a `StoreFailure`, or with zod's error when a record is not one. */
	static async load(store: HallStore, hall: string): Promise<Enrolments> {
		const known = new Map<string, Kept>();
		for (const { key, value } of await store.records(kind))
			if (key.startsWith(`${hall}/`)) known.set(key.slice(hall.length + 1), record.parse(value));
		return new Enrolments(store, hall, known);
	}

	inForce(station: string, keyId: string, now: number): boolean {
		const known = this.#known.get(`${station}/${keyId}`);
		return known !== undefined && known.ended === null && known.seenAt + enrolmentLastsMs > now;
	}

	publicKeyOf(station: string, keyId: string): string | null {
		return this.#known.get(`${station}/${keyId}`)?.publicKey ?? null;
	}

	/** Newest first. */
	all(): ShownEnrolment[] {
		return [...this.#known]
			.map(([id, { by, at, seenAt, ended }]) => {
				const [station = '', keyId = ''] = id.split('/');
				return { station, keyId, by, at, seenAt, until: seenAt + enrolmentLastsMs, ended };
			})
			.sort((one, other) => other.at - one.at);
	}

	/** What another platform of the hall needs to let the same machines in. */
	keysInForce(now: number): EnrolledKey[] {
		return [...this.#known].flatMap(([id, { publicKey }]) => {
			const [station = '', keyId = ''] = id.split('/');
			return this.inForce(station, keyId, now) ? [{ station, keyId, publicKey }] : [];
		});
	}

	/** One machine at a seat: another one that was enrolled for it is no more. Durable when it resolves. Rejects with a `StoreFailure`. */
	async enrol(stations: readonly string[], { keyId, publicKey }: MachineKey, by: string | null, now: number): Promise<void> {
		for (const station of stations) {
			for (const other of this.all())
				if (other.station === station && other.keyId !== keyId && other.ended === null)
					await this.end(station, other.keyId, by, 'replaced', now);
			await this.#keep(`${station}/${keyId}`, { publicKey, by, at: now, seenAt: now, ended: null });
			await this.#forgetOldest(station);
		}
	}

	/** `false` = there is none that could end. Whoever sits there is told after it is durable. */
	async end(station: string, keyId: string, by: string | null, reason: string, now: number): Promise<boolean> {
		const known = this.#known.get(`${station}/${keyId}`);
		if (!known || known.ended !== null) return false;
		await this.#keep(`${station}/${keyId}`, { ...known, ended: { by, at: now, reason } });
		for (const listener of this.#listeners) listener(station, keyId);
		return true;
	}

	/** A visit of the machine renews its enrolment. Rejects with a `StoreFailure`. */
	async seen(station: string, keyId: string, now: number): Promise<void> {
		const known = this.#known.get(`${station}/${keyId}`);
		if (known && known.ended === null && now - known.seenAt >= writeSeenEveryMs)
			await this.#keep(`${station}/${keyId}`, { ...known, seenAt: now });
	}

	/** As a station was told them by the platform before this one; what is known here goes before. */
	async learn(keys: readonly EnrolledKey[], now: number): Promise<void> {
		for (const { station, keyId, publicKey } of keys)
			if (!this.#known.has(`${station}/${keyId}`))
				await this.#keep(`${station}/${keyId}`, { publicKey, by: null, at: now, seenAt: now, ended: null });
	}

	/** Says which of the hall's keys are enrolled. */
	marked(keys: readonly StationKey[], now: number, shutOut: (station: string) => boolean): StationKey[] {
		return keys.map((key) => (!shutOut(key.station) && this.inForce(key.station, key.keyId, now) ? { ...key, enrolled: true } : key));
	}

	onEnded(listener: (station: string, keyId: string) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async #keep(id: string, value: Kept): Promise<void> {
		await this.#store.putRecord(kind, `${this.#hall}/${id}`, value);
		this.#known.set(id, value);
	}

	async #forgetOldest(station: string): Promise<void> {
		const ended = this.all().filter((one) => one.station === station && one.ended !== null);
		for (const { keyId } of ended.slice(keptOfOneStation)) {
			await this.#store.deleteRecord(kind, `${this.#hall}/${station}/${keyId}`);
			this.#known.delete(`${station}/${keyId}`);
		}
	}
}
