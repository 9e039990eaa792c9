import iconv from 'iconv-lite';
import type { VoiceEncoding } from './frames.ts';

/** Text of one frame stays below 200 bytes. */
export const longestText = 199;

export interface SpokenText {
	/** One frame each, tags included. */
	parts: Uint8Array[];
	/** Characters this box cannot say; a blank stands for each. */
	replaced: number;
}

const strongStops = '。！？；!?;\n';
const weakStops = '，、：,: ';

/**
 * The text for the box: brackets from outside removed (they would be control tags), control characters too, and split where a speaker would
 * breathe when it is too long for one frame. `tags` stand before each part.
 */
export function spokenText(text: string, encoding: VoiceEncoding, tags: string): SpokenText {
	const head = encodeCharacters(tags, encoding).bytes.flatMap((one) => [...one]);
	const room = longestText - head.length;
	const { characters, bytes, replaced } = encodeCharacters(plain(text), encoding);
	const parts: Uint8Array[] = [];
	let at = 0;
	while (at < characters.length) {
		let end = at;
		let size = 0;
		while (end < characters.length && size + bytes[end]!.length <= room) size += bytes[end++]!.length;
		// Tags that leave no room: nothing can be said, and no loop may stand still.
		if (end === at) break;
		if (end < characters.length) end = lastStop(characters, at, end);
		const part = bytes.slice(at, end).flatMap((one) => [...one]);
		if (characters.slice(at, end).some((character) => character.trim() !== '')) parts.push(Uint8Array.from([...head, ...part]));
		at = end;
	}
	return { parts, replaced };
}

/** The place behind the last full stop, else the last comma, else as far as it goes. A stop in the first quarter would make crumbs. */
function lastStop(characters: readonly string[], from: number, to: number): number {
	const least = from + Math.ceil((to - from) / 4);
	for (const stops of [strongStops, weakStops]) {
		for (let end = to; end > least; end--) if (stops.includes(characters[end - 1]!)) return end;
	}
	return to;
}

function plain(text: string): string {
	return [...text]
		.filter((character) => {
			const code = character.codePointAt(0)!;
			return character !== '[' && character !== ']' && (character === '\n' || (code >= 0x20 && (code < 0x7f || code > 0x9f)));
		})
		.join('')
		.replace(/\n/g, '。');
}

function encodeCharacters(text: string, encoding: VoiceEncoding): { characters: string[]; bytes: Uint8Array[]; replaced: number } {
	const characters = [...text];
	let replaced = 0;
	const bytes = characters.map((character, at) => {
		const own = encodeOne(character, encoding);
		if (own) return own;
		replaced++;
		characters[at] = ' ';
		return encodeOne(' ', encoding)!;
	});
	return { characters, bytes, replaced };
}

function encodeOne(character: string, encoding: VoiceEncoding): Uint8Array | null {
	// The chips take their "Unicode" with the high byte first, and no characters outside the basic plane.
	if (encoding === 'unicode')
		return character.length === 1 ? Uint8Array.of(character.charCodeAt(0) >> 8, character.charCodeAt(0) & 0xff) : null;
	const code = character.codePointAt(0)!;
	if (code < 0x7f) return Uint8Array.of(code);
	const encoded = iconv.encode(character, encoding);
	if (encoded.length !== 2 || encoded[0]! < 0x81) return null;
	// GB2312 is the part of GBK whose bytes are both A1 and above, up to row F7.
	if (encoding === 'gb2312' && (encoded[0]! < 0xa1 || encoded[0]! > 0xf7 || encoded[1]! < 0xa1)) return null;
	return Uint8Array.from(encoded);
}

/** What a frame says, for the box's side. */
export function decodeText(data: Uint8Array): string {
	const text = data.subarray(1);
	if (data[0] === 0x03) return iconv.decode(Buffer.from(text), 'utf16-be');
	return iconv.decode(Buffer.from(text), 'gbk');
}
