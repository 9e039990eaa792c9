/**
 * What the platform keeps of people is sealed under a key of each record (`vault.ts`), and that one under the hall's. The hall's key lies in a file away
 * from the database (`hall-key-file.ts`): who has a copy of the one cannot read the other.
 */
import { z } from 'zod';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { newDataKey } from '../../sealing/box.ts';
import { KeyRing, type RingKey } from '../../sealing/key-ring.ts';
import type { HallStore } from '../storage/contract.ts';

/** The hall's keys, the suite it seals with from now on, and its blind index. */
export class HallKey extends KeyRing {
	/** `keys`: the one key of 32 bytes of a hall that never had another, or all of them. */
	constructor(keys: Uint8Array | readonly RingKey[], suite: CryptoSuite = 'intl', index?: Uint8Array) {
		super(keys instanceof Uint8Array ? [{ id: 1, key: keys }] : keys, suite, index);
	}
}

const kind = 'application-hall-key';

/** Where two platforms share a database and nobody named a file: the key is beside what it protects, which the log says at each start. */
export async function hallKeyInStore(store: HallStore, hall: string, suite: CryptoSuite = 'intl'): Promise<HallKey> {
	const known = z
		.string()
		.nullable()
		.parse(await store.record(kind, hall));
	if (known !== null) return new HallKey(Buffer.from(known, 'base64'), suite);
	const made = newDataKey();
	await store.putRecord(kind, hall, made.toString('base64'));
	return new HallKey(made, suite);
}
