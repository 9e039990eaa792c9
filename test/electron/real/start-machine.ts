/** Starts the real main process and preload in the real Electron, with small pages in place of the faces and a scripted device desk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { build } from '../../../scripts/build.ts';
import { electronArguments, type ResolvedElectron, resolveElectron } from '../../../scripts/electron/resolve.ts';

const project = resolve(import.meta.dirname, '../../..');
const page =
	'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>probe</title></head><body><div id="root"></div><script type="module" src="./probe.js"></script></body></html>';
/** Keeps every port that arrives where a test can find it. */
const probe = `window.ports = [];
window.addEventListener('message', (event) => {
	if (event.data?.type === 'engine-port' || event.data?.type === 'face-port') {
		const held = { ...event.data, port: event.ports[0], heard: [] };
		held.port.onmessage = (message) => held.heard.push(message.data);
		window.ports.push(held);
	}
});
if (location.pathname !== '/engine.html') window.tidehall?.connectEngine();
`;
/** Speaks the desk's side of the contract; prints at once, except the job "dies", during which it ends. */
const desk = `let started = [];
process.parentPort.on('message', ({ data }) => {
	const say = (message) => process.parentPort.postMessage(message);
	const answer = (value) => say({ type: 'answer', call: data.call, ok: true, value });
	if (data.type === 'start') {
		started = data.devices;
		for (const { id, kind } of started) say({ type: 'health', health: { device: id, kind, state: 'ready', code: 'ok', since: Date.now() } });
	}
	if (data.type === 'beat') say({ type: 'beat', beat: data.beat });
	if (data.type === 'configure') {
		for (const { id, kind } of data.devices) if (!started.some((one) => one.id === id)) say({ type: 'health', health: { device: id, kind, state: 'ready', code: 'ok', since: Date.now() } });
		started = data.devices;
		answer(null);
	}
	if (data.type === 'inspect') answer([]);
	if (data.type === 'print') {
		if (data.job.job === 'freezes') for (;;);
		if (data.job.job === 'dies') process.exit(9);
		answer({ job: data.job.job, outcome: 'printed', proof: 'done', code: 'ok' });
	}
	if (data.type === 'stop') answer(null);
});
`;

export interface Machine {
	app: ElectronApplication;
	face(name: string): Promise<Page>;
	/** Ends every process of the app at once, as a power cut would. */
	kill(): Promise<void>;
	close(): Promise<void>;
}

export class MachineFixture {
	readonly folder = mkdtempSync(join(tmpdir(), 'tidehall-machine-'));
	#electron!: ResolvedElectron;
	#display: ChildProcess | null = null;
	#displayName = process.env.DISPLAY ?? '';

	async prepare(): Promise<void> {
		const log = (line: string) => process.stderr.write(`${line}\n`);
		this.#electron = await resolveElectron({ log });
		await build({ log, only: ['main process'] });
		mkdirSync(join(this.folder, 'dist', 'app'), { recursive: true });
		cpSync(join(project, 'dist', 'main'), join(this.folder, 'dist', 'main'), { recursive: true });
		writeFileSync(join(this.folder, 'dist', 'main', 'desk.cjs'), desk);
		symlinkSync(join(project, 'config'), join(this.folder, 'config'));
		cpSync(join(project, 'config', 'halls', 'demo'), join(this.folder, 'hall'), { recursive: true });
		writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ name: 'tidehall', version: '0.0.1', main: 'dist/main/main.cjs' }));
		for (const name of ['terminal', 'window', 'board', 'manager', 'bench', 'engine', 'technician'])
			writeFileSync(join(this.folder, 'dist', 'app', `${name}.html`), page);
		writeFileSync(join(this.folder, 'dist', 'app', 'probe.js'), probe);
		if (!this.#displayName) await this.#openDisplay();
	}

	/** A copy of the demo hall, whose files a test may change. */
	get hall(): string {
		return join(this.folder, 'hall', 'hall.yaml');
	}

	get executable(): string {
		return this.#electron.path;
	}

	get environment(): Record<string, string> {
		const { NODE_OPTIONS, ELECTRON_RUN_AS_NODE, ...rest } = process.env;
		return { ...(rest as Record<string, string>), DISPLAY: this.#displayName, TIDEHALL_INSPECT: '1' };
	}

	arguments(...more: string[]): string[] {
		return [
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			...electronArguments(this.folder, this.#electron),
			...['--platform', 'http://127.0.0.1:9', '--hall', this.hall, '--data', join(this.folder, 'data'), '--windowed'],
			...more,
		];
	}

	async start(...more: string[]): Promise<Machine> {
		const app = await _electron.launch({
			executablePath: this.executable,
			args: this.arguments(...more),
			env: this.environment,
			chromiumSandbox: true,
			timeout: 30_000,
		});
		const face = async (name: string): Promise<Page> => {
			for (;;) {
				const found = app.windows().find((window) => window.url().endsWith(`/${name}.html`));
				if (found) {
					await found.waitForFunction('Array.isArray(window.ports)');
					return found;
				}
				await app.waitForEvent('window', { timeout: 60_000 });
			}
		};
		return {
			app,
			face,
			kill: async () => {
				const child = app.process();
				const gone = new Promise((done) => child.once('exit', done));
				child.kill('SIGKILL');
				await gone;
			},
			close: () => app.close(),
		};
	}

	async dispose(): Promise<void> {
		this.#display?.kill();
		rmSync(this.folder, { recursive: true, force: true });
	}

	#openDisplay(): Promise<void> {
		const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
			stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
		});
		this.#display = display;
		return new Promise((ready, failed) => {
			display.on('error', failed);
			display.stdio[3]!.once('data', (number: Buffer) => {
				this.#displayName = `:${number.toString().trim()}`;
				ready();
			});
		});
	}
}
