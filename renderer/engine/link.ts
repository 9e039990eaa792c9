/**
 * The one door to socket.io-client. Websocket only; nothing is kept for later while disconnected; an own heartbeat notices a dead line;
 * every message from the platform is validated, one that does not fit is dropped and said so.
 */
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { watchDeskAnswer } from '../../domain/contracts/alarms.ts';
import { auditDeskAnswer } from '../../domain/contracts/audit.ts';
import { caseDeskAnswer } from '../../domain/contracts/case-desk.ts';
import { serviceAnswer, serviceRefused, serviceWithinMs } from '../../domain/contracts/device-service.ts';
import { suggestAnswer } from '../../domain/contracts/guide-model.ts';
import { handOverAnswer, handOverWithinMs } from '../../domain/contracts/hand-over.ts';
import { historyDeskAnswer } from '../../domain/contracts/history-desk.ts';
import { verifiersAnswer } from '../../domain/contracts/offline-sign-in.ts';
import { progressAnswer } from '../../domain/contracts/progress.ts';
import { administerAnswer, quarantineAnswer } from '../../domain/contracts/quarantine.ts';
import { reconciliationAnswer } from '../../domain/contracts/reconciliation.ts';
import { reservationsTodayAnswer } from '../../domain/contracts/reservations.ts';
import { reviewDeskAnswer } from '../../domain/contracts/review-desk.ts';
import { ownAccountAnswer, setSecretAnswer, staffDeskAnswer } from '../../domain/contracts/staff-desk.ts';
import { offerAnswer } from '../../domain/contracts/term.ts';
import { terminalBookingAnswer } from '../../domain/contracts/terminal-booking.ts';
import { tideDeskAnswer } from '../../domain/contracts/tide-desk.ts';
import {
	beatAnswer,
	beatEveryMs,
	commandsAnswer,
	dismissed,
	eventsDown,
	linkDownAfterMs,
	refusedHello,
	relayedService,
	signInAnswer,
	ticketKeysDown,
	turnedAway,
	welcome,
} from '../../domain/contracts/wire.ts';
import { createEndpoints } from './endpoints.ts';
import type { Link, LinkListener, Timers } from './ports.ts';

const answerWithinMs = 4_000;
/** A model may take its time (`guideModelPlan`). */
const suggestWithinMs = 9_000;
const handedInAtOnce = 200;
/** The platform gives a station `serviceWithinMs`; its answer takes a moment more. */
const devicesWithinMs = serviceWithinMs + answerWithinMs;
/** A long period is read row by row, and a paper takes a second; a plan is solved and simulated. */
const historyWithinMs = 30_000;
const planWithinMs = 120_000;
/** A look of the planner takes half a second, and on a loaded machine several. */
const tideWithinMs = 10_000;
/** Every line of years is held to its chain. */
const auditWithinMs = 120_000;
/** A code is made for each new member of a table, slowly by design. */
const staffWithinMs = 60_000;
/** After the platform refused the seat, or another machine took it over: no quarrel over a seat. */
const refusedRetryMs = 5_000;
/** A platform that was in charge and is not there: its process may be back by then. */
const giveUpAfterMs = 5_000;
/** Up to 500 events, each perhaps a decision. */
const offerWithinMs = 10_000;
const takenOverRetryMs = 30_000;

export interface LinkParts {
	/** Origins of the hall's platforms in the order in which they are tried, e.g. `http://127.0.0.1:8080`. */
	url: string | readonly string[];
	clock: () => number;
	timers: Timers;
	/** Makes the socket; another one only where the whole network is simulated. */
	connect?: typeof io;
}

