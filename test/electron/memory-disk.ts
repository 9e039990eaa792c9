/** A disk in memory that can run full, fail and tear, and that loses what was not synced when the power goes. */
import type { JournalDisk } from '../../electron/journal/journal-disk.ts';

interface Kept {
	bytes: Uint8Array;
	/** How much of it is on the disk itself. */
	synced: number;
}
const fault = (code: string) => Object.assign(new Error(code), { code });

export class MemoryDisk {
	readonly files = new Map<string, Kept>();
	/** Bytes that still fit. */
	free = Number.POSITIVE_INFINITY;
	failSync = false;
	failCut = false;
	syncs = 0;

	readonly disk: JournalDisk = {
		read: async (path) => this.files.get(path)?.bytes ?? null,
		open: async (path, fresh) => {
			if (fresh || !this.files.has(path)) this.files.set(path, { bytes: new Uint8Array(), synced: 0 });
			const kept = this.files.get(path)!;
			return {
				append: async (bytes) => {
					const fits = bytes.subarray(0, Math.max(0, Math.min(bytes.length, this.free)));
					const all = new Uint8Array(kept.bytes.length + fits.length);
					all.set(kept.bytes);
					all.set(fits, kept.bytes.length);
					kept.bytes = all;
					this.free -= fits.length;
					if (fits.length < bytes.length) throw fault('ENOSPC');
				},
				sync: async () => {
					this.syncs += 1;
					if (this.failSync) throw fault('EIO');
					kept.synced = kept.bytes.length;
				},
				cut: async (size) => {
					if (this.failCut) throw fault('EIO');
					this.free += kept.bytes.length - size;
					kept.bytes = kept.bytes.slice(0, size);
				},
				close: async () => undefined,
			};
		},
		replace: async (from, to) => {
			this.files.set(to, this.files.get(from)!);
			this.files.delete(from);
		},
		keepAside: async (path, bytes) => {
			this.files.set(path, { bytes, synced: bytes.length });
		},
	};

	/** The power goes: of what was not synced only `left` bytes reached the disk. */
	cutPower(left = 0): void {
		for (const kept of this.files.values()) kept.bytes = kept.bytes.slice(0, Math.min(kept.bytes.length, kept.synced + left));
	}

	text(path: string): string {
		return new TextDecoder().decode(this.files.get(path)!.bytes);
	}

	write(path: string, text: string): void {
		const bytes = new TextEncoder().encode(text);
		this.files.set(path, { bytes, synced: bytes.length });
	}
}
