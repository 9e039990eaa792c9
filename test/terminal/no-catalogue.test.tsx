// @vitest-environment jsdom

import { fileURLToPath } from 'node:url';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import '../patient-pages.ts';
import { loadHall } from '../../config/load-hall.ts';
import type { Bridge } from '../../domain/contracts/bridge.ts';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { Terminal } from '../../renderer/terminal/terminal.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { scriptedEngine } from './harness/scripted-engine.ts';

const loaded = loadHall(
	fileURLToPath(new URL('../../config/halls/demo/hall.yaml', `file://${process.cwd()}/test/terminal/no-catalogue.test.tsx`)),
);
if (!loaded.ok) throw new Error('the demo hall does not load');
const { plan, catalogue, book, wording, devices } = loaded.hall;
let broken = true;

beforeEach(() => {
	window.tidehall = {
		catalogue: async () => {
			if (broken) throw new Error('machine-failed');
			return book;
		},
		health: async () => [],
		disk: async () => 'well',
		onHealth: () => () => {},
		onDisk: () => () => {},
		onDevices: () => () => {},
		onCard: () => () => {},
		onCode: () => () => {},
	} as unknown as Bridge;
	const station = plan.stations.find((one) => one.id === 'T2');
	if (station === undefined) throw new Error('no T2');
	render(
		<EngineProvider client={scriptedEngine(plan, {})}>
			<WordsProvider wording={wording} timezone={plan.timezone}>
				<Terminal plan={plan} catalogue={catalogue} devices={devices} station={station} />
			</WordsProvider>
		</EngineProvider>,
	);
	press(/^不用身份证/);
});
afterEach(() => {
	cleanup();
	delete window.tidehall;
});
const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));

// In this order: once the catalogue was had, it is kept.
test('the catalogue cannot be read: items of a theme can still be chosen, and a number taken', async () => {
	press(/^新生儿出生/);
	fireEvent.click(await screen.findByRole('button', { name: /^办这 5 项/ }));
	press(/^取号$/);
	expect(await screen.findByText('A044')).toBeTruthy();
});

test('for a single item it is said what cannot be shown; the number is there all the same, and trying again helps', async () => {
	fireEvent.click(document.querySelector('.item-key') as HTMLElement);
	expect(await screen.findByText(/^这台机器现在读不出事项目录/)).toBeTruthy();
	expect(screen.getByRole('button', { name: /^办这一项/ })).toBeTruthy();
	broken = false;
	press(/^再试一次/);
	expect(await screen.findByText('先看这几样')).toBeTruthy();
});
