/** Type-checks each part in its own world (no DOM in domain, no Node in renderer …). Run: `npm run types`. */
import { spawnSync } from 'node:child_process';

const parts = ['domain', 'config', 'drivers', 'documents', 'sealing', 'trust', 'platform', 'electron', 'renderer', 'scripts', 'test'];
let failed = 0;
for (const part of parts) {
	const result = spawnSync('node_modules/.bin/tsc', ['-p', part], { encoding: 'utf8', shell: process.platform === 'win32' });
	if (result.status === 0) continue;
	failed += 1;
	console.error(`${part}:\n${result.stdout}${result.stderr}`);
}
console.error(failed === 0 ? 'Types: every part is sound.' : `Types: ${failed} parts have errors.`);
process.exit(failed === 0 ? 0 : 1);
