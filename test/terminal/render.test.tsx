// @vitest-environment jsdom

import { fileURLToPath } from 'node:url';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import { loadHall } from '../../config/load-hall.ts';
import type { Bridge } from '../../domain/contracts/bridge.ts';
import type { DiskState } from '../../domain/contracts/disk.ts';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { Terminal } from '../../renderer/terminal/terminal.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { type Script, scriptedEngine } from './harness/scripted-engine.ts';

const loaded = loadHall(
	fileURLToPath(new URL('../../config/halls/demo/hall.yaml', `file://${process.cwd()}/test/terminal/render.test.tsx`)),
);
if (!loaded.ok) throw new Error('the demo hall does not load');
const { plan, catalogue, book, wording, devices } = loaded.hall;

beforeEach(() => {
	vi.stubGlobal('fetch', async () => new Response(JSON.stringify(book)));
	// jsdom knows <dialog> but not its modal form.
	HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
		this.open = true;
	};
	HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
		this.open = false;
	};
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
	delete window.tidehall;
});

function show(script: Script = {}) {
	const station = plan.stations.find((one) => one.id === 'T2');
	if (station === undefined) throw new Error('no T2');
	render(
		<EngineProvider client={scriptedEngine(plan, script)}>
			<WordsProvider wording={wording} timezone={plan.timezone}>
				<Terminal plan={plan} catalogue={catalogue} devices={devices} station={station} />
			</WordsProvider>
		</EngineProvider>,
	);
}
const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));

test('without a card: a theme, the check, the number', async () => {
	show();
	press(/^不用身份证/);
	press(/^新生儿出生/);
	expect(await screen.findByText('孩子的出生医学证明办了吗？')).toBeTruthy();
	press(/^还没有$/);
	press(/^没有$/);
	press(/^暂不申领$/);
	press(/^办这 5 项/);
	expect(screen.getByText('个人综合业务')).toBeTruthy();
	press(/^取号$/);
	expect(await screen.findByText('A044')).toBeTruthy();
	expect(screen.getByText('号取好了，请拿好号票')).toBeTruthy();
});

test('cut off: the own number, no estimate, and what is going on', async () => {
	show({ down: true, paper: 'paper-end' });
	expect(screen.getByText('离线取号')).toBeTruthy();
	press(/^不用身份证/);
	expect(screen.queryByText(/约等/)).toBeNull();
	press(/^新生儿出生/);
	fireEvent.click(await screen.findByRole('button', { name: /^不答了/ }));
	press(/^办这/);
	press(/^取号$/);
	expect(await screen.findByText('A2-007')).toBeTruthy();
	expect(screen.getByText('10:06 起，这台机器连不上大厅系统。')).toBeTruthy();
	expect(screen.getByText('打印机没纸了，号照样算数，不用重新取。')).toBeTruthy();
});

test('English and high contrast change the whole face', async () => {
	show();
	press(/^English$/);
	expect(await screen.findByText('Hello. Where to start?')).toBeTruthy();
	press(/^Contrast$/);
	await waitFor(() => expect(document.documentElement.dataset.theme).toBe('contrast'));
	expect(document.documentElement.lang).toBe('en');
});

test('长辈版: a ticket in three touches, never more than three choices', async () => {
	show();
	press(/^长辈版/);
	const choices = () => document.querySelectorAll('main .choices button').length;
	expect(choices()).toBeLessThanOrEqual(3);
	press(/^取号办事/);
	expect(choices()).toBeLessThanOrEqual(3);
	press(/^社保医保业务/);
	press(/^取号$/);
	expect(await screen.findByText('R044')).toBeTruthy();
});

test('before opening the hours are shown and no number is offered', () => {
	show({ stage: 'not-open' });
	expect(screen.getByText('还没开始取号')).toBeTruthy();
	expect(screen.queryByRole('button', { name: /不用身份证/ })).toBeNull();
});

test('a refusal is said in the words of the hall', async () => {
	show({ answer: 'refused' });
	press(/^不用身份证/);
	press(/^新生儿出生/);
	fireEvent.click(await screen.findByRole('button', { name: /^不答了/ }));
	press(/^办这/);
	press(/^取号$/);
	expect(await screen.findByText('这个号现在取不了')).toBeTruthy();
	expect(screen.queryByText('too-many-active-tickets')).toBeNull();
});

/** A press as a finger makes it: down first, then the click on whatever is still there. */
function finger(name: RegExp) {
	const button = screen.getByRole('button', { name });
	fireEvent.pointerDown(button);
	if (button.isConnected) fireEvent.click(button);
}

