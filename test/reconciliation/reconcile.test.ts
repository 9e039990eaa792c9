import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HallEvent, hallEvent } from '../../domain/contracts/events.ts';
import { paperDocument } from '../../domain/contracts/paper-document.ts';
import { conflictCases, reconciliation } from '../../domain/contracts/reconciliation.ts';
import { caseOf, readyDecisions } from '../../domain/reconciliation/conflict-case.ts';
import { csvOf } from '../../domain/reconciliation/csv.ts';
import { healingsOf } from '../../domain/reconciliation/healings.ts';
import { conflictInWords, cutInWords, historyInWords, manualInWords, spanInWords } from '../../domain/reconciliation/in-words.ts';
import { paperOf } from '../../domain/reconciliation/paper.ts';
import { reconcile } from '../../domain/reconciliation/reconcile.ts';
import { tableOf } from '../../domain/reconciliation/table.ts';
import { day as dayName, epoch, minute, nine, plan, TestDay } from '../domain/small-hall.ts';
import { healedDay, speaker, visit } from './healed-day.ts';

const zh = speaker('zh-CN');
const en = speaker('en');
const of = (day: TestDay) => reconcile(day.plan, dayName, day.log);

describe('the reconciliation report of a healed day', () => {
	test('says in words who was cut off, what came in, and which ghost was voided', () => {
		const { cuts } = of(healedDay());
		expect(cuts.map((cut) => [cut.id, cut.basis, spanInWords(cut, zh), ...cutInWords(cut, zh)])).toEqual([
			[
				'T2/1',
				'said',
				'09:10 到 09:40 断线',
				'断线时取了 2 个号：A2-001、A2-002',
				'A001 没人拿着，作废，以 A2-001 的纸票为准',
				'1 张号票不确定打出来没有：A2-002',
			],
			['W02/1', 'said', '09:11 到 09:40 断线', '办结 2 个', '1 处对不上：第 1 条'],
		]);
		expect(cutInWords(cuts[0]!, en)).toEqual([
			'2 tickets taken while cut off: A2-001, A2-002',
			'A001, which nobody holds, was voided; the paper A2-001 stands for it',
			'1 paper may not have come out: A2-002',
		]);
	});

	test('a conflict in words: the papers, what happened, what is to be decided, and every record of the ticket', () => {
		const [conflict] = of(healedDay()).conflicts;
		expect(conflictInWords(conflict!, zh)).toEqual({
			papers: '一张纸票：A003',
			happened: 'A003 没有叫过号，02 号窗口 09:24 记了办理',
			decide: '人是不是拿着票直接来办的',
			decision: null,
			by: '',
			ready: ['本人拿着票来办的，算数', '记错了，没有办'],
		});
		expect(conflict!.history.map((line) => historyInWords(line, zh))).toEqual([
			'1 号取号机 取号',
			'02 号窗口 开始办理（晚 16 分才收到）',
			'02 号窗口 办结（晚 10 分才收到）',
		]);
		expect(conflict!.cut).toBe('W02/1');
	});

	test('once settled it says how, by whom and when, and the decision of the log itself is worded too', () => {
		const day = healedDay().later(5);
		day.do('M1', 'settle-conflict', { conflict: 1, decision: '本人拿着票来办的，算数' });
		day.do('W01', 'finish-service', { window: 'W01', ticket: 'A1-009' });
		day.do('T1', 'offline-ticket', { number: 'A1-009', sequence: 9, visit });
		const [first, second] = of(day).conflicts;
		expect(first!.settled).toEqual({ at: nine + 45 * minute, staff: '0901', decision: '本人拿着票来办的，算数' });
		expect(conflictInWords(first!, zh)).toMatchObject({ decision: '本人拿着票来办的，算数', by: '工号 0901' });
		expect(conflictInWords(second!, zh)).toMatchObject({ decision: '取号机连回来后报了这张票，对上了', by: '系统自动核对' });
		expect(of(day).sums).toMatchObject({ conflicts: 2, settled: 2, open: 0 });
	});

	test('a machine that was restarted while cut off does not know since when, and the words say so', () => {
		const day = new TestDay().open();
		day.later(30);
		day.do('T2', 'offline-ticket', { number: 'A2-001', sequence: 1, visit }, { occurredAt: nine + 12 * minute, n: 7 });
		day.do('T2', 'cut-off-ended', { since: null, until: day.now, waited: { from: 7, to: 7 } }, { n: 8 });
		expect(spanInWords(of(day).cuts[0]!, zh)).toBe('09:30 连回来；断线时重启过，什么时候断的不知道，最早一笔记录是 09:12');
	});

	test('late reports that no station explained are never told as a cut: the clock may be wrong', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.later(50);
		day.do('W02', 'start-service', { window: 'W02', ticket: 'A001' }, { occurredAt: nine + 5 * minute });
		day.later(2);
		day.do('W02', 'finish-service', { window: 'W02', ticket: 'A001' }, { occurredAt: nine + 9 * minute });
		const [cut, ...others] = of(day).cuts;
		expect(others).toEqual([]);
		expect(cut).toMatchObject({ basis: 'late', since: null, until: null, reports: 2 });
		expect(spanInWords(cut!, zh)).toBe('这台机器没有说断过线；晚到的记录自己写的时间是 09:05 到 09:09，也可能是它的钟不准');
		expect(tableOf(of(day), zh)[2]).toContain('没有说明，只知道来晚了');
	});

	test('a report that came in at once is of no cut', () => {
		const day = new TestDay().open('W01');
		day.take();
		day.serve('W01');
		expect(of(day)).toMatchObject({ cuts: [], conflicts: [], sums: { issued: 1, shared: 1, offline: 0, stages: { done: 1 } } });
	});

	test('a platform that was away cuts everyone off at once: one healing of several machines, a later cut another', () => {
		const said = (station: string, since: number, until: number) => ({
			...of(healedDay()).cuts[0]!,
			station,
			id: `${station}/1`,
			since: nine + since * minute,
			until: nine + until * minute,
		});
		const healings = healingsOf([said('T1', 10, 40), said('T2', 12, 39), said('W01', 60, 70)]);
		expect(healings.map(({ since, until, cuts }) => [since, until, cuts.map(({ station }) => station)])).toEqual([
			[nine + 60 * minute, nine + 70 * minute, ['W01']],
			[nine + 10 * minute, nine + 40 * minute, ['T1', 'T2']],
		]);
	});

	test('a take-over of the day stands in it', () => {
		const day = healedDay();
		day.do('PLATFORM', 'begin-term', { number: 2, platform: 'P2', block: 1, planned: false, reason: '主机坏了' });
		expect(tableOf(of(day), zh)[2]).toEqual(expect.arrayContaining(['接管', '由 P2 接管：主机坏了']));
	});

	test('when people called by hand, and what was entered afterwards, is told and never taken for a cut', () => {
		const day = new TestDay().open('W01');
		day.do('M1', 'begin-manual', { queues: ['A'], reason: '系统坏了' });
		day.later(60);
		day.do('M1', 'end-manual', { queues: ['A'] });
		const report = of(day);
		expect(manualInWords(report, zh)).toEqual(['09:00 到 10:00，人工叫号：A']);
		expect(report.cuts).toEqual([]);
		expect(tableOf(report, zh)[2]).toEqual(expect.arrayContaining(['人工叫号', '09:00 到 10:00，人工叫号：A']));
	});

	test('every case has its words and its decisions in both languages', () => {
		for (const code of conflictCases) {
			for (const { say } of [zh, en]) {
				for (const part of ['papers', 'happened', 'decide']) expect(say(`cases.${code}.${part}`)).not.toBe(`cases.${code}.${part}`);
				for (const decision of readyDecisions[code]) expect(say(`decisions.${decision}`)).not.toBe(`decisions.${decision}`);
			}
		}
		expect(caseOf({ conflict: 1, kind: 'something-new' as 'duplicate-number', detail: '' })).toBe('other');
	});
});

