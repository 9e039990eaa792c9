// @vitest-environment jsdom
/** The page of a first start where no walk through the real app comes: cut off in the middle, a code for something else, a clock that is off. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import '../patient-pages.ts';
import type { SetUpAnswer, SetUpRequest, SetUpState } from '../../domain/contracts/set-up.ts';
import { setUpRefusals } from '../../domain/contracts/set-up.ts';
import { SetUpFace } from '../../renderer/set-up/set-up-face.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';
import { demoHall } from '../window/look/story.ts';

const hall = demoHall();
const name = { zh: '示例大厅', en: 'Example' };
const bare: SetUpState = {
	...{ version: '0.1.0', platform: 'https://10.0.0.5:7300', hall: null, authority: null, aheadMs: null },
	...{ seats: null, enrolled: null, devices: null, again: false },
};
const state = (more: Partial<SetUpState>): SetUpAnswer => ({ do: 'state', state: { ...bare, ...more } });
let asked: SetUpRequest[];
let answers: Partial<Record<SetUpRequest['do'], SetUpAnswer>>;
afterEach(cleanup);

function show(): void {
	asked = [];
	const machine = {
		wording: async () => hall.wording,
		ask: async (request: SetUpRequest) => {
			asked.push(request);
			return answers[request.do] ?? state({});
		},
	};
	render(
		<WordsProvider wording={hall.wording} timezone="Asia/Shanghai">
			<SetUpFace machine={machine} />
		</WordsProvider>,
	);
}
const press = async (key: string) => fireEvent.click(await screen.findByRole('button', { name: key }));
const titled = (title: string) => screen.findByRole('heading', { level: 1, name: title });

test('a machine that was enrolled when the power went goes on with the hall, and is asked for no code', async () => {
	answers = { look: state({ enrolled: ['T1'] }), fetch: state({ enrolled: ['T1'], devices: [], hall: { code: 'H-1', name } }) };
	show();
	await titled('接好的设备都能用吗？');
	await screen.findByText('机器已经登记，大厅的配置还没有取到。');
	await press('取大厅配置');
	await screen.findByText(/没有写这个工位的设备/);
	await press('下一步');
	await titled('都设好了');
	expect(asked.map((one) => one.do)).toEqual(['look', 'fetch']);
});

test('a code for something else says so, and a clock that is off is told without standing in the way', async () => {
	const seats = [{ station: 'W01', role: 'window' as const, name, open: true, taken: true }];
	answers = { look: state({}), open: state({ seats, hall: { code: 'H-1', name }, aheadMs: 720_000 }) };
	show();
	await press('下一步');
	await titled('这台机器用来做什么？');
	await press('下一步');
	await press('连接');
	const field = await screen.findByLabelText('登记码');
	fireEvent.change(field, { target: { value: 'k7m2p9xwqr' } });
	expect((field as HTMLInputElement).value).toBe('K7M2P-9XWQR');
	await press('核对登记码');
	await titled('这台机器是哪个工位？');
	await screen.findByText(/登记码不是给取号机的，是给窗口的/);
	await screen.findByText('已登记过一台机器，换成这台后那台不能再用');
	await screen.findByText('这台机器的时间和平台差了 12 分钟。');
	await press('登记这台机器');
	expect(asked.at(-1)).toEqual({ do: 'enrol', stations: ['W01'], language: 'zh-CN' });
});

test('each refusal has words that say what to do, in both languages', () => {
	for (const language of ['zh-CN', 'en']) {
		const { refused } = hall.wording[language]!['set-up'] as { refused: Record<string, { text: string; todo: string }> };
		expect(Object.keys(refused).sort()).toEqual([...setUpRefusals].sort());
		for (const { text, todo } of Object.values(refused)) expect(text.length * todo.length).toBeGreaterThan(0);
	}
});
