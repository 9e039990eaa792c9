/** An authority on its own, with a disk and a watch under the test's hand. */
import type { Authority, AuthorityWatch } from '../../platform/authority/authority.ts';
import type { Alarm } from '../../platform/authority/draft.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { startAuthority } from '../../platform/authority/start-authority.ts';
import type { Batch } from '../../platform/storage/contract.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { demoHall, HandClock } from './fixture.ts';

export const { plan } = demoHall();

/** A disk under the test's hand: commits wait until released, or fail. */
export class SlowDisk extends MemoryStore {
	batches: Batch[] = [];
	#gate: Promise<void> | null = null;
	#failing = false;

	hold(): () => void {
		let open = () => {};
		this.#gate = new Promise((resolve) => {
			open = resolve;
		});
		return () => {
			this.#gate = null;
			open();
		};
	}

	fail() {
		this.#failing = true;
	}

	override async commit(batch: Batch): Promise<void> {
		this.batches.push(batch);
		await this.#gate;
		if (this.#failing) throw new StoreFailure('write-failed', 'disk is full');
		await super.commit(batch);
	}
}

function watch() {
	const seen = { decided: [] as string[], commits: [] as number[], alarms: [] as Alarm[], failed: [] as string[] };
	const parts: AuthorityWatch = {
		decided: (name, outcome) => seen.decided.push(`${name} ${outcome.result}`),
		committed: (_ms, commands) => seen.commits.push(commands),
		alarm: (alarm) => seen.alarms.push(alarm),
		storeFailed: (code) => seen.failed.push(code),
	};
	return { seen, parts };
}

export async function begin({ store = new SlowDisk(), rules = domainRules, clock = new HandClock() } = {}) {
	const { seen, parts } = watch();
	const { authority, checkDay, clockBehindLog } = await startAuthority(
		{ plan, store, rules, clock, watch: parts, staffOf: () => '0307' },
		async () => {},
	);
	return { store, authority, checkDay, clockBehindLog, seen, clock };
}

export const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
export async function settle() {
	for (let turn = 0; turn < 10; turn++) await pause();
}

export const numberOf = (answer: Awaited<ReturnType<Authority['submit']>>, index = 0) => {
	const outcome = answer.ok ? answer.outcomes[index] : null;
	const event = outcome?.result === 'accepted' ? outcome.events[0] : null;
	return event?.name === 'ticket-issued' ? event.body.number : null;
};
