/** A hall that takes reservations at any hour of any day, so that a test need not wait for a Monday morning; its front end; and its scanner on a line. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import { createPrinterSimulator, type PrinterSimulator } from '../../../drivers/printer/simulator.ts';
import { createScannerSimulator, type ScannerSimulator } from '../../../drivers/scanner/simulator.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { forOneTest } from './hall-folder.ts';
import { logOnDisk } from './log-on-disk.ts';
import { type Machine, startMachine } from './machine.ts';
import { serialLine } from './serial-line.ts';

const token = 'a-token-for-tests-that-no-hall-has';
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Slots of the test, minutes. */
const slotMinutes = 5;

export interface BookingHall {
	machine: Machine;
	printer: PrinterSimulator;
	scanner: ScannerSimulator;
	/** Books the next slot of queue A; the text of its QR code. */
	book(): Promise<{ code: string; qr: string }>;
	killPlatform(): Promise<void>;
	startPlatformAgain(): Promise<void>;
	/** The log of today as it is on disk. */
	events(): Promise<HallEvent[]>;
	close(): Promise<void>;
}

function writeHall(folder: string, devices: { id: string; kind: string; protocol: string; path: string }[]): string {
	cpSync('config/halls/demo', folder, { recursive: true });
	const file = join(folder, 'hall.yaml');
	const hall = parse(forOneTest(readFileSync(file, 'utf8')));
	hall.hours.weekly = [{ days: everyDay, periods: [{ from: '00:00', to: '23:59' }] }];
	hall.hours.calendar.closedDates = [];
	for (const queue of hall.queues) queue.reservation = { enabled: queue.prefix === 'A', slotMinutes, quotaPerSlot: 3 };
	Object.assign(hall.reservation, {
		slots: { periods: [{ from: '00:00', to: '23:55' }], minutes: slotMinutes },
		release: { time: '00:00', share: 0 },
		checkIn: { ...hall.reservation.checkIn, earliestMinutes: 60 },
		frontEnd: { tokenHash: `sha256$${createHash('sha256').update(token).digest('hex')}`, requestsPerSecond: 50 },
	});
	writeFileSync(file, stringify(hall));
	const declared = devices.map(({ path, ...device }) => ({ ...device, station: 'T1', transport: { kind: 'serial', path, baud: 9600 } }));
	writeFileSync(join(folder, 'devices.yaml'), stringify({ schema: 'devices/1', devices: declared }));
	return file;
}

export async function openBookingHall(): Promise<BookingHall> {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-e2e-'));
	const lines = { printer: await serialLine(folder, 'printer'), scanner: await serialLine(folder, 'scanner') };
	const printer = createPrinterSimulator();
	const scanner = createScannerSimulator({ protocol: 'gm65', prefix: '', suffix: '0D' });
	const ports = await Promise.all(
		([printer, scanner] as const).map(async (simulator, at) => {
			const path = [lines.printer, lines.scanner][at]!.device;
			const opened = await openSerial({
				path,
				baud: 9600,
				dataBits: 8,
				parity: 'none',
				stopBits: 1,
				flow: 'none',
				echo: false,
				speeds: [],
				gapMs: null,
			});
			if (!opened.ok) throw new Error(opened.text);
			simulator.attach(opened.port);
			return opened.port;
		}),
	);
	const hall = writeHall(join(folder, 'hall'), [
		{ id: 'T1-printer', kind: 'printer', protocol: 'escpos', path: lines.printer.host },
		{ id: 'T1-scanner', kind: 'scanner', protocol: 'gm65', path: lines.scanner.host },
	]);
	const data = join(folder, 'platform');
	let platform = await startPlatform({ hall, data, port: 0 });
	const { url } = platform;
	const machine = await startMachine({ platformUrl: url, stations: 'T1', hall, data: join(folder, 'machine') });
	let people = 0;

	async function say<T>(method: string, path: string, body?: unknown): Promise<T> {
		people += 1;
		const answer = await fetch(`${url}/api/reservations${path}`, {
			method,
			headers: {
				authorization: `Bearer ${token}`,
				...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': `booking-${people}-0000` }),
			},
			body: body === undefined ? null : JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(await answer.text());
		return answer.json() as Promise<T>;
	}
	async function ended(signal: NodeJS.Signals): Promise<void> {
		const { child } = platform;
		if (child.exitCode !== null || child.signalCode !== null) return;
		const gone = new Promise((go) => child.once('exit', go));
		child.kill(signal);
		await gone;
	}
	return {
		machine,
		printer,
		scanner,
		async book() {
			const { days } = await say<{ days: { slots: { slot: string; left: number }[] }[] }>('GET', '/slots?queue=A');
			const next = days.flatMap((day) => day.slots).find(({ left }) => left > 0);
			return say('POST', '/', { person: `person-${people}-0000`, queue: 'A', items: [], slot: next?.slot });
		},
		killPlatform: () => ended('SIGKILL'),
		async startPlatformAgain() {
			platform = await startPlatform({ hall, data, port: Number(new URL(url).port) });
		},
		events: () => logOnDisk(data),
		async close() {
			await machine.stop().catch(() => {});
			await ended('SIGTERM');
			await Promise.all(ports.map((each) => each.close()));
			await Promise.all(Object.values(lines).map((line) => line.pullOut().catch(() => {})));
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
