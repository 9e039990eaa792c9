/** Leaves a file with the manager: the machine writes it where there is one, a browser downloads it. */
import type { KeptFileAnswer } from '../../../domain/contracts/kept-file.ts';

/** `path` is empty in a browser, which knows its own folder. */
export async function leaveFile(name: string, base64: string): Promise<KeptFileAnswer> {
	const bridge = window.tidehall;
	if (bridge) return bridge.keepFile({ name, base64 }).catch(() => ({ ok: false, code: 'not-written' }) as const);
	const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
	const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
	const anchor = document.createElement('a');
	anchor.href = address;
	anchor.download = name;
	anchor.click();
	// The browser has begun to read it by then.
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
	return { ok: true, path: '' };
}
