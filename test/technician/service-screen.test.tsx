// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import type { Language } from '../../domain/contracts/bridge.ts';
import { serviceRefusals, serviceRefused } from '../../domain/contracts/device-service.ts';
import { StaffFace } from '../../renderer/staff/staff-face.tsx';
import { ServiceScreen } from '../../renderer/technician/service-screen.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { noMediaQueries } from '../no-media-queries.ts';
import { demoHall } from '../window/look/story.ts';
import { began, printer, ScriptedMachine } from './scripted-machine.ts';

const hall = demoHall();
noMediaQueries();

let machine: ScriptedMachine;
beforeEach(() => {
	vi.useFakeTimers({ now: began });
	machine = new ScriptedMachine();
});
afterEach(() => {
	cleanup();
	vi.useRealTimers();
});

const pass = (ms = 0) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
async function show(language: Language = 'zh-CN') {
	render(
		<WordsProvider wording={hall.wording} timezone={hall.plan.timezone} language={language}>
			<StaffFace>
				<ServiceScreen service={machine} station="T1" />
			</StaffFace>
		</WordsProvider>,
	);
	await pass();
}
async function press(name: string | RegExp) {
	fireEvent.click(screen.getByRole('button', { name }));
	await pass();
}
const row = (device: string) => document.querySelector<HTMLElement>(`[data-device="${device}"]`)!;

test('each device stands with word and shape, since when, and what to do when it is not ready', async () => {
	await show();
	expect(row('T1-printer').textContent).toContain('号票打印机');
	expect(row('T1-printer').textContent).toContain('115200 波特');
	expect(row('T1-printer').textContent).toContain('正常');
	expect(row('T1-printer').textContent).toContain('08:573 分前');
	expect(row('T1-printer').textContent).toContain('120 / 3400');
	expect(row('T1-printer').textContent).toContain('5 秒前有回音');
	const lost = within(row('T1-reader'));
	expect(lost.getByText('数据线断开')).toBeTruthy();
	expect(lost.getByText(/插好后会自己恢复/)).toBeTruthy();
	expect(lost.getByText('没连上').querySelector('svg')).toBeTruthy();
	expect(lost.getByText('还没有回音')).toBeTruthy();
});

test('it looks again two seconds after each answer, never two looks at once', async () => {
	await show();
	expect(machine.asked).toEqual([{ do: 'inspect' }]);
	await pass(1_999);
	expect(machine.asked).toHaveLength(1);
	machine.says.inspect = 'never';
	await pass(1);
	expect(machine.asked).toHaveLength(2);
	await pass(60_000);
	expect(machine.asked).toHaveLength(2);
});

test('bytes that belong to nothing are marked while they grow, in word as well as colour', async () => {
	await show();
	expect(screen.queryByText('正在增加')).toBeNull();
	machine.devices = [{ ...printer, discarded: 12 }];
	await pass(2_000);
	expect(within(row('T1-printer')).getByText('正在增加')).toBeTruthy();
	await pass(12_000);
	expect(screen.queryByText('正在增加')).toBeNull();
});

test('S7 a machine that stops answering: what was seen stays, with its age and what helps', async () => {
	await show();
	machine.says.inspect = serviceRefused('station-away');
	await pass(2_000);
	await pass(8_000);
	const told = screen.getByRole('alert').textContent;
	expect(told).toContain('那台机器没有连上大厅系统');
	expect(told).toContain('10 秒前的情况');
	expect(row('T1-printer')).toBeTruthy();
	delete machine.says.inspect;
	await pass(2_000);
	expect(screen.queryByRole('alert')).toBeNull();
});

