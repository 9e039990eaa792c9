/** One life of one hall, from a seed: machines, platforms, people, faults; then everything heals, and the rules are looked at. */
import { fileURLToPath } from 'node:url';
import { loadHall } from '../../config/load-hall.ts';
import { compareTerms, type PlatformId } from '../../domain/contracts/term.ts';
import type { Rules } from '../../platform/authority/rules.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import type { TermOffice } from '../../platform/term/term-office.ts';
import { watchBoard } from './board.ts';
import { bookedHall, bookOf, checkBookings, frontEnd, openBookings } from './booking.ts';
import { hallOfSize, platformUrl, staffFor } from './box-plan.ts';
import { holdsCanary } from './canaries.ts';
import { CentreNode } from './centre-node.ts';
import { type FaultKind, faultKinds, healAll, trouble } from './faults.ts';
import { MachineNode, type StationPlant } from './machine-node.ts';
import { BoxNetwork, type Chaos } from './network.ts';
import { checkSignIns, openOfflinePeople } from './offline-sign-ins.ts';
import { populate } from './people.ts';
import { PlatformNode } from './platform-node.ts';
import { createRandom } from './random.ts';
import { checkCentre } from './rules/centre.ts';
import { checkEqual, checkStandbys, notYet } from './rules/converged.ts';
import { watchRules } from './rules/during.ts';
import { checkHealed } from './rules/healed.ts';
import { watchRestarts } from './rules/restarts.ts';
import { type Breach, Witness } from './witness.ts';
import { createLife, World } from './world.ts';

const loaded = loadHall(fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url)));
if (!loaded.ok) throw new Error(`demo hall: ${loaded.problems[0]?.what}`);
const { staff: demoStaff, plan: demoPlan } = loaded.hall;

export interface BoxOptions {
	seed: number;
	/** Simulated minutes with people and faults, in all. */
	minutes?: number;
	/** How often everything heals in between; the last time is at the end. */
	acts?: number;
	terminals?: number;
	windows?: number;
	boards?: number;
	platforms?: number;
	/** They share a token: those that do not decide follow, and managers hand the hall over. */
	together?: boolean;
	/** Clerks sign in at machines that are cut off. */
	signIns?: boolean;
	/** The hall has a centre that holds a copy of its log. */
	centre?: boolean;
	faults?: readonly FaultKind[];
	/** Mean pause between faults, ms. */
	everyMs?: number;
	chaos?: Chaos;
	pace?: number;
	/** A bug put in on purpose. */
	plant?: Plant;
}

export interface Plant {
	rules?: Rules;
	store?: (store: HallStore, platform: string) => HallStore;
	station?: StationPlant;
	/** Wraps the store of the centre. */
	centre?: (store: HallStore) => HallStore;
	/** Changes the term of office of each platform as it starts. */
	office?: (office: TermOffice) => void;
}

export interface BoxResult {
	seed: number;
	breaches: Breach[];
	/** Actions that ran: messages, timers, disk operations, steps of people, faults. */
	happenings: number;
	/** Events of the hall's logs. */
	events: number;
	tickets: number;
	papers: number;
	/** Papers and reports that one machine alone knew when it was set up anew or put back: in no log, and no rule can ask for them. */
	lostWithMachine: number;
	/** Longest time from the healing until everything was equal, ms. */
	slowestHealingMs: number;
	trace: string;
	faults: Map<string, number>;
	coverage: Map<string, number>;
	notes: Map<string, number>;
	/** How often each rule was looked at. */
	looked: Map<string, number>;
}

/** 2026-11-26, a Thursday, 9:00 in Shanghai. */
const nine = Date.UTC(2026, 10, 26, 1);
/** I-11; machines that were down may take so long to start, and what a dead line holds so long to be noticed. */
const convergeWithinMs = 30_000;
const giveUpAfterMs = 180_000;

/** The platform of the highest term that decides; `null` = none does. */
function inCharge(platforms: readonly PlatformNode[]): PlatformNode | null {
	const deciding = platforms.filter((platform) => platform.inCharge);
	return deciding.sort((one, other) => compareTerms(other.office!.own, one.office!.own))[0] ?? null;
}

