/** Plays a writer once for each of its kill points, and has its story checked after each death. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationStory } from './application-story.ts';
import { JournalStory } from './journal-story.ts';
import type { DiskFault } from './kill-points.ts';
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

export function begin(store: Store, folder: string, story: Story, how: { killAt: number; rounds: number; fault: DiskFault }): Life {
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
	/** Only at each so-manieth point: for a share of the work. */
	every?: number;
}

const atOnce = 2;

export async function killEverywhere({ store, rounds, past, fault = 'none', every = 1 }: KillPlan): Promise<Kills> {
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

		async function one(killAt: number): Promise<boolean> {
			const folder = join(root, `kill-${killAt}`);
			const story = newStory(store);
			for (const lines of before) story.hear(lines);
			if (past > 0) cpSync(join(root, 'past'), folder, { recursive: true });
			const { lines, signal } = await begin(store, folder, story, { killAt, rounds, fault }).over;
			const earlier = story.acknowledged;
			const at = (losses: string[]) => losses.map((loss) => `killed at point ${killAt}: ${loss}`);
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
			result.points = Math.min(result.points, killAt - 1);
			return false;
		}

		let next = 1;
		const worker = async () => {
			while (next <= result.points && (fault === 'none' || result.losses.length === 0)) {
				const killAt = next;
				next += every;
				if (!(await one(killAt))) return;
			}
		};
		await Promise.all(Array.from({ length: atOnce }, worker));
		result.milliseconds = performance.now() - began;
		return result;
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}
