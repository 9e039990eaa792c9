/** Real halls on their own stores, a real centre on a real PostgreSQL; cut, killed at random, healed: both sides hold the same log. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { canonicalJson } from '../../domain/day-hash.ts';
import { centreClient } from '../../platform/centre/centre-client.ts';
import { openPostgres } from '../../platform/storage/postgres.ts';
import { openSqlite, readSqlite } from '../../platform/storage/sqlite.ts';
import { demoHall, epochOf, helpCalled } from '../platform/fixture.ts';
import { hallWith, runToEnd } from '../platform/platform-process.ts';
import { type RealPostgres, startPostgres } from '../platform/real-postgres.ts';
import { StationClient } from '../platform/station-client.ts';
import { chainOf } from './day-books.contract.ts';
import { type Program, randomOf, run, until } from './processes.ts';

// Several processes each; on a busy machine each of them takes seconds to start.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const { plan } = demoHall();
let postgres: RealPostgres;
let database: string;
let centre: Program;
const programs: Program[] = [];
const folders: string[] = [];
const clients: StationClient[] = [];

/** Two halls with stores, tokens and, in the halls file, hashes. */
async function hallFolder(code: string) {
	const made = hallWith(4);
	folders.push(made.folder);
	const yaml = readFileSync(made.hall, 'utf8');
	writeFileSync(made.hall, yaml.replace(`code: ${plan.code}`, `code: ${code}`));
	const tokenFile = join(made.folder, 'token');
	const token = await runToEnd('platform/centre/make-token.ts', '--out', tokenFile);
	return { ...made, code, tokenFile, tokenHash: token.out.trim() };
}
let first: Awaited<ReturnType<typeof hallFolder>>;
let second: Awaited<ReturnType<typeof hallFolder>>;
let hallsFile: string;

async function startCentre(port = 0): Promise<Program> {
	centre = await run('platform/centre/main.ts', '--database', database, '--halls', hallsFile, '--port', String(port));
	programs.push(centre);
	return centre;
}
async function startHall({ hall, data, tokenFile }: typeof first, port = 0): Promise<Program> {
	const to = ['--centre', centre.url, '--centre-token-file', tokenFile];
	const program = await run('platform/main.ts', '--hall', hall, '--data', data, '--port', String(port), ...to);
	programs.push(program);
	return program;
}
const healthOf = async (program: Program) => (await fetch(`${program.url}/healthz`)).json();
const copied = (program: Program) =>
	until(
		() => healthOf(program),
		({ centre: part }) => part?.state === 'ok' && part.behindEvents === 0,
		90_000,
	);

/** Every hall-day of this store, held to what is in PostgreSQL, event for event and by head and hash. */
async function expectSame({ data, code, tokenFile }: typeof first): Promise<number> {
	const here = readSqlite(data);
	const there = await openPostgres({ url: database });
	const days = await centreClient({ url: centre.url, token: readFileSync(tokenFile, 'utf8').trim() }, code).days();
	let events = 0;
	try {
		const heads = await here.heads(code, '');
		expect(heads.length).toBeGreaterThan(0);
		for (const { day, head } of heads) {
			const mine = await here.read(code, day, 0, 1_000_000);
			const theirs = await there.read(code, day, 0, 1_000_000);
			expect(theirs.map(canonicalJson)).toEqual(mine.map(canonicalJson));
			expect(days.ok && days.value.days.find((each) => each.day === day)).toEqual({ day, head, hash: chainOf(mine) });
			expect((await there.day(code, day))?.plan).toEqual((await here.day(code, day))?.plan);
			events += mine.length;
		}
	} finally {
		await here.close();
		await there.close();
	}
	return events;
}

/** Takes numbers until told to stop; answers how many were acknowledged. */
function busy(program: Program, station: string, epoch: string) {
	const client = new StationClient(program.url, station, epoch);
	clients.push(client);
	let going = true;
	const numbers: string[] = [];
	const done = (async () => {
		while (going) {
			const said = await client.say('issue-ticket', { visit: { queue: 'A', items: [], channel: 'no-card' } });
			const [event] = said.result === 'accepted' ? said.events : [];
			if (event?.name === 'ticket-issued') numbers.push(event.body.number);
			else throw new Error(JSON.stringify(said));
		}
	})();
	return {
		numbers,
		async stop() {
			going = false;
			await done;
			client.close();
			return numbers;
		},
	};
}

