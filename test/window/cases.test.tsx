// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import type { ApplicationRequest } from '../../domain/contracts/applications.ts';
import type { CaseDeskRequest } from '../../domain/contracts/case-desk.ts';
import type { DeskDay } from '../../domain/contracts/desk-day.ts';
import { cardReader } from './look/card-reader.ts';
import { clerk, press, printed, printer, ready, saidOf, settle, slipPrinter, stepsOf, theCase } from './look/case-in-hand.tsx';

test('the common path stays short: F2, F3, and the case is begun, checked, accepted and finished in one deed; the receipt follows', async () => {
	const { engine, ticket } = ready();
	await settle();
	await press('F2');
	expect(screen.getByText('材料齐，可以受理')).toBeTruthy();
	await press('F3');
	expect(saidOf(engine)).toEqual(['start-service', 'report-case', 'finish-service', 'report-case']);
	expect(stepsOf(engine)).toEqual(['begin', 'check', 'accept', 'paper']);
	expect(engine.day?.state.tickets[ticket]?.life.stage).toBe('done');
	expect(theCase(engine)).toMatchObject({ stage: 'accepted', owner: { staff: clerk.staff }, flags: [] });
	expect(printed.map(({ paper, device }) => [paper, device])).toEqual([['receipt', slipPrinter?.id]]);
	expect(screen.getByText(new RegExp(`${ticket} 已受理，BJ-`))).toBeTruthy();
	expect(screen.getByText('已打印')).toBeTruthy();
});

test('a figure turns its material: to follow under a promise, then missing; each time F3 says on itself what it will do', async () => {
	const { engine, ticket } = ready();
	await settle();
	await press('F2');
	await press('0');
	await press('0');
	expect(screen.getByText('缺 1 样，可以先受理')).toBeTruthy();
	expect(screen.getByText(new RegExp(`容缺受理 2 项，出回执，办结 ${ticket}`))).toBeTruthy();
	await press('0');
	expect(screen.getByText('缺 1 样，现在不能受理')).toBeTruthy();
	await press('F3');
	expect(stepsOf(engine)).toEqual(['begin', 'check', 'notice', 'paper']);
	expect(printed.map(({ paper }) => paper)).toEqual(['materials']);
	expect(theCase(engine)).toMatchObject({ stage: 'begun', notices: [{ materials: ['M-BANK'], staff: clerk.staff }] });
});

test('who only asked a question is let go without a case, by one key', async () => {
	const { engine } = ready();
	await settle();
	await press('F2');
	await press('q');
	expect(screen.getByText('只咨询，不受理')).toBeTruthy();
	await press('F3');
	expect(saidOf(engine)).toEqual(['start-service', 'finish-service']);
	expect(printed).toEqual([]);
});

test('the line does not wait for the paper: a printer that is silent, and one that fails, are told beside the next number', async () => {
	const { engine, ticket } = ready();
	await settle();
	await press('F2');
	printer.does = () => new Promise(() => {});
	await press('F3');
	expect(engine.day?.state.tickets[ticket]?.life.stage).toBe('done');
	expect(screen.getByText('正在打印')).toBeTruthy();
	expect(screen.getAllByText(/叫 .+ 到 02 号窗口/).length).toBeGreaterThan(0);
});

test('a paper that did not come out is said so, and printed again by a person as a second copy', async () => {
	const { engine } = ready();
	await settle();
	await press('F2');
	printer.does = async ({ job }) => ({ job, outcome: 'failed', proof: 'none', code: 'paper-end' });
	await press('F3');
	expect(screen.getByText('没打出来')).toBeTruthy();
	printer.does = async ({ job }) => ({ job, outcome: 'printed', proof: 'done', code: 'ok' });
	await act(async () => void fireEvent.click(screen.getByRole('button', { name: '补打 回执' })));
	await settle();
	expect(screen.getByText('已打印')).toBeTruthy();
	expect(printed.map(({ job }) => job.split('/').slice(1).join('/'))).toEqual(['receipt/1', 'receipt/2']);
	expect(printed.map(({ slip }) => 'reprint' in slip && slip.reprint)).toEqual([false, true]);
	expect(theCase(engine).papers.map(({ copy, outcome }) => [copy, outcome])).toEqual([
		[1, 'failed'],
		[2, 'printed'],
	]);
});

