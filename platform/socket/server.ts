/**
 * The socket of the platform: websocket only, every message checked, nothing trusted. socket.io is a hint: positions in the log and command
 * numbers decide what is true, so a lost message or link costs time and nothing else.
 */
import type { Server as HttpServer } from 'node:http';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { serviceRefused } from '../../domain/contracts/device-service.ts';
import { reservationsChanged } from '../../domain/contracts/reservations.ts';
import { beatEveryMs, linkDownAfterMs, ticketKeysDown } from '../../domain/contracts/wire.ts';
import { socketLine, socketPermissions, staffFor } from '../../domain/permission-table.ts';
import { floodLimits } from '../flood/flood-guard.ts';
import { addressOf, guardLink, limitFragments } from '../flood/guard-links.ts';
import { whoMayIn } from '../people/who-may.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { onAuditDesk } from './audit-desk.ts';
import { onBooking } from './booking.ts';
import { onCaseDesk } from './case-desk.ts';
import type { Malformed } from './field-problem.ts';
import {
	type HallDoor,
	hellosAtOnce,
	hellosPerSecond,
	linkLimit,
	malformedLimit,
	messageBytes,
	messagesAtOnce,
	messagesPerSecond,
	resumesAtOnce,
	resumesPerSecond,
	signInsAtOnce,
	signInsPerSecond,
} from './hall-door.ts';
import { onHandOver } from './hand-over.ts';
import { toldKeys } from './hear-keys.ts';
import { onHello } from './hello.ts';
import { onHistoryDesk } from './history-desk.ts';
import { dismiss, type Link } from './link.ts';
import { onOffer } from './offer.ts';
import { mayConnect } from './origin.ts';
import { checkedAnswer } from './outgoing.ts';
import { onProgress } from './progress.ts';
import { onQuarantine } from './quarantine.ts';
import { onReconciliation } from './reconciliation.ts';
import { onReservationsToday } from './reservations-today.ts';
import { onReviewDesk } from './review-desk.ts';
import { onBeat, onCommands, onOfflineSignIns, onResume, onSignIn, onSignOut } from './seated-messages.ts';
import { Seats } from './seats.ts';
import { sendEvents } from './send-events.ts';
import { createServiceRelay } from './service-relay.ts';
import { onOwnAccount, onSetSecret, onStaffDesk } from './staff-desk.ts';
import { onSuggest } from './suggest.ts';
import { onTideDesk } from './tide-desk.ts';
import { TokenBucket } from './token-bucket.ts';

export interface HallSocket {
	links(): number;
	/** Stations that a link seats now. */
	seated(): ReadonlySet<string>;
	/** Ends every transport, so that machines come back and say hello anew: they need the new day's key. */
	restartLinks(): void;
	close(): Promise<void>;
}

type Answer = (answer: unknown) => void;
type Handler = (raw: unknown, link: Link) => unknown;
/** What is said in another shape when the audit cannot be written. */
const notNoted: Record<string, unknown> = {
	'device-service': serviceRefused('busy'),
	'hand-over': { ok: false, code: 'refused' },
	reconciliation: { ok: false, code: 'busy' },
};
/** Looks at the table itself, for it writes down whom it refused. */
const looksItself = 'device-service';

