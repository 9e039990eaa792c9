/** A hall in the test's own process: the real authority on its memory store, and links to it that can be cut and be lossy. */
import { fileURLToPath } from 'node:url';
import { loadHall } from '../../config/load-hall.ts';
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import type { CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ReservationsTodayAnswer } from '../../domain/contracts/reservations.ts';
import type { OfferUp } from '../../domain/contracts/term.ts';
import type { MachineKey, StationKey } from '../../domain/contracts/ticket-keys.ts';
import type { CommandsAnswer, EventsDown, SignInAnswer, Welcome } from '../../domain/contracts/wire.ts';
import { emptyMemory, remember, seatsOf } from '../../electron/journal/memory.ts';
import type { Authority } from '../../platform/authority/authority.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { startAuthority } from '../../platform/authority/start-authority.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import type { TermDesk } from '../../platform/term/term-desk.ts';
import type { Journal, Link, LinkListener } from '../../renderer/engine/ports.ts';

const loaded = loadHall(fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url)));
if (!loaded.ok) throw new Error(`demo hall: ${loaded.problems[0]?.what}`);
export const demoPlan: HallPlan = loaded.hall.plan;

export const personKey = Buffer.from('thirty-two bytes of a day key...').toString('base64url');

export async function openHall(clock: () => number, store = new MemoryStore()): Promise<{ authority: Authority; store: MemoryStore }> {
	const { authority } = await startAuthority(
		{
			plan: demoPlan,
			store,
			rules: domainRules,
			clock: { now: clock, every: () => () => {} },
			watch: { decided() {}, committed() {}, alarm() {}, storeFailed() {} },
			staffOf: (envelope) => (envelope.session?.startsWith('session-') ? envelope.session.slice(8) : null),
		},
		async () => {},
	);
	return { authority, store };
}

type Fault = 'none' | 'lose-request' | 'lose-answer' | 'hang';

export interface HallLink extends Link {
	connect(): Promise<void>;
	cut(): void;
	/** What happens to the next command messages. */
	commandFault: Fault;
	/** Keys that the welcome tells. */
	keys: StationKey[];
	/** What the platform answers of today's reservations, and the keys that sign them. */
	reservations: () => ReservationsTodayAnswer | null;
	reservationKeys: MachineKey[];
	/** Every command message that left the station. */
	sent: CommandEnvelope[][];
	listener(): LinkListener;
	/** What the welcome says of terms; with a term that was followed by another the platform is not listened to. */
	terms: () => Pick<Welcome, 'term' | 'terms'>;
	/** Every offer that left the station, and what the platform makes of it. */
	offered: OfferUp[];
	takesOffer: (offer: OfferUp) => Promise<boolean>;
	/** Nothing but answers to commands reaches the station. */
	deaf: boolean;
	/** Lists of addresses that the engine named. */
	reached: string[][];
}

export interface HallSide {
	authority: Authority;
	/** Absent: a platform that knows no terms. */
	term?: TermDesk;
}

