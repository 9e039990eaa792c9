// @vitest-environment jsdom

import { fileURLToPath } from 'node:url';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import '../patient-pages.ts';
import { loadHall } from '../../config/load-hall.ts';
import type { Bridge } from '../../domain/contracts/bridge.ts';
import type { PaperJob } from '../../domain/contracts/device-desk.ts';
import { noticeOf } from '../../domain/notice/notice.ts';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { Terminal } from '../../renderer/terminal/terminal.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { type Script, scriptedEngine } from './harness/scripted-engine.ts';

const loaded = loadHall(
	fileURLToPath(new URL('../../config/halls/demo/hall.yaml', `file://${process.cwd()}/test/terminal/notice-screens.test.tsx`)),
);
if (!loaded.ok) throw new Error('the demo hall does not load');
const { plan, catalogue, book, wording, devices } = loaded.hall;
const printed: PaperJob[] = [];
let outcome: 'printed' | 'failed' = 'printed';
/** A law that the hall added itself and named in no other language. */
const own = { zh: '《示例市户口登记办法》', en: null };
const served = { ...book, items: book.items.map((item) => ({ ...item, basis: [...item.basis, own] })) };

beforeEach(() => {
	HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
		this.open = true;
	};
	HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
		this.open = false;
	};
	printed.length = 0;
	outcome = 'printed';
	window.tidehall = {
		catalogue: async () => served,
		printPaper: async (job: PaperJob) => {
			printed.push(job);
			return { job: job.job, outcome, proof: 'done', code: outcome === 'printed' ? 'ok' : 'paper-end' };
		},
		health: async () => [],
		disk: async () => 'well',
		onHealth: () => () => {},
		onDisk: () => () => {},
		onDevices: () => () => {},
		onCard: () => () => {},
		onCode: () => () => {},
	} as unknown as Bridge;
});
afterEach(() => {
	cleanup();
	delete window.tidehall;
});

function show(script: Script = {}, phoneAddress: string | undefined = undefined) {
	const station = plan.stations.find((one) => one.id === 'T2');
	if (station === undefined) throw new Error('no T2');
	const own = phoneAddress === undefined ? plan : { ...plan, phoneAddress };
	render(
		<EngineProvider client={scriptedEngine(own, script)}>
			<WordsProvider wording={wording} timezone={plan.timezone}>
				<Terminal plan={own} catalogue={catalogue} devices={devices} station={station} />
			</WordsProvider>
		</EngineProvider>,
	);
}
const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const row = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const brief = () => within(document.querySelector('.bring') as HTMLElement);
async function newborn() {
	press(/^不用身份证/);
	press(/^新生儿出生/);
	await screen.findByText('孩子的出生医学证明办了吗？');
}

describe('a theme', () => {
	test('three questions choose the items, and the notice follows each row', async () => {
		show();
		await newborn();
		press(/^已经办好$/);
		press(/^没有$/);
		press(/^一起申领$/);
		expect(row(/^出生医学证明首次签发/).checked).toBe(false);
		expect(row(/^育儿补贴申领/).checked).toBe(true);
		expect(brief().getByText('选了 5 项，要准备这些')).toBeTruthy();
		expect(brief().getByText(/育儿补贴申领 20 个工作日/)).toBeTruthy();
		expect(brief().getByText(/出生医学证明/).textContent).toContain('电子证照也行');
		fireEvent.click(row(/^出生医学证明首次签发/));
		// Issued on the way now: nobody has to bring it.
		expect(brief().getByText('一件事综合申请表、出生医学证明、监护关系证明、本人银行账户')).toBeTruthy();
		fireEvent.click(row(/^育儿补贴申领/));
		expect(brief().queryByText(/20 个工作日/)).toBeNull();
	});

	test('one step back, the question shows the answer that the rows stand for', async () => {
		show();
		await newborn();
		press(/^还没有$/);
		press(/^没有$/);
		press(/^一起申领$/);
		fireEvent.click(row(/^育儿补贴申领/));
		press(/^上一步/);
		expect(screen.getByText('要一起申领育儿补贴吗？')).toBeTruthy();
		expect(screen.getByRole('button', { name: '暂不申领' }).getAttribute('aria-pressed')).toBe('true');
		expect(screen.getByRole('button', { name: '一起申领' }).getAttribute('aria-pressed')).toBe('false');
	});

	test('nothing chosen: no number, no list, and it is said', async () => {
		show();
		await newborn();
		press(/^不答了/);
		for (const name of [/^出生医学证明首次/, /^预防接种档案/, /^出生登记/, /^社会保障卡申领/, /^城乡居民基本医疗保险参保/])
			fireEvent.click(row(name));
		expect(screen.getByText(/^一项都没选/)).toBeTruthy();
		expect(screen.queryByRole('button', { name: /打印清单/ })).toBeNull();
	});
});

