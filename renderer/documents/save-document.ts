/** Makes a PDF of a described document and leaves it where staff can print it: the machine writes a file; a browser downloads what the platform made. */
import type { PaperDocument } from '../../domain/contracts/paper-document.ts';

export type SavedDocument = { ok: true; where: 'kept' | 'downloaded'; path: string } | { ok: false };

/** `name`: `reserve-a-001.pdf`. Never rejects. */
export async function saveDocument(name: string, document: PaperDocument): Promise<SavedDocument> {
	const { tidehall } = window;
	try {
		if (tidehall) {
			const kept = await tidehall.keepDocument({ name, document });
			return kept.ok ? { ok: true, where: 'kept', path: kept.path } : { ok: false };
		}
		const headers = { 'content-type': 'application/json' };
		const answer = await fetch('/api/documents', { method: 'POST', headers, body: JSON.stringify(document) });
		if (!answer.ok) return { ok: false };
		download(name, await answer.blob());
		return { ok: true, where: 'downloaded', path: name };
	} catch {
		return { ok: false };
	}
}

/** Long enough for any browser to have begun reading it. */
const forgottenAfterMs = 60_000;

function download(name: string, file: Blob): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(file);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), forgottenAfterMs);
}