test('idle: asked after 30 s, both answers work, any touch extends, 60 s forgets', () => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance', 'Date'] });
	try {
		show();
		const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));
		finger(/^不用身份证/);
		pass(29_000);
		expect(screen.queryByText('我还在，继续')).toBeNull();
		pass(2_000);
		finger(/^我还在，继续/);
		expect(screen.queryByText('我还在，继续')).toBeNull();
		expect(screen.getByText('您要办什么？')).toBeTruthy();
		pass(31_000);
		finger(/^不办了，回首页/);
		expect(screen.getByText('您好，今天想怎么开始？')).toBeTruthy();
		finger(/^不用身份证/);
		pass(31_000);
		fireEvent.pointerDown(document.querySelector('dialog') as HTMLElement);
		expect(document.querySelector('dialog')).toBeNull();
		expect(screen.getByText('您要办什么？')).toBeTruthy();
		pass(61_000);
		expect(screen.getByText('您好，今天想怎么开始？')).toBeTruthy();
	} finally {
		vi.useRealTimers();
	}
});

test('five keys are enough: arrows, Enter, Escape', async () => {
	show();
	const key = (name: string) => {
		fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
		// jsdom does not turn Enter into a click as browsers do.
		if (name === 'Enter' && document.activeElement instanceof HTMLButtonElement) fireEvent.click(document.activeElement);
	};
	key('ArrowDown');
	key('Enter');
	expect(screen.getByText('您要办什么？')).toBeTruthy();
	const downTo = (words: string) => {
		for (let step = 0; step < 8 && !document.activeElement?.textContent?.includes(words); step += 1) key('ArrowDown');
	};
	downTo('新生儿出生');
	key('Enter');
	expect(await screen.findByText('孩子的出生医学证明办了吗？')).toBeTruthy();
	key('Escape');
	downTo('新生儿出生');
	key('Enter');
	// Not yet, no, not now: the second answer each time.
	for (const downs of [2, 2, 2]) {
		for (let step = 0; step < downs; step += 1) key('ArrowDown');
		key('Enter');
	}
	expect(screen.getByText('新生儿出生，一起办这几项')).toBeTruthy();
	// The first thing to press is the first line to tick.
	key('ArrowDown');
	key('Enter');
	press(/^办这 4 项/);
	key('ArrowDown');
	key('Enter');
	expect(await screen.findByText('A044')).toBeTruthy();
});

/** The machine under the face, as far as its disk goes. */
function machineWithDisk(state: DiskState) {
	let tell: (state: DiskState) => void = () => {};
	let rung = 0;
	window.tidehall = {
		onCard: () => () => {},
		onCode: () => () => {},
		onHealth: () => () => {},
		onDevices: () => () => {},
		onDisk: (listener: typeof tell) => {
			tell = listener;
			return () => {};
		},
		health: async () => [],
		disk: async () => state,
		help: async () => {
			rung += 1;
		},
	} as unknown as Bridge;
	return { tell: (next: DiskState) => act(() => tell(next)), rung: () => rung };
}

test('I-22 a disk nearly full: no number is offered, in both languages; where to go, and a person can still be called', async () => {
	const machine = machineWithDisk('stop');
	show();
	expect(await screen.findByText('这台机器暂停取号')).toBeTruthy();
	expect(screen.getByText('请到旁边的取号机取号，或到导办台请人帮忙。')).toBeTruthy();
	expect(screen.getByText('给维修人员：disk-low')).toBeTruthy();
	expect(screen.queryByRole('button', { name: /不用身份证/ })).toBeNull();
	press(/^叫人帮忙/);
	await waitFor(() => expect(machine.rung()).toBe(1));
	press(/^知道了/);
	press(/^English$/);
	expect(await screen.findByText('This machine gives out no numbers now')).toBeTruthy();
	expect(screen.getByText('Use the machine beside this one, or ask at reception.')).toBeTruthy();
	expect(screen.getByText('A number you hold stays valid, and the windows call as usual.')).toBeTruthy();
	machine.tell('low');
	expect(await screen.findByText('Hello. Where to start?')).toBeTruthy();
});

test('a disk that runs full while somebody chooses sends them on at once; a number already given stays on the screen', async () => {
	const machine = machineWithDisk('well');
	show();
	press(/^不用身份证/);
	machine.tell('stop');
	expect(screen.getByText('这台机器暂停取号')).toBeTruthy();
	machine.tell('well');
	expect(screen.getByText('您好，今天想怎么开始？')).toBeTruthy();
	press(/^不用身份证/);
	press(/^新生儿出生/);
	fireEvent.click(await screen.findByRole('button', { name: /^不答了/ }));
	press(/^办这 5 项/);
	press(/^取号$/);
	expect(await screen.findByText('A044')).toBeTruthy();
	machine.tell('stop');
	expect(screen.getByText('A044')).toBeTruthy();
	expect(screen.getByRole('button', { name: /^补打号票/ })).toBeTruthy();
});
