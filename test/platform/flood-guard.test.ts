import { describe, expect, test } from 'vitest';
import { FloodGuard, floodLimits } from '../../platform/flood/flood-guard.ts';
import { RawLink } from '../../scripts/hostile/raw-link.ts';
import { next, openPlatform } from './open-platform.ts';

function guardAt(start = 0) {
	const told: string[] = [];
	const clock = { now: start };
	return {
		told,
		clock,
		guard: new FloodGuard(
			(code) => told.push(code),
			() => clock.now,
		),
	};
}

describe('what one address may take', () => {
	test('connections: so many at once, and no more until one is closed', () => {
		const { guard, clock } = guardAt();
		for (let each = 0; each < floodLimits.connectionsAtOnce; each++) expect(guard.opens('10.0.0.9')).toBe(true);
		expect(guard.opens('10.0.0.9')).toBe(false);
		expect(guard.opens('10.0.0.8'), 'another machine').toBe(true);
		guard.closes('10.0.0.9');
		clock.now += 1_000;
		expect(guard.opens('10.0.0.9')).toBe(true);
	});

	test('handshakes and pages: a burst, then a steady rate', () => {
		const { guard, clock } = guardAt();
		const many = (times: number, ask: () => boolean) => Array.from({ length: times }, ask).filter(Boolean).length;
		expect(many(1_000, () => guard.shakes('a'))).toBe(floodLimits.handshakes.atOnce);
		expect(many(1_000, () => guard.mayAsk('a', true))).toBe(floodLimits.dearPages.atOnce);
		clock.now += 1_000;
		expect(many(1_000, () => guard.shakes('a'))).toBe(floodLimits.handshakes.perSecond);
		expect(many(1_000, () => guard.mayAsk('b', false))).toBe(floodLimits.pages.atOnce);
	});

	test('who goes on is not heard for a while, and then again; the others are', () => {
		const { guard, clock, told } = guardAt();
		for (let each = 0; each < floodLimits.strikes; each++) guard.strike('a');
		expect(guard.opens('a')).toBe(false);
		expect(guard.opens('b')).toBe(true);
		clock.now += floodLimits.shutOutSeconds * 1_000 + 1;
		expect(guard.opens('a')).toBe(true);
		expect(told).toContain('flood-shut-out');
		expect(told.join()).not.toMatch(/\ba\b/);
	});

	test('strikes of another hour are forgiven', () => {
		const { guard, clock } = guardAt();
		for (let each = 0; each < 10; each++) {
			guard.strike('a');
			clock.now += 61_000;
		}
		expect(guard.opens('a')).toBe(true);
	});

	test('a journal of days passes the measure of bytes, a stream of them does not', () => {
		const { guard, clock } = guardAt();
		const { bytes, packet } = guard.meter();
		for (let each = 0; each < 40; each++) expect(bytes(500_000)).toBe(true);
		expect(Array.from({ length: 20 }, () => bytes(500_000)).includes(false)).toBe(true);
		clock.now += 30_000;
		expect(bytes(500_000)).toBe(true);
		expect(Array.from({ length: floodLimits.packets.atOnce + 1 }, packet).at(-1)).toBe(false);
	});
});

describe('a platform that is flooded', () => {
	test('ends links of endless fragments and of empty packets, shuts their address out, and goes on with its stations', async () => {
		const hall = await openPlatform();
		const station = await hall.seated('T1');
		const flooder = { host: '127.0.0.1', port: hall.port, from: '127.0.0.66' };
		for (let each = 0; each < floodLimits.strikes; each++) {
			const link = (await RawLink.open(flooder))!;
			if (each % 2 === 0) for (let at = 0; at < 100; at++) link.write(Buffer.from([at === 0 ? 0x01 : 0x00, 0x81, 0, 0, 0, 0, 0x34]));
			else
				link.write(
					Buffer.concat(Array.from({ length: floodLimits.packets.atOnce + 500 }, () => Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x33]))),
				);
			await link.gone();
		}
		expect(await RawLink.open(flooder, 2_000)).toBeNull();
		expect(await station.emitWithAck('beat', { day: null, position: 0 })).toMatchObject({ head: 1 });
		await hall.end();
	});

	test('a link that never says hello is ended, one that hands in for quarantine or is seated is not', async () => {
		const hall = await openPlatform();
		const idle = hall.connect();
		const gone = next(idle, 'disconnect');
		const station = await hall.seated('T1');
		for (let seconds = 0; seconds <= floodLimits.helloWithinSeconds + 3; seconds += 3) {
			await station.emitWithAck('beat', { day: null, position: 0 });
			if (idle.connected) await idle.emitWithAck('beat', { day: null, position: 0 });
			hall.clock.turn(3_000);
		}
		expect(await gone).toBe('io server disconnect');
		expect(station.connected).toBe(true);
		await hall.end();
	});

	test('hello again and again is answered busy: no welcome with the log of the day each time', async () => {
		const hall = await openPlatform();
		const socket = await hall.seated('B1');
		const hello = { protocol: 1, seats: [{ station: 'B1', epoch: 'a'.repeat(16) }], holds: null };
		const answers = await Promise.all(Array.from({ length: 30 }, () => socket.emitWithAck('hello', hello)));
		expect(answers.filter(({ code }) => code === 'busy').length).toBeGreaterThan(15);
		await hall.end();
	});

	test('pages asked for without end are refused in words, before they are made', async () => {
		// Its time stands still, so that no slow machine is given more than it asks for.
		const hall = await openPlatform({ floodNow: () => 0 });
		const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(`${hall.url}/api/hall-keys`)));
		expect(answers.every(({ status }) => status === 200)).toBe(true);
		const dear: Response[] = [];
		for (let batch = 0; batch * 50 < floodLimits.dearPages.atOnce * floodLimits.ownMachine + 60; batch++)
			dear.push(...(await Promise.all(Array.from({ length: 50 }, () => fetch(`${hall.url}/metrics`)))));
		const refused = dear.filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThan(5);
		expect(await refused[0]!.json()).toMatchObject({ error: { code: 'too-many-requests' } });
		await hall.end();
	});
});
