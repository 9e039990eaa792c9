/** Has documents drawn on a thread of their own, which is begun with the first one. */
import { Worker } from 'node:worker_threads';
import type { PaperDocument } from '../../domain/contracts/paper-document.ts';

/** Beyond this the thread is given up; the next document gets a new one. */
const patienceMs = 60_000;

export interface DocumentDrawer {
	/** One at a time. `null` = it could not be drawn. */
	draw(document: PaperDocument): Promise<Uint8Array | null>;
	close(): Promise<void>;
}

export function createDrawer(): DocumentDrawer {
	let worker: Worker | null = null;
	return {
		draw(document) {
			worker ??= new Worker(new URL('./documents-thread.ts', import.meta.url), { execArgv: [], name: 'documents' });
			const drawing = worker;
			drawing.ref();
			return new Promise((resolve) => {
				const end = (bytes: Uint8Array | null, well: boolean) => {
					clearTimeout(late);
					drawing.off('message', drawn);
					drawing.off('error', broke);
					drawing.off('exit', broke);
					if (well) drawing.unref();
					else {
						worker = null;
						void drawing.terminate();
					}
					resolve(bytes);
				};
				const late = setTimeout(() => end(null, false), patienceMs);
				const drawn = (bytes: Uint8Array | null) => end(bytes, true);
				const broke = () => end(null, false);
				drawing.on('message', drawn);
				drawing.on('error', broke);
				drawing.on('exit', broke);
				drawing.postMessage(document);
			});
		},
		async close() {
			await worker?.terminate();
		},
	};
}
