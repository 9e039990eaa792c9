import { describe, expect, it } from 'vitest';
import { heardAt } from '../../../drivers/id-reader/line-speed.ts';
import { createReaderSimulator, type ReaderSimulator } from '../../../drivers/id-reader/simulator.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import type { OpenResult, Port } from '../../../drivers/transport/port.ts';
import { searchedSpeed } from '../../../drivers/transport/speed.ts';
import { fromHex, toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';
import { frame, run } from './rig.ts';

const all = [115_200, 57_600, 38_400, 19_200, 9600];

/** A line whose host end really has a speed; the reader at the far end hears what that makes of the bytes. */
function line(speeds: readonly number[], start: (simulator: ReaderSimulator) => void = () => {}, more: Parameters<typeof run>[1] = {}) {
	const clock = new ManualClock();
	let simulator = createReaderSimulator({ timers: clock.timers });
	start(simulator);
	const opened: number[] = [];
	const sent: string[] = [];
	let far: Port | null = null;
	let plugged = true;
	const openAt = async (baud: number): Promise<OpenResult> => {
		if (!plugged) return { ok: false, code: 'cannot-open', text: 'unplugged' };
		opened.push(baud);
		const pipe = createPipe();
		far = pipe.far;
		simulator.attach(pipe.far, () => baud);
		const near: Port = {
			...pipe.near,
			write(bytes) {
				sent.push(toHex(bytes));
				return pipe.near.write(bytes);
			},
		};
		return { ok: true, port: near };
	};
	const { speed, open } = searchedSpeed(openAt, speeds);
	return {
		opened,
		sent,
		speed,
		get simulator() {
			return simulator;
		},
		/** Another reader hangs on the same adapter, which stays plugged in. */
		swap(setUp: (next: ReaderSimulator) => void) {
			simulator.setFault('silent', true);
			simulator = createReaderSimulator({ timers: clock.timers });
			setUp(simulator);
			if (far) simulator.attach(far, () => opened.at(-1)!);
		},
		unplug() {
			plugged = false;
			void far?.close();
		},
		plug() {
			plugged = true;
		},
		...run(open, { speed, ...more }, clock),
	};
}

describe('bytes at the wrong speed', () => {
	it('are heard as something else, and at the right speed as they are', () => {
		const bytes = fromHex(frame.samStatus);
		expect(heardAt(bytes, 9600, 9600)).toEqual(bytes);
		for (const from of all) {
			for (const to of all) if (from !== to) expect(toHex(heardAt(bytes, from, to))).not.toContain('AAAAAA9669');
		}
	});
	it('a byte sent slowly is several fast ones, and several fast ones are few slow ones', () => {
		// Start bit and 8 data bits of 00 are low for 9/9600 s, which is 108 bits of 115200.
		const slow = heardAt(new Uint8Array([0x00]), 9600, 115_200);
		expect(slow.length).toBeGreaterThan(5);
		expect(slow[0]).toBe(0x00);
		expect(heardAt(new Uint8Array(24).fill(0x55), 115_200, 9600).length).toBeLessThanOrEqual(4);
	});
});

describe('the speed of a reader', () => {
	it.each(all)('is found at %i, whatever it is, and no command to change it is ever sent', async (baud) => {
		const { simulator, clock, health, opened, cards, sent, reader } = line(all, (one) => one.setFault('wrong-speed', baud !== 115_200));
		if (baud !== 115_200 && baud !== 9600) {
			// The bench's fault knows 9600 alone; a technician set this one.
			simulator.setFault('wrong-speed', false);
			await setBy(simulator, baud);
		}
		simulator.layCard('zhang');
		await clock.advance(8000);
		expect(simulator.baud).toBe(baud);
		expect(opened).toEqual(all.slice(0, all.indexOf(baud) + 1));
		expect(health).toEqual(
			baud === 115_200 ? ['connecting:opening', 'ready:ok'] : ['connecting:opening', 'connecting:connecting', 'ready:ok'],
		);
		expect(cards).toHaveLength(1);
		expect(reader.report().facts.speed).toBe(baud);
		expect(sent.filter((hex) => hex.startsWith('AAAAAA9669000360'))).toEqual([]);
	});
	it('is searched in the declared order, and disconnected is said only after one whole round', async () => {
		const { clock, health, opened, simulator } = line([38_400, 9600, 115_200], (one) => one.setFault('silent', true));
		await clock.advance(2100);
		expect(opened).toEqual([38_400, 9600, 115_200]);
		expect(health).toEqual(['connecting:opening', 'connecting:connecting']);
		await clock.advance(30_000);
		expect(health).toEqual(['connecting:opening', 'connecting:connecting', 'disconnected:no-answer']);
		expect(opened.length).toBeGreaterThan(15);
		expect(opened.slice(3, 6)).toEqual([38_400, 9600, 115_200]);
		simulator.setFault('silent', false);
		await clock.advance(6000);
		expect(health.slice(3)).toEqual(['ready:ok']);
	});
	it('is kept when the reader is switched off for a moment', async () => {
		const { clock, opened, simulator, health } = line(all, (one) => one.setFault('wrong-speed', true));
		await clock.advance(8000);
		expect(opened).toEqual(all);
		simulator.setFault('silent', true);
		await clock.advance(7000);
		expect(health.at(-1)).toBe('disconnected:no-answer');
		simulator.setFault('silent', false);
		await clock.advance(3000);
		expect(health.at(-1)).toBe('ready:ok');
		expect(opened).toEqual(all);
	});
	it('of another reader on the same adapter is found after some silence, and cards are read again', async () => {
		const { clock, opened, health, swap, cards } = line(all);
		await clock.advance(2000);
		swap((next) => {
			next.setFault('wrong-speed', true);
			next.layCard('zhao-66');
		});
		await clock.advance(30_000);
		expect(health.at(-1)).toBe('ready:ok');
		expect(health.filter((one) => one.startsWith('connecting')).length).toBe(1);
		expect(opened).toEqual(all);
		expect(cards.map((one) => one.name)).toEqual(['赵示范']);
	});
	it('is searched anew after the adapter was out, beginning with the one that was right', async () => {
		const rig = line([115_200, 9600], (one) => one.setFault('wrong-speed', true));
		await rig.clock.advance(4000);
		expect(rig.opened).toEqual([115_200, 9600]);
		rig.unplug();
		await rig.clock.advance(2000);
		rig.swap(() => {});
		rig.plug();
		await rig.clock.advance(8000);
		expect(rig.opened).toEqual([115_200, 9600, 9600, 115_200]);
		expect(rig.health.at(-1)).toBe('ready:ok');
		expect(rig.health.slice(-4)).toEqual(['disconnected:cannot-open', 'connecting:opening', 'connecting:connecting', 'ready:ok']);
	});
});

describe('a technician sets the speed', () => {
	it.each(all)('to %i: answered at the old speed, followed, and asked 100 ms later', async (baud) => {
		const { clock, reader, simulator, sent, opened, health } = line([115_200]);
		await clock.advance(1000);
		const begun = sent.length;
		const result = reader.setSpeed(baud);
		await clock.advance(5000);
		expect(await result).toEqual({ ok: true, proof: 'done', code: 'ok', facts: { speed: baud } });
		expect(simulator.baud).toBe(baud);
		expect(sent.slice(begun, begun + 2)).toEqual([frame[`baud${baud}` as keyof typeof frame], frame.samStatus]);
		expect(opened).toEqual([115_200, baud]);
		expect(health.at(-1)).toBe('ready:ok');
		simulator.layCard('zhang');
		await clock.advance(3000);
		expect(reader.report().facts.speed).toBe(baud);
	});
	it('the reader says yes and does not follow: it is looked for at every speed and found where it was', async () => {
		const rig = line([19_200], () => {});
		await setBy(rig.simulator, 19_200);
		await rig.clock.advance(2000);
		expect(rig.health.at(-1)).toBe('ready:ok');
		// The answer is given, and then nothing is changed.
		const stubborn = rig.simulator;
		const result = rig.reader.setSpeed(57_600);
		await rig.clock.advance(60);
		await setBy(stubborn, 38_400);
		await rig.clock.advance(8000);
		expect(await result).toEqual({ ok: false, proof: 'acknowledged', code: 'protocol-error', facts: { speed: 38_400 } });
		expect(rig.opened.slice(1)).toEqual([57_600, 115_200, 9600, 57_600, 38_400]);
		expect(rig.health.at(-1)).toBe('ready:ok');
	});
	it('a speed no reader has, a line that cannot change, a reader that is away: refused, and nothing is sent', async () => {
		const { clock, reader, sent, unplug } = line([115_200]);
		await clock.advance(1000);
		const begun = sent.length;
		expect(await reader.setSpeed(4800)).toMatchObject({ ok: false, code: 'not-supported', proof: 'none' });
		expect(sent.length).toBe(begun);
		unplug();
		await clock.advance(100);
		expect(await reader.setSpeed(9600)).toMatchObject({ ok: false, code: 'port-lost', proof: 'none' });
	});
	it('nobody answers: the line goes back to its speed and goes on looking', async () => {
		const { clock, reader, simulator, speed, health } = line([115_200]);
		await clock.advance(1000);
		simulator.setFault('silent', true);
		const result = reader.setSpeed(9600);
		await clock.advance(3000);
		expect(await result).toMatchObject({ ok: false, proof: 'none', code: 'no-answer' });
		expect(speed.baud).toBe(115_200);
		simulator.setFault('silent', false);
		await clock.advance(4000);
		expect(health.at(-1)).toBe('ready:ok');
	});
});

/** Sets the simulated reader's speed by its own command, over a line of its own. */
async function setBy(simulator: ReaderSimulator, baud: number): Promise<void> {
	const pipe = createPipe();
	simulator.attach(pipe.far, () => simulator.baud);
	await pipe.near.write(fromHex(frame[`baud${baud}` as keyof typeof frame]));
	await Promise.resolve();
}
