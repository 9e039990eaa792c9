// @vitest-environment jsdom
/** Every free text that the log of a day can hold, filled with what would act, and every page that people of the hall have drawn with it. */
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { noObserversOrWorkers } from '../no-observers-or-workers.ts';
import '../patient-pages.ts';
import { eventTable, type HallEvent } from '../../domain/contracts/events.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { evolve } from '../../domain/evolve.ts';
import { BoardFace } from '../../renderer/board/board-face.tsx';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { ManagerFace } from '../../renderer/manager/manager-face.tsx';
import { StaffFace } from '../../renderer/staff/staff-face.tsx';
import { WindowFace } from '../../renderer/window/window-face.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { canaryGlobal, injectionStrings } from '../../scripts/hostile/injection-strings.ts';
import { ScriptedEngine } from '../window/look/scripted-engine.ts';
import { at, clerkOf, demoHall, monday } from '../window/look/story.ts';

const hall = demoHall();
const strings = injectionStrings(400);

/** Places in the bodies of events where any text may stand, e.g. `ticket-held.reason`. */
function freeTexts(): string[] {
	const found = new Set<string>();
	const walk = (node: unknown, path: string): void => {
		if (typeof node !== 'object' || node === null) return;
		const { type, pattern, format, properties, additionalProperties, propertyNames, items, ...more } = node as Record<string, never>;
		if ([type].flat().includes('string' as never) && !pattern && !format && !('enum' in more) && !('const' in more)) found.add(path);
		for (const [name, each] of Object.entries(properties ?? {})) walk(each, `${path}.${name}`);
		walk(additionalProperties, `${path}.*`);
		walk(propertyNames, `${path}.<key>`);
		walk(items, path);
		for (const kind of ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const)
			for (const each of (more as Record<string, unknown[]>)[kind] ?? []) walk(each, path);
	};
	for (const [name, schema] of Object.entries(eventTable)) walk(z.toJSONSchema(schema, { unrepresentable: 'any' }), name);
	return [...found].sort();
}

type Body = { [N in keyof typeof eventTable]: [N, z.infer<(typeof eventTable)[N]>] }[keyof typeof eventTable];
const visit = { queue: 'A', items: [], channel: 'no-card' as const };
const now = at('10:06');

/** How each of them gets into a day: what happens, with this text in it. */
function deeds(waiting: readonly string[]): Record<string, (text: string) => Body> {
	const ticket = (n: number) => waiting[n % waiting.length]!;
	const issued = (text: string) => ({
		...{ number: 'A901', series: 'A', sequence: 901, visit, origin: 'shared' as const, queuedAt: now },
		...(text === '' ? {} : { series: text }),
	});
	return {
		'ticket-issued.series': (text) => ['ticket-issued', issued(text)],
		'ticket-issued.visit.priorityGroup': (text) => [
			'ticket-issued',
			{ ...issued(''), number: 'A902', sequence: 902, visit: { ...visit, priorityGroup: text.slice(0, 32) } },
		],
		'ticket-cancelled.reason': (reason) => ['ticket-cancelled', { ticket: ticket(0), reason }],
		'ticket-called.reason.params.<key>': (text) => [
			'ticket-called',
			{ ticket: ticket(1), window: 'W02', reason: { code: 'designated', params: { [text]: text, reason: text } } },
		],
		'ticket-called.reason.params.*': (text) => [
			'ticket-called',
			{ ticket: ticket(1), window: 'W02', reason: { code: 'priority-turn', params: { group: text } } },
		],
		'ticket-called.note': (note) => ['ticket-called', { ticket: ticket(1), window: 'W02', reason: { code: 'only-one', params: {} }, note }],
		'ticket-held.reason': (reason) => ['ticket-held', { ticket: ticket(2), window: 'W02', reason }],
		'ticket-transferred.reason': (reason) => ['ticket-transferred', { ticket: ticket(3), from: 'A', to: 'H', reason }],
		'priority-granted.group': (group) => ['priority-granted', { ticket: ticket(4), group: group.slice(0, 32) }],
		'ticket-paper-known.job': (job) => ['ticket-paper-known', { ticket: ticket(5), job, copy: 1, outcome: 'unknown', proof: 'none' }],
		'ticket-paper-known.code': (code) => [
			'ticket-paper-known',
			{ ticket: ticket(6), job: 'j', copy: 1, outcome: 'failed', proof: 'none', code },
		],
		'window-paused.reason': (reason) => ['window-paused', { window: 'W03', reason }],
		'duty-changed.reason': (reason) => ['duty-changed', { window: 'W04', duty: ['A', 'K'], reason }],
		'device-health-changed.device': (device) => [
			'device-health-changed',
			{ device, deviceKind: 'printer', state: 'stopped', code: 'paper-end' },
		],
		'device-health-changed.deviceKind': (deviceKind) => [
			'device-health-changed',
			{ device: 'T1-printer', deviceKind, state: 'stopped', code: 'paper-end' },
		],
		'device-health-changed.code': (code) => [
			'device-health-changed',
			{ device: 'T2-printer', deviceKind: 'printer', state: 'stopped', code },
		],
		'conflict-found.detail': (detail) => ['conflict-found', { conflict: 901, kind: 'duplicate-number', ticket: ticket(7), detail }],
		'term-began.reason': (reason) => ['term-began', { number: 2, platform: 'P2', block: 0, planned: false, reason }],
		'manual-began.reason': (reason) => ['manual-began', { queues: ['G'], at: now, reason }],
		'manual-service-entered.run': (run) => [
			'manual-service-entered',
			{ ...{ ticket: ticket(8), result: 'served', calledAt: now, beganAt: now, endedAt: now }, run },
		],
		'conflict-settled.decision': (decision) => ['conflict-settled', { conflict: 901, decision }],
	};
}

