/** Chunks as files: a folder per application, in one of 256 folders so that none grows without bound. Names say nothing of a person (P1). */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreFailure } from '../storage/store-failure.ts';
import type { AttachmentStore, ChunkPlace } from './attachment-store.ts';

export class AttachmentFiles implements AttachmentStore {
	readonly #folder: string;
	/** Folders of applications that are there for certain. */
	readonly #made = new Set<string>();

	constructor(folder: string) {
		this.#folder = folder;
	}

	put(place: ChunkPlace, sealed: Uint8Array): Promise<void> {
		return failing('write-failed', async () => {
			const folder = await this.#make(place.ref);
			const path = join(folder, nameOf(place));
			// Two at once for one place must not write into one file.
			const beside = `${path}.${process.hrtime.bigint()}.new`;
			const file = await open(beside, 'w', 0o600);
			try {
				await file.writeFile(sealed);
				await file.datasync();
			} finally {
				await file.close();
			}
			await rename(beside, path);
		});
	}

	read(place: ChunkPlace): Promise<Uint8Array | null> {
		return failing('read-failed', () => readFile(join(this.#of(place.ref), nameOf(place))).catch(absent(null)));
	}

	list(ref: string): Promise<ChunkPlace[]> {
		return failing('read-failed', async () => {
			const names = await readdir(this.#of(ref)).catch(absent([] as string[]));
			return names.flatMap((name) => {
				const [, attachment, index] = /^([0-9a-f]{16})\.(\d+)$/.exec(name) ?? [];
				return attachment === undefined ? [] : [{ ref, attachment, index: Number(index) }];
			});
		});
	}

	settle(ref: string): Promise<void> {
		return failing('write-failed', () => syncFolder(this.#of(ref)).catch(absent(undefined)));
	}

	remove(place: ChunkPlace): Promise<void> {
		return failing('write-failed', () => rm(join(this.#of(place.ref), nameOf(place)), { force: true }));
	}

	removeAll(ref: string): Promise<void> {
		return failing('write-failed', async () => {
			this.#made.delete(ref);
			await rm(this.#of(ref), { recursive: true, force: true });
		});
	}

	async #make(ref: string): Promise<string> {
		const folder = this.#of(ref);
		if (this.#made.has(ref)) return folder;
		await mkdir(folder, { recursive: true, mode: 0o700 });
		await syncFolder(join(this.#folder, ref.slice(0, 2)));
		await syncFolder(this.#folder);
		this.#made.add(ref);
		return folder;
	}

	#of(ref: string): string {
		return join(this.#folder, ref.slice(0, 2), ref);
	}
}

const nameOf = ({ attachment, index }: ChunkPlace) => `${attachment}.${index}`;

const absent =
	<T>(instead: T) =>
	(cause: unknown): T => {
		if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return instead;
		throw cause;
	};

async function syncFolder(path: string): Promise<void> {
	// Windows knows no sync of a folder; what it does to one is durable with the file.
	if (process.platform === 'win32') return;
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

async function failing<T>(code: 'write-failed' | 'read-failed', action: () => Promise<T>): Promise<T> {
	try {
		return await action();
	} catch (cause) {
		throw new StoreFailure(code, `attachments: ${(cause as NodeJS.ErrnoException).code ?? 'unknown'}`, cause);
	}
}
