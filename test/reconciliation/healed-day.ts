/** Made days with cuts in them, and the words of the shipped wording, for the tests of the reconciliation report. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { sayFrom } from '../../domain/reconciliation/words.ts';
import { epoch, plan, TestDay } from '../domain/small-hall.ts';

export const visit = { queue: 'A', items: [], channel: 'no-card' as const };

export function speaker(language: 'zh-CN' | 'en') {
	const file = new URL(`../../config/wording/${language}/reconciliation.yaml`, import.meta.url);
	return { plan, say: sayFrom(parse(readFileSync(file, 'utf8'))), language };
}

/**
 * 09:00 open, 09:10 the platform is out of reach for terminal 2 and window 2; at 09:40 both are back. Terminal 2 asked for A001 in vain (its ghost
 * waits), printed A2-001 and A2-002, the second with an unknown outcome; window 2 served A2-001 and, without a call, A003.
 */
export function healedDay(): TestDay {
	const day = new TestDay().open('W01', 'W02');
	const asked = day.command('T2', 'issue-ticket', { visit });
	day.do('T2', 'issue-ticket', { visit }, { n: asked.n });
	day.take();
	day.take();
	const began = day.now + 10 * 60_000;
	const at = (minutes: number) => ({ occurredAt: began + minutes * 60_000 });
	day.later(40);
	const first = day.command('T2', 'help-called', {}).n + 1;
	const says = (number: number) => ({ n: first + number });
	const ticket = { visit, sequence: 1 };
	day.do('T2', 'offline-ticket', { ...ticket, number: 'A2-001', replaces: { epoch, n: asked.n } }, { ...at(1), ...says(0) });
	day.do('T2', 'ticket-paper', { ticket: 'A2-001', job: 'j1', copy: 1, outcome: 'printed', proof: 'done' }, { ...at(1), ...says(1) });
	day.do('T2', 'offline-ticket', { ...ticket, number: 'A2-002', sequence: 2 }, { ...at(12), ...says(2) });
	day.do('T2', 'ticket-paper', { ticket: 'A2-002', job: 'j2', copy: 1, outcome: 'unknown', proof: 'none' }, { ...at(12), ...says(3) });
	day.do(
		'T2',
		'cut-off-ended',
		{ since: began, until: day.now, waited: { from: first, to: first + 3 } },
		{ occurredAt: day.now, ...says(4) },
	);
	const second = first + 10;
	day.do('W02', 'start-service', { window: 'W02', ticket: 'A2-001' }, { ...at(5), n: second });
	day.do('W02', 'finish-service', { window: 'W02', ticket: 'A2-001' }, { ...at(11), n: second + 1 });
	day.do('W02', 'start-service', { window: 'W02', ticket: 'A003' }, { ...at(14), n: second + 2 });
	day.do('W02', 'finish-service', { window: 'W02', ticket: 'A003' }, { ...at(20), n: second + 3 });
	day.do(
		'W02',
		'cut-off-ended',
		{ since: began + 60_000, until: day.now, waited: { from: second, to: second + 3 } },
		{ occurredAt: day.now, n: second + 4 },
	);
	return day;
}
