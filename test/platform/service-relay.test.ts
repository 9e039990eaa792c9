/** A manager's look at another station's devices, through the platform, over real sockets. */
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServiceRequest, serviceAnswerBytes, serviceWithinMs } from '../../domain/contracts/device-service.ts';
import { beatEveryMs, welcome } from '../../domain/contracts/wire.ts';
import { servicesAtOnce, servicesWaiting } from '../../platform/socket/hall-door.ts';
import { createTurns } from '../../platform/socket/turns.ts';
import { clerkPin, epochOf, managerPin } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
beforeEach(async () => {
	hall = await openPlatform();
});
afterEach(() => hall.end());

const inspect: ServiceRequest = { do: 'inspect' };
const printPage: ServiceRequest = { do: 'test', device: 'T1-printer', test: 'page' };
const printed = { do: 'test', result: { ok: true, proof: 'done', code: 'ok', facts: { dots: 8 } } };
const nothingWrong = { do: 'inspect', devices: [], problems: [] };

/** A machine with devices; `answer` says what it makes of each request, and `asked` what came. */
async function machine(station: string, answer: (request: ServiceRequest) => unknown, epoch = epochOf('b')) {
	const asked: unknown[] = [];
	const socket = await hall.seated(station, epoch, { serves: ['device-service'] });
	socket.on('device-service', (message: { request: ServiceRequest }, acknowledge: (value: unknown) => void) => {
		asked.push(message);
		const said = answer(message.request);
		if (said !== 'never') void Promise.resolve(said).then(acknowledge);
	});
	return { socket, asked };
}

async function manager(staff = '0001', station = 'M1', pin = managerPin, epoch = epochOf('c')) {
	const socket = await hall.seated(station, epoch);
	const signed = await socket.emitWithAck('sign-in', { station, staff, pin });
	if (!signed.ok) throw new Error(signed.code);
	return { socket, session: signed.session as string };
}
const ask = (from: Socket, session: string, request: unknown, station = 'T1') =>
	from.emitWithAck('device-service', { station, session, request });
const refused = (code: string) => ({ do: 'refused', code });
const logged = () =>
	hall.lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ happening }) => happening === 'device-service');
/** Asked without waiting for an answer, which the end of the test may cut off. */
const askOnly = (from: Socket, session: string, request: unknown) =>
	void from.emit('device-service', { station: 'T1', session, request }, () => {});
/** Time passes while these machines beat as machines do; silent, they would be taken for gone. */
async function letPass(ms: number, ...beating: Socket[]) {
	for (let left = ms; left > 0; left -= beatEveryMs) {
		await Promise.all(beating.map((socket) => socket.emitWithAck('beat', { day: null, position: 0 })));
		hall.clock.turn(Math.min(left, beatEveryMs));
	}
}
/** Until `look` holds; each turn of the event loop lets the sockets speak. */
async function until(look: () => boolean) {
	while (!look()) await new Promise((go) => setImmediate(go));
}

describe('a manager asks', () => {
	test('the machine at the seat is asked exactly that, and its answer comes back', async () => {
		const { asked } = await machine('T1', () => printed);
		const { socket, session } = await manager();
		expect(await ask(socket, session, printPage)).toEqual(printed);
		expect(asked).toEqual([{ station: 'T1', request: printPage }]);
		expect(JSON.stringify(asked)).not.toContain(session);
	});

	test('P1 the log says who asked what of which station, and nothing of what was said', async () => {
		const canary = '李㐂 110101199003070038';
		await machine('T1', () => ({ do: 'capture', text: canary }));
		const { socket, session } = await manager();
		expect(await ask(socket, session, { do: 'capture', device: 'T1-reader', seconds: 5 })).toEqual({ do: 'capture', text: canary });
		expect(logged()).toMatchObject([{ staff: '0001', station: 'T1', command: 'capture', code: 'ok', milliseconds: 0 }]);
		expect(hall.lines.join('')).not.toMatch(/李㐂|110101|T1-reader/);
		expect(hall.lines.join('')).not.toContain(session);
	});

	test('a screen that looks every two seconds is logged once in ten minutes, a test each time', async () => {
		await machine('T1', ({ do: what }) => (what === 'test' ? printed : nothingWrong));
		const { socket, session } = await manager();
		for (let looks = 0; looks < 5; looks += 1) await ask(socket, session, inspect);
		for (let tests = 0; tests < 2; tests += 1) await ask(socket, session, printPage);
		expect(logged().map(({ command }) => command)).toEqual(['inspect', 'test', 'test']);
		hall.clock.at += 10 * 60_000;
		await ask(socket, session, inspect);
		expect(logged()).toHaveLength(4);
	});

	test('a manager whose own machine holds the devices is answered over the same link', async () => {
		const socket = hall.connect();
		const seats = [
			{ station: 'M1', epoch: epochOf('d') },
			{ station: 'T1', epoch: epochOf('e') },
		];
		welcome.parse(await socket.emitWithAck('hello', { protocol: 1, seats, holds: null, serves: ['device-service'] }));
		socket.on('device-service', (_message, acknowledge) => acknowledge(nothingWrong));
		const signed = await socket.emitWithAck('sign-in', { station: 'M1', staff: '0001', pin: managerPin });
		expect(await ask(socket, signed.session, inspect)).toEqual(nothingWrong);
	});
});