test('不予受理 has one of the reasons of the law, and its own paper', async () => {
	const { engine } = ready();
	await settle();
	await press('F2');
	await press('x');
	fireEvent.click(screen.getByText('不归本大厅办'));
	await act(async () => void fireEvent.submit(screen.getByRole('form', { name: /不予受理/ })));
	await settle();
	expect(stepsOf(engine)).toEqual(['begin', 'check', 'refuse', 'paper']);
	expect(printed.map(({ paper }) => paper)).toEqual(['refusal']);
	expect(theCase(engine)).toMatchObject({ stage: 'refused', refused: { reason: 'not-competent' } });
});

test('cut off: accepted, written down and printed all the same; the list says that it is today’s alone', async () => {
	const { engine, ticket } = ready({ link: 'down' });
	const asked: CaseDeskRequest['do'][] = [];
	engine.caseDesk = async (...given: unknown[]) => {
		asked.push((given[1] as CaseDeskRequest).do);
		return { ok: false as const, code: 'unreachable' as const };
	};
	await settle();
	await press('F2');
	await press('F3');
	expect(theCase(engine)).toMatchObject({ stage: 'accepted' });
	expect(printed.map(({ paper, slip }) => [paper, 'offline' in slip && slip.offline])).toEqual([['receipt', true]]);
	expect(engine.day?.state.tickets[ticket]?.life.stage).toBe('done');
	await act(async () => void fireEvent.click(screen.getByRole('button', { name: '办件' })));
	await settle();
	expect(screen.getByText(/只有今天在本大厅办的/)).toBeTruthy();
	expect(screen.getByText(theCase(engine).number)).toBeTruthy();
	expect(asked).toContain('list');
});

test('marks that were set are told before the number is put aside, and stand when it comes back', async () => {
	const { engine } = ready();
	await settle();
	await press('F2');
	await press('2');
	await press('F6');
	expect(stepsOf(engine)).toEqual(['begin', 'check']);
	expect(theCase(engine).materials.find(({ material }) => material === 'M-ID-PARENTS')?.mark).toBe('missing');
});

