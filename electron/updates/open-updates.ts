/** Updates of this machine put together; where the app was not installed by the package, or was told no folder, there are none. */
import { join } from 'node:path';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { nextOpening } from '../../domain/hours/opening.ts';
import type { HallFetch } from '../../trust/hall-fetch.ts';
import { Drop } from './drop.ts';
import { installedVersionBeside, UpdateWork } from './update-work.ts';
import { makerKeys } from './verify-manifest.ts';

export interface OpenUpdates {
	/** Folder between this app and the part that installs; `null` = none. */
	folder: string | null;
	/** Of this process. */
	executable: string;
	plan: HallPlan;
	stations: readonly string[];
	terminalsOnly: boolean;
	platforms: readonly string[];
	reach: HallFetch;
	untouchedMs(): number;
	unsent(): number;
	well(): boolean;
	end(): void;
	now(): number;
	every(ms: number, action: () => void): () => void;
	note(level: 'info' | 'warn', code: string, facts?: Record<string, string | number>): void;
}

const answerWithinMs = 30_000;
const answerAtMost = 5 << 20;

/** Works until the returned function is called. */
export function openUpdates(parts: OpenUpdates): () => void {
	const { folder, executable, plan, now, note } = parts;
	const version = installedVersionBeside(executable);
	if (folder === null || version === null) return () => {};
	const home = homeOf(executable);
	const keys = makerKeys([join(home, 'updater', 'keys'), join(home, '../../etc/tidehall/update-keys')], () =>
		note('warn', 'update-key-odd'),
	);
	if (keys.length === 0) note('warn', 'updates-without-key');
	return new UpdateWork({
		...parts,
		version,
		machine: { system: process.platform === 'win32' ? 'windows' : 'linux', arch: process.arch === 'arm64' ? 'arm64' : 'x64' },
		keys,
		slotsFile: join(home, 'slots.json'),
		folder,
		drop: new Drop(folder),
		quiet: () => ({
			untouchedMs: parts.untouchedMs(),
			unsent: parts.unsent(),
			terminalsOnly: parts.terminalsOnly,
			hallOpen: (nextOpening(plan, now())?.at ?? Number.POSITIVE_INFINITY) <= now(),
		}),
		ask: (path, range) => askPlatforms(parts, path, range),
	}).start();
}

/** `/opt/tidehall-station`: the program is in `installed`, or in a slot. */
function homeOf(executable: string): string {
	const folder = join(executable, '..');
	return /[/\\]slots[/\\][ab]$/.test(folder) ? join(folder, '..', '..') : join(folder, '..');
}

/** The first of the hall's platforms that answers. */
async function askPlatforms(
	{ platforms, reach }: Pick<OpenUpdates, 'platforms' | 'reach'>,
	path: string,
	range?: { from: number; to: number },
): Promise<Uint8Array | null> {
	for (const platform of platforms)
		try {
			const answer = await reach(new URL(path, platform), {
				headers: range ? { range: `bytes=${range.from}-${range.to}` } : {},
				redirect: 'error',
				signal: AbortSignal.timeout(answerWithinMs),
			});
			if (answer.status !== (range ? 206 : 200) || Number(answer.headers.get('content-length') ?? 0) > answerAtMost) continue;
			const bytes = new Uint8Array(await answer.arrayBuffer());
			if (bytes.length <= answerAtMost) return bytes;
		} catch {
			// The next one.
		}
	return null;
}
