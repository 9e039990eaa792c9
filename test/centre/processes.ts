/** The real programs as processes: the centre, and a hall's platform with any options. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const projectFile = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface Program {
	child: ChildProcess;
	url: string;
	port: number;
	/** Everything it said so far, on both streams. */
	said(): string;
	/** Resolves when it has said this. */
	says(what: RegExp): Promise<RegExpExecArray>;
	end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Resolves when it is ready or stands by; rejects with what it said when it ends before that. */
export async function run(file: string, ...args: string[]): Promise<Program> {
	const child = spawn(process.execPath, [projectFile(file), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	const listeners = new Set<() => void>();
	const hear = (chunk: Buffer) => {
		said += chunk.toString();
		for (const listener of listeners) listener();
	};
	child.stdout.on('data', hear);
	child.stderr.on('data', hear);
	const says = (what: RegExp) =>
		new Promise<RegExpExecArray>((resolve, reject) => {
			const look = () => {
				const found = what.exec(said);
				if (!found) return;
				listeners.delete(look);
				resolve(found);
			};
			listeners.add(look);
			child.once('exit', (code) => reject(new Error(`${file} ended with ${code}: ${said}`)));
			look();
		});
	const [, url] = await says(/Tidehall \w+ (?:ready|standby): (http:\/\/\S+)/);
	return {
		child,
		url: url!,
		port: Number(new URL(url!).port),
		said: () => said,
		says,
		async end(signal) {
			if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
			const ended = once(child, 'exit');
			child.kill(signal);
			await ended;
			return child.exitCode;
		},
	};
}

/** Asks again until the answer is as wanted; the world outside this process has no other way to tell. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, withinMs = 90_000): Promise<T> {
	const end = Date.now() + withinMs;
	for (;;) {
		const answer = await ask().catch(() => null);
		if (answer !== null && wanted(answer)) return answer;
		if (Date.now() > end) throw new Error(`not within ${withinMs} ms; last: ${JSON.stringify(answer)}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** Numbers 0 ≤ r < 1 from a fixed seed (mulberry32). */
export function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
