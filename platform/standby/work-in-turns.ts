/**
 * One program on a shared database: works while it holds the database's lock, waits as standby while another process does, and begins anew on
 * a fresh connection when its own broke (I-22: the old one writes nothing more). The lock is the database's: it falls when its holder dies.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { openStandbyPage, type StandbyPage, type Waiting } from './standby-page.ts';

/** Something that runs on an opened store. It closes the store when it is closed. */
export interface Works {
	url: string;
	port: number;
	/** Code of why it cannot go on; `null` while it can. */
	broken(): string | null;
	close(): Promise<void>;
}

export interface Turns<W extends Works> {
	/** What is held: a hall's code, or the centre. */
	lock: string;
	host: string;
	port: number;
	log: Log;
	/** Connects and takes the lock. Rejects with `in-use` while another process holds it. */
	open(): Promise<HallStore>;
	start(store: HallStore, port: number): Promise<W>;
	/** Says to the person at the keyboard where it is, each time that changes. */
	working(works: W): void;
	standby(port: number): void;
}

const lookEveryMs = 1_000;
/** A connection that answers nothing for this long is given up. */
const patienceMs = 10_000;
const closeWithinMs = 5_000;

export interface InTurns {
	/** Rejects when the first start fails for another reason than a standby's; later failures are waited out. */
	done: Promise<void>;
	close(): Promise<void>;
}

export function workInTurns<W extends Works>(turns: Turns<W>): InTurns {
	const ended = new AbortController();
	const done = run(turns, ended.signal);
	return {
		done,
		async close() {
			ended.abort();
			await done.catch(() => {});
		},
	};
}

async function run<W extends Works>(turns: Turns<W>, ended: AbortSignal): Promise<void> {
	const { log, lock } = turns;
	let { port } = turns;
	for (let first = true; !ended.aborted; first = false) {
		const held = await hold({ ...turns, port }, first, ended);
		if (!held) return;
		port = held.port;
		let works: W;
		try {
			works = await turns.start(held.store, port);
		} catch (cause) {
			await held.store.close();
			// Lost again between opening and starting: only a person can mend anything else.
			if (first || !(cause instanceof StoreFailure)) throw cause;
			log.error('start-failed', { hall: lock, code: cause.code });
			await pause(lookEveryMs);
			continue;
		}
		port = works.port;
		turns.working(works);
		const why = await untilBroken(works, held.store, ended);
		if (why !== null) log.error('database-lost', { hall: lock, code: why });
		await Promise.race([works.close().catch(() => {}), pause(closeWithinMs, undefined, { ref: false })]);
	}
}

/** The store once this process holds the lock; `null` = told to end before that. */
async function hold<W extends Works>(
	turns: Turns<W>,
	first: boolean,
	ended: AbortSignal,
): Promise<{ store: HallStore; port: number } | null> {
	let { port } = turns;
	let page: StandbyPage | null = null;
	let waiting: Waiting | null = null;
	try {
		while (!ended.aborted) {
			try {
				const store = await turns.open();
				if (waiting !== null) turns.log.warn('taking-over', { hall: turns.lock });
				return { store, port };
			} catch (cause) {
				const inUse = cause instanceof StoreFailure && cause.code === 'in-use';
				if (!inUse && first && waiting === null) throw cause;
				const now: Waiting = inUse ? 'standby' : 'database-away';
				if (now !== waiting) turns.log.warn(now, { hall: turns.lock });
				waiting = now;
				page ??= await openStandbyPage(turns.host, port, () => ({ waiting: waiting ?? 'standby', lock: turns.lock }));
				if (port !== page.port || first) turns.standby(page.port);
				port = page.port;
				first = false;
			}
			await pause(lookEveryMs, undefined, { signal: ended }).catch(() => {});
		}
		return null;
	} finally {
		await page?.close();
	}
}

/** Why it cannot go on, or `null` when it was told to end. A quiet connection is asked too: the lock may have fallen with it. */
async function untilBroken(works: Works, store: HallStore, ended: AbortSignal): Promise<string | null> {
	while (!ended.aborted) {
		await pause(lookEveryMs, undefined, { signal: ended }).catch(() => {});
		const broken = works.broken();
		if (broken) return broken;
		if (ended.aborted) return null;
		const sign = store.record('sign-of-life', 'none').then(
			() => null,
			(cause) => (cause instanceof StoreFailure ? cause.code : 'read-failed'),
		);
		const why = await Promise.race([sign, pause(patienceMs, 'no-answer', { ref: false })]);
		if (why) return why;
	}
	return null;
}
