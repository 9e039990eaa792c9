/** A whole hall for one test: platform process, the real app, and devices on pseudo-terminals. */
import type { ChildProcess } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import { type ReadCode, readTicketCode } from '../../../domain/ticket-code.ts';
import { StationKeys } from '../../../platform/people/station-keys.ts';
import { readSqlite } from '../../../platform/storage/sqlite.ts';
import { verifySignature } from '../../../renderer/engine/verify-signature.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { todayThere } from '../../morning-zone.ts';
import { hallFolder } from './hall-folder.ts';
import { logOnDisk } from './log-on-disk.ts';
import { type Machine, startMachine } from './machine.ts';
import { type Bench, simulatedDevices } from './simulated-devices.ts';

export interface Hall {
	folder: string;
	hallFile: string;
	platformUrl: string;
	devices: Bench;
	machine: Machine;
	killPlatform(): Promise<void>;
	startPlatformAgain(): Promise<void>;
	restartMachine(): Promise<void>;
	/** SIGKILL, and started anew once it is gone. */
	killMachine(): Promise<void>;
	/** `npm run verify` on the platform's data. */
	verify(): { counts: Record<string, number>; violations: unknown[]; events: number };
	/** The log of today as it is on disk. */
	events(): Promise<HallEvent[]>;
	/** A ticket's code as a window reads it, with the keys that the platform has on disk. */
	readTicket(code: string): Promise<ReadCode>;
	close(): Promise<void>;
}

export interface HallChoice {
	stations: string;
	/** The window whose display is on the serial line. */
	ledStation: string;
}

export async function openHall({ stations, ledStation }: HallChoice): Promise<Hall> {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-e2e-'));
	const devices = await simulatedDevices(folder);
	const hallFile = hallFolder(join(folder, 'hall'), [
		{ id: 'T2-reader', station: 'T2', kind: 'id-reader', path: devices.lines.reader.host },
		{ id: 'T2-printer', station: 'T2', kind: 'printer', path: devices.lines.printer.host },
		{ id: `${ledStation}-led`, station: ledStation, kind: 'led', path: devices.lines.led.host },
	]);
	const data = join(folder, 'platform');
	let platform = await startPlatform({ hall: hallFile, data, port: 0 });
	const port = Number(new URL(platform.url).port);
	const choice = { platformUrl: platform.url, stations, hall: hallFile, data: join(folder, 'machine') };
	const hall: Hall = {
		folder,
		hallFile,
		platformUrl: platform.url,
		devices,
		machine: await startMachine(choice),
		async killPlatform() {
			await ended(platform.child, 'SIGKILL');
		},
		async startPlatformAgain() {
			platform = await startPlatform({ hall: hallFile, data, port });
		},
		async restartMachine() {
			await hall.machine.stop().catch(() => {});
			hall.machine = await startMachine(choice);
		},
		async killMachine() {
			const gone = new Promise((go) => hall.machine.app.process().once('exit', go));
			hall.machine.kill();
			await gone;
			hall.machine = await startMachine(choice);
		},
		verify() {
			const run = spawnSync(process.execPath, ['platform/verify.ts', '--data', data, '--day', todayThere(), '--json'], {
				encoding: 'utf8',
			});
			if (run.stdout.trim() === '') throw new Error(`verify said nothing: ${run.stderr}`);
			return JSON.parse(run.stdout);
		},
		events: () => logOnDisk(data),
		async readTicket(code) {
			const store = readSqlite(data);
			try {
				const [today] = (await store.days()).slice(-1);
				if (!today) throw new Error('the platform has no day');
				const keys = (await StationKeys.load(store, today.hall)).all();
				return readTicketCode(code, { hall: today.hall, day: today.day, keys, verify: verifySignature });
			} finally {
				await store.close();
			}
		},
		async close() {
			await hall.machine.stop().catch(() => {});
			await ended(platform.child, 'SIGTERM').catch(() => {});
			await devices.close();
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
