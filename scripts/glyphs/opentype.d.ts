/** The part of opentype.js that is used here; the package brings no types. */
declare module 'opentype.js' {
	export interface Font {
		charToGlyph(character: string): { index: number; getPath(x: number, y: number, size: number): { commands: unknown[] } } | null;
	}
	const opentype: { parse(data: ArrayBuffer): Font };
	export default opentype;
}
