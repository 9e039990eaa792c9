/**
 * Five wrong PINs lock a member on this machine. A lock runs while the app runs, by a clock nobody can set: neither a restart nor another time
 * of day opens it sooner. Each further lock before a right PIN is twice as long, because three days cut off are many times five tries.
 */
import { z } from 'zod';
import { staffId } from '../../domain/contracts/identity.ts';

export const triesBeforeLock = 5;
export const firstLockMs = 5 * 60_000;
export const longestLockMs = 12 * 3_600_000;

export const keptFailures = z.object({
	staff: staffId,
	/** Since the last right PIN or the last lock. */
	tries: z.number().int().min(0),
	/** Locks since the last right PIN. */
	rounds: z.number().int().min(0),
	leftMs: z.number().min(0),
	/** Wrong PINs the platform has not heard of. */
	untold: z.number().int().min(0),
});
export type KeptFailures = z.infer<typeof keptFailures>;

/** Members counted at once: far above a hall's staff; guesses at made-up numbers are not counted at all. */
const most = 200;

export class OfflineLocks {
	readonly #running: () => number;
	readonly #byStaff: Map<string, KeptFailures>;
	#at: number;

	constructor(kept: readonly KeptFailures[], running: () => number) {
		this.#running = running;
		this.#at = running();
		this.#byStaff = new Map(kept.slice(0, most).map((one) => [one.staff, { ...one }]));
	}

	/** Seconds until the member may try again; 0 = now. */
	seconds(staff: string): number {
		this.#pass();
		return Math.ceil((this.#byStaff.get(staff)?.leftMs ?? 0) / 1_000);
	}

	/** Counts a try before it is looked at; a right PIN takes it back. Answers how many remain after it. */
	book(staff: string): number {
		this.#pass();
		const known = this.#byStaff.get(staff) ?? { staff, tries: 0, rounds: 0, leftMs: 0, untold: 0 };
		const tries = (known.tries >= triesBeforeLock ? 0 : known.tries) + 1;
		const locks = tries >= triesBeforeLock;
		const rounds = known.rounds + (locks ? 1 : 0);
		const leftMs = locks ? Math.min(longestLockMs, firstLockMs * 2 ** (rounds - 1)) : 0;
		this.#byStaff.set(staff, { staff, tries, rounds, leftMs, untold: known.untold + 1 });
		return triesBeforeLock - tries;
	}

	right(staff: string): void {
		this.#byStaff.delete(staff);
	}

	/** The platform holds this member locked: here too. */
	lockedThere(staff: string, seconds: number): void {
		this.#pass();
		const known = this.#byStaff.get(staff) ?? { staff, tries: 0, rounds: 0, leftMs: 0, untold: 0 };
		const leftMs = Math.max(known.leftMs, Math.min(longestLockMs, seconds * 1_000));
		this.#byStaff.set(staff, { ...known, tries: triesBeforeLock, leftMs });
	}

	/** What the platform has not heard of. */
	untold(): { staff: string; tries: number; seconds: number }[] {
		this.#pass();
		return [...this.#byStaff.values()]
			.filter(({ untold }) => untold > 0)
			.map(({ staff, untold, leftMs }) => ({ staff, tries: untold, seconds: Math.ceil(leftMs / 1_000) }));
	}

	/** It has heard of these. */
	told(heard: readonly { staff: string; tries: number }[]): void {
		for (const { staff, tries } of heard) {
			const known = this.#byStaff.get(staff);
			if (known) known.untold = Math.max(0, known.untold - tries);
		}
	}

	get anyLocked(): boolean {
		this.#pass();
		return [...this.#byStaff.values()].some(({ leftMs }) => leftMs > 0);
	}

	kept(): KeptFailures[] {
		this.#pass();
		return [...this.#byStaff.values()].map((one) => ({ ...one, leftMs: Math.round(one.leftMs) }));
	}

	/** Takes off what has passed since it was last looked at. */
	#pass(): void {
		const now = this.#running();
		const passed = Math.max(0, now - this.#at);
		this.#at = now;
		for (const one of this.#byStaff.values()) one.leftMs = Math.max(0, one.leftMs - passed);
	}
}
