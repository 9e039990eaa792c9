/** Width of a text on paper in columns of the normal font: 1 for U+0020…U+007E, 2 for everything else (protocols.md 3.2). */
export function columnsOf(text: string): number {
	let columns = 0;
	for (const character of text) columns += character.codePointAt(0)! < 0x7f ? 1 : 2;
	return columns;
}
