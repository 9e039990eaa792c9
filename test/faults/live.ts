/** Starts a writer as a process of its own and hears what it says until it is dead. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** Compiled modules of the writers: half of a start. */
const compiled = join(import.meta.dirname, '..', '..', '.cache', 'compiled-writers');

/** A line of a writer: a word and what goes with it. */
export type Said = [word: string, value: unknown];

export interface Life {
	child: ChildProcess;
	/** Resolves with the first line, or when the process is gone without one. */
	spoke: Promise<void>;
	/** Resolves when the process is gone and all that it said has arrived. A half line counts as not said. */
	over: Promise<{ lines: Said[]; signal: NodeJS.Signals | null; code: number | null }>;
}

export function live(writer: `${'journal' | 'platform' | 'application'}-writer.ts`, writing: object): Life {
	const child = spawn(process.execPath, [join(import.meta.dirname, writer), JSON.stringify(writing)], {
		stdio: ['ignore', 'pipe', 'inherit'],
		env: { ...process.env, NODE_COMPILE_CACHE: compiled },
	});
	let said = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		said += text;
	});
	return {
		child,
		spoke: new Promise((resolve) => {
			child.stdout.once('data', () => resolve());
			child.once('close', () => resolve());
		}),
		over: new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (code, signal) => {
				const lines = said.split('\n').slice(0, -1);
				resolve({ lines: lines.map((line) => JSON.parse(line) as Said), signal, code });
			});
		}),
	};
}
