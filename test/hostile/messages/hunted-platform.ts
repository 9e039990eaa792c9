/** The real platform as a process of its own, looked at from outside while it is sent hostile messages: alive, sound, and what its log says. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { health } from '../../../platform/http/health.ts';
import { databaseFile } from '../../../platform/storage/sqlite-file.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { inTheMorning } from '../../morning-zone.ts';
import { mark } from './hostile-values.ts';
import type { Tally } from './tally.ts';

const demo = fileURLToPath(new URL('../../../config/halls/demo/', import.meta.url));

/** Happenings in which something broke inside, whatever was sent. */
const broken = [
	...['message-failed', 'request-failed', 'upload-failed', 'reservation-failed', 'command-failed', 'store-failed', 'broadcast-failed'],
	...['applications-not-kept', 'day-turn-failed', 'reservations-not-settled'],
];

export class HuntedPlatform {
	readonly url: string;
	readonly port: number;
	readonly folder: string;
	readonly child: ChildProcess;
	readonly printed: string[] = [];
	ended = false;
	#rest = '';

	private constructor(child: ChildProcess, url: string, folder: string) {
		this.child = child;
		this.url = url;
		this.port = Number(new URL(url).port);
		this.folder = folder;
		const keep = (chunk: Buffer) => {
			const lines = (this.#rest + chunk.toString('utf8')).split('\n');
			this.#rest = lines.pop() ?? '';
			this.printed.push(...lines);
		};
		child.stdout?.on('data', keep);
		child.stderr?.on('data', keep);
		child.once('exit', () => {
			this.ended = true;
		});
	}

	/** The demo hall, open now, without its tide. `more`: words for its command line. */
	static async start(more: string[] = []): Promise<HuntedPlatform> {
		const folder = mkdtempSync(join(tmpdir(), 'tidehall-hostile-'));
		cpSync(demo, join(folder, 'hall'), { recursive: true });
		const hall = join(folder, 'hall', 'hall.yaml');
		const text = readFileSync(hall, 'utf8').replace(/^tide:\n(?:[ \t].*\n|#.*\n)*/m, '');
		writeFileSync(hall, inTheMorning(text.replace(/^ +express:.*\n/gm, '')));
		mkdirSync(join(folder, 'data'));
		const { child, url } = await startPlatform({ hall, data: join(folder, 'data'), port: 0, more });
		return new HuntedPlatform(child, url, folder);
	}

	async health(): Promise<{ head: number; day: string; status: string; problems: string[] }> {
		const answer = await fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(10_000) });
		return health.parse(await answer.json());
	}

	/** Every record of the store by kind: who may do what, keys, sign-ins, applications; the log and outcomes of commands beside it. */
	records(): Map<string, string> {
		const store = new DatabaseSync(join(this.folder, 'data', databaseFile), { readOnly: true });
		try {
			const kinds = new Map<string, string[]>();
			for (const { kind, key, value } of store.prepare('SELECT kind, key, value FROM record ORDER BY kind, key').all() as {
				kind: string;
				key: string;
				value: string;
			}[])
				kinds.set(kind, [...(kinds.get(kind) ?? []), `${key}=${value}`]);
			return new Map([...kinds].map(([kind, all]) => [kind, all.join('\n')]));
		} finally {
			store.close();
		}
	}

	/** What was kept of hostile words; of machines that nobody vouches for it is kept as it was handed in. */
	judgeRecords(tally: Tally): void {
		// The audit names what somebody who is signed in asked for, as long as it looks like a code.
		for (const [kind, all] of this.records())
			if (kind !== 'quarantine' && !kind.startsWith('audit/') && all.includes(mark))
				tally.fault(`hostile text is kept: ${kind}`, all.slice(Math.max(0, all.indexOf(mark) - 100)));
	}

	/** What its log says that it must never say. */
	judgeLog(tally: Tally): void {
		for (const line of this.printed) {
			if (line.includes(mark)) tally.fault('hostile text in the log', line);
			if (/unhandled|uncaught|FATAL|heap out of memory/i.test(line)) tally.fault('unhandled fault', line);
			if (!line.startsWith('{')) {
				if (line !== '' && !line.startsWith('Tidehall platform ready')) tally.fault('a line that is no log', line);
				continue;
			}
			const { happening } = JSON.parse(line) as { happening?: string };
			if (broken.includes(happening ?? '')) tally.fault(`log: ${happening}`, line);
		}
	}

	async end(): Promise<void> {
		if (!this.ended) {
			const ended = once(this.child, 'exit');
			this.child.kill('SIGTERM');
			await ended;
		}
		rmSync(this.folder, { recursive: true, force: true });
	}
}
