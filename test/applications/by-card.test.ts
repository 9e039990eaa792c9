/** One's matters by card, and where the result goes: a form handed in at a terminal, a real platform, and a card on another terminal. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import { type CaseStep, caseNumber } from '../../domain/contracts/cases.ts';
import { type ProgressAnswer, progressAnswer } from '../../domain/contracts/progress.ts';
import { commandAsPlatform } from '../../platform/authority/platform-seat.ts';
import { epochOf } from '../platform/fixture.ts';
import type { OpenPlatform } from '../platform/open-platform.ts';
import { handInAt, openStore } from './stand.ts';
import { endAll, folderOf, introduce, platformIn, senderTo } from './upload-stand.ts';

afterEach(endAll);

const own = '11010519491231002X';
const spouse = '110105194912310030';
const address = '样本市东城区测试胡同1号院2号楼303室';
const items = ['GA-003'];

/** A form of `own`, in which `spouse` is named, handed in and submitted. */
async function handedIn(hall: OpenPlatform): Promise<string> {
	await introduce(hall);
	const store = await openStore(folderOf('station'));
	const { ref } = await store.begin({ station: 'T1', items, theme: null, document: null });
	await store.save(ref, { fields: { name: '金丝雀测试甲', idNumber: own, spouseIdNumber: spouse }, materials: {} });
	await store.handIn(ref, handInAt);
	const { sender } = senderTo(() => hall, store);
	sender.link(true);
	await sender.idle();
	return ref;
}
const begin: CaseStep = { do: 'begin', origin: 'application', items, materials: [] };
const accept: CaseStep = {
	...{ do: 'accept', deferred: [], tasks: [], delivery: 'window' },
	items: items.map((item) => ({ item, limit: { value: 5, unit: 'workday' as const }, due: '2026-11-24', legal: null, legalDue: null })),
};
const say = (hall: OpenPlatform, ref: string, steps: CaseStep[]) =>
	commandAsPlatform(hall.authority, epochOf('e'), 'report-case', hall.clock.now(), { body: { case: ref, steps } });
const ask = async (terminal: Socket, request: unknown): Promise<ProgressAnswer> =>
	progressAnswer.parse(await terminal.emitWithAck('progress', request));
const foundBy = async (terminal: Socket, document: string) => {
	const answer = await ask(terminal, { do: 'mine', document });
	if (!answer.ok) throw new Error(answer.code);
	return answer.found;
};
const everythingIn = (folder: string) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
		.join('\n');
const latin = (text: string) => Buffer.from(text).toString('latin1');

describe('my matters, by card', () => {
	test('an application is its applicant’s: nobody who is only named in it, and no stranger, is told of it', async () => {
		const hall = await platformIn(folderOf('platform'));
		const ref = await handedIn(hall);
		const terminal = await hall.seated('T2', epochOf('b'));
		expect(await foundBy(terminal, own)).toMatchObject([{ kind: 'application', stage: 'submitted', items: [{ item: 'GA-003' }] }]);
		expect(await foundBy(terminal, spouse)).toEqual([]);
		expect(await foundBy(terminal, '440305198808180014')).toEqual([]);
		await say(hall, ref, [begin, accept]);
		expect(await foundBy(terminal, own)).toMatchObject([
			{
				kind: 'case',
				number: caseNumber(ref),
				stage: 'accepted',
				delivery: 'window',
				choosable: expect.arrayContaining(['window', 'courier']),
			},
		]);
		const window = await hall.seated('W01', epochOf('c'));
		expect(await ask(window, { do: 'mine', document: own })).toEqual({ ok: false, code: 'not-seated' });
	});

	test('what was begun at a window is found by the card its number was taken with, today', async () => {
		const hall = await platformIn(folderOf('platform'));
		const terminal = await hall.seated('T2', epochOf('b'));
		const { personReference } = await import('../../renderer/engine/person-ref.ts');
		const hello = await hall.connect().emitWithAck('hello', { protocol: 1, seats: [{ station: 'T3', epoch: epochOf('d') }], holds: null });
		const personRef = await personReference(hello.personKey, hall.authority.day, own);
		const issue = { station: 'T2', epoch: epochOf('b'), n: 1, occurredAt: hall.clock.now(), name: 'issue-ticket' };
		const body = { visit: { queue: 'A', items: [], channel: 'card', personRef } };
		expect(await terminal.emitWithAck('commands', { commands: [{ ...issue, body }] })).toMatchObject({
			outcomes: [{ result: 'accepted' }],
		});
		const ticket = Object.keys(hall.authority.state.tickets)[0]!;
		const ref = 'cd'.repeat(16);
		await commandAsPlatform(hall.authority, epochOf('e'), 'report-case', hall.clock.now(), {
			body: { case: ref, ticket, steps: [{ ...begin, origin: 'window' }, accept] },
		});
		// No sealed form of hers lies here, so there is nowhere an address could lie either.
		const [one] = await foundBy(terminal, own);
		expect(one).toMatchObject({ number: caseNumber(ref), stage: 'accepted' });
		expect(one?.choosable).not.toContain('courier');
		expect(await foundBy(terminal, spouse)).toEqual([]);
	});
});

