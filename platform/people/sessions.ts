/** Sign-ins: a random token for the station, its hash in the store. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type CommandName, commandTable } from '../../domain/contracts/commands.ts';
import type { LooseEnvelope } from '../authority/loose-envelope.ts';
import type { HallStore } from '../storage/contract.ts';

export const sessionMs = 12 * 3_600_000;
/** Ended sign-ins still vouch for reports of work done before they ended; a station may be cut off for days. */
const keepEndedMs = 7 * 24 * 3_600_000;
const kind = 'session';

const session = z.object({ staff: z.string(), station: z.string(), begunAt: z.number(), endsAt: z.number() });
export type Session = z.infer<typeof session>;

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

export class Sessions {
	#store: HallStore;
	#byHash: Map<string, Session>;

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
		return known && known.endsAt > now ? known : null;
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
		if (!envelope.session) return null;
		const known = this.#byHash.get(hashOf(envelope.session));
		if (!known || known.station !== envelope.station) return null;
		const isReport = Object.hasOwn(commandTable, envelope.name) && commandTable[envelope.name as CommandName].kind === 'report';
		const at = isReport ? Math.min(envelope.occurredAt, now) : now;
		return known.endsAt > at ? known.staff : null;
	}
}
