import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { administerAnswer, quarantineAnswer } from '../../domain/contracts/quarantine.ts';
import { refusedHello, signInAnswer, ticketKeysDown, welcome } from '../../domain/contracts/wire.ts';
import { Quarantine } from '../../platform/quarantine/quarantine.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { clerkPin, epochOf, issue, managerPin } from './fixture.ts';
import { next, type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
let store: MemoryStore;
beforeEach(async () => {
	store = new MemoryStore();
	hall = await openPlatform({ store });
});
afterEach(() => hall.end());

const canary = 'canary-person-reference-1';
const visit = { queue: 'A', items: [], channel: 'card', personRef: canary };
const paper = (n: number, station = 'T9', epoch = epochOf('e')) =>
	issue(n, {
		station,
		epoch,
		name: 'offline-ticket',
		body: { number: `A${station.slice(1)}-00${n}`, sequence: n, visit },
	});

async function manager() {
	const socket = await hall.seated('M1', epochOf('c'));
	const signed = signInAnswer.parse(await socket.emitWithAck('sign-in', { station: 'M1', staff: '0001', pin: managerPin }));
	if (!signed.ok) throw new Error(signed.code);
	return {
		socket,
		session: signed.session,
		do: async (request: unknown) => administerAnswer.parse(await socket.emitWithAck('administer', { session: signed.session, request })),
	};
}
async function turnedAway(station: string, epoch = epochOf('e')) {
	const socket = hall.connect();
	const answer = refusedHello.parse(
		await socket.emitWithAck('hello', { protocol: 2, seats: [{ station, epoch }], holds: null, stationTime: hall.clock.at }),
	);
	const handIn = async (...commands: unknown[]) =>
		quarantineAnswer.parse(await socket.emitWithAck('quarantine', { station, epoch, commands }));
	return { socket, answer, handIn };
}

describe('I-17 reports of a station that nobody vouches for', () => {
	test('wait in quarantine, are seen as counts and kinds, and are taken once a manager accepts them', async () => {
		const { answer, handIn, socket } = await turnedAway('T9');
		expect(answer).toMatchObject({ code: 'unknown-station', quarantine: [{ station: 'T9', epoch: epochOf('e') }] });
		expect(await handIn(paper(1), paper(2))).toEqual({ ok: true, upTo: 2 });
		expect(await socket.emitWithAck('commands', { commands: [paper(3)] })).toMatchObject({ ok: false, code: 'not-seated' });
		expect(Object.keys(hall.authority.state.tickets)).toEqual([]);
		const { do: administer } = await manager();
		const seen = await administer({ do: 'look' });
		if (!seen.ok) throw new Error(seen.code);
		expect(seen.batches).toMatchObject([
			{ station: 'T9', why: 'unknown-station', count: 2, kinds: { 'offline-ticket': 2 }, state: 'waiting' },
		]);
		expect(JSON.stringify(seen)).not.toContain(canary);
		const accepted = await administer({ do: 'accept', batch: seen.batches[0]!.id });
		expect(accepted).toMatchObject({ ok: true, batches: [{ state: 'accepted', by: '0001', taken: 2 }] });
		expect(Object.keys(hall.authority.state.tickets).sort()).toEqual(['A9-001', 'A9-002']);
		expect(await administer({ do: 'accept', batch: seen.batches[0]!.id })).toMatchObject({ ok: false, code: 'settled-before' });
		expect(hall.lines.join()).toContain('"quarantine"');
		expect(hall.lines.join()).not.toContain(canary);
	});

	test('S2 handed in twice they are kept once, and the health page says that they wait', async () => {
		const { handIn } = await turnedAway('T9');
		await handIn(paper(1), paper(2));
		const again = await turnedAway('T9');
		expect(await again.handIn(paper(1), paper(2), paper(3))).toEqual({ ok: true, upTo: 3 });
		const { do: administer } = await manager();
		const seen = await administer({ do: 'look' });
		expect(seen.ok && seen.batches.map(({ count }) => count).sort()).toEqual([1, 2]);
		const health = (await (await fetch(`${hall.url}/healthz`)).json()) as { problems: string[] };
		expect(health.problems).toContain('quarantine-waiting');
		const second = seen.ok ? seen.batches.find(({ count }) => count === 1)!.id : '';
		expect(await administer({ do: 'accept', batch: second })).toMatchObject({ ok: false, code: 'earlier-first' });
	});

	test('discarded they are kept with the reason, and never taken', async () => {
		const { handIn } = await turnedAway('T9');
		await handIn(paper(1));
		const { do: administer } = await manager();
		const seen = await administer({ do: 'look' });
		const batch = seen.ok ? seen.batches[0]!.id : '';
		expect(await administer({ do: 'discard', batch, reason: '试机' })).toMatchObject({
			ok: true,
			batches: [{ state: 'discarded', by: '0001', reason: '试机' }],
		});
		expect(await administer({ do: 'accept', batch })).toMatchObject({ ok: false, code: 'settled-before' });
		expect(hall.authority.state.tickets).toEqual({});
		expect((await Quarantine.load(store, hall.authority.state.hall)).all()).toMatchObject([{ state: 'discarded' }]);
	});

	test('a revoked station loses its seat at once, and comes back when a manager restores it', async () => {
		const terminal = await hall.seated('T2', epochOf('b'));
		await terminal.emitWithAck('commands', { commands: [issue(1, { station: 'T2', epoch: epochOf('b') })] });
		const gone = next(terminal, 'disconnect');
		const { do: administer } = await manager();
		expect(await administer({ do: 'revoke-station', station: 'T2', reason: '被盗' })).toMatchObject({
			ok: true,
			revoked: [{ station: 'T2', by: '0001' }],
		});
		await gone;
		const { answer, handIn } = await turnedAway('T2', epochOf('b'));
		expect(answer.code).toBe('revoked-station');
		const reports = [2, 3].map((n) => issue(n, { station: 'T2', epoch: epochOf('b'), name: 'help-called', body: {} }));
		expect(await handIn(...reports)).toEqual({ ok: true, upTo: 3 });
		expect(await administer({ do: 'restore-station', station: 'T2' })).toMatchObject({ ok: true, revoked: [] });
		const back = hall.connect();
		const hello = { protocol: 2, seats: [{ station: 'T2', epoch: epochOf('b') }], holds: null };
		const welcomed = welcome.parse(await back.emitWithAck('hello', hello));
		expect(welcomed.taken).toEqual([{ station: 'T2', epoch: epochOf('b'), n: 1 }]);
		// Its journal has settled 2 and 3: it fills the gap, and goes on.
		const withdrawn = [2, 3].map((n) => issue(n, { station: 'T2', epoch: epochOf('b'), name: 'withdrawn', body: {} }));
		expect(await back.emitWithAck('commands', { commands: withdrawn })).toMatchObject({ ok: true });
		const seen = await administer({ do: 'look' });
		const accepted = await administer({ do: 'accept', batch: seen.ok ? seen.batches[0]!.id : '' });
		expect(accepted).toMatchObject({ ok: true, batches: [{ taken: 2 }] });
		expect(hall.authority.eventsAfter(0).filter(({ name }) => name === 'help-called')).toHaveLength(2);
	});

	test('S2 a station that never heard the acknowledgement and hands its reports in after it was restored has one effect', async () => {
		const { do: administer } = await manager();
		await administer({ do: 'revoke-station', station: 'T2', reason: '被盗' });
		const { handIn } = await turnedAway('T2', epochOf('b'));
		const reports = [1, 2].map((n) => issue(n, { station: 'T2', epoch: epochOf('b'), name: 'help-called', body: {} }));
		await handIn(...reports);
		await administer({ do: 'restore-station', station: 'T2' });
		const back = await hall.seated('T2', epochOf('b'));
		expect(await back.emitWithAck('commands', { commands: reports })).toMatchObject({ ok: true });
		const seen = await administer({ do: 'look' });
		await administer({ do: 'accept', batch: seen.ok ? seen.batches[0]!.id : '' });
		expect(hall.authority.eventsAfter(0).filter(({ name }) => name === 'help-called')).toHaveLength(2);
	});

	test('nothing is decided for it: an ask in the batch is as if it had been withdrawn', async () => {
		const { handIn } = await turnedAway('T9');
		await handIn(issue(1, { station: 'T9', epoch: epochOf('e') }), paper(2));
		const { do: administer } = await manager();
		const seen = await administer({ do: 'look' });
		expect(seen.ok && seen.batches[0]?.kinds).toEqual({ other: 1, 'offline-ticket': 1 });
		await administer({ do: 'accept', batch: seen.ok ? seen.batches[0]!.id : '' });
		expect(Object.keys(hall.authority.state.tickets)).toEqual(['A9-002']);
	});

	test('D2 a full quarantine acknowledges nothing: the reports stay in the journal', async () => {
		const quarantine = await Quarantine.load(store, 'OTHER');
		const batch = (n: number) => ({
			...{ station: 'T9', epoch: epochOf('e'), why: 'unknown-station' as const, arrivedAt: 1, clockOffset: 0 },
			commands: [issue(n, { station: 'T9', epoch: epochOf('e'), name: 'help-called', body: { text: 'x'.repeat(9) } })],
		});
		for (let n = 1; n <= 400; n += 1) expect(await quarantine.take(batch(n))).toEqual({ ok: true, upTo: n });
		expect(await quarantine.take(batch(401))).toEqual({ ok: false, code: 'full' });
		expect(await quarantine.take(batch(400))).toEqual({ ok: true, upTo: 400 });
	});

	test('nobody but a manager may look or decide, and a seated station has nothing to hand in', async () => {
		const socket = await hall.seated('W01');
		const signed = signInAnswer.parse(await socket.emitWithAck('sign-in', { station: 'W01', staff: '0307', pin: clerkPin }));
		const session = signed.ok ? signed.session : '';
		for (const request of [{ do: 'look' }, { do: 'revoke-station', station: 'T2', reason: 'x' }])
			expect(administerAnswer.parse(await socket.emitWithAck('administer', { session, request }))).toEqual({
				ok: false,
				code: 'not-permitted',
			});
		const handed = await socket.emitWithAck('quarantine', {
			station: 'W01',
			epoch: epochOf('a'),
			commands: [issue(1, { station: 'W01' })],
		});
		expect(quarantineAnswer.parse(handed)).toMatchObject({ ok: false, code: 'not-quarantined' });
	});

	test('a ticket key that was revoked is told to every station at once, and again when it counts again', async () => {
		const key = { keyId: 'pcGlQPdaJpGBsDNd', publicKey: 'A'.repeat(43) };
		const { hall: code } = hall.authority.state;
		await hall.end();
		store = new MemoryStore();
		await store.putRecord('station-key', `${code}/T2/${key.keyId}`, { publicKey: key.publicKey, firstSeen: 1, revoked: false });
		hall = await openPlatform({ store });
		const window = await hall.seated('W02', epochOf('f'));
		const { do: administer } = await manager();
		for (const [deed, revoked] of [
			['revoke-key', true],
			['restore-key', false],
		] as const) {
			const told = next<unknown>(window, 'ticket-keys');
			expect(await administer({ do: deed, station: 'T2', keyId: key.keyId })).toMatchObject({
				ok: true,
				keys: [{ station: 'T2', revoked }],
			});
			expect(ticketKeysDown.parse(await told).keys).toEqual([{ station: 'T2', ...key, revoked }]);
		}
		expect(await administer({ do: 'revoke-key', station: 'T1', keyId: key.keyId })).toEqual({ ok: false, code: 'unknown-key' });
	});
});
