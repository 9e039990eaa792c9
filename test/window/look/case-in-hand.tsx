/** Window 02 with a case in hand on the scripted engine: what the tests of cases at the window share. Registers its own hooks. */
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { caseOf } from '../../../domain/cases/evolve-case.ts';
import type { CommandBody } from '../../../domain/contracts/commands.ts';
import type { PaperJob } from '../../../domain/contracts/device-desk.ts';
import { EngineProvider } from '../../../renderer/engine/use-engine.tsx';
import { StaffFace } from '../../../renderer/staff/staff-face.tsx';
import { WindowFace } from '../../../renderer/window/window-face.tsx';
import { WordsProvider } from '../../../renderer/words/words.tsx';
import { type EngineScene, ScriptedEngine } from './scripted-engine.ts';
import { at, clerkOf, demoHall, monday } from './story.ts';

export const hall = demoHall();
export const slipPrinter = hall.devices.find(({ kind, station }) => kind === 'printer' && station === 'W02');
const config = { plan: hall.plan, catalogue: hall.catalogue, wording: hall.wording, devices: hall.devices, demo: true };
const face = { face: 'window' as const, station: 'W02', seats: [], platformUrl: '' };
export const clerk = clerkOf(hall.plan, 'W02');
export const printed: PaperJob[] = [];
/** What the printer does with the next job. */
export const printer: { does: (job: PaperJob) => Promise<unknown> } = { does: () => new Promise(() => {}) };

beforeAll(() => {
	const nothing = { matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} };
	vi.stubGlobal('matchMedia', () => nothing);
	vi.stubGlobal(
		'ResizeObserver',
		class {
			observe() {}
			unobserve() {}
			disconnect() {}
		},
	);
});
beforeEach(() => {
	vi.useFakeTimers();
	printed.length = 0;
	printer.does = async ({ job }) => ({ job, outcome: 'printed', proof: 'done', code: 'ok' });
	vi.stubGlobal('tidehall', {
		catalogue: async () => hall.book,
		disk: () => new Promise(() => {}),
		onDisk: () => () => {},
		onDevices: () => () => {},
		onCode: () => () => {},
		onCard: () => () => {},
		printPaper: async (job: PaperJob) => {
			printed.push(job);
			return printer.does(job);
		},
	});
});
afterEach(() => {
	cleanup();
	vi.stubGlobal('tidehall', undefined);
	vi.useRealTimers();
});

export const items = ['GA-001', 'WJ-004'];
/** Window 02 is free, and the newborn’s parents are the only ones who wait for queue A. */
export function ready(change: Partial<EngineScene> = {}) {
	// Early: few wait, and a page of few rows is quickly drawn.
	const day = monday(hall, at('09:10'));
	const here = day.state.windows.W02;
	if (here?.stage === 'open' && here.ticket) {
		if (day.state.tickets[here.ticket]?.life.stage === 'called') day.must(clerk, 'start-service', { window: 'W02', ticket: here.ticket });
		day.must(clerk, 'finish-service', { window: 'W02', ticket: here.ticket });
	}
	const visit = { queue: 'A', items, theme: 'GR-01', channel: 'card' as const };
	const events = day.must({ station: 'T1', staff: null }, 'issue-ticket', { visit });
	const issued = events.find((event) => event.name === 'ticket-issued');
	const ticket = issued?.name === 'ticket-issued' ? issued.body.number : '';
	day.must(clerk, 'call-ticket', { window: 'W02', ticket, reason: 'because' });
	const engine = new ScriptedEngine({
		plan: hall.plan,
		state: day.state,
		now: day.now,
		staff: clerk.staff,
		link: 'up',
		heardAgo: 0,
		...change,
	});
	render(
		<WordsProvider wording={hall.wording} timezone={hall.plan.timezone}>
			<EngineProvider client={engine}>
				<StaffFace>
					<WindowFace config={config} face={face} />
				</StaffFace>
			</EngineProvider>
		</WordsProvider>,
	);
	return { engine, ticket };
}
export const settle = () => act(async () => void (await vi.advanceTimersByTimeAsync(50)));
export async function press(key: string) {
	await act(async () => {
		fireEvent.keyDown(document.body, { key });
		await vi.advanceTimersByTimeAsync(0);
	});
	await settle();
}
export const saidOf = ({ asked }: ScriptedEngine) => asked.map(({ name }) => name);
export const stepsOf = ({ asked }: ScriptedEngine) =>
	asked.flatMap(({ name, body }) => (name === 'report-case' ? (body as CommandBody<'report-case'>).steps.map((step) => step.do) : []));
export const theCase = (engine: ScriptedEngine) => {
	const [[ref, reports] = ['', []]] = Object.entries(engine.day?.state.cases ?? {});
	return caseOf(ref, reports);
};
