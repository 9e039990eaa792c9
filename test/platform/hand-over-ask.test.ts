import { describe, expect, test } from 'vitest';
import { onHandOver } from '../../platform/socket/hand-over.ts';

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
