// @vitest-environment jsdom
/** Every free text of every answer of a desk, filled with what would act, and the pages that show it: a new field is filled without anybody entering it. */
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noObserversOrWorkers } from '../no-observers-or-workers.ts';
import '../patient-pages.ts';
import type { SetUpBridge } from '../../domain/contracts/set-up.ts';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { StaffFace } from '../../renderer/staff/staff-face.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { canaryGlobal, injectionStrings } from '../../scripts/hostile/injection-strings.ts';
import { noMediaQueries } from '../no-media-queries.ts';
import { ScriptedEngine } from '../window/look/scripted-engine.ts';
import { at, demoHall, monday } from '../window/look/story.ts';
import { crawl } from './answers/crawl.ts';
import { type Filling, fill } from './answers/fill.ts';
import { answerOf, hostileDesks, placesOfAnswers, schemaOf } from './answers/hostile-engine.ts';
import { notDrawn } from './answers/not-drawn.ts';
import { pages } from './answers/pages.tsx';

const hall = demoHall();
/** `npm run fuzz -- texts --count N` asks for more: so many texts in each place that is drawn. */
const count = Number(process.env.TIDEHALL_TEXTS ?? 0);
const strings = injectionStrings(Math.max(count, 400));
/** So many in one field at once, where there are many to get through. */
const together = count === 0 ? 1 : Math.min(2_500, count);
const now = at('10:06');
/** Place → texts that stood there while it was drawn. */
const seen = new Map<number, number>();
let filled = new Map<number, number>();
let next = 0;
function text(place: string): string {
	const at = placesOfAnswers.indexOf(place);
	filled.set(at, (filled.get(at) ?? 0) + together);
	return `⟦${at}⟧${Array.from({ length: together }, () => strings[next++ % strings.length]!).join(' ')}`;
}

