/** A machine's disk and a platform's attachments in memory: the real stores run on them for three days within seconds. */
import { dirname } from 'node:path';
import type { ApplicationDisk } from '../../electron/applications/application-disk.ts';
import type { AttachmentStore, ChunkPlace } from '../../platform/applications/attachment-store.ts';

export class MemoryApplicationDisk implements ApplicationDisk {
	readonly files = new Map<string, Uint8Array>();

	async read(path: string) {
		return this.files.get(path) ?? null;
	}
	async open(path: string, fresh: boolean) {
		if (fresh || !this.files.has(path)) this.files.set(path, new Uint8Array());
		return {
			append: async (bytes: Uint8Array) => {
				this.files.set(path, Buffer.concat([this.files.get(path) ?? new Uint8Array(), bytes]));
			},
			sync: async () => {},
			cut: async (size: number) => void this.files.set(path, (this.files.get(path) ?? new Uint8Array()).slice(0, size)),
			close: async () => {},
		};
	}
	async replace(from: string, to: string) {
		this.files.set(to, this.files.get(from)!);
		this.files.delete(from);
	}
	async list(folder: string) {
		return [...this.files.keys()].filter((path) => dirname(path) === folder).map((path) => path.slice(folder.length + 1));
	}
	async remove(path: string) {
		this.files.delete(path);
	}
	async syncFolder() {}
}

export class MemoryAttachments implements AttachmentStore {
	readonly #byRef = new Map<string, Map<string, Uint8Array>>();

	async put({ ref, attachment, index }: ChunkPlace, sealed: Uint8Array) {
		const own = this.#byRef.get(ref) ?? new Map<string, Uint8Array>();
		this.#byRef.set(ref, own.set(`${attachment}.${index}`, Uint8Array.from(sealed)));
	}
	async read({ ref, attachment, index }: ChunkPlace) {
		return this.#byRef.get(ref)?.get(`${attachment}.${index}`) ?? null;
	}
	async list(ref: string) {
		return [...(this.#byRef.get(ref)?.keys() ?? [])].map((name) => {
			const [attachment, index] = name.split('.') as [string, string];
			return { ref, attachment, index: Number(index) };
		});
	}
	async settle() {}
	async remove({ ref, attachment, index }: ChunkPlace) {
		this.#byRef.get(ref)?.delete(`${attachment}.${index}`);
	}
	async removeAll(ref: string) {
		this.#byRef.delete(ref);
	}
}
