/**
 * The face's end of the port: folds what the engine sends, numbers calls, and outlives the engine.
 * When the engine is gone, open calls end with the answer that promises nothing.
 */

import type { z } from 'zod';
import type { CommandBody, ReportName } from '../../domain/contracts/commands.ts';
import { serviceRefused } from '../../domain/contracts/device-service.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { firstTerm } from '../../domain/contracts/term.ts';
import type { AskAnswer, EngineClient, EngineView, SlipWords, TakeAnswer } from './contract.ts';
import { type DayBook, openBook, takeEvents, withOwed } from './day-book.ts';
import { type EngineStatus, type PortCall, type PortDown, type PortUp, portAnswers, portDown } from './port-protocol.ts';

/** The part of a MessagePort the client uses. */
export interface FacePort {
	post(message: PortUp): void;
	close(): void;
}

export interface FaceClient extends EngineClient {
	/** Speaks over this port from now on; the one before is closed. */
	attach(port: FacePort): void;
	/** Gives the client what came over the port. Returns false for a message that does not fit the contract. */
	receive(message: unknown): boolean;
	/** The engine is gone: open calls end, the link counts as down. */
	lost(): void;
	/** Resolves at the first `reset`. */
	ready: Promise<void>;
	/** When the engine was last heard (station clock, ms). */
	lastHeard(): number;
}

interface OpenCall {
	name: PortCall;
	resolve(value: unknown): void;
	reject(error: Error): void;
}

/** What an open call answers when the engine dies under it. `undefined` = it rejects with `engine-lost`. */
function answerWhenLost(name: PortCall): { value: unknown } | undefined {
	if (name === 'ask') return { value: { ok: false, why: 'unreachable' } };
	if (name === 'takeTicket') return { value: { ok: false, why: 'cannot', code: 'engine-lost' } };
	if (name === 'signIn' || name === 'setSecret' || name === 'staffDesk' || name === 'ownAccount')
		return { value: { ok: false, code: 'unreachable' } };
	if (name === 'signOut' || name === 'touched') return { value: undefined };
	if (name === 'personRef') return { value: null };
	if (name === 'findReservation') return { value: { ok: false, refusal: { code: 'reservation-not-looked-up', params: {} } } };
	if (name === 'handOver') return { value: { ok: false, code: 'unreachable' } };
	if (
		name === 'pastDay' ||
		name === 'administer' ||
		name === 'reviewDesk' ||
		name === 'auditDesk' ||
		name === 'watchDesk' ||
		name === 'historyDesk' ||
		name === 'caseDesk' ||
		name === 'tideDesk'
	)
		return { value: { ok: false, code: 'unreachable' } };
	if (name === 'askDevices') return { value: serviceRefused('platform-away') };
	if (name === 'takeOverOrder') return { value: { ok: false, code: 'engine-lost' } };
	if (name === 'progress' || name === 'suggest') return { value: { ok: false, code: 'unreachable' } };
	if (name === 'booking') return { value: { ok: false, code: 'hall-away' } };
	if (name === 'reprint') return { value: { job: '-', outcome: 'unknown', proof: 'none', code: 'engine-lost' } };
	return undefined;
}

