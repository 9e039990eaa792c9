import { describe, expect, test } from 'vitest';
import { checkLog } from '../../../domain/check-log.ts';
import type { NewEvent } from '../../../domain/contracts/events.ts';
import { platformStation } from '../../../domain/contracts/identity.ts';
import { day, minute, plan, TestDay } from '../small-hall.ts';

const review = (ticket: string, level: number, channel: 'pad' | 'terminal' | 'phone', reasons: string[] = []) => ({
	ticket,
	level,
	reasons,
	channel,
});
const told = (events: NewEvent[]) => events.map(({ name, body }) => (name === 'review-passed-over' ? `${name}:${body.why}` : name));

function served(): { hall: TestDay; ticket: string } {
	const hall = new TestDay().open('W01');
	hall.take();
	return { hall, ticket: hall.serve('W01').ticket };
}

describe('a review', () => {
	test('I-19 counts once: the first stands, also for whoever gave it, and the second changes nothing', () => {
		const { hall, ticket } = served();
		expect(told(hall.do('W01', 'give-review', review(ticket, 5, 'pad', ['quick', 'quick'])))).toEqual(['review-given']);
		expect(hall.state.reviews[ticket]).toMatchObject({ level: 5, reasons: ['quick'], window: 'W01', clerk: '0301' });
		expect(told(hall.do('T1', 'give-review', review(ticket, 1, 'terminal')))).toEqual(['review-passed-over:duplicate']);
		expect(hall.state.reviews[ticket]?.level).toBe(5);
		expect(hall.state.conflicts).toEqual([]);
		expect(checkLog(plan, day, hall.log).violations).toEqual([]);
	});

	test('S6 before the service has ended, of a number nobody knows, and too late: told, kept as such, not counted', () => {
		const hall = new TestDay().open('W01');
		const ticket = hall.take();
		expect(told(hall.do('T1', 'give-review', review(ticket, 1, 'terminal')))).toEqual(['review-passed-over:before-end']);
		expect(told(hall.do('T1', 'give-review', review('A099', 1, 'terminal')))).toEqual(['review-passed-over:unknown-ticket']);
		hall.serve('W01');
		hall.later(7 * 24 * 60 + 1);
		expect(told(hall.do('T1', 'give-review', review(ticket, 5, 'terminal')))).toEqual(['review-passed-over:too-late']);
		expect(hall.state.reviews).toEqual({});
	});

	test('pressed in time on a pad that was cut off for nine days, it counts when it is heard', () => {
		const { hall, ticket } = served();
		const pressed = hall.now + minute;
		hall.later(9 * 24 * 60);
		expect(told(hall.do('W01', 'give-review', review(ticket, 2, 'pad'), { occurredAt: pressed }))).toEqual(['review-given']);
	});

	test('the citizen’s side alone: a window has its pad and nothing else, a manager nothing, and only the platform speaks for a phone', () => {
		const { hall, ticket } = served();
		expect(told(hall.do('W01', 'give-review', review(ticket, 5, 'terminal')))).toEqual(['review-passed-over:wrong-side']);
		expect(told(hall.do('W01', 'give-review', review(ticket, 5, 'phone')))).toEqual(['review-passed-over:wrong-side']);
		for (const channel of ['pad', 'terminal', 'phone'] as const)
			expect(told(hall.do('M1', 'give-review', review(ticket, 5, channel)))).toEqual(['review-passed-over:wrong-side']);
		const own = { ...plan, stations: [...plan.stations, { id: platformStation, role: 'manager' as const }] };
		const withPlatform = new TestDay(own).open('W01');
		withPlatform.take();
		const { ticket: other } = withPlatform.serve('W01');
		expect(told(withPlatform.do(platformStation, 'give-review', review(other, 4, 'phone')))).toEqual(['review-given']);
	});

	test('a number of a terminal that was not heard yet may be reviewed once its service was reported', () => {
		const hall = new TestDay().open('W01');
		hall.do('W01', 'start-service', { window: 'W01', ticket: 'A2-001' });
		hall.do('W01', 'finish-service', { window: 'W01', ticket: 'A2-001' });
		expect(told(hall.do('W01', 'give-review', review('A2-001', 3, 'pad')))).toEqual(['review-given']);
	});

	test('a log in which a review stands twice, or before its service ended, is found out', () => {
		const { hall, ticket } = served();
		hall.do('W01', 'give-review', review(ticket, 5, 'pad'));
		const given = hall.log.find(({ name }) => name === 'review-given')!;
		const twice = { ...given, position: hall.state.position + 1, n: given.n + 1 };
		expect(checkLog(plan, day, [...hall.log, twice]).violations.map(({ rule }) => rule)).toContain('I-19');
		const early = new TestDay().open('W01');
		const waiting = early.take();
		const before = { ...given, body: { ...(given.body as object), ticket: waiting }, position: early.state.position + 1, n: 99 };
		expect(checkLog(plan, day, [...early.log, before as typeof given]).violations.map(({ rule }) => rule)).toContain('I-19');
	});

	test('nothing a clerk’s window is shown of the day tells of a review of one ticket', async () => {
		const { windowView } = await import('../../../domain/views/window-view.ts');
		const { hall, ticket } = served();
		const before = windowView(hall.state, plan, 'W01', hall.now);
		hall.do('W01', 'give-review', review(ticket, 1, 'pad', ['unfriendly']));
		expect(windowView(hall.state, plan, 'W01', hall.now)).toEqual(before);
		expect(hall.state.reviews[ticket]?.level).toBe(1);
	});
});