beforeEach(() => {
	vi.useFakeTimers({ now });
	noMediaQueries();
	noObserversOrWorkers();
	const pen: object = new Proxy({ measureText: () => ({ width: 0 }) } as Record<string, unknown>, {
		get: (own, name: string) => own[name] ?? (() => pen),
	});
	vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(pen as never);
	vi.stubGlobal('fetch', async () => new Response(JSON.stringify(hall.book)));
	vi.spyOn(console, 'error').mockImplementation(() => {});
	vi.spyOn(console, 'warn').mockImplementation(() => {});
	URL.createObjectURL = () => 'blob:x';
	URL.revokeObjectURL = () => {};
});
afterEach(() => {
	cleanup();
	delete window.tidehall;
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

/** Of both kinds of answer to a sign-in everything that may be in it. */
const signedIn = (how: Filling) =>
	Object.assign({}, ...(schemaOf('signIn').anyOf ?? []).map((each) => fill(each, 'signInAnswer', how))) as {
		key: { secret: string; address: string };
	};

function acting(): string[] {
	const found = [...document.body.querySelectorAll('script, iframe, object, embed, base, meta, math, img[onerror], details[ontoggle]')];
	const attributes = [...document.body.querySelectorAll('*')].flatMap((each) =>
		[...each.attributes].filter(
			({ name, value }) => /^on/i.test(name) || (/^(href|src|action)$/i.test(name) && /^\s*javascript:/i.test(value)),
		),
	);
	return [...found.map(({ outerHTML }) => outerHTML.slice(0, 90)), ...attributes.map(({ name }) => name)];
}

/** What a page that asks on would ask for without end. */
const fixed = new Map<string, unknown>([
	['auditDeskAnswer.more', null],
	['caseDeskAnswer.last', true],
	['caseDeskAnswer.day.first[].kind', 'material-late'],
	['staffDeskAnswer.table.problems[].code', 'unknown-window'],
	// A machine that was set up begins where it was cut off; this one begins with the first step.
	['setUpAnswer.state.again', true],
]);

function look(): void {
	expect(acting()).toEqual([]);
	const said = [...document.querySelectorAll<HTMLInputElement>('input, textarea, [title], [aria-label]')].map(
		(each) => `${each.value ?? ''}${each.title}${each.ariaLabel ?? ''}`,
	);
	// A key to be typed stands in groups of four.
	for (const [, place] of [document.body.textContent ?? '', ...said].join().matchAll(/⟦([\d\s]+)⟧/g))
		drawn.add(Number(place!.replaceAll(/\s/g, '')));
}
let drawn = new Set<number>();

test.each(Object.entries(pages))(
	'%s: what a desk answers is shown as a text, and nothing of it acts',
	async (name, { role, most, turns = 1, chinese, answers, walk, page }) => {
		const day = monday(hall, now);
		const least = () => Math.min(...[...drawnHere].map((place) => sinceHere.get(place) ?? 0));
		const drawnHere = new Set<number>();
		const sinceHere = new Map<number, number>();
		for (let turn = 0; turn < turns || least() < count; turn++) {
			filled = new Map();
			drawn = new Set();
			const how = () => ({ text, turn, rows: 4, now, fixed });
			const engine = new ScriptedEngine({ plan: hall.plan, state: day.state, now, staff: '0307', link: 'up', heardAgo: 0 });
			Object.assign(engine, hostileDesks(how), {
				signIn: async () => ({ ...signedIn(how()), ok: false, code: name === 'second step' ? 'second-set' : 'second-to-set' }),
				signedIn: () => ({ staff: '0307', name: text('signInAnswer.name'), roles: [role] }),
				...answers?.(text, turn, hall),
			});
			const machine = {
				wording: async () => hall.wording,
				ask: async ({ do: deed }: { do: string }) => answerOf('setUp', deed === 'test' ? 'test' : 'state', how()),
			} as SetUpBridge;
			render(
				<WordsProvider wording={hall.wording} timezone={hall.plan.timezone} language={turn % 2 === 1 && !chinese ? 'en' : 'zh-CN'}>
					<EngineProvider client={engine}>
						<StaffFace>{page({ hall, state: day.state, now, key: signedIn(how()).key, machine })}</StaffFace>
					</EngineProvider>
				</WordsProvider>,
			);
			await walk?.(look);
			await crawl(document, most, look);
			cleanup();
			for (const place of drawn) {
				drawnHere.add(place);
				seen.set(place, (seen.get(place) ?? 0) + (filled.get(place) ?? 0));
				sinceHere.set(place, (sinceHere.get(place) ?? 0) + (filled.get(place) ?? 0));
			}
			// What only one of two turns draws comes half as often.
			if (turn > 500) break;
		}
		expect((globalThis as Record<string, unknown>)[canaryGlobal]).toBeUndefined();
	},
);

test('what would act is seen where it is not shown as a text', () => {
	const place = document.body.appendChild(document.createElement('div'));
	for (const text of strings.slice(0, 13)) {
		place.innerHTML = text;
		if (place.firstElementChild && place.firstElementChild.tagName !== 'STYLE') expect(acting(), text).not.toEqual([]);
	}
	place.remove();
	delete (globalThis as Record<string, unknown>)[canaryGlobal];
});

test('every place of every answer in which any text may stand was drawn with one, or stands in a list with the reason why it is not', () => {
	const missing = placesOfAnswers.filter((place, at) => !seen.has(at) && !(place in notDrawn));
	expect(missing, 'draw it in answers/pages.tsx, or say in answers/not-drawn.ts why it is drawn nowhere').toEqual([]);
	expect(Object.keys(notDrawn).filter((place) => !placesOfAnswers.includes(place) || seen.has(placesOfAnswers.indexOf(place)))).toEqual([]);
	if (count > 0)
		process.stdout.write(
			`${JSON.stringify({ places: placesOfAnswers.length, drawn: seen.size, least: Math.min(...seen.values()), texts: [...seen.values()].reduce((sum, each) => sum + each, 0) })}\n`,
		);
});