describe('which way the result goes', () => {
	test('P1 by courier: the log knows the way, the sealed record the address, and the clerk sees it in its field', async () => {
		const folder = folderOf('platform');
		const hall = await platformIn(folder);
		const ref = await handedIn(hall);
		await say(hall, ref, [begin, accept]);
		const terminal = await hall.seated('T2', epochOf('b'));
		const choice = { do: 'deliver', document: own, number: caseNumber(ref), way: 'courier' };
		expect(await ask(terminal, choice)).toEqual({ ok: false, code: 'address-needed' });
		expect(await ask(terminal, { ...choice, address })).toMatchObject({ ok: true, found: [{ delivery: 'courier' }] });
		const said = hall.authority.eventsAfter(0).flatMap((event) => (event.name === 'case-reported' ? event.body.steps : []));
		expect(said.at(-1)).toEqual({ do: 'delivery', way: 'courier' });
		// Said once more with another address: the log has it once, the record the new one.
		expect(await ask(terminal, { ...choice, address: `${address}之二` })).toMatchObject({ ok: true });
		expect(hall.authority.eventsAfter(0).filter(({ name }) => name === 'case-reported')).toHaveLength(2);
		await hall.end();
		const all = everythingIn(folder) + latin(hall.lines.join('\n'));
		for (const secret of [own, spouse, latin(address), latin('测试胡同')]) expect(all.includes(secret), secret).toBe(false);
	});

	test('by somebody else’s card, or when it was handed over, nothing is changed and it is said', async () => {
		const hall = await platformIn(folderOf('platform'));
		const ref = await handedIn(hall);
		await say(hall, ref, [begin, accept]);
		const terminal = await hall.seated('T2', epochOf('b'));
		const choice = { do: 'deliver', document: own, number: caseNumber(ref), way: 'courier', address };
		expect(await ask(terminal, { ...choice, document: spouse })).toEqual({ ok: false, code: 'not-yours' });
		await say(hall, ref, [
			{ do: 'result', item: 'GA-003', outcome: 'granted' },
			{ do: 'deliver', items: ['GA-003'], way: 'window' },
		]);
		expect(await ask(terminal, choice)).toEqual({ ok: false, code: 'not-now' });
		expect((await foundBy(terminal, own))[0]?.choosable).toEqual([]);
	});

	test('an address that no house has is refused before it is kept', async () => {
		const hall = await platformIn(folderOf('platform'));
		const ref = await handedIn(hall);
		await say(hall, ref, [begin, accept]);
		const terminal = await hall.seated('T2', epochOf('b'));
		const answer = await terminal.emitWithAck('progress', {
			...{ do: 'deliver', document: own, number: caseNumber(ref), way: 'courier' },
			address: '家',
		});
		expect(answer).toMatchObject({ ok: false, code: 'malformed' });
		expect(hall.authority.eventsAfter(0).filter(({ name }) => name === 'case-reported')).toHaveLength(1);
	});
});
