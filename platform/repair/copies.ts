/** Where a copy of a damaged day may be: a folder or file that a person names, the hall's other platforms, the centre, an order to take over. */
import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type LogPart, logPart } from '../../domain/contracts/centre.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { TakeOverOrder } from '../../domain/contracts/term.ts';
import { finishedList } from '../applications/copies.ts';
import type { CentreAddress } from '../centre/centre-client.ts';
import { notesList } from '../reviews/note-copies.ts';
import type { HallStore } from '../storage/contract.ts';
import { openSqlite } from '../storage/sqlite.ts';
import { databaseFile } from '../storage/sqlite-file.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { tellPeer } from '../term/peer-client.ts';
import { recordsPage } from '../term/peer-contract.ts';
import type { Peer } from '../term/peers.ts';

export interface CopyOfDay {
	/** `null` = it has none. */
	plan: HallPlan | null;
	/** From the first on, each proved by the copy's own chain. */
	events: HallEvent[];
}

export interface Copies {
	/** For a person: whose copy. */
	name: string;
	/** What it holds of this day, by the hall's code; none = nothing. Rejects with an error in words when it cannot be asked. */
	day(hall: string, day: string): Promise<CopyOfDay[]>;
	/** A record, where it keeps records of this platform; `undefined` = it has none. */
	record?(kind: string, key: string): Promise<unknown>;
	/** All that it holds of a kind, for those that are gone here: which of them were written here is proved by what they left behind. */
	records?(kind: string): Promise<{ key: string; value: unknown }[]>;
	/**
	 * Keys of a kind that the platform fetches from there by itself once it runs, because each platform keeps them under a key of its own: submitted
	 * applications, notes of complaints.
	 */
	fetchedAgain?(kind: string): Promise<string[]>;
	close?(): Promise<void>;
}

const pageSize = 500;

/** All that a store can prove of a day: of a copy that is damaged itself, what stands before that. */
export async function provedDay(store: HallStore, name: string, day: string): Promise<CopyOfDay | null> {
	const { sound, damage } = await store.prove(name, day);
	if (damage.some(({ kind }) => kind === 'no-day') && sound.head === 0) return null;
	const events: HallEvent[] = [];
	while (events.length < sound.head) {
		const page = await store.read(name, day, events.length, Math.min(pageSize, sound.head - events.length));
		if (page.length === 0) break;
		events.push(...page);
	}
	const entry = damage.some(({ kind }) => kind === 'plan' || kind === 'no-day') ? null : await store.day(name, day);
	return { plan: entry?.plan ?? null, events };
}

/** `path`: a data folder, or the database file of one. It is read from a copy, so that a backup stays as it is. Throws in words. */
export function copiesInFolder(path: string): Copies {
	if (!existsSync(path)) throw new Error(`--repair-from: there is nothing at ${path}.`);
	const folder = statSync(path).isDirectory() ? path : dirname(path);
	const file = statSync(path).isDirectory() ? databaseFile : basename(path);
	if (!existsSync(join(folder, file)))
		throw new Error(`--repair-from: ${folder} is no data folder of a platform (it has no ${databaseFile}).`);
	const own = mkdtempSync(join(tmpdir(), 'tidehall-copy-'));
	let store: HallStore;
	try {
		for (const end of ['', '-wal'])
			if (existsSync(join(folder, file + end))) cpSync(join(folder, file + end), join(own, databaseFile + end));
		store = openSqlite(own);
	} catch (cause) {
		rmSync(own, { recursive: true, force: true });
		throw new Error(`--repair-from: ${path} cannot be used. ${cause instanceof Error ? cause.message : cause}`);
	}
	return {
		name: path,
		async day(hall, day) {
			const found: CopyOfDay[] = [];
			for (const kept of await store.keptDays()) {
				// A line of the log that was set aside may be the one that is damaged here.
				if (kept.day !== day || kept.hall.split('~')[0] !== hall) continue;
				const copy = await provedDay(store, kept.hall, day);
				if (copy) found.push(copy);
			}
			return found;
		},
		record: async (kind, key) => {
			try {
				return (await store.record(kind, key)) ?? undefined;
			} catch (cause) {
				if (cause instanceof StoreFailure) return undefined;
				throw cause;
			}
		},
		records: (kind) => store.records(kind),
		async close() {
			await store.close();
			rmSync(own, { recursive: true, force: true });
		},
	};
}

/** Asks page after page. */
async function allOf(ask: (after: number) => Promise<LogPart | null>): Promise<CopyOfDay[]> {
	const events: HallEvent[] = [];
	let plan: HallPlan | null = null;
	for (;;) {
		const part = await ask(events.length);
		if (!part) return [];
		plan ??= part.plan;
		events.push(...part.events);
		if (part.events.length === 0 || events.length >= part.head) return [{ plan, events }];
	}
}

/** Another platform of the hall, whatever its part. */
export function copiesOfPeer({ id, url }: Peer, token: string): Copies {
	let held: Promise<{ kind: string; key: string; value?: unknown }[]> | null = null;
	return {
		name: `platform ${id}`,
		day: (_hall, day) =>
			allOf(async (after) => {
				const said = await tellPeer({ url, token }, `day?day=${day}&after=${after}`, logPart);
				if (!said.ok) throw new Error(said.what);
				return said.value;
			}),
		async fetchedAgain(kind) {
			const [of, , ref] = kind.split('/');
			if (of === 'application') {
				const said = await tellPeer({ url, token }, 'applications', finishedList);
				return said.ok ? (said.value.applications ?? []).map((each) => each.ref) : [];
			}
			if (of !== 'complaint-note') return [];
			const said = await tellPeer({ url, token }, 'notes', notesList);
			return said.ok ? (said.value.notes ?? []).flatMap((each) => (each.ref === ref ? each.ids : [])) : [];
		},
		async records(kind) {
			held ??= tellPeer({ url, token }, 'records', recordsPage).then((said) => (said.ok ? said.value.records : []));
			return (await held).flatMap(({ kind: of, key, value }) => (of === kind ? [{ key, value }] : []));
		},
	};
}

const answerWithinMs = 30_000;

export function copiesOfCentre({ url, token }: CentreAddress): Copies {
	return {
		name: 'the centre',
		day: (hall, day) =>
			allOf(async (after) => {
				const address = `${url.replace(/\/+$/, '')}/api/centre/v1/halls/${hall}/days/${day}/events?after=${after}`;
				const response = await fetch(address, {
					headers: { authorization: `Bearer ${token}` },
					redirect: 'error',
					signal: AbortSignal.timeout(answerWithinMs),
				}).catch(() => null);
				if (response?.status === 404) return null;
				if (!response?.ok) throw new Error(response ? `it answered ${response.status}` : 'it does not answer');
				return logPart.parse(await response.json());
			}),
	};
}

/** The log that a station brought along. */
export function copyInOrder(order: TakeOverOrder): Copies {
	return {
		name: 'the order to take over',
		day: async (hall, day) => (order.hall === hall && order.day === day ? [{ plan: null, events: order.events }] : []),
	};
}
