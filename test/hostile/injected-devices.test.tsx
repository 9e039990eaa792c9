// @vitest-environment jsdom
/** Devices that say what would act: cards and codes at the terminal, field by field, and what devices tell of themselves at the technician's screen. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import '../patient-pages.ts';
import type { Bridge } from '../../domain/contracts/bridge.ts';
import { type CardEvent, type CodeEvent, deviceReport, type IdCard, idCard } from '../../domain/contracts/device.ts';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { StaffFace } from '../../renderer/staff/staff-face.tsx';
import { ServiceScreen } from '../../renderer/technician/service-screen.tsx';
import { Terminal } from '../../renderer/terminal/terminal.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { canaryGlobal, injectionStrings } from '../../scripts/hostile/injection-strings.ts';
import { noMediaQueries } from '../no-media-queries.ts';
import { printer, ScriptedMachine } from '../technician/scripted-machine.ts';
import { scriptedEngine } from '../terminal/harness/scripted-engine.ts';
import { demoHall } from '../window/look/story.ts';

const hall = demoHall();
const strings = injectionStrings(200);
let next = 0;
const hostile = () => strings[next++ % strings.length]!;

beforeEach(() => {
	vi.stubGlobal('fetch', async () => new Response(JSON.stringify(hall.book)));
	noMediaQueries();
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
	delete window.tidehall;
	expect((globalThis as Record<string, unknown>)[canaryGlobal]).toBeUndefined();
});

function acting(): string[] {
	const found = [...document.body.querySelectorAll('script, iframe, object, embed, base, meta, img, math, details[ontoggle], style')];
	const attributes = [...document.body.querySelectorAll('*')].flatMap((each) =>
		[...each.attributes].filter(
			({ name, value }) => /^on/i.test(name) || (/^(href|src|action)$/i.test(name) && /^\s*(javascript|data):/i.test(value)),
		),
	);
	return [...found.map(({ outerHTML }) => outerHTML.slice(0, 90)), ...attributes.map(({ name }) => name)];
}

/** Fields in which any text may stand; a field that is new is filled as well. */
const textsOf = (schema: z.ZodObject) =>
	Object.entries(
		(z.toJSONSchema(schema, { unrepresentable: 'any' }) as { properties: Record<string, { type?: string; enum?: unknown }> }).properties,
	)
		.filter(([, { type, enum: one }]) => type === 'string' && one === undefined)
		.map(([name]) => name);

/** A terminal whose devices say what the test says. */
function terminal(): { card(event: CardEvent): Promise<void>; code(event: CodeEvent): Promise<void> } {
	const heard: { card?: (event: CardEvent) => void; code?: (event: CodeEvent) => void } = {};
	const silent = () => () => {};
	window.tidehall = {
		...{ onHealth: silent, onDisk: silent, onDevices: silent, onBench: silent, onApplications: silent },
		...{ health: async () => [], disk: async () => 'well', trigger: async () => ({ ok: true, proof: 'none', code: 'ok', facts: {} }) },
		onCard(listener: (event: CardEvent) => void) {
			heard.card = listener;
			return () => {};
		},
		onCode(listener: (event: CodeEvent) => void) {
			heard.code = listener;
			return () => {};
		},
		applications: async () => ({ do: 'refused', code: 'not-offered' }),
	} as unknown as Bridge;
	render(
		<EngineProvider client={scriptedEngine(hall.plan, {})}>
			<WordsProvider wording={hall.wording} timezone={hall.plan.timezone}>
				<Terminal
					plan={hall.plan}
					catalogue={hall.catalogue}
					devices={hall.devices}
					station={hall.plan.stations.find(({ id }) => id === 'T2')!}
				/>
			</WordsProvider>
		</EngineProvider>,
	);
	const settle = () => act(async () => void (await new Promise((go) => setTimeout(go))));
	const say = async (listener: (() => void) | undefined) => {
		if (!listener) throw new Error('the terminal listens to no such device');
		act(listener);
		await settle();
	};
	return {
		card: (event) => say(heard.card && (() => heard.card!(event))),
		code: (event) => say(heard.code && (() => heard.code!(event))),
	};
}

