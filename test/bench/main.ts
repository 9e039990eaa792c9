/** `npm run bench -- NAME [--json]`: one benchmark beside the limit it is compared to, in the same run. */
import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { displayCommand } from '../../scripts/display.ts';

type Bench = (options: { json: boolean }) => Promise<object>;
const benches: Record<string, () => Promise<{ run: Bench }>> = {
	applications: () => import('./applications.ts'),
	authority: () => import('./authority.ts'),
	'card-to-ticket': () => import('./card-to-ticket.ts'),
	drivers: () => import('./drivers.ts'),
	form: () => import('./form.ts'),
	guide: () => import('./guide.ts'),
	handwriting: () => import('./handwriting.ts'),
	recovery: () => import('./recovery.ts'),
	tide: () => import('./tide.ts'),
};

/** They open the app: where there is no display, on a virtual one. */
const onDisplay = new Set(['recovery']);

const program = new Command()
	.name('npm run bench --')
	.argument('<name>', `one of: ${Object.keys(benches).join(', ')}`)
	.option('--json', 'print only the JSON')
	.parse();
const name = program.args[0] ?? '';
const load = benches[name];
if (!load) {
	console.error(`Unknown benchmark "${name}". Known: ${Object.keys(benches).join(', ')}.`);
	process.exit(2);
}
const [show, ...words] = onDisplay.has(name) ? displayCommand() : [];
if (show !== undefined)
	process.exit(spawnSync(show, [...words, process.execPath, ...process.argv.slice(1)], { stdio: 'inherit' }).status ?? 1);
const json = Boolean(program.opts().json);
const result = await (await load()).run({ json });
console.log(JSON.stringify(result, null, json ? 0 : 2));
process.exit(0);
