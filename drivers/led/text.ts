import iconv from 'iconv-lite';

export interface LedText {
	bytes: Uint8Array;
	/** Characters the display lacks. */
	replaced: number;
}

/** GBK text for a font card. A backslash would be a control mark: ＼ instead; what GBK lacks becomes □; control characters go. */
export function gbkText(text: string): LedText {
	const out: number[] = [];
	let replaced = 0;
	for (const character of text) {
		const code = character.codePointAt(0)!;
		if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) continue;
		if (character === '\\') out.push(...iconv.encode('＼', 'gbk'));
		else if (code < 0x7f) out.push(code);
		else {
			const encoded = iconv.encode(character, 'gbk');
			if (encoded.length === 2 && encoded[0]! > 0x80) out.push(...encoded);
			else {
				out.push(0xa1, 0xf5);
				replaced++;
			}
		}
	}
	return { bytes: new Uint8Array(out), replaced };
}

/** ASCII 20–7E for signs without Chinese; everything else is a space and counted. */
export function asciiText(text: string): LedText {
	let replaced = 0;
	const out: number[] = [];
	for (const character of text) {
		const code = character.codePointAt(0)!;
		if (code >= 0x20 && code <= 0x7e) out.push(code);
		else {
			out.push(0x20);
			replaced++;
		}
	}
	return { bytes: new Uint8Array(out), replaced };
}

/** Lines that GBK text needs on a display of `columns` half-width characters: one of full width is not parted at the edge. */
export function linesNeeded(text: Uint8Array, columns: number): number {
	let lines = 1;
	let used = 0;
	for (let at = 0; at < text.length; ) {
		const width = (text[at] ?? 0) > 0x80 ? 2 : 1;
		if (used + width > columns) {
			lines++;
			used = 0;
		}
		used += width;
		at += width;
	}
	return lines;
}

/** The beginning of GBK text within so many bytes; no character and no line mark is parted. */
export function cutGbk(text: Uint8Array, bytes: number): Uint8Array {
	if (text.length <= bytes) return text;
	let at = 0;
	for (;;) {
		const first = text[at] ?? 0;
		// A backslash is never in the text itself: it opens a mark of two bytes.
		const width = first > 0x80 || first === 0x5c ? 2 : 1;
		if (at + width > bytes) return text.slice(0, at);
		at += width;
	}
}
