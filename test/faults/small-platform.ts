/** A small hall that is open day and night, and its authority on a given store with a clock under the test's hand. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { startAuthority } from '../../platform/authority/start-authority.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { plan } from '../domain/small-hall.ts';

export const seatEpoch = 'abcdefabcdefabcd';
export const faultHall: HallPlan = { ...plan, hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' }] };
/** 2026-11-23 09:00 in Shanghai. */
const nine = Date.parse('2026-11-23T09:00:00+08:00');

/** `days`: after the first day of this test's calendar. */
export async function startOn(store: HallStore, days: number, storeFailed: (code: string) => void = () => {}) {
	const clock = { at: nine + days * 24 * 3_600_000, now: () => clock.at, every: () => () => {} };
	const keeper = await startAuthority(
		{
			plan: faultHall,
			store,
			rules: domainRules,
			clock,
			watch: { decided: () => {}, committed: () => {}, alarm: () => {}, storeFailed },
			staffOf: () => '0301',
		},
		async () => {},
	);
	return { keeper, clock };
}