describe('somebody acts for somebody else', () => {
	const people = { agentName: '金丝雀代办', agentIdNumber: '110101199003075613', name: '金丝雀本人', idNumber: '11010519491231002X' };
	let lay: ReturnType<typeof cardReader>;
	let requests: ApplicationRequest[];
	let keeps: boolean;
	beforeEach(() => {
		requests = [];
		keeps = true;
		Object.assign(window.tidehall ?? {}, {
			applications: async (request: ApplicationRequest) => {
				requests.push(request);
				if (request.do === 'begin') return { do: 'opened', grip: 'g'.repeat(22), code: null, summary: { ref: sealedRef } };
				if (request.do === 'save') return keeps ? { do: 'kept' } : { do: 'refused', code: 'disk-low' };
				return request.do === 'hand-in' ? { do: 'state', summary: { ref: sealedRef } } : { do: 'done' };
			},
		});
		lay = cardReader();
	});
	const sealedRef = 'cd'.repeat(16);
	async function open() {
		const { engine } = ready();
		await settle();
		await press('F2');
		await act(async () => expect(fireEvent.keyDown(document.body, { key: 'p' }), 'P writes itself into the name').toBe(false));
		await settle();
		return engine;
	}
	const choose = async () => {
		fireEvent.click(screen.getByRole('radio', { name: '授权委托书' }));
		fireEvent.click(screen.getByRole('radio', { name: '两人身份证' }));
		await act(async () => void fireEvent.click(screen.getByRole('button', { name: /^记下代办/ })));
		await settle();
	};

	test('P1 two cards, one after the other: both people are sealed, the log names their record, and paper and screen name both, masked', async () => {
		const engine = await open();
		await lay(people.agentName, people.agentIdNumber);
		await lay(people.name, people.idNumber);
		await choose();
		const saved = requests.find((request) => request.do === 'save');
		expect(saved?.do === 'save' && saved.form.fields).toEqual(people);
		expect(theCase(engine).proxy).toMatchObject({ authorisation: 'letter', check: 'both-cards', names: sealedRef, staff: clerk.staff });
		expect(screen.getByText('代办：金*')).toBeTruthy();
		await press('F3');
		expect(printed[0]?.slip).toMatchObject({ applicantName: '金*', agentName: '金*' });
		for (const secret of Object.values(people)) expect(JSON.stringify([engine.asked, printed])).not.toContain(secret);
	});

	test('a wrong check digit and one person twice are said at the field, and nothing is kept', async () => {
		await open();
		const type = (label: string, value: string) => {
			fireEvent.change(screen.getByLabelText(label), { target: { value } });
			fireEvent.blur(screen.getByLabelText(label));
		};
		type('代办人姓名', people.agentName);
		type('代办人身份号码', '110101199003075611');
		expect(screen.getByText('和最后一位对不上，请从头对一遍。')).toBeTruthy();
		type('代办人身份号码', people.idNumber);
		type('姓名', people.name);
		type('公民身份号码', people.idNumber);
		expect(screen.getAllByText(/是同一个号码，两个人不会相同/)).toHaveLength(2);
		await choose();
		expect(requests).toEqual([]);
	});

	test('a machine that cannot keep it says so, and the case does not claim that a proxy was looked at', async () => {
		keeps = false;
		const engine = await open();
		await lay(people.agentName, people.agentIdNumber);
		await lay(people.name, people.idNumber);
		await choose();
		expect(screen.getByText(/这台机器存不下两人的姓名/)).toBeTruthy();
		expect(requests.at(-1)?.do).toBe('discard');
		expect(stepsOf(engine)).toEqual([]);
	});

	test('P1 by courier: the address is sealed at this machine before anything is said, cut off too; the log, the papers and the letters’ keys have nothing of it', async () => {
		const { engine } = ready({ link: 'down' });
		await settle();
		await press('F2');
		for (let turn = 0; turn < 3 && screen.queryByLabelText('收件地址') === null; turn += 1) await press('d');
		const box = screen.getByLabelText('收件地址');
		const write = async (value: string) => act(async () => void fireEvent.change(box, { target: { value } }));
		await write('近处');
		expect(screen.queryByRole('alert')).toBeNull();
		await press('F3');
		expect(screen.getByRole('alert').textContent).toContain('请写到门牌号');
		expect(stepsOf(engine)).toEqual([]);
		const address = '金丝雀市样本街 9 号 3 单元 402';
		await write(address);
		// A letter in the address is no key: X would open 不予受理.
		await act(async () => void fireEvent.keyDown(box, { key: 'x' }));
		expect(screen.queryByText(/^不予受理 /)).toBeNull();
		keeps = false;
		await press('F3');
		expect(screen.getByRole('alert').textContent).toContain('没能记下地址');
		expect(stepsOf(engine)).toEqual([]);
		keeps = true;
		await press('F3');
		const saved = requests.findLast((request) => request.do === 'save');
		expect(saved?.do === 'save' && saved.form.fields).toEqual({
			courierOf: Object.keys(engine.day?.state.cases ?? {})[0],
			postAddress: address,
		});
		expect(stepsOf(engine)).toEqual(['begin', 'check', 'accept', 'paper']);
		expect(theCase(engine).accepted?.delivery).toBe('courier');
		// The receipt said nothing of where it goes.
		expect(printed.at(-1)).toMatchObject({ paper: 'receipt', slip: { delivery: expect.stringMatching(/^快递送达 .*\*$/) } });
		expect(JSON.stringify([engine.asked, printed])).not.toContain('样本街');
		expect(document.body.textContent).not.toContain('样本街');
	});

	test('an empty address holds nothing up: the person writes it at a terminal', async () => {
		const { engine } = ready();
		await settle();
		await press('F2');
		for (let turn = 0; turn < 3 && screen.queryByLabelText('收件地址') === null; turn += 1) await press('d');
		await press('F3');
		expect(stepsOf(engine)).toEqual(['begin', 'check', 'accept', 'paper']);
		expect(requests.filter((request) => request.do === 'save')).toEqual([]);
	});
});

test('P1 the address for an envelope is printed after the look at it that is noted down, whole, and no letter about it has the address', async () => {
	const { engine } = ready();
	await settle();
	await press('F2');
	for (let turn = 0; turn < 3 && screen.queryByLabelText('收件地址') === null; turn += 1) await press('d');
	await press('F3');
	const address = '样本省样本自治州样本自治县样本街道样本社区𠮷山路一百二十三号小区四栋五单元六零七';
	const looks: CaseDeskRequest[] = [];
	engine.caseDesk = async (...given: unknown[]) => {
		const request = given[1] as CaseDeskRequest;
		if (request.do !== 'reveal') return { ok: false as const, code: 'unreachable' as const };
		looks.push(request);
		return { ok: true as const, do: 'reveal' as const, field: request.field, value: request.field === 'name' ? '样本甲𠮷' : address };
	};
	const pressKey = async (name: RegExp | string) => {
		await act(async () => void fireEvent.click(screen.getByRole('button', { name })));
		await settle();
	};
	await pressKey('办件');
	await pressKey(/BJ-/);
	expect(screen.queryByRole('button', { name: '打印地址单' })).toBeNull();
	await pressKey('看收件地址');
	await pressKey('打印地址单');
	expect(looks).toMatchObject([
		{ field: 'postAddress', reason: 'task' },
		{ field: 'name', reason: 'task' },
	]);
	expect(printed.at(-1)).toMatchObject({
		paper: 'courier',
		device: slipPrinter?.id,
		slip: { address, recipient: '样本甲𠮷', number: theCase(engine).number },
	});
	expect(screen.getByText(/寄送地址单： 已打印/)).toBeTruthy();
	expect(JSON.stringify(engine.asked)).not.toContain('样本街');
});

