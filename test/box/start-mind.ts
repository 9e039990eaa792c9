/** The engine of one machine in the box, put together as the engine window of the product does it (`renderer/engine/main.ts`). */
import { type DeviceDeclaration, deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { PrintJob, PrintResult } from '../../domain/contracts/device-desk.ts';
import { printOnce } from '../../electron/desk/print-once.ts';
import { ledWording } from '../../renderer/engine/displays.ts';
import { createEngine, type Engine } from '../../renderer/engine/engine.ts';
import { createLink } from '../../renderer/engine/link.ts';
import type { Journal as JournalPort, Timers } from '../../renderer/engine/ports.ts';
import type { MachineNode } from './machine-node.ts';
import type { Life, World } from './world.ts';

/** What the engine holds of a day may be shorter after this. */
const beginsAnew = new Set(['state-differs', 'platform-restored', 'rolled-back', 'term-began-before']);

export function startMind(machine: MachineNode, life: Life): Engine {
	const { world, random, network, urls, station, plan, plant, witness } = machine.parts;
	const main = machine.main;
	const journal = machine.journal!;
	const note = (code: string) => {
		witness.note(code);
		if (code === 'paper-report-failed') witness.silenced.add(station);
		if (code === 'report-refused') witness.breach('S6', `a report of ${station} was refused`);
		// Whoever decides, and whatever it heard of before, is told how far it was answered.
		if (code === 'platform-knows-less') witness.breach('I-9', `${station} was answered further than the platform that seats it counts`);
		if (!beginsAnew.has(code)) return;
		machine.corrupt = false;
		machine.refetched += 1;
	};
	const timers = timersOf(world, life);
	const crossing = async <T>(value: T): Promise<T> => {
		await world.wait(life, random.between(0.05, 0.6));
		return value;
	};
	const port: JournalPort = {
		load: () => crossing(journal.seats([station])),
		async append(entries) {
			await crossing(null);
			// The main process goes on with it although the engine may be gone by then.
			try {
				await journal.append(structuredClone(entries));
			} catch (error) {
				const { code } = error as { code: string };
				if (code === 'journal-failed') machine.journalBroke = true;
				throw new Error(code);
			}
			await crossing(null);
		},
	};
	const device = (job: PrintJob) => machine.print(job, main);
	const print = printOnce(journal, plant?.device ? plant.device(device) : device, note);
	const link = createLink({ url: urls, clock: machine.clock, timers, connect: network.connector(station, life) });
	const printJob = async (job: PrintJob): Promise<PrintResult> => {
		await crossing(null);
		let result: PrintResult;
		try {
			result = await print(structuredClone(job));
		} catch (error) {
			throw new Error((error as { code?: string }).code ?? 'desk-lost');
		}
		return crossing(result);
	};
	const key = machine.key;
	return createEngine({
		seats: [{ station, role: machine.role }],
		plan,
		devices: devicesOf(machine),
		ledWords: ledWording(undefined),
		link: plant?.link ? plant.link(link) : link,
		openStore: () => machine.cache.open(life),
		journal: plant?.journal ? plant.journal(port, { wait: (ms) => world.wait(life, ms) }) : port,
		printer: { print: plant?.print ? plant.print(printJob) : printJob },
		disk: () => machine.room,
		show: async ([led]) => {
			// What is sent to a display comes there in the order it was sent.
			await world.wait(life, 0.3);
			machine.led = led?.text ?? null;
		},
		...(key ? { signer: { keyId: key.keyId, publicKey: key.publicKey, sign: async (text: string) => crossing(key.sign(text)) } } : {}),
		...(machine.desk ? { offline: machine.desk } : {}),
		clock: machine.clock,
		timers,
		note,
	});
}

function timersOf(world: World, life: Life): Timers {
	let last = 0;
	const pending = new Map<number, () => void>();
	return {
		set(action, afterMs) {
			const timer = ++last;
			pending.set(
				timer,
				world.after(life, afterMs, () => {
					pending.delete(timer);
					action();
				}),
			);
			return timer;
		},
		clear(timer) {
			pending.get(timer)?.();
			pending.delete(timer);
		},
	};
}

function devicesOf({ role, station }: MachineNode): DeviceDeclaration[] {
	const transport = { kind: 'simulated' };
	if (role === 'terminal') return [deviceDeclaration.parse({ kind: 'printer', id: `${station}-printer`, station, transport })];
	if (role === 'window') return [deviceDeclaration.parse({ kind: 'led', id: `${station}-led`, station, protocol: 'alpha', transport })];
	return [];
}
