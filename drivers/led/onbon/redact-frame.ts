import { areaOverhead } from './commands.ts';
import { crc16, escaped, readBody, unescaped } from './frames.ts';

const star = 0x2a;
const letter = 0x78;
/** 口 */
const character = [0xbf, 0xda];
/** Requests and answers whose data are settings and states, never a text: group and command. */
const withoutText = [0xa200, 0xa201, 0xa102, 0xa300, 0xa310, 0xa000, 0xa001];

/** `frame`: from its first A5 to its 5A. Texts of areas are replaced, everything else is as it was. */
export function redactOnbonFrame(frame: Uint8Array): Uint8Array {
	const start = frame.findIndex((byte) => byte !== 0xa5);
	const body = unescaped(frame.subarray(start, -1));
	if (body === null) return harmless(frame);
	const read = readBody(body);
	if (read === null) return harmless(frame);
	const { data, sound } = read;
	const command = (data[0]! << 8) | data[1]!;
	if (command === 0xa306) redactAreas(data);
	else if (!withoutText.includes(command)) data.fill(0, Math.min(5, data.length));
	// `data` is a view of the body. A wrong CRC stays wrong: what was damaged is to be played as damaged.
	const crc = crc16(body.subarray(0, -2)) ^ (sound ? 0 : 1);
	body.set([crc & 0xff, crc >> 8], body.length - 2);
	return new Uint8Array([...frame.subarray(0, start), ...escaped(body), 0x5a]);
}

function harmless(frame: Uint8Array): Uint8Array {
	return new Uint8Array(frame.length).fill(star);
}

function redactAreas(data: Uint8Array): void {
	let at = 5;
	const deletions = data[at++] ?? 0;
	if (deletions !== 0xff) at += deletions;
	const areas = data[at++] ?? 0;
	for (let n = 0; n < areas; n++) {
		const length = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8);
		const end = at + 2 + length;
		// Lengths that do not add up: nobody knows where the text is.
		if (length < areaOverhead || end > data.length) return void data.fill(0, at);
		redactText(data.subarray(at + 2 + areaOverhead, end));
		at = end;
	}
	data.fill(0, at);
}

/** In place: letters, characters of two bytes; the marks of fonts and lines stay. */
function redactText(text: Uint8Array): void {
	let at = 0;
	while (at < text.length) {
		const first = text[at]!;
		if (first === 0x5c) at += markLength(text, at);
		else if (first > 0x80 && at + 1 < text.length) {
			text.set(character, at);
			at += 2;
		} else text[at++] = letter;
	}
}

/** `\FO000`, `\FE000`, `\n`. */
function markLength(text: Uint8Array, at: number): number {
	const mark = String.fromCharCode(...text.subarray(at, at + 6));
	if (/^\\F[OE]\d{3}$/.test(mark)) return 6;
	if (mark.startsWith('\\n')) return 2;
	text[at] = letter;
	return 1;
}
