/**
 * Who looked at what a person handed in: appended, never changed, never taken back. It names the member of staff, the station, the time, the reason
 * and the opaque reference, and for one field its key; never a value.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { applicationRef } from '../../domain/contracts/applications.ts';
import { lookReason } from '../../domain/contracts/case-desk.ts';
import { instant, staffId, stationId } from '../../domain/contracts/identity.ts';
import type { HallStore } from '../storage/contract.ts';

export const auditLine = z.object({
	at: instant,
	staff: staffId,
	station: stationId,
	what: z.enum(['form', 'field', 'attachment', 'proxy', 'found']),
	ref: applicationRef,
	/** Key of the field or id of the attachment. */
	part: z.string().max(64).nullable(),
	reason: lookReason,
});
export type AuditLine = z.infer<typeof auditLine>;

/** Three years (个人信息保护法第五十六条). */
export const auditKeptMs = 3 * 365 * 24 * 3_600_000;

export class CaseAudit {
	readonly #store: HallStore;
	readonly #kind: string;
	/** Looks within one millisecond keep their order. */
	#count = 0;

	constructor(store: HallStore, hall: string) {
		this.#store = store;
		this.#kind = `case-audit/${hall}`;
	}

	/** Durable when it resolves; nothing is shown before. A key of its own each, so that no line can take another's place. */
	async write(line: AuditLine): Promise<void> {
		this.#count += 1;
		const key = `${String(line.at).padStart(15, '0')}-${String(this.#count).padStart(9, '0')}-${randomBytes(8).toString('hex')}`;
		await this.#store.putRecord(this.#kind, key, auditLine.parse(line));
	}

	/** Lets go of lines whose time is over. Rejects with a `StoreFailure`. */
	async forget(now: number): Promise<void> {
		for (const { key, value } of await this.#store.records(this.#kind)) {
			const read = auditLine.safeParse(value);
			if (!read.success || read.data.at + auditKeptMs <= now) await this.#store.deleteRecord(this.#kind, key);
		}
	}

	/** Oldest first. */
	async lines(): Promise<AuditLine[]> {
		return (await this.#store.records(this.#kind)).map(({ value }) => auditLine.parse(value));
	}
}
