import { describe, expect, it } from 'vitest';
import type { DeviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import { differenceOf, imprintOf } from '../../../drivers/desk/difference.ts';
import { createOpenCalls } from '../../../drivers/desk/open-calls.ts';
import { createSlots, jobLimitMs, type Slots, stopLimitMs } from '../../../drivers/desk/slots.ts';
import type { RealTransport } from '../../../drivers/transport/open.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import type { OpenResult } from '../../../drivers/transport/port.ts';
import { ManualClock } from '../manual-clock.ts';
import { papers, slip } from '../slip.ts';
import { declared, deskStand, oneOfEach, profilesFor } from './desk-stand.ts';

const without = (id: string) => oneOfEach.filter((one) => one.id !== id);
const changed = (id: string, change: object) => oneOfEach.map((one) => (one.id === id ? declared({ ...one, ...change }) : one));

/** A desk whose real ports open pipes, with a note of each opening and closing. */
function withPorts(close: (path: string) => Promise<void> = async () => {}) {
	const doings: string[] = [];
	const nameOf = (transport: RealTransport) => (transport.kind === 'tcp' ? transport.host : (transport.path ?? 'usb'));
	const stand = deskStand({
		open: async (transport, baud): Promise<OpenResult> => {
			const path = nameOf(transport);
			doings.push(`open ${path} ${baud}`);
			const { near } = createPipe();
			return {
				ok: true,
				port: {
					...near,
					close: async () => {
						doings.push(`close ${path}`);
						await close(path);
						await near.close();
					},
				},
			};
		},
	});
	return { ...stand, doings };
}
const scanner = (id: string, path: string, more: object = {}) =>
	declared({ kind: 'scanner', id, station: 'T1', transport: { kind: 'serial', path, baud: 9600, ...more } });

describe('what a change of declarations does', () => {
	const running = (devices: DeviceDeclaration[]) => new Map(devices.map((one) => [one.id, imprintOf(one, null)]));
	it('the same list, in another order, does nothing', () => {
		const { stop, start, keep } = differenceOf(running(oneOfEach), [...oneOfEach].reverse(), null);
		expect([stop, start, keep.length]).toEqual([[], [], oneOfEach.length]);
	});
	it('a device more, one less, one otherwise', () => {
		const wanted = [
			...changed('printer', { paperMm: 58 }).filter(({ id }) => id !== 'led'),
			declared({ kind: 'scanner', id: 'new', station: 'T2' }),
		];
		const { stop, start, keep } = differenceOf(running(oneOfEach), wanted, null);
		expect(stop).toEqual(['printer', 'led']);
		expect(start.map(({ id }) => id)).toEqual(['printer', 'new']);
		expect(keep).toEqual(['reader', 'scanner', 'pad', 'voice']);
	});
	it('another profile file of the same name is another device', () => {
		const pad = oneOfEach.filter(({ id }) => id === 'pad');
		const profiles = { ratingPads: { 'test-pad': { schema: 'rating-pad/1' } }, displays: {} } as never;
		expect(differenceOf(running(pad), pad, profiles).stop).toEqual(['pad']);
	});
});

describe('devices changed while the hall works', () => {
	it('a device that is declared as before is not disturbed: no new opening, no word about it', async () => {
		const { start, configure, clock, doings, messages, answers } = withPorts();
		const kept = scanner('kept', 'COM1');
		await start([kept, scanner('other', 'COM2')]);
		const before = messages.length;
		const call = configure([scanner('other', 'COM3'), kept]);
		await clock.advance(2000);
		expect(doings).toEqual(['open COM1 9600', 'open COM2 9600', 'close COM2', 'open COM3 9600']);
		expect(messages.slice(before).filter((one) => one.type === 'health' && one.health.device === 'kept')).toEqual([]);
		expect(answers(call)).toMatchObject([{ ok: true, value: null }]);
	});
	it('two devices that exchange their ports: both are closed before either is opened', async () => {
		const { start, configure, clock, doings } = withPorts();
		await start([scanner('a', 'COM1'), scanner('b', 'COM2')]);
		doings.length = 0;
		configure([scanner('a', 'COM2'), scanner('b', 'COM1')]);
		await clock.advance(2000);
		expect(doings.slice(0, 2).sort()).toEqual(['close COM1', 'close COM2']);
		expect(doings.slice(2).sort()).toEqual(['open COM1 9600', 'open COM2 9600']);
	});
	it('a removed device has no health any more, a new one has its own', async () => {
		const { start, configure, clock, ask } = deskStand();
		await start();
		configure([...without('printer'), declared({ kind: 'printer', id: 'second', station: 'T2' })]);
		await clock.advance(3000);
		const healths = (await ask({ type: 'health' })).value as { device: string; state: string }[];
		expect(healths.map(({ device }) => device).sort()).toEqual(['led', 'pad', 'reader', 'scanner', 'second', 'voice']);
		expect(healths.find(({ device }) => device === 'second')?.state).toBe('ready');
	});
	it('D1 a print under way finishes on the old printer first, and the next one comes out of the new one', async () => {
		const { start, configure, clock, send, answers, bench } = deskStand();
		await start();
		const first = send({ type: 'print', job: { job: 'first', device: 'printer', slip } });
		configure(changed('printer', { paperMm: 58 }));
		const second = send({ type: 'print', job: { job: 'second', device: 'printer', slip } });
		await clock.advance(20_000);
		for (const call of [first, second]) expect(answers(call)).toMatchObject([{ ok: true, value: { outcome: 'printed', proof: 'done' } }]);
		const { printers } = await bench({ do: 'snapshot' });
		// The new simulator has seen the second paper alone.
		expect(printers.map(({ papers }) => papers.length)).toEqual([1]);
	});
	it('D1 a print whose bytes nobody takes ends as unknown or failed, once, when its printer is taken out of the list', async () => {
		const { start, configure, clock, send, answers } = deskStand({
			open: async () => ({
				ok: true,
				port: { ...createPipe().near, write: () => new Promise(() => {}), close: () => new Promise(() => {}) },
			}),
		});
		await start([declared({ kind: 'printer', id: 'printer', station: 'T1', status: 'none', transport: { kind: 'serial', path: 'COM1' } })]);
		const print = send({ type: 'print', job: { job: 'a', device: 'printer', slip } });
		await clock.advance(20);
		configure([]);
		await clock.advance(jobLimitMs + stopLimitMs);
		const honest = { job: 'a', proof: 'none', outcome: expect.stringMatching(/^(failed|unknown)$/) };
		expect(answers(print)).toMatchObject([{ ok: true, value: honest }]);
		await clock.advance(120_000);
		expect(answers(print)).toHaveLength(1);
	});
	it('D1 a job that never ends is given up after a while, as unknown, and the device behind it is stopped', async () => {
		const clock = new ManualClock();
		const told: unknown[] = [];
		const calls = createOpenCalls(
			(...answer) => told.push(answer),
			() => {},
		);
		let stopped = 0;
		const device = {
			start() {},
			stop: async () => {
				stopped++;
			},
		};
		const slots = createSlots({ timers: clock.timers, calls, make: () => device, failed() {}, ended() {}, log() {} });
		const printer = oneOfEach[1]!;
		void slots.change([printer], null);
		await clock.advance(0);
		const slot = slots.get('printer');
		calls.run(7, { slot, job: true, lost: { ok: true, value: 'nobody knows' } }, () => new Promise(() => {}));
		void slots.change([], null);
		await clock.advance(jobLimitMs - 1);
		expect([stopped, told]).toEqual([0, []]);
		await clock.advance(1);
		expect([stopped, told]).toEqual([1, [[7, true, 'nobody knows']]]);
	});
	it('a driver that throws when it is started hurts nobody, and is tried again with the next change', async () => {
		const clock = new ManualClock();
		const failed: string[] = [];
		const made: string[] = [];
		let throws = true;
		const slots: Slots<{ start(): void; stop(): Promise<void> }> = createSlots({
			timers: clock.timers,
			calls: createOpenCalls(
				() => {},
				() => {},
			),
			make: ({ id }) => ({
				start() {
					if (id === 'led' && throws) throw new Error('native');
					made.push(id);
				},
				stop: async () => {
					throw new Error('native');
				},
			}),
			failed: ({ declaration }) => failed.push(declaration.id),
			ended() {},
			log() {},
		});
		await slots.change(oneOfEach, null);
		expect(failed).toEqual(['led']);
		expect(made).toHaveLength(oneOfEach.length - 1);
		expect(await slots.get('led')?.ready).toBeNull();
		throws = false;
		await slots.change(oneOfEach, null);
		expect(made.at(-1)).toBe('led');
		await slots.stopAll();
		expect(slots.all()).toEqual([]);
	});
	it('a printer taken out of the list takes no new job, a print on it fails at once', async () => {
		const { start, configure, send, answers, clock } = deskStand();
		await start();
		configure(without('printer'));
		const print = send({ type: 'print', job: { job: 'a', device: 'printer', slip } });
		await clock.advance(0);
		expect(answers(print)).toMatchObject([{ ok: true, value: { outcome: 'failed', code: 'no-printer' } }]);
	});
	it('S9 a second start of a running desk does not lose the print right behind it', async () => {
		const { start, tell, send, answers, clock } = deskStand();
		await start();
		tell({ type: 'start', devices: oneOfEach, papers });
		const print = send({ type: 'print', job: { job: 'a', device: 'printer', slip } });
		await clock.advance(20_000);
		expect(answers(print)).toMatchObject([{ ok: true, value: { outcome: 'printed', proof: 'done', code: 'ok' } }]);
	});
	it('S8 a display declared anew shows at once what it should show', async () => {
		const { start, configure, clock, tell, bench } = deskStand();
		await start();
		tell({ type: 'show', wanted: [{ device: 'led', text: 'A044', style: 'call' }] });
		await clock.advance(1000);
		configure(changed('led', { protocol: 'alpha' }));
		await clock.advance(5000);
		expect((await bench({ do: 'snapshot' })).leds).toMatchObject([{ device: 'led', text: expect.stringContaining('A044') }]);
	});
	it('ten changes in a row end with the last list, each answered once', async () => {
		const { start, configure, clock, answers, ask } = deskStand();
		await start();
		const calls = Array.from({ length: 10 }, (_, n) => configure(n % 2 ? oneOfEach : without(oneOfEach[n % 6]!.id)));
		const last = configure([oneOfEach[0]!]);
		await clock.advance(30_000);
		for (const call of [...calls, last]) expect(answers(call)).toMatchObject([{ ok: true, value: null }]);
		expect(((await ask({ type: 'inspect' })).value as { device: string }[]).map(({ device }) => device)).toEqual([oneOfEach[0]!.id]);
	});
});

describe('displays that share a line', () => {
	const onLine = (id: string, address: number, more: object = {}) =>
		declared({ kind: 'led', id, station: 'W01', protocol: 'onbon', address, transport: { kind: 'simulated', line: 'east' }, ...more });
	it('each shows its own text, and one unplugged leaves the others as they are', async () => {
		const { start, tell, clock, bench, healthOf } = deskStand();
		await start([1, 2, 3].map((n) => onLine(`led-${n}`, n)));
		tell({ type: 'show', wanted: [1, 2, 3].map((n) => ({ device: `led-${n}`, text: `A00${n}`, style: 'steady' })) });
		await clock.advance(5000);
		expect((await bench({ do: 'snapshot' })).leds.map(({ text }) => text)).toEqual(['A001', 'A002', 'A003']);
		await bench({ do: 'fault', device: 'led-2', fault: 'unplugged', on: true });
		tell({ type: 'show', wanted: [1, 2, 3].map((n) => ({ device: `led-${n}`, text: `B00${n}`, style: 'call' })) });
		await clock.advance(20_000);
		expect((await bench({ do: 'snapshot' })).leds.filter(({ device }) => device !== 'led-2').map(({ text }) => text)).toEqual([
			'B001',
			'B003',
		]);
		expect(healthOf('led-2').at(-1)).toBe('disconnected:no-answer');
		expect(healthOf('led-1').at(-1)).toBe('ready:ok');
	});
	it('one of them changed is restarted alone: the port stays open', async () => {
		const { start, configure, clock, doings } = withPorts();
		const real = (id: string, address: number, more: object = {}) =>
			onLine(id, address, { transport: { kind: 'serial', path: 'RS485', baud: 9600 }, ...more });
		await start([real('a', 1), real('b', 2)]);
		expect(doings).toEqual(['open RS485 9600']);
		configure([real('a', 1), real('b', 2, { widthDots: 64 }), real('c', 3)]);
		await clock.advance(3000);
		expect(doings).toEqual(['open RS485 9600']);
		configure([real('c', 3)]);
		await clock.advance(3000);
		expect(doings).toEqual(['open RS485 9600']);
		configure([]);
		await clock.advance(3000);
		expect(doings).toEqual(['open RS485 9600', 'close RS485']);
	});
	it('all of them at another speed: closed once, opened once', async () => {
		const { start, configure, clock, doings } = withPorts();
		const at = (id: string, address: number, baud: number) => onLine(id, address, { transport: { kind: 'serial', path: 'RS485', baud } });
		await start([at('a', 1, 9600), at('b', 2, 9600)]);
		configure([at('a', 1, 57_600), at('b', 2, 57_600)]);
		await clock.advance(3000);
		expect(doings).toEqual(['open RS485 9600', 'close RS485', 'open RS485 57600']);
	});
});

describe('a driver that misbehaves', () => {
	it('one that never stops does not hold up the others, the change, or the end', async () => {
		const { start, configure, clock, answers, send, ask, messages } = withPorts((path) =>
			path === 'STUCK' ? new Promise(() => {}) : Promise.resolve(),
		);
		await start([scanner('stuck', 'STUCK'), scanner('fine', 'COM1')]);
		const call = configure([scanner('fine', 'COM2')]);
		await clock.advance(stopLimitMs - 1);
		expect(answers(call)).toEqual([]);
		await clock.advance(1);
		expect(answers(call)).toMatchObject([{ ok: true }]);
		expect(JSON.stringify(messages)).toContain('stuck was-not-closed-in-time');
		expect(((await ask({ type: 'health' })).value as { device: string }[]).map(({ device }) => device)).toEqual(['fine']);
		configure([scanner('again', 'STUCK')]);
		await clock.advance(3000);
		const stop = send({ type: 'stop' });
		await clock.advance(stopLimitMs);
		expect(answers(stop)).toMatchObject([{ ok: true, value: null }]);
	});
	it('one that cannot be made says so, the others work, and the next change tries it again', async () => {
		const { start, tell, send, clock, healthOf, bench } = deskStand();
		await start();
		tell({ type: 'start', devices: oneOfEach, papers: undefined });
		await clock.advance(3000);
		expect(healthOf('pad').at(-1)).toBe('disconnected:no-profile');
		expect(healthOf('led').at(-1)).toBe('ready:ok');
		send({ type: 'configure', devices: oneOfEach, profiles: profilesFor(oneOfEach) });
		await clock.advance(3000);
		expect(healthOf('pad').at(-1)).toBe('ready:one-way');
		expect((await bench({ do: 'snapshot' })).pads).toHaveLength(1);
	});
	it('every question is answered once, also when the desk stops or is changed in between', async () => {
		const { start, send, answers, clock, configure } = deskStand();
		await start();
		const questions = [
			{ type: 'print', job: { job: 'a', device: 'printer', slip } },
			{ type: 'rate', device: 'pad' },
			{ type: 'say', job: { job: 'b', device: 'voice', text: '请A044号到1号窗口' } },
			{ type: 'test', device: 'reader', test: 'sam' },
			{ type: 'capture', device: 'led', seconds: 50 },
			{ type: 'trigger', device: 'scanner', on: true },
			{ type: 'inspect' },
			{ type: 'ports' },
			{ type: 'health' },
			{ type: 'bench', action: { do: 'snapshot' } },
		];
		const calls = [...questions, ...questions].map((question) => send(question));
		configure([]);
		calls.push(...questions.map((question) => send(question)), send({ type: 'stop' }), ...questions.map((question) => send(question)));
		await clock.advance(120_000);
		expect(calls.map((call) => answers(call).length)).toEqual(calls.map(() => 1));
	});
});
