import iconv from 'iconv-lite';

/** Text for the printer: encoding, what is left out, and width in columns (protocols.md 3.2). */
export type Charset = 'gb18030' | 'gbk' | 'gb2312';

export interface Encoded {
	bytes: Uint8Array;
	/** Characters the charset lacks; □ stands for each. */
	replaced: number;
}

/** Control characters never reach the printer: ESC, GS, FS and DLE in a name would be commands. */
export function withoutControls(text: string): string {
	let clean = '';
	for (const character of text) {
		const code = character.codePointAt(0)!;
		if (code >= 0x20 && (code < 0x7f || code > 0x9f) && code !== 0x2028 && code !== 0x2029) clean += character;
	}
	return clean;
}

/** Encodes by code point, so that half a character never goes out. */
export function encodeText(text: string, charset: Charset): Encoded {
	const out: number[] = [];
	let replaced = 0;
	for (const character of withoutControls(text)) {
		const code = character.codePointAt(0)!;
		if (code < 0x7f) {
			out.push(code);
			continue;
		}
		const encoded = iconv.encode(character, charset === 'gb18030' ? 'gb18030' : 'gbk');
		if (isWholeCharacter(encoded, charset) && !(code >= 0xd800 && code <= 0xdfff)) out.push(...encoded);
		else {
			out.push(0xa1, 0xf5);
			replaced++;
		}
	}
	return { bytes: new Uint8Array(out), replaced };
}

function isWholeCharacter(bytes: Uint8Array, charset: Charset): boolean {
	const [first = 0, second = 0] = bytes;
	if (charset === 'gb2312') return bytes.length === 2 && first >= 0xa1 && first <= 0xf7 && second >= 0xa1;
	if (first <= 0x80) return false;
	if (bytes.length === 2) return second >= 0x40;
	return charset === 'gb18030' && bytes.length === 4;
}

/** Width of one character in columns of the normal font: 1 for U+0020…U+007E, 2 for all that encodes into two or four bytes. */
export function columnsOf(text: string): number {
	let columns = 0;
	for (const character of text) columns += character.codePointAt(0)! < 0x7f ? 1 : 2;
	return columns;
}

/** Marks that must not open a line: they stay with the character before them. */
const notAtStart = '，。、；：？！）】》”’,.;:?!)%';

/** Breaks by columns, never through a character; digits and Latin words stay together where they fit. */
export function wrap(text: string, columns: number): string[] {
	const lines: string[] = [];
	let line = '';
	const pieces = withoutControls(text).match(/[A-Za-z0-9_./:-]+|[\s\S]/gu) ?? [];
	for (const piece of pieces) {
		if (columnsOf(line) + columnsOf(piece) <= columns) {
			line += piece;
			continue;
		}
		if (columnsOf(piece) > columns) {
			for (const character of piece) {
				if (columnsOf(line) + columnsOf(character) > columns) {
					lines.push(line);
					line = '';
				}
				line += character;
			}
			continue;
		}
		const carried = notAtStart.includes(piece) ? [...line].at(-1) : undefined;
		if (carried && line.length > carried.length) {
			lines.push(line.slice(0, -carried.length));
			line = carried + piece;
		} else {
			lines.push(line);
			line = piece === ' ' ? '' : piece;
		}
	}
	if (line !== '') lines.push(line);
	return lines;
}

/** Left and right text in one line of `columns`; at least one space between them. */
export function spread(left: string, right: string, columns: number): string {
	return left + ' '.repeat(Math.max(1, columns - columnsOf(left) - columnsOf(right))) + right;
}

/** Text in the middle of `columns`. */
export function centred(text: string, columns: number): string {
	const room = Math.max(0, columns - columnsOf(text));
	return ' '.repeat(Math.floor(room / 2)) + text + ' '.repeat(Math.ceil(room / 2));
}
