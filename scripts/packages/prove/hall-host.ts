/** The hall's host with the installed platform: its programs, each as the ordinary user that the service runs under. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { ordinary } from './installed-station.ts';

export interface HallHost {
	/** What a program of the package printed. Throws with what it said when it fails. */
	program(...words: string[]): string;
	start(...words: string[]): Promise<RunningPlatform>;
}

export interface RunningPlatform {
	/** As it says itself. */
	url: string;
	child: ChildProcess;
	/** Ends it in order. */
	stop(): Promise<void>;
}

/** `root`: where the package was installed; `hall`: the hall file; `data`: owned by the ordinary user. */
export function hallHost({ root, hall, data }: { root: string; hall: string; data: string }): HallHost {
	const executable = `${root}/usr/bin/tidehall-platform`;
	const options = {
		env: { PATH: '/usr/bin:/bin', TIDEHALL_ROOT: root, TIDEHALL_HALL: hall, TIDEHALL_DATA: data },
		cwd: '/',
		...ordinary,
	};
	return {
		program(...words) {
			const { status, stdout, stderr } = spawnSync(executable, words, { encoding: 'utf8', ...options });
			if (status !== 0) throw new Error(`tidehall-platform ${words.join(' ')} ended with ${status}: ${stdout}${stderr}`);
			return stdout;
		},
		async start(...words) {
			const child = spawn(executable, ['run', '--hall', hall, '--data', data, ...words], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
			let said = '';
			const ended = once(child, 'exit');
			const url = await new Promise<string>((resolve, reject) => {
				const hear = (part: Buffer) => {
					said = (said + part).slice(-8_000);
					const ready = /Tidehall platform ready: (https?:\/\/\S+)/.exec(said);
					if (ready) resolve(ready[1]!);
				};
				child.stdout.on('data', hear);
				child.stderr.on('data', hear);
				child.once('exit', (code) => reject(new Error(`the installed platform ended with ${code}: ${said}`)));
			});
			return {
				url,
				child,
				async stop() {
					child.kill('SIGTERM');
					const [code] = await ended;
					if (code !== 0) throw new Error(`the platform ended with ${code}: ${said}`);
				},
			};
		},
	};
}