/** A link to the authority. Starts cut; `connect` says hello. */
export function linkTo(hall: () => HallSide, clock: () => number, plan = demoPlan): HallLink {
	let listener: LinkListener | null = null;
	let connected = false;
	let stopEvents = () => {};
	let dropAll: (() => void)[] = [];
	const epochs = new Map<string, string>();
	const heard = () => {
		if (!listener) throw new Error('link not started');
		return listener;
	};
	const untilCut = () => new Promise<null>((resolve) => dropAll.push(() => resolve(null)));
	const sendMissing = (position: number) => {
		const { authority } = hall();
		const events = authority.eventsAfter(position);
		if (events.length > 0 && !link.deaf) heard().events({ day: authority.day, head: authority.head, events });
	};
	const link: HallLink = {
		commandFault: 'none',
		keys: [],
		reservations: () => null,
		reservationKeys: [],
		sent: [],
		listener: heard,
		url: () => 'http://platform-1',
		reached: [],
		deaf: false,
		reach: (urls) => void link.reached.push([...urls]),
		terms: () => ({}),
		offered: [],
		takesOffer: async () => true,
		async offer(events) {
			if (!connected) return false;
			link.offered.push(structuredClone(events));
			const { term } = hall();
			const taken = term ? term.offer(structuredClone(events)).then(({ ok }) => ok) : link.takesOffer(structuredClone(events));
			return Promise.race([taken, untilCut().then(() => false)]);
		},
		start(next) {
			listener = next;
		},
		stop() {
			link.cut();
		},
		async connect() {
			const { authority, term } = hall();
			const hello = heard().hello();
			const turned = await term?.greet(hello.term, hello.seats[0]!.station);
			if (turned) return heard().refused({ ok: false, ...turned });
			const taken = [];
			const blocks = [];
			for (const { station, epoch, block: claim, settled } of hello.seats) {
				epochs.set(station, epoch);
				const n = await authority.lastNumber(station, epoch);
				taken.push({ station, epoch, n: term ? await term.lastNumber({ station, epoch, settled }, n) : n });
				const block = await authority.ownBlock({ station, epoch }, claim);
				if (block) blocks.push({ station, ...block });
			}
			const welcome: Welcome = {
				ok: true,
				plan,
				day: authority.day,
				head: authority.head,
				platformTime: clock(),
				personKey,
				series: Object.fromEntries(Object.entries(authority.state.series).filter(([series]) => /\d$/.test(series))),
				taken,
				blocks,
				sessions: hello.sessions,
				keys: link.keys,
				reservationKeys: link.reservationKeys,
				...(term?.welcome(authority.day, authority.head) ?? {}),
				...link.terms(),
			};
			if (!heard().accepts(welcome)) return;
			connected = true;
			stopEvents = authority.onEvents((events) => {
				if (connected && !link.deaf) heard().events({ day: authority.day, head: authority.head, events: structuredClone(events) });
			});
			term?.seated(hello.seats.map(({ station }) => station));
			heard().welcomed(welcome, 0);
			sendMissing(hello.holds?.day === authority.day ? Math.min(hello.holds.position, authority.head) : 0);
		},
		cut() {
			if (!connected) return;
			connected = false;
			stopEvents();
			for (const drop of dropAll.splice(0)) drop();
			dropAll = [];
			listener?.down();
		},
		async commands(commands): Promise<CommandsAnswer | null> {
			if (!connected) return null;
			link.sent.push(structuredClone(commands));
			if (link.commandFault === 'lose-request') return null;
			const submitted = hall().authority.submit(structuredClone(commands));
			if (link.commandFault === 'lose-answer') return submitted.then(() => null);
			if (link.commandFault === 'hang') return untilCut();
			return Promise.race([submitted.then((answer) => structuredClone(answer)), untilCut()]);
		},
		async resume(from): Promise<EventsDown | null> {
			if (!connected) return null;
			const { authority } = hall();
			sendMissing(from.day === authority.day ? from.position : 0);
			return { day: authority.day, head: authority.head, events: [] };
		},
		async signIn({ station, staff }): Promise<SignInAnswer | null> {
			if (!connected) return null;
			return { ok: true, session: `session-${staff}`, staff, name: station, roles: ['window', 'manager'], expiresAt: clock() + 3_600_000 };
		},
		async signOut() {},
		touched() {},
		reservationsToday: async () => (connected ? link.reservations() : null),
		askDevices: async () => null,
		reconciliation: async () => null,
		caseDesk: async () => null,
		booking: async () => null,
		suggest: async () => null,
		progress: async () => null,
		auditDesk: async () => null,
		watchDesk: async () => null,
		reviewDesk: async () => null,
		setSecret: async () => null,
		staffDesk: async () => null,
		ownAccount: async () => null,
		historyDesk: async () => null,
		tideDesk: async () => null,
		administer: async () => null,
		handOver: async () => null,
	};
	return link;
}

export interface TestJournal extends Journal {
	/** Rejects the next appends with this code. */
	fails: 'disk-full' | 'journal-failed' | null;
	seat(station: string): JournalSeat;
}

/** The machine's journal without the disk: the main process' own fold of entries. Survives the engine. */
/** `born`: first digit of its epochs, so that two journals have different ones. */
export function createTestJournal(stations: string[], born = '0'): TestJournal {
	const memory = emptyMemory();
	let epochs = 0;
	const newEpoch = () => {
		epochs += 1;
		return `${born}${epochs.toString(16).padStart(15, '0')}`;
	};
	for (const station of stations) {
		remember(memory, { type: 'seat', station, epoch: newEpoch(), lastN: 0, series: {} }, newEpoch);
	}
	const journal: TestJournal = {
		fails: null,
		load: async () => structuredClone(seatsOf(memory, stations)),
		async append(entries) {
			if (journal.fails) throw new Error(journal.fails);
			for (const entry of structuredClone(entries)) remember(memory, entry, newEpoch);
		},
		seat: (station) => structuredClone(seatsOf(memory, [station])[0]!),
	};
	return journal;
}