describe('what leaves the hall', () => {
	test('CSV is RFC 4180 with a byte-order mark, and no cell is a formula', () => {
		expect(
			csvOf([
				['编号', 'a "b", c'],
				['=1+1', 'two\nlines'],
			]),
		).toBe('\uFEFF编号,"a ""b"", c"\r\n\'=1+1,"two\nlines"\r\n');
	});

	test('every row has as many fields as the headings', () => {
		const rows = tableOf(of(healedDay()), zh);
		expect(new Set(rows.map((row) => row.length))).toEqual(new Set([10]));
		expect(rows[0]).toEqual(['类别', '编号', '地点', '从', '到', '内容', '状态', '处理结果', '处理人', '处理时间']);
	});

	test('the document is one that the PDF maker takes', () => {
		const day = healedDay();
		expect(paperDocument.parse(paperOf(of(day), zh, day.now))).toEqual(paperOf(of(day), zh, day.now));
	});

	test('P1 nothing of a person is in it, also what somebody typed into a decision', () => {
		const day = new TestDay().open('W02');
		const canary = 'canary-person-reference-1';
		day.later(30);
		const marked = { ...visit, personRef: canary, priorityGroup: 'ELDER80', reservationRef: 'canary-reservation-ref', items: ['AA-001'] };
		day.do('T2', 'offline-ticket', { number: 'A2-001', sequence: 1, visit: marked }, { occurredAt: nine + minute });
		day.do('T2', 'offline-ticket', { number: 'A2-001', sequence: 1, visit: marked }, { occurredAt: nine + minute });
		day.do('M1', 'settle-conflict', { conflict: 1, decision: '张三 11010519491231002X 电话 13800138000' });
		const report = of(day);
		const said = JSON.stringify([tableOf(report, zh), tableOf(report, en), paperOf(report, zh, 1), report.cuts]);
		for (const secret of [canary, 'canary-reservation-ref', 'ELDER80', '11010519491231002X', '13800138000'])
			expect(said).not.toContain(secret);
	});
});

