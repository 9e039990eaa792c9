/** The engine's end of one face's port: validates what the face asks, and limits it to what the face's seat may do. */

import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import type { AskName, CommandBody, ReportName } from '../../domain/contracts/commands.ts';
import { type CommandName, commandTable } from '../../domain/contracts/commands.ts';
import type { Engine } from './engine.ts';
import { type PortCall, type PortDown, portCalls, portUp } from './port-protocol.ts';

export interface ServedPort {
	post(message: PortDown): void;
}

export interface ServedFace {
	receive(message: unknown): void;
	/** The port is gone. */
	close(): void;
}

class NotAllowed extends Error {}

function bodyOf(name: CommandName, body: unknown): CommandBody<CommandName> {
	const read = commandTable[name].body.safeParse(body);
	if (!read.success) {
		const issue = read.error.issues[0];
		throw new NotAllowed(`malformed:${issue?.path.join('.') ?? ''}`);
	}
	return read.data;
}

function run(engine: Engine, face: FaceInfo, name: PortCall, parameters: unknown[]): Promise<unknown> {
	const station = parameters[0];
	// The technician's screen is told how things stand; it speaks for no seat.
	if (face.face === 'technician') throw new NotAllowed('not-the-seat-of-this-face');
	if (name !== 'personRef' && (face.station === null || station !== face.station)) throw new NotAllowed('not-the-seat-of-this-face');
	if (name === 'ask') {
		const [seat, ask, body, day] = portCalls.ask.parse(parameters);
		return engine.ask(seat, ask as AskName, bodyOf(ask, body) as CommandBody<AskName>, day);
	}
	if (name === 'report') {
		const [seat, report, body] = portCalls.report.parse(parameters);
		// On the citizen's side alone: a window's pad is asked by the machine itself, and no face of a clerk has this word.
		if (report === 'give-review' && face.face !== 'terminal') throw new NotAllowed('not-for-this-face');
		return engine.report(seat, report as ReportName, bodyOf(report, body) as CommandBody<ReportName>);
	}
	if (name === 'takeTicket') return engine.takeTicket(...portCalls.takeTicket.parse(parameters));
	if (name === 'reprint') return engine.reprint(...portCalls.reprint.parse(parameters));
	if (name === 'readTicket') return engine.readTicket(...portCalls.readTicket.parse(parameters));
	if (name === 'findReservation') return engine.findReservation(...portCalls.findReservation.parse(parameters));
	if (name === 'signIn') return engine.signIn(...portCalls.signIn.parse(parameters));
	if (name === 'setSecret') return engine.setSecret(...portCalls.setSecret.parse(parameters));
	if (name === 'staffDesk' || name === 'ownAccount') {
		if (face.face !== 'manager') throw new NotAllowed('not-for-this-face');
		if (name === 'ownAccount') return engine.ownAccount(...portCalls.ownAccount.parse(parameters));
		return engine.staffDesk(...portCalls.staffDesk.parse(parameters));
	}
	if (name === 'handOver') return engine.handOver(...portCalls.handOver.parse(parameters));
	if (name === 'pastDay') return engine.pastDay(...portCalls.pastDay.parse(parameters));
	if (name === 'caseDesk') {
		if (face.face !== 'window' && face.face !== 'manager') throw new NotAllowed('not-for-this-face');
		return engine.caseDesk(...portCalls.caseDesk.parse(parameters));
	}
	if (name === 'booking' || name === 'progress' || name === 'suggest') {
		if (face.face !== 'terminal') throw new NotAllowed('not-for-this-face');
		if (name === 'progress') return engine.progress(...portCalls.progress.parse(parameters));
		if (name === 'suggest') return engine.suggest(...portCalls.suggest.parse(parameters));
		return engine.booking(...portCalls.booking.parse(parameters));
	}
	if (name === 'auditDesk' || name === 'watchDesk') {
		if (face.face !== 'manager') throw new NotAllowed('not-for-this-face');
		if (name === 'auditDesk') return engine.auditDesk(...portCalls.auditDesk.parse(parameters));
		return engine.watchDesk(...portCalls.watchDesk.parse(parameters));
	}
	if (name === 'reviewDesk') {
		if (face.face !== 'manager') throw new NotAllowed('not-for-this-face');
		return engine.reviewDesk(...portCalls.reviewDesk.parse(parameters));
	}
	if (name === 'historyDesk') {
		if (face.face !== 'manager') throw new NotAllowed('not-for-this-face');
		return engine.historyDesk(...portCalls.historyDesk.parse(parameters));
	}
	if (name === 'tideDesk') {
		if (face.face !== 'manager') throw new NotAllowed('not-for-this-face');
		return engine.tideDesk(...portCalls.tideDesk.parse(parameters));
	}
	if (name === 'administer') return engine.administer(...portCalls.administer.parse(parameters));
	if (name === 'askDevices') return engine.askDevices(...portCalls.askDevices.parse(parameters));
	if (name === 'takeOverOrder') {
		if (face.face !== 'manager' && face.face !== 'window') throw new NotAllowed('not-for-this-face');
		return engine.takeOverOrder(...portCalls.takeOverOrder.parse(parameters));
	}
	if (name === 'touched') return engine.touched(...portCalls.touched.parse(parameters));
	if (name === 'signOut') return engine.signOut(...portCalls.signOut.parse(parameters));
	return engine.personRef(...portCalls.personRef.parse(parameters));
}

/** Codes travel as they are; anything else (a schema's message could quote what was typed) does not. */
function codeOf(error: unknown): string {
	const message = error instanceof Error ? error.message : '';
	return /^[a-z0-9-]{1,40}(:[A-Za-z0-9.]*)?$/.test(message) ? message : 'malformed';
}

export function serveFace(engine: Engine, face: FaceInfo, port: ServedPort): ServedFace {
	let unwatch: (() => void) | null = null;
	async function answer(call: number, name: PortCall, parameters: unknown[]) {
		try {
			port.post({ type: 'answer', call, ok: true, value: await run(engine, face, name, parameters) });
		} catch (error) {
			port.post({ type: 'answer', call, ok: false, value: codeOf(error) });
		}
	}
	return {
		receive(message) {
			const read = portUp.safeParse(message);
			if (!read.success) return;
			const { data } = read;
			if (data.type === 'ping') port.post({ type: 'pong' });
			else if (data.type === 'call') void answer(data.call, data.name, data.parameters);
			else {
				unwatch?.();
				port.post(engine.reset());
				unwatch = engine.watch((change) => port.post(change));
			}
		},
		close() {
			unwatch?.();
			unwatch = null;
		},
	};
}
