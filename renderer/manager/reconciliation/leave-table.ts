/** Leaves a table with the manager: the machine writes it where there is one, a browser downloads it. */
import type { KeptFileAnswer } from '../../../domain/contracts/kept-file.ts';

/** `path` is empty in a browser, which knows its own folder. */
export async function leaveTable(name: string, table: string): Promise<KeptFileAnswer> {
	const bytes = new TextEncoder().encode(table);
	const bridge = window.tidehall;
	if (bridge) return bridge.keepFile({ name, base64: base64Of(bytes) }).catch(() => ({ ok: false, code: 'not-written' }) as const);
	const address = URL.createObjectURL(new Blob([bytes], { type: 'text/csv' }));
	const anchor = document.createElement('a');
	anchor.href = address;
	anchor.download = name;
	anchor.click();
	// The browser has begun to read it by then.
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
	return { ok: true, path: '' };
}

function base64Of(bytes: Uint8Array): string {
	let letters = '';
	for (let from = 0; from < bytes.length; from += 8_192) letters += String.fromCharCode(...bytes.subarray(from, from + 8_192));
	return btoa(letters);
}
