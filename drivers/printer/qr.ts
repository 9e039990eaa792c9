import qrcode from 'qrcode';
import { withoutControls } from './text.ts';

/** Longest QR payload in bytes; more would not be readable on paper (protocols.md 3.4). */
export const longestQr = 299;

export type QrLevel = 'L' | 'M' | 'Q' | 'H';

/** Payload as it is stored: UTF-8, counted in bytes. */
export function qrPayload(text: string): Uint8Array {
	return new TextEncoder().encode(withoutControls(text));
}

/** QR by the printer's own command. `module` is the size of one module in dots, 1…16. */
export function qrCommand(payload: Uint8Array, module: number, level: QrLevel = 'M'): Uint8Array {
	const stored = payload.length + 3;
	const head = (length: number, ...rest: number[]) => [0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, ...rest];
	return new Uint8Array([
		...head(4, 0x41, 0x32, 0x00),
		...head(3, 0x43, module),
		...head(3, 0x45, 0x30 + 'LMQH'.indexOf(level)),
		...head(stored, 0x50, 0x30),
		...payload,
		...head(3, 0x51, 0x30),
	]);
}

/** QR as a picture, for models without the command: one bit per dot, 1 = black. */
export function qrRaster(payload: Uint8Array, module: number, level: QrLevel = 'M'): Uint8Array {
	const { modules } = qrcode.create([{ data: payload, mode: 'byte' }], { errorCorrectionLevel: level });
	const dots = modules.size * module;
	const rowBytes = Math.ceil(dots / 8);
	const picture = new Uint8Array(rowBytes * dots);
	for (let y = 0; y < dots; y++) {
		for (let x = 0; x < dots; x++) {
			if (!modules.get(Math.floor(y / module), Math.floor(x / module))) continue;
			picture[y * rowBytes + (x >> 3)]! |= 0x80 >> (x & 7);
		}
	}
	return new Uint8Array([0x1d, 0x76, 0x30, 0x00, rowBytes & 0xff, rowBytes >> 8, dots & 0xff, dots >> 8, ...picture]);
}
