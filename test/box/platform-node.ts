/** A platform process in the box: the product's authority, people and socket code on a store that is slow, fails and survives it. */
import type { Server as HttpServer } from 'node:http';
import { businessDay } from '../../domain/business-day.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { PlatformId, TakeOverOrder } from '../../domain/contracts/term.ts';
import type { Authority } from '../../platform/authority/authority.ts';
import { domainRules, type Rules } from '../../platform/authority/rules.ts';
import { startAuthority } from '../../platform/authority/start-authority.ts';
import type { Copier } from '../../platform/centre/copier.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/observe/log.ts';
import { Metrics } from '../../platform/observe/metrics.ts';
import { managersIn } from '../../platform/people/manager-session.ts';
import { personKeyOf } from '../../platform/people/person-key.ts';
import { PinLock } from '../../platform/people/pin-lock.ts';
import { Sessions } from '../../platform/people/sessions.ts';
import type { StaffMember } from '../../platform/people/staff.ts';
import { StationKeys } from '../../platform/people/station-keys.ts';
import { mendInPlace } from '../../platform/repair/open-sound.ts';
import type { ReservationBook } from '../../platform/reservations/book.ts';
import { fetchBook } from '../../platform/reservations/fetch-book.ts';
import { openReservations, type Reservations } from '../../platform/reservations/open-reservations.ts';
import { openSocket } from '../../platform/socket/server.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { followPlatformInCharge } from '../../platform/term/follower.ts';
import { type LinesStore, openLines } from '../../platform/term/kept-aside.ts';
import { PeerWork } from '../../platform/term/peer-work.ts';
import { peersOf } from '../../platform/term/peers.ts';
import { startTerm } from '../../platform/term/start-term.ts';
import { TermDesk } from '../../platform/term/term-desk.ts';
import { TermOffice } from '../../platform/term/term-office.ts';
import type { CentreNode } from './centre-node.ts';
import type { BoxNetwork } from './network.ts';
import { peopleIn } from './offline-sign-ins.ts';
import { peerPages } from './peer-pages.ts';
import type { Random } from './random.ts';
import { seedStore } from './seed-store.ts';
import { slowStore } from './slow-store.ts';
import type { Witness } from './witness.ts';
import { createLife, every, type Life, type World } from './world.ts';

const metrics = new Metrics();

export interface PlatformParts {
	world: World;
	random: Random;
	network: BoxNetwork;
	id: PlatformId;
	url: string;
	plan: HallPlan;
	witness: Witness;
	staff: readonly StaffMember[];
	/** What the deciders of this platform are; a planted bug may replace one. */
	rules?: Rules;
	/** This hall takes reservations. */
	books?: boolean;
	/** Machines sign people in while they are cut off. */
	offline?: boolean;
	/** Whoever decides copies its log there. */
	centre?: CentreNode | null;
	/** The hall's platforms share a token: they follow, hand over and pass the book on. */
	together?: boolean | undefined;
	/** Wraps the store; a planted bug may forget or reorder. */
	spoilStore?: (store: HallStore, platform: string) => HallStore;
	/** Changes what the platform knows of terms; a planted bug. */
	spoilOffice?: ((office: TermOffice) => void) | undefined;
}

export class PlatformNode {
	/** What is durable, whatever process works on it. */
	disk = new MemoryStore();
	readonly id: PlatformId;
	readonly url: string;
	authority: Authority | null = null;
	office: TermOffice | null = null;
	#booked: Reservations | null = null;
	/** Copies the log to the centre. */
	copier: Copier | null = null;
	/** It has run at least once: one that never did is no part of the hall. */
	placed = false;
	/** Its disk is gone, and nobody brings another one. */
	goneForGood = false;
	/** When its newest term began, or its store was last opened to decide; true time, ms. */
	beganAt = 0;
	/** The log of another platform is being brought into its store. */
	brings = false;
	/** Its process is about to end by itself, for its store failed or it begins another term: it looks well until then. */
	endsSoon = false;
	skew = 0;
	failingCommits = 0;
	#parts: PlatformParts;
	#life: Life = neverBorn();
	#seeded = false;
	#order: TakeOverOrder | undefined;
	/** By day, what a backup holds of a day that was damaged. */
	#backup = new Map<string, HallEvent[]>();
	#term: TermDesk | null = null;
	#disks = 0;
	/** Epochs of its own lines of commands that it made by itself. */
	#epochs = 0;

