/** A hall's platform on a real PostgreSQL: two processes on one database, the database dying, and addresses that cannot be used. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import { readCentreAddress } from '../../platform/centre/centre-address.ts';
import { readHallsFile } from '../../platform/centre/halls-file.ts';
import { hashToken } from '../../platform/centre/tokens.ts';
import { addressProblem } from '../../platform/standby/database-address.ts';
import { openPostgres } from '../../platform/storage/postgres.ts';
import { demoHallFile, epochOf } from '../platform/fixture.ts';
import { hallWith, runToEnd } from '../platform/platform-process.ts';
import { type RealPostgres, startPostgres } from '../platform/real-postgres.ts';
import { StationClient } from '../platform/station-client.ts';
import { type Program, run, until } from './processes.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let postgres: RealPostgres;
const programs: Program[] = [];
const clients: StationClient[] = [];
const { folder, hall } = hallWith(4);
beforeAll(async () => {
	postgres = await startPostgres();
});
afterAll(async () => {
	for (const client of clients) client.close();
	for (const program of programs) await program.end('SIGKILL');
	await postgres?.close();
	rmSync(folder, { recursive: true, force: true });
});

async function platformOn(database: string): Promise<Program> {
	const program = await run('platform/main.ts', '--hall', hall, '--database', database, '--port', '0');
	programs.push(program);
	return program;
}
const healthOf = async ({ url }: Program) => {
	const response = await fetch(`${url}/healthz`);
	return { status: response.status, body: await response.json() };
};
async function takeNumbers({ url }: Program, epoch: string, count: number): Promise<string[]> {
	const client = new StationClient(url, 'T1', epoch);
	clients.push(client);
	const numbers: string[] = [];
	while (numbers.length < count) {
		const said = await client.say('issue-ticket', { visit: { queue: 'A', items: [], channel: 'no-card' } });
		const [event] = said.result === 'accepted' ? said.events : [];
		if (event?.name !== 'ticket-issued') throw new Error(JSON.stringify(said));
		numbers.push(event.body.number);
	}
	client.close();
	return numbers;
}

describe('two processes on one database', () => {
	test('T1 S5 I-8: the second stands by and says so; the first is killed, the second goes on where the log ends', async () => {
		const database = await postgres.freshDatabase();
		const first = await platformOn(database);
		const before = await takeNumbers(first, epochOf('a'), 5);
		const second = await platformOn(database);
		expect(second.said()).toContain('Tidehall platform standby: ');
		expect(await healthOf(second)).toMatchObject({ status: 503, body: { status: 'standby', store: 'ok', problems: [] } });
		expect((await fetch(`${second.url}/metrics`)).status).toBe(503);
		const { head } = (await healthOf(first)).body;
		await first.end('SIGKILL');
		await second.says(/Tidehall platform ready: /);
		expect(second.said().match(/"happening":"standby"/g)).toHaveLength(1);
		expect(second.said()).toContain('"happening":"taking-over"');
		expect(await healthOf(second)).toMatchObject({ status: 200, body: { head } });
		const after = await takeNumbers(second, epochOf('b'), 5);
		// A standby that is told to end does so, and nothing comes of it.
		const third = await platformOn(database);
		expect(third.said()).toContain('Tidehall platform standby: ');
		expect(await third.end('SIGTERM')).toBe(0);
		expect(new Set([...before, ...after]).size).toBe(10);

		// The database dies under the one that works: it begins anew by itself, and has lost nothing.
		await postgres.kill();
		await until(
			() => healthOf(second),
			({ body }) => body.status !== 'ok',
		);
		await postgres.start();
		const healed = await until(
			() => healthOf(second),
			({ status }) => status === 200,
		);
		expect(healed.body).toMatchObject({ status: 'ok', head: head + 5 });
		const last = await takeNumbers(second, epochOf('c'), 2);
		expect(second.said()).toContain('"happening":"database-lost"');
		expect(await second.end('SIGTERM')).toBe(0);

		const store = await openPostgres({ url: database });
		const [entry] = await store.days();
		const log = await store.read(entry!.hall, entry!.day, 0, 1_000);
		await store.close();
		expect(log.flatMap((event) => (event.name === 'ticket-issued' ? [event.body.number] : []))).toEqual([...before, ...after, ...last]);
		expect(checkLog(entry!.plan, entry!.day, log).violations).toEqual([]);
	});
});

describe('an address that cannot be used', () => {
	const password = 'canary-password';

	test.each([
		[`mysql://hall:${password}@db/hall`, /begin with postgres:\/\//],
		[`postgres://hall:${password}@/hall`, /names no host|cannot be read/],
		[`postgres://hall:${password}@db`, /names no database/],
		[`postgres://hall:${password}/x@db:many/hall`, /cannot be read/],
	])('is told by what is wrong with it, without the password: %s', (text, words) => {
		expect(addressProblem(text)).toMatch(words);
		expect(addressProblem(text)).not.toContain(password);
	});

	test('no server, no such database, a wrong password: each in words, never with the password, for platform and centre', async () => {
		const good = new URL(await postgres.freshDatabase());
		const admin = new Client({ connectionString: good.href });
		await admin.connect();
		const place = (await admin.query<{ hba_file: string }>('SHOW hba_file')).rows[0]!.hba_file;
		await admin.query("CREATE ROLE locked LOGIN PASSWORD 'another'");
		const rules = 'host all locked 127.0.0.1/32 scram-sha-256\\nhost all all 127.0.0.1/32 trust';
		await admin.query(`COPY (SELECT unnest(string_to_array(E'${rules}', E'\\n'))) TO '${place}'`);
		await admin.query('SELECT pg_reload_conf()');
		await admin.end();
		const address = (user: string, port: string, database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
		const halls = join(folder, 'halls.yaml');
		writeFileSync(halls, `schema: centre-halls/1\nhalls:\n  - { code: DEMO, tokenHash: "${hashToken('x')}" }\n`);
		const tries = await Promise.all([
			runToEnd('platform/main.ts', '--hall', hall, '--database', address('tidehall', '1', 'hall')),
			runToEnd('platform/main.ts', '--hall', hall, '--database', address('tidehall', good.port, 'nowhere')),
			runToEnd('platform/centre/main.ts', '--halls', halls, '--database', address('locked', good.port, good.pathname.slice(1))),
		]);
		const words = [/No PostgreSQL answers at 127\.0\.0\.1:1\./, /has no database nowhere/, /does not let the user locked in/];
		for (const [index, { code, out, errors }] of tries.entries()) {
			expect(code).toBe(1);
			expect(errors).toMatch(words[index]!);
			expect(out + errors).not.toContain(password);
			expect(errors).not.toMatch(/^\s+at /m);
		}
	});

	test('--data and --database together, neither of them, and half a centre are told', async () => {
		const database = 'postgres://tidehall@127.0.0.1:1/hall';
		const demo = ['--hall', demoHallFile];
		const tries = await Promise.all([
			runToEnd('platform/main.ts', ...demo, '--data', folder, '--database', database),
			runToEnd('platform/main.ts', ...demo),
			runToEnd('platform/main.ts', ...demo, '--data', folder, '--centre', 'https://centre.example'),
		]);
		expect(tries.map(({ code }) => code)).toEqual([1, 1, 1]);
		expect(tries[0]!.errors).toContain('give one of them');
		expect(tries[1]!.errors).toContain('Say where it keeps the hall');
		expect(tries[2]!.errors).toContain('go together');
	});
});

describe('tokens and the halls file', () => {
	test('a token is made into a file of its owner alone, never shown, never overwritten', async () => {
		const file = join(folder, 'token');
		const made = await runToEnd('platform/centre/make-token.ts', '--out', file);
		const token = readFileSync(file, 'utf8').trim();
		expect(made.out.trim()).toBe(hashToken(token));
		expect(made.out + made.errors).not.toContain(token);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(readCentreAddress('https://centre.example', file)).toEqual({ ok: true, address: { url: 'https://centre.example/', token } });
		const again = await runToEnd('platform/centre/make-token.ts', '--out', file);
		expect(again).toMatchObject({ code: 1, errors: expect.stringContaining('exists already') });
		expect(readFileSync(file, 'utf8').trim()).toBe(token);
	});

	test('what is wrong with a centre address or a token file is told without repeating it', () => {
		const file = join(folder, 'no-token');
		writeFileSync(file, 'canary-secret');
		for (const [url, words] of [
			['nowhere', '--centre: this is no address'],
			['ftp://centre.example', '--centre: the address must begin'],
			['https://hall:canary-secret@centre.example', '--centre: the address holds more'],
			['https://centre.example', '--centre-token-file: '],
		] as const) {
			const read = readCentreAddress(url, file);
			expect(read).toMatchObject({ ok: false, what: expect.stringContaining(words) });
			expect(JSON.stringify(read)).not.toContain('canary-secret');
		}
	});

	test('every mistake of a halls file comes with its line', () => {
		const file = join(folder, 'broken.yaml');
		const hash = hashToken('x');
		writeFileSync(
			file,
			`schema: centre-halls/1\nhalls:\n  - { code: A-1, tokenHash: "${hash}" }\n  - { code: A-1, tokenHash: "${hashToken('y')}" }\n  - { code: B-1, tokenHash: "${hash}" }\n`,
		);
		const read = readHallsFile(file);
		expect(read.ok ? [] : read.problems.map(({ line, what }) => `${line} ${what.slice(0, 20)}`)).toEqual([
			'4 halls.1.code: A-1 is',
			'5 halls.2.tokenHash: t',
		]);
		writeFileSync(file, 'schema: centre-halls/1\nhalls:\n  - { code: a, token: plain }\n');
		const worse = readHallsFile(file);
		expect(worse.ok ? [] : worse.problems.map(({ line }) => line)).toEqual([3, 3, 3]);
	});
});
