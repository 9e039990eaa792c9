/**
 * Bookings through a real centre on a real PostgreSQL, for a hall on SQLite and a hall on PostgreSQL, while centre and halls are killed: no slot is
 * overfull, nothing acknowledged is lost, a repeat finds the same reservation; and a configuration that comes down is worked with after the order.
 */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { demoHall } from '../platform/fixture.ts';
import { hallWith, runToEnd } from '../platform/platform-process.ts';
import { type RealPostgres, startPostgres } from '../platform/real-postgres.ts';
import { type Program, randomOf, run, until } from './processes.ts';

// Several processes each; on a busy machine each of them takes seconds to start.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 240_000 });

const frontToken = 'a-token-for-tests-that-no-hall-has';
let postgres: RealPostgres;
let centre: Program;
let centreArguments: string[];
const programs: Program[] = [];
const folders: string[] = [];

async function hallFolder(code: string) {
	const made = hallWith(2);
	folders.push(made.folder);
	const yaml = readFileSync(made.hall, 'utf8');
	writeFileSync(made.hall, yaml.replace(`code: ${demoHall().plan.code}`, `code: ${code}`));
	const tokenFile = join(made.folder, 'token');
	const token = await runToEnd('platform/centre/make-token.ts', '--out', tokenFile);
	return { ...made, code, tokenFile, tokenHash: token.out.trim() };
}
let halls: { sqlite: Awaited<ReturnType<typeof hallFolder>>; postgres: Awaited<ReturnType<typeof hallFolder>> };
let operatorFile: string;
const stores: Record<string, string[]> = {};

async function start(file: string, ...args: string[]): Promise<Program> {
	const program = await run(file, ...args);
	programs.push(program);
	return program;
}
const startHall = ({ hall, code, tokenFile }: (typeof halls)['sqlite'], port = 0) =>
	start(
		'platform/main.ts',
		'--hall',
		hall,
		'--port',
		String(port),
		...stores[code]!,
		'--centre',
		centre.url,
		'--centre-token-file',
		tokenFile,
	);

