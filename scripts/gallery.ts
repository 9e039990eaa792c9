/**
 * `npm run gallery`: a picture of every screen that the end-to-end tests hold to the rules, in each look and language they hold it in, with what axe
 * says of it, from the real Electron app. `-- FILE` for one test file. Leaves `test/artifacts/gallery/index.html`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { displayCommand } from './display.ts';
import { resolveElectron } from './electron/resolve.ts';
import type { GalleryScreen } from './gallery-screen.ts';

const log = (line: string) => process.stderr.write(`${line}\n`);
const folder = join('test', 'artifacts', 'gallery');
rmSync(folder, { recursive: true, force: true });

const electron = await resolveElectron({ log });
await build({ log });
const [command, ...args] = [
	...displayCommand(),
	process.execPath,
	...['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.e2e.config.ts'],
	...process.argv.slice(2),
];
const run = spawnSync(command!, args, {
	stdio: ['ignore', 2, 2],
	env: { ...process.env, TIDEHALL_ELECTRON: electron.path, TIDEHALL_GALLERY: folder },
});

const list = join(folder, 'screens.jsonl');
const screens = existsSync(list)
	? readFileSync(list, 'utf8')
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as GalleryScreen)
	: [];
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
writeFileSync(
	join(folder, 'index.html'),
	`<!doctype html><html lang="en"><meta charset="utf-8"><title>Tidehall: every screen</title>
<style>body{font:16px sans-serif;margin:24px}figure{display:inline-block;vertical-align:top;width:340px;margin:0 16px 24px 0}img{width:100%;border:1px solid #bbb}b{color:#a00}</style>
<h1>${screens.length} screens, ${screens.reduce((sum, { problems }) => sum + problems.length, 0)} problems found by axe</h1>
${screens
	.map(
		({ title, picture, problems }) =>
			`<figure><a href="${encodeURIComponent(picture)}"><img loading="lazy" src="${encodeURIComponent(picture)}" alt="${escaped(title)}"></a><figcaption>${escaped(title)}${problems.map((problem) => `<br><b>${escaped(problem)}</b>`).join('')}</figcaption></figure>`,
	)
	.join('\n')}
</html>
`,
);
const problems = screens.reduce((sum, screen) => sum + screen.problems.length, 0);
console.log(`${screens.length} screens, ${problems} problems found by axe: ${join(folder, 'index.html')}`);
process.exit(run.status === 0 && screens.length > 0 && problems === 0 ? 0 : 1);
