// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { cleanup, render } from '@testing-library/react';
import { parse } from 'csv-parse/sync';
import Fastify from 'fastify';
import { JSDOM } from 'jsdom';
import { afterEach, describe, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import { csvOf } from '../../domain/reconciliation/csv.ts';
import { encodeCharacter, wrap } from '../../drivers/printer/text.ts';
import { workbookOf } from '../../platform/figures/workbook.ts';
import { html } from '../../platform/phone/html.ts';
import { serveNotice } from '../../platform/phone/notice-page.ts';
import { BoardFace } from '../../renderer/board/board-face.tsx';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { canaryGlobal, injectionStrings, withTextsReplaced } from '../../scripts/hostile/injection-strings.ts';
import { ScriptedEngine } from '../window/look/scripted-engine.ts';
import { at, demoHall, monday } from '../window/look/story.ts';

const strings = injectionStrings(10_000);
const hall = demoHall();
afterEach(cleanup);

/** What a page must not hold, whoever wrote its texts. */
function strangers(document: Document): string[] {
	const all = [...document.querySelectorAll('*')];
	const found = all.filter((each) => /^(script|iframe|object|embed|base|meta|style|svg|math|img|details)$/i.test(each.tagName));
	const acting = all.flatMap((each) =>
		[...each.attributes].filter(
			({ name, value }) => /^on/i.test(name) || (/^(href|src|action|formaction)$/i.test(name) && /^\s*javascript:/i.test(value)),
		),
	);
	return [...found.map(({ outerHTML }) => outerHTML.slice(0, 80)), ...acting.map(({ name, value }) => `${name}=${value.slice(0, 60)}`)];
}

describe('10,000 texts that would act', () => {
	test('in the plain pages for phones stay texts, between tags and within attributes', () => {
		const { text } = html`${strings.map((each) => html`<p title="${each}">${each}</p>`)}`;
		const { document } = new JSDOM(`<body>${text}</body>`, {
			url: 'http://hall.example/',
			runScripts: 'outside-only',
			pretendToBeVisual: true,
		}).window;
		const shown = [...document.querySelectorAll('p')];
		expect(shown).toHaveLength(strings.length);
		expect(strangers(document)).toEqual([]);
		// What HTML itself cannot hold, a NUL and a lone CR, is told apart by nobody.
		const plain = (each: string | null) => each?.replaceAll(/\r\n?/g, '\n').replaceAll('\u0000', '').replaceAll('\ufffd', '');
		expect(shown.filter((each, n) => plain(each.textContent) !== plain(strings[n]!) || plain(each.title) !== plain(strings[n]!))).toEqual(
			[],
		);
	});

	test('in the names of a catalogue: the notice on a phone shows them, and they do nothing', async () => {
		const { value: book, replaced } = withTextsReplaced(hall.book!, strings);
		expect(replaced).toBeGreaterThan(5_000);
		const { plan } = withTextsReplaced({ plan: hall.plan }, strings).value;
		const stationConfig = { plan, catalogue: hall.catalogue, wording: hall.wording, devices: [], demo: true };
		const app = Fastify();
		serveNotice(app, { plan, stationConfig, clock: { now: () => 1_795_000_000_000, every: () => () => {} }, book });
		const codes = Object.keys(book.items).length > 0 ? book.items.map(({ code }) => code) : [];
		for (const code of codes.filter((_, n) => n % 12 === 0)) {
			const page = await app.inject({ url: `/notice?items=${code}` });
			expect(page.statusCode).toBe(200);
			const { document } = new JSDOM(page.body, { url: 'http://hall.example/', runScripts: 'outside-only', pretendToBeVisual: true })
				.window;
			const own = strangers(document).filter(
				(each) =>
					!/^<(meta (charset|name="(viewport|color-scheme|robots|theme-color|format-detection)")|svg class="mark"|script src="\/phone)/.test(
						each,
					),
			);
			expect([code, own]).toEqual([code, []]);
		}
	});

	test('in names of hall, queues, windows and zones: the board shows them, and they do nothing', () => {
		vi.useFakeTimers();
		const day = monday(hall, at('10:06'));
		for (let from = 0; from < 600; from += 200) {
			const plan = withTextsReplaced(hall.plan, strings.slice(from)).value;
			const catalogue = withTextsReplaced(hall.catalogue, strings.slice(from)).value;
			const engine = new ScriptedEngine({ plan, state: day.state, now: day.now, staff: null, link: 'up', heardAgo: 0 });
			const { container } = render(
				<WordsProvider wording={hall.wording} timezone={plan.timezone}>
					<EngineProvider client={engine}>
						<BoardFace
							config={{ plan, catalogue, wording: hall.wording, devices: [], demo: true }}
							face={{ face: 'board', station: 'B2', seats: [], platformUrl: '' }}
						/>
					</EngineProvider>
				</WordsProvider>,
			);
			// The names of its queues are among them.
			expect(container.textContent).toMatch(/__pwned|evil\.example|cmd\|/i);
			const found = [...container.querySelectorAll('script, iframe, object, embed, base, meta, img[onerror]')];
			expect(found).toEqual([]);
			expect([...container.querySelectorAll('*')].filter((each) => [...each.attributes].some(({ name }) => /^on/i.test(name)))).toEqual([]);
			cleanup();
		}
		vi.useRealTimers();
		expect((globalThis as Record<string, unknown>)[canaryGlobal]).toBeUndefined();
	});

	test('on paper: no byte of theirs is a command of the printer', () => {
		for (const text of strings)
			for (const line of wrap(text, 32))
				for (const character of line)
					for (const byte of encodeCharacter(character, 'gb18030') ?? [0x41])
						if (byte < 0x20 || byte === 0x7f) throw new Error(JSON.stringify(text));
	});

	test('in a table: no cell is a formula, and each says what it said', async () => {
		const rows = parse(csvOf(strings.map((each) => [each, '1'])), { bom: true, relax_column_count: true }) as string[][];
		expect(rows).toHaveLength(strings.length);
		expect(rows.filter(([cell]) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell!))).toEqual([]);
		expect(rows.filter(([cell], n) => cell !== strings[n] && cell !== `'${strings[n]}`)).toEqual([]);
		const sheet = {
			id: 'a',
			name: '名',
			columns: [{ head: '名', kind: 'text' as const }],
			rows: strings.slice(0, 300).map((each) => [each]),
		};
		const book = Buffer.from(await workbookOf([sheet])).toString('latin1');
		expect(book).not.toContain('<f>');
	});
});

test('no page writes markup or compiles words', () => {
	const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
	const guilty = files.filter((file) =>
		/dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|new Function\(|\beval\(|srcdoc/i.test(
			readFileSync(`renderer/${file}`, 'utf8'),
		),
	);
	expect(files.length).toBeGreaterThan(200);
	expect(guilty).toEqual([]);
});
