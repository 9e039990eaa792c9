/**
 * What one platform of a hall tells another of the addresses that results go to, so that none is lost with a machine. An address travels as it lies; its own
 * key is sealed once more, under a key made of the peers' token, and the other platform wraps it with its own hall key. What was said last counts.
 */
import { createHash, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { applicationRef } from '../../domain/contracts/applications.ts';
import { instant } from '../../domain/contracts/identity.ts';
import { open, type Place, seal } from '../../sealing/box.ts';
import type { DeliveryWishes } from './delivery-wishes.ts';

export const wishesAsked = z.object({ state: z.string().max(64).optional() });
export const wishesList = z.object({
	/** Hash of the list: who knows it already is told no list. */
	state: z.string(),
	/** `gone`: another way was chosen, so nothing is sent there. */
	wishes: z.array(z.object({ ref: applicationRef, at: instant, gone: z.boolean() })).nullable(),
});
export const wishAsked = z.object({ ref: applicationRef });
/** `key`, `box`: base64. */
export const wishCopy = z.object({ wish: z.object({ at: instant, key: z.string(), box: z.string().max(4_000) }).nullable() });

const keyPlace = (ref: string): Place => ({ table: 'peer/delivery-wish', id: ref, field: 'key', version: 1 });
const keyOf = (token: string, ref: string) => Buffer.from(hkdfSync('sha256', token, ref, 'tidehall/peer/wish-key', 32));

/** Rejects with a `StoreFailure`. */
export async function listWishes(wishes: DeliveryWishes, known?: string): Promise<z.infer<typeof wishesList>> {
	const list = await wishes.all();
	const state = createHash('sha256').update(JSON.stringify(list)).digest('base64url');
	return { state, wishes: state === known ? null : list };
}

/** `null` in it = not here, or not to be opened any more. Rejects with a `StoreFailure`. */
export async function wishFor(wishes: DeliveryWishes, ref: string, token: string): Promise<z.infer<typeof wishCopy>> {
	const found = await wishes.sealed(ref);
	if (!found) return { wish: null };
	const { key, ...rest } = found;
	return { wish: { ...rest, key: seal(wishes.suite, keyOf(token, ref), keyPlace(ref), key).toString('base64') } };
}

/** False: it is not whole, or not what it says it is. Rejects with a `StoreFailure`. */
export async function takeWish(
	wishes: DeliveryWishes,
	ref: string,
	{ key, ...rest }: NonNullable<z.infer<typeof wishCopy>['wish']>,
	token: string,
): Promise<boolean> {
	const opened = open(keyOf(token, ref), keyPlace(ref), Buffer.from(key, 'base64'));
	return opened !== null && wishes.adopt(ref, { ...rest, key: opened });
}
