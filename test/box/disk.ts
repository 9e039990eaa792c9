/** A machine's disk: slow, sometimes full or failing; what was not synced is lost, whole or in part, when the power goes. */

import type { Ballast } from '../../electron/disk/ballast.ts';
import type { JournalDisk, JournalFile } from '../../electron/journal/journal-disk.ts';
import type { Random } from './random.ts';
import type { Life, World } from './world.ts';

interface Kept {
	chunks: Uint8Array[];
	size: number;
	/** Bytes that are on the disk itself. */
	synced: number;
}

const fault = (code: string) => Object.assign(new Error(code), { code });

/** Bytes in all, and free on a healthy machine. */
export const diskBytes = 64_000_000_000;
const roomy = 32_000_000_000;

export class BoxDisk {
	#files = new Map<string, Kept>();
	/** Bytes; more than anything of a life fills, unless a fault takes them. */
	free = roomy;
	/** Every operation may take long. */
	slow = false;
	/** Told what is written. */
	written: ((bytes: Uint8Array) => void) | null = null;
	/** What the disk guard holds back. */
	ballast = 0;
	/** How many of the next syncs fail. */
	failingSyncs = 0;
	#world: World;
	#random: Random;
	readonly counted = { full: 0, failedSync: 0, torn: 0 };

	constructor(world: World, random: Random) {
		this.#world = world;
		this.#random = random;
	}

	/** The disk as one life of the main process sees it. */
	for(life: Life): JournalDisk {
		const wait = () => this.#world.wait(life, this.#random.between(0.1, this.slow && this.#random.chance(0.2) ? 600 : 8));
		return {
			read: async (path) => {
				await wait();
				const kept = this.#files.get(path);
				return kept ? whole(kept) : null;
			},
			open: async (path, fresh) => {
				await wait();
				if (fresh || !this.#files.has(path)) this.#files.set(path, { chunks: [], size: 0, synced: 0 });
				return this.#file(this.#files.get(path)!, wait);
			},
			replace: async (from, to) => {
				await wait();
				this.#files.set(to, this.#files.get(from)!);
				this.#files.delete(from);
				await wait();
			},
			keepAside: async (path, bytes) => {
				await wait();
				this.#files.set(path, { chunks: [bytes], size: bytes.length, synced: bytes.length });
			},
		};
	}

	#file(kept: Kept, wait: () => Promise<void>): JournalFile {
		return {
			append: async (bytes) => {
				await wait();
				if (this.free < bytes.length) {
					this.counted.full += 1;
					// Some of it may still have fitted.
					add(kept, bytes.subarray(0, this.#random.below(bytes.length)));
					throw fault('ENOSPC');
				}
				this.written?.(bytes);
				this.free -= bytes.length;
				add(kept, bytes);
			},
			sync: async () => {
				await wait();
				if (this.failingSyncs > 0) {
					this.failingSyncs -= 1;
					this.counted.failedSync += 1;
					throw fault('EIO');
				}
				kept.synced = kept.size;
				await wait();
			},
			cut: async (size) => {
				await wait();
				const bytes = whole(kept).slice(0, size);
				Object.assign(kept, { chunks: [bytes], size: bytes.length, synced: Math.min(kept.synced, bytes.length) });
			},
			close: async () => {},
		};
	}

	/** Room as the system would measure it. */
	room(): { freeBytes: number; totalBytes: number } {
		return { freeBytes: Math.max(0, this.free), totalBytes: diskBytes };
	}
	/** The guard's ballast on this disk. */
	ballastFor(life: Life): Ballast {
		const wait = () => this.#world.wait(life, this.#random.between(0.1, 8));
		return {
			held: async () => this.ballast,
			make: async (bytes, beyond) => {
				await wait();
				if (this.free < bytes + beyond - this.ballast) return 'no-room';
				this.free += this.ballast - bytes;
				this.ballast = bytes;
				return 'made';
			},
			release: async () => {
				await wait();
				this.free += this.ballast;
				this.ballast = 0;
			},
		};
	}
	/** Nothing but `bytes` is left of the room; a disk that is healed has enough again. */
	leave(bytes: number | 'enough'): void {
		this.free = bytes === 'enough' ? roomy - this.ballast : bytes;
	}
	/** The part of a file that is on the disk itself. */
	synced(path: string): Uint8Array | null {
		const kept = this.#files.get(path);
		return kept ? whole(kept).subarray(0, kept.synced) : null;
	}
	/** The file as the system shows it. */
	shown(path: string): Uint8Array | null {
		const kept = this.#files.get(path);
		return kept ? whole(kept) : null;
	}

	/** The power goes: of what was not synced some bytes reached the disk, or none, or all. */
	cutPower(): void {
		for (const kept of this.#files.values()) {
			const loose = kept.size - kept.synced;
			if (loose === 0) continue;
			this.counted.torn += 1;
			const left = this.#random.chance(0.4) ? 0 : this.#random.below(loose + 1);
			const bytes = whole(kept).slice(0, kept.synced + left);
			Object.assign(kept, { chunks: [bytes], size: bytes.length, synced: bytes.length });
		}
	}

	/** Everything gone: the machine is set up anew. */
	wipe(): void {
		this.#files.clear();
		this.leave('enough');
		this.free += this.ballast;
		this.ballast = 0;
	}

	/** A copy of what is on the disk now, as an image tool makes it. */
	image(): Map<string, Uint8Array> {
		return new Map([...this.#files].map(([path, kept]) => [path, whole(kept).slice(0, kept.synced)]));
	}
	restore(image: Map<string, Uint8Array>): void {
		this.#files = new Map([...image].map(([path, bytes]) => [path, { chunks: [bytes], size: bytes.length, synced: bytes.length }]));
	}
}

function add(kept: Kept, bytes: Uint8Array): void {
	kept.chunks.push(bytes.slice());
	kept.size += bytes.length;
}

function whole(kept: Kept): Uint8Array {
	if (kept.chunks.length !== 1) {
		const all = new Uint8Array(kept.size);
		let at = 0;
		for (const chunk of kept.chunks) {
			all.set(chunk, at);
			at += chunk.length;
		}
		kept.chunks = [all];
	}
	return kept.chunks[0]!;
}