describe('any day with cuts in it', () => {
	const terminals = ['T1', 'T2'];
	const windows = ['W01', 'W02'];
	const deed = fc.record({
		who: fc.constantFrom(...terminals, ...windows),
		what: fc.constantFrom('take', 'paper', 'start', 'finish', 'call', 'settle', 'said'),
		number: fc.integer({ min: 1, max: 6 }),
		late: fc.constantFrom(0, 0, 3, 40),
		later: fc.constantFrom(0, 1, 7),
		replaces: fc.integer({ min: 1, max: 30 }),
	});

	function play(deeds: readonly (typeof deed extends fc.Arbitrary<infer D> ? D : never)[]): TestDay {
		const day = new TestDay().open(...windows);
		for (const { who, what, number, late, later, replaces } of deeds) {
			day.later(later);
			const over = { occurredAt: day.now - late * minute };
			const own = `A${who === 'T1' ? 1 : 2}-00${number}`;
			const ticket = number % 2 === 0 ? `A00${number}` : `A2-00${number}`;
			if (what === 'take' && terminals.includes(who) && late === 0) day.say('T1', 'issue-ticket', { visit });
			else if (what === 'take' && terminals.includes(who))
				day.say(who, 'offline-ticket', { number: own, sequence: number, visit, replaces: { epoch, n: replaces } }, over);
			else if (what === 'paper') day.say('T2', 'ticket-paper', { ticket, job: 'j', copy: 1, outcome: 'unknown', proof: 'none' }, over);
			else if (what === 'start' && windows.includes(who)) day.say(who, 'start-service', { window: who, ticket }, over);
			else if (what === 'finish' && windows.includes(who)) day.say(who, 'finish-service', { window: who, ticket }, over);
			else if (what === 'call' && windows.includes(who)) day.say(who, 'call-next', { window: who });
			else if (what === 'settle') day.say('M1', 'settle-conflict', { conflict: number, decision: '核对过' });
			else if (what === 'said') {
				const { n } = day.command(who, 'help-called', {});
				const waited = { from: Math.max(1, n - number * 2), to: n };
				day.say(who, 'cut-off-ended', { since: number === 1 ? null : day.now - 50 * minute, until: day.now, waited });
			}
		}
		return day;
	}

	test('I-21 every conflict and every number of an own series stands in it exactly once, and the sums hold', () => {
		fc.assert(
			fc.property(fc.array(deed, { minLength: 10, maxLength: 90 }), (deeds) => {
				const day = play(deeds);
				const report = reconciliation.parse(of(day));
				const named = <N extends HallEvent['name']>(name: N) => day.log.filter((event) => event.name === name) as HallEvent<N>[];
				expect(report.conflicts.map(({ number }) => number)).toEqual(named('conflict-found').map(({ body }) => body.conflict));
				const inCuts = report.cuts.flatMap(({ conflicts }) => conflicts);
				expect(new Set(inCuts).size).toBe(inCuts.length);
				const offline = named('ticket-issued').flatMap(({ body }) => (body.origin === 'offline' ? [body.number] : []));
				expect(report.cuts.flatMap(({ tickets }) => tickets.map(({ number }) => number)).sort()).toEqual(offline.sort());
				const { sums } = report;
				expect(sums.offline).toBe(offline.length);
				expect(sums.offlineSaid + sums.offlineLate).toBe(sums.offline);
				expect(sums.shared + sums.offline + sums.otherwise).toBe(sums.issued);
				expect(sums.issued).toBe(named('ticket-issued').length);
				expect(Object.values(sums.stages).reduce((all, each) => all + each, 0)).toBe(sums.issued);
				expect(sums.settled + sums.open).toBe(sums.conflicts);
				expect(report.conflicts.filter(({ settled }) => settled !== null).length).toBe(sums.settled);
				for (const cut of report.cuts) if (cut.basis === 'late') expect([cut.since, cut.until]).toEqual([null, null]);
				expect(healingsOf(report.cuts).flatMap(({ cuts }) => cuts)).toHaveLength(report.cuts.length);
				const rows = tableOf(report, zh).slice(1);
				expect(rows.filter(([kind]) => kind === '对不上')).toHaveLength(sums.conflicts);
				expect(rows.filter(([kind]) => kind === '断线取的号')).toHaveLength(sums.offline);
				expect(rows.flat().some((cell) => cell.includes('{{'))).toBe(false);
				expect(paperDocument.safeParse(paperOf(report, en, day.now)).success).toBe(true);
			}),
			{ seed: 20261123, numRuns: 120 },
		);
	});

	test('S10 the log read back from its stored form gives the same report', () => {
		const day = healedDay();
		const stored = day.log.map((event) => hallEvent.parse(JSON.parse(JSON.stringify(event))));
		expect(reconcile(plan, dayName, stored)).toEqual(of(day));
	});
});