/** The busy Monday with all of it in it; every text another one. */
function hostileDay(from: number): { state: HallDay; log: HallEvent[]; texts: string[] } {
	const day = monday(hall, now);
	const waiting = Object.values(day.state.waiting).flat();
	let { state } = day;
	const log: HallEvent[] = [];
	const texts: string[] = [];
	for (const [index, [place, deed]] of Object.entries(deeds(waiting)).entries()) {
		const text = strings[(from + index) % strings.length]!;
		const [name, body] = deed(text);
		expect(eventTable[name].safeParse(body).error, place).toBeUndefined();
		const event = {
			...{ name, body, hall: hall.plan.code, day: state.day, position: state.position + 1, recordedAt: now, occurredAt: now },
			...{ station: place.startsWith('device') ? 'T1' : 'W02', epoch: '0123456789abcdef', n: index + 1, staff: '0312' },
			configVersion: hall.plan.configVersion,
		} as unknown as HallEvent;
		state = evolve(state, event);
		log.push(event);
		texts.push(text);
	}
	return { state, log, texts };
}

beforeAll(() => {
	const nothing = { addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} };
	vi.stubGlobal('matchMedia', () => ({ matches: false, ...nothing }));
	// Charts are drawn on canvas, which jsdom has not; a text on it is a picture.
	const pen: object = new Proxy({ measureText: () => ({ width: 0 }) } as Record<string, unknown>, {
		get: (own, name: string) => own[name] ?? (() => pen),
		set: () => true,
	});
	vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => pen) as never);
	noObserversOrWorkers();
});
afterEach(() => {
	cleanup();
	vi.useRealTimers();
});

function acting(container: Element): string[] {
	const found = [...container.querySelectorAll('script, iframe, object, embed, base, meta, img, math, details[ontoggle]')];
	const attributes = [...container.querySelectorAll('*')].flatMap((each) =>
		[...each.attributes].filter(
			({ name, value }) => /^on/i.test(name) || (/^(href|src|action)$/i.test(name) && /^\s*javascript:/i.test(value)),
		),
	);
	return [...found.map(({ outerHTML }) => outerHTML.slice(0, 90)), ...attributes.map(({ name }) => name)];
}

describe('a day whose every free text would act', () => {
	test('knows each place in which any text may stand: a new one is entered here, and drawn', () => {
		expect(Object.keys(deeds(['A001'])).sort()).toEqual(freeTexts());
	});

	test.each([
		['the manager’s pages', 'manager', 'zh-CN'],
		['the manager’s pages in English', 'manager', 'en'],
		['the window', 'window', 'zh-CN'],
		['the board', 'board', 'zh-CN'],
	] as const)('%s: shown as texts, and nothing acts', async (_, face, language) => {
		vi.useFakeTimers();
		const shown = new Set<string>();
		for (const from of face === 'window' ? [0, 13] : [language === 'en' ? 13 : 0]) {
			const { state, log, texts } = hostileDay(from);
			const staff = face === 'manager' ? '0101' : clerkOf(hall.plan, 'W02').staff;
			const engine = new ScriptedEngine({ plan: hall.plan, state, now, staff, link: 'up', heardAgo: 0 });
			Object.assign(engine, {
				log: () => log,
				signedIn: () => (staff ? { staff, name: '', roles: [face === 'manager' ? 'manager' : 'window'] } : null),
			});
			const config = { plan: hall.plan, catalogue: hall.catalogue, wording: hall.wording, devices: hall.devices, demo: true };
			const { container } = render(
				<WordsProvider wording={hall.wording} timezone={hall.plan.timezone} language={language}>
					<EngineProvider client={engine}>
						{face === 'board' ? (
							<BoardFace config={config} face={{ face, station: 'B2', seats: [], platformUrl: '' }} />
						) : (
							<StaffFace>
								{face === 'window' ? (
									<WindowFace config={config} face={{ face, station: 'W02', seats: [], platformUrl: '' }} />
								) : (
									<ManagerFace station="M1" catalogue={hall.catalogue} />
								)}
							</StaffFace>
						)}
					</EngineProvider>
				</WordsProvider>,
			);
			const settle = () => act(async () => void (await vi.advanceTimersByTimeAsync(1_100)));
			const look = () => {
				expect(acting(container)).toEqual([]);
				const said = container.textContent ?? '';
				for (const text of texts) if (said.includes(text.slice(0, 20))) shown.add(text);
			};
			await settle();
			look();
			for (const tab of container.querySelectorAll<HTMLElement>('nav.tabs button')) {
				fireEvent.click(tab);
				await settle();
				look();
			}
			cleanup();
		}
		expect((globalThis as Record<string, unknown>)[canaryGlobal]).toBeUndefined();
		// It is a proof only where they are seen.
		if (face !== 'board') expect(shown.size).toBeGreaterThanOrEqual(3);
	});
});
