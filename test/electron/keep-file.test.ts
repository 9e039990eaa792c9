import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptFile } from '../../domain/contracts/kept-file.ts';
import { keepFile } from '../../electron/files/keep-file.ts';

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'tidehall-files-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const report = { name: 'reconciliation-2026-11-26.csv', base64: Buffer.from('\uFEFF编号\r\n').toString('base64') };
const keeper = (over = {}) => ({ folder: join(home, 'Tidehall'), disk: () => 'well' as const, note: () => {}, ...over });

describe('a report that a manager keeps on the PC', () => {
	test('is written whole under its name, and a second one beside it, never over it', async () => {
		expect(await keepFile(report, keeper())).toEqual({ ok: true, path: join(home, 'Tidehall', report.name) });
		const second = await keepFile({ ...report, base64: '' }, keeper());
		expect(second).toEqual({ ok: true, path: join(home, 'Tidehall', 'reconciliation-2026-11-26-2.csv') });
		expect(readFileSync(join(home, 'Tidehall', report.name), 'utf8')).toBe('\uFEFF编号\r\n');
		expect(readdirSync(join(home, 'Tidehall')).sort()).toEqual(['reconciliation-2026-11-26-2.csv', 'reconciliation-2026-11-26.csv']);
	});

	test('waits while the disk is low: numbers on paper come first', async () => {
		expect(await keepFile(report, keeper({ disk: () => 'low' as const }))).toEqual({ ok: false, code: 'disk-low' });
		expect(readdirSync(home)).toEqual([]);
	});

	test('a folder that cannot be written is told, and nothing half is left', async () => {
		writeFileSync(join(home, 'Tidehall'), 'a file stands where the folder should');
		const notes: string[] = [];
		expect(await keepFile(report, keeper({ note: (code: string) => void notes.push(code) }))).toEqual({ ok: false, code: 'not-written' });
		expect(notes).toEqual(['file-not-kept']);
	});

	test.each(['../x.csv', 'a/b.csv', 'A.csv', '.csv', 'x.exe', 'x.csv.exe', `${'x'.repeat(70)}.csv`, '对账.csv'])(
		'no page may name a file %s',
		(name) => {
			expect(keptFile.safeParse({ ...report, name }).success).toBe(false);
		},
	);
});
