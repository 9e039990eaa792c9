import { describe, expect, test } from 'vitest';
import type { PlatformTerm } from '../../domain/contracts/term.ts';
import { onHandOver } from '../../platform/socket/hand-over.ts';
import { askHandOver } from '../../renderer/engine/hand-over.ts';
import { createTestTime } from '../engine/test-time.ts';

const log = { info() {}, warn() {}, error() {} };
const wish = { session: 'good', to: 'P1', reason: '主机修好' };
const whoMay = (session: string) => (session === 'good' ? '0001' : null);

describe('a manager’s order to hand the hall over', () => {
	test('only a manager who is signed in may give it, and only where platforms share a secret', async () => {
		const handOver = async () => ({ ok: true }) as const;
		expect(await onHandOver({ ...wish, session: 'other' }, { whoMay, handOver, log })).toEqual({ ok: false, code: 'not-permitted' });
		expect(await onHandOver(wish, { handOver, log })).toEqual({ ok: false, code: 'not-permitted' });
		expect(await onHandOver(wish, { whoMay, log })).toEqual({ ok: false, code: 'peers-closed' });
		expect(await onHandOver(wish, { whoMay, handOver, log })).toEqual({ ok: true });
	});

	test('the platform is told to whom, why, and by whom; never the session', async () => {
		const told: unknown[] = [];
		const handOver = async (order: object) => {
			told.push(order);
			return { ok: true } as const;
		};
		await onHandOver(wish, { whoMay, log, handOver });
		expect(told).toEqual([{ to: 'P1', reason: '主机修好', by: '0001' }]);
	});

	test('a hand-over that succeeded is not told as “unreachable”: the answer was lost, and the station sees who decides', async () => {
		const time = createTestTime();
		let term: PlatformTerm = { number: 4, platform: 'P2' };
		const ask = () =>
			askHandOver({ handOver: async () => null }, 'good', { to: 'P1', reason: '主机修好' }, { term: () => term, timers: time.timers });
		const handed = ask();
		await time.advance(3_000);
		term = { number: 5, platform: 'P1' };
		await time.advance(1_000);
		expect(await handed).toEqual({ ok: true, term });
		// Nobody of that name decides later than before: then it is not known, and not said to be done.
		const lost = ask();
		await time.advance(20_000);
		expect(await lost).toEqual({ ok: false, code: 'unreachable' });
	});

	test('what failed between the platforms is one of the codes that stations know', async () => {
		const failing = (code: string) => onHandOver(wish, { whoMay, log, handOver: async () => ({ ok: false, code }) });
		expect(await failing('not-reached')).toEqual({ ok: false, code: 'not-reached' });
		expect(await failing('something-new')).toEqual({ ok: false, code: 'refused' });
	});

	test('a broken message is told by field and changes nothing', async () => {
		for (const broken of [null, {}, { ...wish, to: 'P77' }, { ...wish, reason: '' }, { ...wish, reason: 'x'.repeat(201) }])
			expect(await onHandOver(broken, { whoMay, log, handOver: () => Promise.reject(new Error('asked')) })).toHaveProperty('malformed');
	});
});