beforeAll(async () => {
	const [real, sqlite, onPostgres] = await Promise.all([startPostgres(), hallFolder('HALL-01'), hallFolder('HALL-02')]);
	postgres = real;
	halls = { sqlite, postgres: onPostgres };
	operatorFile = join(sqlite.folder, 'operator');
	const operator = await runToEnd('platform/centre/make-token.ts', '--out', operatorFile);
	const hallsFile = join(sqlite.folder, 'halls.yaml');
	writeFileSync(
		hallsFile,
		[
			'schema: centre-halls/1',
			`frontEnd: { tokenHash: "sha256$${createHash('sha256').update(frontToken).digest('hex')}", requestsPerSecond: 1000 }`,
			`operator: { tokenHash: "${operator.out.trim()}" }`,
			'halls:',
			...[sqlite, onPostgres].map(({ code, tokenHash }) => `  - { code: ${code}, tokenHash: "${tokenHash}" }`),
			'',
		].join('\n'),
	);
	centreArguments = ['--database', await postgres.freshDatabase(), '--halls', hallsFile];
	stores['HALL-01'] = ['--data', sqlite.data];
	stores['HALL-02'] = ['--database', await postgres.freshDatabase()];
	centre = await start('platform/centre/main.ts', ...centreArguments, '--port', '0');
});
afterAll(async () => {
	for (const program of programs) await program.end('SIGKILL');
	await postgres?.close();
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Said {
	status: number;
	body: {
		code?: string;
		slot?: string;
		days?: { day: string; slots: { queue: string; slot: string; capacity: number; left: number }[] }[];
	};
}
async function book(hall: string, method: string, path: string, body?: unknown, key = ''): Promise<Said> {
	const answer = await fetch(`${centre.url}/api/halls/${hall}/reservations${path}`, {
		method,
		headers: {
			authorization: `Bearer ${frontToken}`,
			...(key === '' ? {} : { 'idempotency-key': key, 'content-type': 'application/json' }),
		},
		body: body === undefined ? null : JSON.stringify(body),
	}).catch(() => null);
	return answer ? { status: answer.status, body: (await answer.json()) as Said['body'] } : { status: 0, body: {} };
}
const slotsOf = async (hall: string) => {
	const said = await until(
		() => book(hall, 'GET', '/slots?queue=A'),
		({ status }) => status === 200,
		120_000,
	);
	// Not today: whether a slot of today is past depends on when this runs.
	return said.body.days!.filter(({ slots }) => slots.length > 0).at(-1)!.slots;
};

describe.each(['sqlite', 'postgres'] as const)('a hall on %s and a centre on PostgreSQL', (kind) => {
	test('I-12 I-7 both are killed under load: every key is one reservation, every slot within its places', async () => {
		const random = randomOf(kind === 'sqlite' ? 20_261_122 : 20_261_123);
		const mine = halls[kind];
		let hall = await startHall(mine);
		const slots = (await slotsOf(mine.code)).slice(0, 3);
		const wanted = Array.from({ length: 24 }, (_, at) => ({
			key: `key-${kind}-${at}-00`,
			body: { person: `person-${kind}-${at}-00`, queue: 'A', slot: slots[at % slots.length]!.slot },
		}));
		const answers = new Map<string, Said>();
		let going = true;
		/** As a front end does: the same again with the same key, until somebody answers for good. */
		const customers = wanted.map(async ({ key, body }, at) => {
			await new Promise((resolve) => setTimeout(resolve, at * 60));
			while (going) {
				const said = await book(mine.code, 'POST', '/', body, key);
				if (said.status === 201 || said.status === 409) return void answers.set(key, said);
				await new Promise((resolve) => setTimeout(resolve, 200));
			}
		});
		for (const victim of ['hall', 'centre'] as const) {
			await new Promise((resolve) => setTimeout(resolve, 200 + random() * 500));
			if (victim === 'centre') {
				await centre.end('SIGKILL');
				centre = await start('platform/centre/main.ts', ...centreArguments, '--port', String(centre.port));
			} else {
				await hall.end('SIGKILL');
				hall = await startHall(mine, hall.port);
			}
		}
		const patience = setTimeout(() => {
			going = false;
		}, 240_000);
		await Promise.all(customers);
		clearTimeout(patience);
		expect(answers.size).toBe(wanted.length);
		const made = [...answers.values()].filter(({ status }) => status === 201);
		expect(made.length).toBe(slots.reduce((sum, { left }) => sum + Math.min(left, 8), 0));
		expect(new Set(made.map(({ body }) => body.code)).size).toBe(made.length);
		for (const { slot, left } of (await slotsOf(mine.code)).slice(0, 3)) {
			expect(left).toBeGreaterThanOrEqual(0);
			const given = made.filter(({ body }) => body.slot === slot).length;
			expect(given).toBe(slots.find((each) => each.slot === slot)!.left - left);
		}
		// What was acknowledged is there, and the copy at the centre is equal.
		for (const { body } of made) expect((await book(mine.code, 'GET', `/${body.code}`)).status).toBe(200);
		await until(
			async () =>
				(await (await fetch(`${hall.url}/healthz`)).json()) as {
					centre?: { reservations?: { differingDays: number; lastEqualAt: number | null } };
				},
			({ centre: part }) => part?.reservations?.differingDays === 0 && part.reservations.lastEqualAt !== null,
			120_000,
		);
		expect(await hall.end('SIGTERM')).toBe(0);
	});

	test('a configuration from the command line is checked, waits over a restart, and on a manager’s order the process starts anew with it', async () => {
		const mine = halls[kind];
		const yaml = readFileSync(mine.hall, 'utf8');
		writeFileSync(mine.hall, yaml.replace('earliestMinutes: 30', 'earliestMinutes: 45'));
		const folder = dirname(mine.hall);
		const sent = await runToEnd(
			'platform/centre/send-configuration.ts',
			...['--centre', centre.url, '--token-file', operatorFile, '--hall', mine.code, '--folder', folder],
		);
		writeFileSync(mine.hall, yaml);
		expect(`${sent.out}${sent.errors}`).toContain(`Offered to ${mine.code}`);
		const hall = await startHall(mine);
		await hall.says(/configuration-staged/);
		expect(await hall.end('SIGTERM')).toBe(0);
		// A second start on the same day keeps what it works with.
		const again = await startHall(mine);
		expect(again.said()).not.toContain('configuration-taken');
		const config = (await (await fetch(`${again.url}/api/station-config`)).json()) as {
			plan: { reservation: { earliestMinutes: number } };
		};
		expect(config.plan.reservation.earliestMinutes).toBe(30);
		const manager = demoHall().staff.find(({ roles }) => roles.includes('manager'))!;
		const socket = io(again.url, { transports: ['websocket'], forceNew: true });
		await socket.emitWithAck('hello', { protocol: 1, seats: [{ station: 'M1', epoch: 'a'.repeat(16) }], holds: null });
		const { session } = await socket.emitWithAck('sign-in', { station: 'M1', staff: manager.id, pin: '1379' });
		socket.close();
		const order = { method: 'POST', headers: { authorization: `Bearer ${session}` } };
		expect((await fetch(`${again.url}/api/configuration/take`, order)).status).toBe(200);
		const earliest = async () => {
			const told = (await (await fetch(`${again.url}/api/station-config`)).json()) as typeof config;
			return told.plan.reservation.earliestMinutes;
		};
		await until(earliest, (minutes) => minutes === 45, 60_000);
		expect(again.said().match(/Tidehall platform ready/g)).toHaveLength(2);
		expect(await again.end('SIGTERM')).toBe(0);
	});
});
