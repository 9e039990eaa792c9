/** Draws one document after the other, beside the platform: a long one takes half a second, in which the hall must not wait. */
import { parentPort } from 'node:worker_threads';
import { makePdf } from '../../documents/make-pdf.ts';
import type { PaperDocument } from '../../domain/contracts/paper-document.ts';

parentPort?.on('message', async (document: PaperDocument) => {
	parentPort?.postMessage(await makePdf(document).catch(() => null));
});
