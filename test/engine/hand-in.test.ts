import { afterEach, describe, expect, test } from 'vitest';
import { administerAnswer } from '../../domain/contracts/quarantine.ts';
import { signInAnswer } from '../../domain/contracts/wire.ts';
import { createLink } from '../../renderer/engine/link.ts';
import { createTimers } from '../../renderer/engine/page-timers.ts';
import { epochOf, managerPin } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { startMachine } from './machine.ts';
import { createTestTime } from './test-time.ts';

let ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.reverse()) await end();
	ends = [];
});

async function until(what: () => boolean | Promise<boolean>) {
	for (let tries = 0; tries < 400; tries += 1) {
		if (await what()) return;
		await new Promise((go) => setTimeout(go, 25));
	}
	throw new Error('it never came');
}

async function managerOf(hall: OpenPlatform) {
	const socket = await hall.seated('M1', epochOf('c'));
	const signed = signInAnswer.parse(await socket.emitWithAck('sign-in', { station: 'M1', staff: '0001', pin: managerPin }));
	const session = signed.ok ? signed.session : '';
	return async (request: unknown) => {
		const answer = administerAnswer.parse(await socket.emitWithAck('administer', { session, request }));
		if (!answer.ok) throw new Error(answer.code);
		return answer;
	};
}

describe('I-17 a station that was revoked while it was cut off', () => {
	test('hands in what its journal owes, owes it no more, and the manager takes it: nothing is lost, nothing twice', async () => {
		const hall = await openPlatform();
		ends.push(() => hall.end());
		const administer = await managerOf(hall);
		await administer({ do: 'revoke-station', station: 'W02', reason: '机器丢了' });
		const time = createTestTime();
		const machine = await startMachine({
			time,
			station: 'W02',
			hall: () => hall,
			wrapLink: () => createLink({ url: hall.url, clock: time.clock, timers: createTimers() }) as never,
		});
		ends.push(() => machine.engine.stop());
		for (const ticket of ['A001', 'A002', 'A003']) await machine.engine.report('W02', 'finish-service', { window: 'W02', ticket });
		await until(() => machine.engine.view().shutOut === 'revoked-station' && machine.engine.view().owed === 0);
		await until(() => machine.journal.seat('W02').owed.length === 0);
		expect(hall.authority.eventsAfter(0).map(({ name }) => name)).not.toContain('service-finished');
		const { batches } = await administer({ do: 'look' });
		expect(batches.reduce((sum, { count }) => sum + count, 0)).toBe(3);
		for (const { id } of [...batches].reverse()) await administer({ do: 'accept', batch: id });
		await administer({ do: 'restore-station', station: 'W02' });
		const finished = () => hall.authority.eventsAfter(0).flatMap((event) => (event.name === 'service-finished' ? [event.body.ticket] : []));
		expect(finished()).toEqual(['A001', 'A002', 'A003']);
		await until(() => machine.engine.view().link === 'up');
		await machine.engine.report('W02', 'finish-service', { window: 'W02', ticket: 'A004' });
		await until(() => finished().length === 4);
		expect(finished()).toEqual(['A001', 'A002', 'A003', 'A004']);
	}, 240_000);
});
