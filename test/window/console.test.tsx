// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import type { Bridge, FaceInfo } from '../../domain/contracts/bridge.ts';
import type { CodeEvent } from '../../domain/contracts/device.ts';
import { codeFailures, type ReadCode, type TicketCode } from '../../domain/ticket-code.ts';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { StaffFace } from '../../renderer/staff/staff-face.tsx';
import { WindowFace } from '../../renderer/window/window-face.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { noMediaQueries } from '../no-media-queries.ts';
import { type EngineScene, ScriptedEngine } from './look/scripted-engine.ts';
import { at, clerkOf, demoHall, monday } from './look/story.ts';

const hall = demoHall();
const config = { plan: hall.plan, catalogue: hall.catalogue, wording: hall.wording, devices: hall.devices, demo: true };
const window02: FaceInfo = { face: 'window', station: 'W02', seats: [], platformUrl: '' };
const clerk = clerkOf(hall.plan, 'W02');

beforeAll(() => {
	noMediaQueries();
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

/** Window 02, free, people waiting. */
function free(change: Partial<EngineScene> = {}): ScriptedEngine {
	const day = monday(hall, at('10:00'));
	const here = day.state.windows.W02;
	if (here?.stage === 'open' && here.ticket) {
		if (day.state.tickets[here.ticket]?.life.stage === 'called') day.must(clerk, 'start-service', { window: 'W02', ticket: here.ticket });
		day.must(clerk, 'finish-service', { window: 'W02', ticket: here.ticket });
	}
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
async function press(key: string, more: object = {}) {
	await act(async () => {
		fireEvent.keyDown(document.body, { key, ...more });
		await vi.advanceTimersByTimeAsync(0);
	});
}
/** Lets the engine's answers arrive. */
const settle = () => act(async () => void (await vi.advanceTimersByTimeAsync(10)));

test('F1, F2, F3: called, in service, finished, by keyboard alone', async () => {
	const engine = free();
	show(engine);
	await press('F1');
	await settle();
	const number = engine.day?.state.windows.W02;
	const ticket = number?.stage === 'open' ? number.ticket : null;
	expect(screen.getByText(`开始办理 ${ticket}`)).toBeTruthy();
	await press('F2');
	await settle();
	expect(screen.getByText(`办结 ${ticket}`)).toBeTruthy();
	await press('F3');
	await settle();
	expect(engine.day?.state.tickets[ticket ?? '']?.life.stage).toBe('done');
	expect(engine.asked.map((one) => one.name)).toEqual(['call-next', 'start-service', 'finish-service']);
});

test('S2 a second press while the platform has not answered asks nothing', async () => {
	const engine = free({ answerAfter: 3 });
	show(engine);
	await press('F1');
	await press('F1');
	await settle();
	await settle();
	expect(engine.asked).toHaveLength(1);
});

test('a grey key asks nothing and says why', async () => {
	const engine = free();
	show(engine);
	await press('F4');
	expect(engine.asked).toEqual([]);
	expect(screen.getAllByText(String(hall.wording['zh-CN']?.refusals?.['window-has-no-ticket']))).not.toHaveLength(0);
});

test('a refusal that comes from the platform stands in place, in words, until it is put away', async () => {
	const engine = free();
	engine.ask = async () => ({ ok: false, why: 'refused', refusal: { code: 'nobody-waiting', params: {} } });
	show(engine);
	await press('F1');
	await settle();
	expect(screen.getByRole('alert').textContent).toContain(String(hall.wording['zh-CN']?.refusals?.['nobody-waiting']));
	await press('Escape');
	expect(screen.queryByRole('alert')).toBeNull();
});

test('S7 no answer: it says that nothing took effect', async () => {
	const engine = free();
	engine.ask = async () => ({ ok: false, why: 'unreachable' });
	show(engine);
	await press('F1');
	await settle();
	expect(screen.getByRole('alert').textContent).toContain('没有生效');
});

test('cut off: no call, but a paper number can be served and is reported', async () => {
	const engine = free({ link: 'down', heardAgo: 60_000 });
	show(engine);
	await press('F1');
	expect(engine.asked).toEqual([]);
	await press('/');
	fireEvent.change(screen.getByPlaceholderText('A031'), { target: { value: 'a2-007' } });
	fireEvent.submit(screen.getByPlaceholderText('A031').closest('form') as HTMLFormElement);
	await settle();
	expect(engine.asked).toEqual([{ name: 'start-service', body: { window: 'W02', ticket: 'A2-007' } }]);
	expect(screen.getByText('办结 A2-007')).toBeTruthy();
});

/** A scanner at this window: what is held up, and the code the engine reads in it. */
function scanner(engine: ScriptedEngine) {
	let tell: (event: CodeEvent) => void = () => {};
	const bridge = {
		onCode: (listener: typeof tell) => {
			tell = listener;
			return () => {};
		},
		onDevices: () => () => {},
		onDisk: () => () => {},
		disk: async () => 'well',
	};
	vi.stubGlobal('tidehall', bridge as unknown as Bridge);
	return async (read: ReadCode, text = 'TH2:…') => {
		engine.read = read;
		await act(async () => {
			tell({ type: 'code-scanned', device: 'W02-scanner', text, readAt: 1 });
			await vi.advanceTimersByTimeAsync(0);
		});
	};
}
const genuine = (number: string, more: Partial<TicketCode> = {}): ReadCode => ({
	ok: true,
	code: {
		hall: hall.plan.code,
		day: '2026-11-23',
		number,
		queue: 'A',
		items: [hall.catalogue.items[0]!.code],
		more: false,
		issuedAt: at('09:41'),
		station: 'T2',
		keyId: 'k'.repeat(16),
		...more,
	},
});
const submitFind = async () => {
	fireEvent.submit(screen.getByPlaceholderText('A031').closest('form') as HTMLFormElement);
	await settle();
};

test('cut off: a scanned ticket shows what the paper says, and Enter serves it as a report; held up again it is not served twice', async () => {
	const engine = free({ link: 'down', heardAgo: 60_000 });
	const holdUp = scanner(engine);
	show(engine);
	await holdUp(genuine('A2-007', { more: true }));
	expect(engine.asked).toEqual([]);
	const said = screen.getByText('A2-007 扫码核对无误').closest('.scan-note')?.textContent;
	expect(said).toContain('09:41 在 T2 取号');
	expect(said).toContain(`${hall.catalogue.items[0]!.name.zh}等`);
	await submitFind();
	expect(engine.asked).toEqual([{ name: 'start-service', body: { window: 'W02', ticket: 'A2-007' } }]);
	await press('F3');
	await settle();
	await holdUp(genuine('A2-007'));
	await submitFind();
	expect(engine.asked.map((one) => one.name)).toEqual(['start-service', 'finish-service']);
	expect(screen.getByText(/在 02 号窗口办结/)).toBeTruthy();
});

test('connected: a scanned ticket opens in the find panel, where the state says what it is worth', async () => {
	const engine = free();
	const holdUp = scanner(engine);
	show(engine);
	const waiting = Object.values(engine.day!.state.tickets).find((one) => one.life.stage === 'waiting' && one.queue === 'A')!;
	const done = Object.values(engine.day!.state.tickets).find((one) => one.life.stage === 'done')!;
	await holdUp(genuine(waiting.number));
	expect((screen.getByPlaceholderText('A031') as HTMLInputElement).value).toBe(waiting.number);
	// A copy of a paper that was served: genuine, and of no use.
	await holdUp(genuine(done.number));
	expect((screen.getByPlaceholderText('A031') as HTMLInputElement).value).toBe(done.number);
	expect(screen.getByRole('form', { name: '找号' }).querySelector('.found')?.textContent).toContain('办结');
	await submitFind();
	expect(engine.asked).toEqual([]);
});

test.each([...codeFailures])('cut off: a code that fails as %s is answered in words and serves nobody', async (why) => {
	const engine = free({ link: 'down', heardAgo: 60_000 });
	const holdUp = scanner(engine);
	show(engine);
	await holdUp({ ok: false, why }, 'canary 110101199003070011');
	const words = hall.wording['zh-CN']?.window?.scan as unknown as Record<string, { title: string; todo: string }>;
	const note = screen.getByRole('alert').textContent;
	expect(note).toBe(`${words[why]?.title}${words[why]?.todo}`);
	expect(document.body.textContent).not.toContain('110101199003070011');
	await submitFind();
	expect(engine.asked).toEqual([]);
});

test('the engine went away under a scan: it says so, and the next paper is read', async () => {
	const engine = free({ link: 'down', heardAgo: 60_000 });
	const holdUp = scanner(engine);
	const { readTicket } = engine;
	engine.readTicket = async () => Promise.reject(new Error('engine-lost'));
	show(engine);
	await holdUp(genuine('A2-007'));
	expect(screen.getByRole('alert').textContent).toContain('正在恢复');
	engine.readTicket = readTicket;
	await holdUp(genuine('A2-008'));
	expect(screen.getByText('A2-008 扫码核对无误')).toBeTruthy();
});

test('a second session on the same window gets a whole page of words and nothing to press but “again”', () => {
	show(free({ shutOut: 'station-in-use' }));
	expect(screen.getByText('本窗口已经在另一处打开')).toBeTruthy();
	expect(screen.queryByRole('navigation')).toBeNull();
});

test('a disk that runs full is told to the clerk quietly, in both languages, and goes when there is room', async () => {
	let tell: (state: 'well' | 'low' | 'stop') => void = () => {};
	const bridge = {
		onCode: () => () => {},
		onDevices: () => () => {},
		onDisk: (listener: typeof tell) => {
			tell = listener;
			return () => {};
		},
		disk: async () => 'low',
	};
	vi.stubGlobal('tidehall', bridge as unknown as Bridge);
	show(free());
	await settle();
	expect(screen.getByText('本机磁盘快满，请告诉维修人员')).toBeTruthy();
	act(() => tell('stop'));
	expect(screen.getByText('本机磁盘将满：取号已停，叫号办理照常')).toBeTruthy();
	fireEvent.click(screen.getByText('English'));
	await settle();
	expect(screen.getByText('Disk nearly full: no numbers from this PC, calling works')).toBeTruthy();
	act(() => tell('well'));
	expect(screen.queryByText(/Disk nearly full/)).toBeNull();
});

test('I-19 a clerk who looks for who rated sees the same page, letter for letter, whatever was given and by whom', async () => {
	const pageAfter = async (level: number | null): Promise<string> => {
		const engine = free();
		const { state } = engine.day!;
		const served = Object.values(state.tickets).filter(({ life }) => life.stage === 'done');
		expect(served.length).toBeGreaterThan(3);
		for (const { number } of level === null ? [] : served)
			state.reviews[number] = { level, reasons: [], channel: 'pad', window: 'W02', clerk: clerk.staff, at: at('10:00') } as never;
		engine.changed();
		show(engine);
		await settle();
		// Each of the keys leads somewhere; the lists and the search are behind some of them.
		const pages = [document.body.innerHTML];
		for (const key of ['F1', 'F2', 'F3', 'F5', 'F6', 'F7', 'F8', 'F9']) {
			await press(key);
			await settle();
			pages.push(document.body.innerHTML);
		}
		cleanup();
		return pages.join('\n').replaceAll(/_r_\w+_/g, 'id');
	};
	const [none, best, worst] = [await pageAfter(null), await pageAfter(5), await pageAfter(1)];
	expect(best === none && worst === none).toBe(true);
});
