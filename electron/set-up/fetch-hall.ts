/** The hall's files from its platform, onto this machine: over the pinned authority, asked for with the machine's enrolled key. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type HallFile, hallFilesAnswer, hallFilesProblems, hallFilesText } from '../../domain/contracts/set-up-hall.ts';
import type { HallFetch } from '../../trust/hall-fetch.ts';
import type { TicketKey } from '../keys/machine-key.ts';

export type FetchedHall =
	| { ok: true; files: HallFile[] }
	| { ok: false; code: 'unreachable' | 'not-the-hall' | (typeof hallFilesProblems)[number] };

const answerWithinMs = 20_000;

/** `at`: the platform's clock now. Never rejects. */
export async function fetchHall(asked: {
	platform: string;
	hall: string;
	stations: readonly string[];
	key: Pick<TicketKey, 'keyId' | 'sign'>;
	at: number;
	reach: HallFetch;
}): Promise<FetchedHall> {
	const first = await fetchOnce(asked);
	// This machine's clock is not the platform's: the answer says what that one shows, over the pinned authority.
	if (first.code !== 'not-enrolled' || typeof first.date !== 'number') return first;
	return fetchOnce({ ...asked, at: first.date });
}

async function fetchOnce(asked: Parameters<typeof fetchHall>[0]): Promise<FetchedHall & { code?: string; date?: number | null }> {
	const { platform, hall, key, at, reach } = asked;
	const said = { hall, stations: [...asked.stations], keyId: key.keyId, at };
	let answer: Response;
	try {
		answer = await reach(new URL('/api/hall-files', platform), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...said, signature: key.sign(hallFilesText(said)) }),
			redirect: 'error',
			signal: AbortSignal.timeout(answerWithinMs),
		});
	} catch (cause) {
		return { ok: false, code: cause instanceof TypeError && cause.message.includes('certificate') ? 'not-the-hall' : 'unreachable' };
	}
	const told: unknown = await answer.json().catch(() => null);
	if (answer.status !== 200) {
		const problem = (told as { error?: { code?: unknown } } | null)?.error?.code;
		const date = Date.parse(answer.headers.get('date') ?? '');
		return { ok: false, code: hallFilesProblems.find((one) => one === problem) ?? 'unreachable', date: Number.isNaN(date) ? null : date };
	}
	const read = hallFilesAnswer.safeParse(told);
	return read.success ? { ok: true, files: read.data.files } : { ok: false, code: 'malformed' };
}

/** In the place of what was there, in whole or not at all. Rejects as the disk does. */
export async function keepHall(folder: string, files: readonly HallFile[]): Promise<void> {
	const [next, before] = [`${folder}.next`, `${folder}.before`];
	for (const left of [next, before]) rmSync(left, { recursive: true, force: true });
	for (const { path, text } of files) {
		const to = join(next, path);
		mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
		writeFileSync(to, text, { mode: 0o600, flush: true });
	}
	await rename(folder, before).catch((cause: NodeJS.ErrnoException) => {
		if (cause.code !== 'ENOENT') throw cause;
	});
	await rename(next, folder);
	rmSync(before, { recursive: true, force: true });
}
