import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { logLine, StationLog } from '../../electron/log/station-log.ts';
import { afterCrash, crashWindowMs } from '../../electron/windows/crash-policy.ts';
import { fitFace, placeWindows, zoomFor } from '../../electron/windows/layout.ts';
import { safePage } from '../../electron/windows/safe-page.ts';

describe('a page that crashes', () => {
	test('is started again within three seconds, twice', () => {
		const first = afterCrash([], 1000);
		expect(first.next).toMatchObject({ do: 'restart' });
		expect((first.next as { afterMs: number }).afterMs).toBeLessThanOrEqual(3000);
		expect(afterCrash(first.crashes, 2000).next.do).toBe('restart');
	});
	test('the third time within a minute gives way to the safe page', () => {
		expect(afterCrash([1000, 2000], 3000).next.do).toBe('safe-page');
		expect(afterCrash([1000, 2000], 1000 + crashWindowMs).next.do).toBe('restart');
	});
	test('a clock set back does not count old crashes as new ones', () => {
		expect(afterCrash([90_000, 91_000], 5000).next.do).toBe('restart');
	});
});

describe('sizes', () => {
	test('a face fits the screen whole, in its own proportion, and is never blown up', () => {
		const terminal = fitFace('terminal', { width: 1920, height: 1040 }, null);
		expect(terminal.height).toBeLessThanOrEqual(1040);
		expect(terminal.width / terminal.height).toBeCloseTo(1080 / 1920, 2);
		expect(fitFace('window', { width: 3840, height: 2160 }, null)).toEqual({ width: 1920, height: 1080, zoom: 1 });
	});
	test('a scale that was asked for is kept', () => {
		expect(fitFace('terminal', { width: 800, height: 600 }, 1)).toEqual({ width: 1080, height: 1920, zoom: 1 });
	});
	test('a window of any shape shows all of the face', () => {
		expect(zoomFor('window', { width: 960, height: 1080 })).toBe(0.5);
		expect(zoomFor('terminal', { width: 1080, height: 960 })).toBe(0.5);
	});
});

describe('places', () => {
	const area = { x: 10, y: 20, width: 3840, height: 2160 };
	const [terminal, window] = [
		{ width: 1080, height: 1920 },
		{ width: 1920, height: 1080 },
	];
	test('windows that fit stand side by side, then in a new row', () => {
		expect(placeWindows([terminal, window, { width: 520, height: 960 }], area)).toEqual([
			{ x: 10, y: 20 },
			{ x: 1090, y: 20 },
			{ x: 3010, y: 20 },
		]);
		expect(placeWindows([window, window, window], area)).toEqual([
			{ x: 10, y: 20 },
			{ x: 1930, y: 20 },
			{ x: 10, y: 1100 },
		]);
	});
	test('windows that do not fit can all be reached', () => {
		const places = placeWindows([terminal, terminal, terminal, terminal, terminal], { x: 0, y: 0, width: 1920, height: 1040 });
		expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(5);
	});
});

describe('the safe page', () => {
	test('speaks both languages, in the words of the hall, as text only', () => {
		const page = safePage(
			{ 'zh-CN': { common: { links: { stopped: '<b>停' } }, terminal: { outOfUse: { do: '请到 2 楼' } } } },
			'terminal',
		);
		expect(page).toContain('&lt;b&gt;停');
		expect(page).toContain('请到 2 楼');
		expect(page).toContain('out of use');
		expect(page).not.toContain('<script');
	});
	test('tells staff what they can do, and does not send them to the reception desk', () => {
		const safe = { board: { title: '看别的屏', text: '听叫号' }, staff: { title: '停下了', text: '换一台登录' } };
		const wording = { 'zh-CN': { common: { links: { stopped: '请到导办台' }, safePage: safe } } };
		for (const face of ['window', 'manager', 'bench'] as const) {
			expect(safePage(wording, face)).toContain('换一台登录');
			expect(safePage(wording, face)).toContain('call a technician');
			expect(safePage(wording, face)).not.toMatch(/导办台|reception/);
		}
		expect(safePage(wording, 'board')).toContain('看别的屏');
	});
});

describe('the log', () => {
	test('P1 leaves out what could be text of a person', () => {
		const line = JSON.parse(
			logLine(0, 'warn', 'x', { name: '张三', number: '110101199003070038', device: 'T2-printer', count: 3, phone: '13800138000' }),
		);
		expect(line).toMatchObject({
			code: 'x',
			name: '(left out)',
			number: '(left out)',
			phone: '(left out)',
			device: 'T2-printer',
			count: 3,
		});
	});
	test('turns when it is full and keeps so many files', () => {
		const folder = mkdtempSync(join(tmpdir(), 'tidehall-log-'));
		try {
			const log = new StationLog({ folder, now: () => 0, maximumBytes: 200, files: 3 });
			for (let count = 0; count < 12; count++) log.write('info', 'tick', { count });
			const kept = ['station.log', 'station.log.1', 'station.log.2'].map((name) => readFileSync(join(folder, name), 'utf8'));
			for (const text of kept) expect(text.length).toBeLessThanOrEqual(200);
			expect(kept[0]).toContain('"count":11');
			expect(() => readFileSync(join(folder, 'station.log.3'))).toThrow();
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
});
