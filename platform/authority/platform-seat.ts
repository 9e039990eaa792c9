/** The platform's own seat: what the hall does by itself (opening the day, closing a day that was left open) is a command like any other. */
import { randomBytes } from 'node:crypto';
import type { CommandName } from '../../domain/contracts/commands.ts';
import { stationEpoch } from '../../domain/contracts/identity.ts';
import type { HallStore } from '../storage/contract.ts';
import type { Authority } from './authority.ts';
import type { LooseEnvelope } from './loose-envelope.ts';
import { platformStation } from './platform-rights.ts';

const kind = 'platform-epoch';

/**
 * Born with the store: a wiped store is a new epoch. `line`: a line of commands of its own, beside the platform's first one (`recovery`: what it
 * says again of a former platform's events).
 */
export async function platformEpoch(store: HallStore, hall: string, line?: 'recovery'): Promise<string> {
	const key = line === undefined ? hall : `${hall}/${line}`;
	const known = stationEpoch.safeParse(await store.record(kind, key));
	if (known.success) return known.data;
	const made = randomBytes(8).toString('hex');
	await store.putRecord(kind, key, made);
	return made;
}

/** Body of a command, and the day that is over it belongs to. */
export interface PlatformSays {
	body?: unknown;
	day?: string;
}

/** The platform's command `n`. */
export function platformCommand(
	name: CommandName,
	epoch: string,
	n: number,
	now: number,
	{ body = {}, day }: PlatformSays = {},
): LooseEnvelope {
	return { station: platformStation, epoch, n, occurredAt: now, name, body, ...(day === undefined ? {} : { day }) };
}

/** The last thing the platform says to each authority: two at once would take one number, and one of them would be taken for a repeat. */
const lines = new WeakMap<Authority, Promise<unknown>>();

/** Decides one command of the platform; true when it was accepted. */
export function commandAsPlatform(
	authority: Authority,
	epoch: string,
	name: CommandName,
	now: number,
	says?: PlatformSays,
): Promise<boolean> {
	const before = lines.get(authority) ?? Promise.resolve();
	const said = before.then(async () => {
		const n = (await authority.lastNumber(platformStation, epoch)) + 1;
		const answer = await authority.submit([platformCommand(name, epoch, n, now, says)], 0, true);
		return answer.ok && answer.outcomes[0]?.result === 'accepted';
	});
	lines.set(
		authority,
		said.catch(() => {}),
	);
	return said;
}
