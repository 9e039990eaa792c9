/** Who speaks in a hunt, and what each of them may do: written down here a second time, so that a table that lets too much through is found. */
import { type CommandName, commandTable } from '../../../domain/contracts/commands.ts';
import { mark } from './hostile-values.ts';

export interface PeerKind {
	name: string;
	/** `null` = says no hello, or one that must be refused. */
	station: string | null;
	role: 'terminal' | 'window' | 'manager' | 'board' | null;
	/** Who is signed in there. */
	staff: { staff: string; pin: string } | null;
}

const clerk = { staff: '0307', pin: '2580' };
const manager = { staff: '0001', pin: '1379' };

export const nobody: readonly PeerKind[] = [
	{ name: 'nobody', station: null, role: null, staff: null },
	{ name: 'unknown station', station: 'Z9', role: null, staff: null },
];
export const seated: readonly PeerKind[] = [
	{ name: 'board', station: 'B2', role: 'board', staff: null },
	{ name: 'terminal', station: 'T4', role: 'terminal', staff: null },
	{ name: 'window, nobody signed in', station: 'W23', role: 'window', staff: null },
	{ name: 'manager, nobody signed in', station: 'M2', role: 'manager', staff: null },
];
export const signedIn: readonly PeerKind[] = [
	{ name: 'clerk', station: 'W24', role: 'window', staff: clerk },
	{ name: 'manager', station: 'M1', role: 'manager', staff: manager },
];

/** Messages that somebody without a session may get an answer to. */
const openTo: Record<string, readonly (PeerKind['role'] | 'any')[]> = {
	hello: ['any'],
	commands: ['any'],
	resume: ['any'],
	beat: ['any'],
	offer: ['any'],
	'sign-in': ['window', 'manager', 'terminal'],
	// Ends a session that does not exist, and says nothing.
	'sign-out': ['any'],
	'offline-sign-ins': [],
	progress: ['terminal'],
	booking: ['terminal'],
	suggest: ['terminal'],
	'reservations-today': ['terminal'],
	// Hand-ins of a machine nobody vouches for wait for a manager: kept, not accepted.
	quarantine: [],
};
const forClerks = ['case-desk'];

function maySay(peer: PeerKind, message: string): boolean {
	if (peer.role === null) return message === 'sign-out' || (message === 'quarantine' && peer.station !== null);
	const open = openTo[message];
	if (open) return open.includes('any') || open.includes(peer.role);
	if (!peer.staff) return false;
	return peer.role === 'manager' || forClerks.includes(message);
}

type Said = Record<string, unknown>;
const isSaid = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with an answer; empty = nothing. `got`: whether it was answered as one who may. */
export function judge(
	peer: PeerKind,
	message: string,
	sent: string,
	answer: unknown,
): { got: string; accepted: boolean; faults: string[] } {
	if (!isSaid(answer)) return { got: 'no object', accepted: false, faults: ['an answer that is no object'] };
	const faults: string[] = [];
	const refusedSo = answer.do === 'refused' || answer.ok === false;
	const code = String(answer.code ?? '');
	if (refusedSo) {
		if (JSON.stringify(answer).includes(mark)) faults.push(`${message}: hostile text comes back in a refusal`);
		if (!/^[a-z][a-z-]{1,40}$/.test(code)) faults.push(`${message}: a refusal without a code`);
		if (code === 'busy' && String(answer.detail ?? '').includes('could not handle')) faults.push(`${message}: broke inside`);
		if (code === 'malformed' && typeof answer.detail !== 'string' && !withoutField.includes(message))
			faults.push(`${message}: malformed without its field`);
		return { got: code, accepted: false, faults };
	}
	if (message === 'commands') return judgeOutcomes(peer, sent, answer, faults);
	const accepted = !maySay(peer, message);
	if (accepted) faults.push(`${peer.name} was answered ${message}`);
	return { got: 'answered', accepted, faults };
}

/** A sign-in says nothing of why; a look at devices is answered in a contract that stations share. */
const withoutField = ['sign-in', 'device-service'];

function judgeOutcomes(peer: PeerKind, sent: string, answer: Said, faults: string[]) {
	let accepted = peer.role === null;
	let got = 'no outcome';
	if (accepted) faults.push(`${peer.name} had commands decided`);
	const names = namesIn(sent);
	for (const [index, each] of (Array.isArray(answer.outcomes) ? answer.outcomes : []).entries()) {
		const { result, refusal, events } = each as Said;
		got = String(result);
		if (result === 'failed') faults.push(`a command broke inside: ${names[index]}`);
		if (result === 'refused' && JSON.stringify(refusal).includes(mark)) faults.push('hostile text comes back in a refusal of a command');
		if (result !== 'accepted') continue;
		const name = names[index] ?? '';
		if (!Object.hasOwn(commandTable, name)) {
			faults.push(`accepted without being known: ${name.slice(0, 40)}`);
			continue;
		}
		const rule = commandTable[name as CommandName];
		const may = (rule.roles as readonly string[]).includes(peer.role ?? '') && (!rule.staff || peer.staff !== null);
		if (may) continue;
		// A report of what has happened is taken down from anybody (S6), and a person is told.
		const told = (Array.isArray(events) ? events : []).some((event) => (event as Said).name === 'conflict-found');
		if (rule.kind === 'report' && (told || !Array.isArray(events) || events.length === 0)) continue;
		accepted = true;
		faults.push(`${peer.name} had ${name} accepted`);
	}
	return { got, accepted, faults };
}

function namesIn(sent: string): string[] {
	try {
		const { commands } = JSON.parse(sent) as { commands: { name: string }[] };
		return commands.map(({ name }) => String(name));
	} catch {
		return [];
	}
}
