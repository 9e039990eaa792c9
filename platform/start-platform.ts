/** Puts the platform together: store, authority, socket, HTTP. */
import type { AddressInfo } from 'node:net';
import { watchHall } from './alarms/watch-hall.ts';
import { openApplications } from './applications/open-applications.ts';
import { type HallAudit, openAudit } from './audit/open-audit.ts';
import { commandAsPlatform, platformEpoch } from './authority/platform-seat.ts';
import { domainRules } from './authority/rules.ts';
import { startAuthority } from './authority/start-authority.ts';
import type { CaseBook } from './cases/case-book.ts';
import { caseRules, openCases } from './cases/open-cases.ts';
import { type CentreBelow, followCentre } from './centre/follow-centre.ts';
import { followHall } from './centre/follow-hall.ts';
import { HeldConfiguration } from './centre/held-configuration.ts';
import { openEnrolment } from './enrolment/open-enrolment.ts';
import { bookedPlaces, openFigures } from './figures/open-figures.ts';
import { FloodGuard } from './flood/flood-guard.ts';
import { createGuideModel } from './guide-model/ask-model.ts';
import { listen } from './http/listen.ts';
import { makeHttp } from './http/server.ts';
import { watchAuthority } from './observe/authority-watch.ts';
import { watchDisk } from './observe/disk-watch.ts';
import { Metrics } from './observe/metrics.ts';
import { watchIdle } from './people/idle-sign-outs.ts';
import { openPeople } from './people/open-people.ts';
import { accountPassage } from './people/pass-accounts.ts';
import { followPeerKeys } from './people/peer-hall-keys.ts';
import { adoptKey, personKeyOf } from './people/person-key.ts';
import { RevokedStations } from './people/revoked-stations.ts';
import { openStaffOffice } from './people/staff-office.ts';
import { ticketDays } from './phone/ticket-days.ts';
import type { Platform, PlatformParts } from './platform-parts.ts';
import { createAdminister } from './quarantine/administer.ts';
import { Quarantine } from './quarantine/quarantine.ts';
import { createDayReports } from './reconciliation/day-reports.ts';
import { openReminders } from './reminders/open-reminders.ts';
import { phoneOfReminder } from './reminders/whom.ts';
import { heldReports, takeHeldReports } from './repair/held-reports.ts';
import { LogWatch } from './repair/log-watch.ts';
import { sayOfLogTo } from './repair/say-of-log.ts';
import { openReservations } from './reservations/open-reservations.ts';
import { openSlots } from './reservations/open-slots.ts';
import { everyHour } from './retention/every-hour.ts';
import { openReviewDesk } from './reviews/review-desk.ts';
import { shareWithPeers } from './share-with-peers.ts';
import { progressBooks } from './socket/progress-books.ts';
import { openSocket } from './socket/server.ts';
import { StoreFailure } from './storage/store-failure.ts';
import { openLines } from './term/kept-aside.ts';
import { PeerWork } from './term/peer-work.ts';
import { startTerm } from './term/start-term.ts';
import { TermDesk } from './term/term-desk.ts';
import { TermOffice } from './term/term-office.ts';
import { openHallTide } from './tide/open-hall-tide.ts';
import { certificateWarnings, openTls } from './tls/open-tls.ts';
import { UpdateShelf } from './updates/update-shelf.ts';
import { programVersion } from './version.ts';

/** Connections that the system holds until they are looked at: in a flood an honest one must not have to knock again. */
const waitingToBeLetIn = 4_096;
const checkDayEveryMs = 5_000;

