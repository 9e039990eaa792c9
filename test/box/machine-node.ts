/**
 * One PC of the hall in the box: a main process (journal, printer, key, disk guard) and an engine on it, all of the product. Each may die by itself
 * or with the power; the disk stays, as far as it was synced.
 */
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import type { PrintJob, PrintResult } from '../../domain/contracts/device-desk.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { StationRole } from '../../domain/contracts/identity.ts';
import type { OfflineDesk } from '../../domain/contracts/offline-sign-in.ts';
import { DiskGuard } from '../../electron/disk/disk-guard.ts';
import { type SafeJournal, withLastWords } from '../../electron/disk/last-words.ts';
import type { Journal } from '../../electron/journal/journal.ts';
import type { JournalDisk } from '../../electron/journal/journal-disk.ts';
import { machineNameOf } from '../../electron/journal/machine-name.ts';
import { readMark } from '../../electron/journal/mark.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { recover } from '../../electron/journal/recover.ts';
import { openMachineKey, type TicketKey } from '../../electron/keys/machine-key.ts';
import type { Engine } from '../../renderer/engine/engine.ts';
import type { Journal as JournalPort, Link } from '../../renderer/engine/ports.ts';
import { BoxDisk } from './disk.ts';
import type { BoxNetwork } from './network.ts';
import { openOfflineDesk, type PinsTried } from './offline-sign-ins.ts';
import type { Random } from './random.ts';
import { startMind } from './start-mind.ts';
import { StationCache } from './station-cache.ts';
import type { Witness } from './witness.ts';
import { createLife, every, type Life, type World } from './world.ts';

export interface MachineParts {
	world: World;
	random: Random;
	network: BoxNetwork;
	/** Of the hall's platforms, in order. */
	urls: readonly string[];
	station: string;
	plan: HallPlan;
	witness: Witness;
	/** It signs people in while it is cut off. */
	offline?: boolean;
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
	/** What of a typed PIN is compared while cut off. */
	comparedPin?(typed: string): string;
	/** The main process hears nothing of its disk. */
	noGuard?: boolean;
}

const journalPath = '/journal/journal.jsonl';

export class MachineNode {
	readonly station: string;
	readonly role: StationRole;
	readonly disk: BoxDisk;
	/** Where the mark lies: a copy of the disk of the journal does not have it. */
	readonly markDisk: BoxDisk;
	readonly cache: StationCache;
	readonly parts: MachineParts;
	engine: Engine | null = null;
	skew = 0;
	/** A flipped bit is in what the engine holds, until it has fetched the day anew. */
	corrupt = false;
	/** When that happened last; true time, ms. */
	corruptAt = Number.NEGATIVE_INFINITY;
	/** How often its engine began the day anew. */
	refetched = 0;
	/** Its journal takes no more until the app is started anew. */
	journalBroke = false;
	/** The printer's state as its owner left it. */
	paper: 'well' | 'ended' | 'one-way' = 'well';
	/** What the window's LED shows. */
	led: string | null = null;
	/** What its journal held when its engine ended last, unless it was set up anew since; for S5. */
	before: JournalSeat | null = null;
	/** Told when an engine has started. */
	onUp: ((engine: Engine, life: Life) => void)[] = [];
	/** When the page was killed last, and the main process lived on. */
	pageKilledAt: number | null = null;
	#main: Life = createLife();
	#running = false;
	#mind: Life = createLife();
	#journal: Journal | null = null;
	#safe: SafeJournal | null = null;
	#guard: DiskGuard | null = null;
	#key: TicketKey | null = null;
	#desk: OfflineDesk | null = null;
	/** Wrong PINs since its disk is what it is. */
	readonly pinsTried: PinsTried = new Map();
	#epochs = 0;
	/** Which PC it is: another one has other network cards. */
	#hardware = 1;
	#image: { disk: ReturnType<BoxDisk['image']>; cache: ReturnType<StationCache['image']> } | null = null;