/** `listen` makes the server; another one only where the whole network is simulated. */
export function openSocket(
	http: HttpServer,
	given: HallDoor,
	listen: (http: HttpServer, options: Partial<ServerOptions>) => Server = (server, options) => new Server(server, options),
): HallSocket {
	const { clock } = given;
	const whoMay = given.whoMay ?? whoMayIn(given.plan, given.signIn.staff, given.sessions, () => clock.now());
	const door: HallDoor = { ...given, whoMay };
	const { authority, log, metrics } = door;
	const io = listen(http, {
		transports: ['websocket'],
		serveClient: false,
		maxHttpBufferSize: messageBytes,
		perMessageDeflate: false,
		pingInterval: 10_000,
		pingTimeout: linkDownAfterMs,
		allowRequest: (request, decide) =>
			decide(null, mayConnect(request.headers.origin, request.headers.host) && (door.flood?.shakes(addressOf(request)) ?? true)),
	});
	if (door.flood) limitFragments(io, http);
	const seats = new Seats<Link>(door.plan);
	/** Whose order ends this platform's term is told what came of it before the link goes. */
	const ordering = new Set<Link>();
	const supersede = (link: Link) => dismiss(link, 'superseded', 'Another platform of the hall decides now. Say hello there.');
	const everyone = new Set<Link>();
	const relay = createServiceRelay(seats, door);

	const handlers: Record<string, Handler> = {
		commands: (raw, link) => onCommands(raw, link, door),
		resume: (raw, link) => onResume(raw, link, door),
		offer: (raw, link) => onOffer(raw, link, door),
		beat: (raw, link) => onBeat(raw, link, door),
		'sign-in': (raw, link) => onSignIn(raw, link, door),
		'sign-out': (raw) => onSignOut(raw, door),
		'set-secret': (raw, link) => onSetSecret(raw, link, door),
		'own-account': (raw) => onOwnAccount(raw, door),
		'staff-desk': (raw) => onStaffDesk(raw, door),
		'offline-sign-ins': (raw, link) => onOfflineSignIns(raw, link, door),
		'device-service': (raw, link) => relay(raw, link),
		reconciliation: (raw) => onReconciliation(raw, door),
		'case-desk': (raw) => onCaseDesk(raw, door),
		progress: (raw, link) => onProgress(raw, link, door),
		booking: (raw, link) => onBooking(raw, link, door),
		suggest: (raw, link) => onSuggest(raw, link, door),
		'review-desk': (raw) => onReviewDesk(raw, door),
		'tide-desk': (raw) => onTideDesk(raw, door),
		'history-desk': (raw) => onHistoryDesk(raw, door),
		'hand-over': (raw) => onHandOver(raw, door),
		quarantine: (raw, link) => onQuarantine(raw, link, door),
		administer: async (raw) => (await door.administer?.(raw)) ?? { ok: false, code: 'not-permitted' },
		'audit-desk': (raw) => onAuditDesk(raw, door),
		'watch-desk': async (raw) => (await door.watchDesk?.(raw)) ?? { ok: false, code: 'not-permitted' },
		'reservations-today': (raw, link) => onReservationsToday(raw, link, door),
	};

	const lines = Object.keys(socketPermissions);
	for (const name of Object.keys(handlers))
		if (!lines.some((line) => line === name || line.startsWith(`${name}/`)))
			throw new Error(`The message ${name} has no line in domain/permission-table.ts: say there who may ask for it.`);

	io.on('connection', (socket: Socket) => {
		const now = clock.now();
		const link: Link = {
			id: socket.id,
			socket,
			heardAt: now,
			silentSweeps: 0,
			seats: new Map(),
			bucket: new TokenBucket(messagesPerSecond, messagesAtOnce, now),
			signIns: new TokenBucket(signInsPerSecond, signInsAtOnce, now),
			clockOffset: null,
			clockTold: false,
			resumes: new TokenBucket(resumesPerSecond, resumesAtOnce, now),
			hellos: new TokenBucket(hellosPerSecond, hellosAtOnce, now),
			malformed: 0,
			protocol: 0,
			serves: [],
		};
		if (door.flood) guardLink(socket, door.flood);
		if (everyone.size >= linkLimit && !makeRoom(link)) {
			metrics.turnedAway.inc({ code: 'too-many-links' });
			dismiss(link, 'malformed', 'Too many machines are connected.');
			return;
		}
		everyone.add(link);
		socket.on('disconnect', () => {
			everyone.delete(link);
			seats.leave(link);
		});
		socket.onAny((name: unknown, ...rest: unknown[]) => void receive(link, name, rest));
	});

	/** Where all places are taken, whoever holds most of them gives one up: first one that seats nobody. False = the newcomer holds most himself. */
	function makeRoom(newcomer: Link): boolean {
		const of = (link: Link) => addressOf(link.socket.request);
		const held = new Map<string, Link[]>();
		for (const link of everyone) held.set(of(link), [...(held.get(of(link)) ?? []), link]);
		const most = [...held.values()].sort((one, other) => other.length - one.length)[0] ?? [];
		if (most.length <= (held.get(of(newcomer))?.length ?? 0)) return false;
		metrics.turnedAway.inc({ code: 'gave-way' });
		dismiss(
			most.find(({ seats: taken }) => taken.size === 0) ?? most.at(-1)!,
			'malformed',
			'Too many machines are connected from this address.',
		);
		return true;
	}

	/** One message: rate, name, acknowledgement, content; in that order. Never throws. */
	async function receive(link: Link, name: unknown, rest: unknown[]): Promise<void> {
		const answer = rest.at(-1);
		const known = name === 'hello' || (typeof name === 'string' && Object.hasOwn(handlers, name));
		if (!known || typeof answer !== 'function' || rest.length !== 2) {
			metrics.malformed.inc({ message: known ? String(name) : 'unknown' });
			log.warn('link-ended', { code: known ? 'no-acknowledgement' : 'unknown-message' });
			dismiss(link, 'malformed', known ? 'Every message carries one value and wants an answer.' : 'Unknown message.');
			return;
		}
		link.heardAt = clock.now();
		link.silentSweeps = 0;
		if (!link.bucket.take(link.heardAt)) {
			metrics.turnedAway.inc({ code: 'too-fast' });
			(answer as Answer)({ ok: false, code: 'busy', detail: 'This machine sends too many messages. Send again in a second.' });
			return;
		}
		try {
			if (name === 'hello' && !(link.hellos.take(link.heardAt) && (door.flood?.hello(addressOf(link.socket.request)) ?? true))) {
				metrics.turnedAway.inc({ code: 'hello-too-fast' });
				(answer as Answer)({ ok: false, code: 'busy', detail: 'This machine says hello too often. Say it again in a second.' });
			} else if (name === 'hello') await onHello(rest[0], link, seats, door, answer as Answer);
			else if (name === 'hand-over') await handOverFirst(link, rest[0], answer as Answer);
			else await answerWith(link, String(name), rest[0], answer as Answer);
		} catch (cause) {
			// Reading or writing the store failed, or a bug: the machine is told to try again, the technician is told here.
			if (cause instanceof StoreFailure) authority.distrustStore(cause);
			metrics.alarms.inc({ kind: 'message-failed' });
			log.error('message-failed', {
				command: String(name),
				code: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unexpected',
			});
			(answer as Answer)({ ok: false, code: 'busy', detail: 'The platform could not handle this message. Send it again.' });
		}
	}

	/** What staff alone may ask for is looked at here, whatever its handler does; what says no session is not understood there. */
	function mayAsk(name: string, raw: unknown): boolean {
		const { session, request } = (typeof raw === 'object' && raw !== null ? raw : {}) as { session?: unknown; request?: { do?: unknown } };
		const line = socketLine(name, typeof request?.do === 'string' ? request.do : undefined);
		if (name === looksItself) return true;
		if (line === undefined) return typeof session !== 'string';
		return staffFor(line) === null || typeof session !== 'string' || whoMay(session, line) !== null;
	}

	/** False = the audit cannot be written: nobody sees anything then, and nothing is done. */
	async function noted(name: string, raw: unknown): Promise<boolean> {
		const { request } = (typeof raw === 'object' && raw !== null ? raw : {}) as { request?: { do?: unknown } };
		const line = socketLine(name, typeof request?.do === 'string' ? request.do : undefined);
		try {
			if (line !== undefined) await door.audited?.(line, raw);
			return true;
		} catch (cause) {
			if (!(cause instanceof StoreFailure)) throw cause;
			authority.distrustStore(cause);
			return false;
		}
	}

	async function handOverFirst(link: Link, raw: unknown, answer: Answer): Promise<void> {
		ordering.add(link);
		try {
			await answerWith(link, 'hand-over', raw, answer);
		} finally {
			ordering.delete(link);
			if (door.term?.turned()) supersede(link);
		}
	}

	async function answerWith(link: Link, name: string, raw: unknown, answer: Answer): Promise<void> {
		if (!mayAsk(name, raw)) return answer(checkedAnswer(name, { ok: false, code: 'not-permitted' }));
		if (!(await noted(name, raw))) return answer(checkedAnswer(name, notNoted[name] ?? { ok: false, code: 'busy' }));
		const said = await handlers[name]!(raw, link);
		if (typeof said !== 'object' || said === null || !('malformed' in said)) return answer(checkedAnswer(name, said));
		const detail = (said as Malformed).malformed;
		metrics.malformed.inc({ message: name });
		log.warn('malformed', { command: name, field: detail.split(':')[0] });
		answer({ ok: false, code: 'malformed', detail });
		link.malformed += 1;
		if (link.malformed >= malformedLimit) dismiss(link, 'malformed', 'Too many malformed messages. Update this machine.');
	}

	const stopEvents = authority.onEvents((events) => sendEvents(io.to('seated'), authority.day, authority.head, events));
	const stopRevoked = door.revoked?.onRevoked((station) => {
		for (const link of seats.links) if (link.seats.has(station)) link.socket.disconnect(true);
	});
	// Whoever was signed in there learns it at the next hello, which is at once.
	const stopShutOut = door.staffOffice?.onShutOut((stations) => {
		for (const link of [...seats.links]) if (stations.some((station) => link.seats.has(station))) link.socket.conn.close();
	});
	const stopEnded = door.enrolment?.enrolments.onEnded((station, keyId) => {
		for (const link of seats.links) if (link.key === keyId && link.seats.has(station)) link.socket.disconnect(true);
	});
	const stopKeys = door.keys.onChange((keys) =>
		io.to('seated').emit('ticket-keys', ticketKeysDown.parse({ keys: toldKeys(keys, door, clock.now()) })),
	);
	const stopReservations = door.reservations?.onChange(() =>
		io.to('terminals').emit('reservations-changed', reservationsChanged.parse({})),
	);
	const stopTerm = door.term?.onStandDown(() => {
		// Who is not seated is told in the answer to its hello.
		for (const link of [...seats.links]) if (!ordering.has(link)) supersede(link);
	});
	// A half-open link is not noticed by TCP for minutes; a machine that beats is heard every 3 s. Counted, not timed: a clock that jumps forth
	// and back would leave a dead link seated for as long as it jumped (I-18).
	const stopSweep = clock.every(beatEveryMs, () => {
		for (const link of everyone) {
			link.silentSweeps += 1;
			link.unseatedSweeps = link.seats.size > 0 || link.distrusted ? 0 : (link.unseatedSweeps ?? 0) + 1;
			const heldForNothing = link.unseatedSweeps * beatEveryMs > floodLimits.helloWithinSeconds * 1_000;
			if (link.silentSweeps * beatEveryMs > linkDownAfterMs || heldForNothing) link.socket.disconnect(true);
		}
	});

	return {
		links: () => seats.links.size,
		seated: () => new Set([...seats.links].flatMap((link) => [...link.seats.keys()])),
		restartLinks: () => {
			for (const link of everyone) link.socket.conn.close();
		},
		async close() {
			stopEvents();
			stopKeys();
			stopRevoked?.();
			stopEnded?.();
			stopShutOut?.();
			stopTerm?.();
			stopReservations?.();
			stopSweep();
			for (const link of everyone) dismiss(link, 'platform-stopping', 'The platform is stopping.');
			await io.close();
		},
	};
}
