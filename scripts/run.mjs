/**
 * The first file every npm script runs. It needs nothing but Node 20 and its built-ins, installs what is missing, and then hands over to
 * the pinned Node of this project. Everything it says goes to standard error, so that `npm run --silent … --json` leaves only the JSON.
 *
 *   run.mjs setup            packages, system libraries, Electron
 *   run.mjs start|test …     the same, then scripts/start.ts or scripts/test.ts
 *   run.mjs node FILE …      packages only, then FILE
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './setup/packages.mjs';
import { projectNode } from './setup/project-node.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [task, ...rest] = process.argv.slice(2);
const say = (line) => process.stderr.write(`${line}\n`);

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
	say(
		`Tidehall needs Node 20 or newer to set itself up; this is Node ${process.versions.node}. Install a current Node and run the command again.`,
	);
	process.exit(1);
}

const targets = {
	setup: ['scripts/prepare-electron.ts'],
	start: ['scripts/start.ts', ...rest],
	test: ['scripts/test.ts', ...rest],
	node: rest,
};
if (!(task in targets)) {
	say(`Unknown task "${task ?? ''}". Known: ${Object.keys(targets).join(', ')}.`);
	process.exit(2);
}

ensurePackages(root, say);
if (task !== 'node') ensureSystemLibraries(say);

const node = projectNode(root);
const child = spawn(node, targets[task], {
	cwd: root,
	stdio: 'inherit',
	env: {
		...process.env,
		PATH: `${root}node_modules/.bin:${process.env.PATH}`,
		TIDEHALL_CALLED_FROM: process.env.INIT_CWD ?? process.cwd(),
	},
});
// npm passes on what it is told to stop with; what was started here must stop too, and in its own way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
	say(`Could not start ${node}: ${error.message}`);
	process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
