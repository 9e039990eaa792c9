import { type Dots, emptyDots } from './glyphs/dots.ts';
import { type QrLevel, qrDots } from './qr.ts';

/** A QR code as the printer draws it from what was stored. */
export interface StoredCode {
	payload: Uint8Array;
	dots: Dots;
}

/** The printer's own QR function: settings and payload come in commands of their own, and one more prints (protocols.md 3.4). */
export function createStoredCode(): { take(command: Uint8Array): StoredCode | null } {
	let module = 3;
	let level: QrLevel = 'L';
	let payload = new Uint8Array();
	return {
		take(command) {
			const [, , , , , , what, value = 0] = command;
			if (what === 0x43) module = Math.min(16, Math.max(1, value));
			else if (what === 0x45) level = (['L', 'M', 'Q', 'H'] as const)[value - 0x30] ?? level;
			else if (what === 0x50) payload = command.slice(8);
			else if (what === 0x51 && payload.length > 0) return { payload, dots: drawn(payload, module, level) };
			return null;
		},
	};
}

/** More than a code can hold prints nothing, as on the real printer. */
function drawn(payload: Uint8Array, module: number, level: QrLevel): Dots {
	try {
		return qrDots(payload, module, level);
	} catch {
		return emptyDots(0, 0);
	}
}
