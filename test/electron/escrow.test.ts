/** Before a machine is set up anew: what it owes is taken off it whole, handed in elsewhere, and only then forgotten. */

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEscrow } from '../../electron/journal/escrow.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { openMachineKey } from '../../electron/keys/machine-key.ts';
import { verifySignature } from '../../renderer/engine/verify-signature.ts';
import { openPlatform } from '../platform/open-platform.ts';

let data: string;
let file: string;
let epoch: string;
beforeEach(async () => {
	data = mkdtempSync(join(tmpdir(), 'tidehall-escrow-'));
	file = `${data}.escrow`;
	const journal = await openJournal({ folder: join(data, 'journal'), stations: ['W01'], now: Date.now, note: () => {} });
	epoch = journal.seats(['W01'])[0]!.epoch;
	const command = (n: number, name: 'start-service' | 'finish-service', ticket: string) => ({
		type: 'reported' as const,
		station: 'W01',
		command: { station: 'W01', epoch, n, occurredAt: 1_790_000_000_000 + n, name, body: { window: 'W01', ticket } },
	});
	await journal.append([{ type: 'asked', station: 'W01', n: 1 }]);
	await journal.append([command(2, 'start-service', 'A2-001'), command(3, 'finish-service', 'A2-001')]);
	await journal.close();
	await openMachineKey({ folder: join(data, 'keys'), note: () => {} });
});
afterEach(() => {
	for (const path of [data, file]) rmSync(path, { recursive: true, force: true });
});
const run = promisify(execFile);
const escrow = (...words: string[]) =>
	run(process.execPath, ['scripts/escrow.ts', ...words], { encoding: 'utf8' }).then(
		({ stdout }) => ({ status: 0, said: stdout }),
		({ code, stderr }: { code: number; stderr: string }) => ({ status: code, said: stderr }),
	);

/** Each runs the program several times, as a technician does. */
const patience = { timeout: 60_000 };

describe('an escrow file', patience, () => {
	test('holds every report that is owed, for its owner alone, and notices one changed letter', async () => {
		const taken = await escrow('take', '--data', data, '--out', file);
		expect(taken).toEqual({ status: 0, said: expect.stringContaining('2 reports of W01') });
		const text = readFileSync(file, 'utf8');
		const read = readEscrow(text, verifySignature);
		expect(read?.seats[0]).toMatchObject({ station: 'W01', epoch, lastN: 3, openAsks: [1] });
		expect(read?.seats[0]?.owed.map(({ n }) => n)).toEqual([2, 3]);
		if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(readEscrow(text.replace('A2-001', 'A2-002'), verifySignature)).toBeNull();
		expect(readEscrow('{}', verifySignature)).toBeNull();
		expect((await escrow('take', '--data', data, '--out', file)).said).toContain('exists already');
	});

	test('S2 is handed in at the platform, once, however often', async () => {
		await escrow('take', '--data', data, '--out', file);
		const hall = await openPlatform();
		const handIn = () => escrow('hand-in', file, '--platform', hall.url);
		expect(await handIn()).toEqual({ status: 0, said: 'The platform has taken 2 reports.\n' });
		const services = () => hall.authority.eventsAfter(0).flatMap(({ name, n }) => (name.startsWith('service-') ? [`${name} ${n}`] : []));
		expect(services()).toEqual(['service-started 2', 'service-finished 3']);
		expect((await handIn()).status).toBe(0);
		expect(services()).toHaveLength(2);
		const seated = await hall.seated('W01');
		const refused = await handIn();
		expect(refused).toEqual({ status: 1, said: expect.stringContaining('W01 is in use on another machine') });
		seated.close();
		await hall.end();
	});
});

describe('setting a machine up anew', patience, () => {
	test('is refused while it owes reports, and while a file does not hold all of them; nothing is removed', async () => {
		expect(await escrow('reset', '--data', data)).toEqual({ status: 1, said: expect.stringContaining('owes the platform 2 reports') });
		await escrow('take', '--data', data, '--out', file);
		const journal = await openJournal({ folder: join(data, 'journal'), stations: ['W01'], now: Date.now, note: () => {} });
		const late = { station: 'W01', epoch, n: 4, occurredAt: 5, name: 'help-called' as const, body: {} };
		await journal.append([{ type: 'reported', station: 'W01', command: late }]);
		await journal.close();
		expect((await escrow('reset', '--data', data, '--escrow', file)).said).toContain('owes 1 reports that');
		writeFileSync(file, readFileSync(file, 'utf8').replace('A2-001', 'A2-009'));
		expect((await escrow('reset', '--data', data, '--escrow', file)).said).toContain('was changed');
		expect(existsSync(join(data, 'journal', 'journal.jsonl'))).toBe(true);
	});

	test('empties the folder once a file holds everything', async () => {
		await escrow('take', '--data', data, '--out', file);
		expect((await escrow('reset', '--data', data, '--escrow', file)).status).toBe(0);
		expect(readdirSync(data)).toEqual([]);
		expect((await escrow('take', '--data', data, '--out', `${file}.2`)).said).toContain('There is no journal');
	});

	test('is refused where lines of the journal cannot be read: what they said may be owed', async () => {
		await escrow('take', '--data', data, '--out', file);
		const path = join(data, 'journal', 'journal.jsonl');
		const lines = readFileSync(path, 'utf8').split('\n');
		writeFileSync(path, [lines[0], lines[1]?.replace('W01', 'W02'), ...lines.slice(2)].join('\n'));
		expect((await escrow('reset', '--data', data, '--escrow', file)).status).toBe(1);
		expect(existsSync(path)).toBe(true);
	});
});
