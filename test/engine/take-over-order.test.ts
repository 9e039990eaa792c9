/** The order with which a station's PC becomes the hall's platform. */
import { describe, expect, test } from 'vitest';
import { createTestJournal } from './hall.ts';
import { gatheredMs, issued, openHallOf, orderOf, soundLog, takeNumber, wish } from './take-over-stand.ts';
import { openTermHall, threePlatforms } from './term-hall.ts';
import { createTestTime } from './test-time.ts';

describe('the order to take over', () => {
	test('holds the confirmed day, the highest term and the own numbers; not while connected, not without a place or a day', async () => {
		const time = createTestTime();
		const hall = await openHallOf(time, ['T2', 'M1']);
		const [t2, m1] = [hall.machine('T2'), hall.machine('M1')];
		await takeNumber(t2, 'T2');
		expect(await m1.engine.takeOverOrder('M1', wish)).toEqual({ ok: false, code: 'connected' });
		t2.link.cut();
		await takeNumber(t2, 'T2');
		await t2.link.connect();
		await time.advance(200);
		hall.dies();
		expect(await t2.engine.takeOverOrder('T2', wish)).toEqual({ ok: false, code: 'no-place' });
		expect(await orderOf(m1, 'M1')).toMatchObject({
			...{ version: 1, hall: threePlatforms.code, platform: 'P2', ...wish, after: { number: 1, platform: 'P1' } },
			...{ day: hall.platform().authority.day, events: hall.platform().authority.eventsAfter(0), series: { A2: 1 } },
		});
		const fresh = await hall.start('M1', { journal: createTestJournal(['M1'], '7') });
		expect(await fresh.engine.takeOverOrder('M1', wish)).toEqual({ ok: false, code: 'no-day' });
		expect(await fresh.engine.takeOverOrder('M1', { ...wish, fromNothing: true })).toMatchObject({
			...{ ok: true, order: { platform: 'P2', day: hall.platform().authority.day, events: [] } },
		});
	});

	test('I-8 given by a machine that held nothing, the new platform has what the others hold', async () => {
		const time = createTestTime();
		const hall = await openHallOf(time, ['T2']);
		const t2 = hall.machine('T2');
		await takeNumber(t2, 'T2');
		await time.advance(200);
		hall.dies();
		const m1 = await hall.start('M1');
		const answer = await m1.engine.takeOverOrder('M1', { ...wish, fromNothing: true });
		if (!answer.ok) throw new Error(answer.code);
		const second = await openTermHall(time, { as: 'P2', order: answer.order });
		hall.put(second);
		await t2.link.connect();
		await m1.link.connect();
		await time.advance(gatheredMs);
		expect(t2.notes).not.toContain('rolled-back');
		expect(issued(second.authority.eventsAfter(0))).toEqual(['A001']);
		for (const { engine } of [t2, m1]) expect(engine.view().state).toEqual(second.authority.state);
		soundLog(second);
	});

	test('the platform died overnight: the order of the morning brings its last day along', async () => {
		const time = createTestTime();
		const hall = await openHallOf(time, ['T2', 'M1']);
		const [t2, m1] = [hall.machine('T2'), hall.machine('M1')];
		const yesterday = hall.platform().authority.day;
		await takeNumber(t2, 'T2');
		await time.advance(200);
		const log = hall.platform().authority.eventsAfter(0);
		hall.dies();
		m1.engine.stop();
		await time.advance(86_400_000);
		const morning = await hall.start('M1', { journal: m1.journal, store: m1.store });
		expect(await orderOf(morning, 'M1')).toMatchObject({ day: yesterday, events: log });
	});
});
