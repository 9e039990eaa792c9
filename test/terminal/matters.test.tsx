// @vitest-environment jsdom
/** One's matters by card and where a result goes; the second start of 长辈版; and what works while nobody is here. */
import { fileURLToPath } from 'node:url';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import { loadHall } from '../../config/load-hall.ts';
import type { Bridge } from '../../domain/contracts/bridge.ts';
import type { CardEvent } from '../../domain/contracts/device.ts';
import type { ProgressRequest, ShownProgress } from '../../domain/contracts/progress.ts';
import type { EngineClient } from '../../renderer/engine/contract.ts';
import { EngineProvider } from '../../renderer/engine/use-engine.tsx';
import { keepSlots } from '../../renderer/terminal/booking/last-slots.ts';
import { Terminal } from '../../renderer/terminal/terminal.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { type Script, scriptedEngine, storyTime } from './harness/scripted-engine.ts';

const loaded = loadHall(
	fileURLToPath(new URL('../../config/halls/demo/hall.yaml', `file://${process.cwd()}/test/terminal/matters.test.tsx`)),
);
if (!loaded.ok) throw new Error('the demo hall does not load');
const { plan, catalogue, book, wording, devices } = loaded.hall;
const matter: ShownProgress = {
	...{
		kind: 'case',
		number: 'BJ-4K7M-PX2R-6T',
		stage: 'accepted',
		since: 0,
		toBring: [],
		paused: null,
		delivery: 'window',
		answerBy: null,
	},
	items: [{ item: 'GA-003', due: '2026-12-01', outcome: null, delivered: null }],
	choosable: ['window', 'courier'],
};
const listeners = new Set<(event: CardEvent) => void>();
const card = {
	name: '赵示范',
	idNumber: '110101196002200052',
	birthDate: '19600220',
	address: '样本市东城区样本街9号',
	warnings: [],
	kind: 'resident',
	sexCode: '1',
	validTo: '20390301',
};

beforeEach(() => {
	// jsdom knows <dialog> but not its modal form.
	HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
		this.open = true;
	};
	HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
		this.open = false;
	};
	vi.stubGlobal('fetch', async () => new Response(JSON.stringify(book)));
	window.tidehall = {
		...{ onHealth: () => () => {}, onDevices: () => () => {}, onCode: () => () => {}, onDisk: () => () => {}, catalogue: async () => book },
		health: async () => [{ device: 'T2-reader', deviceKind: 'id-reader', state: 'ready', code: 'ok' }],
		disk: async () => 'well',
		applications: async () => ({ do: 'refused', code: 'not-offered' }),
		onCard: (listener: (event: CardEvent) => void) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	} as unknown as Bridge;
});
afterEach(() => {
	cleanup();
	listeners.clear();
	vi.unstubAllGlobals();
	delete window.tidehall;
});