	constructor(parts: PlatformParts) {
		this.#parts = parts;
		this.id = parts.id;
		this.url = parts.url;
	}
	get hall(): string {
		return this.#parts.plan.code;
	}
	get life(): Life {
		return this.#life;
	}
	/** What its disk holds, as the product reads it: the newest line of a log that forked. */
	lines(): Promise<LinesStore> {
		return openLines(this.disk, this.hall);
	}
	/** The book of reservations, where it is booked here. */
	get book(): ReservationBook | null {
		return this.#booked?.open ? this.#booked.book : null;
	}
	/** Nobody else can have booked what it does not know. */
	get bookWhole(): boolean {
		return this.#booked?.whole === true;
	}
	/** More than one: what was on the first is lost. */
	get disksHad(): number {
		return this.#disks;
	}
	get together(): boolean {
		return this.#parts.together === true;
	}
	/** Is to follow whoever decides, whenever it does not itself. */
	get follows(): boolean {
		return this.together && this.placed && !this.goneForGood;
	}
	/** A standby: how far it has copied; of one that gave way and has not offered all it had yet, `null`. */
	get followed(): { day: string; position: number } | null {
		return this.alive && this.office?.part === 'standby' ? (this.#term?.followed ?? null) : null;
	}
	get alive(): boolean {
		return this.#life.alive && this.authority !== null;
	}

	/** `order`: a person's order to take over, as it is handed to the platform program. */
	async start(order?: TakeOverOrder): Promise<void> {
		const { world, random, witness } = this.#parts;
		const life = createLife();
		this.#life = life;
		this.endsSoon = false;
		// Seed 130403: one whose order was refused was started again later, and counted as begun with the order.
		if (order || !this.placed) this.beganAt = world.now;
		this.placed = true;
		await this.#seed();
		const clock = this.#clock(life);
		const say = (code: string) => {
			witness.note(code);
			if (code.startsWith('alarm-')) witness.breach('S3', code);
		};
		const log = { info: say, warn: say, error: say };
		const slow = slowStore(this.disk, { world, life, random, node: this, witness });
		const store = await openLines(this.#parts.spoilStore ? this.#parts.spoilStore(slow, this.id) : slow, this.hall);
		// Kept on that PC: whatever ends the program, it is started with it again.
		if (order) this.#order = order;
		const started = this.#start(life, store, clock, log, this.#order);
		started.catch((cause) => {
			if (!life.alive) return;
			say('platform-not-started');
			if (!(cause instanceof StoreFailure))
				witness.note(`platform-refused: ${cause instanceof Error ? cause.message.slice(0, 60) : cause}`);
			life.end();
			// A first run that fails is forgotten, and nothing runs (`electron/platform/own-platform.ts`): a person may order it again.
			if (order) {
				this.#order = undefined;
				this.placed = false;
			} else this.startLater(random.between(500, 5_000));
		});
		await started.catch(() => {});
	}

	/** In the order of `platform/start-platform.ts`. */
	async #start(life: Life, store: LinesStore, clock: Clock, log: Log, order: TakeOverOrder | undefined): Promise<void> {
		const { world, network, plan, staff, random, witness, together } = this.#parts;
		await this.#mend(store, clock, log);
		const office = await TermOffice.open({ plan, store, clock, log, as: this.id });
		this.#parts.spoilOffice?.(office);
		network.speaks(this.url);
		const peers = await startTerm(office, { plan, store, clock, order });
		const sessions = await Sessions.load(store, clock.now());
		const lock = await PinLock.load(store);
		const keys = await StationKeys.load(store, plan.code);
		const { books, offline } = this.#parts;
		const people = await peopleIn(offline === true, { plan, staff, store, sessions, lock, stationKeys: keys, log });
		const ruled = this.#parts.rules ?? domainRules;
		const first = office.part === 'in-charge' && office.own.number === 1;
		const token = together ? network.peerToken(this.url, life) : undefined;
		const begun = office.part === 'in-charge' || office.part === 'gathering';
		const booking = { plan, frontEnd: null, store, clock, rules: ruled, first, begun, own: this.id, peersToken: 'the-box' };
		const booked = books ? await openReservations({ ...booking, decides: () => office.mayDecide() }) : null;
		let personKey = '';
		const keeper = await startAuthority(
			{
				plan,
				store,
				platform: office.id,
				rules: booked?.rules ?? ruled,
				clock,
				watch: {
					decided() {},
					committed() {},
					alarm: ({ command, frames }) => log.error(`alarm-${command} ${frames[0] ?? ''}`),
					// The supervisor of the real platform restarts a process whose store failed; here too, a little later.
					storeFailed: () => {
						witness.disturb(this.id, 20_000);
						this.#restartIn(random.between(500, 5000), life);
					},
				},
				...people.standing,
			},
			async (day) => {
				personKey = await personKeyOf(store, plan.code, day);
			},
			office,
		);
		const term = await TermDesk.open({ office, keeper, plan, store, clock, log });
		if (!life.alive) return;
		const startAnew = () => {
			this.beganAt = world.now;
			this.#restartIn(random.between(50, 500), life);
		};
		const work = new PeerWork({
			plan,
			store,
			clock,
			log,
			keeper,
			desk: term,
			token,
			startAnew,
			pause: (ms) => world.wait(life, ms),
			...(booked ? { giveBook: booked.give, holdBook: booked.hold } : {}),
		});
		const { authority } = keeper;
		this.authority = authority;
		this.office = office;
		this.#term = term;
		this.#booked = booked;
		const copier = (!authority.stopped && this.#parts.centre?.follow(this.url, life, { store, clock })) || null;
		this.copier = copier;
		const reservations = booked?.watch(authority);
		network.answers(this.url, life, () => term.report());
		if (token !== undefined) {
			const among = { plan, token, clock, log, peers: peersOf(plan, this.id) };
			network.answersPeers(this.url, life, peerPages(work, this));
			followPlatformInCharge({ ...among, store, desk: term, startAnew });
			if (booked) fetchBook({ ...among, booked, office });
			booked?.tell(among);
		}
		const socket = openSocket(
			{} as HttpServer,
			{
				plan,
				clock,
				log,
				metrics,
				authority,
				sessions,
				...people.later,
				signIn: { ...people.later, staff, lock, sessions, verify: async (hash, pin) => hash.length > 0 && pin === '2580' },
				personKey: () => personKey,
				keys,
				term,
				managerOf: managersIn(plan, staff, sessions, () => clock.now()),
				...(together ? { handOver: (wish) => work.handOver(wish) } : {}),
				...(reservations ? { reservations } : {}),
			},
			() => network.listen(this.url, life).asServer(),
		);
		peers.watch(office);
		clock.every(5_000, () => {
			const before = authority.day;
			reservations?.look().catch(() => log.error('reservations-not-settled'));
			keeper.checkDay().then(
				() => authority.day !== before && socket.restartLinks(),
				() => log.error('day-turn-failed'),
			);
		});
		authority.onEvents((events) => {
			const last = events.at(-1);
			if (last) copier?.appended(last.day, last.position);
			for (const event of events) world.note(`${this.id} ${event.day} ${event.position} ${event.name} ${JSON.stringify(event.body)}`);
		});
		world.note(`platform ${this.id} up as ${office.part}`);
	}

	/** A disk that gives back another bit than it was given; in the log of the newest day. What a backup holds of it is kept. False = too short. */
	flipBit(random: Random): boolean {
		const day = businessDay(this.#parts.world.now, this.#parts.plan.timezone);
		return this.disk.spoil(this.hall, day, (rows) => {
			const backup = rows.map(({ event }) => JSON.parse(event) as HallEvent);
			// A digit of a time, a number or an id: what is left is JSON, and an event.
			const at = random.below(rows.length);
			const text = rows[at]!.event;
			const digits = [...text.matchAll(/[0-9]/g)].map(({ index }) => index);
			const digit = digits[random.below(digits.length)]!;
			rows[at] = { ...rows[at]!, event: `${text.slice(0, digit)}${Number(text[digit]) ^ 1}${text.slice(digit + 1)}` };
			this.#backup.set(day, backup);
		});
	}

	/** As `platform/main.ts` does before it starts. */
	async #mend(store: HallStore, clock: Clock, log: Log): Promise<void> {
		if (this.#backup.size === 0) return;
		const day = async (_hall: string, of: string) => (this.#backup.has(of) ? [{ plan: null, events: this.#backup.get(of)! }] : []);
		await mendInPlace(store, { plan: this.#parts.plan, now: () => clock.now(), log, copies: () => [{ name: 'a backup', day }] });
		this.#backup.clear();
	}

	#clock(life: Life): Clock {
		const { world, network } = this.#parts;
		return {
			now: () => Math.round(world.now + this.skew),
			every: (ms, action) =>
				every(world, life, ms, () => {
					network.speaks(this.url);
					action();
				}),
		};
	}

	#restartIn(ms: number, life: Life): void {
		if (this.#life === life && life.alive) this.endsSoon = true;
		this.#parts.world.after(createLife(), ms, () => this.#restart(life));
	}

	#restart(life: Life): void {
		if (this.#life !== life || !life.alive) return;
		this.kill();
		void this.start();
	}

	startLater(ms: number): void {
		const { world, witness } = this.#parts;
		witness.disturb(this.id, ms + 20_000);
		world.after(createLife(), ms, () => {
			if (!this.#life.alive && !this.goneForGood) void this.start();
		});
	}
	/** Clock and disk are well, and it runs. */
	heal(): void {
		this.skew = 0;
		this.failingCommits = 0;
		if (!this.#life.alive && this.placed && !this.goneForGood) void this.start();
	}
	/** Decides for the hall now, as far as it knows. */
	get inCharge(): boolean {
		return this.alive && this.office?.part === 'in-charge';
	}
	/** The machine with its disk is gone. */
	lose(): void {
		this.kill();
		this.goneForGood = true;
		this.#order = undefined;
		this.#seeded = false;
		this.disk = new MemoryStore();
	}

	/** What it would make by chance for a log that begins anew. */
	newEpoch(): string {
		this.#epochs += 1;
		return `${this.#epochs.toString(16).padStart(4, '0')}b0b0b0b0b0b${this.id.slice(-1)}`;
	}

	kill(): void {
		this.#parts.world.note('platform down');
		this.#parts.witness.disturb(this.id, 20_000);
		this.endsSoon = false;
		this.authority = null;
		this.office = null;
		this.#term = null;
		this.#booked = null;
		this.copier = null;
		this.#life.end();
	}

	async #seed(): Promise<void> {
		if (this.#seeded) return;
		this.#seeded = true;
		const { plan, id, world, books } = this.#parts;
		await seedStore(this.disk, { plan, id, now: world.now, books: books === true, disk: this.#disks++ });
	}
}

function neverBorn(): Life {
	const life = createLife();
	life.end();
	return life;
}
