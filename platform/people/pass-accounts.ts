/**
 * Accounts on their way from one platform of a hall to another: sealed whole under a key made of the peers' token, because slow hashes of PINs and the
 * keys of second steps are in them. Each platform seals those keys under a hall key of its own, so they are opened here and sealed anew there.
 */
import { hkdfSync } from 'node:crypto';
import { z } from 'zod';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { open, type Place, seal } from '../../sealing/box.ts';
import type { KeptRecord } from '../storage/contract.ts';
import type { Sealer } from './second-step.ts';
import { staffAccount } from './staff-account.ts';

export const accountKind = 'staff-account';
const boxed = z.object({ box: z.string() });
const inside = z.object({ account: staffAccount, key: z.string().nullable() });

/** For which the key of somebody's second step is sealed, so that it opens as nobody else's. `key`: of the record. */
export const secondPlace = (key: string): Place => ({ table: accountKind, id: key, field: 'second', version: 1 });
const placeOnTheWay = (key: string): Place => ({ table: `peer/${accountKind}`, id: key, field: 'account', version: 1 });

export interface AccountPassage {
	out(record: KeptRecord): KeptRecord | null;
	/** `null` = it is not of this hall's platforms, or not whole. */
	in(record: KeptRecord): KeptRecord | null;
}

export function accountPassage(token: string, sealer: Sealer, suite: CryptoSuite = 'intl'): AccountPassage {
	const keyOf = (key: string) => Buffer.from(hkdfSync('sha256', token, key, `tidehall/peer/${accountKind}`, 32));
	return {
		out({ kind, key, value }) {
			const account = staffAccount.parse(value);
			const second = account.second ? sealer.unwrap(secondPlace(key), account.second.key) : null;
			const text = JSON.stringify({ account, key: second?.toString('base64') ?? null } satisfies z.infer<typeof inside>);
			return { kind, key, value: { box: seal(suite, keyOf(key), placeOnTheWay(key), Buffer.from(text, 'utf8')).toString('base64') } };
		},
		in({ kind, key, value }) {
			const read = boxed.safeParse(value);
			const bytes = read.success ? open(keyOf(key), placeOnTheWay(key), Buffer.from(read.data.box, 'base64')) : null;
			const told = bytes ? inside.safeParse(JSON.parse(bytes.toString('utf8'))) : null;
			if (!told?.success) return null;
			const { account, key: second } = told.data;
			// Without its key a second step could never be answered: it is set up anew.
			const step =
				account.second && second !== null ? { ...account.second, key: sealer.wrap(secondPlace(key), Buffer.from(second, 'base64')) } : null;
			return { kind, key, value: { ...account, second: step } };
		},
	};
}
