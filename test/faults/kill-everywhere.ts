/** Plays a writer once for each of its kill points, and has its story checked after each death. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationStory } from './application-story.ts';
import { JournalStory } from './journal-story.ts';
import type { DiskFault, KillAt } from './kill-points.ts';
import { type Life, live, type Said } from './live.ts';
import { PlatformStory } from './platform-story.ts';

export type Store = 'journal' | 'platform' | 'applications';
type Story = JournalStory | PlatformStory | ApplicationStory;

export interface Kills {
	points: number;
	kinds: Record<string, number>;
	kills: number;
	acknowledged: number;
	/** In words, each with the point it happened at. */
	losses: string[];
	milliseconds: number;
}

export function newStory(store: Store): Story {
	if (store === 'applications') return new ApplicationStory();
	return store === 'journal' ? new JournalStory() : new PlatformStory();
}

const writers = { journal: 'journal-writer.ts', platform: 'platform-writer.ts', applications: 'application-writer.ts' } as const;

export function begin(store: Store, folder: string, story: Story, how: { killAt: KillAt; rounds: number; fault: DiskFault }): Life {
	const life = story instanceof PlatformStory ? story.lives : 0;
	return live(writers[store], { folder, life, ...how });
}

export interface KillPlan {
	store: Store;
	rounds: number;
	/** The lives that the folder has already seen when the life with the kill begins. */
	past: number;
	/** With one of the disk the kills stop at the first loss seen. */
	fault?: DiskFault;
	/** A share of the work: each kind of point once, now its first time and now a later one; or each point of the kind that is named. */
	share?: 'each-kind' | { kind: string };
}

/** Two workers, one for each core. */
const atOnce = (work: () => Promise<void>) => Promise.all([work(), work()]);

/** The same every time; a machine with a past dies at other ones than a new machine. */
function chosenPoints(kinds: Record<string, number>, share: NonNullable<KillPlan['share']>, past: number): { kind: string; nth: number }[] {
	if (share === 'each-kind') return Object.entries(kinds).map(([kind, count], at) => ({ kind, nth: 1 + ((5 * at + 3 * past) % count) }));
	return Array.from({ length: kinds[share.kind] ?? 0 }, (_, before) => ({ kind: share.kind, nth: before + 1 }));
}

export async function killEverywhere({ store, rounds, past, fault = 'none', share }: KillPlan): Promise<Kills> {
	const began = performance.now();
	const root = mkdtempSync(join(tmpdir(), 'tidehall-kills-'));
	const result: Kills = { points: Number.POSITIVE_INFINITY, kinds: {}, kills: 0, acknowledged: 0, losses: [], milliseconds: 0 };
	try {
		const before: Said[][] = [];
		for (let life = 0; life < past; life++) {
			const story = newStory(store);
			for (const lines of before) story.hear(lines);
			before.push((await begin(store, join(root, 'past'), story, { killAt: 0, rounds, fault: 'none' }).over).lines);
		}

		/** Whether it was killed; `false` = it ended alive, and said how many points it has. */
		async function one(killAt: KillAt): Promise<boolean> {
			const name = typeof killAt === 'number' ? `point ${killAt}` : `“${killAt.kind}” ${killAt.nth}`;
			const folder = mkdtempSync(join(root, 'kill-'));
			const story = newStory(store);
			for (const lines of before) story.hear(lines);
			if (past > 0) cpSync(join(root, 'past'), folder, { recursive: true });
			const { lines, signal } = await begin(store, folder, story, { killAt, rounds, fault }).over;
			const earlier = story.acknowledged;
			const at = (losses: string[]) => losses.map((loss) => `killed at ${name}: ${loss}`);
			result.losses.push(...at(story.hear(lines)));
			result.acknowledged += story.acknowledged - earlier;
			try {
				result.losses.push(...at(await story.check(folder)));
			} catch (cause) {
				result.losses.push(...at([`cannot be used any more: ${String(cause)}`]));
			}
			rmSync(folder, { recursive: true, force: true });
			if (signal === 'SIGKILL') {
				result.kills += 1;
				return true;
			}
			const [word, value] = lines.at(-1) ?? ['nothing', null];
			if (word !== 'points') throw new Error(`the writer ended with ${word} ${JSON.stringify(value)}`);
			result.kinds = (value as { kinds: Record<string, number> }).kinds;
			return false;
		}
		const goesOn = () => fault === 'none' || result.losses.length === 0;

		if (share === undefined) {
			let next = 1;
			await atOnce(async () => {
				while (next <= result.points && goesOn()) {
					const killAt = next;
					next += 1;
					if (await one(killAt)) continue;
					result.points = Math.min(result.points, killAt - 1);
					return;
				}
			});
		} else {
			await one(0);
			result.points = Object.values(result.kinds).reduce((sum, count) => sum + count, 0);
			const chosen = chosenPoints(result.kinds, share, past);
			await atOnce(async () => {
				for (let killAt = chosen.shift(); killAt && goesOn(); killAt = chosen.shift())
					// How appends gather in batches differs from run to run, so a later one of a kind may not come; the first does.
					if (!(await one(killAt)) && killAt.nth > 1) await one({ ...killAt, nth: 1 });
			});
		}
		result.milliseconds = performance.now() - began;
		return result;
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}
