/** The engine and the applications of its machine: the log is told once, whatever dies in between. */
import { describe, expect, test } from 'vitest';
import type { ApplicationRequest, ApplicationSummary } from '../../domain/contracts/applications.ts';
import { type ApplicationDoor, createApplications } from '../../renderer/engine/applications.ts';
import { settle } from '../engine/test-time.ts';

const one: ApplicationSummary = {
	...{
		ref: 'a'.repeat(32),
		station: 'T1',
		stage: 'waiting',
		items: ['GS-01'],
		ticket: 'A001',
		savedAt: 1,
		handedInAt: 2,
		day: '2026-11-17',
	},
	...{ submittedAt: null, keptUntil: null, attachments: 2, bytes: 10, sent: 0, problem: null, reported: false },
};

function stand(first: ApplicationSummary[]) {
	const asked: ApplicationRequest[] = [];
	const reports: unknown[] = [];
	const notes: string[] = [];
	let hear: (all: ApplicationSummary[]) => void = () => {};
	let changes = 0;
	let fails = false;
	const door: ApplicationDoor = {
		async ask(request) {
			asked.push(request);
			return request.do === 'list' ? { do: 'list', applications: first } : { do: 'done' };
		},
		listen: (heard) => {
			hear = heard;
		},
	};
	const engine = createApplications({
		...{ door, stations: ['T1'], note: (code: string) => void notes.push(code) },
		changed: () => {
			changes += 1;
		},
		async report(...told) {
			if (fails) throw new Error('disk-full');
			reports.push(told);
		},
	});
	return {
		engine,
		asked,
		reports,
		notes,
		hear: (all: ApplicationSummary[]) => hear(all),
		changes: () => changes,
		fail: (on: boolean) => (fails = on),
	};
}

describe('what was handed in at this machine', () => {
	test('is told to the log of its own day, and the machine hears that it was', async () => {
		const { engine, asked, reports, hear } = stand([one]);
		await engine.start();
		await settle();
		const body = { application: one.ref, items: one.items, attachments: 2, ticket: 'A001' };
		expect(reports).toEqual([['T1', body, '2026-11-17']]);
		expect(asked).toContainEqual({ do: 'reported', ref: one.ref });
		hear([{ ...one, reported: true }]);
		hear([{ ...one, reported: true, sent: 5 }]);
		await settle();
		expect(reports).toHaveLength(1);
	});

	test('is told again when the journal could not keep it, as soon as the platform answers', async () => {
		const { engine, reports, notes, fail } = stand([one]);
		fail(true);
		await engine.start();
		await settle();
		expect([reports, notes]).toEqual([[], ['application-not-told']]);
		fail(false);
		engine.link(true, 5, 'http://127.0.0.1:1');
		await settle();
		expect(reports).toHaveLength(1);
	});

	test('while a list comes twice, it is told once', async () => {
		const { engine, reports, hear } = stand([]);
		await engine.start();
		hear([one]);
		hear([one]);
		await settle();
		expect(reports).toHaveLength(1);
	});

	test('everybody sees how many are still here; in a browser there is nothing to see', async () => {
		const { engine, hear, changes } = stand([{ ...one, stage: 'draft' }]);
		expect(engine.standing()).toEqual({});
		await engine.start();
		expect(engine.standing().applications).toMatchObject({ drafts: 1, waiting: 0 });
		const before = changes();
		hear([{ ...one, stage: 'draft', savedAt: 77 }]);
		expect(changes()).toBe(before);
		const browser = createApplications({ door: undefined, stations: ['W01'], report: async () => {}, changed() {}, note() {} });
		await browser.start();
		browser.link(true, 5, 'http://127.0.0.1:1');
		expect(browser.standing()).toEqual({});
	});

	test('the machine is told the platform’s time once an hour, and when the line goes', async () => {
		const { engine, asked } = stand([]);
		const times = () => asked.flatMap((each) => (each.do === 'link' ? [[each.up, each.platformTime]] : []));
		engine.beat(1_000, 'http://127.0.0.1:1');
		engine.link(true, 1_000, 'http://127.0.0.1:1');
		engine.beat(4_000, 'http://127.0.0.1:1');
		engine.beat(3_700_000, 'http://127.0.0.1:1');
		engine.link(false, null, 'http://127.0.0.1:1');
		expect(times()).toEqual([
			[true, 1_000],
			[true, 3_700_000],
			[false, null],
		]);
	});
});
