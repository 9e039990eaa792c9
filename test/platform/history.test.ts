import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { historyDeskAnswer } from '../../domain/contracts/history-desk.ts';
import { HistoryRows } from '../../platform/figures/history-rows.ts';
import { plan } from '../domain/small-hall.ts';
import { deskOf, monday, StandClock, shortDay, storeWith, tuesday } from './figures-stand.ts';

describe('what managers are told of past days', () => {
	test('days add up, each end by itself, and a period without a log is empty', async () => {
		const desk = deskOf(await storeWith({ [monday]: shortDay(monday), [tuesday]: shortDay(tuesday, 2) }));
		const answer = historyDeskAnswer.parse(await desk.ask({ do: 'look', from: monday, to: tuesday }));
		if (!answer.ok || answer.do !== 'look') throw new Error('no look');
		expect(answer.since).toBe(monday);
		expect(answer.history.days.map(({ day, all }) => [day, all.came, all.served, all.cancelled, all.notServed])).toEqual([
			[monday, 4, 1, 1, 2],
			[tuesday, 6, 1, 1, 4],
		]);
		expect(answer.history.days[0]?.ways.offline).toMatchObject({ came: 1, notServed: 1 });
		expect(answer.history.all.mean).toBeCloseTo(12);
		const none = await desk.ask({ do: 'look', from: '2026-01-01', to: '2026-01-31' });
		expect(none).toMatchObject({ ok: true, history: { days: [], hours: [] } });
		expect(await desk.ask({ do: 'look', from: tuesday, to: monday })).toEqual({ ok: false, code: 'too-long' });
		expect(await desk.ask({ do: 'past-day', day: '2026-01-01' })).toEqual({ ok: false, code: 'no-day' });
	});

	test('the row of a day is used while it is of this log, and made again when the log grew or is another one', async () => {
		const store = await storeWith({ [monday]: shortDay(monday) });
		const kind = `day-figures/${plan.code}`;
		await new HistoryRows(store, plan.code).of(monday, monday);
		const row = (await store.record(kind, monday)) as { mark: string; figures: { ways: { normal: { came: number } } } };
		// What the row says is believed only while its mark is that of the last event.
		row.figures.ways.normal.came = 99;
		await store.putRecord(kind, monday, row);
		const believed = await new HistoryRows(store, plan.code).of(monday, monday);
		expect(believed.days[0]?.ways.normal.came).toBe(99);
		await store.putRecord(kind, monday, { ...row, mark: 'of another log' });
		const again = await new HistoryRows(store, plan.code).of(monday, monday);
		expect(again.days[0]?.ways.normal.came).toBe(3);
		const rows = new HistoryRows(store, plan.code);
		await rows.of(monday, monday);
		const [last] = shortDay(monday).slice(-1);
		await store.commit({
			...{ hall: plan.code, day: monday, outcomes: [] },
			events: [{ ...last!, position: last!.position + 1, name: 'help-called', body: { station: 'T1' } }],
		});
		expect((await rows.of(monday, monday)).days[0]?.position).toBe(last!.position + 1);
	});

	test('the day to play again holds everybody and nobody', async () => {
		const desk = deskOf(await storeWith({ [monday]: shortDay(monday) }));
		const answer = historyDeskAnswer.parse(await desk.ask({ do: 'past-day', day: monday }));
		if (!answer.ok || answer.do !== 'past-day') throw new Error('no day');
		expect(answer.past.stays).toHaveLength(4);
		expect(answer.hall.windows).toHaveLength(plan.windows.length);
		expect(JSON.stringify(answer)).not.toMatch(/canary|A00\d/);
	});

	test('who asks too often is told so, and may ask again soon', async () => {
		const clock = new StandClock();
		const desk = deskOf(await storeWith({}), clock);
		const codes = [];
		for (let time = 0; time < 10; time++) codes.push((await desk.ask({ do: 'look', from: monday, to: monday })).ok);
		expect(codes).toContain(false);
		clock.at += 5_000;
		expect((await desk.ask({ do: 'look', from: monday, to: monday })).ok).toBe(true);
	});
});

describe('files of past days', () => {
	const file = async (format: 'csv' | 'xlsx' | 'pdf', language: 'zh-CN' | 'en' = 'zh-CN') => {
		const desk = deskOf(await storeWith({ [monday]: shortDay(monday) }));
		const answer = historyDeskAnswer.parse(await desk.ask({ do: 'file', from: monday, to: monday, format, language }));
		if (!answer.ok || answer.do !== 'file') throw new Error('no file');
		return { name: answer.name, bytes: Buffer.from(answer.base64, 'base64') };
	};

	test('CSV opens in Excel as UTF-8, every line has as many fields, and P1: nobody is in it', async () => {
		const { name, bytes } = await file('csv');
		expect(name).toBe(`figures-${monday}.csv`);
		expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
		const lines = bytes.toString('utf8').trim().split('\r\n');
		expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
		expect(lines.find((line) => line.startsWith('每天,2026'))).toBe(`每天,${monday},09:00,09:20,4,1,0,1,2,0,0,12,13,13,1`);
		expect(bytes.toString('utf8')).not.toMatch(/canary|A00\d/);
		const english = (await file('csv', 'en')).bytes.toString('utf8');
		expect(english).toContain('Taken while cut off');
	});

	test('XLSX holds the same sheets with numbers as numbers, and no formula', async () => {
		const { bytes } = await file('xlsx');
		const parts = unzipSync(bytes);
		const text = (name: string) => Buffer.from(parts[name]!).toString('utf8');
		expect(text('xl/workbook.xml').match(/<sheet /g)).toHaveLength(7);
		const sheets = Object.keys(parts).filter((name) => name.startsWith('xl/worksheets/sheet'));
		expect(sheets).toHaveLength(7);
		for (const sheet of sheets) expect(text(sheet)).not.toContain('<f>');
		expect(text('xl/worksheets/sheet1.xml')).toMatch(/<v>4<\/v>/);
	});

	test('PDF is a PDF', async () => {
		const { bytes } = await file('pdf');
		expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
		expect(bytes.length).toBeGreaterThan(5_000);
	});
});
