/** Keys of second steps that an older hall key wraps, or another suite, are wrapped by the newest one: so that the old one can go. */

import type { HallKey } from '../applications/hall-seal.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';
import { accountKind, secondPlace } from './pass-accounts.ts';
import { staffAccount } from './staff-account.ts';

/** How many. Rejects with a `StoreFailure`. */
export async function wrapSecondsAnew(store: HallStore, hallKey: HallKey): Promise<number> {
	const changed = (await store.records(accountKind)).flatMap(({ key, value }): KeptRecord[] => {
		const read = staffAccount.safeParse(value);
		if (!read.success || !read.data.second || hallKey.isCurrent(read.data.second.key)) return [];
		const inside = hallKey.unwrap(secondPlace(key), read.data.second.key);
		if (!inside) return [];
		const second = { ...read.data.second, key: hallKey.wrap(secondPlace(key), inside) };
		return [{ kind: accountKind, key, value: { ...read.data, second } }];
	});
	if (changed.length > 0) await store.putRecords(changed);
	return changed.length;
}
