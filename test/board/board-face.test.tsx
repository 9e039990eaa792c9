// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import { BoardFace } from '../../renderer/board/board-face.tsx';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { type EngineScene, ScriptedEngine } from '../window/look/scripted-engine.ts';
import { at, demoHall, monday } from '../window/look/story.ts';

const hall = demoHall();
const config = { plan: hall.plan, catalogue: hall.catalogue, wording: hall.wording, devices: hall.devices, demo: true };
const day = monday(hall, at('10:06'));

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
	cleanup();
	vi.useRealTimers();
});

function show(change: Partial<EngineScene>) {
	const engine = new ScriptedEngine({ plan: hall.plan, state: day.state, now: day.now, staff: null, link: 'up', heardAgo: 0, ...change });
	render(
		<WordsProvider wording={hall.wording} timezone={hall.plan.timezone}>
			<EngineProvider client={engine}>
				<BoardFace config={config} face={{ face: 'board', station: 'B2', seats: [], platformUrl: '' }} />
			</EngineProvider>
		</WordsProvider>,
	);
	return engine;
}
const text = () => document.body.textContent ?? '';

test('fresh: calls, waits and the age', () => {
	show({ heardAgo: 2_000 });
	expect(text()).toContain('正在等候');
	expect(text()).toContain('秒前更新');
	expect(screen.getAllByText('号窗口').length).toBeGreaterThan(5);
});

test('the board grows old by itself: age at 15 s, its stale face at 60 s, and no estimate on it', () => {
	show({ link: 'down', heardAgo: 0 });
	expect(text()).not.toContain('没有更新');
	act(() => void vi.advanceTimersByTime(15_500));
	expect(text()).toContain('15 秒没有更新');
	act(() => void vi.advanceTimersByTime(45_000));
	expect(text()).toContain('请听工作人员叫号');
	expect(text()).toContain('您手里的号都有效');
	expect(text()).toContain('10:06 的叫号');
	expect(document.querySelector('.waits')?.textContent).not.toMatch(/\d–\d/);
});

test('P1 a board tells neither a name nor why somebody goes first', () => {
	show({ heardAgo: 0 });
	for (const group of hall.plan.priorityGroups) expect(text()).not.toContain(group.name.zh);
	for (const person of hall.staff) expect(text()).not.toContain(person.name);
	expect(text()).not.toContain('优先');
});

test('before opening and after closing the board says so, and shows no waits', () => {
	show({ state: { ...day.state, stage: 'not-open', calls: [] }, now: at('08:40') });
	expect(text()).toContain('今天还没开始叫号');
	expect(text()).toContain('今天 09:00–');
	expect(document.querySelector('.waits')).toBeNull();
	cleanup();
	show({ state: { ...day.state, stage: 'closed' } });
	expect(text()).toContain('今天的叫号结束了');
});

test('never heard: it promises nothing but to listen to staff', () => {
	show({ state: null, heardAgo: null, link: 'down' });
	expect(text()).toContain('请听工作人员叫号');
	expect(document.querySelector('.last-calls')).toBeNull();
});
