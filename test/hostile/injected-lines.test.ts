/** 10,000 texts that would act, where one line or one frame is one thing: logs of machine and platform, LED displays. */
import { describe, expect, test } from 'vitest';
import { asciiText, gbkText } from '../../drivers/led/text.ts';
import { logLine } from '../../electron/log/station-log.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import { injectionStrings } from '../../scripts/hostile/injection-strings.ts';

const strings = injectionStrings(10_000);
/** What some reader of lines takes for the end of one, or for an order to the screen that shows it. */
const breaking = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

describe('in a log', () => {
	test('of the platform each happening is one line, whatever stands in it, and says what it said', () => {
		const lines: string[] = [];
		const log = jsonLog({ write: (line) => void lines.push(line) });
		for (const text of strings) log.warn('refused', { field: text, station: text, code: text, frames: [text] });
		expect(lines).toHaveLength(strings.length);
		for (const [n, line] of lines.entries()) {
			expect(line.endsWith('\n') && !breaking.test(line.slice(0, -1)), JSON.stringify(line)).toBe(true);
			expect(JSON.parse(line)).toMatchObject({ happening: 'refused', field: strings[n], frames: [strings[n]] });
		}
	});

	test('of a machine no text comes through at all', () => {
		for (const text of strings) {
			const line = logLine(0, 'warn', 'refused', { field: text });
			expect(breaking.test(line.slice(0, -1))).toBe(false);
			expect(JSON.parse(line).field).toBe('(left out)');
		}
	});
});

describe('on a display', () => {
	test('no byte of theirs is a mark of the card or the end of a frame: GBK in whole characters, ASCII in signs alone', () => {
		for (const text of strings) {
			const { bytes } = gbkText(text);
			for (let at = 0; at < bytes.length; at++) {
				const byte = bytes[at]!;
				if (byte > 0x80) {
					at += 1;
					if ((bytes[at] ?? 0) < 0x40) throw new Error(JSON.stringify(text));
				} else if (byte < 0x20 || byte === 0x5c || byte === 0x7f) throw new Error(JSON.stringify(text));
			}
			if (asciiText(text).bytes.some((byte) => byte < 0x20 || byte > 0x7e)) throw new Error(JSON.stringify(text));
		}
	});
});
