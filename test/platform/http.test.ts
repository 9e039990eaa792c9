import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stationConfig } from '../../domain/contracts/bridge.ts';
import { errorBody } from '../../platform/http/errors.ts';
import { figures } from '../../platform/http/figures.ts';
import { health } from '../../platform/http/health.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { textOf } from '../documents/pdf-text.ts';
import { issue } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
let faces: string;
beforeEach(async () => {
	faces = mkdtempSync(join(tmpdir(), 'tidehall-faces-'));
	hall = await openPlatform({ faces });
});
afterEach(async () => {
	await hall.end();
	rmSync(faces, { recursive: true, force: true });
});

const get = (path: string, more: RequestInit = {}) => fetch(`${hall.url}${path}`, more);
const errorOf = async (answer: Response) => errorBody.parse(await answer.json()).error;

describe('health', () => {
	test('says that it can decide, with day and head', async () => {
		hall.clock.at += 90_000;
		const answer = await get('/healthz');
		expect(answer.status).toBe(200);
		expect(health.parse(await answer.json())).toMatchObject({
			status: 'ok',
			store: 'ok',
			day: '2026-11-17',
			stage: 'open',
			head: 1,
			uptimeSeconds: 90,
			problems: [],
		});
	});

	test('I-22 says 503 when the store failed', async () => {
		class FullDisk extends MemoryStore {
			full = false;
			override async commit(...batch: Parameters<MemoryStore['commit']>) {
				if (this.full) throw new StoreFailure('write-failed', 'disk is full');
				await super.commit(...batch);
			}
		}
		const store = new FullDisk();
		const platform = await openPlatform({ store });
		store.full = true;
		const socket = await platform.seated('T1');
		expect(await socket.emitWithAck('commands', { commands: [issue(1)] })).toMatchObject({ ok: false, code: 'busy' });
		const answer = await fetch(`${platform.url}/healthz`);
		expect(answer.status).toBe(503);
		expect(health.parse(await answer.json())).toMatchObject({ status: 'degraded', store: 'failed', problems: ['store-failed'], head: 1 });
		expect(platform.lines.join()).toContain('store-failed');
		await platform.end();
	});
});

describe('pages for machines', () => {
	test('metrics count commands, commits and links', async () => {
		const socket = await hall.seated('T1');
		await socket.emitWithAck('commands', { commands: [issue(1), issue(2, { queue: 'ZZ' }), issue(3, { name: 'a-name-made-up' })] });
		const answer = await get('/metrics');
		const text = await answer.text();
		expect(answer.headers.get('content-type')).toContain('text/plain');
		expect(text).toContain('tidehall_commands_total{name="issue-ticket",result="accepted"} 1');
		expect(text).toContain('tidehall_commands_total{name="unknown",result="refused"} 1');
		expect(text).toContain('tidehall_refusals_total{code="unknown-queue"} 1');
		expect(text).toMatch(/tidehall_commit_seconds_count 2/);
		expect(text).toContain('tidehall_links 1');
		expect(text).not.toContain('a-name-made-up');
	});

	test('the API text names every path', async () => {
		const text = (await (await get('/api/openapi.json')).json()) as { openapi: string; paths: Record<string, unknown> };
		expect(text.openapi).toBe('3.1.0');
		expect(Object.keys(text.paths).sort()).toEqual([
			'/api/applications/{ref}',
			'/api/applications/{ref}/attachments/{id}/chunks/{index}',
			'/api/applications/{ref}/papers',
			'/api/applications/{ref}/papers/attachments/{attachment}',
			'/api/applications/{ref}/papers/fields/{field}',
			'/api/applications/{ref}/submit',
			'/api/cases',
			'/api/cases/{number}',
			'/api/catalogue',
			'/api/days/{day}/figures',
			'/api/documents',
			'/api/drafts/{id}',
			'/api/drafts/{id}/pictures/{picture}/{index}',
			'/api/enrolment',
			'/api/enrolment/seats',
			'/api/figures',
			'/api/hall-keys',
			'/api/hand-over',
			'/api/health',
			'/api/openapi.json',
			'/api/peer/begin',
			'/api/peer/book',
			'/api/peer/book-copy',
			'/api/peer/day',
			'/api/peer/hand-over',
			'/api/peer/log',
			'/api/peer/offer',
			'/api/peer/prepare',
			'/api/peer/records',
			'/api/peer/settled',
			'/api/peer/take-over',
			'/api/reconciliation',
			'/api/reservations/',
			'/api/reservations/slots',
			'/api/reservations/{code}',
			'/api/reservations/{code}/cancel',
			'/api/station-config',
			'/api/term',
			'/healthz',
			'/metrics',
		]);
		expect(JSON.stringify(text.paths['/healthz'])).toContain('uptimeSeconds');
	});

	test('a browser gets its configuration, without devices and without PIN hashes', async () => {
		const text = await (await get('/api/station-config')).text();
		expect(stationConfig.parse(JSON.parse(text)).devices).toEqual([]);
		expect(text).not.toContain('argon2');
	});

	test('P1 figures of a day are counts alone', async () => {
		const socket = await hall.seated('T1');
		await socket.emitWithAck('commands', { commands: [issue(1), issue(2, { queue: 'B' })] });
		const text = await (await get('/api/days/2026-11-17/figures')).text();
		expect(figures.parse(JSON.parse(text))).toMatchObject({
			head: 3,
			total: { issued: 2, called: 0 },
			queues: { A: { issued: 1 }, B: { issued: 1 } },
		});
		expect(text).not.toContain('A001');
	});
});