function show(script: Script, asked: ProgressRequest[] = [], before: (client: EngineClient) => void = () => {}) {
	const station = plan.stations.find((one) => one.id === 'T2');
	if (station === undefined) throw new Error('no T2');
	const client = {
		...scriptedEngine(plan, script),
		personRef: async () => 'a-person-of-today-0001',
		progress: async (_station: string, request: ProgressRequest) => {
			asked.push(request);
			if (script.down) return { ok: false as const, code: 'unreachable' as const };
			return { ok: true as const, found: [request.do === 'deliver' ? { ...matter, delivery: request.way } : matter] };
		},
	};
	before(client);
	render(
		<EngineProvider client={client}>
			<WordsProvider wording={wording} timezone={plan.timezone}>
				<Terminal plan={plan} catalogue={catalogue} devices={devices} station={station} />
			</WordsProvider>
		</EngineProvider>,
	);
}
const press = async (name: RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const layCard = () =>
	act(async () => {
		for (const listener of [...listeners]) listener({ type: 'card-read', device: 'T2-reader', card } as unknown as CardEvent);
	});

test('P1 the card shows what is in its name; by courier the address is written, the number goes to the platform alone', async () => {
	const asked: ProgressRequest[] = [];
	show({}, asked);
	await press(/^我的办件到哪了/);
	await layCard();
	expect(await screen.findByText('赵* 的办件，共 1 件。')).toBeTruthy();
	await press(/^选怎么取结果/);
	await press(/^寄给我/);
	await press(/^用身份证上的地址/);
	await press(/^寄到这里/);
	expect(await screen.findByText('记下了')).toBeTruthy();
	expect(asked).toEqual([
		{ do: 'mine', document: card.idNumber },
		{ do: 'deliver', document: card.idNumber, number: matter.number, way: 'courier', address: card.address },
	]);
	expect(document.body.textContent).not.toContain(card.idNumber);
	expect(document.body.textContent).not.toContain('样本街');
});

test('长辈版: a second start with three keys at a time leads to all the rest', async () => {
	show({});
	await press(/^长辈版/);
	await press(/^别的事/);
	const keys = () => [...document.querySelectorAll('main .tile')].map((each) => each.querySelector('strong')?.textContent);
	expect(keys()).toEqual(['领证领材料', '预约', '还有别的']);
	await press(/^还有别的/);
	expect(keys()).toEqual(['办到哪了', '接着填表', '没办成的事']);
	await press(/^没办成的事/);
	expect(document.querySelectorAll('main .review-level')).toHaveLength(3);
});

test('while nobody is here: the items that need nobody stand apart, with when people are back; no number, no check-in', async () => {
	show({ stage: 'closed' });
	await press(/^没人也能办的事/);
	expect(await screen.findByText(/^要人核的/)).toBeTruthy();
	const alone = book.items.filter(({ service }) => service.selfService).map(({ name }) => name.zh);
	for (const each of document.querySelectorAll('main .item-key strong')) expect(alone).toContain(each.textContent);
	expect(document.querySelectorAll('main .item-key').length).toBeGreaterThan(3);
});

test('I-12 cut off, the waits that were told last can be seen with their time, and nothing is booked from them', async () => {
	const hour = 3_600_000;
	const of = (slot: number, minutes: number | null, quiet = false) => ({
		...{ queue: 'A', day: '2026-11-24', slot, endsAt: slot + hour / 2, capacity: 4, left: 4 },
		...{ minutes, quiet, by: minutes === null ? null : ('simulation' as const) },
	});
	const nine = Date.parse('2026-11-24T09:00:00+08:00');
	show({ down: true }, [], (client) =>
		keepSlots(client, 'A', { days: ['2026-11-24'], slots: [of(nine, 42), of(nine + hour, 6, true)] }, storyTime - hour),
	);
	await press(/^预约/);
	await press(/^看看什么时候人少/);
	expect(document.querySelectorAll('main .booking-queues button')).toHaveLength(1);
	fireEvent.click(document.querySelector('main .booking-queues button')!);
	expect(await screen.findByText(/^现在连不上大厅系统，不能约.*9:24/)).toBeTruthy();
	const keys = [...document.querySelectorAll<HTMLButtonElement>('main .booking-slot')];
	expect(keys.map((key) => key.disabled)).toEqual([true, true]);
	expect(keys.map((key) => key.textContent?.includes('人少'))).toEqual([false, true]);
	expect(keys[0]?.textContent).toContain('42');
});

test('长辈版: the service, the day and the time of a reservation are chosen one after the other, never from more than three keys', async () => {
	const days = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'];
	const slots = days.flatMap((day) =>
		[9, 10, 11, 14].map((hour) => {
			const slot = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`);
			return {
				queue: 'A',
				day,
				slot,
				endsAt: slot + 1_800_000,
				capacity: 4,
				left: 4,
				minutes: hour,
				quiet: false,
				by: 'simulation' as const,
			};
		}),
	);
	show({ down: true }, [], (client) => keepSlots(client, 'A', { days, slots }, storyTime - 3_600_000));
	await press(/^预约/);
	await press(/^看看什么时候人少/);
	await press(/^长辈版/);
	const keys = () => [...document.querySelectorAll<HTMLButtonElement>('main .tile')].map((key) => key.textContent ?? '');
	fireEvent.click(document.querySelector('main .tile')!);
	expect(await screen.findByText('哪天来？')).toBeTruthy();
	expect(keys()).toEqual([
		expect.stringContaining('11月24日'),
		expect.stringContaining('11月25日'),
		expect.stringContaining('再往后的日子'),
	]);
	await press(/^再往后的日子/);
	expect(keys()).toEqual([expect.stringContaining('11月26日'), expect.stringContaining('11月27日')]);
	await press(/^11月27日/);
	expect(await screen.findByText('几点来？')).toBeTruthy();
	expect(keys()).toEqual([expect.stringContaining('09:00'), expect.stringContaining('10:00'), expect.stringContaining('再晚一点')]);
	await press(/^再晚一点/);
	expect(keys()).toEqual([expect.stringContaining('11:00'), expect.stringContaining('14:00')]);
	await press(/^上一步/);
	await press(/^上一步/);
	expect(keys()[1]).toContain('11月27日');
});

test('cut off with nothing known of slots, no quiet times are offered', async () => {
	show({ down: true });
	await press(/^预约/);
	expect(await screen.findByText(/^现在连不上大厅系统，约不了/)).toBeTruthy();
	expect(screen.queryByRole('button', { name: /^看看什么时候人少/ })).toBeNull();
});
