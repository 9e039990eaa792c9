/** A well-formed example of everything that may be said to the platform over the socket: what the hunt spoils. */
import fc from 'fast-check';
import { type CommandName, commandNames } from '../../../domain/contracts/commands.ts';
import { protocolVersion } from '../../../domain/contracts/protocol-history.ts';
import type { Random } from '../../../scripts/fuzz/random.ts';
import { bodies } from '../../domain/any-body.ts';

export interface Speaker {
	station: string;
	epoch: string;
	/** Number of its next command. */
	n: number;
	session: string;
	day: string;
	/** Seats nobody: what it says of itself is not of this hall. */
	stranger: boolean;
}

const base64url = (length: number, last = 'A') => 'A'.repeat(length - 1) + last;
const ref = 'ab'.repeat(16);
const document = '11010519491231002X';

const sampled = new Map<CommandName, unknown[]>();
export function soundBody(name: CommandName, random: Random): unknown {
	const known = sampled.get(name) ?? fc.sample(bodies[name], { seed: 20261122, numRuns: 24 });
	sampled.set(name, known);
	return known[random.below(known.length)];
}

export function soundCommand(name: string, body: unknown, who: Speaker): Record<string, unknown> {
	return { station: who.station, epoch: who.epoch, n: who.n, occurredAt: Date.now(), session: who.session, name, body };
}

export const hello = (station: string, epoch: string, more: Record<string, unknown> = {}) => ({
	protocol: protocolVersion,
	seats: [{ station, epoch }],
	holds: null,
	sessions: [],
	...more,
});

/** By name of the message: ways to say it. */
export const soundMessages: Record<string, (who: Speaker, random: Random) => unknown> = {
	hello: ({ station, epoch, session, stranger }) =>
		hello(stranger ? 'Z8' : station, epoch, {
			sessions: [session],
			stationTime: Date.now(),
			serves: ['device-service'],
			// A machine of the hall may make a platform stand down; that is looked at elsewhere (`term-fence.test.ts`).
			...(stranger ? { term: { number: 2, platform: 'P2' } } : {}),
			proofs: [],
		}),
	commands(who, random) {
		const name = commandNames[random.below(commandNames.length)]!;
		return { commands: [soundCommand(name, soundBody(name, random), who)] };
	},
	resume: ({ day }) => ({ day, position: 0 }),
	beat: ({ day }) => ({ day, position: 0, stationTime: Date.now(), troubles: [{ code: 'disk-low' }] }),
	'sign-in': ({ station }) => ({ station, staff: '9999', pin: '0000' }),
	'sign-out': () => ({ session: 'nobody' }),
	offer: ({ day }) => ({
		term: { number: 1, platform: 'P1' },
		day,
		events: [
			{
				...{ hall: 'DEMO', day, position: 1, recordedAt: 1, occurredAt: 1, station: 'T1', epoch: 'a'.repeat(16), n: 1 },
				...{ staff: null, configVersion: 'v', name: 'help-called', body: { station: 'T1' } },
			},
		],
	}),
	'offline-sign-ins': ({ station }) => ({
		station,
		key: { keyId: base64url(16), publicKey: base64url(43) },
		text: `TV1:${JSON.stringify({ hall: 'DEMO', station, seal: base64url(43), holds: [], failures: [] })}`,
		signature: base64url(86),
	}),
	'device-service': ({ session }, random) => ({
		session,
		station: 'T1',
		request: [{ do: 'inspect' }, { do: 'reload' }, { do: 'ports' }, { do: 'logs', lines: 20 }][random.below(4)],
	}),
	reconciliation: ({ session, day }) => ({ session, day }),
	'case-desk': ({ session }, random) => ({
		session,
		request: [
			{ do: 'list', which: 'open' },
			{ do: 'look', number: 'BJ-4K7M-PX2R-6T' },
			{ do: 'find', document },
			{ do: 'papers', ref, reason: 'in-hand' },
			{ do: 'reveal', ref, field: 'name', reason: 'check' },
			{ do: 'piece', ref, attachment: 'ab'.repeat(8), from: 0, reason: 'task' },
		][random.below(6)],
	}),
	progress: (_who, random) =>
		[
			{ do: 'number', number: 'BJ-4K7M-PX2R-6T' },
			{ do: 'mine', document },
			{ do: 'deliver', document, number: 'BJ-4K7M-PX2R-6T', way: 'courier', address: '滨江路 1 号 2 单元' },
		][random.below(3)],
	booking: (_who, random) =>
		[
			{ do: 'slots', queue: 'A' },
			{ do: 'book', key: 'key-12345678', queue: 'A', slot: Date.now() + 86_400_000, items: [], document },
			{ do: 'mine', document },
			{ do: 'show', code: '23456789AB' },
			{ do: 'cancel', key: 'key-12345678', code: '23456789AB' },
		][random.below(5)],
	suggest: () => ({ text: '孩子出生以后要办什么' }),
	'review-desk': ({ session }, random) => ({
		session,
		request: [
			{ do: 'look', days: 7 },
			{ do: 'note', complaint: 'BC-0123456789AB', text: '已联系' },
			{ do: 'notes', complaint: 'BC-0123456789AB' },
		][random.below(3)],
	}),
	'tide-desk': ({ session, day }, random) => ({
		session,
		request: [
			{ do: 'look' },
			{ do: 'plan-now' },
			{ do: 'try', moves: [{ window: 'W01', to: ['A'] }] },
			{ do: 'plans', from: day, to: day },
		][random.below(4)],
	}),
	'history-desk': ({ session, day }, random) => ({
		session,
		request: [
			{ do: 'look', from: day, to: day },
			{ do: 'file', from: day, to: day, format: 'csv', language: 'en' },
			{ do: 'past-day', day },
		][random.below(3)],
	}),
	'hand-over': ({ session }) => ({ session, to: 'P2', reason: 'because' }),
	quarantine: ({ station, epoch, n, session, day }) => ({
		station,
		epoch,
		commands: [{ station, epoch, n, occurredAt: 1, session, day, name: 'help-called', body: {} }],
	}),
	administer: ({ session }, random) => ({
		session,
		request: [
			{ do: 'look' },
			{ do: 'revoke-station', station: 'T2', reason: 'because' },
			{ do: 'accept', batch: 'Z9/0000000000000000/000000001' },
			{ do: 'revoke-key', station: 'T1', keyId: base64url(16) },
		][random.below(4)],
	}),
	'reservations-today': () => ({}),
};
