/** Sign-ins: a random token for the station, its hash in the store. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type CommandName, commandTable } from '../../domain/contracts/commands.ts';
import type { LooseEnvelope } from '../authority/loose-envelope.ts';
import type { HallStore } from '../storage/contract.ts';

export const sessionMs = 12 * 3_600_000;
/** Ended sign-ins still vouch for reports of work done before they ended; a station may be cut off for days. */
export const keepEndedMs = 7 * 24 * 3_600_000;
const kind = 'session';

/** Why a sign-in that was told afterwards does not count (`prove-sign-in.ts`). */
const sessionFault = z.enum([
	'expired', // begun when its permit had run out
	'withdrawn', // the member left, or has another PIN or another place now
	'unknown-machine', // signed by a machine that the permit is not for, or that was revoked
	'unknown-permit', // no platform of this hall gave it
]);
export type SessionFault = z.infer<typeof sessionFault>;

const session = z.object({
	staff: z.string(),
	station: z.string(),
	begunAt: z.number(),
	endsAt: z.number(),
	/** Begun elsewhere and proved here. */
	proved: z.boolean().optional(),
	fault: sessionFault.optional(),
});
export type Session = z.infer<typeof session>;

/** Whom a report claims to be of, when the sign-in behind it does not count; `why` goes into the conflict. */
export interface Claim {
	staff: string;
	why: SessionFault;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

export class Sessions {
	#store: HallStore;
	#byHash: Map<string, Session>;
	/** Looks since somebody was last heard of at each (`turn`); a platform that starts anew begins to count anew. */
	readonly #looks = new Map<string, number>();
	/** Of machines that are away: they stand for nobody until the machine is back. */
	readonly #asleep = new Set<string>();

	private constructor(store: HallStore, byHash: Map<string, Session>) {
		this.#store = store;
		this.#byHash = byHash;
	}

	static async load(store: HallStore, now: number): Promise<Sessions> {
		const byHash = new Map<string, Session>();
		for (const { key, value } of await store.records(kind)) {
			const known = session.parse(value);
			if (known.endsAt + keepEndedMs < now) await store.deleteRecord(kind, key);
			else byHash.set(key, known);
		}
		return new Sessions(store, byHash);
	}

