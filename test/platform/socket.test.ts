import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { oldestServed, protocolHistory, protocolVersion } from '../../domain/contracts/protocol-history.ts';
import {
	batchLimit,
	beatAnswer,
	beatEveryMs,
	commandsAnswer,
	dismissed,
	type EventsDown,
	eventsDown,
	linkDownAfterMs,
	refusedHello,
	signInAnswer,
	turnedAway,
	welcome,
} from '../../domain/contracts/wire.ts';
import { checkedAnswer } from '../../platform/socket/outgoing.ts';
import { sendEvents } from '../../platform/socket/send-events.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { epochOf, helpCalled, issue } from './fixture.ts';
import { next, type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
beforeEach(async () => {
	hall = await openPlatform();
});
afterEach(() => hall.end());

const hello = (station: string, epoch = epochOf('a'), more = {}) => ({ protocol: 1, seats: [{ station, epoch }], holds: null, ...more });

describe('hello', () => {
	test('a terminal is told plan, day, head, its last number, own series and the key of the day', async () => {
		const socket = hall.connect();
		const answer = welcome.parse(await socket.emitWithAck('hello', hello('T1')));
		expect(answer).toMatchObject({
			day: '2026-11-17',
			head: 1,
			series: {},
			taken: [{ station: 'T1', epoch: epochOf('a'), n: 0 }],
			sessions: [],
		});
		expect(Buffer.from(answer.personKey ?? '', 'base64url')).toHaveLength(32);
	});

	test('P1 nobody but a terminal gets the key of the day', async () => {
		for (const station of ['W01', 'M1', 'B1']) {
			expect(welcome.parse(await hall.connect().emitWithAck('hello', hello(station))).personKey).toBeUndefined();
		}
	});

	test('the key of the day is the same after a restart, another the next day, and the old one is gone', async () => {
		const store = new MemoryStore();
		store.close = async () => {};
		const keyOf = async (platform: OpenPlatform) => welcome.parse(await platform.connect().emitWithAck('hello', hello('T1'))).personKey;
		const first = await openPlatform({ store });
		const key = await keyOf(first);
		await first.end();
		const second = await openPlatform({ store });
		expect(await keyOf(second)).toBe(key);
		const left = next(await second.seated('T2', epochOf('b')), 'disconnect');
		second.clock.turn(24 * 3_600_000);
		await left;
		expect(await keyOf(second)).not.toBe(key);
		expect(await store.records('person-key')).toHaveLength(1);
		await second.end();
	});

	test('own series and numbers taken come back to a terminal that forgot', async () => {
		const socket = await hall.seated('T2');
		const visit = { queue: 'A', items: [], channel: 'no-card' };
		const report = issue(1, { station: 'T2', name: 'offline-ticket', body: { number: 'A2-007', sequence: 7, visit } });
		await socket.emitWithAck('commands', { commands: [report] });
		const answer = welcome.parse(await socket.emitWithAck('hello', hello('T2')));
		expect(answer.series).toEqual({ A2: 7 });
		expect(answer.taken).toEqual([{ station: 'T2', epoch: epochOf('a'), n: 1 }]);
	});

	test.each(protocolHistory.filter(({ version }) => version >= oldestServed).map(({ version }) => version))(
		'a station of protocol %i is let in',
		async (protocol) => {
			const socket = hall.connect();
			expect(welcome.parse(await socket.emitWithAck('hello', { ...hello('T1'), protocol })).ok).toBe(true);
			const said = beatAnswer.parse(await socket.emitWithAck('beat', { day: null, position: 0 }));
			// The state of another version may have another shape.
			expect(said.state?.hash).toEqual(protocol === protocolVersion ? expect.stringMatching(/^[0-9a-f]{8}$/) : undefined);
		},
	);

	test('I-2 a terminal is told its block, another epoch of it another one, and whoever is turned away takes none', async () => {
		const first = hall.connect();
		const told = welcome.parse(await first.emitWithAck('hello', hello('T1', epochOf('a'))));
		expect(told.blocks).toEqual([{ station: 'T1', from: 1, to: 200 }]);
		expect(refusedHello.parse(await hall.connect().emitWithAck('hello', hello('T1', epochOf('b')))).code).toBe('station-in-use');
		const left = new Promise((resolve) => first.on('disconnect', resolve));
		hall.clock.at += linkDownAfterMs + 1;
		expect(welcome.parse(await hall.connect().emitWithAck('hello', hello('T1', epochOf('c')))).blocks).toEqual([
			{ station: 'T1', from: 201, to: 400 },
		]);
		await left;
		expect(welcome.parse(await hall.connect().emitWithAck('hello', hello('W01'))).blocks).toEqual([]);
	});

	test.each([
		['malformed', { protocol: 1, seats: [{ station: 'T1', epoch: 'short' }], holds: null }, 'seats.0.epoch'],
		['malformed', 'hello', '(message)'],
		['malformed', null, '(message)'],
		['protocol-too-old', { ...hello('T1'), protocol: oldestServed - 1 }, 'Update the station'],
		['platform-too-old', { ...hello('T1'), protocol: protocolVersion + 1 }, 'Update the platform first'],
		['unknown-station', hello('T99'), 'stations.yaml'],
	])('%s is refused in words', async (code, message, words) => {
		const answer = refusedHello.parse(await hall.connect().emitWithAck('hello', message));
		expect(answer.code).toBe(code);
		expect(answer.detail).toContain(words);
	});
});

describe('seats', () => {
	test('a second machine at a window is turned away while the first is heard', async () => {
		await hall.seated('W01', epochOf('a'));
		const answer = refusedHello.parse(await hall.connect().emitWithAck('hello', hello('W01', epochOf('b'))));
		expect(answer).toMatchObject({ code: 'station-in-use', station: 'W01' });
	});

	test('a machine that was silent too long loses its seat to the next, and is told', async () => {
		const first = await hall.seated('W01', epochOf('a'));
		const told = next(first, 'dismissed');
		// The clock alone, not its timers: the sweep has not come round yet.
		hall.clock.at += linkDownAfterMs + 1;
		await hall.seated('W01', epochOf('b'));
		expect(dismissed.parse(await told).code).toBe('station-taken-over');
		expect(first.connected).toBe(false);
	});

	test('the same machine back on a new line takes its seat at once', async () => {
		const first = await hall.seated('T1');
		const told = next(first, 'dismissed');
		await hall.seated('T1');
		expect(dismissed.parse(await told).code).toBe('station-taken-over');
	});

	test('boards and managers may be open in many browsers', async () => {
		for (const digit of ['a', 'b', 'c']) {
			await hall.seated('B1', epochOf(digit));
			await hall.seated('M1', epochOf(digit));
		}
	});

	test('a silent link is ended by the sweep', async () => {
		const socket = await hall.seated('T1');
		const gone = next(socket, 'disconnect');
		for (let silent = 0; silent <= linkDownAfterMs; silent += beatEveryMs) hall.clock.turn(beatEveryMs);
		expect(await gone).toBe('io server disconnect');
	});

	test('I-18 a silent link is ended although the clock had jumped forth and back', async () => {
		hall.clock.at += 1_500_000;
		const socket = await hall.seated('T1');
		const gone = next(socket, 'disconnect');
		hall.clock.at -= 1_500_000;
		for (let silent = 0; silent <= linkDownAfterMs; silent += beatEveryMs) hall.clock.turn(beatEveryMs);
		expect(await gone).toBe('io server disconnect');
	});

	test('commands are taken from seated stations alone, with the epoch of the seat', async () => {
		const socket = await hall.seated('T1');
		const say = async (command: unknown) => commandsAnswer.parse(await socket.emitWithAck('commands', { commands: [command] }));
		expect(await say(issue(1, { station: 'T2' }))).toMatchObject({ ok: false, code: 'not-seated' });
		expect(await say(issue(1, { epoch: epochOf('b') }))).toMatchObject({ ok: false, code: 'epoch-unknown' });
		expect(await say(issue(1, { station: 'PLATFORM', name: 'close-day', body: {} }))).toMatchObject({ ok: false, code: 'not-seated' });
		expect(await say(issue(1))).toMatchObject({ ok: true });
	});

	test('nobody can sit on the seat of the platform', async () => {
		expect(refusedHello.parse(await hall.connect().emitWithAck('hello', hello('PLATFORM'))).code).toBe('unknown-station');
	});
});

describe('messages', () => {
	test('S10 events reach every seated link, in order, and the sender before its answer', async () => {
		const sender = await hall.seated('T1');
		const board = await hall.seated('B1', epochOf('b'), { holds: { day: '2026-11-17', position: 1 } });
		const heard: string[] = [];
		sender.on('events', (message: unknown) => heard.push(`events ${eventsDown.parse(message).head}`));
		const toBoard = next<EventsDown>(board, 'events');
		const answer = commandsAnswer.parse(await sender.emitWithAck('commands', { commands: [issue(1), issue(2)] }));
		heard.push('answer');
		expect(heard).toEqual(['events 3', 'answer']);
		expect(eventsDown.parse(await toBoard).events.map(({ position }) => position)).toEqual([2, 3]);
		expect(answer.ok && answer.outcomes).toHaveLength(2);
	});

	test('a station that was away gets what it missed in pieces, and can ask again', async () => {
		const terminal = await hall.seated('T1');
		for (let n = 1; n <= 1_100; n += 100) {
			const commands = Array.from({ length: 100 }, (_, index) => issue(n + index));
			expect(await terminal.emitWithAck('commands', { commands })).toMatchObject({ ok: true });
		}
		const board = hall.connect();
		const pieces: EventsDown[] = [];
		const all = new Promise<void>((resolve) =>
			board.on('events', (message: unknown) => {
				const piece = eventsDown.parse(message);
				pieces.push(piece);
				if (piece.events.at(-1)?.position === piece.head) resolve();
			}),
		);
		await board.emitWithAck('hello', hello('B1', epochOf('b'), { holds: { day: '2026-11-17', position: 10 } }));
		await all;
		expect(pieces.map(({ events }) => events.length)).toEqual([batchLimit, batchLimit, 91]);
		expect(pieces[0]?.events[0]?.position).toBe(11);
		const again = eventsDown.parse(await board.emitWithAck('resume', { day: '2026-11-17', position: 1_099 }));
		expect(again.events.map(({ position }) => position)).toEqual([1_100, 1_101]);
		// Another day, or more than there is: from the beginning.
		for (const from of [
			{ day: '2026-11-16', position: 50 },
			{ day: '2026-11-17', position: 9_999 },
		])
			expect(eventsDown.parse(await board.emitWithAck('resume', from)).events[0]?.position).toBe(1);
	});

	test('beat tells day, head and time', async () => {
		const socket = await hall.seated('B1');
		expect(beatAnswer.parse(await socket.emitWithAck('beat', { day: null, position: 0 }))).toEqual({
			day: '2026-11-17',
			head: 1,
			platformTime: hall.clock.now(),
		});
	});

	test('waiting is counted from the corrected clock of the station', async () => {
		const { clock } = hall;
		const slowBy = 10 * 60_000;
		const socket = await hall.seated('T1', epochOf('a'), { stationTime: clock.now() - slowBy });
		clock.at += 60_000;
		const answer = commandsAnswer.parse(
			await socket.emitWithAck('commands', { commands: [issue(1, { occurredAt: clock.now() - slowBy - 5_000 })] }),
		);
		const event = answer.ok && answer.outcomes[0]?.result === 'accepted' ? answer.outcomes[0].events[0] : null;
		expect(event?.name === 'ticket-issued' && clock.now() - event.body.queuedAt).toBe(5_000);
	});

	test.each([
		['commands', {}, 'commands'],
		['commands', { commands: [] }, 'commands'],
		['commands', { commands: [{ ...issue(1), n: 0 }] }, 'commands.0.n'],
		['commands', { commands: [issue(1), issue(1, { station: 'T2' })] }, 'one seat'],
		['commands', { commands: Array.from({ length: batchLimit + 1 }, (_, n) => issue(n + 1)) }, 'commands'],
		['resume', { day: 'yesterday', position: 0 }, 'day'],
		['beat', { day: null, position: -1 }, 'position'],
		['sign-out', { session: 5 }, 'session'],
	])('malformed %s is answered with the field, and the link goes on', async (name, message, field) => {
		const socket = await hall.seated('T1');
		const answer = await socket.emitWithAck(name, message);
		expect(answer).toMatchObject({ ok: false, code: 'malformed' });
		expect(answer.detail).toContain(field);
		expect(await socket.emitWithAck('commands', { commands: [issue(1)] })).toMatchObject({ ok: true });
	});

	test('P1 what was sent does not come back in the answer, nor into the log', async () => {
		const socket = await hall.seated('T1');
		const secret = '11010519491231002X';
		const answers = [
			await socket.emitWithAck('commands', { commands: [{ ...issue(1), occurredAt: secret }] }),
			await socket.emitWithAck('commands', { commands: [issue(1, { body: { visit: { name: secret } } })] }),
			await socket.emitWithAck('sign-in', { station: 'T1', staff: secret, pin: secret }),
		];
		expect(JSON.stringify(answers)).not.toContain(secret);
		expect(hall.lines.join()).not.toContain(secret);
		expect(hall.lines.length).toBeGreaterThan(0);
	});

	test('twenty malformed messages end the link', async () => {
		const socket = await hall.seated('T1');
		const told = next(socket, 'dismissed');
		for (let time = 0; time < 20; time++) socket.emit('beat', 'nonsense', () => {});
		expect(dismissed.parse(await told).code).toBe('malformed');
	});

	test.each([
		['an unknown message', (emit: (...all: unknown[]) => void) => emit('open-sesame', {}, () => {})],
		['a message without a wish for an answer', (emit: (...all: unknown[]) => void) => emit('beat', { day: null, position: 0 })],
		['a message of two values', (emit: (...all: unknown[]) => void) => emit('beat', {}, {}, () => {})],
		['a name every object has', (emit: (...all: unknown[]) => void) => emit('constructor', {}, () => {})],
	])('%s ends the link', async (_what, send) => {
		const socket = await hall.seated('T1');
		const gone = next(socket, 'disconnect');
		send((name, ...rest) => socket.emit(String(name), ...rest));
		await gone;
		expect(hall.lines.join()).not.toContain('sesame');
	});

	test('a link that sends too fast is asked to wait; the next second it may go on', async () => {
		const socket = await hall.seated('T1');
		const answers = await Promise.all(Array.from({ length: 1_050 }, () => socket.emitWithAck('beat', { day: null, position: 0 })));
		expect(answers.filter((answer) => answer.code === 'busy').length).toBeGreaterThan(40);
		hall.clock.at += 1_000;
		expect(await socket.emitWithAck('beat', { day: null, position: 0 })).toMatchObject({ head: 1 });
	});

	test('busy is an answer that every message knows', async () => {
		const socket = await hall.seated('T1');
		await Promise.all(Array.from({ length: 1_000 }, () => socket.emitWithAck('beat', { day: null, position: 0 })));
		const seat = { protocol: 1, seats: [{ station: 'T1', epoch: epochOf('a') }], holds: null };
		expect(refusedHello.parse(await socket.emitWithAck('hello', seat)).code).toBe('busy');
		expect(signInAnswer.parse(await socket.emitWithAck('sign-in', {}))).toMatchObject({ code: 'busy' });
		expect(commandsAnswer.parse(await socket.emitWithAck('commands', { commands: [issue(1)] }))).toMatchObject({ code: 'busy' });
		for (const name of ['resume', 'beat', 'sign-out']) expect(turnedAway.parse(await socket.emitWithAck(name, {})).code, name).toBe('busy');
	});

	test('what is not in the contract does not leave the platform', () => {
		expect(() => checkedAnswer('beat', { day: 'today', head: 0, platformTime: 1 })).toThrow();
		expect(() => checkedAnswer('commands', { ok: true, outcomes: [{ n: 1, result: 'perhaps' }] })).toThrow();
		expect(() => checkedAnswer('sign-in', { ok: false, code: 'go-away' })).toThrow();
		const told: unknown[] = [];
		const receiver = { emit: (_name: 'events', message: unknown) => told.push(message) };
		expect(() => sendEvents(receiver, 'today', 1, [helpCalled(1)])).toThrow();
		expect(told).toEqual([]);
	});

	test('a page of another origin cannot connect; the app and the own page can', async () => {
		const outcome = async (origin?: string) => {
			const socket = hall.connect({ origin });
			return Promise.race([next(socket, 'connect').then(() => 'in'), next(socket, 'connect_error').then(() => 'out')]);
		};
		expect(await outcome('http://evil.example')).toBe('out');
		expect(await outcome('null')).toBe('out');
		expect(await outcome(hall.url)).toBe('in');
		expect(await outcome('app://tidehall')).toBe('in');
		expect(await outcome()).toBe('in');
	});

	test('a message too large ends the link, not the platform', async () => {
		const socket = await hall.seated('T1');
		const gone = next(socket, 'disconnect');
		socket.emit('beat', 'x'.repeat(2_000_000), () => {});
		await gone;
		await hall.seated('T1');
	});

	test('a stopping platform says goodbye', async () => {
		const platform = await openPlatform();
		const socket = await platform.seated('T1');
		const told = next(socket, 'dismissed');
		await platform.close();
		expect(dismissed.parse(await told).code).toBe('platform-stopping');
	});
});
