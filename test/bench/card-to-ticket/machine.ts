/** One terminal without Electron: device desk on pseudo-terminals, journal on disk, engine on a real socket. */
import { join } from 'node:path';
import { loadHall } from '../../../config/load-hall.ts';
import type { CardEvent } from '../../../domain/contracts/device.ts';
import { deviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import type { DeskMessage, PrintResult } from '../../../domain/contracts/device-desk.ts';
import { createDesk } from '../../../drivers/desk/desk.ts';
import { benchPeople } from '../../../drivers/id-reader/people.ts';
import { createReaderSimulator } from '../../../drivers/id-reader/simulator.ts';
import { createPrinterSimulator } from '../../../drivers/printer/simulator.ts';
import { openTransport } from '../../../drivers/transport/open.ts';
import { listPorts } from '../../../drivers/transport/ports.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { systemTimers } from '../../../drivers/transport/timers.ts';
import { printOnce } from '../../../electron/desk/print-once.ts';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import { createEngine } from '../../../renderer/engine/engine.ts';
import { createLink } from '../../../renderer/engine/link.ts';
import { createTimers } from '../../../renderer/engine/page-timers.ts';
import { createMemoryStore } from '../../../renderer/engine/store-memory.ts';
import { openLine } from './pty.ts';
import { tapPrinter, tapReader } from './taps.ts';

const station = 'T1';
const queue = 'A';

export interface Round {
	number: string;
	cardDecodedMs: number;
	issuedMs: number;
	toFirstByteMs: number;
	toFirstJobByteMs: number;
	cardBytes: number;
	statusBytes: number;
	ticketBytes: number;
}

export interface BenchMachine {
	/** Lays a card, takes a number, waits for the paper, takes the card away. */
	round(index: number): Promise<Round>;
	close(): Promise<void>;
}

/** Waits for something that is told from outside. */
function signal<T>() {
	let wake: ((value: T) => void)[] = [];
	return {
		next: () => new Promise<T>((resolve) => wake.push(resolve)),
		tell(value: T) {
			const all = wake;
			wake = [];
			for (const one of all) one(value);
		},
	};
}

export async function openMachine(parts: { hall: string; folder: string; platformUrl: string; baud: number }): Promise<BenchMachine> {
	const loaded = loadHall(parts.hall);
	if (!loaded.ok) throw new Error(`hall: ${loaded.problems[0]?.what}`);
	const { plan } = loaded.hall;
	const lines = { reader: await openLine(parts.folder, 'reader'), printer: await openLine(parts.folder, 'printer') };
	const wire = (path: string) => ({ kind: 'serial' as const, path, baud: parts.baud });
	const devices = [
		deviceDeclaration.parse({ kind: 'id-reader', id: 'reader', station, transport: wire(lines.reader.near), pollMs: 200, sameCardMs: 0 }),
		deviceDeclaration.parse({ kind: 'printer', id: 'printer', station, transport: wire(lines.printer.near) }),
	];

	const openFar = async (path: string) => {
		const opened = await openSerial({
			path,
			baud: parts.baud,
			dataBits: 8,
			parity: 'none',
			stopBits: 1,
			flow: 'none',
			echo: false,
			speeds: [],
			gapMs: null,
		});
		if (!opened.ok) throw new Error(`far end of the line: ${opened.text}`);
		return opened.port;
	};
	const reader = createReaderSimulator();
	const printer = createPrinterSimulator();
	const readerTap = tapReader(await openFar(lines.reader.far));
	const printerTap = tapPrinter(await openFar(lines.printer.far));
	reader.attach(readerTap.port);
	printer.attach(printerTap.port);

	const cards = signal<Extract<CardEvent, { type: 'card-read' }>>();
	const removed = signal<void>();
	const ready = signal<void>();
	const healthy = new Set<string>();
	const prints = new Map<number, (result: PrintResult) => void>();
	const onDesk = (message: DeskMessage) => {
		if (message.type === 'card' && message.event.type === 'card-read') cards.tell(message.event);
		if (message.type === 'card' && message.event.type === 'card-removed') removed.tell();
		if (message.type === 'health' && message.health.state === 'ready') {
			healthy.add(message.health.device);
			ready.tell();
		}
		if (message.type === 'answer') {
			prints.get(message.call)?.(message.value as PrintResult);
			prints.delete(message.call);
		}
	};
	const desk = createDesk({ now: Date.now, timers: systemTimers, send: onDesk, open: openTransport, listPorts });
	let calls = 0;
	const journal = await openJournal({ folder: join(parts.folder, 'journal'), stations: [station], now: Date.now, note: () => {} });
	let issuedAt = 0;
	const print = printOnce(
		journal,
		(job) => {
			calls += 1;
			const call = calls;
			printerTap.begin();
			return new Promise((resolve) => {
				prints.set(call, resolve);
				desk.handle({ type: 'print', call, job });
			});
		},
		() => {},
	);
	const timers = createTimers();
	const engine = createEngine({
		seats: [{ station, role: 'terminal' }],
		plan,
		devices,
		ledWords: { call: '', serving: '', idle: '', paused: '', closed: '', manual: '' },
		link: createLink({ url: parts.platformUrl, clock: Date.now, timers }),
		openStore: async () => createMemoryStore(),
		journal: { load: async () => journal.seats([station]), append: (entries) => journal.append(entries) },
		printer: {
			print(job) {
				issuedAt = performance.now();
				return print(job);
			},
		},
		show: async () => {},
		clock: Date.now,
		timers,
		note: () => {},
	});
	const up = signal<void>();
	engine.subscribe(() => up.tell());
	await engine.start();
	while (engine.view().link !== 'up') await up.next();
	desk.handle({ type: 'start', devices, papers: loaded.hall.papers });
	while (healthy.size < devices.length) await ready.next();

	return {
		async round(index) {
			const person = benchPeople[index % benchPeople.length]!;
			const read = cards.next();
			reader.layCard(person.id);
			const { card } = await read;
			const decodedAt = performance.now();
			const { at, bytes } = readerTap.last();
			// The same few invented people come again and again: each time as somebody else, or the hall's limit per person would end the run.
			const personRef = await engine.personRef(`${card.idNumber}-${index}`);
			const visit = { queue, items: [], channel: 'card' as const, ...(personRef ? { personRef } : {}) };
			const words = {
				hallName: plan.name.zh,
				queueName: plan.queues.find((one) => one.id === queue)?.name.zh ?? queue,
				itemNames: [],
				area: '一楼',
			};
			const answer = await engine.takeTicket(station, visit, words);
			if (!answer.ok || answer.taken.offline || answer.taken.paper.outcome !== 'printed') {
				throw new Error(`round ${index}: ${JSON.stringify(answer)}`);
			}
			const seen = printerTap.seen();
			const gone = removed.next();
			reader.takeCard();
			await gone;
			return {
				number: answer.taken.number,
				cardDecodedMs: decodedAt - at,
				issuedMs: issuedAt - decodedAt,
				toFirstByteMs: (seen.firstByteAt ?? Number.NaN) - at,
				toFirstJobByteMs: (seen.firstJobByteAt ?? Number.NaN) - at,
				cardBytes: bytes,
				statusBytes: seen.statusBytes,
				ticketBytes: seen.ticketBytes,
			};
		},
		async close() {
			engine.stop();
			await desk.stop();
			await readerTap.port.close();
			await printerTap.port.close();
			await journal.close();
			lines.reader.close();
			lines.printer.close();
		},
	};
}
