/**
 * The station engine: one per machine, whatever faces it shows. Holds the confirmed day, this machine's owed reports over it,
 * the numbered line of every seat, and what LEDs and paper follow from them. Runs in a page and, for tests and measurements, in Node.
 */
import { businessDay } from '../../domain/business-day.ts';
import type { CommandBody, ReportName } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { StationKey } from '../../domain/contracts/ticket-keys.ts';
import type { EventsDown, Welcome } from '../../domain/contracts/wire.ts';
import { createApplications } from './applications.ts';
import { catchUpAfterMs, createCatchUp } from './catch-up.ts';
import { createClockOffset } from './clock-offset.ts';
import type { EngineView } from './contract.ts';
import { countCopies } from './count-copies.ts';
import { sayCut } from './cut-reports.ts';
import { bookOf, type DayBook, openBook, takeEvents } from './day-book.ts';
import { answerForDevices, askRemoteDevices } from './device-service.ts';
import { createDeviceWatch, type DeviceWatch, healthKnown, healthReport } from './device-watch.ts';
import { createLedFollower } from './displays.ts';
import { createDueDuties } from './due-duties.ts';
import type { Engine, EngineChange } from './engine-interface.ts';
import type { EngineParts } from './engine-parts.ts';
import { statusOf, viewOf } from './engine-view.ts';
import { createHandIn } from './hand-in.ts';
import { askHandOver } from './hand-over.ts';
import { aloneAfterMs, sayWhatIsLost } from './lost-day.ts';
import { createMachineHealth } from './machine-health.ts';
import { manualReport } from './manual-report.ts';
import { createNews } from './news.ts';
import { createOffersFirst } from './offers-first.ts';
import { createOfflineSignIns } from './offline-sign-ins.ts';
import { createOwedFold } from './owed-events.ts';
import { createOwnBlocks } from './own-blocks.ts';
import { createOwnSeries } from './own-series.ts';
import { papersForgotten, platformForgot, takenBy } from './papers-forgotten.ts';
import { managerDesk } from './past-days.ts';
import { personReference } from './person-ref.ts';
import type { EngineStatus } from './port-protocol.ts';
import type { LinkListener } from './ports.ts';
import { createStationReservations } from './reservations.ts';
import { introduce } from './say-hello.ts';
import { createSeatLine, type SeatLine } from './seat-line.ts';
import { createSignIns, signInDesk } from './sign-ins.ts';
import { createCompare } from './state-check.ts';
import { createStoreKeeper } from './store-keeper.ts';
import { createTakeOver } from './take-over.ts';
import { reprintTicket, takeTicket } from './take-ticket.ts';
import { createTicketCodes } from './ticket-codes.ts';
import { createTicketDesk } from './ticket-desk.ts';
import { createUnheardPapers } from './unheard-papers.ts';

export type { Engine, EngineChange };

