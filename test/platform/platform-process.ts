/** The real platform as a process, in a hall with sixteen terminals. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTheMorning } from '../morning-zone.ts';
import { demoHallFile } from './fixture.ts';

const projectFile = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A copy of the demo hall with terminals T1…T`terminals`, without the tide, where it is morning; answers its hall file and an empty data folder. */
export function hallWith(terminals: number): { folder: string; hall: string; data: string } {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-hall-'));
	cpSync(dirname(demoHallFile), join(folder, 'hall'), { recursive: true });
	const stations = join(folder, 'hall', 'stations.yaml');
	const known = readFileSync(stations, 'utf8');
	const more = Array.from({ length: terminals }, (_, index) => index + 1)
		.filter((number) => !known.includes(`{ id: T${number},`))
		.map((number) => `  - { id: T${number}, role: terminal, number: ${number}, zone: Z0 }\n`);
	writeFileSync(stations, known.trimEnd().concat('\n', ...more));
	const hall = join(folder, 'hall', 'hall.yaml');
	// The tide says things of its own in the log; tests that count its events are about others.
	const text = readFileSync(hall, 'utf8').replace(/^tide:\n(?:[ \t].*\n|#.*\n)*/m, '');
	writeFileSync(hall, inTheMorning(text.replace(/^ +express:.*\n/gm, '')));
	return { folder, hall, data: join(folder, 'data') };
}

export interface Running {
	child: ChildProcess;
	url: string;
	port: number;
	/** Standard error so far. */
	errors(): string;
	end(signal: NodeJS.Signals): Promise<number | null>;
}

export async function runPlatform(hall: string, data: string, port = 0, ...more: string[]): Promise<Running> {
	const child = spawn(
		process.execPath,
		[projectFile('platform/main.ts'), '--hall', hall, '--data', data, '--port', String(port), ...more],
		{
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	let errors = '';
	child.stderr.on('data', (chunk: Buffer) => {
		errors += chunk.toString();
	});
	const url = await new Promise<string>((resolve, reject) => {
		let said = '';
		child.stdout.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			const ready = /Tidehall platform ready: (http:\/\/\S+)/.exec(said);
			if (ready) resolve(ready[1]!);
		});
		child.once('exit', (code) => reject(new Error(`the platform ended with ${code}: ${errors}`)));
	});
	return {
		child,
		url,
		port: Number(new URL(url).port),
		errors: () => errors,
		async end(signal) {
			if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
			const ended = once(child, 'exit');
			child.kill(signal);
			await ended;
			return child.exitCode;
		},
	};
}

/** Runs a program of the platform to its end. */
export async function runToEnd(file: string, ...args: string[]): Promise<{ code: number | null; out: string; errors: string }> {
	const child = spawn(process.execPath, [projectFile(file), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	let out = '';
	let errors = '';
	child.stdout.on('data', (chunk: Buffer) => {
		out += chunk.toString();
	});
	child.stderr.on('data', (chunk: Buffer) => {
		errors += chunk.toString();
	});
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, out, errors };
}