const card: IdCard = {
	...{ kind: 'resident', name: '张示例', sexCode: '1', sex: '男', birthDate: '19900307', idNumber: '110101199003070017' },
	...{ validFrom: '20200101', validTo: '20400101', warnings: [] },
};

test('a card whose fields would act, these, those and all of them: greeted as a text, and nothing acts', async () => {
	const fields = textsOf(idCard);
	expect(fields.length).toBeGreaterThanOrEqual(12);
	const { card: lay } = terminal();
	let greeted = 0;
	const filled = (wanted: (at: number) => boolean) =>
		Object.fromEntries(fields.flatMap((field, at) => (wanted(at) ? [[field, hostile()]] : [])));
	const cards = [filled((at) => at % 2 === 0), filled((at) => at % 2 === 1), filled(() => true), { warnings: [hostile(), 'expired'] }];
	for (const said of cards) {
		await lay({ type: 'card-read', device: 'T2-reader', card: { ...card, ...said } as IdCard, readAt: 0 });
		expect(acting(), Object.keys(said).join()).toEqual([]);
		if (document.querySelector('.frame')?.getAttribute('data-screen') !== 'welcome') greeted += 1;
		await lay({ type: 'card-removed', device: 'T2-reader' });
	}
	expect(greeted).toBe(cards.length);
});

test('codes that are no tickets, of every kind and length: told in words, and nothing acts', async () => {
	const { code } = terminal();
	for (const text of [...strings.slice(0, 26), 'A'.repeat(4_096), '__proto__', `TH2:${strings[0]}:${strings[1]}`]) {
		await code({ type: 'code-scanned', device: 'T2-scanner', text, readAt: 0 });
		expect(acting(), text.slice(0, 60)).toEqual([]);
		expect(document.body.textContent).not.toContain('__pwned');
	}
});

test('devices that tell of themselves what would act: the technician reads it, and nothing acts', async () => {
	const machine = new ScriptedMachine();
	const fields = textsOf(deviceReport).filter((field) => field !== 'device');
	expect(fields).toEqual(expect.arrayContaining(['protocol', 'station', 'port']));
	const kinds = ['printer', 'scanner'] as const;
	machine.devices = kinds.flatMap((kind, n) =>
		[...fields, 'facts', 'names of facts', 'tests', 'health'].map((field, at) => ({
			...{ ...printer, kind, device: `D-${n}-${at}` },
			...(field === 'facts' ? { facts: { paper: hostile(), model: hostile(), 'sam-id': hostile() } } : {}),
			...(field === 'names of facts' ? { facts: { [hostile()]: hostile(), __proto__: 1, constructor: hostile() } } : {}),
			...(field === 'tests' ? { tests: [hostile(), 'constructor'] } : {}),
			...(field === 'health' ? { health: { ...printer.health, kind, device: hostile(), code: hostile() } } : {}),
			...(fields.includes(field) ? { [field]: hostile() } : {}),
		})),
	) as never;
	machine.problems = strings.slice(0, 30);
	machine.says = {
		ports: { do: 'ports', ports: [] },
		logs: {
			do: 'logs',
			lines: strings.slice(0, 30).map((text) => ({ at: text, level: 'warn', code: text, facts: { [text]: text } })),
		},
		capture: { do: 'capture', text: strings.slice(0, 30).join('\n') },
		reload: { do: 'reload', changed: strings.slice(0, 10), problems: strings.slice(10, 20) },
		bundle: { do: 'bundle', path: strings[2]! },
	};
	render(
		<WordsProvider wording={hall.wording} timezone={hall.plan.timezone}>
			<StaffFace>
				<ServiceScreen service={machine} station="T1" />
			</StaffFace>
		</WordsProvider>,
	);
	const settle = () => act(async () => void (await new Promise((go) => setTimeout(go))));
	await settle();
	expect(acting()).toEqual([]);
	expect(document.body.textContent).toMatch(/__pwned/);
	for (const button of screen
		.getAllByRole('button')
		.filter((one) => !one.closest('[data-device]') || one.closest('[data-device="D-0-0"]'))) {
		fireEvent.click(button);
		await settle();
		expect(acting()).toEqual([]);
	}
});