describe('the whole list', () => {
	test('holds every material with how it can be met, the terms and the steps, and its own code for a phone', async () => {
		show({}, 'https://hall.example');
		await newborn();
		press(/^不答了/);
		press(/^完整清单/);
		const { materials } = noticeOf(book, { theme: 'GR-01', items: ['YY-001', 'WJ-002', 'GA-001', 'RS-001', 'YB-001'] });
		for (const { material } of materials) expect(screen.getByRole('heading', { level: 3, name: material.name.zh })).toBeTruthy();
		expect(screen.getByText('不用带：这次办“出生医学证明首次签发”时产生')).toBeTruthy();
		expect(screen.getByRole('img', { name: '在手机上看这份清单' })).toBeTruthy();
		press(/^条件和费用$/);
		expect(screen.getByText('承诺 5 个工作日内办好')).toBeTruthy();
		expect(screen.getByText('01、02、03、04 号窗口')).toBeTruthy();
		press(/^怎么办$/);
		expect(screen.getByText(/^3\. 同时办：/)).toBeTruthy();
		press(/^办这 5 项/);
		expect(screen.getByText('取这个号，可以吗？')).toBeTruthy();
	});

	test('without an address for phones no code is shown', async () => {
		show();
		await newborn();
		press(/^不答了/);
		press(/^完整清单/);
		expect(screen.queryByRole('img', { name: '在手机上看这份清单' })).toBeNull();
	});

	test('打印清单: one paper a press, whole, in the language of the page; what the printer proved is said', async () => {
		show({}, 'https://hall.example');
		await newborn();
		press(/^不答了/);
		press(/^打印清单/);
		expect(await screen.findByText(/^清单打好了/)).toBeTruthy();
		const [job] = printed;
		expect(printed).toHaveLength(1);
		expect(job).toMatchObject({ device: 'T2-printer', paper: 'checklist', language: 'zh-CN' });
		const text = JSON.stringify(job?.slip);
		for (const { material } of noticeOf(book, { theme: 'GR-01', items: ['YY-001', 'WJ-002', 'GA-001', 'RS-001', 'YB-001'] }).materials)
			expect(text).toContain(material.name.zh);
		expect(text).toContain('https://hall.example/notice?theme=GR-01&items=YY-001.WJ-002.GA-001.RS-001.YB-001');
		outcome = 'failed';
		press(/^打印清单/);
		expect(await screen.findByText(/^打印机没纸了，清单没打出来/)).toBeTruthy();
		expect(new Set(printed.map((one) => one.job)).size).toBe(2);
	});

	test('what was said of the paper is gone with the next change of the choice', async () => {
		show();
		await newborn();
		press(/^不答了/);
		press(/^打印清单/);
		await screen.findByText(/^清单打好了/);
		fireEvent.click(row(/^生育登记/));
		expect(screen.queryByText(/^清单打好了/)).toBeNull();
	});
});

test('a single item: its notice first, then the check', async () => {
	show();
	press(/^不用身份证/);
	const [first] = document.querySelectorAll<HTMLElement>('.item-key');
	const name = first?.querySelector('strong')?.textContent ?? '';
	fireEvent.click(first as HTMLElement);
	expect(await screen.findByRole('heading', { level: 1, name })).toBeTruthy();
	press(/^办这一项/);
	expect(screen.getByText('取这个号，可以吗？')).toBeTruthy();
});

test('长辈版: never more than three choices, item by item, then the whole', async () => {
	show();
	await newborn();
	press(/^长辈版/);
	const choices = () =>
		document.querySelectorAll('main .choices button, main .choices input').length + document.querySelectorAll('main .foot button').length;
	for (let question = 0; question < 3; question += 1) {
		expect(choices()).toBeLessThanOrEqual(3);
		fireEvent.click(document.querySelector('main .choices button') as HTMLElement);
	}
	expect(choices()).toBeLessThanOrEqual(3);
	press(/^一项一项选/);
	for (let item = 1; item <= 10; item += 1) {
		expect(screen.getByText(new RegExp(`^第 ${item} 项，共 10 项`))).toBeTruthy();
		expect(choices()).toBeLessThanOrEqual(3);
		press(item === 3 ? /^要办/ : /^不办/);
	}
	await waitFor(() => expect(screen.getByRole('button', { name: /^办这 1 项/ })).toBeTruthy());
	press(/^要带什么/);
	expect(screen.getByText('落户方居民户口簿')).toBeTruthy();
	expect(choices()).toBeLessThanOrEqual(3);
});

test('English: the list is complete, and what stands in Chinese alone is marked', async () => {
	show();
	press(/^English$/);
	fireEvent.click(await screen.findByRole('button', { name: /^No ID card|^Without/ }));
	fireEvent.click(screen.getByRole('button', { name: /^Newborn baby/ }));
	fireEvent.click(await screen.findByRole('button', { name: /^Skip/ }));
	press(/^Full list/);
	expect(screen.getByRole('heading', { level: 3, name: 'Birth medical certificate' })).toBeTruthy();
	press(/^How it goes$/);
	expect(screen.getByText('Regulation on Household Registration').closest('[lang]')?.getAttribute('lang')).toBe('en');
	expect(screen.getByText(own.zh).getAttribute('lang')).toBe('zh-CN');
});

describe('when nobody is here', () => {
	test('people are back is said, the list can be read and printed, no number is offered', async () => {
		show({ stage: 'closed' });
		expect(screen.getByText('今天取号结束了')).toBeTruthy();
		expect(screen.getByText(/^现在是上班时间/)).toBeTruthy();
		press(/^看要带什么/);
		press(/^新生儿出生/);
		fireEvent.click(await screen.findByRole('button', { name: /^不答了/ }));
		expect(screen.queryByRole('button', { name: /^办这/ })).toBeNull();
		expect(screen.getByText(/^现在不取号，清单可以照常看/)).toBeTruthy();
		press(/^打印清单/);
		expect(await screen.findByText(/^清单打好了/)).toBeTruthy();
		press(/^完整清单/);
		expect(screen.queryByRole('button', { name: /^办这/ })).toBeNull();
		expect(screen.getByRole('button', { name: /^先把表填好/ })).toBeTruthy();
	});

	test('a closed hall sends nobody to the check, whatever stood there', () => {
		show({ stage: 'not-open' });
		expect(screen.queryByText('取这个号，可以吗？')).toBeNull();
		expect(screen.getByText('还没开始取号')).toBeTruthy();
	});
});
