/** One window accepts (一窗受理), in the real app: from the application at a terminal to the result in somebody's hand; and the same with the platform killed in between. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { caseOf } from '../../domain/cases/evolve-case.ts';
import { type ApplicationAnswer, type ApplicationRequest, applicationNumber } from '../../domain/contracts/applications.ts';
import { caseNumber } from '../../domain/contracts/cases.ts';
import { reportOf } from '../../domain/evolve/case-events.ts';
import { todayThere } from '../morning-zone.ts';
import { type AcceptanceHall, caseSteps, openAcceptanceHall, untilSaid } from './support/acceptance-hall.ts';
import { signInAtWindow, wordsOn } from './support/people-at-work.ts';
import { axeProblems } from './support/screen-checks.ts';
import { until } from './support/until.ts';

const proxy = { name: '金丝雀代办', idNumber: '110101199003075613' } as const;
const canary = { name: '金丝雀测试甲', idNumber: '11010519491231002X', phone: '13800138000' } as const;
const items = ['GA-001', 'WJ-004'];
/** Forty characters. */
const courierAddress = '样本省样本市样本自治县样本镇样本街道样本社区样本小区第十二号楼三单元一千二百零四';
/** The tenth row: exempt while shared data has it, else brought later. */
const bank = { code: 'M-BANK', key: '0', name: '本人银行账户' };

let hall: AcceptanceHall;
let desk: Page;
let terminal: Page;