/** Rejects with a `StoreFailure`, with Node's error of the port, or in words when an order to take over cannot be carried out. */
export async function startPlatform(parts: PlatformParts): Promise<Platform> {
	const { hall, clock, log } = parts;
	const { plan } = hall;
	const store = await openLines(parts.store, plan.code);
	const metrics = new Metrics();
	const startedAt = clock.now();
	const disk = parts.disk ? watchDisk({ ...parts.disk, clock, log, metrics }) : null;
	const office = await TermOffice.open({ plan, store, clock, log, as: parts.as, follow: parts.follow });
	const tls = await openTls(parts.tls, { host: parts.host, plan, platform: office.id, peersToken: parts.peersToken, clock, log });
	const peers = await startTerm(office, { plan, store, clock, order: parts.takeOver, restored: parts.restored });
	const audit: HallAudit = await openAudit({
		...{ store, hall: plan.code, platform: office.id, clock, log, metrics, anew: parts.restored === true },
		...{ looksPerHour: hall.watching?.looksPerHour, folder: parts.disk?.folder ?? null, centre: parts.centre ?? null },
	});
	const people = await openPeople({
		...{ plan, store, clock, log, audit: audit.book, file: hall.staff, rules: hall.offlineSignIn, learn: parts.takeOver?.hallKeys },
		...{ secondStep: hall.secondStep, distrust: (cause: StoreFailure) => authority.distrustStore(cause) },
	});
	const { staffBook, staff, sessions, lock, keys, later, managerOf, whoMay } = people;
	const booked = await openReservations({
		...{ plan, store, clock, frontEnd: hall.frontEnd ?? null, rules: parts.rules ?? domainRules },
		first: office.part === 'in-charge' && office.own.number === 1,
		...{ own: office.id, begun: office.part === 'in-charge' || office.part === 'gathering', peersToken: parts.peersToken },
		decides: () => office.mayDecide(),
	});
	const held = await HeldConfiguration.open(store, plan.code);
	let below: CentreBelow | null = null;
	let again = () => {};
	const toStartAnew = new Promise<void>((resolve) => {
		again = resolve;
	});
	const epoch = await platformEpoch(store, plan.code);
	const logWatch = await LogWatch.open({ store, hall: plan.code, clock, log, metrics });
	let personKey = '';
	let caseBook: CaseBook | null = null;

	const keeper = await startAuthority(
		{
			plan,
			store,
			platform: office.id,
			rules: caseRules(booked.rules, staff, () => caseBook),
			clock,
			watch: watchAuthority(metrics, log),
			...people.standing,
			damaged: (day) => void logWatch.found(day).catch((cause) => authority.distrustStore(cause)),
		},
		async (day) => {
			personKey = await personKeyOf(store, plan.code, day);
		},
		office,
	);
	const { authority } = keeper;
	const reservations = booked.watch(authority);
	if (keeper.clockBehindLog) log.error('clock-behind-log', { day: authority.day });
	const term = await TermDesk.open({ office, keeper, plan, store, clock, log });
	const copier =
		parts.centre && !authority.stopped ? followHall(parts.centre, { hall: plan.code, authority, store, clock, log, metrics }) : null;

	const quarantine = await Quarantine.load(store, plan.code);
	const revoked = await RevokedStations.load(store, plan.code);
	const enrolmentParts = { plan, clock, log, metrics, keys, authority: tls?.fingerprint ?? null, folder: parts.disk?.folder ?? null };
	const said = (by: string | null, station: string) => audit.book.write({ staff: by, station, what: 'station-enrolled' });
	const enrolment = await openEnrolment(store, { ...enrolmentParts, said, decides: () => office.mayDecide() }, parts.takeOver);
	const managing = {
		managerOf,
		dayReports: createDayReports({ plan, authority, store, clock, wording: hall.wording }),
	};
	const slots = await openSlots({ plan, store, clock, log, authority, booked, inCharge: () => office.part === 'in-charge' });
	const figures = await openFigures({
		...{ plan, store, authority, clock, log, wording: hall.wording, managerOf },
		...{ rules: booked.rules, slots },
		booked: (day) => bookedPlaces(booked.book.all(), day),
		...{ settings: hall.dailyFigures ?? null, password: parts.mailPassword ?? null, inCharge: () => office.part === 'in-charge' },
	});
	const applications = await openApplications({
		...{ plan, store, clock, authority, keys: () => enrolment.heard(keys.all(), clock.now()), folder: null, keyFile: null },
		...parts.applications,
		demo: hall.demo,
		hasRoom: () => (disk?.warnings() ?? []).length === 0,
		catalogue: hall.book,
	});
	if (parts.applications && applications.keyInStore) log.warn('application-key-in-database');
	const cases = await openCases({
		...{ plan, store, clock, staff, sessions, authority, catalogue: hall.book, audit: audit.book, looks: audit.looks },
		...{ applications: applications.book, people: applications.people },
		beside: { reminders: () => reminders.report(), reviewsOf: (window) => reviewDesk.weeksOf(window) },
	});
	caseBook = cases.book;
	const reminders = await openReminders({
		...{ plan, store, clock, authority, cases: cases.book, inCharge: () => office.part === 'in-charge' },
		gateway: hall.reminders ? { ...hall.reminders, token: parts.reminderToken ?? null } : null,
	});
	const guideModel =
		hall.guideModel && hall.book
			? createGuideModel({ plan: hall.guideModel, key: parts.guideModelKey ?? null, book: hall.book, clock })
			: null;
	const second = { demanded: hall.secondStep ?? [], hallName: plan.name.zh };
	const staffOffice = openStaffOffice({
		...{ plan, book: staffBook, sessions, lock, clock, sealer: applications.key, verifiers: later.verifiers, catalogue: hall.book, second },
		said: (of, station, what) => audit.book.write({ staff: of, station, what }),
	});
	const accounts = parts.peersToken === undefined ? undefined : accountPassage(parts.peersToken, applications.key, plan.cryptoSuite);
	const reviewDesk = await openReviewDesk({ plan, store, clock, authority, key: applications.key });
	const tide = openHallTide({
		...{ plan, store, clock, log, authority, epoch, rules: booked.rules, reservations, planner: parts.planner },
		inCharge: () => office.part === 'in-charge',
	});
	const peerWork = new PeerWork({
		...{ plan, store, clock, log, keeper, desk: term, token: parts.peersToken, giveBook: booked.give, holdBook: booked.hold },
		...(accounts ? { accounts } : {}),
		startAnew: () => again(),
	});
	const warnings = () => [
		...(keeper.clockBehindLog ? ['clock-behind-log'] : []),
		...(authority.state.stage === 'not-open' ? ['day-not-open'] : []),
		...(quarantine.waiting > 0 ? ['quarantine-waiting'] : []),
		...booked.warnings(),
		...audit.warnings(),
		...logWatch.warnings(),
		...reminders.warnings(),
		...figures.warnings(),
		...(disk?.warnings() ?? []),
		...certificateWarnings(tls, clock.now()),
		...(copier?.warnings() ?? []),
		...(below?.warnings() ?? []),
	];
	const watch = await watchHall({
		...{ plan, store, clock, log, metrics, audit, sessions, whoMay, authority },
		...{ settings: hall.watching ?? null, secret: parts.webhookSecret },
		problems: () => [...warnings(), ...(copier?.health().state === 'cut' ? ['centre-away'] : [])],
		...{ seated: () => socket.seated(), inCharge: () => office.part === 'in-charge' },
	});
	const flood = new FloodGuard((code) => metrics.turnedAway.inc({ code }), parts.floodNow);
	const http = await makeHttp({
		flood,
		plan,
		...(hall.book ? { book: hall.book } : {}),
		stationConfig: { plan, catalogue: hall.catalogue, wording: hall.wording, devices: [], demo: hall.demo },
		authority,
		store,
		clock,
		log,
		metrics,
		version: programVersion(),
		startedAt,
		faces: parts.faces,
		...{ booking: booked, knownWaits: slots },
		uploads: applications.door,
		...(parts.updates === undefined ? {} : { updates: new UpdateShelf(parts.updates) }),
		cases: cases.desk,
		reconciliation: managing,
		figures: figures.pages,
		...(hall.reminders?.phones && parts.reminderToken
			? {
					reminders: {
						token: parts.reminderToken,
						phoneOf: phoneOfReminder({ outbox: reminders, applications: applications.book, audit: audit.book }),
					},
				}
			: {}),
		hallKeys: () => later.hallKeys.all(),
		enrolment,
		...(parts.hallFiles ? { hallFiles: parts.hallFiles } : {}),
		...(tls ? { tls } : {}),
		term: () => term.report(),
		phone: {
			keys: () => keys.all(),
			days: ticketDays({ plan, authority, store, rules: booked.rules }),
			review: (body, day) =>
				commandAsPlatform(authority, epoch, 'give-review', clock.now(), { body: { ...body, channel: 'phone' }, ...(day ? { day } : {}) }),
			giveBack: (ticket, reason) => commandAsPlatform(authority, epoch, 'cancel-ticket', clock.now(), { body: { ticket, reason } }),
		},
		peers: {
			...{
				token: parts.peersToken,
				work: peerWork,
				audit: audit.book,
				...{ applications: applications.book, wishes: applications.wishes, drafts: applications.drafts },
				notes: reviewDesk,
			},
			managerOf: (session: string) => whoMay(session, 'POST /api/hand-over'),
		},
		...{ whoMay, audited: watch.audited, alarms: () => watch.alarms.standing() },
		signedIn: (session: string) => sessions.find(session, clock.now()) !== null,
		warnings,
		...(parts.centre
			? {
					configuration: {
						state: () => held.state(),
						takeNow: async () => (await below?.takeNow()) ?? false,
						isManager: (session: string) => whoMay(session, 'GET /api/configuration') !== null,
					},
				}
			: {}),
		...(copier ? { centre: () => ({ ...copier.health(), ...(below ? { reservations: below.reservationCopy() } : {}) }) } : {}),
	});
	const socket = openSocket(http.server, {
		flood,
		plan,
		clock,
		log,
		metrics,
		authority,
		sessions,
		signIn: { ...{ staff, lock, sessions, later }, accounts: staffBook, sealer: applications.key, second },
		staffOffice,
		later,
		keys,
		term,
		personKey: () => personKey,
		async adoptPersonKey({ day, key }) {
			// Only before anybody was told another one by a platform that decides.
			if (office.part === 'gathering' && day === authority.day) personKey = await adoptKey(store, plan.code, day, key);
		},
		sayOfMachine: async (station, troubles) =>
			office.part === 'in-charge' && commandAsPlatform(authority, epoch, 'machine-health', clock.now(), { body: { station, troubles } }),
		reservations,
		...managing,
		reviewDesk,
		historyDesk: figures.desk,
		bookings: { booked, ...slots },
		progress: progressBooks({ cases: cases.book, reviews: reviewDesk, applications, catalogue: hall.book, authority, epoch, clock }),
		...(guideModel ? { guideModel } : {}),
		caseDesk: cases.desk,
		...watch.door,
		...(tide ? { tideDesk: tide } : {}),
		...(parts.peersToken === undefined ? {} : { handOver: (wish) => peerWork.handOver(wish) }),
		...{
			quarantine,
			revoked,
			enrolment,
			administer: createAdminister({ enrolment, authority, clock, log, whoMay, quarantine, revoked, keys }),
		},
		whoMay,
	});
	metrics.watch({ links: () => socket.links(), waiting: () => authority.waiting, head: () => authority.head });

	const stopPeerKeys = followPeerKeys({ plan, keys: later.hallKeys, clock, failed: later.failed });
	const stopPeers = peers.watch(office);
	let stopListening = () => {};
	const stopSharing = shareWithPeers(parts.peersToken, {
		...{
			plan,
			store,
			clock,
			log,
			audit,
			desk: term,
			applications: applications.book,
			...{ wishes: applications.wishes, drafts: applications.drafts },
			...{ notes: reviewDesk.notes, booked, accounts },
		},
		startAnew: () => again(),
	});
	// What it went on to write on its own must not be taken for the hall's.
	term.onStandDown(() => {
		void copier?.close();
		void below?.close();
	});
	const stopScrub = logWatch.scrub(() => authority.day);
	const sayOfLog = sayOfLogTo(authority, logWatch, { office, epoch, clock });
	if (office.part === 'in-charge' && (await heldReports(store)) > 0)
		log.info('held-reports-taken', { count: await takeHeldReports(store, plan.code, authority, (day) => logWatch.isDamaged(day)) });
	const erase = everyHour(clock, async () => {
		if (authority.stopped) return;
		await sessions.forget(clock.now());
		await audit.forget(clock.now());
		await quarantine.forget(clock.now());
	});
	const notKept = (cause: unknown) => {
		if (cause instanceof StoreFailure && cause.code !== 'closed') authority.distrustStore(cause);
	};
	const idle = { plan, sessions, clock, authority, audit: audit.book, office: staffOffice, failed: notKept };
	const stopIdle = watchIdle({ ...idle, seated: () => socket.seated() });
	const stopDays = clock.every(checkDayEveryMs, () => {
		sayOfLog();
		const before = authority.day;
		keeper
			.checkDay()
			.then(() => authority.day !== before && socket.restartLinks())
			.then(() => below?.dayTurned())
			.catch(() => log.error('day-turn-failed', { day: before }));
		watch.look().catch((cause) => authority.distrustStore(cause));
		cases.look().catch((cause) => authority.distrustStore(cause));
		applications.look().catch((cause) => authority.distrustStore(cause));
		erase().catch(notKept);
		for (const each of [reminders, reviewDesk, slots]) each.look().catch(notKept);
		reservations.look().catch((cause) => {
			notKept(cause);
			log.error('reservations-not-settled', { day: before });
		});
	});

	async function close(): Promise<void> {
		stopDays();
		stopIdle();
		stopScrub();
		stopPeers();
		stopListening();
		term.close();
		stopPeerKeys();
		booked.stop();
		cases.stop();
		guideModel?.close();
		reminders.close();
		figures.close();
		disk?.stop();
		await stopSharing();
		await copier?.close();
		await below?.close();
		await tide?.stop();
		await authority.stop();
		await watch.close();
		// Nothing is lost without it: the logs make it again.
		await cases.book.keep().catch(() => {});
		await socket.close();
		await http.close();
		await store.close();
	}
	try {
		if (!authority.stopped) await audit.started(programVersion(), plan, parts);
		stopListening = await listen(http, { ...parts, backlog: waitingToBeLetIn }, tls, clock);
	} catch (cause) {
		await close();
		throw cause;
	}
	if (parts.centre && !authority.stopped)
		below = followCentre(parts.centre, {
			...{ hall: plan.code, timezone: plan.timezone, clock, log, authority, held, http },
			inner: booked.door.inner,
			reservations: () => booked.book.all(),
			startAnew: again,
		});
	const { port } = http.server.address() as AddressInfo;
	const host = parts.host.includes(':') ? `[${parts.host}]` : parts.host;
	return { url: `${tls ? 'https' : 'http'}://${host}:${port}`, port, authority, term, tls, toStartAnew, close };
}