beforeAll(async () => {
	[postgres, first, second] = await Promise.all([startPostgres(), hallFolder('HALL-01'), hallFolder('HALL-02')]);
	database = await postgres.freshDatabase();
	hallsFile = join(first.folder, 'halls.yaml');
	const lines = [first, second].map(({ code, tokenHash }) => `  - { code: ${code}, tokenHash: "${tokenHash}" }`);
	writeFileSync(hallsFile, ['schema: centre-halls/1', 'halls:', ...lines, ''].join('\n'));
	await startCentre();
});
afterAll(async () => {
	for (const client of clients) client.close();
	for (const program of programs) await program.end('SIGKILL');
	await postgres?.close();
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('two halls and a centre', () => {
	test('S1 S2 S5 S10 I-8: hall, centre and PostgreSQL are killed at random under load, 0 lost, 0 doubled, equal heads and hashes', async () => {
		const random = randomOf(20_261_117);
		let [hallOne, hallTwo] = await Promise.all([startHall(first), startHall(second)]);
		const crowds = [busy(hallOne, 'T1', epochOf('a')), busy(hallOne, 'T2', epochOf('b')), busy(hallTwo, 'T1', epochOf('c'))];
		const victims = ['centre', 'hall', 'postgres', 'centre', 'hall'] as const;
		for (const victim of victims) {
			await new Promise((resolve) => setTimeout(resolve, 100 + random() * 500));
			if (victim === 'centre') {
				await centre.end('SIGKILL');
				await new Promise((resolve) => setTimeout(resolve, random() * 400));
				await startCentre(centre.port);
			} else if (victim === 'postgres') {
				await postgres.kill();
				await new Promise((resolve) => setTimeout(resolve, random() * 400));
				await postgres.start();
			} else if (random() < 0.5) {
				await hallOne.end('SIGKILL');
				hallOne = await startHall(first, hallOne.port);
			} else {
				await hallTwo.end('SIGKILL');
				hallTwo = await startHall(second, hallTwo.port);
			}
		}
		const numbers = await Promise.all(crowds.map((crowd) => crowd.stop()));
		for (const hall of [hallOne, hallTwo]) await copied(hall);
		expect(centre.said()).toMatch(/Tidehall centre ready/);
		await expectSame(first);
		await expectSame(second);
		const there = await openPostgres({ url: database });
		for (const [code, acknowledged] of [
			['HALL-01', [...numbers[0]!, ...numbers[1]!]],
			['HALL-02', numbers[2]!],
		] as const) {
			const [{ day }] = (await there.heads(code, '')) as unknown as [{ day: string }];
			const log = await there.read(code, day, 0, 1_000_000);
			const issued = log.flatMap((event) => (event.name === 'ticket-issued' ? [event.body.number] : []));
			expect(new Set(issued).size).toBe(issued.length);
			expect(acknowledged.length).toBeGreaterThan(20);
			expect(issued.sort()).toEqual([...acknowledged].sort());
		}
		await there.close();
		for (const hall of [hallOne, hallTwo]) expect(await hall.end('SIGTERM')).toBe(0);
	});

	test('a long cut: the hall works on as if nothing were, 10,000 events drain after it, and the time is told', async () => {
		const day = '2026-11-17';
		// The backlog of the cut, as the hall's own store holds it.
		const store = openSqlite(second.data);
		const kept = await store.day('HALL-02', (await store.heads('HALL-02', '')).at(-1)!.day);
		await store.keepDay('HALL-02', day, { ...kept!.plan });
		const backlog = Array.from({ length: 10_000 }, (_, index) => ({ ...helpCalled(index + 1), hall: 'HALL-02' }));
		for (let from = 0; from < backlog.length; from += 2_000)
			await store.commit({ hall: 'HALL-02', day, events: backlog.slice(from, from + 2_000), outcomes: [] });
		await store.close();
		await centre.end('SIGKILL');
		const hall = await startHall(second);
		const crowd = busy(hall, 'T2', epochOf('d'));
		const cut = await until(
			() => healthOf(hall),
			({ centre: part }) => part.state === 'cut',
		);
		expect(cut).toMatchObject({ status: 'ok', problems: [], centre: { lastOkAt: null } });
		await until(
			async () => crowd.numbers.length,
			(taken) => taken >= 30,
		);
		expect(await (await fetch(`${hall.url}/metrics`)).text()).toMatch(/tidehall_centre_last_ok 0\n/);
		await startCentre(centre.port);
		await crowd.stop();
		const counter = /tidehall_centre_events_total\{hall="HALL-02"\} (\d+)/;
		const arrived = async () => Number(counter.exec(await (await fetch(`${centre.url}/metrics`)).text())?.[1] ?? 0);
		const before = await until(arrived, (count) => count > 0, 70_000);
		const began = performance.now();
		const after = await until(arrived, (count) => count >= 10_000, 60_000);
		const milliseconds = Math.round(performance.now() - began);
		const bytes = Math.round((Buffer.byteLength(JSON.stringify(backlog)) * (after - before)) / backlog.length);
		process.stderr.write(`drain: ${after - before} events, ${bytes} bytes, ${milliseconds} ms\n`);
		expect(milliseconds).toBeLessThan(30_000);
		await copied(hall);
		await hall.says(/"happening":"centre-ok"/);
		expect(await expectSame(second)).toBeGreaterThan(10_000);
		expect(hall.said().match(/centre-cut/g)).toHaveLength(1);
		const metrics = await (await fetch(`${hall.url}/metrics`)).text();
		expect(metrics).toMatch(/tidehall_centre_behind_events 0\n/);
		expect(metrics).toMatch(/tidehall_centre_last_ok \d{10}\n/);
		expect(await hall.end('SIGTERM')).toBe(0);
	});
});
