import qrcode from 'qrcode';
import { type Dots, emptyDots } from './glyphs/dots.ts';
import { rasterPicture } from './pictures.ts';
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

/** Which modules are dark, row after row. */
export function qrModules(payload: Uint8Array, level: QrLevel): { size: number; dark(row: number, column: number): boolean } {
	const { modules } = qrcode.create([{ data: payload, mode: 'byte' }], { errorCorrectionLevel: level });
	return { size: modules.size, dark: (row, column) => modules.get(row, column) === 1 };
}

/** Modules of the largest code that is printed, with its quiet zone of four on each side. */
export const widestCode: Readonly<Record<QrLevel, number>> = { L: 69, M: 77, Q: 89, H: 97 };

/** Largest module up to `wanted` dots with which the code and its quiet zone of four modules fit across the paper. */
export function moduleThatFits(payload: Uint8Array, level: QrLevel, wanted: number, dots: number): number {
	// Nearly always: then the code need not be worked out to know its size.
	if (wanted * widestCode[level] <= dots) return wanted;
	return Math.max(1, Math.min(wanted, Math.floor(dots / (qrModules(payload, level).size + 8))));
}

/** QR as a picture, for models without the command. */
export function qrRaster(payload: Uint8Array, module: number, level: QrLevel = 'M'): Uint8Array {
	return rasterPicture(qrDots(payload, module, level));
}

/** QR in dots, without its quiet zone. */
export function qrDots(payload: Uint8Array, module: number, level: QrLevel): Dots {
	const { size, dark } = qrModules(payload, level);
	const dots = emptyDots(size * module, size * module);
	for (let y = 0; y < dots.height; y++) {
		for (let x = 0; x < dots.width; x++) dots.ink[y * dots.width + x] = dark(Math.floor(y / module), Math.floor(x / module)) ? 1 : 0;
	}
	return dots;
}