	constructor(parts: MachineParts) {
		this.parts = parts;
		this.station = parts.station;
		this.role = parts.plan.stations.find((seat) => seat.id === parts.station)!.role;
		this.disk = new BoxDisk(parts.world, parts.random.fork());
		this.cache = new StationCache(parts.world, parts.random.fork());
		this.markDisk = new BoxDisk(parts.world, parts.random.fork());
	}
	get up(): boolean {
		return this.engine !== null;
	}
	get clock(): () => number {
		return () => Math.round(this.parts.world.now + this.skew);
	}
	/** Life of the engine that runs now: what people do at its faces ends with it. */
	get mind(): Life {
		return this.#mind;
	}
	get main(): Life {
		return this.#main;
	}
	get journal(): SafeJournal | null {
		return this.#safe;
	}
	get desk(): OfflineDesk | null {
		return this.#desk;
	}
	get key(): TicketKey | null {
		return this.#key;
	}
	/** As the disk guard judges it. */
	get room() {
		return this.#guard?.state ?? 'well';
	}

	/** Starts the main process, and with it the engine, unless it runs. Tried again for ever, as the supervisor does. */
	start(): void {
		if (this.#running) return;
		this.#running = true;
		const life = createLife();
		this.#main = life;
		const { world, random } = this.parts;
		this.#open(life).then(
			() => life.alive && this.startEngine(),
			() =>
				world.after(life, random.between(500, 3000), () => {
					this.#down();
					this.start();
				}),
		);
	}