test.each([...serviceRefusals, 'device-stopped', 'something-new'])('%s is told in words in both languages', async (code) => {
	machine.says.inspect = serviceRefused(code);
	for (const language of ['zh-CN', 'en'] as const) {
		await show(language);
		const told = screen.getByRole('alert').textContent ?? '';
		expect(told.length).toBeGreaterThan(8);
		expect(told).not.toMatch(/refused\.|\.text|\{\{/);
		cleanup();
	}
});

test.each([
	['written', '已发出', 'quiet'],
	['acknowledged', '设备已应答', 'ok'],
	['done', '设备确认完成', 'ok'],
] as const)('D1 a test proved as %s says so and no more', async (proof, words, tone) => {
	machine.says.test = { do: 'test', result: { ok: true, proof, code: 'ok', facts: { paper: 'near-end' } } };
	await show();
	await press(/^T1-printer/);
	await press('打测试页');
	expect(machine.deeds).toEqual([{ do: 'test', device: 'T1-printer', test: 'test-page' }]);
	const outcome = document.querySelector<HTMLElement>('.test-outcome .service-note')!;
	expect(outcome.textContent).toContain(words);
	expect(outcome.textContent).toContain('快用完');
	expect(outcome.dataset.tone).toBe(tone);
});

test('a test that failed says what is wrong and what to do; one that was refused, why', async () => {
	machine.says.test = { do: 'test', result: { ok: false, proof: 'none', code: 'cover-open', facts: {} } };
	await show();
	await press(/^T1-printer/);
	await press('查状态');
	expect(document.querySelector('.test-outcome')?.textContent).toMatch(/没做到.*盖子开着.*合好/);
	machine.says.test = serviceRefused('busy');
	await press('查状态');
	expect(screen.getByRole('alert').textContent).toMatch(/没能去做.*前面的还没做完/);
});

test('what moves something asks once, and does nothing when the answer is no', async () => {
	await show();
	await press(/^T1-printer/);
	await press('开钱箱');
	expect(screen.getByRole('alertdialog').textContent).toContain('真的要“开钱箱”吗');
	await press('先不做');
	expect(screen.queryByRole('alertdialog')).toBeNull();
	expect(machine.deeds).toEqual([]);
	await press('开钱箱');
	await press('做：开钱箱');
	expect(machine.deeds).toEqual([{ do: 'test', device: 'T1-printer', test: 'drawer' }]);
});

test('a fact of a newer driver stands as it came, the known ones in words', async () => {
	await show();
	await press(/^T1-printer/);
	const facts = screen.getByRole('region', { name: '设备自己说的' }).textContent;
	expect(facts).toContain('型号TM-T88');
	expect(facts).toContain('纸正常');
	expect(facts).toContain('said-by-a-newer-driver7');
});

test('a recording counts down, is shown, and can be copied', async () => {
	const copied: string[] = [];
	vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: async (text: string) => void copied.push(text) } });
	machine.says.capture = 'never';
	await show();
	await press(/^T1-printer/);
	await press('记 10 秒');
	expect(machine.deeds).toEqual([{ do: 'capture', device: 'T1-printer', seconds: 10 }]);
	await pass(3_000);
	expect(screen.getByText('正在记录，还有 7 秒')).toBeTruthy();
	cleanup();
	machine.says.capture = { do: 'capture', text: 'wire-capture/1\n1B40\n' };
	await show();
	await press(/^T1-printer/);
	await press('记 30 秒');
	expect((screen.getByLabelText('记录结果（2 行）') as HTMLTextAreaElement).value).toBe('wire-capture/1\n1B40\n');
	await press('复制');
	expect(copied).toEqual(['wire-capture/1\n1B40\n']);
	expect(screen.getByText('已复制')).toBeTruthy();
	vi.unstubAllGlobals();
	noMediaQueries();
});

