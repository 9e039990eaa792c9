/** By what a machine knows itself again: its network cards and its name, hashed, so that neither is written down. */
import { createHash } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { z } from 'zod';

const digest = z.string().regex(/^[0-9a-f]{16}$/);
export const machineName = z.object({ host: digest, cards: z.array(digest) });
export type MachineName = z.infer<typeof machineName>;

const hashed = (text: string) => createHash('sha256').update(`tidehall-machine ${text}`).digest('hex').slice(0, 16);
/** Made up by software (containers, private addresses of wireless cards): two machines may have the same, one machine another tomorrow. */
const madeUp = (address: string) => (Number.parseInt(address.slice(0, 2), 16) & 2) !== 0;

export function machineNameOf(host: string, addresses: readonly string[]): MachineName {
	const real = [...new Set(addresses)].filter((address) => !/^[0:]+$/.test(address)).sort();
	const fixed = real.filter((address) => !madeUp(address));
	return { host: hashed(host), cards: (fixed.length > 0 ? fixed : real).map(hashed) };
}

export function thisMachine(): MachineName {
	const cards = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
	return machineNameOf(
		hostname(),
		cards.filter(({ internal }) => !internal).map(({ mac }) => mac),
	);
}

/** One card in common is enough: cards are added, taken out and repaired. Where one side has none the name must do. */
export function sameMachine(one: MachineName, other: MachineName): boolean {
	if (one.cards.length === 0 || other.cards.length === 0) return one.host === other.host;
	return one.cards.some((card) => other.cards.includes(card));
}