export function createLink({ url, clock, timers, connect = io }: LinkParts): Link {
	let socket: Socket | null = null;
	let listener: LinkListener | null = null;
	let up = false;
	/** Beats sent since the platform last answered anything. What it says by itself proves nothing about the way up, and a clock may jump. */
	let unanswered = 0;
	/** Sign-ins at whose page somebody was, and that no beat has said yet. */
	const touched = new Set<string>();
	let beatTimer: number | null = null;
	let retryTimer: number | null = null;
	/** Runs while the platform that is tried has not answered. */
	let giveUpTimer: number | null = null;
	let stopped = true;
	const endpoints = createEndpoints(typeof url === 'string' ? [url] : url);

	/** `null` = no link, no answer in time, or an answer that does not fit. */
	async function ask<S extends z.ZodType>(name: string, body: unknown, schema: S, withinMs: number): Promise<z.infer<S> | null> {
		if (!socket?.connected) return null;
		const asked = socket;
		let answer: unknown;
		try {
			answer = await new Promise<unknown>((resolve, reject) => {
				const gone = () => reject(new Error('link-down'));
				asked.once('disconnect', gone);
				asked.timeout(withinMs).emit(name, body, (error: Error | null, value: unknown) => {
					asked.off('disconnect', gone);
					if (error) reject(error);
					else resolve(value);
				});
			});
		} catch {
			return null;
		}
		unanswered = 0;
		const read = schema.safeParse(answer);
		if (read.success) return read.data;
		if (!turnedAway.safeParse(answer).success) listener?.malformed(`${name}-answer`);
		return null;
	}

	function wentDown() {
		if (beatTimer !== null) timers.clear(beatTimer);
		beatTimer = null;
		// What socket.io would send by itself after the next connect is thrown away: the seat lines know what is owed.
		if (socket) socket.sendBuffer = [];
		if (!up) return;
		up = false;
		listener?.down();
	}

	/** Drops the transport; `afterMs` null lets socket.io come back with its own back-off and jitter. */
	function dropLine(afterMs: number | null) {
		if (!socket) return;
		if (afterMs === null) {
			socket.io.engine?.close();
			return;
		}
		socket.disconnect();
		wentDown();
		forgetTimers();
		retryTimer = timers.set(() => {
			retryTimer = null;
			if (stopped) return;
			socket?.connect();
			allowTime();
		}, afterMs);
	}

	function forgetTimers() {
		for (const timer of [retryTimer, giveUpTimer]) if (timer !== null) timers.clear(timer);
		retryTimer = null;
		giveUpTimer = null;
	}

	/** Where there are others, a platform that does not answer in time is left for the next one. */
	function allowTime() {
		if (giveUpTimer !== null) timers.clear(giveUpTimer);
		giveUpTimer = endpoints.several() && !stopped ? timers.set(() => up || goOn(0), giveUpAfterMs) : null;
	}

	/** To the next platform of the list, or, where there is only one, to the same again after a while. */
	function goOn(afterMs: number) {
		if (stopped || !endpoints.several()) return dropLine(refusedRetryMs);
		const left = socket;
		wentDown();
		socket = null;
		left?.disconnect();
		forgetTimers();
		const pauseMs = endpoints.next();
		const again = () => {
			retryTimer = null;
			if (!stopped) open();
		};
		retryTimer = timers.set(again, Math.max(afterMs, pauseMs));
		listener?.trying();
	}

	async function greet() {
		if (!listener) return;
		const greeted = socket;
		const sentAt = clock();
		unanswered = 0;
		forgetTimers();
		let answer = await ask('hello', listener.hello(), welcome.or(refusedHello), answerWithinMs);
		if (socket !== greeted || stopped) return;
		if (answer && !answer.ok && answer.code === 'prove-key' && answer.challenge !== undefined) {
			const keyProof = await listener.proveKey?.(answer.challenge);
			if (socket !== greeted || stopped) return;
			if (keyProof) answer = await ask('hello', { ...listener.hello(), keyProof }, welcome.or(refusedHello), answerWithinMs);
			if (socket !== greeted || stopped) return;
		}
		if (!answer) return goOn(0);
		if (!answer.ok) {
			// Too much at once is no word about this station: it comes again, and nobody is told that it is shut out.
			for (const seat of answer.quarantine ?? []) await handIn(seat, greeted);
			if (socket !== greeted || stopped) return;
			if (answer.code !== 'busy') listener.refused(answer);
			return goOn(answer.code === 'superseded' || answer.code === 'standby' ? 0 : refusedRetryMs);
		}
		if (!listener.accepts(answer)) return goOn(0);
		endpoints.found();
		up = true;
		listener.welcomed(answer, clock() - sentAt);
		beatTimer = timers.set(() => void beat(), beatEveryMs);
	}

	/** Piece by piece until nothing is left, or the platform keeps no more: then the journal goes on owing it. */
	async function handIn(seat: { station: string; epoch: string }, over: Socket | null) {
		for (;;) {
			const commands = listener?.handIn?.owes(seat).slice(0, handedInAtOnce) ?? [];
			if (commands.length === 0 || socket !== over || stopped) return;
			const kept = await ask('quarantine', { ...seat, commands }, quarantineAnswer, answerWithinMs);
			if (!kept?.ok || kept.upTo < (commands[0]?.n ?? 0)) return;
			listener?.handIn?.handedIn(seat.station, kept.upTo);
		}
	}

	async function beat() {
		if (!listener || !up) return;
		if (unanswered * beatEveryMs >= linkDownAfterMs) return dropLine(null);
		unanswered += 1;
		beatTimer = timers.set(() => void beat(), beatEveryMs);
		const sentAt = clock();
		const said = [...touched].slice(0, 64);
		const answer = await ask('beat', { ...listener.beat(), ...(said.length > 0 ? { touched: said } : {}) }, beatAnswer, linkDownAfterMs);
		if (answer) for (const session of said) touched.delete(session);
		if (answer && up) listener.beaten(answer, clock() - sentAt);
	}

	/** A socket of its own for each try: what an earlier one still has to say is not listened to. */
	function open() {
		const opened = connect(endpoints.current(), {
			transports: ['websocket'],
			forceNew: true,
			reconnectionDelay: 500,
			reconnectionDelayMax: 5_000,
			randomizationFactor: 0.5,
			timeout: 5_000,
		});
		socket = opened;
		allowTime();
		const hear = (name: string, heard: (message: unknown, answer: unknown) => void) =>
			opened.on(name, (message: unknown, answer: unknown) => {
				if (socket === opened) heard(message, answer);
			});
		hear('connect', () => void greet());
		hear('connect_error', () => {
			if (endpoints.several()) goOn(0);
		});
		hear('disconnect', (reason) => {
			wentDown();
			// The platform hung up; socket.io would wait for us, a station does not.
			if (reason === 'io server disconnect' && retryTimer === null && !stopped) dropLine(1_000);
			else if (retryTimer === null) allowTime();
		});
		hear('events', (message) => {
			const read = eventsDown.safeParse(message);
			if (read.success) listener?.events(read.data);
			else listener?.malformed('events');
		});
		hear('ticket-keys', (message) => {
			const read = ticketKeysDown.safeParse(message);
			if (read.success) listener?.keys(read.data);
			else listener?.malformed('ticket-keys');
		});
		hear('reservations-changed', () => {
			listener?.reservationsChanged?.();
		});
		hear('device-service', (message, answer) => {
			if (typeof answer !== 'function') return;
			const read = relayedService.safeParse(message);
			const asked = read.success ? listener?.serviceAsked(read.data) : undefined;
			void Promise.resolve(asked ?? serviceRefused('malformed')).then((said) => answer(said));
		});
		hear('dismissed', (message) => {
			const read = dismissed.safeParse(message);
			if (!read.success) return listener?.malformed('dismissed');
			listener?.dismissed(read.data);
			if (read.data.code === 'superseded') goOn(0);
			else dropLine(read.data.code === 'platform-stopping' ? 1_000 : takenOverRetryMs);
		});
	}

	return {
		url: () => endpoints.current(),
		reach: (urls, first) => endpoints.reach(urls, socket === null ? first : undefined),
		start(heard) {
			listener = heard;
			stopped = false;
			open();
		},
		stop() {
			stopped = true;
			forgetTimers();
			if (beatTimer !== null) timers.clear(beatTimer);
			socket?.disconnect();
			socket = null;
			up = false;
		},
		commands: async (commands, timeoutMs) => (up ? ask('commands', { commands }, commandsAnswer, timeoutMs) : null),
		reservationsToday: async () => (up ? ask('reservations-today', {}, reservationsTodayAnswer, answerWithinMs) : null),
		offer: async (events) => up && (await ask('offer', events, offerAnswer, offerWithinMs)) !== null,
		resume: async (from) => (up ? ask('resume', from, eventsDown, answerWithinMs) : null),
		signIn: async (body) => (up ? ask('sign-in', body, signInAnswer, answerWithinMs) : null),
		setSecret: async (body) => (up ? ask('set-secret', body, setSecretAnswer, answerWithinMs) : null),
		staffDesk: async (body) => (up ? ask('staff-desk', body, staffDeskAnswer, staffWithinMs) : null),
		ownAccount: async (body) => (up ? ask('own-account', body, ownAccountAnswer, answerWithinMs) : null),
		offlineSignIns: async (body) => (up ? ask('offline-sign-ins', body, verifiersAnswer, answerWithinMs) : null),
		askDevices: async (body) => (up ? ask('device-service', body, serviceAnswer, devicesWithinMs) : null),
		handOver: async (body) => (up ? ask('hand-over', body, handOverAnswer, handOverWithinMs) : null),
		reconciliation: async (body) => (up ? ask('reconciliation', body, reconciliationAnswer, answerWithinMs) : null),
		caseDesk: async (body) => (up ? ask('case-desk', body, caseDeskAnswer, answerWithinMs) : null),
		progress: async (body) => (up ? ask('progress', body, progressAnswer, answerWithinMs) : null),
		suggest: async (body) => (up ? ask('suggest', body, suggestAnswer, suggestWithinMs) : null),
		booking: async (body) => (up ? ask('booking', body, terminalBookingAnswer, answerWithinMs) : null),
		auditDesk: async (body) => (up ? ask('audit-desk', body, auditDeskAnswer, auditWithinMs) : null),
		watchDesk: async (body) => (up ? ask('watch-desk', body, watchDeskAnswer, answerWithinMs) : null),
		reviewDesk: async (body) => (up ? ask('review-desk', body, reviewDeskAnswer, answerWithinMs) : null),
		tideDesk: async (body) => (up ? ask('tide-desk', body, tideDeskAnswer, tideWithinMs) : null),
		historyDesk: async (body) =>
			up ? ask('history-desk', body, historyDeskAnswer, body.request.do === 'plan' ? planWithinMs : historyWithinMs) : null,
		administer: async (body) => (up ? ask('administer', body, administerAnswer, answerWithinMs) : null),
		touched: (session) => void touched.add(session),
		async signOut(session, idle = false) {
			touched.delete(session);
			if (up && socket?.connected) socket.emit('sign-out', idle ? { session, idle } : { session }, () => {});
		},
	};
}