	/** Lets go of sign-ins that ended long ago. Rejects with a `StoreFailure`. */
	async forget(now: number): Promise<void> {
		for (const [key, { endsAt }] of [...this.#byHash]) {
			if (endsAt + keepEndedMs > now) continue;
			await this.#store.deleteRecord(kind, key);
			this.#byHash.delete(key);
			this.#heard(key);
		}
	}

	/** A new token, once; the platform cannot tell it again. */
	async begin(staff: string, station: string, now: number): Promise<{ token: string; expiresAt: number }> {
		const token = randomBytes(32).toString('base64url');
		const value: Session = { staff, station, begunAt: now, endsAt: now + sessionMs };
		await this.#store.putRecord(kind, hashOf(token), value);
		this.#byHash.set(hashOf(token), value);
		return { token, expiresAt: value.endsAt };
	}

	/** Who is signed in with this token, if it is good now. */
	find(token: string, now: number): Session | null {
		const known = this.#byHash.get(hashOf(token));
		return known && known.endsAt > now && !known.fault && !this.#asleep.has(hashOf(token)) ? known : null;
	}

	/** Somebody was there: a page was touched, or a machine that held the sign-in all the while is back. `seats`: those of the link that says so. */
	heardAt(token: string, seats: { has(station: string): boolean }): void {
		const key = hashOf(token);
		if (seats.has(this.#byHash.get(key)?.station ?? '')) this.#heard(key);
	}

	#heard(key: string): void {
		this.#looks.delete(key);
		this.#asleep.delete(key);
	}

	/**
	 * One look at who was not heard of for how long: a sign-in at a machine that is there ends, durably when it resolves; one at a machine that is away
	 * sleeps, for its clerk may go on working cut off. `limit`: looks until then, `null` = time does not run there.
	 */
	async turn(
		now: number,
		seated: ReadonlySet<string>,
		limit: (station: string) => number | null,
	): Promise<{ staff: string; station: string }[]> {
		const gone: { staff: string; station: string }[] = [];
		for (const [key, known] of this.#byHash) {
			if (known.endsAt <= now || known.fault) {
				this.#heard(key);
				continue;
			}
			const most = limit(known.station);
			const looks = most === null ? 0 : (this.#looks.get(key) ?? 0) + 1;
			this.#looks.set(key, looks);
			if (most === null || looks < most) continue;
			if (!seated.has(known.station)) {
				this.#asleep.add(key);
				continue;
			}
			known.endsAt = now;
			this.#heard(key);
			await this.#store.putRecord(kind, key, known);
			gone.push({ staff: known.staff, station: known.station });
		}
		return gone;
	}

	/** A sign-in that another platform or a machine saw. What this platform knows of its own stays as it is. Durable when it resolves; true = it is new. */
	async adopt(token: string, proven: Session): Promise<boolean> {
		const key = hashOf(token);
		const known = this.#byHash.get(key);
		if (known && !known.proved) return false;
		const value: Session = { ...proven, endsAt: Math.min(proven.endsAt, known?.endsAt ?? proven.endsAt), proved: true };
		if (known && JSON.stringify(known) === JSON.stringify(value)) return false;
		await this.#store.putRecord(kind, key, value);
		this.#byHash.set(key, value);
		return !known;
	}

	/** Ends every sign-in of a member, and tells the stations at which there was one. Durable when it resolves. */
	async endOf(staff: string, now: number): Promise<string[]> {
		const stations: string[] = [];
		for (const [key, known] of this.#byHash) {
			if (known.staff !== staff || known.endsAt <= now) continue;
			stations.push(known.station);
			known.endsAt = now;
			await this.#store.putRecord(kind, key, known);
		}
		return stations;
	}

	/** Where somebody is signed in now. */
	active(now: number): { staff: string; station: string }[] {
		return [...this.#byHash]
			.filter(([key, { endsAt, fault }]) => endsAt > now && !fault && !this.#asleep.has(key))
			.map(([, { staff, station }]) => ({ staff, station }));
	}

	async end(token: string, now: number): Promise<void> {
		const known = this.#byHash.get(hashOf(token));
		if (!known || known.endsAt <= now) return;
		known.endsAt = now;
		await this.#store.putRecord(kind, hashOf(token), known);
	}

	/**
	 * The member of staff behind a command: an ask needs a sign-in that is good now, a report one that was good when it happened
	 * (it may arrive after a long cut). `null` = nobody; the domain then refuses the ask, or records the report with a conflict.
	 */
	staffOf(envelope: LooseEnvelope, now: number): string | null {
		return this.#standing(envelope, now).staff;
	}

	/** Who is named by the sign-in behind a report that does not count; `null` = it counts, or names nobody. */
	claimOf(envelope: LooseEnvelope, now: number): Claim | null {
		return this.#standing(envelope, now).claim;
	}

	#standing(envelope: LooseEnvelope, now: number): { staff: string | null; claim: Claim | null } {
		const known = envelope.session ? this.#byHash.get(hashOf(envelope.session)) : undefined;
		if (!known || known.station !== envelope.station) return { staff: null, claim: null };
		const isReport = Object.hasOwn(commandTable, envelope.name) && commandTable[envelope.name as CommandName].kind === 'report';
		const at = isReport ? Math.min(envelope.occurredAt, now) : now;
		const key = hashOf(envelope.session ?? '');
		const good = known.endsAt > at && (isReport || !this.#asleep.has(key));
		const why = known.fault ?? (good ? null : 'expired');
		if (why === null && !isReport) this.#heard(key);
		return why === null ? { staff: known.staff, claim: null } : { staff: null, claim: { staff: known.staff, why } };
	}
}
