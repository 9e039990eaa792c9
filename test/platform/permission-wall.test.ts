/** Every line of the table of permissions, tried at a running platform with every role: what is not allowed is refused. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandNames, commandTable } from '../../domain/contracts/commands.ts';
import { type StaffRole, seatOf, staffRoles } from '../../domain/contracts/staff-roles.ts';
import { commandsAnswer } from '../../domain/contracts/wire.ts';
import { mayStandBehind, type Request, routePermissions, socketPermissions, staffFor } from '../../domain/permission-table.ts';
import { standingIn } from '../../platform/people/who-may.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoHall, epochOf, issue, tuesdayMorning } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

const hall = demoHall();
const pinHash = hall.staff[0]!.pinHash;
const people = staffRoles.map((role, index) => ({ id: `900${index}`, name: role, roles: [role], pinHash }));
const seat = (role: StaffRole) => (seatOf(role) === 'window' ? 'W01' : 'M1');
const tokenOf = (role: StaffRole) => `token-of-${role}`;
/** Signed in as what they are, where they are nothing: a clerk at the manager's seat, an administrator at a window. */
const misplaced = (role: StaffRole) => `misplaced-${role}`;

let platform: OpenPlatform;
beforeAll(async () => {
	const store = new MemoryStore();
	const signIn = (token: string, staff: string, station: string) =>
		store.putRecord('session', createHash('sha256').update(token).digest('base64url'), {
			...{ staff, station, begunAt: tuesdayMorning, endsAt: tuesdayMorning + 3_600_000 },
		});
	for (const { id, roles } of people)
		for (const role of roles) {
			await signIn(tokenOf(role), id, seat(role));
			await signIn(misplaced(role), id, seat(role) === 'W01' ? 'M1' : 'W01');
		}
	platform = await openPlatform({ store, hall: { ...hall, staff: people }, peersToken: 'a-token-of-forty-characters-for-platforms' });
});
afterAll(() => platform.end());

const forStaff = (lines: object) => (Object.keys(lines) as Request[]).filter((line) => staffFor(line) !== null);

describe('messages over the socket', () => {
	test.each(forStaff(socketPermissions))('%s is answered to its roles alone', async (line) => {
		const [name = '', asked] = line.split('/');
		const socket = await platform.seated('M1', epochOf('b'));
		const ask = async (session: string) => {
			const answer = (await socket.emitWithAck(name, { session, station: 'T1', request: { do: asked ?? 'inspect' } })) as { code?: string };
			return answer.code === 'not-permitted';
		};
		for (const role of staffRoles) {
			expect([line, role, await ask(tokenOf(role))]).toEqual([line, role, !staffFor(line)!.includes(role)]);
			expect([line, role, 'misplaced', await ask(misplaced(role))]).toEqual([line, role, 'misplaced', true]);
		}
		expect(await ask('made-up')).toBe(true);
		socket.close();
	});

	test('every message of the table is known to the platform', async () => {
		for (const name of new Set(Object.keys(socketPermissions).map((line) => line.split('/')[0]!))) {
			const socket = platform.connect();
			const ended = new Promise((resolve) => socket.once('disconnect', () => resolve('unknown')));
			expect([name, await Promise.race([ended, socket.emitWithAck(name, null)])]).not.toEqual([name, 'unknown']);
			socket.close();
		}
	});
});

describe('routes over HTTP', () => {
	const ask = async (line: string, session?: string) => {
		const [method, address = ''] = line.split(' ');
		const url = `${platform.url}${address.replaceAll(/:[a-z]+/g, '1')}`;
		const { status } = await fetch(url, {
			method: method!,
			...(method === 'GET' ? {} : { body: '{}' }),
			headers: { 'content-type': 'application/json', ...(session === undefined ? {} : { authorization: `Bearer ${session}` }) },
		});
		return status;
	};
	const here = (line: string) => !line.includes('/api/configuration');

	test.each(forStaff(routePermissions).filter(here))('%s is answered to its roles alone', async (line) => {
		for (const role of staffRoles) {
			const status = await ask(line, tokenOf(role));
			if (staffFor(line)!.includes(role)) expect([line, role, [401, 403].includes(status)]).toEqual([line, role, false]);
			else expect([line, role, [401, 403].includes(status)]).toEqual([line, role, true]);
			expect([line, await ask(line, misplaced(role))]).toEqual([line, 403]);
		}
		// What is not even a reference is said to be none, whoever asks.
		expect([400, 401, 403]).toContain(await ask(line, 'made-up'));
		expect([400, 401, 403]).toContain(await ask(line));
	});

	const ofOthers = Object.entries(routePermissions).filter(
		([, line]) => !line.some((who) => who === 'anyone') && line.some((who) => ['machine', 'peer', 'front-end'].includes(who)),
	);
	test.each(ofOthers.map(([line]) => line))('%s is for no member of staff', async (line) => {
		for (const role of staffRoles) expect([400, 401, 403, 404]).toContain(await ask(line, tokenOf(role)));
		expect([400, 401, 403, 404]).toContain(await ask(line));
	});
});

describe('commands', () => {
	test('nobody stands behind a command that their role at this seat may not say', () => {
		for (const name of commandNames)
			for (const { id, roles } of people)
				for (const station of ['W01', 'M1', 'T1']) {
					const sessions = { staffOf: () => id, claimOf: () => null };
					const standing = standingIn(hall.plan, people, sessions);
					const envelope = issue(1, { name, station, session: 'any' });
					const may = station === seat(roles[0]!) && mayStandBehind(roles, name);
					expect([name, id, station, standing.staffOf(envelope, 0)]).toEqual([name, id, station, may ? id : null]);
					expect(standing.claimOf(envelope, 0)).toEqual(may ? null : { staff: id, why: 'not-permitted' });
				}
	});

	test('an administrator at the manager’s seat says every command of the hall in vain', async () => {
		const socket = await platform.seated('M1', epochOf('c'));
		const asks = commandNames.filter(
			(name) => commandTable[name].kind === 'ask' && (commandTable[name].roles as readonly string[]).includes('manager'),
		);
		const window = {
			window: 'W01',
			ticket: 'A001',
			reason: 'x',
			duty: ['A'],
			toQueue: 'B',
			to: 'queue',
			group: 'G',
			conflict: 1,
			decision: 'x',
		};
		const tide = { plan: 'P001', revision: 1, moves: [], until: tuesdayMorning, queue: 'A', people: 5, at: tuesdayMorning };
		let n = 0;
		for (const role of ['system', 'security', 'audit'] as const)
			for (const name of asks.filter((each) => commandTable[each].body.safeParse({ ...window, ...tide }).success)) {
				n += 1;
				const said = issue(n, { station: 'M1', epoch: epochOf('c'), name, body: { ...window, ...tide }, session: tokenOf(role) });
				const answer = commandsAnswer.parse(await socket.emitWithAck('commands', { commands: [said] }));
				expect([role, name, answer.ok && answer.outcomes[0]]).toMatchObject([
					role,
					name,
					{ result: 'refused', refusal: { code: 'not-permitted' } },
				]);
			}
		expect(n).toBeGreaterThan(30);
	});
});
