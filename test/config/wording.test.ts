import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCodesWorded } from '../../config/check-words.ts';
import { loadHall } from '../../config/load-hall.ts';
import { ProblemList } from '../../config/problems.ts';
import { checkWording, readWording, type Wording } from '../../config/wording.ts';
import { deviceCodes } from '../../domain/contracts/device.ts';
import { ledWording } from '../../renderer/engine/displays.ts';

const folder = join(import.meta.dirname, '../../config/wording');
const languages = ['zh-CN', 'en'];

/** Every code the drivers and the desk give, from their own text, so that a new one cannot stay without words. */
function codesGiven(): string[] {
	const codes = new Set<string>();
	for (const part of ['drivers', 'electron/desk']) {
		const folder = join(import.meta.dirname, '../..', part);
		for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts'))) {
			const text = readFileSync(join(folder, name), 'utf8');
			for (const match of text.matchAll(/\bcode: (?:[^'\n]*[?]{1,2} )?'([a-z-]+)'(?: : '([a-z-]+)')?/g))
				for (const code of match.slice(1)) if (code) codes.add(code);
			// A table of what a device answers: `12: 'no-font'`.
			const table = /errorCodes[^{]*\{([^}]*)\}/.exec(text)?.[1] ?? '';
			for (const match of table.matchAll(/\d+: '([a-z-]+)'/g)) if (match[1]) codes.add(match[1]);
		}
	}
	return [...codes];
}

function words(): { wording: Wording; problems: ProblemList } {
	const problems = new ProblemList();
	const { wording, opened } = readWording(folder, problems, []);
	checkWording(opened, problems);
	return { wording, problems };
}
const text = (wording: Wording, language: string, file: string, path: string[]): unknown =>
	path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], wording[language]?.[file]);

describe('the wording', () => {
	const { wording, problems } = words();

	test('has the same keys and {{names}} in both languages, none empty', () => {
		expect(problems.all).toEqual([]);
	});

	test('words every refusal, reason, device code and display state', () => {
		const found = new ProblemList();
		checkCodesWorded(readWording(folder, found, []).opened, found);
		expect(found.all).toEqual([]);
		for (const language of languages)
			for (const code of ['number-check', 'birth-date', 'not-yet-valid', 'expired', 'unreadable-field'])
				expect(text(wording, language, 'devices', ['cardWarnings', code, 'text']), code).toBeTypeOf('string');
	});

	test('the list of device codes holds every code that drivers and desk give', () => {
		expect(codesGiven()).toEqual(expect.arrayContaining(['ok', 'paper-end', 'port-lost', 'self-test-failed']));
		expect(codesGiven().filter((code) => !(deviceCodes as readonly string[]).includes(code))).toEqual([]);
	});

	test('a refusal without words, or a paper without words, stops the start and is told with its file', () => {
		const own = mkdtempSync(join(tmpdir(), 'tidehall-words-'));
		try {
			for (const part of ['wording', 'catalogue', 'guide', 'tickets', 'devices'])
				cpSync(join(folder, '..', part), join(own, part), { recursive: true });
			const hallFile = join(folder, '../halls/demo/hall.yaml');
			expect(loadHall(hallFile, { configFolder: own }).ok).toBe(true);
			for (const language of languages) {
				const file = join(own, 'wording', language, 'refusals.yaml');
				writeFileSync(file, readFileSync(file, 'utf8').replace(/^unknown-ticket:.*$/m, ''));
			}
			rmSync(join(own, 'wording/en/ticket.yaml'));
			const loaded = loadHall(hallFile, { configFolder: own });
			expect(loaded.ok ? [] : loaded.problems.map(({ file, what }) => `${file.slice(own.length + 9)}: ${what.split('. ')[0]}`)).toEqual([
				'en/refusals.yaml: unknown-ticket has no words in en',
				'en/ticket.yaml: the words of the paper ticket are missing',
				'zh-CN/refusals.yaml: unknown-ticket has no words in zh-CN',
				'zh-CN/ticket.yaml: the words of ticket.yaml exist in zh-CN but not in en',
			]);
		} finally {
			rmSync(own, { recursive: true });
		}
	});

	test.each([
		['A012', '03'],
		['A2-007', '12'],
		['Z12-0123', '12'],
	])('a display shows %s at window %s in whole, on one line of 8 Chinese characters, 16 half ones', (ticket, window) => {
		for (const language of languages) {
			for (const show of ['call', 'serving', 'idle', 'paused', 'closed']) {
				const shown = String(text(wording, language, 'led', [show]))
					.replace('{{ticket}}', ticket)
					.replace('{{window}}', window);
				const halves = [...shown].reduce((sum, letter) => sum + (letter > '\u00ff' ? 2 : 1), 0);
				// A number of a terminal past the ninth takes the second line of the display.
				expect(halves, shown).toBeLessThanOrEqual(ticket.length > 6 ? 32 : 16);
			}
		}
	});

	test.each([
		['A2-007', '12'],
		['Z12-0123', '12'],
	])('a display with digits and Latin letters alone shows %s at window %s: no other characters, 16 at most', (ticket, window) => {
		for (const language of languages) {
			for (const show of ['call', 'serving', 'idle', 'paused', 'closed']) {
				const shown = String(text(wording, language, 'led', ['figures', show]))
					.replace('{{ticket}}', ticket)
					.replace('{{window}}', window);
				expect(shown).toMatch(/^[ -~]{1,16}$/);
			}
		}
	});

	test('the displays show the words that were sized for them', () => {
		expect(ledWording(wording['zh-CN'])).toEqual(wording['zh-CN']?.led);
	});

	test('speaks calmly: no exclamation marks, no portal words', () => {
		const said = JSON.stringify(Object.fromEntries(languages.map((language) => [language, wording[language]])));
		for (const never of ['！', '亲，', '温馨提示', '系统繁忙', '操作有误', '请联系管理员', '网络超时']) expect(said).not.toContain(never);
	});

	test('a text that one language lacks, or with other {{names}}, is told with file and line', () => {
		const temporary = mkdtempSync(join(tmpdir(), 'tidehall-words-'));
		try {
			for (const language of languages) mkdirSync(join(temporary, language));
			writeFileSync(join(temporary, 'zh-CN/a.yaml'), 'title: 标题\nwait: 等 {{minutes}} 分\nonly: 只有中文\n');
			writeFileSync(join(temporary, 'en/a.yaml'), 'title: ""\nwait: wait {{min}}\n');
			writeFileSync(join(temporary, 'zh-CN/b.yaml'), 'x: y\n');
			const found = new ProblemList();
			checkWording(readWording(temporary, found, []).opened, found);
			expect(
				found.all.map(({ file, line, what }) => `${file.slice(temporary.length + 1)}:${line} ${what.split(/[,.]/)[0]}`).sort(),
			).toEqual([
				'en/a.yaml:1 title has no text',
				'zh-CN/a.yaml:2 wait uses the names minutes',
				'zh-CN/a.yaml:3 only has no words in en',
				'zh-CN/b.yaml:1 the words of b',
			]);
		} finally {
			rmSync(temporary, { recursive: true });
		}
	});
});