/** A client without a port yet. `plan`: what the machine's configuration says until the engine speaks. */
export function createFaceClient(options: { plan: HallPlan | null; clock: () => number }): FaceClient {
	const { clock } = options;
	const listeners = new Set<() => void>();
	const calls = new Map<number, OpenCall>();
	let port: FacePort | null = null;
	let lastCall = 0;
	let heard = clock();
	let plan = options.plan;
	let book: DayBook | null = null;
	let owed: HallEvent[] = [];
	let status: EngineStatus = {
		link: 'down',
		linkSince: clock(),
		heardAt: null,
		clockOffset: 0,
		owed: 0,
		shutOut: null,
		platform: { url: '', id: null },
		term: firstTerm,
		signedIn: {},
	};
	let markReady = () => {};
	const ready = new Promise<void>((resolve) => {
		markReady = resolve;
	});
	let view = makeView();

	function makeView(): EngineView {
		const { signedIn: _, ...rest } = status;
		return { plan, state: book ? withOwed(book.state, owed) : null, position: book?.state.position ?? 0, ...rest };
	}
	function changed() {
		view = makeView();
		for (const listener of [...listeners]) listener();
	}

	function take(message: PortDown) {
		if (message.type === 'pong') return;
		if (message.type === 'answer') {
			const open = calls.get(message.call);
			calls.delete(message.call);
			if (!open) return;
			const value = portAnswers[open.name].safeParse(message.value);
			if (message.ok && value.success) open.resolve(value.data);
			else open.reject(new Error(typeof message.value === 'string' && !message.ok ? message.value : 'engine-answer-malformed'));
			return;
		}
		if (message.type === 'reset') {
			plan = message.plan ?? plan;
			book = message.plan && message.day ? openBook(message.plan, message.day) : null;
			if (book) takeEvents(book, message.events);
			owed = message.owed;
			status = message.status;
			markReady();
		} else if (message.type === 'events') {
			if (!book || takeEvents(book, message.events).gap) port?.post({ type: 'hello' });
		} else if (message.type === 'owed') {
			owed = message.events;
		} else {
			status = message.status;
		}
		changed();
	}

	function call(name: PortCall, parameters: unknown[]): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const end = answerWhenLost(name);
			if (!port) {
				if (end) resolve(end.value);
				else reject(new Error('engine-lost'));
				return;
			}
			lastCall += 1;
			calls.set(lastCall, { name, resolve, reject });
			port.post({ type: 'call', call: lastCall, name, parameters });
		});
	}
	const answer = <N extends PortCall>(name: N, parameters: unknown[]) =>
		call(name, parameters) as Promise<z.infer<(typeof portAnswers)[N]>>;

	function endCalls() {
		for (const [number, open] of [...calls]) {
			calls.delete(number);
			const end = answerWhenLost(open.name);
			if (end) open.resolve(end.value);
			else open.reject(new Error('engine-lost'));
		}
	}

	return {
		ready,
		lastHeard: () => heard,
		attach(next) {
			port?.close();
			endCalls();
			port = next;
			heard = clock();
			port.post({ type: 'hello' });
		},
		receive(message) {
			const read = portDown.safeParse(message);
			if (!read.success) {
				port?.post({ type: 'hello' });
				return false;
			}
			heard = clock();
			take(read.data);
			return true;
		},
		lost() {
			port?.close();
			port = null;
			endCalls();
			if (status.link === 'up') {
				status = { ...status, link: 'down', linkSince: clock() };
				changed();
			}
		},
		view: () => view,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		now: () => clock() + status.clockOffset,
		ask: (station, name, body, day) => answer('ask', day ? [station, name, body, day] : [station, name, body]) as Promise<AskAnswer>,
		report: async <N extends ReportName>(station: string, name: N, body: CommandBody<N>) => {
			await answer('report', [station, name, body]);
		},
		takeTicket: (station, visit, slip: SlipWords) => answer('takeTicket', [station, visit, slip]) as Promise<TakeAnswer>,
		reprint: (station, ticket, slip) => answer('reprint', [station, ticket, slip]),
		readTicket: (station, text) => answer('readTicket', [station, text]),
		findReservation: (station, shown) => answer('findReservation', [station, shown]),
		signIn: (station, staff, pin, second) => answer('signIn', second === undefined ? [station, staff, pin] : [station, staff, pin, second]),
		setSecret: (station, asked) => answer('setSecret', [station, asked]),
		staffDesk: (station, request) => answer('staffDesk', [station, request]),
		ownAccount: (station, request) => answer('ownAccount', [station, request]),
		signOut: async (station, idle) => {
			await answer('signOut', idle ? [station, true] : [station]);
		},
		touched: async (station) => {
			await answer('touched', [station]).catch(() => {});
		},
		takeOverOrder: (station, wish) => answer('takeOverOrder', [station, wish]),
		askDevices: (station, target, request) => answer('askDevices', [station, target, request]),
		log: () => book?.events ?? [],
		handOver: (station, wish) => answer('handOver', [station, wish]),
		pastDay: (station, day) => answer('pastDay', [station, day]),
		administer: (station, request) => answer('administer', [station, request]),
		caseDesk: (station, request) => answer('caseDesk', [station, request]),
		suggest: (station, request) => answer('suggest', [station, request]),
		progress: (station, request) => answer('progress', [station, request]),
		booking: (station, request) => answer('booking', [station, request]),
		auditDesk: (station, request) => answer('auditDesk', [station, request]),
		watchDesk: (station, request) => answer('watchDesk', [station, request]),
		reviewDesk: (station, request) => answer('reviewDesk', [station, request]),
		historyDesk: (station, request) => answer('historyDesk', [station, request]),
		tideDesk: (station, request) => answer('tideDesk', [station, request]),
		signedIn: (station) => status.signedIn[station] ?? null,
		personRef: (idNumber) => answer('personRef', [idNumber]),
	};
}
