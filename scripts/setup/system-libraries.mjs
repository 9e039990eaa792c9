/** System libraries that Electron and the pseudo-terminal tests need on Debian. Installs what is missing when root, else says what to install. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const wanted = [
	'xvfb',
	'xauth',
	'libgtk-3-0',
	'libnss3',
	'libasound2',
	'libgbm1',
	'libxss1',
	'libxtst6',
	'libnotify4',
	'fonts-noto-cjk',
	'socat',
];

export function ensureSystemLibraries(say) {
	if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
	const missing = wanted.filter((name) => {
		const answer = spawnSync('dpkg-query', ['-W', '-f', '$' + '{Status}', name], { encoding: 'utf8' });
		return !answer.stdout?.includes('install ok installed');
	});
	if (missing.length === 0) return;
	if (process.getuid?.() !== 0) {
		say(`These system libraries are missing: ${missing.join(' ')}`);
		say(`Install them with:  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`);
		process.exit(1);
	}
	say(`Installing system libraries: ${missing.join(' ')} …`);
	const quiet = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
	spawnSync('apt-get', ['update', '-qq'], quiet);
	const result = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet);
	if (result.status !== 0) {
		say('apt-get could not install them. Check the package sources and run the command again.');
		process.exit(1);
	}
}
