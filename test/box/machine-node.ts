/**
 * One PC of the hall in the box: a main process (journal, printer) and an engine on it, both of the product. Each may die by itself or with
 * the power; the disk stays, as far as it was synced.
 */
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { PrintJob, PrintResult } from '../../domain/contracts/device-desk.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { printOnce } from '../../electron/desk/print-once.ts';
import type { Journal } from '../../electron/journal/journal.ts';
import type { JournalDisk } from '../../electron/journal/journal-disk.ts';
import { machineNameOf } from '../../electron/journal/machine-name.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { createEngine, type Engine } from '../../renderer/engine/engine.ts';
import { createLink } from '../../renderer/engine/link.ts';
import type { Journal as JournalPort, Link } from '../../renderer/engine/ports.ts';
import { BoxDisk } from './disk.ts';
import type { BoxNetwork } from './network.ts';
import type { Random } from './random.ts';
import { StationCache } from './station-cache.ts';
import { createLife, type Life, type World } from './world.ts';

/** A paper that came out, as the hall's people would find it. */
export interface Paper {
	job: string;
	number: string;
	station: string;
	at: number;
	reprint: boolean;
	/** What the machine itself came to know of it. */
	told: PrintResult['outcome'];
}

export interface MachineParts {
	world: World;
	random: Random;
	network: BoxNetwork;
	url: string;
	station: string;
	plan: HallPlan;
	papers: Paper[];
	note(code: string): void;
	/** Bugs put in on purpose. */
	plant?: StationPlant;
}

/** Each wraps one thing the product relies on. */
export interface StationPlant {
	disk?(disk: JournalDisk): JournalDisk;
	journal?(journal: JournalPort, tools: { wait(ms: number): Promise<void> }): JournalPort;
	link?(link: Link): Link;
	/** The machine looks at no mark. */
	noMark?: boolean;
	/** What the engine asks the main process. */
	print?(print: (job: PrintJob) => Promise<PrintResult>): (job: PrintJob) => Promise<PrintResult>;
	/** What the main process asks the device. */
	device?(print: (job: PrintJob) => Promise<PrintResult>): (job: PrintJob) => Promise<PrintResult>;
}

export class MachineNode {
	readonly station: string;
	readonly disk: BoxDisk;
	/** Where the mark lies: a copy of the disk of the journal does not have it. */
	readonly markDisk: BoxDisk;
	readonly cache: StationCache;
	/** When it lost what it knew: set up anew, or an older image put back. */
	readonly forgot: number[] = [];
	engine: Engine | null = null;
	skew = 0;
	/** The printer's state as its owner left it. */
	paper: 'well' | 'ended' | 'one-way' = 'well';
	#parts: MachineParts;
	#main: Life = createLife();
	#running = false;
	#mind: Life = createLife();
	#journal: Journal | null = null;
	#epochs = 0;
	/** Which PC it is: another one has other network cards. */
	#hardware = 1;
	#image: { disk: ReturnType<BoxDisk['image']>; cache: ReturnType<StationCache['image']> } | null = null;

