/**
 * Which authority stands behind the addresses of the hall's platforms, for everything that this program says to them. One table for the whole process:
 * an address belongs to one hall, and what no authority is known for is not spoken to (`trust/hall-fetch.ts`).
 */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { createHallFetch, type HallFetch } from '../../trust/hall-fetch.ts';

const authorities = new Map<string, string>();

/** From here on the platforms of this plan count by this authority, PEM. */
export function trustAuthority(plan: Pick<HallPlan, 'platforms'>, authority: string): void {
	for (const { url } of plan.platforms ?? []) {
		const { origin, protocol } = new URL(url);
		if (protocol === 'https:') authorities.set(origin, authority);
	}
}

export const peerFetch: HallFetch = createHallFetch((origin) => authorities.get(origin) ?? null);
