// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import type { Bridge } from '../../domain/contracts/bridge.ts';
import { tokens } from '../../renderer/design/tokens.ts';
import { padIdleMs } from '../../renderer/technician/door-pad.tsx';
import { holdMs } from '../../renderer/technician/hold-mark.ts';
import { ServiceDoor } from '../../renderer/technician/service-door.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { demoHall } from '../window/look/story.ts';

const hall = demoHall();
let tried: string[];
let answer: string | null;

beforeEach(() => {
	vi.useFakeTimers();
	tried = [];
	answer = null;
	// jsdom draws no modal dialogs.
	HTMLDialogElement.prototype.showModal = function () {
		this.open = true;
	};
	HTMLDialogElement.prototype.close = function () {
		this.open = false;
	};
	window.tidehall = {
		async openService(code: string) {
			tried.push(code);
			if (answer !== null) throw new Error(answer);
		},
	} as unknown as Bridge;
});
afterEach(() => {
	cleanup();
	vi.useRealTimers();
	delete window.tidehall;
});

function show(mark = true) {
	return render(
		<WordsProvider wording={hall.wording} timezone={hall.plan.timezone}>
			{mark && <span className="mark" data-testid="mark" />}
			<ServiceDoor />
		</WordsProvider>,
	);
}
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
const pad = () => screen.queryByRole('dialog');
const down = (on: Element, more: object = {}) => {
	// jsdom knows no pointers; only what the hold looks at is needed.
	const event = new MouseEvent('pointerdown', { bubbles: true, clientX: 20, clientY: 20, ...more });
	Object.defineProperty(event, 'isPrimary', { value: true });
	fireEvent(on, event);
};
const mark = () => screen.getByTestId('mark');
const open = async () => {
	down(mark());
	await pass(holdMs);
};
const key = async (name: string) => {
	fireEvent.click(screen.getByRole('button', { name }));
	await pass(0);
};

test('the mark held for three seconds opens the pad, and nothing shorter does', async () => {
	show();
	down(mark());
	await pass(holdMs - 1);
	fireEvent(window, new Event('pointerup'));
	await pass(holdMs);
	expect(pad()).toBeNull();
	await open();
	expect(pad()).not.toBeNull();
});

test('a finger that wanders off, and one that presses elsewhere, open nothing', async () => {
	show();
	down(mark());
	fireEvent(document, new MouseEvent('pointermove', { clientX: 120, clientY: 20 }));
	await pass(holdMs);
	down(document.body);
	await pass(holdMs);
	expect(pad()).toBeNull();
});

test('a board without a mark has its corner; with a mark the corner is nothing', async () => {
	show(false);
	down(document.body, { clientX: 200, clientY: 200 });
	await pass(holdMs);
	expect(pad()).toBeNull();
	down(document.body);
	await pass(holdMs);
	expect(pad()).not.toBeNull();
});

test('Ctrl+Shift+F12 opens it too, for whoever cannot hold', async () => {
	show();
	fireEvent.keyDown(document.body, { key: 'F12' });
	expect(pad()).toBeNull();
	fireEvent.keyDown(document.body, { key: 'F12', ctrlKey: true, shiftKey: true });
	expect(pad()).not.toBeNull();
});

test('never over another dialog, and not at all in a browser', async () => {
	const other = document.body.appendChild(document.createElement('dialog'));
	other.open = true;
	show();
	await open();
	expect(screen.queryByText('技术人员入口')).toBeNull();
	other.remove();
	cleanup();
	delete window.tidehall;
	show();
	await open();
	expect(pad()).toBeNull();
});

test('the digits are never shown, by pad or by keyboard, and the right ones open', async () => {
	show();
	await open();
	for (const digit of ['2', '0', '2', '6']) await key(digit);
	for (const digit of '1122') fireEvent.keyDown(pad()!, { key: digit });
	fireEvent.keyDown(pad()!, { key: '9' });
	fireEvent.keyDown(pad()!, { key: 'Backspace' });
	expect(document.querySelector('.door-dots')?.textContent).toBe('●'.repeat(8));
	expect(pad()?.textContent).not.toMatch(/2026|1122/);
	expect(screen.getByRole('status').textContent).toBe('已输入 8 位');
	fireEvent.keyDown(pad()!, { key: 'Enter' });
	await pass(0);
	expect(tried).toEqual(['20261122']);
	expect(pad()).toBeNull();
});

test.each([
	['wrong-code', '维护码不对'],
	['locked', '最多五分钟后再试'],
	['locked-150', '2 分 30 秒后再试'],
	['no-service-code', '没有设置维护码'],
	['not-allowed', '打不开'],
])('%s is told in words, and the digits are gone', async (code, words) => {
	answer = code;
	show();
	await open();
	await key('1');
	await key('进入');
	expect(screen.getByRole('alert').textContent).toContain(words);
	expect(document.querySelector('.door-dots')?.textContent).toBe('');
	expect(pad()).not.toBeNull();
});

test('left alone it goes away before a terminal would ask, and a press keeps it', async () => {
	expect(padIdleMs).toBeLessThan(tokens.time.idleMs - tokens.time.idleWarningMs);
	show();
	await open();
	await pass(padIdleMs - 1);
	await key('1');
	fireEvent.keyDown(pad()!, { key: '2' });
	await pass(padIdleMs - 1);
	expect(pad()).not.toBeNull();
	await pass(1);
	expect(pad()).toBeNull();
	expect(tried).toEqual([]);
});

test('the face below hears of presses on the pad, and of none of its keys', async () => {
	show();
	const touched = vi.fn();
	const keys = vi.fn();
	window.addEventListener('pointerdown', touched);
	window.addEventListener('keydown', keys);
	await open();
	touched.mockClear();
	fireEvent.keyDown(pad()!, { key: 'F1' });
	fireEvent.keyDown(pad()!, { key: '5' });
	expect(keys).not.toHaveBeenCalled();
	expect(touched).toHaveBeenCalledTimes(2);
	// Not an element: a terminal counts it as a touch, wherever it came from.
	expect(touched.mock.calls[0]?.[0].target instanceof Element).toBe(false);
	window.removeEventListener('pointerdown', touched);
	window.removeEventListener('keydown', keys);
});

test('Escape leaves it', async () => {
	show();
	await open();
	fireEvent(pad()!, new Event('cancel', { cancelable: true }));
	await pass(0);
	expect(pad()).toBeNull();
});
