/** A hall with one terminal and one window that has a printer of its own, and machines beside it that a test speaks for. */
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import type { ProgressRequest } from '../../../domain/contracts/progress.ts';
import { createPrinterSimulator, type PrinterSimulator } from '../../../drivers/printer/simulator.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { StationClient } from '../../platform/station-client.ts';
import { forOneTest } from './hall-folder.ts';
import { logOnDisk } from './log-on-disk.ts';
import { type Machine, startMachine } from './machine.ts';
import { serialLine } from './serial-line.ts';
import { until } from './until.ts';

export interface AcceptanceHall {
	machine: Machine;
	/** At window 01. */
	printer: PrinterSimulator;
	/** Takes a number at another terminal. */
	take(visit: { items: string[]; theme?: string }): Promise<string>;
	/** A machine of a test at another window, signed in. */
	clerkAt(station: string, staff: string): Promise<StationClient>;
	/** What a citizen does with a card at another terminal about a matter of theirs. */
	byCard(request: ProgressRequest): Promise<unknown>;
	killPlatform(): Promise<void>;
	startPlatformAgain(): Promise<void>;
	/** The log of today as it is on disk. */
	events(): Promise<HallEvent[]>;
	close(): Promise<void>;
}

export async function openAcceptanceHall(): Promise<AcceptanceHall> {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-e2e-'));
	const line = await serialLine(folder, 'printer');
	const printer = createPrinterSimulator();
	const serial = { dataBits: 8, parity: 'none', stopBits: 1, flow: 'none', echo: false, speeds: [], gapMs: null } as const;
	const opened = await openSerial({ path: line.device, baud: 115_200, ...serial, speeds: [] });
	if (!opened.ok) throw new Error(opened.text);
	printer.attach(opened.port);
	const hall = join(folder, 'hall');
	cpSync('config/halls/demo', hall, { recursive: true });
	const hallFile = join(hall, 'hall.yaml');
	writeFileSync(hallFile, forOneTest(readFileSync(hallFile, 'utf8')));
	const device = { id: 'W01-printer', station: 'W01', kind: 'printer', protocol: 'escpos', paperMm: 80 };
	const devices = [{ ...device, transport: { kind: 'serial', path: line.host, baud: 115_200 } }];
	writeFileSync(join(hall, 'devices.yaml'), stringify({ schema: 'devices/1', devices }));
	const data = join(folder, 'platform');
	let platform = await startPlatform({ hall: hallFile, data, port: 0 });
	const { url } = platform;
	const machine = await startMachine({ platformUrl: url, stations: 'T1,W01', hall: hallFile, data: join(folder, 'machine') });
	const clients: StationClient[] = [];
	const client = (station: string): StationClient => {
		const made = new StationClient(url, station, String(clients.length + 1).padStart(16, 'c'));
		clients.push(made);
		return made;
	};
	const terminal = client('T3');

	return {
		machine,
		printer,
		async take(visit) {
			const outcome = await terminal.say('issue-ticket', { visit: { queue: 'A', channel: 'card', ...visit } });
			if (outcome.result !== 'accepted') throw new Error(JSON.stringify(outcome));
			const issued = outcome.events.find((event) => event.name === 'ticket-issued');
			if (issued?.name !== 'ticket-issued') throw new Error('no ticket was issued');
			return issued.body.number;
		},
		async clerkAt(station, staff) {
			const clerk = client(station);
			const answer = await clerk.signIn(staff, '2580');
			if (!answer.ok) throw new Error(answer.code);
			return clerk;
		},
		async byCard(request) {
			await terminal.ready();
			return terminal.socket.emitWithAck('progress', request);
		},
		killPlatform: () => ended(platform.child, 'SIGKILL'),
		async startPlatformAgain() {
			platform = await startPlatform({ hall: hallFile, data, port: Number(new URL(url).port) });
		},
		events: () => logOnDisk(data),
		async close() {
			for (const each of clients) each.close();
			await machine.stop().catch(() => {});
			await ended(platform.child, 'SIGTERM').catch(() => {});
			await opened.port.close();
			await line.pullOut().catch(() => {});
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

/** What was said of cases in the log, step by step. */
export async function caseSteps(hall: AcceptanceHall, ref?: string): Promise<string[]> {
	return (await hall.events()).flatMap((event) =>
		event.name === 'case-reported' && (ref === undefined || event.body.case === ref) ? event.body.steps.map(({ do: what }) => what) : [],
	);
}

/** Waits until the log has this step. */
export const untilSaid = (hall: AcceptanceHall, what: string, ref?: string) =>
	until(`${what} in the log`, async () => (await caseSteps(hall, ref)).includes(what), 30_000);
