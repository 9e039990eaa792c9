/**
 * Watches the disk under the machine's data: warns when it runs low, stops new promises before it is full, and gives the ballast up when it
 * is, so that what was promised can still be written down.
 */
import { statfs } from 'node:fs/promises';
import type { DiskState } from '../../domain/contracts/disk.ts';
import { diskLimits, judgeDisk } from '../../domain/disk-room.ts';
import type { Ballast } from './ballast.ts';

export const lookEveryMs = 10_000;

export interface Room {
	freeBytes: number;
	totalBytes: number;
}

/** Rejects when the system cannot tell. */
export async function measureRoom(folder: string): Promise<Room> {
	const { bavail, blocks, bsize } = await statfs(folder);
	return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

export interface DiskGuardParts {
	measure(): Promise<Room>;
	ballast: Ballast;
	/** Of the command line; `null` = the usual limit. */
	stopMegabytes: number | null;
	/** Runs the action every so many milliseconds until the returned function is called. */
	every(ms: number, action: () => void): () => void;
	changed(state: DiskState): void;
	note(level: 'info' | 'warn' | 'error', code: string, facts: Record<string, number>): void;
}

export class DiskGuard {
	readonly #parts: DiskGuardParts;
	#state: DiskState = 'well';
	/** The journal found the disk full, and nothing has shown since that there is room. */
	#refused = false;
	/** Told already, and not again before it changed. */
	readonly #told = new Set<string>();
	/** One look at a time: a ballast is not given up while it is being made. */
	#turn: Promise<unknown> = Promise.resolve();
	#stopWatching: () => void = () => {};

	constructor(parts: DiskGuardParts) {
		this.#parts = parts;
	}

	get state(): DiskState {
		return this.#state;
	}

	/** Resolves when the disk was measured once; the ballast is made after that, since a start should not wait for it. */
	async start(): Promise<void> {
		this.#stopWatching = this.#parts.every(lookEveryMs, () => void this.look());
		await this.#inTurn(() => this.#look(false));
		void this.look();
	}

	/** Measures now. Never rejects. */
	look(): Promise<void> {
		return this.#inTurn(() => this.#look(true));
	}

	/** The journal found the disk full: resolves when all that was held back is given up. Never rejects. */
	appendFailed(): Promise<void> {
		this.#refused = true;
		return this.#inTurn(async () => {
			this.#set('stop', {});
			await this.#giveUp();
		});
	}

	/** Waits for a ballast that is being made. */
	async stop(): Promise<void> {
		this.#stopWatching();
		await this.#turn;
	}

	#inTurn(action: () => Promise<void>): Promise<void> {
		const mine = this.#turn.then(action).catch(() => this.#tellOnce('disk-guard-failed'));
		this.#turn = mine;
		return mine;
	}

	async #look(mayMake: boolean): Promise<void> {
		const { measure, ballast, stopMegabytes } = this.#parts;
		const room = await measure().catch(() => null);
		// Not to know is no reason to turn people away: the journal itself still refuses on a full disk.
		if (!room || !(room.totalBytes > 0)) return this.#tellOnce('disk-not-measured');
		this.#told.delete('disk-not-measured');
		const limits = diskLimits(room.totalBytes, stopMegabytes);
		const held = await ballast.held();
		if (held > 0 && room.freeBytes < limits.fullBytes) {
			this.#set('stop', room);
			return this.#giveUp();
		}
		const missing = Math.max(0, limits.ballastBytes - held);
		const judged = judgeDisk(this.#state, room.freeBytes - missing, limits);
		if (judged === 'stop' || missing === 0) return this.#set(judged, room);
		if (!mayMake) {
			if (!this.#refused) this.#set(judged, room);
			return;
		}
		// A quota is not seen in what the disk has free; after a refusal there must be as much again beyond the ballast.
		const made = await ballast.make(limits.ballastBytes, this.#refused ? limits.ballastBytes : 0);
		if (made === 'no-room') return this.#set('stop', room);
		if (made === 'failed') this.#tellOnce('ballast-not-made');
		else this.#told.delete('ballast-not-made');
		this.#refused = false;
		this.#set(judged, room);
	}

	async #giveUp(): Promise<void> {
		const { ballast, note } = this.#parts;
		if ((await ballast.held()) === 0) return;
		await ballast.release();
		note('error', 'ballast-given-up', {});
	}

	#set(state: DiskState, { freeBytes }: Partial<Room>): void {
		if (state === this.#state) return;
		this.#state = state;
		const facts: Record<string, number> = freeBytes === undefined ? {} : { freeMegabytes: Math.floor(freeBytes / 1_000_000) };
		this.#parts.note(state === 'well' ? 'info' : state === 'low' ? 'warn' : 'error', `disk-${state}`, facts);
		this.#parts.changed(state);
	}

	#tellOnce(code: string): void {
		if (this.#told.has(code)) return;
		this.#told.add(code);
		this.#parts.note('warn', code, {});
	}
}
