import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caseOf } from '../../domain/cases/evolve-case.ts';
import { progressOf } from '../../domain/cases/progress-of.ts';
import { numbersOf, type ProgressAnswer, progressAnswer } from '../../domain/contracts/progress.ts';
import { workCalendarOf } from '../../domain/working-time/calendar.ts';
import { demoHall, epochOf } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';

let hall: OpenPlatform;
let terminal: Socket;
let n = 0;
beforeEach(async () => {
	n = 0;
	hall = await openPlatform();
	terminal = await hall.seated('T1', epochOf('a'));
});
afterEach(() => hall.end());
const ask = async (request: unknown, by = terminal): Promise<ProgressAnswer> =>
	progressAnswer.parse(await by.emitWithAck('progress', request));
async function say(name: string, body: unknown): Promise<void> {
	n += 1;
	const command = { station: 'T1', epoch: epochOf('a'), n, occurredAt: hall.clock.at, name, body };
	const answer = await terminal.emitWithAck('commands', { commands: [command] });
	if (answer.outcomes?.[0].result !== 'accepted') throw new Error(JSON.stringify(answer));
}

describe('how far is my matter', () => {
	test('what could not be done is found by its number, however it is typed, with the day of the answer', async () => {
		await say('open-complaint', { complaint: 'BC-0123456789AB', reason: 'other' });
		const found = await ask({ do: 'number', number: 'bc 0123-4567 89ab' });
		expect(found).toMatchObject({
			ok: true,
			found: [{ kind: 'complaint', number: 'BC-0123456789AB', stage: 'open', answerBy: '2026-11-24' }],
		});
		expect(await ask({ do: 'number', number: 'BC-0123456789AC' })).toEqual({ ok: true, found: [] });
	});

	test('an application that no window has seen is found by either of its numbers', async () => {
		const ref = 'ab'.repeat(16);
		await say('hand-in-application', { application: ref, items: ['SB-012'], attachments: 0 });
		for (const number of numbersOf(ref))
			expect(await ask({ do: 'number', number })).toMatchObject({
				ok: true,
				found: [{ kind: 'application', stage: 'handed-in', items: [{ item: 'SB-012' }] }],
			});
	});

	test('only a terminal is told, and not as fast as somebody could try numbers out', async () => {
		const window = await hall.seated('W01', epochOf('b'));
		expect(await ask({ do: 'number', number: 'BJ-0000-0000-00' }, window)).toEqual({ ok: false, code: 'not-seated' });
		const answers = await Promise.all(Array.from({ length: 25 }, (_, at) => ask({ do: 'number', number: `BJ-2222-2222-${at + 10}` })));
		expect(answers.filter((answer) => !answer.ok).length).toBeGreaterThan(5);
	});

	test('P1 nothing of the staff who work on a case is told to its holder', () => {
		const at = { station: 'W01', epoch: epochOf('b'), day: '2026-11-17', staff: '0307', window: 'W01', ticket: 'A001', doubts: [] };
		const limit = { value: 3, unit: 'workday' as const };
		const items = [{ item: 'SB-012', limit, due: '2026-11-20', legal: null, legalDue: null }];
		const state = caseOf('cd'.repeat(16), [
			{ ...at, at: hall.clock.at, n: 1, steps: [{ do: 'begin', origin: 'window', items: ['SB-012'], materials: [] }] },
			{ ...at, at: hall.clock.at + 60_000, n: 2, steps: [{ do: 'accept', items, deferred: [], tasks: [], delivery: 'courier' }] },
		]);
		const told = progressOf(state, workCalendarOf(demoHall().plan), hall.clock.at + 120_000);
		expect(told).toMatchObject({ stage: 'accepted', items: [{ item: 'SB-012', due: '2026-11-20', outcome: null }], delivery: 'courier' });
		expect(JSON.stringify(told)).not.toMatch(/0307|W01|A001/);
	});
});
