/** The official release, where it can be reached. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import extract from 'extract-zip';

/** No byte for this long means the line is dead. */
const silentMs = 12_000;

export function officialVersion(): string {
	const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
	return version;
}

/** Downloads and unpacks the release into `into` (an empty folder). Throws an Error that says why it could not. */
export async function unpackOfficial(into: string, cache: string, log: (line: string) => void): Promise<void> {
	const downloads = await mkdtemp(join(cache, 'download-'));
	try {
		const zip = await download(downloads, log);
		log('unpacking Electron');
		await extract(zip, { dir: into });
	} finally {
		await rm(downloads, { recursive: true, force: true });
	}
}

function download(downloads: string, log: (line: string) => void): Promise<string> {
	const script = fileURLToPath(new URL('./download-official.ts', import.meta.url));
	const child = spawn(process.execPath, [script, downloads], { stdio: ['ignore', 'pipe', 'pipe'] });
	return new Promise((resolve, reject) => {
		let file: string | null = null;
		let complaint = '';
		let shown = -10;
		const cut = () => {
			complaint = `no answer for ${silentMs / 1000} s`;
			child.kill('SIGKILL');
		};
		let patience = setTimeout(cut, silentMs);
		createInterface({ input: child.stdout }).on('line', (line) => {
			clearTimeout(patience);
			patience = setTimeout(cut, silentMs);
			if (line.startsWith('file ')) file = line.slice(5);
			const percent = Number(line.replace('progress ', ''));
			if (!line.startsWith('progress ') || percent < shown + 10) return;
			shown = percent;
			log(`downloading Electron ${officialVersion()}: ${percent} %`);
		});
		child.stderr.on('data', (bytes: Buffer) => {
			complaint = `${complaint}${bytes}`.slice(0, 4000);
		});
		child.on('error', reject);
		child.on('close', (code) => {
			clearTimeout(patience);
			if (code === 0 && file) resolve(file);
			else reject(new Error(complaint.trim().split('\n')[0] || `download ended with code ${code}`));
		});
	});
}
