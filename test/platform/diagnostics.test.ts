/** Canary people in every place where one might be: none of them is in the bundle. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { harmlessLine, harmlessMetrics, withoutSecrets } from '../../domain/diagnostics/scrub.ts';
import { HallKey } from '../../platform/applications/hall-seal.ts';
import { AuditBook } from '../../platform/audit/audit-book.ts';
import { SealedNotes } from '../../platform/reviews/sealed-notes.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { collect } from '../../scripts/diagnostics/collect.ts';
import { demoHall, demoHallFile, HandClock } from './fixture.ts';
import { openPlatform } from './open-platform.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});
const canaries = Array.from({ length: 20 }, (_, each) => ({
	name: `金丝雀${String.fromCodePoint(0x7532 + each)}`,
	latin: `Canary${each}Bird`,
	idNumber: `1101051949${String(1_231_000 + each).padStart(7, '0')}X`,
	phone: `138001380${String(each).padStart(2, '0')}`,
	address: `金丝雀市第${each}号`,
}));

test('P1 canary people and every secret of the hall are in none of it: settings, health, metrics, store, logs', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'diagnostics-'));
	ends.push(() => rmSync(folder, { recursive: true, force: true }));
	const data = join(folder, 'data');
	mkdirSync(join(data, 'logs'), { recursive: true });
	const hallFolder = join(folder, 'hall');
	cpSync(dirname(demoHallFile), hallFolder, { recursive: true });
	const { plan, staff } = demoHall();
	const store = openSqlite(data);
	const notes = new SealedNotes(store, plan.code, new HallKey(Buffer.alloc(32, 7)) as never);
	await store.keepDay(plan.code, '2026-11-17', plan);
	const audit = await AuditBook.open({ store, hall: plan.code, platform: 'P1', clock: new HandClock() });
	const lines: string[] = [];
	for (const [index, { name, latin, idNumber, phone, address }] of canaries.entries()) {
		await audit.write({ staff: '0307', station: 'W01', what: 'form', ref: name, part: idNumber, reason: phone });
		await notes
			.put(`PJ-20261117-A${String(index).padStart(3, '0')}`, { at: 1, staff: '0901', text: `${name} ${phone} ${address}` } as never)
			.catch(() => {});
		lines.push(
			JSON.stringify({
				level: 30,
				time: '2026-11-17T02:00:00.000Z',
				part: 'platform',
				happening: 'x',
				code: idNumber,
				name: latin,
				count: 1,
			}),
			JSON.stringify({ happening: `call ${phone}`, frames: [`${name} at hall.ts:1:1`], [latin]: idNumber }),
			JSON.stringify({ happening: 'y', n: Number(idNumber.slice(0, 17)), pin: '2580', session: latin }),
			`not JSON at all: ${name} ${idNumber} ${phone}`,
		);
	}
	writeFileSync(join(data, 'logs', 'platform.log'), `${lines.join('\n')}\n`);
	await store.close();
	const running = await openPlatform();
	ends.push(() => running.end());
	const bundle = JSON.stringify(
		await collect({ hall: join(hallFolder, 'hall.yaml'), data, url: running.url, now: Date.UTC(2026, 10, 22) }),
	);
	for (const canary of canaries) for (const secret of Object.values(canary)) expect(bundle.includes(secret), secret).toBe(false);
	for (const { name, pinHash } of staff) {
		expect(bundle).not.toContain(name);
		expect(bundle).not.toContain(pinHash);
	}
	const service = /serviceCode:\s*["']?(\S+)/.exec(readFileSync(join(hallFolder, 'devices.yaml'), 'utf8'))?.[1];
	if (service) expect(bundle).not.toContain(service.replace(/["']$/, ''));
	// And it is of use.
	const read = JSON.parse(bundle);
	expect(read).toMatchObject({ configuration: { ok: true }, running: { reached: true }, store: { audit: { faults: [] } } });
	expect(read.running.metrics.length).toBeGreaterThan(50);
	expect(read.logs.log1.length).toBeGreaterThanOrEqual(40);
	expect(read.configuration.plan.code).toBe(plan.code);
});

test('secrets go by the name of what holds them, and out of addresses', () => {
	expect(
		withoutSecrets({
			url: 'https://user:pw@hall.example/x?token=1',
			frontEnd: { tokenHash: 'abc' },
			demo: true,
			list: [{ pinHash: 'x', id: '0307' }],
		}),
	).toEqual({
		url: 'https://hall.example/x',
		frontEnd: { tokenHash: '(left out)' },
		demo: true,
		list: [{ pinHash: '(left out)', id: '0307' }],
	});
});

test('a log line keeps its codes and counts, and loses what could be somebody', () => {
	expect(harmlessLine('{"happening":"sign-in","station":"W01","name":"Zhang","count":3}')).toBe(
		'{"happening":"sign-in","station":"W01","count":3}',
	);
	expect(harmlessLine('Zhang San 13800138000')).toBeNull();
	expect(harmlessMetrics('# HELP a b\na_total{code="x"} 3\nb 张三 1\nc{x="13800138000"} 2\nd NaN')).toBe(
		'# HELP a b\na_total{code="x"} 3\nd NaN',
	);
});