export function createEngine(parts: EngineParts): Engine {
	const { seats, link, clock, timers, note } = parts;
	const { journal, troubles } = createMachineHealth(parts.journal, parts.disk);
	/** One list for displays, papers and health: changed in place when the declarations change. */
	const devices = [...parts.devices];
	const stations = seats.map((seat) => seat.station);
	const hall = parts.plan.code;
	const { tell, watch: watchNews, subscribe } = createNews<EngineChange>();
	const lines = new Map<string, SeatLine>();
	const signIns = createSignIns();
	const offline = createOfflineSignIns({ desk: parts.offline, seats, link, timers, note, isUp: () => up, changed: () => statusChanged() });
	const ownSeries = createOwnSeries();
	const blocks = createOwnBlocks({ ownSeries, journal, note, plan: () => plan });
	const paper = countCopies(parts.printer);
	const store = createStoreKeeper(parts.openStore, note);
	const codes = createTicketCodes({ signer: parts.signer, timers, note });
	const booked = createStationReservations({ hall, seats, link, store, timers });
	const leds = createLedFollower({ devices, seats: stations, words: parts.ledWords, show: parts.show, note });
	const applications = createApplications({
		...{ door: parts.applications, stations, note, changed: () => statusChanged() },
		report: (station, body, day) => lineOf(station).report('hand-in-application', body, [], day),
	});
	let offset = createClockOffset(0);
	let plan = parts.plan;
	let book: DayBook | null = null;
	/** False while the day is one that only this machine's clock named. */
	let dayNamed = true;
	let owed: HallEvent[] = [];
	let shown: HallDay | null = null;
	const owedFold = createOwedFold();
	let personKey: string | null = null;
	let up = false;
	let linkSince = clock();
	let heardAt: number | null = null;
	let shutOut: string | null = null;
	let watch: DeviceWatch | null = null;
	const takeOver = createTakeOver({
		...{ hall, link, journal, timers, store, note, isUp: () => up, book: () => book, take, catchUp: () => void catchUp() },
		cutBack(position) {
			if (book) book = bookOf(plan, book.day, book.events.slice(0, position));
			tellReset();
		},
	});
	const unheard = createUnheardPapers((station, body) => lineOf(station).report('ticket-paper', body), note, timers);
	const now = () => clock() + offset.value();
	/** The day to work in: the one the platform named, or, cut off since before midnight, the next. A clock that is behind changes nothing. */
	const workingDay = () => {
		const today = businessDay(now(), plan.timezone);
		return book && (up || book.day >= today) ? book.day : today;
	};
	const duties = createDueDuties({ timers, stations, now, note, lineOf, isUp: () => up, plan: () => plan, shown: () => shown });
	const owedCommands = () => [...lines.values()].flatMap((line) => line.owed());
	let view: EngineView = makeView();

	const status = (): EngineStatus => statusOf(view, signIns.all());
	function makeView(): EngineView {
		const counts = { position: book?.state.position ?? 0, clockOffset: offset.value(), owed: owedCommands().length };
		const platform = { url: link.url(), term: takeOver.highest(), offlineSignIn: offline.states(), ...applications.standing() };
		return viewOf({ plan, shown, up, linkSince, heardAt, ...counts, ...platform, shutOut });
	}
	function statusChanged() {
		view = makeView();
		tell({ type: 'status', status: status() });
	}

	/** Folds again what is owed over what is confirmed, and lets the LEDs follow. */
	function refold() {
		const commands = owedCommands();
		const at = { now: now(), clockOffset: offset.value(), staffOf: signIns.staffOf };
		const folded = book ? owedFold.fold(book, commands, at) : null;
		owed = folded?.events ?? [];
		shown = folded?.state ?? null;
		view = makeView();
		if (book && shown) leds.follow(shown, book.plan);
		duties.look();
	}
	function learnKeys(keys: readonly StationKey[]) {
		if (codes.learn(keys)) store.write((kept) => kept.keepKeys(hall, [...keys]));
	}
	function tellReset() {
		refold();
		tell(reset());
	}
	function reset(): Extract<EngineChange, { type: 'reset' }> {
		return { type: 'reset', plan, day: book?.day ?? null, events: book ? [...book.events] : [], owed, status: status() };
	}

	function startDay(day: string, named = true) {
		takeOver.leaves();
		dayNamed = named;
		if (book?.day !== day) personKey = null;
		book = openBook(plan, day);
		if (named) ownSeries.forget(day);
		store.write((kept) => kept.startDay(hall, day));
		takeOver.begun(day);
		tellReset();
	}

	/** Takes confirmed events; a gap or another day leads to asking from the position held. */
	function take(events: readonly HallEvent[]) {
		if (!book || events.length === 0 || takeOver.compares(events)) return;
		const { day } = book;
		const hadOwed = owed.length > 0;
		const { taken, gap } = takeEvents(book, events);
		if (taken.length > 0) {
			store.write((kept) => kept.keepEvents(hall, day, taken));
			refold();
			tell({ type: 'events', events: taken }, ...(hadOwed || owed.length > 0 ? [{ type: 'owed' as const, events: owed }] : []));
		}
		if (gap) void catchUp();
		unheard.look(shown, taken);
		takeOver.look();
	}
	function takeDown(message: EventsDown) {
		if (!book || message.day > book.day) {
			startDay(message.day);
			if ((message.events[0]?.position ?? 0) !== 1) return void catchUp();
		}
		if (message.day === book?.day) take(message.events);
	}

	const offers = createOffersFirst({ timers, inDoubt: takeOver.inDoubt, lines });
	const catchUp = createCatchUp({ link, isUp: () => up && !takeOver.inDoubt(), book: () => book, startDay, take });
	const compare = createCompare({ clock, note, startDay, book: () => (takeOver.inDoubt() ? null : book) });

	function welcomed(welcome: Welcome, roundTripMs: number) {
		offset.sample(welcome.platformTime, clock(), roundTripMs);
		const cutOff = up ? null : { since: heardAt === null ? null : heardAt + offset.value(), until: now(), day: welcome.day };
		heardAt = clock();
		shutOut = null;
		if (!up) linkSince = clock();
		up = true;
		const later = takeOver.welcomed(welcome);
		const newPlan = welcome.plan.configVersion !== plan.configVersion;
		plan = welcome.plan;
		if (newPlan) store.write((kept) => kept.keepPlan(hall, welcome.plan));
		ownSeries.platformKnows(welcome.day, welcome.series);
		dayNamed = true;
		if (signIns.keepOnly(welcome.sessions)) note('sessions-ended');
		// Before the day is begun anew: what it shows now is all that is left of what the platform forgot.
		const known = shown;
		const restored = !later && platformForgot(book?.state ?? null, welcome, lines);
		if (restored) note('platform-restored');
		if (!book || book.day !== welcome.day || restored) startDay(welcome.day);
		else if (newPlan) {
			book = bookOf(plan, welcome.day, book.events);
			tellReset();
		}
		personKey = welcome.personKey ?? null;
		offline.welcomed(welcome.hallKeys);
		blocks.told(welcome.blocks ?? []);
		const bits = { day: welcome.day, clockOffset: offset.value(), series: welcome.series };
		store.write((kept) => kept.keepWelcome(hall, bits));
		learnKeys(welcome.keys ?? []);
		applications.link(true, welcome.platformTime, link.url());
		unheard.logGoesTo(welcome.head);
		statusChanged();
		offers.welcomed();
		for (const [station, line] of lines) {
			const taken = takenBy(welcome, station, line.epoch);
			if (cutOff) void sayCut(line, taken, cutOff, note);
			line.welcomed(taken, restored && known ? papersForgotten(known, { station, epoch: line.epoch, taken }) : undefined);
		}
		unheard.look(shown);
		takeOver.look();
		// The platform sends what is missing by itself; should it not, it is asked for.
		timers.set(() => {
			if (up && book && book.state.position < welcome.head) void catchUp();
		}, catchUpAfterMs);
	}

	const listener: LinkListener = {
		...introduce(() => ({ engine: parts, lines, blocks, book, signIns, term: takeOver.highest(), personKey })),
		welcomed,
		handIn: createHandIn(lines, note),
		accepts: takeOver.accepts,
		trying: statusChanged,
		refused(refusal) {
			// Not this station is shut out: another platform decides.
			if (refusal.code !== 'superseded' && refusal.code !== 'standby') shutOut = refusal.code;
			note(`shut-out-${refusal.code}`);
			statusChanged();
		},
		events(message) {
			heardAt = clock();
			takeDown(message);
		},
		keys(message) {
			heardAt = clock();
			learnKeys(message.keys);
		},
		beat: () => ({ day: book?.day ?? null, position: book?.state.position ?? 0, stationTime: clock(), troubles: troubles() }),
		beaten(answer, roundTripMs) {
			heardAt = clock();
			offset.sample(answer.platformTime, clock(), roundTripMs);
			applications.beat(answer.platformTime, link.url());
			if (book && answer.day > book.day) startDay(answer.day);
			compare(answer);
			statusChanged();
			if (book && answer.head > book.state.position) void catchUp();
		},
		serviceAsked: (asked) => answerForDevices(asked, stations, parts.service),
		dismissed(message) {
			if (message.code !== 'platform-stopping' && message.code !== 'superseded') shutOut = message.code;
			note(`dismissed-${message.code}`);
			statusChanged();
		},
		malformed(message) {
			note(`malformed-${message}`);
			void catchUp();
		},
		down() {
			if (!up) return;
			up = false;
			linkSince = clock();
			applications.link(false, null, link.url());
			takeOver.down();
			statusChanged();
		},
	};

	function lineOf(station: string): SeatLine {
		const line = lines.get(station);
		if (!line) throw new Error('not-a-seat-of-this-machine');
		return line;
	}

	const desk = createTicketDesk({
		...{ devices, paper, codes, ownSeries, now, note, disk: parts.disk ?? (() => 'well'), shown: () => shown, dayNamed: () => dayNamed },
		today() {
			const today = workingDay();
			// Cut off since before today began: today starts empty until the platform says what it knows.
			if (book?.day !== today) startDay(today, false);
			return book ?? openBook(plan, today);
		},
	});

	return {
		async start() {
			const journaled = await journal.load();
			takeOver.journalKnows(journaled);
			for (const seat of journaled) {
				if (!stations.includes(seat.station)) continue;
				ownSeries.journalKnows(seat.series);
				blocks.journalKnows(seat);
				const line = createSeatLine({
					seat,
					journal,
					link,
					timers,
					clock,
					note,
					isUp: () => up,
					waits: offers.waits,
					session: () => signIns.at(seat.station)?.session,
					day: workingDay,
					term: takeOver.term,
					happened(events) {
						takeOver.happened(events);
						take(events);
					},
					owedChanged() {
						refold();
						tell({ type: 'owed', events: owed }, { type: 'status', status: status() });
					},
				});
				lines.set(seat.station, line);
				const alone = seats.some(({ station, role }) => station === seat.station && role === 'terminal');
				unheard.knowsOf({ station: seat.station, epoch: seat.epoch, lastN: seat.lastN, alone });
			}
			if (stations.some((station) => !lines.has(station))) throw new Error('journal-failed');
			for (const proof of await offline.start()) signIns.prove(proof);
			const kept = await store.load(hall);
			const lost = sayWhatIsLost(kept, journaled, note);
			if (kept.plan && kept.plan.code === hall) plan = kept.plan;
			offset = createClockOffset(kept.clockOffset);
			codes.learn(kept.keys);
			booked.keptBefore(kept);
			// A day that is over is not shown as if it were today.
			if (kept.day && kept.day >= businessDay(now(), plan.timezone)) {
				ownSeries.platformKnows(kept.day, kept.series);
				book = bookOf(plan, kept.day, kept.events);
			}
			takeOver.keptBefore(kept, plan);
			watch = createDeviceWatch({
				devices,
				seats: stations,
				timers,
				known: (station, device) => healthKnown(book?.state.stations[station]?.devices[device]),
				report: (station, health) => lineOf(station).report('device-health', healthReport(health)),
			});
			tellReset();
			link.start(booked.hear(listener));
			void applications.start();
			// Nobody names the day, and what this machine held of it is lost: it works with what its journal knows.
			if (lost) timers.set(() => book ?? startDay(workingDay(), false), aloneAfterMs);
		},
		stop() {
			for (const line of lines.values()) line.stop();
			watch?.stop();
			takeOver.stop();
			up = false;
			link.stop();
			store.close();
		},
		reset,
		watch: watchNews,
		deviceHealth: (health) => watch?.heard(health),
		devicesChanged(next) {
			watch?.declaredAnew(devices, next);
			devices.splice(0, devices.length, ...next);
			if (book && shown) leds.follow(shown, book.plan);
		},
		view: () => view,
		subscribe,
		now,
		async ask(station, name, body, day) {
			try {
				return (await lineOf(station).ask(name, body, undefined, day)).answer;
			} catch {
				note('ask-not-journaled');
				return { ok: false, why: 'unreachable' };
			}
		},
		async report<N extends ReportName>(station: string, name: N, body: CommandBody<N>) {
			const manual = manualReport(name, body);
			// A station that is alone, and was started so, has no day yet to show it in.
			if (manual.needsDay) desk.book();
			await lineOf(station).report(name, body, [], manual.day);
		},
		takeTicket: (station, visit, words) => takeTicket(desk, lineOf(station), station, visit, words),
		reprint: (station, ticket, words) => reprintTicket(desk, lineOf(station), station, ticket, words),
		...signInDesk(link, signIns, statusChanged, offline, now),
		findReservation: (_station, wanted) => booked.find(wanted, { plan, state: desk.book().state, now: now(), personKey }),
		readTicket: async (_station, text) => codes.read(text, { hall, day: workingDay() }),
		takeOverOrder: async (_station, wish) => {
			const told = { series: book ? ownSeries.highest(book.state) : {}, hallKeys: offline.hallKeys(), stationKeys: codes.known() };
			return takeOver.order(wish, { plan, today: workingDay(), seats: stations, ...told, now: now() });
		},
		askDevices: (station, target, request) => askRemoteDevices(link, { station: target, session: signIns.at(station)?.session, request }),
		log: () => book?.events ?? [],
		handOver: (station, wish) => askHandOver(link, signIns.at(station)?.session, wish, { term: () => takeOver.highest(), timers }),
		...managerDesk(link, (station) => signIns.at(station)?.session),
		personRef: async (idNumber) => (personKey && book ? personReference(personKey, book.day, idNumber) : null),
	};
}
