import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { WireSettings } from '../../domain/contracts/device-declaration.ts';
import type { Port } from '../../drivers/transport/port.ts';
import { openSerial } from '../../drivers/transport/serial.ts';

/** Runs after the test, last given first. Asked for by the test itself: files that share a process load this module once for all of them. */
export function afterThisTest(run: () => Promise<unknown> | unknown): void {
	onTestFinished(async () => void (await run()));
}

/** Wire settings for `openSerial`: 8N1, no flow control. */
export function wire(path: string, baud = 115_200): WireSettings {
	return { path, baud, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none', echo: false, speeds: [], gapMs: null };
}

/** Looks again and again until there is something, for real time and real ports only. */
export async function until<T>(look: () => T | undefined | false | null, what: string, ms = 15_000): Promise<T> {
	const end = Date.now() + ms;
	for (;;) {
		const found = look();
		if (found) return found;
		if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

export interface PtyCable {
	/** Path of the end the driver opens. */
	host: string;
	/** Makes the cable under its old names; the device is attached to the far end. */
	plug(): Promise<void>;
	/** Kills it: both ends are lost, as with an adapter pulled out. */
	pull(): Promise<void>;
}

/** A cable of two real pseudo-terminals made by socat, opened by the `serialport` package at both ends; not plugged yet, and gone after the test. */
export function ptyCable(name: string, attach: (port: Port) => void): PtyCable {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-pty-'));
	afterThisTest(() => rmSync(folder, { recursive: true, force: true }));
	const host = join(folder, `${name}-host`);
	const device = join(folder, `${name}-device`);
	let socat: ChildProcess | null = null;
	const plug = async () => {
		const child = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${host}`, `pty,raw,echo=0,link=${device}`], {
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		socat = child;
		let said = '';
		child.stderr?.on('data', (chunk: Buffer) => {
			said += chunk.toString();
		});
		await until(() => said.includes('starting data transfer loop'), 'socat');
		const opened = await openSerial(wire(device));
		if (!opened.ok) throw new Error(opened.text);
		attach(opened.port);
		afterThisTest(() => opened.port.close());
	};
	const pull = async () => {
		const child = socat;
		socat = null;
		if (!child || child.exitCode !== null) return;
		const gone = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGTERM');
		await gone;
	};
	afterThisTest(pull);
	return { host, plug, pull };
}
