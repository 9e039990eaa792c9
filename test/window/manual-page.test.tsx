// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import type { Bridge, FaceInfo } from '../../domain/contracts/bridge.ts';
import type { CodeEvent } from '../../domain/contracts/device.ts';
import { reserveCode } from '../../domain/manual/reserve-code.ts';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { StaffFace } from '../../renderer/staff/staff-face.tsx';
import { WindowFace } from '../../renderer/window/window-face.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { type EngineScene, ScriptedEngine } from './look/scripted-engine.ts';
import { at, clerkOf, demoHall, monday } from './look/story.ts';

const hall = demoHall();
const config = { plan: hall.plan, catalogue: hall.catalogue, wording: hall.wording, devices: hall.devices, demo: true };
const window02: FaceInfo = { face: 'window', station: 'W02', seats: [], platformUrl: '' };
const clerk = clerkOf(hall.plan, 'W02');

beforeAll(() => {
	const nothing = () => {};
	vi.stubGlobal('matchMedia', () => ({
		matches: false,
		addEventListener: nothing,
		removeEventListener: nothing,
		addListener: nothing,
		removeListener: nothing,
	}));
	vi.stubGlobal(
		'ResizeObserver',
		class {
			observe() {}
			unobserve() {}
			disconnect() {}
		},
	);
});
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	cleanup();
	vi.stubGlobal('tidehall', undefined);
	vi.useRealTimers();
});

/** Window 02 at ten o'clock, free, people waiting, its queues called by hand since half past nine when asked. */
function scene(manual: boolean, change: Partial<EngineScene> = {}): ScriptedEngine {
	const day = monday(hall, at('10:00'));
	const here = day.state.windows.W02;
	if (here?.stage === 'open' && here.ticket) {
		if (day.state.tickets[here.ticket]?.life.stage === 'called') day.must(clerk, 'start-service', { window: 'W02', ticket: here.ticket });
		day.must(clerk, 'finish-service', { window: 'W02', ticket: here.ticket });
	}
	if (manual) day.must(clerk, 'begin-manual', { reason: '停电' });
	return new ScriptedEngine({ plan: hall.plan, state: day.state, now: day.now, staff: clerk.staff, link: 'up', heardAgo: 0, ...change });
}
function show(engine: ScriptedEngine) {
	return render(
		<WordsProvider wording={hall.wording} timezone={hall.plan.timezone}>
			<EngineProvider client={engine}>
				<StaffFace>
					<WindowFace config={config} face={window02} />
				</StaffFace>
			</EngineProvider>
		</WordsProvider>,
	);
}
const settle = (ms = 10) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
async function click(name: string | RegExp) {
	await act(async () => {
		fireEvent.click(screen.getByRole('button', { name }));
		await vi.advanceTimersByTimeAsync(10);
	});
}
const field = (name: string) => document.querySelector<HTMLInputElement>(`.manual-entry [name="${name}"]`)!;
async function type(name: string, value: string, key?: string) {
	await act(async () => {
		fireEvent.change(field(name), { target: { value } });
		if (key) fireEvent.keyDown(field(name), { key });
		await vi.advanceTimersByTimeAsync(10);
	});
}
/** A scanner at this window. */
function scanner() {
	const listeners = new Set<(event: CodeEvent) => void>();
	const bridge = {
		onCode: (listener: (event: CodeEvent) => void) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		onDevices: () => () => {},
		onDisk: () => () => {},
		disk: async () => 'well',
	};
	vi.stubGlobal('tidehall', bridge as unknown as Bridge);
	return (text: string) =>
		act(async () => {
			for (const listener of [...listeners]) listener({ type: 'code-scanned', device: 'W02-scanner', text, readAt: 1 });
			await vi.advanceTimersByTimeAsync(10);
		});
}

test('while its queues are called by hand the console says so, lists whom to call first, and its call key says why it is grey', async () => {
	show(scene(true));
	await settle();
	expect(screen.getByText('现在人工叫号')).toBeTruthy();
	expect(screen.getByText('全大厅人工叫号')).toBeTruthy();
	expect(screen.getAllByText('人工叫').length).toBeGreaterThan(0);
	await act(async () => {
		fireEvent.keyDown(document.body, { key: 'F1' });
		await vi.advanceTimersByTimeAsync(10);
	});
	expect(document.body.textContent).toContain('现在人工叫号：按名单喊人');
});

test('the button asks for a reason before it does anything, and reports what and why', async () => {
	const engine = scene(false);
	show(engine);
	await settle();
	await click('人工兜底');
	await click('转人工叫号');
	const confirm = screen.getByRole('button', { name: '确定，转人工叫号' }) as HTMLButtonElement;
	expect(confirm.disabled).toBe(true);
	fireEvent.click(screen.getByLabelText('停电'));
	await click('确定，转人工叫号');
	expect(engine.asked).toEqual([{ name: 'begin-manual', body: { reason: '停电' } }]);
	expect(screen.getByText('全大厅人工叫号中')).toBeTruthy();
});

test('a reserve number held up at the console opens its entry; one of another hall and a torn one are told apart', async () => {
	const scan = scanner();
	show(scene(true));
	await settle();
	await scan(reserveCode(hall.plan.code, { number: 'A90-012', run: 'k1' }));
	expect(field('number').value).toBe('A90-012');
	expect(field('queue').value).toBe('A');
	await scan(reserveCode('OTHER-HALL', { number: 'A90-013', run: 'k1' }));
	expect(screen.getByText('这是别的大厅的备用号')).toBeTruthy();
	await scan('THR1:torn');
	expect(screen.getByText(/二维码没读全/)).toBeTruthy();
	expect(field('number').value).toBe('A90-012');
});

test('Enter leads from field to field; what is wrong is named and focused; what is doubtful is saved only when pressed again', async () => {
	const engine = scene(true);
	show(engine);
	await settle();
	await click('打开名单、打印和补录');
	await type('number', 'a90 1', 'Enter');
	expect(document.activeElement).toBe(field('issued'));
	await type('issued', '0950', 'Enter');
	expect((document.activeElement as HTMLInputElement).name).toBe('result');
	await type('called', '0955', 'Enter');
	await type('began', '0940', 'Enter');
	await type('ended', '0959', 'Enter');
	expect(screen.getByText(/先后不对/)).toBeTruthy();
	expect(document.activeElement).toBe(field('began'));
	expect(engine.asked).toEqual([]);
	// Long before manual mode began at ten.
	for (const [name, value] of [
		['issued', '0901'],
		['called', '0902'],
		['began', '0903'],
	] as const)
		await type(name, value);
	await type('ended', '0904', 'Enter');
	expect(screen.getByText(/那时这个队不在人工叫号/)).toBeTruthy();
	expect(engine.asked).toEqual([]);
	await click('再按一次，照此记下');
	expect(engine.asked).toMatchObject([{ name: 'enter-manual-service', body: { ticket: 'A90-001', result: 'served', servedAt: 'W02' } }]);
	expect(screen.getByText('A90-001 已记下：办结')).toBeTruthy();
	expect(field('number').value).toBe('A90-002');
});

test('a window that was started alone and knows no day offers manual mode all the same', async () => {
	const engine = scene(false, { link: 'down', state: null, heardAgo: null });
	show(engine);
	await settle(3_500);
	fireEvent.click(screen.getByLabelText('停电'));
	await click('确定，转人工叫号');
	expect(engine.asked).toEqual([{ name: 'begin-manual', body: { reason: '停电' } }]);
});
