/** Ends one part of the running machine, as a fault in it would. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Machine } from './machine.ts';

/** Kills the process of the device desk with SIGKILL; rejects when the machine has none. */
export function killDeviceDesk(machine: Machine): number {
	const root = machine.app.process().pid;
	const desk = descendants(root ?? -1).find((pid) => commandLine(pid).includes('node.mojom.NodeService'));
	if (desk === undefined) throw new Error('The machine runs no device desk.');
	process.kill(desk, 'SIGKILL');
	return desk;
}

/** Crashes the page of one face, e.g. `engine`; returns how many such pages there were. */
export function crashPage(machine: Machine, face: string): Promise<number> {
	return machine.app.evaluate(({ webContents }, wanted) => {
		const pages = webContents.getAllWebContents().filter((one) => one.getURL().endsWith(`/${wanted}.html`));
		for (const page of pages) page.forcefullyCrashRenderer();
		return pages.length;
	}, face);
}

/** Every process that a process has started, and theirs. */
export function descendants(of: number): number[] {
	const parents = new Map<number, number>();
	for (const name of readdirSync('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		try {
			// The name of a process stands in brackets and may hold anything; its parent is the second field behind it.
			const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
			parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
		} catch {
			// It ended meanwhile.
		}
	}
	const found = [of];
	for (const parent of found) for (const [pid, its] of parents) if (its === parent) found.push(pid);
	return found.slice(1);
}

function commandLine(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
	} catch {
		return '';
	}
}
