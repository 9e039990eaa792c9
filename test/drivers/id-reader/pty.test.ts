import { describe, expect, it } from 'vitest';
import { createReader } from '../../../drivers/id-reader/reader.ts';
import { createReaderSimulator, type ReaderFault } from '../../../drivers/id-reader/simulator.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { searchedSpeed } from '../../../drivers/transport/speed.ts';
import { systemTimers } from '../../../drivers/transport/timers.ts';
import { afterThisTest, ptyCable, until, wire } from '../pty-cable.ts';

/** The driver through `serialport` on one end of a pseudo-terminal, the simulated reader on the other; real time. */
let cables = 0;
async function reader(speeds: readonly number[] = [115_200], ...faults: ReaderFault[]) {
	const simulator = createReaderSimulator();
	for (const fault of faults) simulator.setFault(fault, true);
	// A pseudo-terminal carries bytes at any speed: the simulator is told what the host's end was opened with.
	const cable = ptyCable(`id-reader-${cables++}`, (port) => simulator.attach(port, () => speed.baud));
	const { speed, open } = searchedSpeed((baud) => openSerial(wire(cable.host, baud)), speeds);
	await cable.plug();
	const told: string[] = [];
	const names: (string | undefined)[] = [];
	const health: string[] = [];
	const driver = createReader({
		open,
		speed,
		pollMs: 200,
		sameCardMs: 3000,
		readNewAddress: true,
		photo: false,
		now: () => Date.now(),
		timers: systemTimers,
		tell(event) {
			told.push(event.type === 'card-failed' ? `failed:${event.code}` : event.type);
			if (event.type === 'card-read') names.push(event.card.name);
		},
		health(one) {
			const text = `${one.state}:${one.code}`;
			if (health.at(-1) !== text) health.push(text);
		},
	});
	afterThisTest(() => driver.stop());
	driver.start();
	return { simulator, cable, driver, told, names, health, speed };
}

describe('the ID reader over a real pseudo-terminal', { timeout: 30_000 }, () => {
	it('reads a card, tells its removal, and is read again after the cable was out', async () => {
		const { simulator, cable, told, names, health, driver } = await reader();
		await until(() => health.at(-1) === 'ready:ok', 'the reader');
		simulator.layCard('li-rare');
		await until(() => told.includes('card-read'), 'the card');
		expect(names).toEqual(['李㐂𠮷']);
		simulator.takeCard();
		await until(() => told.includes('card-removed'), 'the removal');
		expect(driver.report().facts['sam-id']).toBe('05.01-20200101-0000000007-1234567890');
		expect((await driver.test('self-test')).ok).toBe(true);
		await cable.pull();
		await until(() => health.at(-1)?.startsWith('disconnected'), 'the loss');
		await cable.plug();
		simulator.layCard('zhao-66');
		await until(() => names.length === 2, 'the second card');
		expect(names).toEqual(['李㐂𠮷', '赵示范']);
	});
	const quick: [ReaderFault, string][] = [
		['garbage', 'card-read'],
		['two-answers', 'card-read'],
		['keeps-answering-found', 'card-read'],
		['left-selected', 'card-read'],
		['no-new-address', 'card-read'],
		['self-test-failed-once', 'card-read'],
		['pulled-away', 'failed:card-removed'],
		['not-genuine', 'failed:not-genuine'],
		['not-an-id-card', 'failed:not-an-id-card'],
		['inner-length-lie', 'failed:protocol-error'],
	];
	it.each(quick)('%s: %s, and nothing else of a card', async (fault, expected) => {
		const { simulator, told } = await reader([115_200], fault);
		simulator.layCard('zhang');
		await until(() => told.includes(expected), expected);
		expect(told.filter((one) => one.startsWith('failed') || one === 'card-read')).toEqual([expected]);
	});
	it('a bad checksum and a card that breaks off give no card, and the next reading gives it', async () => {
		const damaged = await reader([115_200], 'bad-checksum');
		const cut = await reader([115_200], 'cut-short');
		for (const { simulator } of [damaged, cut]) simulator.layCard('zhang');
		await until(() => damaged.told.includes('failed:protocol-error'), 'the damage');
		await until(() => cut.told.includes('failed:read-error'), 'the end');
		expect(damaged.names.concat(cut.names)).toEqual([]);
		for (const fault of ['bad-checksum', 'cut-short'] as const) {
			damaged.simulator.setFault(fault, false);
			cut.simulator.setFault(fault, false);
		}
		damaged.simulator.layCard('zhang');
		cut.simulator.layCard('zhang');
		await until(() => damaged.names.length + cut.names.length === 2, 'the cards');
	});
	it('a module that is not authorised, one that fails for ever and a silent one are told apart', async () => {
		const [locked, broken, silent, noisy] = await Promise.all([
			reader([115_200], 'not-authorised'),
			reader([115_200], 'self-test-failed'),
			reader([115_200], 'silent'),
			reader([115_200], 'endless-noise'),
		]);
		await until(() => locked.health.at(-1) === 'stopped:not-authorised', 'the lock');
		await until(() => broken.health.at(-1) === 'stopped:self-test-failed', 'the failed test');
		await until(() => silent.health.at(-1) === 'disconnected:no-answer', 'the silence');
		noisy.simulator.setFault('endless-noise', false);
		await until(() => noisy.health.at(-1) === 'ready:ok', 'the end of the noise');
		expect(noisy.driver.report().discarded).toBeGreaterThan(1000);
	});
	it('the speed is found, the reader is told another one, and both follow', async () => {
		const { simulator, driver, health, speed, names } = await reader([115_200, 9600], 'wrong-speed');
		await until(() => health.at(-1) === 'ready:ok', 'the speed');
		expect([speed.baud, simulator.baud]).toEqual([9600, 9600]);
		expect(await driver.setSpeed(57_600)).toEqual({ ok: true, proof: 'done', code: 'ok', facts: { speed: 57_600 } });
		expect(simulator.baud).toBe(57_600);
		simulator.layCard('zhang');
		await until(() => names.length === 1, 'the card');
	});
});
