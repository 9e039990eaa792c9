/** A demo hall at work, for looking at: a morning of visitors is in it, and its devices are simulated inside the app, moved through the bench. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { BenchAction } from '../../../domain/contracts/device-desk.ts';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import { seedMorning } from '../../../scripts/demo/morning.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { demoHallWith } from './hall-folder.ts';
import { logOnDisk } from './log-on-disk.ts';
import { type Machine, startMachine } from './machine.ts';

export interface BusyHall {
	machine: Machine;
	platformUrl: string;
	bench: Page;
	/** Moves a simulated device, as a press on the bench does. */
	act(action: BenchAction): Promise<void>;
	killPlatform(): Promise<void>;
	startPlatformAgain(): Promise<void>;
	/** The log of today as it is on disk. */
	events(): Promise<HallEvent[]>;
	close(): Promise<void>;
}

/** `change`: of the hall file's text. */
export async function openBusyHall(
	stations: string,
	freeWindows: string[],
	change: (hallFile: string) => string = (text) => text,
): Promise<BusyHall> {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-screens-'));
	const hall = demoHallWith(join(folder, 'hall'), []);
	writeFileSync(hall, change(readFileSync(hall, 'utf8')));
	const data = join(folder, 'platform');
	await seedMorning({ hallFile: hall, dataDir: data, now: Date.now(), freeWindows, log: () => {} });
	let platform = await startPlatform({ hall, data, port: 0 });
	const port = Number(new URL(platform.url).port);
	const machine = await startMachine({ platformUrl: platform.url, stations, hall, data: join(folder, 'machine'), bench: true });
	const bench = await machine.face('bench');
	return {
		machine,
		platformUrl: platform.url,
		bench,
		async act(action) {
			await bench.evaluate((wanted) => window.tidehall?.bench(wanted), action);
		},
		killPlatform: () => ended(platform.child, 'SIGKILL'),
		async startPlatformAgain() {
			platform = await startPlatform({ hall, data, port });
		},
		events: () => logOnDisk(data),
		async close() {
			await machine.stop().catch(() => {});
			await ended(platform.child, 'SIGTERM').catch(() => {});
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((go) => child.once('exit', go));
	child.kill(signal);
	await gone;
}
