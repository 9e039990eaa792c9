import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandsAnswer, signInAnswer, welcome } from '../../domain/contracts/wire.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { clerkPin, epochOf, issue, managerPin } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
beforeEach(async () => {
	hall = await openPlatform();
});
afterEach(() => hall.end());

const hello = (station: string, epoch = epochOf('a'), more = {}) => ({ protocol: 1, seats: [{ station, epoch }], holds: null, ...more });

describe('signing in', () => {
	const sign = async (socket: Awaited<ReturnType<OpenPlatform['seated']>>, station: string, staff: string, pin: string) =>
		signInAnswer.parse(await socket.emitWithAck('sign-in', { station, staff, pin }));

	test('a clerk signs in, works, survives a broken link, and signs out', async () => {
		const socket = await hall.seated('W01');
		const signed = await sign(socket, 'W01', '0307', clerkPin);
		if (!signed.ok) throw new Error(signed.code);
		expect(signed).toMatchObject({ staff: '0307', roles: ['window'], expiresAt: hall.clock.now() + 12 * 3_600_000 });
		const open = (n: number, session?: string) =>
			issue(n, { station: 'W01', name: n === 2 ? 'open-window' : 'close-window', body: { window: 'W01' }, session });
		const say = async (command: unknown) => {
			const answer = commandsAnswer.parse(await socket.emitWithAck('commands', { commands: [command] }));
			return answer.ok ? answer.outcomes[0] : answer;
		};
		expect(await say(open(1))).toMatchObject({ result: 'refused', refusal: { code: 'not-signed-in' } });
		expect(await say(open(2, signed.session))).toMatchObject({ result: 'accepted', events: [{ name: 'window-opened', staff: '0307' }] });
		const again = welcome.parse(await socket.emitWithAck('hello', hello('W01', epochOf('a'), { sessions: [signed.session, 'made-up'] })));
		expect(again.sessions).toEqual([signed.session]);
		expect(await socket.emitWithAck('sign-out', { session: signed.session })).toEqual({ ok: true });
		expect(await say(open(3, signed.session))).toMatchObject({ result: 'refused', refusal: { code: 'not-signed-in' } });
	});

	test('S6 a report without a good sign-in is taken, and the conflict is recorded', async () => {
		const socket = await hall.seated('W01');
		const report = issue(1, { station: 'W01', name: 'start-service', body: { window: 'W01', ticket: 'A001' }, session: 'made-up' });
		const answer = commandsAnswer.parse(await socket.emitWithAck('commands', { commands: [report] }));
		const outcome = answer.ok ? answer.outcomes[0] : null;
		expect(outcome?.result).toBe('accepted');
		const events = outcome?.result === 'accepted' ? outcome.events : [];
		expect(events.flatMap((event) => (event.name === 'conflict-found' ? [event.body.kind] : []))).toContain('report-without-session');
	});

	test('five wrong PINs lock the clerk for five minutes, everywhere and over a restart', async () => {
		const store = new MemoryStore();
		store.close = async () => {};
		const platform = await openPlatform({ store });
		const socket = await platform.seated('W01');
		for (const left of [4, 3, 2, 1, 0]) expect(await sign(socket, 'W01', '0307', '0000')).toEqual({ ok: false, code: 'wrong-pin', left });
		expect(await sign(socket, 'W01', '0307', clerkPin)).toEqual({ ok: false, code: 'locked', seconds: 300 });
		expect((await sign(socket, 'W01', '0312', clerkPin)).ok).toBe(true);
		await platform.end();

		const restarted = await openPlatform({ store });
		const other = await restarted.seated('W02');
		restarted.clock.turn(4 * 60_000);
		const back = await restarted.seated('W03', epochOf('c'));
		expect(await sign(back, 'W03', '0307', clerkPin)).toEqual({ ok: false, code: 'locked', seconds: 60 });
		restarted.clock.at += 60_000;
		expect((await sign(back, 'W03', '0307', clerkPin)).ok).toBe(true);
		other.close();
		await restarted.end();
	});

	test('guesses all at once get no more than five looks', async () => {
		const socket = await hall.seated('W01');
		const answers = await Promise.all(Array.from({ length: 12 }, (_, guess) => sign(socket, 'W01', '0307', `${1000 + guess}`)));
		expect(answers.filter((answer) => !answer.ok && answer.code === 'wrong-pin')).toHaveLength(5);
		expect(answers.filter((answer) => !answer.ok && answer.code === 'locked')).toHaveLength(7);
	});

	test('one link cannot keep the platform busy with PINs of many numbers', async () => {
		const socket = await hall.seated('W01');
		const answers = await Promise.all(Array.from({ length: 24 }, (_, guess) => sign(socket, 'W01', `${900_000 + guess}`, '0000')));
		expect(answers.filter((answer) => !answer.ok && answer.code === 'locked')).toHaveLength(4);
		hall.clock.at += 1_000;
		expect(await sign(socket, 'W01', '900100', '0000')).toMatchObject({ code: 'wrong-pin' });
	});

	test('I-22 a try that cannot be written down is not looked at, and the platform stops deciding', async () => {
		const store = new MemoryStore();
		const platform = await openPlatform({ store });
		store.putRecord = async () => {
			throw new StoreFailure('write-failed', 'disk is full');
		};
		const socket = await platform.seated('W01');
		expect(await socket.emitWithAck('sign-in', { station: 'W01', staff: '0307', pin: clerkPin })).toMatchObject({
			ok: false,
			code: 'busy',
		});
		expect(platform.authority.stopped).toBe('store-failed');
		await platform.end();
	});

	test('a right PIN starts the count anew', async () => {
		const socket = await hall.seated('W01');
		for (let time = 0; time < 4; time++) await sign(socket, 'W01', '0307', '0000');
		expect((await sign(socket, 'W01', '0307', clerkPin)).ok).toBe(true);
		expect(await sign(socket, 'W01', '0307', '0000')).toMatchObject({ code: 'wrong-pin', left: 4 });
	});

	test('a number that nobody bears is answered like a wrong PIN', async () => {
		const socket = await hall.seated('W01');
		expect(await sign(socket, 'W01', '99999999', clerkPin)).toEqual({ ok: false, code: 'wrong-pin', left: 4 });
	});

	test('a clerk cannot sign in at the manager station, a manager can', async () => {
		const socket = await hall.seated('M1');
		expect(await sign(socket, 'M1', '0307', clerkPin)).toEqual({ ok: false, code: 'not-permitted' });
		expect((await sign(socket, 'M1', '0001', managerPin)).ok).toBe(true);
	});

	test('signing in at a station that this link does not seat is refused; malformed too', async () => {
		const socket = await hall.seated('W01');
		expect(await sign(socket, 'W02', '0307', clerkPin)).toEqual({ ok: false, code: 'not-seated' });
		expect(signInAnswer.parse(await socket.emitWithAck('sign-in', { station: 'W01' }))).toEqual({ ok: false, code: 'malformed' });
	});

	test('a sign-in ends after twelve hours for asks; a report of work done before counts as done by the clerk', async () => {
		const socket = await hall.seated('W01');
		const signed = await sign(socket, 'W01', '0307', clerkPin);
		if (!signed.ok) throw new Error(signed.code);
		const worked = hall.clock.now() + 3_600_000;
		hall.clock.at += 13 * 3_600_000;
		const commands = [
			issue(1, { station: 'W01', name: 'open-window', body: { window: 'W01' }, session: signed.session, occurredAt: hall.clock.now() }),
			issue(2, {
				station: 'W01',
				name: 'start-service',
				body: { window: 'W01', ticket: 'A001' },
				session: signed.session,
				occurredAt: worked,
			}),
		];
		const answer = commandsAnswer.parse(await socket.emitWithAck('commands', { commands }));
		expect(answer).toMatchObject({
			ok: true,
			outcomes: [
				{ result: 'refused', refusal: { code: 'not-signed-in' } },
				{ result: 'accepted', events: [{ staff: '0307' }, {}] },
			],
		});
	});

	test('tokens are kept as hashes alone', async () => {
		const store = new MemoryStore();
		store.close = async () => {};
		const platform = await openPlatform({ store });
		const signed = await sign(await platform.seated('W01'), 'W01', '0307', clerkPin);
		if (!signed.ok) throw new Error(signed.code);
		expect(JSON.stringify(await store.records('session'))).not.toContain(signed.session);
		expect(await store.records('session')).toHaveLength(1);
		await platform.end();
	});
});
