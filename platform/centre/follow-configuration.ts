/**
 * Looks every half minute whether the centre offers this hall a configuration: fetches what is missing of it, file by file, checks it as a start
 * would, keeps it as the next one, and tells the centre what became of it. Taking it is not done here.
 */
import type { Problem } from '../../config/problems.ts';
import { backOffMs } from './back-off.ts';
import { manifestProblem } from './configuration-hash.ts';
import type { DownClient } from './down-client.ts';
import type { HeldConfiguration } from './held-configuration.ts';

export interface FollowConfiguration {
	client: Pick<DownClient, 'configuration' | 'file' | 'tellConfiguration'>;
	held: HeldConfiguration;
	now(): number;
	random(): number;
	pause(ms: number): Promise<void>;
	staged(hash: string): void;
	refused(hash: string, problems: readonly Problem[]): void;
	storeFailed(cause: unknown): void;
}

const lookEveryMs = 30_000;

export function followConfiguration(parts: FollowConfiguration): { close(): Promise<void> } {
	const { client, held, now, random, pause } = parts;
	let stopped = false;

	/** True = all is as the centre offers it, and the centre knows. */
	async function look(): Promise<boolean> {
		const said = await client.configuration();
		if (!said.ok) return false;
		const { offered, hall } = said.value;
		if (offered && !held.knows(offered.hash)) {
			// A centre that offers nonsense is refused before anything is fetched.
			const problem = manifestProblem(offered);
			for (const { sha256 } of problem ? [] : offered.files) {
				if (stopped) return false;
				if (await held.has(sha256)) continue;
				const file = await client.file(sha256);
				if (!file.ok || !(await held.keepFile(sha256, file.value.text))) return false;
			}
			const checked = await held.stage(offered, now());
			if (checked.ok) parts.staged(offered.hash);
			else parts.refused(offered.hash, checked.problems);
		} else if (offered && held.state().active === offered.hash) await held.drop();
		if (JSON.stringify(hall) === JSON.stringify(held.state())) return true;
		return (await client.tellConfiguration(held.state())).ok;
	}

	const done = (async () => {
		for (let tries = 0; !stopped; ) {
			try {
				tries = (await look()) ? 0 : tries + 1;
			} catch (cause) {
				// The store: the platform stops by itself, this does nothing more with it.
				parts.storeFailed(cause);
				return;
			}
			if (!stopped) await pause(tries === 0 ? lookEveryMs : Math.min(lookEveryMs, backOffMs(tries, random)));
		}
	})();
	return {
		async close() {
			stopped = true;
			await done;
		},
	};
}