	constructor(parts: MachineParts) {
		this.#parts = parts;
		this.station = parts.station;
		this.disk = new BoxDisk(parts.world, parts.random.fork());
		this.cache = new StationCache(parts.world, parts.random.fork());
		this.markDisk = new BoxDisk(parts.world, parts.random.fork());
	}
	get up(): boolean {
		return this.engine !== null;
	}
	get clock(): () => number {
		return () => Math.round(this.#parts.world.now + this.skew);
	}
	/** Life of the engine that runs now: what people do at its faces ends with it. */
	get mind(): Life {
		return this.#mind;
	}

	/** Starts the main process, and with it the engine, unless it runs. Tried again for ever, as the supervisor does. */
	start(): void {
		if (this.#running) return;
		this.#running = true;
		const life = createLife();
		this.#main = life;
		const { world, station, random, plant } = this.#parts;
		openJournal({
			folder: '/journal',
			stations: [station],
			now: this.clock,
			note: ({ code }) => this.#parts.note(code),
			disk: plant?.disk ? plant.disk(this.disk.for(life)) : this.disk.for(life),
			newEpoch: () => this.#newEpoch(),
			// Short, so that it is made short again many times a day.
			condenseAbove: 30_000,
			...(plant?.noMark
				? {}
				: {
						mark: {
							path: '/mark',
							machine: machineNameOf(`${station}-${this.#hardware}`, [`00:00:00:00:${station}:${this.#hardware}`]),
							after: (ms: number, run: () => void) => void world.after(life, ms, run),
							disk: this.markDisk.for(life),
						},
					}),
		}).then(
			(journal) => {
				if (!life.alive) return;
				this.#journal = journal;
				this.startEngine();
			},
			() =>
				world.after(life, random.between(500, 3000), () => {
					this.#down();
					this.start();
				}),
		);
	}

	startEngine(): void {
		const { world, network, station, plan, url, note, random, plant } = this.#parts;
		const main = this.#main;
		const journal = this.#journal;
		if (!journal || !main.alive) return;
		const life = createLife(main);
		this.#mind = life;
		const role = plan.stations.find((seat) => seat.id === station)!.role;
		const timers = {
			last: 0,
			pending: new Map<number, () => void>(),
			set(action: () => void, afterMs: number): number {
				const timer = ++this.last;
				this.pending.set(
					timer,
					world.after(life, afterMs, () => {
						this.pending.delete(timer);
						action();
					}),
				);
				return timer;
			},
			clear(timer: number): void {
				this.pending.get(timer)?.();
				this.pending.delete(timer);
			},
		};
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
					throw new Error((error as { code: string }).code);
				}
				await crossing(null);
			},
		};
		const device = (job: PrintJob) => this.#print(job, main);
		const print = printOnce(journal, plant?.device ? plant.device(device) : device, note);
		const link = createLink({ url, clock: this.clock, timers, connect: network.connector(station, life) });
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
		const engine = createEngine({
			seats: [{ station, role }],
			plan,
			devices: role === 'terminal' ? [printerOf(station)] : [],
			ledWords: { call: '{{ticket}} {{window}}', serving: '{{ticket}}', idle: '{{window}}', paused: '-', closed: '-' },
			link: plant?.link ? plant.link(link) : link,
			openStore: () => this.cache.open(life),
			journal: plant?.journal ? plant.journal(port, { wait: (ms) => world.wait(life, ms) }) : port,
			printer: { print: plant?.print ? plant.print(printJob) : printJob },
			show: async () => {},
			clock: this.clock,
			timers,
			note,
		});
		engine.start().then(
			() => {
				if (life.alive) this.engine = engine;
			},
			() => world.after(main, random.between(1000, 3000), () => life === this.#mind && this.startEngine()),
		);
		life.onEnd(() => {
			if (this.#mind === life) this.engine = null;
		});
	}

	async #print(job: PrintJob, life: Life): Promise<PrintResult> {
		const { world, random, papers, station } = this.#parts;
		const { job: id } = job;
		const slip = job.slip as { number: string; reprint: boolean };
		if (this.paper === 'ended') {
			await world.wait(life, 200);
			return { job: id, outcome: 'failed', proof: 'none', code: 'paper-end' };
		}
		await world.wait(life, random.between(50, 300));
		const paper: Paper = { job: id, number: slip.number, station, at: world.now, reprint: slip.reprint, told: 'unknown' };
		papers.push(paper);
		world.note(`paper ${id}`);
		await world.wait(life, random.between(200, 1500));
		if (this.paper === 'one-way') return { job: id, outcome: 'unknown', proof: 'written', code: 'not-confirmed' };
		paper.told = 'printed';
		return { job: id, outcome: 'printed', proof: 'done', code: 'ok' };
	}

	/** The page dies alone; it is loaded again. */
	killEngine(): void {
		this.#mind.end();
		this.engine = null;
		const { world, random } = this.#parts;
		const main = this.#main;
		world.after(main, random.between(500, 3000), () => this.startEngine());
	}
	/** The app dies; the system goes on, so what was written stays, synced or not. */
	killApp(): void {
		this.#down();
	}
	/** The power goes. */
	cutPower(): void {
		this.#down();
		this.disk.cutPower();
		this.cache.loseNewest();
	}
	#down(): void {
		this.#running = false;
		this.#main.end();
		this.#mind.end();
		this.#journal = null;
		this.engine = null;
	}
	/** Set up anew: nothing of what it knew is left. */
	wipe(): void {
		this.#down();
		this.forgot.push(this.#parts.world.now);
		this.disk.wipe();
		this.markDisk.wipe();
		this.cache.wipe();
	}
	takeImage(): void {
		this.#image = { disk: this.disk.image(), cache: this.cache.image() };
	}
	/** False when no image was taken. `mark`: that of the machine stays, or is gone too. */
	restoreImage(mark: 'stays' | 'gone'): boolean {
		if (!this.#image) return false;
		this.#down();
		this.forgot.push(this.#parts.world.now);
		if (mark === 'gone') this.markDisk.wipe();
		this.disk.restore(this.#image.disk);
		this.cache.restore(this.#image.cache);
		return true;
	}
	/** Its disk, mark and all, in another PC. */
	moveToOtherHardware(): void {
		this.#down();
		this.#hardware += 1;
	}
	seat() {
		return this.#journal?.seats([this.station])[0] ?? null;
	}

	/** Never the same twice, whatever happened to the disk. */
	#newEpoch(): string {
		this.#epochs += 1;
		const index = this.#parts.plan.stations.findIndex((seat) => seat.id === this.station);
		return `${index.toString(16).padStart(4, '0')}${this.#epochs.toString(16).padStart(12, '0')}`;
	}
}

function printerOf(station: string): DeviceDeclaration {
	return deviceDeclaration.parse({ kind: 'printer', id: `${station}-printer`, station, transport: { kind: 'simulated' } });
}
