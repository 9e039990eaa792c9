/** One update of the installed station over the hall's network, with the real app, the real platform and the part that runs as root; and one that is bad. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SlotsState } from '../../../domain/updates/slots.ts';
import { Drop } from '../../../electron/updates/drop.ts';
import { makeStationPackage, type StationPackage } from '../station-package.ts';
import type { DpkgRoot } from './dpkg-root.ts';
import { ordinary, type StationStart, startStation } from './installed-station.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));

export interface Maker {
	/** Private half. */
	key: string;
	publicKey: string;
	/** Folder that the platform gives out. */
	shelf: string;
	updates(...words: string[]): void;
}

export function openMaker(work: string): Maker {
	const shelf = join(work, 'shelf');
	mkdirSync(shelf);
	const key = join(work, 'maker');
	const updates = (...words: string[]) =>
		void execFileSync(process.execPath, [join(project, 'scripts', 'updates.ts'), ...words], { stdio: ['ignore', 'ignore', 'inherit'] });
	updates('make-key', '--to', key);
	return { key, publicKey: `${key}.pub`, shelf, updates };
}

export interface ProveUpdates {
	work: string;
	root: DpkgRoot;
	start: StationStart;
	maker: Maker;
	pack: Pick<StationPackage, 'app' | 'updater' | 'keys'>;
	until(what: string, met: () => boolean | Promise<boolean>, withinMs?: number): Promise<void>;
	proved(what: string): void;
}

/** 0.2.0 is installed and has run. */
export async function proveUpdates({ work, root, start, maker, pack, until, proved }: ProveUpdates): Promise<void> {
	const folder = root.path('var/lib/tidehall-station/updates');
	if (ordinary.uid !== undefined) chownSync(folder, ordinary.uid, ordinary.gid!);
	const asRoot = (what: string): SlotsState => {
		const run = spawnSync(root.path('usr/sbin/tidehall-station-updates'), [what], {
			encoding: 'utf8',
			env: { PATH: '/usr/bin:/bin', TIDEHALL_ROOT: root.folder },
		});
		if (run.status !== 0) throw new Error(`tidehall-station-updates ${what}: ${run.stderr}`);
		return JSON.parse(run.stdout) as SlotsState;
	};
	const runs = (state: SlotsState, version: string, what: string) => {
		if (state.runs.version !== version) throw new Error(`${what}: ${state.runs.version} is to run, not ${version}`);
	};
	const words = [...start.words, '--updates', folder];

	makeStationPackage({ ...pack, version: '0.3.0', out: maker.shelf, compression: 'none' });
	maker.updates('sign', '--folder', maker.shelf, '--key', maker.key, '--floor', '0.2.0');
	maker.updates('check', '--folder', maker.shelf, '--key', maker.publicKey);
	maker.updates('rollout', '--folder', maker.shelf, '--version', '0.3.0', '--stations', 'T1');
	asRoot('begin');
	const old = startStation({ ...start, words });
	const drop = new Drop(folder);
	await until('the update to be fetched', () => drop.waiting || old.child.exitCode !== null, 400_000);
	const taken = asRoot('take');
	runs(taken, '0.3.0', 'after taking');
	proved(`0.3.0 was fetched in pieces while nobody was there, checked again as root and put into slot ${taken.runs.slot}`);
	await until('the old version to end by itself', () => old.child.exitCode !== null, 400_000);
	asRoot('begin');
	const fresh = startStation({ ...start, words });
	try {
		await until('the new version to say that it is well', () => existsSync(drop.path('healthy')) || fresh.child.exitCode !== null, 400_000);
		const well = asRoot('take');
		if (well.trial !== null || well.floor !== '0.2.0') throw new Error(`the new version is not kept: ${JSON.stringify(well)}`);
		const program = readFileSync(`/proc/${fresh.child.pid}/cmdline`, 'utf8').split('\0')[0];
		if (program !== root.path(`opt/tidehall-station/slots/${well.runs.slot}/tidehall`)) throw new Error(`${program} runs`);
		proved(`0.3.0 runs from its slot, said that it is well, and is kept; the floor is ${well.floor}`);
	} finally {
		await fresh.stop();
	}

	const broken = join(work, 'broken');
	mkdirSync(join(broken, 'resources'), { recursive: true });
	writeFileSync(join(broken, 'tidehall'), '#!/bin/sh\nexit 1\n');
	chmodSync(join(broken, 'tidehall'), 0o755);
	const bad = makeStationPackage({ ...pack, app: broken, version: '0.4.0', out: maker.shelf, compression: 'none' });
	rmSync(join(maker.shelf, 'tidehall-station_0.3.0_amd64.deb'));
	maker.updates('sign', '--folder', maker.shelf, '--key', maker.key, '--floor', '0.3.0');
	const put = () => {
		copyFileSync(bad, join(folder, 'fetched'));
		drop.put(join(folder, 'fetched'), readFileSync(join(maker.shelf, 'manifest.json'), 'utf8'), '0.4.0');
	};
	put();
	runs(asRoot('take'), '0.4.0', 'after taking the bad one');
	let starts = 0;
	while (asRoot('begin').runs.version === '0.4.0' && starts < 10) starts += 1;
	const back = asRoot('state');
	runs(back, '0.3.0', 'after starts that came to nothing');
	if (back.floor !== '0.2.0') throw new Error('the bad version raised the floor');
	put();
	runs(asRoot('take'), '0.3.0', 'after the bad one was put down once more');
	proved(`0.4.0, which dies at each start, was sent back after ${starts} starts and is not taken again`);
}
