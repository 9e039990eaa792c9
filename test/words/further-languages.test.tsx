// @vitest-environment jsdom

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import '../patient-pages.ts';
import { addFurtherWording } from '../../config/further-wording.ts';
import { type LoadedHall, loadHall } from '../../config/load-hall.ts';
import { ProblemList } from '../../config/problems.ts';
import { readWording } from '../../config/wording.ts';
import { furtherLanguages, missingTexts } from '../../domain/words/further-languages.ts';
import { filesOfHall } from '../../platform/enrolment/hall-files.ts';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { moveFocus } from '../../renderer/terminal/keyboard.ts';
import { Terminal } from '../../renderer/terminal/terminal.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { scriptedEngine } from '../terminal/harness/scripted-engine.ts';

/** A language nobody speaks, from right to left: what is proved here is the way, not the words of a people. */
const pseudo = {
	'language.yaml': 'name: ⟦ahkaT⟧\ndirection: rtl\n',
	'terminal.yaml': 'welcome:\n  title: ⟦title⟧\n  noCard: ""\ntools:\n  help: ⟦help⟧\n  nowhere: ⟦x⟧\nspecial:\n  pickup: ⟦{{who}}⟧\n',
};

let own: string;
let hall: LoadedHall;
beforeAll(() => {
	own = mkdtempSync(join(tmpdir(), 'further-'));
	for (const part of ['wording', 'catalogue', 'guide', 'tickets', 'devices'])
		cpSync(join('config', part), join(own, part), { recursive: true });
	const beside = join(own, 'halls/demo');
	cpSync('config/halls/demo', beside, { recursive: true });
	mkdirSync(join(beside, 'wording/qps'), { recursive: true });
	for (const [name, text] of Object.entries(pseudo)) writeFileSync(join(beside, 'wording/qps', name), text);
	const loaded = loadHall(join(beside, 'hall.yaml'), { configFolder: own });
	if (!loaded.ok) throw new Error(loaded.problems.map(({ what }) => what).join('\n'));
	hall = loaded.hall;
});
afterEach(() => {
	cleanup();
	document.documentElement.dir = '';
});
afterAll(() => rmSync(own, { recursive: true, force: true }));

test('a folder of wording beside the hall file is a language, and goes with the hall’s files to its stations; what it lacks or has wrong is told to the technician and keeps nothing from starting', () => {
	expect(furtherLanguages(hall.wording)).toEqual([{ code: 'qps', name: '⟦ahkaT⟧', direction: 'rtl' }]);
	expect(filesOfHall(join(own, 'halls/demo/hall.yaml'), hall.files, own)?.map(({ path }) => path)).toContain('wording/qps/terminal.yaml');
	const told = hall.warnings.map(({ file, line, what }) => `${file.slice(own.length)}:${line}: ${what}`);
	expect(told).toContain('/halls/demo/wording/qps/terminal.yaml:3: welcome.noCard has no text; it is shown in Chinese.');
	expect(told).toContain('/halls/demo/wording/qps/terminal.yaml:6: tools.nowhere is no text of the product; nothing shows it.');
	expect(told).toContain(
		'/halls/demo/wording/qps/terminal.yaml:8: special.pickup uses the places {{who}}, but in Chinese none; it is shown in Chinese.',
	);
	const missing = missingTexts(hall.wording, 'qps');
	expect(missing).toContain('terminal: welcome.noCard');
	expect(missing).toContain('find: title');
	expect(missing).not.toContain('terminal: welcome.title');
	expect(missing.some((one) => one.startsWith('manager:'))).toBe(false);
	expect(told.at(-1)).toBe(
		`/halls/demo/wording/qps:1: ${missing.length} texts are missing and are shown in Chinese: ${missing.join(', ')}`,
	);
});

test('without a name, or with a broken file, it is not offered, and the hall starts all the same', () => {
	const folder = join(own, 'wording');
	mkdirSync(join(folder, 'bo'), { recursive: true });
	writeFileSync(join(folder, 'bo/terminal.yaml'), 'welcome: [unclosed\n');
	const { wording } = readWording(folder, new ProblemList(), []);
	const warnings = addFurtherWording(folder, wording, []);
	rmSync(join(folder, 'bo'), { recursive: true });
	expect(furtherLanguages(wording)).toEqual([]);
	expect(warnings.some(({ file, what }) => file.endsWith('bo/language.yaml') && what.includes('does not say its name'))).toBe(true);
	expect(warnings.some(({ file }) => file.endsWith('bo/terminal.yaml'))).toBe(true);
});

test('without further languages nothing changes: no warning, no row of languages', () => {
	const loaded = loadHall('config/halls/demo/hall.yaml');
	expect(loaded.ok && loaded.hall.warnings).toEqual([]);
	expect(loaded.ok && furtherLanguages(loaded.hall.wording)).toEqual([]);
});

test('offered on the greeting; its own texts, Chinese where it has none, right to left, arrows that follow, and gone with the citizen', () => {
	const station = hall.plan.stations.find(({ id }) => id === 'T2')!;
	render(
		<EngineProvider client={scriptedEngine(hall.plan, {})}>
			<WordsProvider wording={hall.wording} timezone={hall.plan.timezone}>
				<Terminal plan={hall.plan} catalogue={hall.catalogue} devices={hall.devices} station={station} />
			</WordsProvider>
		</EngineProvider>,
	);
	fireEvent.click(screen.getByRole('button', { name: '⟦ahkaT⟧' }));
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('⟦title⟧');
	expect(document.documentElement).toMatchObject({ lang: 'qps', dir: 'rtl' });
	const inChinese = (hall.wording['zh-CN']!.terminal!.welcome as { noCard: string }).noCard;
	expect(screen.getByText(inChinese)).toBeTruthy();
	expect(screen.queryByRole('button', { name: '读给我听' })).toBeNull();
	const keys = screen.getAllByRole('button');
	keys[0]!.focus();
	act(() => void moveFocus(document, 'ArrowLeft'));
	expect(document.activeElement).toBe(keys[1]);
	act(() => void moveFocus(document, 'ArrowRight'));
	expect(document.activeElement).toBe(keys[0]);
	fireEvent.click(screen.getByRole('button', { name: 'English' }));
	expect(document.documentElement).toMatchObject({ lang: 'en', dir: 'ltr' });
	fireEvent.click(screen.getByRole('button', { name: '中文' }));
	expect(document.documentElement).toMatchObject({ lang: 'zh-CN', dir: 'ltr' });
});