describe('who may not', () => {
	test('nobody without a good sign-in: none, made up, ended, out of time, or of another machine', async () => {
		const { asked } = await machine('T1', () => nothingWrong);
		const { socket, session } = await manager();
		expect(await ask(socket, '', inspect)).toEqual(refused('not-permitted'));
		expect(await ask(socket, 'made-up', inspect)).toEqual(refused('not-permitted'));
		const other = await hall.seated('M2', epochOf('d'));
		expect(await ask(other, session, inspect)).toEqual(refused('not-permitted'));
		expect(await ask(hall.connect(), session, inspect)).toEqual(refused('not-permitted'));
		await socket.emitWithAck('sign-out', { session });
		expect(await ask(socket, session, inspect)).toEqual(refused('not-permitted'));
		const again = await manager();
		hall.clock.at += 12 * 3_600_000;
		expect(await ask(again.socket, again.session, inspect)).toEqual(refused('not-permitted'));
		expect(asked).toEqual([]);
	});

	test.each([
		['a clerk at a window', '0307', 'W01', clerkPin],
		// She may sign in at a window too, but devices are looked at from the manager's seat.
		['a manager who works at a window', '0001', 'W01', managerPin],
	])('%s', async (_who, staff, station, pin) => {
		const { asked } = await machine('T1', () => nothingWrong);
		const { socket, session } = await manager(staff, station, pin, epochOf('f'));
		expect(await ask(socket, session, inspect)).toEqual(refused('not-permitted'));
		expect(asked).toEqual([]);
		expect(logged()).toMatchObject([{ station: 'T1', command: 'inspect', code: 'not-permitted' }]);
	});
});

describe('a station that cannot answer', () => {
	test('nobody there; a browser or an old version there; gone in the middle', async () => {
		const { socket, session } = await manager();
		expect(await ask(socket, session, inspect, 'T9')).toEqual(refused('station-away'));
		expect(await ask(socket, session, inspect)).toEqual(refused('station-away'));
		const old = await hall.seated('T2', epochOf('d'));
		expect(await ask(socket, session, inspect, 'T2')).toEqual(refused('no-machine'));
		old.close();
		const { socket: leaving, asked } = await machine('T1', () => 'never');
		const waiting = ask(socket, session, printPage);
		await until(() => asked.length === 1);
		leaving.close();
		expect(await waiting).toEqual(refused('station-away'));
	});

	test('one that never answers is given up after its time, and the next is heard', async () => {
		let deaf = true;
		const { asked, socket: station } = await machine('T1', () => (deaf ? 'never' : printed));
		const { socket, session } = await manager();
		const waiting = ask(socket, session, printPage);
		await until(() => asked.length === 1);
		await letPass(serviceWithinMs - 1, socket, station);
		expect(logged()).toEqual([]);
		hall.clock.turn(1);
		expect(await waiting).toEqual(refused('too-slow'));
		expect(logged()).toMatchObject([{ code: 'too-slow', milliseconds: serviceWithinMs }]);
		deaf = false;
		expect(await ask(socket, session, printPage)).toEqual(printed);
		expect(asked).toHaveLength(2);
	});

	test.each([
		['nothing', undefined],
		['words', 'fine, thanks'],
		['an answer to something else', { do: 'ports', ports: [] }],
		['half an answer', { do: 'test', result: { ok: true } }],
		['a refusal that could hold a person', { do: 'refused', code: '张三 was here' }],
	])('%s is malformed, and the station keeps its seat', async (_what, said) => {
		const { socket: station } = await machine('T1', () => said);
		const { socket, session } = await manager();
		expect(await ask(socket, session, printPage)).toEqual(refused('malformed'));
		expect(hall.lines.join('')).not.toContain('张三');
		expect(station.connected).toBe(true);
	});

	test('what the contract does not know is not handed on; a refusal of the station is', async () => {
		let said: unknown = { ...printed, person: '张三', result: { ...printed.result, name: '张三' } };
		await machine('T1', () => said);
		const { socket, session } = await manager();
		expect(await ask(socket, session, printPage)).toEqual(printed);
		said = { do: 'refused', code: 'no-test', why: '张三' };
		expect(await ask(socket, session, printPage)).toEqual(refused('no-test'));
	});

	test('an answer without end is not handed on', async () => {
		await machine('T1', () => ({ do: 'capture', text: 'x'.repeat(serviceAnswerBytes) }));
		const { socket, session } = await manager();
		expect(await ask(socket, session, { do: 'capture', device: 'T1-reader', seconds: 1 })).toEqual(refused('too-large'));
	});
});