	/** In the order of `electron/machine.ts`. */
	async #open(life: Life): Promise<void> {
		const { world, station, plant, witness } = this.parts;
		const note = (code: string) => witness.note(code);
		const guard = new DiskGuard({
			measure: async () => this.disk.room(),
			ballast: this.disk.ballastFor(life),
			stopMegabytes: null,
			every: (ms, action) => every(world, life, ms, action),
			changed() {},
			note: (_level, code) => note(code),
		});
		if (!plant?.noGuard) await guard.start();
		const disk = plant?.disk ? plant.disk(this.disk.for(life)) : this.disk.for(life);
		const journal = await openJournal({
			folder: '/journal',
			stations: [station],
			now: this.clock,
			note: ({ code }) => note(code),
			disk,
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
		});
		const signsIn = this.parts.offline === true && this.role === 'window';
		const key = this.role === 'terminal' || signsIn ? await openMachineKey({ folder: '/keys', note, disk }) : null;
		const desk = signsIn && key ? await openOfflineDesk(this, life, disk, key) : null;
		if (!life.alive) return;
		this.#desk = desk;
		this.journalBroke = false;
		this.#journal = journal;
		this.#safe = plant?.noGuard ? journal : withLastWords(journal, guard);
		this.#guard = guard;
		this.#key = key;
	}

	startEngine(): void {
		const main = this.#main;
		if (!this.#safe || !main.alive) return;
		const life = createLife(main);
		this.#mind = life;
		const { world, random } = this.parts;
		const engine = startMind(this, life);
		engine.start().then(
			() => {
				if (!life.alive) return;
				this.engine = engine;
				this.corrupt = false;
				for (const told of this.onUp) told(engine, life);
			},
			() => world.after(main, random.between(1000, 3000), () => life === this.#mind && this.startEngine()),
		);
		life.onEnd(() => {
			if (this.#mind === life) this.engine = null;
		});
	}

	/** The device: what it answers may be less than what it did. */
	async print(job: PrintJob, life: Life): Promise<PrintResult> {
		const { world, random, witness } = this.parts;
		const { job: id } = job;
		const slip = job.slip as { number: string; reprint: boolean; qr: string };
		if (this.paper === 'ended') {
			await world.wait(life, 200);
			return { job: id, outcome: 'failed', proof: 'none', code: 'paper-end' };
		}
		await world.wait(life, random.between(50, 300));
		const { number, reprint, qr } = slip;
		this.#mayComeOut(id, number, reprint);
		witness.papers.push({ job: id, number, qr, station: this.station, at: world.now, reprint });
		world.note(`paper ${id}`);
		await world.wait(life, random.between(200, 1500));
		if (this.paper === 'one-way') return { job: id, outcome: 'unknown', proof: 'written', code: 'not-confirmed' };
		return { job: id, outcome: 'printed', proof: 'done', code: 'ok' };
	}

	/** S7, I-1: before a first paper comes out its number is on a platform's disk, or on this machine's. */
	#mayComeOut(job: string, number: string, reprint: boolean): void {
		if (reprint) return;
		const { witness } = this.parts;
		const own = /-/.test(number);
		const known = () => new TextDecoder().decode(this.disk.synced(journalPath) ?? new Uint8Array()).includes(`"number":"${number}"`);
		const day = job.slice(0, 10);
		witness.holds(own ? 'I-1' : 'S7', witness.durable.has(`${day}/${number}`) || (own && known()), () => {
			return `${number} of ${this.station} came out before any disk had it`;
		});
	}

	/** The page dies alone; it is loaded again. */
	killEngine(): void {
		this.#remember();
		this.pageKilledAt = this.parts.world.now;
		this.#mind.end();
		this.engine = null;
		const { world, random } = this.parts;
		const main = this.#main;
		world.after(main, random.between(500, 3000), () => this.startEngine());
	}
	/** The app dies; the system goes on, so what was written stays, synced or not. */
	killApp(): void {
		this.#remember();
		this.#down();
	}
	/** The power goes. */
	cutPower(): void {
		this.#remember();
		this.#down();
		this.disk.cutPower();
		this.markDisk.cutPower();
		this.cache.loseNewest();
	}
	#remember(): void {
		this.before = this.seat() ?? this.before;
	}
	#down(): void {
		this.#running = false;
		this.#main.end();
		this.#mind.end();
		this.#journal = null;
		this.#safe = null;
		this.#guard = null;
		this.#key = null;
		this.#desk = null;
		this.engine = null;
		this.pageKilledAt = null;
	}
	/** Set up anew: nothing of what it knew is left. */
	wipe(): void {
		this.#down();
		this.#forget(null);
		this.disk.wipe();
		this.markDisk.wipe();
		this.cache.wipe();
	}
	takeImage(): void {
		this.#image = { disk: this.disk.image(), cache: this.cache.image() };
	}
	/** False when no image was taken. `mark`: that of the machine stays, or is gone too. */
	restoreImage(mark: 'stays' | 'gone'): boolean {
		if (!this.#image || this.#isNewest(this.#image.disk)) return false;
		this.#down();
		this.#forget(this.#image.disk.get(journalPath) ?? new Uint8Array());
		if (mark === 'gone') this.markDisk.wipe();
		this.disk.restore(this.#image.disk);
		this.cache.restore(this.#image.cache);
		return true;
	}
	/** Nothing but what the mark did not write down yet (a second of work) tells this image from the disk: not even the machine can know (decision 0008). */
	#isNewest(image: Map<string, Uint8Array>): boolean {
		const mark = readMark(this.markDisk.shown('/mark') ?? new Uint8Array())?.seats[0];
		const seat = recover(image.get(journalPath) ?? new Uint8Array(), () => '').memory.seats.get(this.station);
		return mark !== undefined && mark.epoch === seat?.epoch && mark.lastN <= seat.lastN;
	}
	/** Its disk, mark and all, in another PC. */
	moveToOtherHardware(): void {
		this.#down();
		this.#hardware += 1;
		this.before = null;
	}
	seat(): JournalSeat | null {
		return this.#journal?.seats([this.station])[0] ?? null;
	}

	/** Papers that came out and that nothing left of this disk remembers: a person may press for one again. */
	#forget(image: Uint8Array | null): void {
		this.pinsTried.clear();
		this.before = null;
		const read = (bytes: Uint8Array | null) => recover(bytes ?? new Uint8Array(), () => '0'.repeat(16)).memory;
		const now = read(this.disk.shown(journalPath));
		const left = read(image);
		const { lost } = this.parts.witness;
		for (const [n, command] of now.seats.get(this.station)?.owed ?? []) {
			if (command.name !== 'ticket-paper' || left.seats.get(this.station)?.owed.get(n)?.occurredAt === command.occurredAt) continue;
			lost.jobs.add((command.body as { job?: string }).job ?? '');
		}
		for (const job of now.jobs.keys()) if (!left.jobs.has(job)) lost.jobs.add(job);
	}

	/** Never the same twice, whatever happened to the disk. */
	#newEpoch(): string {
		this.#epochs += 1;
		const index = this.parts.plan.stations.findIndex((seat) => seat.id === this.station);
		return `${index.toString(16).padStart(4, '0')}${this.#epochs.toString(16).padStart(12, '0')}`;
	}
}
