import { checksum } from './frames.ts';

const star = 0x2a;
const letter = 0x78;
/** Commands whose data are a label and a text. */
const withText = ['A', 'G', 'I'];
/** Marks inside a text, and how many bytes follow each. */
const marks: ReadonlyMap<number, number> = new Map([
	[0x1b, 2],
	[0x1c, 1],
	[0x10, 1],
]);

/** `frame`: from 01 to 04. Texts of files are replaced letter by letter; a right checksum is right again, a wrong one stays wrong. */
export function redactAlphaFrame(frame: Uint8Array): Uint8Array {
	const out = [...frame];
	let start = out.indexOf(0x02);
	if (start < 0) return new Uint8Array(frame.length).fill(star);
	while (start >= 0) {
		const found = out.indexOf(0x03, start);
		const end = found < 0 ? out.length - 1 : found;
		const before = found < 0 ? '' : checksum(out.slice(start, end + 1));
		const command = String.fromCharCode(out[start + 1] ?? 0);
		if (withText.includes(command)) redactText(out, start + 3, end);
		if (found >= 0) {
			const said = String.fromCharCode(...out.slice(end + 1, end + 5));
			const now = checksum(out.slice(start, end + 1));
			if (said === before) for (let n = 0; n < 4; n++) out[end + 1 + n] = now.charCodeAt(n);
			// A checksum that was wrong must not be right by chance, nor say what the text was.
			else for (let n = end + 1; n < Math.min(end + 5, out.length - 1); n++) out[n] = 0x2a;
		}
		start = found < 0 ? -1 : out.indexOf(0x02, end);
	}
	return new Uint8Array(out);
}

function redactText(bytes: number[], from: number, end: number): void {
	for (let at = from; at < end; at++) {
		const follow = marks.get(bytes[at]!);
		if (follow !== undefined) at += follow;
		else if (bytes[at]! >= 0x20) bytes[at] = letter;
	}
}
