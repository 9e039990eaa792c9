/** The centre's door: who is let in, what is taken, and how everything else is answered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { centreError, mostEvents } from '../../domain/contracts/centre.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { demoHall, helpCalled } from '../platform/fixture.ts';
import { chainOf } from './day-books.contract.ts';
import { logOf, openCentre } from './open-centre.ts';

const plan = { ...demoHall().plan, code: 'DEMO' };
const day = '2026-11-17';
const base = '/api/centre/v1/halls/DEMO/days';
const log = logOf(600, helpCalled);
const message = (from: number, to: number) => ({ from, events: log.slice(from - 1, to), hash: chainOf(log.slice(0, to)) });

let centre: Awaited<ReturnType<typeof openCentre>>;
beforeAll(async () => {
	centre = await openCentre();
	expect(await centre.ask('PUT', `${base}/${day}`, { plan })).toEqual({ status: 200, body: { day, head: 0, hash: '0'.repeat(64) } });
});
afterAll(() => centre.close());
const held = () => centre.store.read('DEMO', day, 0, 10_000);

describe('who is let in', () => {
	test.each([
		['nobody', null, 401, 'no-token'],
		['a made-up token', `thc_${'A'.repeat(43)}`, 401, 'wrong-token'],
		['something that is no token', 'DEMO', 401, 'wrong-token'],
	])('%s is turned away before the body is read', async (_who, token, status, code) => {
		const answer = await centre.ask('POST', `${base}/${day}/events`, 'not even JSON', token);
		expect(answer).toMatchObject({ status, body: { error: { code, field: 'authorization' } } });
	});

	test('one hall reads and writes nothing of another', async () => {
		const { OTHER } = centre.tokens;
		for (const [method, path, body] of [
			['GET', base, undefined],
			['PUT', `${base}/${day}`, { plan }],
			['POST', `${base}/${day}/events`, message(1, 2)],
		] as const)
			expect(await centre.ask(method, path, body, OTHER)).toMatchObject({ status: 403, body: { error: { code: 'not-your-hall' } } });
		expect(await held()).toEqual([]);
	});

	test('no token is in the log, and a stranger cannot fill it', async () => {
		for (let time = 0; time < 20; time += 1) await centre.ask('GET', base, undefined, 'stranger');
		expect(centre.lines.filter((line) => line.includes('turned-away'))).toHaveLength(1);
		expect(centre.lines.join('')).not.toContain('thc_');
		expect(await (await fetch(`${centre.url}/metrics`)).text()).toMatch(/turned_away_total\{code="wrong-token"\} 2\d/);
	});
});

describe('what is taken', () => {
	test.each([
		['from', { ...message(1, 2), from: 0 }, 'from'],
		['hash', { ...message(1, 2), hash: 'abc' }, 'hash'],
		['no events', { ...message(1, 2), events: [] }, 'events'],
		['too many events', message(1, mostEvents + 1), 'events'],
		['an event of another hall', { ...message(1, 2), events: [log[0], { ...log[1], hall: 'OTHER' }] }, 'events.1.hall'],
		['an event of another day', { ...message(1, 2), events: [{ ...log[0], day: '2026-11-18' }, log[1]] }, 'events.0.day'],
		['events not in a row', { ...message(1, 2), events: [log[0], log[2]] }, 'events.1.position'],
		['an unknown kind of event', { ...message(1, 1), events: [{ ...log[0], name: 'person-seen' }] }, 'events.0.name'],
		['a body that does not fit its kind', { ...message(1, 1), events: [{ ...log[0], body: { station: 7 } }] }, 'events.0.body'],
		[
			'P1 a name beside the known fields',
			{ ...message(1, 1), events: [{ ...log[0], body: { station: 'T1', citizen: '张三' } }] },
			'events.0.body',
		],
	])('malformed: %s is answered with its field, and nothing is kept', async (_what, body, field) => {
		const answer = await centre.ask('POST', `${base}/${day}/events`, body);
		expect(answer).toMatchObject({ status: 400, body: { error: { code: 'malformed', field } } });
		expect(answer.body.error.message).toMatch(/\. .*\.$/);
		expect(JSON.stringify(answer.body)).not.toContain('张三');
		expect(await held()).toEqual([]);
	});

	test('a day that is none, a plan of another hall, no JSON, and a body too large are told', async () => {
		expect(await centre.ask('PUT', `${base}/2026-02-30`, { plan })).toMatchObject({ status: 400, body: { error: { field: 'day' } } });
		const foreign = { plan: { ...plan, code: 'OTHER' } };
		expect(await centre.ask('PUT', `${base}/${day}`, foreign)).toMatchObject({ status: 400, body: { error: { field: 'plan.code' } } });
		expect(await centre.ask('PUT', `${base}/${day}`, { plan: 1 })).toMatchObject({ status: 400, body: { error: { field: 'plan' } } });
		expect(await centre.ask('POST', `${base}/${day}/events`, '{')).toMatchObject({ status: 400, body: { error: { field: 'body' } } });
		const large = { ...message(1, 1), padding: 'x'.repeat(3_000_000) };
		const answer = await centre.ask('POST', `${base}/${day}/events`, large);
		expect(answer).toMatchObject({ status: 413, body: { error: { code: 'too-large', field: 'body' } } });
	});

	test('events, a repeat, a gap and another history', async () => {
		const other = '2026-11-18';
		const path = `${base}/${other}/events`;
		const own = log.map((event) => ({ ...event, day: other }));
		const part = (from: number, to: number) => ({ from, events: own.slice(from - 1, to), hash: chainOf(own.slice(0, to)) });
		expect(await centre.ask('POST', path, part(1, 500))).toMatchObject({
			status: 409,
			body: { error: { code: 'day-unknown', field: 'day' } },
		});
		await centre.ask('PUT', `${base}/${other}`, { plan });
		const first = await centre.ask('POST', path, part(1, 500));
		expect(first).toEqual({ status: 200, body: { to: 500, hash: chainOf(own.slice(0, 500)) } });
		expect(await centre.ask('POST', path, part(1, 500))).toEqual(first);
		const gap = await centre.ask('POST', path, part(502, 600));
		expect(gap).toMatchObject({ status: 409, body: { error: { code: 'gap', from: 501 } } });
		const changed = { ...own[2]!, occurredAt: 5 };
		const differs = await centre.ask('POST', path, { ...part(3, 3), events: [changed] });
		expect(differs).toMatchObject({ status: 409, body: { error: { code: 'history-differs', from: 3 } } });
		expect(centreError.safeParse(differs.body).success).toBe(true);
		expect(await (await fetch(`${centre.url}/healthz`)).json()).toMatchObject({
			status: 'degraded',
			differing: [`DEMO/${other}`],
			problems: ['history-differs'],
		});
		expect(centre.lines.some((line) => line.includes('history-differs') && line.includes(other))).toBe(true);
		expect(await centre.ask('GET', `${base}?since=${other}`)).toMatchObject({
			status: 200,
			body: { days: [{ day: other, head: 500, differs: 3 }] },
		});
		await centre.ask('POST', path, part(501, 600));
		expect(await (await fetch(`${centre.url}/healthz`)).json()).toMatchObject({ status: 'ok', differing: [] });
	});

	test('every route is in the API text', async () => {
		const { paths } = (await centre.ask('GET', '/api/openapi.json')).body;
		expect(Object.keys(paths)).toEqual(
			expect.arrayContaining([
				'/api/centre/v1/halls/{hall}/days',
				'/api/centre/v1/halls/{hall}/days/{day}',
				'/api/centre/v1/halls/{hall}/days/{day}/events',
			]),
		);
		expect(paths['/api/centre/v1/halls/{hall}/days/{day}/events'].post.responses).toHaveProperty('409');
	});
});

test('I-22 a database that fails is told with 503, in words, and in /healthz', async () => {
	class Failing extends MemoryStore {
		override async keepDay(): Promise<void> {
			throw new StoreFailure('write-failed', 'the canary of the disk');
		}
	}
	const broken = await openCentre(new Failing());
	const answer = await broken.ask('PUT', `${base}/${day}`, { plan });
	expect(answer).toMatchObject({ status: 503, body: { error: { code: 'store-failed' } } });
	expect(JSON.stringify(answer.body)).not.toContain('canary');
	expect((await fetch(`${broken.url}/healthz`)).status).toBe(503);
	await broken.close();
});
