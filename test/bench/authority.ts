/**
 * `npm run bench -- authority`: durable commands per second and the time one ticket takes, through real sockets to a real platform process,
 * beside raw fsynced single inserts on the same disk in the same run.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hallWith, runPlatform } from '../platform/platform-process.ts';
import { inProcess } from './authority/in-process.ts';
import { rawCommitsPerSecond } from './authority/raw-commits.ts';
import { socketLoad } from './authority/socket-load.ts';

const limit = { issueP95Ms1Client: 25, issueP95Ms16Clients: 60 };
const rawCommits = 600;

/** Prints nothing. Rates are per second, durations in milliseconds; `ok` says whether the limit of the same line is met. */
export async function run(_options: { json: boolean }): Promise<object> {
	const { folder, hall, data } = hallWith(16);
	const raw = join(folder, 'raw');
	mkdirSync(raw);
	const platform = await runPlatform(hall, data);
	try {
		const rawBefore = rawCommitsPerSecond(raw, rawCommits);
		await socketLoad(platform.url, 1, 50, 0x100);
		const one = await socketLoad(platform.url, 1, 300, 0x200);
		const sixteen = await socketLoad(platform.url, 16, 60, 0x300);
		const batches = await socketLoad(platform.url, 16, 160, 0x400, 10);
		await platform.end('SIGTERM');
		const alone = await inProcess(hall, join(folder, 'alone'), 64, 3_000);
		rmSync(raw, { recursive: true });
		mkdirSync(raw);
		const rawAfter = rawCommitsPerSecond(raw, rawCommits);
		// The disk is shared and its speed wanders: the mean of before and after is what it gave during the run.
		const rawRate = Math.round((rawBefore + rawAfter) / 2);
		return {
			bench: 'authority',
			raw: {
				commitsPerSecond: rawRate,
				commitsPerSecondBefore: Math.round(rawBefore),
				commitsPerSecondAfter: Math.round(rawAfter),
				what: 'node:sqlite, one fsynced insert per transaction, WAL, synchronous=FULL',
			},
			inProcess: { ...alone, limitCommandsPerSecond: rawRate, ok: alone.commandsPerSecond >= rawRate },
			sockets1Client: { ...one, limitP95Ms: limit.issueP95Ms1Client, ok: one.p95Ms < limit.issueP95Ms1Client },
			sockets16Clients: {
				...sixteen,
				limitP95Ms: limit.issueP95Ms16Clients,
				ok: sixteen.p95Ms < limit.issueP95Ms16Clients,
			},
			sockets16ClientsInBatches: {
				...batches,
				commandsPerMessage: 10,
				limitCommandsPerSecond: rawRate,
				ok: batches.commandsPerSecond >= rawRate,
			},
		};
	} finally {
		await platform.end('SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	}
}
