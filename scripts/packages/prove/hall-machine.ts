/** A PC of the hall with the installed station: a screen of its own, a user's home and data of its own, and hands. */
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DpkgRoot } from './dpkg-root.ts';
import { ordinary, startStation } from './installed-station.ts';
import { runKioskUnit } from './run-unit.ts';
import { type Hands, openHands } from './screen-hands.ts';
import { until } from './until.ts';
import { openScreen, type VirtualScreen } from './virtual-screen.ts';

export const sizes = { T1: { width: 1080, height: 1920 }, W01: { width: 1920, height: 1080 }, M1: { width: 1920, height: 1080 } };
export type Seat = keyof typeof sizes;

export interface Machine {
	station: Seat;
	screen: VirtualScreen;
	hands: Hands;
	/** Ends it and starts it with the same words. */
	again(): Promise<void>;
	/** Until it is enrolled and works. */
	enrolled(): Promise<void>;
	/** Of a machine whose unit runs: its session is killed, and the unit begins it anew. */
	killed(): Promise<void>;
	end(): Promise<void>;
}

/** A PC of its own: its screen, its user's home, its data; the program is the installed one. */
export async function startMachine(of: {
	work: string;
	pc: DpkgRoot;
	station: Seat;
	url: string;
	/** Folder of the hall's files, for a machine whose settings say everything; `null` = it is told at its screen. */
	hall: string | null;
	/** Left in a file; `null` = typed at its screen. */
	code: string | null;
	/** By the installed unit of kiosk mode, with what it starts told in its settings; with the settings of the package. */
	unit?: boolean;
}): Promise<Machine> {
	const { work, pc, station, url, hall, code } = of;
	const home = owned(join(work, station));
	const data = join(home, 'data');
	const codeFile = join(home, 'code');
	if (code !== null) {
		writeFileSync(codeFile, code);
		own(codeFile);
	}
	const screen = await openScreen(join(work, `${station}-screen`), sizes[station]);
	const hands = await openHands(screen.display);
	const told =
		hall === null
			? ['--set-up']
			: ['--stations', station, '--hall', copied(hall, join(work, `${station}-hall`)), '--enrol-code-file', codeFile];
	const words = [...told, '--platform', url, '--kiosk'];
	const kiosk = of.unit ? startUnit(pc, [...words, '--data', data], { display: screen.display, data }) : null;
	const start = () => startStation({ root: pc.folder, display: screen.display, data, home, words });
	let run = kiosk ?? start();
	let ended: Promise<void> | null = null;
	return {
		station,
		screen,
		hands,
		async again() {
			const times = (code: string) => run.codes().filter((one) => one === code).length;
			const before = { started: times('machine-started'), asked: times('set-up-asks') };
			await run.stop();
			run = start();
			await until(`${station} to work again`, () => run.child.exitCode !== null || times('machine-started') > before.started);
			if (run.child.exitCode !== null) throw new Error(`${station} ended with ${run.child.exitCode}`);
			if (times('set-up-asks') > before.asked) throw new Error(`${station} was set up, and asks again`);
		},
		async enrolled() {
			const gone = () => run.child.exitCode !== null;
			await until(`${station} to work`, () => gone() || run.codes().includes('machine-started'));
			if (gone() || !run.codes().includes('enrolled')) throw new Error(`${station} ended or was not enrolled: ${run.codes().join(' ')}`);
			if (existsSync(codeFile)) throw new Error(`${station} left the file with its code`);
			if (run.codes().some((one) => one.startsWith('platform-certificate'))) throw new Error(`${station} does not believe the platform`);
		},
		async killed() {
			if (kiosk === null) throw new Error(`${station} is no machine of the unit`);
			const times = () => kiosk.codes().filter((one) => one === 'machine-started').length;
			const [before, begun] = [times(), kiosk.begun()];
			process.kill(-kiosk.child.pid!, 'SIGKILL');
			await until(`${station} to be begun again`, () => kiosk.begun() > begun && times() > before);
		},
		end() {
			ended ??= run.stop().finally(() => {
				hands.close();
				screen.stop();
			});
			return ended;
		},
	};
}

/** The settings are read as the unit starts; the other machines of this proof share the disk, and say all of their own. */
function startUnit(pc: DpkgRoot, words: readonly string[], at: { display: string; data: string }) {
	const settings = pc.path('etc/tidehall/station.conf');
	const shipped = readFileSync(settings, 'utf8');
	writeFileSync(settings, `TIDEHALL_STATION_OPTIONS=${words.join(' ')}\n`);
	try {
		return runKioskUnit({ root: pc.folder, ...at });
	} finally {
		writeFileSync(settings, shipped);
	}
}

/** What a technician copies to a PC; who may sign in is known to the platform alone. The hall file. */
function copied(hall: string, to: string): string {
	cpSync(hall, to, { recursive: true });
	return join(to, 'hall.yaml');
}

/** Made when missing, and the ordinary user's. */
export function owned(folder: string): string {
	mkdirSync(folder, { recursive: true });
	own(folder);
	return folder;
}

function own(path: string): void {
	if (ordinary.uid !== undefined) chownSync(path, ordinary.uid, ordinary.gid!);
}