beforeAll(async () => {
	hall = await openAcceptanceHall();
	terminal = await hall.machine.face('terminal');
	desk = await hall.machine.face('window');
	await desk.getByLabel('工号').waitFor({ timeout: 40_000 });
	// Who signs in before the line is up is told so, and has to press again.
	await desk.getByText('运行正常').first().waitFor({ timeout: 40_000 });
	await signInAtWindow(desk, '0307', '2580');
	await desk
		.getByRole('button', { name: /打开 01 号窗口/ })
		.first()
		.click();
}, 120_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

const papers = () => hall.printer.papers().filter((each) => each.cut);
const joined = (text: string) => text.replaceAll(/\s/g, '');

async function picture(name: string) {
	if (!process.env.TIDEHALL_PICTURES) return;
	await new Promise((go) => setTimeout(go, 400));
	await desk.screenshot({ path: `test/artifacts/screens/${name}.png` });
}
/** Nothing for axe to say, and a picture to look at. */
async function sound(name: string, alsoInEnglish = true) {
	await picture(name);
	expect(await axeProblems(desk), name).toEqual([]);
	if (!alsoInEnglish) return;
	await desk.getByRole('button', { name: 'English', exact: true }).click();
	await picture(`${name}-en`);
	expect(await axeProblems(desk), `${name} in English`).toEqual([]);
	await desk.getByRole('button', { name: '中文', exact: true }).click();
}

const atTerminal = (request: ApplicationRequest): Promise<ApplicationAnswer> =>
	terminal.evaluate((asked) => window.tidehall?.applications(asked as never) as Promise<never>, request as never);

/** Fills in one application at the terminal's own machine, for this number; returns its reference. */
async function handIn(ticket: string): Promise<string> {
	const begun = await atTerminal({ do: 'begin', items, theme: 'GR-01' });
	if (begun.do !== 'opened') throw new Error(JSON.stringify(begun));
	const { grip } = begun;
	const form = {
		fields: { name: canary.name, idNumber: canary.idNumber, phone: canary.phone },
		materials: { 'M-MARRIAGE': 'attached' as const, 'M-HUKOU': 'on-paper' as const },
	};
	expect(await atTerminal({ do: 'save', grip, form })).toMatchObject({ do: 'kept' });
	const attached = await terminal.evaluate(
		async ([asked]) => {
			// A picture of one dot: what lies behind it is the store's affair.
			const canvas = document.createElement('canvas');
			const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
			const data = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
			return window.tidehall?.applications({ do: 'attach', grip: asked, material: 'M-MARRIAGE', mediaType: 'image/png', data } as never);
		},
		[grip] as const,
	);
	expect(attached).toMatchObject({ do: 'kept' });
	const day = todayThere();
	expect(await atTerminal({ do: 'hand-in', grip, day, ticket } as ApplicationRequest)).toMatchObject({ do: 'state' });
	return begun.summary.ref;
}

const stateOf = async (ref: string) => {
	const reports = (await hall.events()).flatMap((event) =>
		event.name === 'case-reported' && event.body.case === ref ? [reportOf(event)] : [],
	);
	return caseOf(ref, reports);
};
const press = async (key: string) => desk.keyboard.press(key);
async function callAndBegin(number: string) {
	await desk.getByRole('button', { name: new RegExp(`叫 ${number} 到 01 号窗口`) }).waitFor({ timeout: 20_000 });
	await press('F1');
	await desk.getByText('等人来').first().waitFor();
	await press('F2');
	await desk.getByText(/核对材料/).waitFor({ timeout: 20_000 });
}

describe('an application from a terminal, accepted at a window', () => {
	let ref = '';
	let number = '';
	let ticket = '';

	it('the form, masked, and the materials stand beside the ticket', async () => {
		ticket = await hall.take({ items, theme: 'GR-01' });
		ref = await handIn(ticket);
		number = caseNumber(ref);
		await until('the application is submitted', async () =>
			(await hall.events()).some((event) => event.name === 'application-submitted' && event.body.application === ref),
		);
		await callAndBegin(ticket);
		await desk.getByText('已在终端上传 1 件').waitFor();
		const shown = await desk.locator('body').innerText();
		expect(shown).toContain('金*');
		for (const secret of Object.values(canary)) expect(shown).not.toContain(secret);
		await sound('window-case');
		await press('t');
		await desk.getByRole('form', { name: '申请表' }).waitFor();
		await sound('window-case-form');
		await desk.getByRole('button', { name: '看全文 公民身份号码' }).click();
		await desk.getByText(canary.idNumber).waitFor();
		await press('Escape');
		await press('x');
		await desk.getByRole('form', { name: /不予受理/ }).waitFor();
		await sound('window-case-refuse');
		await press('Escape');
	});

	it('P1 somebody acts for the applicant: both are checked, sealed at this machine, and named on screen and paper, masked', async () => {
		await press('p');
		const panel = desk.getByRole('form', { name: '代办人' });
		await panel.waitFor();
		await panel.getByLabel('代办人姓名').fill(proxy.name);
		await panel.getByLabel('代办人身份号码').fill(canary.idNumber);
		await panel.getByLabel('姓名', { exact: true }).fill(canary.name);
		await panel.getByLabel('公民身份号码', { exact: true }).fill(canary.idNumber);
		await panel
			.getByText(/是同一个号码/)
			.first()
			.waitFor();
		await sound('window-case-proxy');
		await panel.getByLabel('代办人身份号码').fill(proxy.idNumber);
		await panel.getByText('授权委托书').click();
		await panel.getByText('两人身份证').click();
		await panel.getByRole('button', { name: /记下代办/ }).click();
		await desk.getByText('代办：金*').waitFor();
		await untilSaid(hall, 'proxy', ref);
		const sealed = (await stateOf(ref)).proxy?.names ?? '';
		expect(sealed).toMatch(/^[0-9a-f]{32}$/);
		await until('the sealed record at the platform', async () =>
			(await hall.events()).some((event) => event.name === 'application-submitted' && event.body.application === sealed),
		);
		expect(JSON.stringify(await hall.events())).not.toContain(proxy.name);
	});

	it('one key turns a material; what may follow is promised by a day, and F3 says what it will do', async () => {
		await press(bank.key);
		await press(bank.key);
		await desk.getByText('缺 1 样，可以先受理').waitFor();
		await sound('window-case-deferred');
		await press('F3');
		await desk.getByText(`${ticket} 已受理，${number}`).waitFor({ timeout: 20_000 });
	});

	it('promise and receipt come out of the window’s printer, with the number of the application', async () => {
		const [promise, receipt] = await until('two papers', () => (papers().length >= 2 ? papers() : null), 30_000);
		const [first, second] = [joined(wordsOn(promise!)), joined(wordsOn(receipt!))];
		for (const words of ['容缺受理承诺书', number, bank.name, '承诺人签名', '工号0307']) expect(first).toContain(joined(words));
		for (const words of ['受理回执', number, bank.name, '出生登记', '代办人金*']) expect(second).toContain(joined(words));
		expect(number.slice(2)).toBe(applicationNumber(ref).slice(2));
		for (const secret of [...Object.values(canary), ...Object.values(proxy)]) expect(first + second).not.toContain(secret);
		await desk.getByText('已打印').first().waitFor();
		await untilSaid(hall, 'paper', ref);
		const state = await stateOf(ref);
		expect(state).toMatchObject({ stage: 'accepted', owner: { staff: '0307' }, flags: [] });
		expect(state.materials.find(({ material }) => material === bank.code)?.by).toMatch(/^\d{4}-\d{2}-\d{2}$/);
	});

	it('the material is brought, each department decides in the theme’s order, the result is issued and handed over', async () => {
		await desk.getByRole('button', { name: '办件', exact: true }).click();
		await desk.getByRole('button', { name: new RegExp(number) }).click();
		await desk.getByRole('heading', { name: number }).waitFor();
		await sound('window-cases');
		await desk.getByRole('button', { name: `材料补来了 ${bank.name}` }).click();
		await untilSaid(hall, 'bring', ref);
		// Another machine, staff of the department: the clerk's page follows.
		const department = await hall.clerkAt('W05', '0410');
		const agreed = (task: string) =>
			department.say('report-case', { case: ref, steps: [{ do: 'task', task, state: 'agreed' }], window: 'W05' });
		for (const task of ['s3', 's7']) expect(await agreed(task)).toMatchObject({ result: 'accepted' });
		await desk.getByRole('button', { name: '同意 统一出件', exact: true }).click({ timeout: 20_000 });
		for (const deed of ['准予', '已交付'])
			for (const item of ['出生登记', '育儿补贴']) {
				const button = desk.getByRole('button', { name: new RegExp(`^${deed} .*${item}`) });
				await button.click();
				await button.waitFor({ state: 'detached' });
			}
		await desk.getByText('已办结').waitFor();
		await sound('window-cases-done');
		const state = await until('the case is delivered', async () => {
			const now = await stateOf(ref);
			return now.stage === 'delivered' ? now : null;
		});
		expect(state.flags).toEqual([]);
		await press('Escape');
	});
});

describe('a result that goes by courier', () => {
	it('P1 the address is one look that is noted down, whole on the paper for the envelope, and in no event', async () => {
		const begun = await atTerminal({ do: 'begin', items: ['GA-012'] });
		if (begun.do !== 'opened') throw new Error(JSON.stringify(begun));
		const { ref } = begun.summary;
		await atTerminal({ do: 'save', grip: begun.grip, form: { fields: { name: canary.name, idNumber: canary.idNumber }, materials: {} } });
		await atTerminal({ do: 'hand-in', grip: begun.grip, day: todayThere() });
		await until('the application is submitted', async () =>
			(await hall.events()).some((event) => event.name === 'application-submitted' && event.body.application === ref),
		);
		const limit = { value: 5, unit: 'workday' };
		const item = { item: 'GA-012', limit, due: '2099-01-05', legal: null, legalDue: null };
		const steps = [
			{ do: 'begin', origin: 'application', items: ['GA-012'], materials: [] },
			{ do: 'accept', deferred: [], tasks: [], delivery: 'window', items: [item] },
		];
		const clerk = await hall.clerkAt('W02', '0312');
		expect(await clerk.say('report-case', { case: ref, window: 'W02', steps })).toMatchObject({ result: 'accepted' });
		const number = caseNumber(ref);
		const wish = { do: 'deliver', document: canary.idNumber, number, way: 'courier', address: courierAddress } as const;
		expect(await hall.byCard(wish)).toMatchObject({ ok: true });
		const before = papers().length;
		await desk.getByRole('button', { name: '办件', exact: true }).click();
		await desk.getByPlaceholder('输入办件号，BJ 开头').fill(number);
		await press('Enter');
		await desk.getByRole('button', { name: '看收件地址' }).click({ timeout: 20_000 });
		await desk.getByText(courierAddress).waitFor({ timeout: 20_000 });
		await sound('window-courier');
		await desk.getByRole('button', { name: '打印地址单' }).click();
		await until('the address on paper', () =>
			papers()
				.slice(before)
				.some((paper) => [courierAddress, canary.name].every((words) => joined(wordsOn(paper)).includes(words))),
		);
		expect(JSON.stringify(await hall.events())).not.toContain(courierAddress);
		await press('Escape');
	});
});

describe('a case whose days are running out', () => {
	it('has a yellow card, then a red one and a material that is late; the clerk takes it over, and its clock stands for a reason that is told', async () => {
		const clerk = await hall.clerkAt('W03', '0318');
		const dayFromNow = (days: number) => new Date(Date.parse(`${todayThere()}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
		/** Accepted so many days ago, while that window was cut off; calendar days, so that no holiday counts. */
		const begun = async (ref: string, promised: string, until: string, ago = 0) => {
			const limit = { value: 6, unit: 'day' };
			const material = { material: bank.code, items: ['GA-012'], need: 'always', deferDays: 5 };
			const item = { item: 'GA-012', limit, due: promised, legal: null, legalDue: null };
			const steps = [
				{ do: 'begin', origin: 'window', items: ['GA-012'], materials: [material] },
				{ do: 'accept', deferred: [{ material: bank.code, by: until }], tasks: [], delivery: 'window', items: [item] },
				{ do: 'offer', to: '0307' },
			];
			expect(await clerk.say('report-case', { case: ref, window: 'W03', steps }, Date.now() - ago * 86_400_000)).toMatchObject({
				result: 'accepted',
			});
			await desk.getByRole('button', { name: '办件', exact: true }).click();
			await desk.getByPlaceholder('输入办件号，BJ 开头').fill(caseNumber(ref));
			await press('Enter');
			await desk.getByRole('button', { name: '接手' }).click({ timeout: 20_000 });
			await desk.getByText('工号 0307').first().waitFor();
		};
		await begun('d0'.repeat(16), dayFromNow(1), dayFromNow(1), 6);
		await desk.getByText('黄牌').first().waitFor();
		await sound('window-clock-yellow');
		await press('Escape');
		const late = 'd1'.repeat(16);
		await begun(late, dayFromNow(-3), dayFromNow(-3));
		await desk.getByText('红牌').first().waitFor();
		await sound('window-clock-red');
		await desk.getByRole('button', { name: '停计时' }).click();
		await desk.getByText(/起停着：补正材料/).waitFor();
		await sound('window-clock-stands');
		await desk.getByRole('button', { name: '继续计时' }).click();
		await desk.getByText(/起停着：/).waitFor({ state: 'detached' });
		expect((await stateOf(late)).pauses).toMatchObject([{ reason: 'supplement', to: expect.any(Number) }]);
		for (const list of ['要到期', '已超期']) {
			await desk.getByText(list, { exact: true }).first().click();
			await desk.getByText(caseNumber(late)).first().waitFor({ timeout: 15_000 });
			await sound(`window-clock-list-${list === '要到期' ? 'due' : 'late'}`);
		}
		await press('Escape');
		// What is near stands beside the work, too.
		await desk
			.getByText(/容缺材料过期没补|过了答应的日子/)
			.first()
			.waitFor({ timeout: 30_000 });
		await sound('window-deadlines');
	});
});

describe('a form begun at a terminal, gone on with at the window', () => {
	it('is brought by the code on its slip, says what is missing, and is the number’s form', async () => {
		const ticket = await hall.take({ items, theme: 'GR-01' });
		const begun = await atTerminal({ do: 'begin', items, theme: 'GR-01' });
		if (begun.do !== 'opened') throw new Error(JSON.stringify(begun));
		const { grip, code } = begun;
		await atTerminal({ do: 'save', grip, form: { fields: { name: canary.name, idNumber: canary.idNumber }, materials: {} } });
		await atTerminal({ do: 'close', grip });
		await callAndBegin(ticket);
		await press('/');
		await desk.getByRole('button', { name: '凭码接着填表' }).click();
		await desk.getByLabel('纸条上的码').fill(code!.toLowerCase());
		await press('Enter');
		await desk.getByText(/还差 \d+ 格/).waitFor({ timeout: 15_000 });
		await desk
			.getByLabel(/联系电话|手机号/)
			.first()
			.fill(canary.phone);
		await sound('window-draft');
		await desk.getByRole('button', { name: `收下这张表，归到 ${ticket}` }).click();
		const { ref } = begun.summary;
		await until('the application is submitted', async () =>
			(await hall.events()).some((event) => event.name === 'application-submitted' && event.body.application === ref),
		);
		await desk.getByText('金*').first().waitFor({ timeout: 20_000 });
		expect(JSON.stringify(await hall.events())).not.toContain(canary.phone);
		await press(bank.key);
		await press(bank.key);
		await desk.getByText('缺 1 样，可以先受理').waitFor();
		await press('F3');
		await desk.getByText(`${ticket} 已受理，${caseNumber(ref)}`).waitFor({ timeout: 20_000 });
		const state = await stateOf(ref);
		expect(state).toMatchObject({ stage: 'accepted', flags: [] });
		expect(state.materials.find(({ material }) => material === bank.code)?.by).toMatch(/^\d{4}-\d{2}-\d{2}$/);
	});
});

describe('the same with the platform killed in the middle', () => {
	it('accepted while cut off: written down, printed, and in the log once when the platform is back', async () => {
		const ticket = await hall.take({ items, theme: 'GR-01' });
		await callAndBegin(ticket);
		const before = papers().length;
		await hall.killPlatform();
		await desk.getByText(/离线/).first().waitFor({ timeout: 30_000 });
		await press('8');
		await press(bank.key);
		await press(bank.key);
		await sound('window-case-cut-off', false);
		await press('F3');
		// The commitment comes first; papers of the case before may come after `before` as well, and say nothing of a cut.
		const receipts = () =>
			papers()
				.slice(before)
				.map((paper) => joined(wordsOn(paper)))
				.filter((words) => words.includes('受理回执'));
		await until('the receipt, marked as given while cut off', () => receipts().some((words) => words.includes('离线')), 30_000);
		// Today's case is known from what this machine holds, and it says so.
		await desk.getByRole('button', { name: '办件', exact: true }).click();
		await desk.getByText(/只有今天在本大厅办的/).waitFor();
		await sound('window-cases-cut-off', false);
		await press('Escape');
		await hall.startPlatformAgain();
		const acceptances = async () =>
			(await hall.events()).filter(
				(event) => event.name === 'case-reported' && event.body.ticket === ticket && event.body.steps.some((step) => step.do === 'accept'),
			);
		await until('the acceptance in the log', async () => (await acceptances()).length > 0, 60_000);
		await until('its papers too', async () => (await caseSteps(hall)).filter((what) => what === 'paper').length >= 4, 40_000);
		expect(await acceptances()).toHaveLength(1);
		const finished = (await hall.events()).filter((event) => event.name === 'service-finished' && event.body.ticket === ticket);
		expect(finished).toHaveLength(1);
	});
});
