/** Type-checks each part in its own world (no DOM in domain, no Node in renderer …). Run: `npm run types`. */
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The largest first, so that none of them is alone at the end. The parts whose world is Node's are one, since they import each other's files. */
const parts = ['test', 'tsconfig.node.json', 'renderer', 'domain'];

/** What the compiler says of a part; empty when it is sound. One checker each: several in one program look at the same types again, for twice the work. */
function faultsOf(part: string): Promise<string> {
	return new Promise((tell) => {
		const shell = process.platform === 'win32';
		execFile('node_modules/.bin/tsc', ['-p', part, '--checkers', '1'], { shell, maxBuffer: 2 ** 26 }, (error, said, alsoSaid) =>
			tell(error ? said + alsoSaid || error.message : ''),
		);
	});
}

const waiting = [...parts];
let failed = 0;
async function checkInTurn(): Promise<void> {
	for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
		const faults = await faultsOf(part);
		if (faults === '') continue;
		failed += 1;
		console.error(`${part}:\n${faults}`);
	}
}
await Promise.all(Array.from({ length: availableParallelism() }, checkInTurn));
console.error(failed === 0 ? 'Types: every part is sound.' : `Types: ${failed} parts have errors.`);
process.exit(failed === 0 ? 0 : 1);
