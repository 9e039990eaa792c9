/** A hall for being cut off in: simulated devices inside the app, a platform that can be killed, and the rules of signing in offline as a test wants them. */
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { BenchAction, BenchSnapshot } from '../../../domain/contracts/device-desk.ts';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { forOneTest } from './hall-folder.ts';
import { logOnDisk } from './log-on-disk.ts';
import { type Machine, startMachine } from './machine.ts';

export interface CutOffHall {
	/** This test's own folder. */
	folder: string;
	machine: Machine;
	platformUrl: string;
	/** Moves a simulated device, and answers how all of them stand. */
	act(action: BenchAction): Promise<BenchSnapshot>;
	killPlatform(): Promise<void>;
	startPlatformAgain(): Promise<void>;
	/** `kill`: as if the power went. */
	restartMachine(how: 'kill' | 'stop'): Promise<void>;
	/** The log of today as it is on the platform's disk. */
	events(): Promise<HallEvent[]>;
	close(): Promise<void>;
}

/** `offlineSignIn`: as in the hall file; `change`: of its text. */
export async function openCutOffHall(
	stations: string,
	offlineSignIn: Record<string, unknown>,
	change: (hallFile: string) => string = (text) => text,
): Promise<CutOffHall> {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-cut-off-'));
	cpSync('config/halls/demo', join(folder, 'hall'), { recursive: true });
	const hallFile = join(folder, 'hall', 'hall.yaml');
	const text = forOneTest(readFileSync(hallFile, 'utf8'));
	writeFileSync(hallFile, change(text.replace(/^offlineSignIn:.*$/m, `offlineSignIn: ${JSON.stringify(offlineSignIn)}`)));
	const data = join(folder, 'platform');
	let platform = await startPlatform({ hall: hallFile, data, port: 0 });
	const port = Number(new URL(platform.url).port);
	const choice = { platformUrl: platform.url, stations, hall: hallFile, data: join(folder, 'machine'), bench: true };
	const hall: CutOffHall = {
		folder,
		machine: await startMachine(choice),
		platformUrl: platform.url,
		async act(action) {
			const bench: Page = await hall.machine.face('bench');
			return bench.evaluate((wanted) => window.tidehall!.bench(wanted), action);
		},
		killPlatform: () => ended(platform.child, 'SIGKILL'),
		async startPlatformAgain() {
			platform = await startPlatform({ hall: hallFile, data, port });
		},
		async restartMachine(how) {
			if (how === 'kill') hall.machine.kill();
			await hall.machine.stop().catch(() => {});
			hall.machine = await startMachine(choice);
		},
		events: () => logOnDisk(data),
		async close() {
			await hall.machine.stop().catch(() => {});
			await ended(platform.child, 'SIGTERM').catch(() => {});
			if (!process.env.TIDEHALL_KEEP) rmSync(folder, { recursive: true, force: true });
		},
	};
	return hall;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((go) => child.once('exit', go));
	child.kill(signal);
	await gone;
}
