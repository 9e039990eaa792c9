import { asciiText } from '../text.ts';

/** Alpha Sign Communications Protocol (protocols.md 4.2): one packet per frame, always with its checksum. */
export interface AlphaTarget {
	/** `Z` any sign, `^` BetaBrite, … */
	type: string;
	/** Two hexadecimal capitals; `00` every sign. */
	address: string;
}

const ascii = (text: string) => [...text].map((mark) => mark.charCodeAt(0));

/** `content`: command letter and data. */
export function alphaFrame(target: AlphaTarget, content: readonly number[], withChecksum = true): Uint8Array {
	const packet = [0x02, ...content];
	const closing = withChecksum ? [0x03, ...ascii(checksum([...packet, 0x03]))] : [];
	return new Uint8Array([0, 0, 0, 0, 0, 0x01, ...ascii(target.type + target.address), ...packet, ...closing, 0x04]);
}

/** Sum of all bytes from 02 to 03, modulo 10000h, four capital hexadecimal digits. */
export function checksum(bytes: readonly number[]): string {
	let sum = 0;
	for (const byte of bytes) sum += byte;
	return (sum & 0xffff).toString(16).toUpperCase().padStart(4, '0');
}

/** TEXT file: position and mode, then raw content (colours and inserted STRING files included). */
export function writeText(
	target: AlphaTarget,
	label: string,
	place: { position: number; mode: string } | null,
	content: readonly number[],
): Uint8Array {
	const style = place ? [0x1b, place.position, ...ascii(place.mode)] : [];
	return alphaFrame(target, [...ascii(`A${label}`), ...style, ...content]);
}

/** Content of TEXT file A of the driver: red, shows STRING 1; still (`b`), or running (`a`) when the text is too long to stand. */
export const textShowingString = (mode: 'a' | 'b'): string => `\x1b\x20${mode}\x1c\x31\x10\x31`;

/** Writes TEXT file A of the driver. */
export function textShowsString(target: AlphaTarget, mode: 'a' | 'b' = 'b'): Uint8Array {
	return writeText(target, 'A', null, ascii(textShowingString(mode)));
}

/** STRING file: changes without flicker. Cut to `size`, for an overlong one is emptied by the sign. */
export function writeString(target: AlphaTarget, label: string, text: string, size = 125): Uint8Array {
	return alphaFrame(target, [...ascii(`G${label}`), ...asciiText(text).bytes.subarray(0, Math.min(size, 125))]);
}

/** Special function, e.g. `,` soft reset, `$` memory. */
export function special(target: AlphaTarget, functionAndData: string): Uint8Array {
	return alphaFrame(target, ascii(`E${functionAndData}`));
}

/** Memory with TEXT file A, always shown, and STRING file 1, in bytes. Erases everything; the sign needs up to 2 s afterwards. */
export function setUpMemory(target: AlphaTarget, stringBytes: number, textBytes = 256): Uint8Array {
	return special(target, `$AAU${size(textBytes)}FFFF1BL${size(stringBytes)}0000`);
}

const size = (bytes: number) => bytes.toString(16).toUpperCase().padStart(4, '0');

/**
 * Brightness on signs that can (function `/`): dim mode 00, then the index of the nearest step. The page does not name it; it is what public
 * libraries for these signs send. `level`: 1 … 16.
 */
export function dim(target: AlphaTarget, level: number): Uint8Array {
	const percent = (level / 16) * 100;
	const index = dimSteps.reduce((best, step, at) => (Math.abs(step - percent) < Math.abs(dimSteps[best]! - percent) ? at : best), 0);
	return special(target, `/000${index}`);
}

/** Percent of full brightness, by index. */
const dimSteps = [100, 86, 72, 58, 44];

/** Announcement in the priority file: shown alone, running from right to left, until it is emptied. */
export function writePriority(target: AlphaTarget, text: string): Uint8Array {
	return writeText(target, '0', { position: 0x20, mode: 'a' }, [0x1c, 0x31, ...asciiText(text).bytes.subarray(0, priorityBytes)]);
}

/** The file holds 125 bytes; five of them are place, mode and colour. */
const priorityBytes = 120;

/** Empties the priority file: what stood before the announcement is shown again. */
export function clearPriority(target: AlphaTarget): Uint8Array {
	return writeText(target, '0', null, []);
}

/** Asks for a STRING file; answered with a packet `G`. */
export function readString(target: AlphaTarget, label: string): Uint8Array {
	return alphaFrame(target, ascii(`H${label}`));
}

/** Reading the error register: a sign of life that changes nothing. */
export function readErrors(target: AlphaTarget): Uint8Array {
	return alphaFrame(target, ascii('F*'));
}

/** Asks for a TEXT file; answered with a packet `A`. */
export function readText(target: AlphaTarget, label: string): Uint8Array {
	return alphaFrame(target, ascii(`B${label}`));
}