export async function runBox(options: BoxOptions): Promise<BoxResult> {
	const {
		seed,
		minutes = 20,
		acts = 1,
		terminals = 4,
		windows = 6,
		boards = 1,
		platforms: places = 1,
		together = false,
		signIns = false,
		everyMs = 15_000,
		pace = 1,
		plant = {},
	} = options;
	const random = createRandom(seed);
	const world = new World(nine + random.below(3_600_000 * 6));
	const bookingDice = createRandom(seed + 2_000_003);
	const bookings = bookingDice.chance(0.4) ? openBookings(bookingDice.fork(), together ? createRandom(seed + 6_000_011) : null) : null;
	const sized = hallOfSize(demoPlan, { terminals, windows, boards, managers: 1, platforms: places });
	const plan = bookings ? bookedHall(sized) : sized;
	const staff = staffFor(plan, demoStaff);
	const witness = new Witness(() => world.now);
	const chaos = options.chaos ?? { double: 0.002, reorder: 0.002 };
	const network = new BoxNetwork(world, random.fork(), chaos);
	network.overheard = (text) => witness.holds('P1', !holdsCanary(text), () => 'a document number went over the network');
	const offline = signIns ? openOfflinePeople(createRandom(seed + 4_000_037)) : null;
	const counts = new Map<string, number>();
	const centreParts = { world, network, plan, witness, counts, random: createRandom(seed + 8_000_009), spoilStore: plant.centre };
	const centre = options.centre ? new CentreNode(centreParts) : null;
	const shared = { world, network, plan, witness, offline: offline !== null };
	const urls = Array.from({ length: places }, (_, index) => platformUrl(index));
	const platforms = urls.map(
		(url, index) =>
			new PlatformNode({
				...shared,
				id: `P${index + 1}` as PlatformId,
				random: random.fork(),
				url,
				staff,
				rules: plant.rules,
				books: bookings !== null,
				together,
				centre,
				spoilStore: plant.store,
				spoilOffice: plant.office,
			}),
	);
	const machines = plan.stations.map(
		(seat) => new MachineNode({ ...shared, random: random.fork(), urls, station: seat.id, plant: plant.station }),
	);
	const whole = createLife();
	let ends = 0;
	const manualDice = createRandom(seed + 1_000_003);
	const manual = manualDice.chance(0.35) ? manualDice : null;
	const handing = together ? createRandom(seed + 3_000_017) : null;
	const crowd = {
		world,
		manual,
		bookings,
		offline,
		handing,
		random: random.fork(),
		plan,
		staff,
		witness,
		platforms,
		pace,
		open: () => world.now < ends,
	};
	const coverage = new Map<string, number>();
	const faultRandom = random.fork();
	const memory = { shown: new Map<string, string>(), spoken: new Map<string, number>() };
	let slowestHealingMs = 0;

	// What the platform's own code hands to the event loop is run by the world, in its order.
	const realImmediate = globalThis.setImmediate;
	globalThis.setImmediate = ((run: () => void) => world.after(whole, 0, run)) as unknown as typeof setImmediate;
	const realFetch = globalThis.fetch;
	globalThis.fetch = network.fetch as unknown as typeof fetch;
	const thrown = (cause: unknown) => {
		world.failure ??= cause;
	};
	process.on('unhandledRejection', thrown);
	try {
		void centre?.start();
		centre?.trouble(whole, () => ends);
		for (const platform of together ? platforms : platforms.slice(0, 1)) void platform.start();
		if (bookings) {
			const book = () => bookOf(platforms, bookings);
			frontEnd({ world, plan, bookings, book, witness, now: () => world.now, open: () => world.now < ends }, whole);
		}
		for (const machine of machines) {
			machine.disk.written = (bytes) => {
				witness.holds('P1', !holdsCanary(new TextDecoder().decode(bytes)), () => `${machine.station} wrote a document number down`);
			};
			watchRestarts(machine, platforms, witness);
			if (machine.role === 'board') watchBoard(machine, { world, witness, memory });
			world.after(whole, random.between(0, 5_000), () => machine.start());
			populate(crowd, machine, whole);
		}
		watchRules({ world, witness, machines, platforms, plan }, whole);
		for (let act = 1; act <= acts; act += 1) {
			ends = world.now + (minutes / acts) * 60_000;
			network.chaos = chaos;
			const kinds = options.faults ?? faultKinds;
			const parts = { world, random: faultRandom, network, platforms, machines, witness, counts, coverage, kinds, everyMs, until: ends };
			if (kinds.length > 0) trouble(parts, whole);
			await world.runUntil(ends);
			const healedAt = world.now;
			healAll({ network, platforms, machines, witness });
			centre?.heal();
			let decides: PlatformNode | null = null;
			do {
				await world.runUntil(world.now + 1_000);
				decides = inCharge(platforms);
			} while ((!decides || notYet(machines, platforms, decides).length > 0) && world.now - healedAt < giveUpAfterMs);
			// Where nobody decides any more, a person has to order it first, and the new platform gathers.
			const began = Math.max(healedAt, decides?.beganAt ?? 0);
			const took = Math.round(world.now - began);
			slowestHealingMs = Math.max(slowestHealingMs, took);
			const lacks = () => (decides ? notYet(machines, platforms, decides) : ['no platform decides']).join('; ');
			witness.holds('I-11', decides !== null && took <= convergeWithinMs, () => `after ${took} ms: ${lacks() || 'one hall again'}`);
			// A moment more: what is settled is written down, LEDs follow.
			await world.runUntil(world.now + 12_000);
			if (decides) await checkEqual(machines, decides, witness);
			if (decides && together) await checkStandbys(platforms, decides, witness);
		}
		if (centre) await checkCentre({ centre, platforms, world, witness, last: () => inCharge(platforms) });
		const last = inCharge(platforms) ?? platforms[0]!;
		const { events, tickets, lost } = await checkHealed(plan, last, witness);
		const book = bookings && (last.book ?? platforms.find((each) => each.book)?.book);
		if (offline)
			for (const { day } of await (await last.lines()).days())
				checkSignIns(await (await last.lines()).read(plan.code, day, 0, 1e9), offline, witness);
		const promised = last.bookWhole && platforms.every((each) => each.disksHad <= 1 && !each.goneForGood) ? bookings?.promised : undefined;
		if (book) await checkBookings({ plan, disk: await last.lines(), book, witness, promised });
		return {
			seed,
			breaches: witness.breaches,
			happenings: world.happenings,
			events,
			tickets,
			papers: witness.papers.length,
			lostWithMachine: lost,
			slowestHealingMs,
			trace: world.traceHash(),
			faults: counts,
			coverage,
			notes: witness.notes,
			looked: witness.looked,
		};
	} finally {
		process.off('unhandledRejection', thrown);
		globalThis.setImmediate = realImmediate;
		globalThis.fetch = realFetch;
		whole.end();
	}
}