test('a port nobody declared is marked, with lines ready for devices.yaml', async () => {
	const usb = { vendorId: '1a86', productId: '7523', serialNumber: null, manufacturer: 'wch' };
	machine.says.ports = {
		do: 'ports',
		ports: [
			{ path: '/dev/ttyUSB0', stablePath: '/dev/serial/by-id/one', ...usb, devices: ['T1-printer'] },
			{ path: '/dev/ttyUSB1', stablePath: null, ...usb, productId: '5523', devices: [] },
		],
	};
	await show();
	await press('接口');
	expect(document.querySelector('[data-port="/dev/ttyUSB0"]')?.textContent).toContain('T1-printer');
	expect(within(document.querySelector<HTMLElement>('[data-port="/dev/ttyUSB1"]')!).getByText('没有登记')).toBeTruthy();
	await press('登记这个接口 /dev/ttyUSB1');
	fireEvent.change(screen.getByLabelText('上面接的是什么'), { target: { value: 'scanner' } });
	const lines = (screen.getByLabelText('抄进 devices.yaml 的一段') as HTMLTextAreaElement).value;
	expect(lines).toContain('kind: scanner');
	expect(lines).toContain('usb: { vendorId: "1a86", productId: "5523" }');
});

test('a wrong device list: how many on the tab, file and line and what, and that the last good one goes on', async () => {
	machine.problems = ['devices.yaml:7: devices.2.kind: no such kind'];
	await show();
	expect(screen.getByRole('button', { name: /^设备表 ?1$/ })).toBeTruthy();
	await press(/^设备表 ?1$/);
	expect(screen.getByRole('alert').textContent).toContain('仍按上一份好的运行');
	expect(screen.getByText('devices.yaml:7: devices.2.kind: no such kind')).toBeTruthy();
	await press('重新读取设备表');
	expect(machine.deeds).toEqual([{ do: 'reload' }]);
	expect(screen.getByText(/没有采用新的设备表/)).toBeTruthy();
	machine.problems = [];
	machine.says.reload = { do: 'reload', changed: ['T1-printer'], problems: [] };
	await press('重新读取设备表');
	await pass(2_000);
	expect(screen.getByText('读取完了，有改动：')).toBeTruthy();
	expect(screen.getByText('T1-printer')).toBeTruthy();
	expect(screen.getByText(/设备表没有问题/)).toBeTruthy();
});

test('the log in words, newest first, by level and by device', async () => {
	machine.says.logs = {
		do: 'logs',
		lines: [
			{ at: '2026-11-26T00:59:00.000Z', level: 'info', code: 'machine-started', facts: { seats: 'T1' } },
			{
				at: '2026-11-26T00:59:30.000Z',
				level: 'info',
				code: 'device-health',
				facts: { device: 'T1-reader', state: 'disconnected', why: 'port-lost' },
			},
			{ at: '2026-11-26T00:59:40.000Z', level: 'warn', code: 'said-by-a-newer-version', facts: {} },
		],
	};
	await show();
	await press('日志');
	const lines = () => [...document.querySelectorAll('.log-table tbody tr')].map((each) => each.textContent);
	expect(lines()).toHaveLength(3);
	expect(lines()[0]).toContain('08:59:40');
	expect(lines()[0]).toContain('said-by-a-newer-version');
	expect(lines()[1]).toContain('设备状态变了');
	expect(lines()[1]).toContain('设备 T1-reader · 状态 没连上 · 原因 数据线断开');
	await press('留意');
	expect(lines()).toHaveLength(1);
	await press('全部');
	fireEvent.change(screen.getByLabelText('设备'), { target: { value: 'T1-reader' } });
	expect(lines()).toHaveLength(1);
	expect(machine.deeds).toEqual([{ do: 'logs', lines: 200 }]);
});

test('the whole screen speaks English when the face does', async () => {
	await show('en');
	expect(document.body.textContent).not.toMatch(/[\u4e00-\u9fff]/);
	await press(/^T1-printer/);
	expect(document.body.textContent).not.toMatch(/[\u4e00-\u9fff]/);
	for (const tab of ['Ports', 'Device list', 'Log']) {
		await press(tab);
		expect(document.body.textContent).not.toMatch(/[\u4e00-\u9fff]/);
	}
});
