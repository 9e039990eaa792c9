/**
 * How long a hall waits after something was killed: SIGKILL to the first ticket of terminal, window and platform; and how long a station that was
 * cut off needs to hand everything in, beside what the same bytes cost alone. The app needs a display: run it under `xvfb-run` where there is none.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../scripts/build.ts';
import { hasDisplay } from '../../scripts/display.ts';
import { drain } from './recovery/drain.ts';
import { type Kill, killPlatform, killTerminal, killWindow } from './recovery/kills.ts';

const hall = fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url));
/** reliability.md, L-4: a terminal within 60 s of the start of its system; a screen within 5 s. */
const limits = { terminal_ms: 60_000, window_ms: 60_000, platform_ms: 60_000 };

/** Resolves with plain numbers, units in the names. */
export async function run(options: { json?: boolean; rounds?: number; reports?: number } = {}): Promise<object> {
	const rounds = options.rounds ?? 3;
	const folder = await mkdtemp(join(tmpdir(), 'tidehall-recovery-'));
	const say = (line: string) => options.json || console.error(`recovery: ${line}`);
	try {
		const drained = await drain({ hall, folder, reports: options.reports ?? 5_000 });
		say(`drained ${drained.reports} reports in ${drained.drain_ms} ms`);
		const platform = await killPlatform({ hall, folder, rounds });
		say(`platform ${platform.rounds_ms}`);
		let terminal: Kill | null = null;
		let window: Kill | null = null;
		if (hasDisplay()) {
			await build({ log: () => {} });
			terminal = await killTerminal({ hall, folder, rounds });
			say(`terminal ${terminal.rounds_ms}`);
			window = await killWindow({ hall, folder, rounds });
			say(`window ${window.rounds_ms}`);
		} else say('no display: the app was not measured');
		const worst = (kill: Kill | null) => (kill ? Math.max(...kill.rounds_ms) : null);
		return {
			bench: 'recovery',
			rounds,
			kill_to_first_ticket_ms: { platform, terminal, window },
			worst_ms: { platform: worst(platform), terminal: worst(terminal), window: worst(window) },
			limits_ms: limits,
			drain: drained,
			not_included: ['start of the operating system', 'a person reading and pressing'],
			ok:
				(worst(platform) ?? 0) <= limits.platform_ms &&
				(worst(terminal) ?? 0) <= limits.terminal_ms &&
				(worst(window) ?? 0) <= limits.window_ms,
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