describe('requests that are none', () => {
	test.each([
		['nothing', null],
		['no station', { session: 's', request: inspect }],
		['an order no device knows', { station: 'T1', session: 's', request: { do: 'format-disk' } }],
		['a capture of an hour', { station: 'T1', session: 's', request: { do: 'capture', device: 'x', seconds: 3_600 } }],
	])('%s reaches no station', async (_what, body) => {
		const { asked } = await machine('T1', () => nothingWrong);
		const { socket } = await manager();
		expect(await socket.emitWithAck('device-service', body)).toEqual(refused('malformed'));
		expect(asked).toEqual([]);
	});
});

describe('too much at once', () => {
	test('one manager has four under way and no more; what ends makes room', async () => {
		const opened: ((value: unknown) => void)[] = [];
		const { asked } = await machine('T1', () => new Promise((answer) => opened.push(answer)));
		const { socket, session } = await manager();
		const stations = ['T1', 'T1', 'T1', 'T1'];
		const waiting = stations.map((station) => ask(socket, session, printPage, station));
		await until(() => asked.length === 1);
		const flood = await Promise.all(Array.from({ length: 40 }, () => ask(socket, session, printPage)));
		expect(flood.every((answer) => answer.code === 'busy')).toBe(true);
		// One deed after the other: the station never has two at once.
		for (let done = 1; done <= servicesAtOnce; done += 1) {
			await until(() => opened.length === done);
			expect(asked).toHaveLength(done);
			opened[done - 1]!(printed);
			await waiting[done - 1];
		}
		expect(await Promise.all(waiting)).toEqual(stations.map(() => printed));
		const after = ask(socket, session, printPage);
		await until(() => opened.length === servicesAtOnce + 1);
		opened.at(-1)!(printed);
		expect(await after).toEqual(printed);
	});

	test('a long capture does not keep anyone from looking', async () => {
		await machine('T1', (request) => (request.do === 'capture' ? 'never' : nothingWrong));
		const { socket, session } = await manager();
		askOnly(socket, session, { do: 'capture', device: 'T1-reader', seconds: 30 });
		expect(await ask(socket, session, inspect)).toEqual(nothingWrong);
	});

	test('who waited behind one that never answers is told so, and does nothing late', async () => {
		const { asked, socket: station } = await machine('T1', () => 'never');
		const { socket, session } = await manager();
		const waiting = [ask(socket, session, printPage), ask(socket, session, printPage)];
		await until(() => asked.length === 1);
		await letPass(serviceWithinMs, socket, station);
		expect(await Promise.all(waiting)).toEqual([refused('too-slow'), refused('too-slow')]);
		expect(asked).toHaveLength(1);
	});

	test('the same person at a second screen is the same manager', async () => {
		const { asked } = await machine('T1', () => 'never');
		const first = await manager('0001', 'M1');
		const second = await manager('0001', 'M2', managerPin, epochOf('d'));
		for (let each = 0; each < servicesAtOnce; each += 1) askOnly(first.socket, first.session, printPage);
		await until(() => asked.length === 1);
		expect(await ask(second.socket, second.session, inspect)).toEqual(refused('busy'));
		const other = await manager('0002', 'M2', managerPin, epochOf('e'));
		expect(await ask(other.socket, other.session, printPage, 'T2')).toEqual(refused('station-away'));
	});

	test('the line before one station has an end, and who leaves it is not waited for', async () => {
		const turnAt = createTurns(servicesWaiting);
		const came: number[] = [];
		const turns = Array.from({ length: servicesWaiting }, (_, number) => {
			const turn = turnAt('T1')!;
			void turn.come.then(() => came.push(number));
			return turn;
		});
		expect(turnAt('T1')).toBeNull();
		expect(turnAt('T2')).not.toBeNull();
		const settled = () => new Promise((go) => setImmediate(go));
		await settled();
		expect(came).toEqual([0]);
		turns[1]!.leave();
		turns[0]!.leave();
		turns[0]!.leave();
		await settled();
		expect(came).toEqual([0, 2]);
		for (const turn of turns) turn.leave();
		expect(turnAt('T1')).not.toBeNull();
	});
});