describe('bad requests', () => {
	test.each([
		['/api/days/yesterday/figures', 400, 'malformed', 'day'],
		['/api/days/2020-01-01/figures', 404, 'not-found', 'day'],
		['/no/such/thing', 404, 'not-found', undefined],
		['/..%2f..%2fpackage.json', 404, 'not-found', undefined],
		['/%ff', 400, 'malformed', 'address'],
	])('%s is answered %i in the one shape of errors', async (path, status, code, field) => {
		const answer = await get(path);
		const error = await errorOf(answer);
		expect({ status: answer.status, code: error.code, field: error.field }).toEqual({ status, code, field });
		expect(error.message).not.toMatch(/\.[jt]s\b/);
	});

	test('a body that is no JSON, a body too large and a wrong method tell no stack', async () => {
		for (const more of [
			{ method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
			{ method: 'POST', body: 'x'.repeat(200_000), headers: { 'content-type': 'application/json' } },
			{ method: 'DELETE' },
		]) {
			const answer = await get('/healthz', more);
			const text = await answer.text();
			expect([400, 404, 413]).toContain(answer.status);
			expect(errorBody.safeParse(JSON.parse(text)).success).toBe(true);
			expect(text).not.toContain('.ts');
		}
	});
});

describe('faces', () => {
	test('before they are built, the address says what to do', async () => {
		const answer = await get('/board');
		expect(answer.status).toBe(503);
		expect((await errorOf(answer)).message).toContain('npm run build');
	});

	test('board and manager are served to browsers, other faces and hidden files are not', async () => {
		mkdirSync(join(faces, 'assets'));
		for (const file of ['board.html', 'manager.html', 'terminal.html', 'assets/board.js', '.secret'])
			writeFileSync(join(faces, file), `<!-- ${file} -->`);
		for (const [path, status, text] of [
			['/board', 200, 'board.html'],
			['/manager', 200, 'manager.html'],
			['/assets/board.js', 200, 'board.js'],
			['/terminal.html', 404, 'not-found'],
			['/terminal', 404, 'not-found'],
			['/.secret', 404, 'not-found'],
			['/assets/../../../package.json', 404, 'not-found'],
		] as const) {
			const answer = await get(path);
			expect([path, answer.status]).toEqual([path, status]);
			expect(await answer.text()).toContain(text);
		}
		expect((await get('/')).url).toContain('/board');
	});

	test('every answer carries the policy that keeps foreign code out', async () => {
		for (const path of ['/board', '/healthz', '/nothing']) {
			const { headers } = await get(path);
			const policy = headers.get('content-security-policy') ?? '';
			expect(policy).toContain("default-src 'none'");
			expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
			expect(policy).not.toContain('unsafe-inline');
			expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${hall.port}`);
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('referrer-policy')).toBe('no-referrer');
		}
	});

	test('a browser face gets a PDF of what it describes; what is no document, or too much of one, is refused in words', async () => {
		const send = (body: unknown) =>
			get('/api/documents', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
		const document = {
			title: '名单',
			language: 'zh-CN',
			orientation: 'portrait',
			made: 0,
			foot: '',
			blocks: [{ kind: 'text', text: '你好' }],
		};
		const pdf = await send(document);
		expect(pdf.headers.get('content-type')).toBe('application/pdf');
		expect(textOf(new Uint8Array(await pdf.arrayBuffer()))[0]).toContain('你好');
		// The thread that drew it draws the next one too.
		for (let again = 0; again < 3; again++) expect((await send(document)).status).toBe(200);
		const wrong = await send({ ...document, orientation: 'sideways' });
		expect([wrong.status, (await errorOf(wrong)).field]).toEqual([400, 'orientation']);
		const rows = Array.from({ length: 1_001 }, () => ['a']);
		const much = await send({ ...document, blocks: [{ kind: 'table', columns: [{ head: '', share: 1 }], rows }] });
		expect(await errorOf(much)).toMatchObject({ code: 'malformed', field: 'blocks' });
	});
});
