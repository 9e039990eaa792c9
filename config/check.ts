/**
 * `node scripts/run.mjs node config/check.ts <hall.yaml>`: checks one hall in whole and prints `file:line: what is wrong`, one problem a line.
 * Ends with 0 when the hall can start, 1 when not, 2 when called wrongly.
 */
import { loadHall } from './load-hall.ts';

const [hallFile] = process.argv.slice(2);
if (hallFile === undefined) {
	process.stderr.write('Say which hall: node scripts/run.mjs node config/check.ts config/halls/demo/hall.yaml\n');
	process.exitCode = 2;
} else {
	const loaded = loadHall(hallFile);
	if (loaded.ok) {
		const { plan, catalogue, staff, devices, warnings } = loaded.hall;
		for (const { file, line, what } of warnings) process.stdout.write(`${file}:${line}: warning: ${what}\n`);
		const counts = [
			`${plan.windows.length} windows`,
			`${plan.queues.length} queues`,
			`${catalogue.items.length} items`,
			`${catalogue.themes.length} themes`,
			`${plan.stations.length} stations`,
			`${staff.length} staff`,
			`${devices.length} devices`,
		];
		process.stdout.write(`${plan.code} can start: ${counts.join(', ')}; version ${plan.configVersion}\n`);
	} else {
		for (const { file, line, what } of loaded.problems) process.stdout.write(`${file}:${line}: ${what}\n`);
		process.stdout.write(`${loaded.problems.length} problems. The hall cannot start before they are put right.\n`);
		process.exitCode = 1;
	}
}
