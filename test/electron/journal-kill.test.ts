import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openJournal } from '../../electron/journal/open-journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-journal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Kills the appender after it has acknowledged this many entries; returns those it acknowledged. */
function killAfter(entries: number): Promise<number[]> {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'journal-appender.ts'), folder], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let said = '';
	child.stdout.on('data', (bytes: Buffer) => {
		said += bytes;
		if (said.split('\n').length > entries) child.kill('SIGKILL');
	});
	return new Promise((resolve) => child.on('close', () => resolve(said.split('\n').slice(0, -1).map(Number))));
}

test('S5 killed at any instant, a journal on the real disk holds every acknowledged entry', async () => {
	let epoch: string | null = null;
	const acknowledged = new Set<number>();
	for (const entries of [1, 7, 40, 90, 3, 150]) {
		for (const n of await killAfter(entries)) acknowledged.add(n);
		const notes: string[] = [];
		const journal = await openJournal({ folder, stations: ['T2'], now: () => 1, note: ({ code }) => notes.push(code) });
		const [seat] = journal.seats(['T2']);
		await journal.close();
		epoch ??= seat!.epoch;
		expect(seat!.epoch).toBe(epoch);
		expect(notes.filter((code) => code !== 'journal-torn-line-cut')).toEqual([]);
		const held = new Set(seat!.openAsks);
		expect([...acknowledged].filter((n) => !held.has(n))).toEqual([]);
		expect(acknowledged.size).toBeGreaterThan(0);
	}
}, 240_000);
