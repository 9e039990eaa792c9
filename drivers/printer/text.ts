import iconv from 'iconv-lite';
import { columnsOf } from '../../domain/contracts/device-columns.ts';

/** Text for the printer: encoding, what is left out, and width in columns (protocols.md 3.2). */
export type Charset = 'gb18030' | 'gbk' | 'gb2312';

/** □ in every charset: stands for a character that nobody has. */
export const box = new Uint8Array([0xa1, 0xf5]);

/** Whether anything in it is wider than one column. */
export function hasChinese(text: string): boolean {
	return columnsOf(text) > [...text].length;
}

/** Line ends, marks of direction and joining, variants: without a picture of their own, and able to turn a text round. */
const unseen = /\p{Zl}|\p{Zp}|\p{Cf}|\p{Variation_Selector}/u;

/** Control characters never reach the printer: ESC, GS, FS and DLE in a name would be commands. */
export function withoutControls(text: string): string {
	let clean = '';
	for (const character of text) {
		const code = character.codePointAt(0)!;
		if (code >= 0x20 && (code < 0x7f || code > 0x9f) && !unseen.test(character)) clean += character;
	}
	return clean;
}

/** Bytes of one character; `null` when the charset lacks it. By code point, so that half a character never goes out. */
export function encodeCharacter(character: string, charset: Charset): Uint8Array | null {
	const code = character.codePointAt(0)!;
	if (code < 0x7f) return new Uint8Array([code]);
	const encoded = iconv.encode(character, charset === 'gb18030' ? 'gb18030' : 'gbk');
	return isWholeCharacter(encoded, charset) && !(code >= 0xd800 && code <= 0xdfff) ? new Uint8Array(encoded) : null;
}

function isWholeCharacter(bytes: Uint8Array, charset: Charset): boolean {
	const [first = 0, second = 0] = bytes;
	if (charset === 'gb2312') return bytes.length === 2 && first >= 0xa1 && first <= 0xf7 && second >= 0xa1;
	if (first <= 0x80) return false;
	if (bytes.length === 2) return second >= 0x40;
	return charset === 'gb18030' && bytes.length === 4;
}

/** Marks that must not open a line: they stay with the character before them. */
const notAtStart = '，。、；：？！）】》”’,.;:?!)%';

/** Marks that must not end a line: they go with the character behind them. */
const notAtEnd = '（【《“‘([';

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
		const carried = notAtStart.includes(piece) ? endOf(line, columns - columnsOf(piece)) : undefined;
		if (carried && line.length > carried.length) {
			lines.push(line.slice(0, -carried.length));
			line = carried + piece;
		} else {
			const opening = line.slice(withoutOpening(line).length);
			const next = columnsOf(opening + piece) <= columns ? opening + piece : piece;
			lines.push(next === piece ? line : line.slice(0, line.length - opening.length));
			line = next === ' ' ? '' : next;
		}
	}
	if (line !== '') lines.push(line);
	return lines;
}

/** What a comma takes with it to the next line: the word before it, or the character when the word has no room there. */
function endOf(line: string, room: number): string | undefined {
	return [/[A-Za-z0-9_./:-]+$/.exec(line)?.[0], [...line].at(-1)].find((end) => end !== undefined && columnsOf(end) <= room);
}

/** The line without the opening marks it ends with; the whole line when there is nothing else on it. */
function withoutOpening(line: string): string {
	let end = line.length;
	while (end > 0 && notAtEnd.includes(line[end - 1]!)) end--;
	return end === 0 ? line : line.slice(0, end);
}

/** As much of the text as fits into `columns`, cut where a line would break. */
export function fitting(text: string, columns: number): string {
	return wrap(text, columns)[0] ?? '';
}

/** Text in the middle of `columns`. */
export function centred(text: string, columns: number): string {
	const room = Math.max(0, columns - columnsOf(text));
	return ' '.repeat(Math.floor(room / 2)) + text + ' '.repeat(Math.ceil(room / 2));
}
