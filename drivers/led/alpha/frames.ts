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
function checksum(bytes: readonly number[]): string {
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

/** TEXT file A of the driver: hold, red, shows STRING 1. */
export function textShowsString(target: AlphaTarget): Uint8Array {
	return writeText(target, 'A', { position: 0x20, mode: 'b' }, [0x1c, 0x31, 0x10, 0x31]);
}

/** STRING file: changes without flicker. Cut to `size`, for an overlong one is emptied by the sign. */
export function writeString(target: AlphaTarget, label: string, text: string, size = 125): Uint8Array {
	return alphaFrame(target, [...ascii(`G${label}`), ...asciiText(text).bytes.subarray(0, Math.min(size, 125))]);
}

/** Special function, e.g. `,` soft reset, `$` memory. */
export function special(target: AlphaTarget, functionAndData: string): Uint8Array {
	return alphaFrame(target, ascii(`E${functionAndData}`));
}

export function readText(target: AlphaTarget, label: string): Uint8Array {
	return alphaFrame(target, ascii(`B${label}`));
}

export interface AlphaPacket {
	type: string;
	address: string;
	command: string;
	/** What follows the command letter. */
	data: Uint8Array;
}

/** Whole and sound packets of a stream; the sign's side. A packet with a wrong checksum is dropped. Holds 4 KB at most. */
export function createAlphaFraming(): { feed(bytes: Uint8Array): AlphaPacket[] } {
	let held: number[] | null = null;
	return {
		feed(bytes) {
			const packets: AlphaPacket[] = [];
			for (const byte of bytes) {
				if (byte === 0x01) held = [];
				else if (held && byte === 0x04) {
					const packet = readPacket(held);
					if (packet) packets.push(packet);
					held = null;
				} else if (held) held.push(byte);
				if (held && held.length > 4096) held = null;
			}
			return packets;
		},
	};
}

function readPacket(held: readonly number[]): AlphaPacket | null {
	const start = held.indexOf(0x02);
	if (start < 3) return null;
	const end = held.indexOf(0x03, start);
	const packet = held.slice(start, end < 0 ? held.length : end + 1);
	if (end >= 0) {
		const said = String.fromCharCode(...held.slice(end + 1, end + 5));
		if (said !== checksum(packet)) return null;
	}
	const content = end < 0 ? packet.slice(1) : packet.slice(1, -1);
	const head = String.fromCharCode(...held.slice(0, start));
	if (content.length === 0) return null;
	return {
		type: head.slice(0, -2),
		address: head.slice(-2),
		command: String.fromCharCode(content[0]!),
		data: new Uint8Array(content.slice(1)),
	};
}