test('an application of an earlier day is found by the card, and the number in service goes on with it', async () => {
	const { engine, ticket } = ready();
	const earlier = 'ab'.repeat(16);
	const asked: CaseDeskRequest[] = [];
	engine.caseDesk = async (...given: unknown[]) => {
		const request = given[1] as CaseDeskRequest;
		asked.push(request);
		if (request.do === 'list') return { ok: true as const, do: 'list' as const, cases: [], more: 0 };
		if (request.do !== 'find') return { ok: false as const, code: 'unknown-case' as const };
		const found = {
			ref: earlier,
			number: 'SQ-AAAA-BBBB-CC',
			items: ['GA-001', 'WJ-004'],
			theme: 'GR-01',
			handedInAt: 0,
			day: '2026-11-20',
		};
		return { ok: true as const, do: 'find' as const, applications: [found] };
	};
	const lay = cardReader();
	await settle();
	await press('F2');
	await act(async () => void fireEvent.click(screen.getByRole('button', { name: '办件' })));
	await settle();
	await lay('某人', '11010519491231002X');
	expect(asked).toContainEqual({ do: 'find', document: '11010519491231002X' });
	await act(async () => void fireEvent.click(screen.getByRole('button', { name: `用 ${ticket} 接着办这件` })));
	await settle();
	const state = theCase(engine);
	expect(state).toMatchObject({ ref: earlier, begun: { origin: 'application', ticket }, theme: 'GR-01', items: ['GA-001', 'WJ-004'] });
	expect(JSON.stringify(engine.asked)).not.toContain('11010519491231002X');
	// Back at the window, F3 accepts that very application.
	await press('F3');
	expect(theCase(engine)).toMatchObject({ ref: earlier, stage: 'accepted' });
});

describe('the clerk’s own day at a glance', () => {
	const deskDay: DeskDay = {
		...{ materialsDue: 2, materialsLate: 1, promisesNear: 0, promisesLate: 0 },
		first: [
			{ number: 'BJ-AAAA-BBBB-CC', owner: '0312', kind: 'material-late', day: '2026-11-20' },
			{ number: 'BJ-DDDD-EEEE-FF', owner: '0312', kind: 'material-due', day: '2026-11-24' },
		],
		reminders: { waiting: 0, refused: 0, givenUp: 0, sentToday: 3, stuckSince: null },
		reviews: { weeks: 4, reviewed: 37, good: 0.973 },
	};
	async function shown(day: DeskDay) {
		const { engine } = ready();
		engine.caseDesk = async (...given: unknown[]) =>
			(given[1] as CaseDeskRequest).do === 'day'
				? { ok: true as const, do: 'day' as const, day }
				: { ok: false as const, code: 'unknown-case' as const };
		await settle();
		await press('F2');
		await aMinute();
	}
	const aMinute = () => act(async () => void (await vi.advanceTimersByTimeAsync(61_000)));
	const finished = async () => {
		await press('F3');
		await aMinute();
	};

	test('what is due is listed with its numbers, who reminds is said, and reviews stand in whole weeks without anybody’s name', async () => {
		await shown(deskDay);
		await finished();
		for (const text of [
			'容缺材料过期没补 1 件',
			'容缺材料快到期 2 件',
			'系统今天发了 3 条提醒',
			'本窗口近 4 周 37 条评价，97% 满意',
			'在等',
		])
			expect(screen.getByText(text)).toBeTruthy();
		expect(screen.getByText(/^BJ-AAAA-BBBB-CC，在“办件”里$/)).toBeTruthy();
	});

	test('no gateway: people are to be reminded by phone; one that is stuck is said with what becomes of it; too few reviews are not shown', async () => {
		await shown({ ...deskDay, reminders: null, reviews: null });
		await finished();
		expect(screen.getByText(/没有接短信，请打电话提醒/)).toBeTruthy();
		expect(screen.getByText(/评价太少，不显示/)).toBeTruthy();
	});

	test('who reminds of a deferred material is said before it is accepted, and is true', async () => {
		await shown(deskDay);
		await press('0');
		await press('0');
		expect(screen.getByText(/系统在到期前一个工作日发提醒/)).toBeTruthy();
	});
});
