import type { Redactor } from '../capture/redactor.ts';
import { createTokenizer, type Token } from './tokens.ts';

/** 口: stands for every character of two bytes. */
const twoBytes = [0xbf, 0xda];
/** 㐀: for every character of four. */
const fourBytes = [0x81, 0x39, 0xee, 0x39];
const letter = 0x78;
/** Longest command whose data are settings and no content. */
const longestSetting = 10;

/**
 * Keeps commands, sizes and lengths of what goes to a printer; what stands on the paper is replaced by as much that says nothing: letters by
 * `x`, characters of two and four bytes by one of as many, the content of a QR code by `x`, pictures by white. Answers are kept as they are.
 */
export function createPrinterRedactor(): Redactor {
	const tokenizer = createTokenizer();
	return {
		take(direction, bytes) {
			if (direction === 'to-host') return bytes.length === 0 ? [] : [bytes.slice()];
			const kept = tokenizer.feed(bytes).flatMap((token) => [...harmless(token)]);
			return kept.length === 0 ? [] : [new Uint8Array(kept)];
		},
		end(direction) {
			if (direction === 'to-host') return [];
			const rest = tokenizer.held.length;
			tokenizer.reset();
			return rest === 0 ? [] : [new Uint8Array(rest).fill(letter)];
		},
	};
}

function harmless(token: Token): Iterable<number> {
	if (token.type === 'character') return harmlessCharacter(token.bytes);
	const [first, second] = token.bytes;
	// Two bytes that begin no command of ours may as well be content.
	if (token.type === 'command' && token.unknown) return Array.from(token.bytes, () => letter);
	if (first === 0x1d && second === 0x28) return withoutContent(token.bytes);
	if (first === 0x1d && second === 0x76) return blanked(token.bytes, 8, 0x00);
	if (first === 0x1b && second === 0x2a) return blanked(token.bytes, 5, 0x00);
	if (first === 0x1c && second === 0x32) return blanked(token.bytes, 4, 0x00);
	return token.bytes;
}

function harmlessCharacter(bytes: Uint8Array): Iterable<number> {
	if (bytes.length === 4) return fourBytes;
	if (bytes.length === 2) return twoBytes;
	// Control characters say nothing; a lone byte above them may be a letter of any code page.
	return bytes[0]! < 0x20 ? bytes : [letter];
}

/** `1D 28`: module, size, correction and "print" are settings of one to three bytes; everything else is content. */
function withoutContent(bytes: Uint8Array): Iterable<number> {
	const isQrSetting = bytes[2] === 0x6b && bytes.length <= longestSetting - 1 && bytes[6] !== 0x50;
	return isQrSetting ? bytes : blanked(bytes, Math.min(8, bytes.length), letter);
}

function blanked(bytes: Uint8Array, from: number, filler: number): Iterable<number> {
	return bytes.map((byte, index) => (index < from ? byte : filler));
}
