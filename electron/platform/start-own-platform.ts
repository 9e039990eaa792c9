/** This PC's platform with the real processes, disk and network under it. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { type TermReport, termReport } from '../../domain/contracts/term.ts';
import type { HallFetch } from '../../trust/hall-fetch.ts';
import { machineDisk } from '../journal/journal-disk.ts';
import type { StationArguments } from '../station-arguments.ts';
import { OwnPlatform, type OwnPlatformParts, type ProgramRun } from './own-platform.ts';
import { findPlatformProgram } from './platform-program.ts';
import { prepareCertificate } from './prepare-certificate.ts';

const probeWithinMs = 2_000;
const logBytes = 5_000_000;
/** What the program may know of this user's environment: no address of a database, nothing of a developer's. */
const passedOn = ['PATH', 'HOME', 'LANG', 'TZ', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'APPDATA'];

export interface StartOwnPlatform extends Pick<OwnPlatformParts, 'after' | 'note'> {
	settings: StationArguments;
	plan: HallPlan;
	stations: readonly string[];
	/** This machine's own folder. */
	data: string;
	appFolder: string;
	/** Speaks to platforms. */
	reach: HallFetch;
}

export function ownPlatform({ settings, plan, stations, data, appFolder, after, note, reach }: StartOwnPlatform): OwnPlatform {
	const place = plan.platforms?.find((one) => one.station !== undefined && stations.includes(one.station)) ?? null;
	const folder = join(data, 'platform');
	const address = place ? new URL(place.url) : null;
	const program = findPlatformProgram(settings.platformProgram, appFolder);
	const words = address
		? [
				...['--hall', settings.hall, '--data', folder, '--as', place!.id],
				...['--host', isNumeric(address.hostname) ? address.hostname : '0.0.0.0'],
				...['--port', address.port || (address.protocol === 'https:' ? '443' : '80')],
				...(settings.peersTokenFile ? ['--peers-token-file', settings.peersTokenFile] : []),
			]
		: [];
	const spawn = (command: string, said: readonly string[]) => runProgram(command, said, folder);
	prepareCertificate({
		url: place?.url ?? null,
		program,
		arguments: words,
		hasToken: settings.peersTokenFile !== null,
		spawn,
		after,
		note,
	});
	return new OwnPlatform({
		hall: plan.code,
		place,
		program,
		arguments: words,
		folder,
		disk: machineDisk,
		spawn,
		probe: (url) => probe(url, reach),
		after,
		note,
	});
}

/** An address in figures can be listened on as it is; a name may stand for another interface than the one the hall uses. */
function isNumeric(host: string): boolean {
	return /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\])$/i.test(host);
}

/** Its words go to a file, not to this process: should the app crash, the platform goes on. */
function runProgram(command: string, words: readonly string[], folder: string): ProgramRun {
	const path = join(folder, 'platform.log');
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	try {
		if (statSync(path).size > logBytes) renameSync(path, `${path}.1`);
	} catch {
		// There is none yet.
	}
	const log = openSync(path, 'a', 0o600);
	const environment = Object.fromEntries(passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
	const child = spawn(command, words, { stdio: ['ignore', log, log], env: environment, windowsHide: true });
	closeSync(log);
	const ended = new Promise<number | null>((resolve) => {
		child.once('exit', (code) => resolve(code));
		// The program could not be started at all.
		child.once('error', () => resolve(null));
	});
	return { ended, stop: () => void child.kill('SIGTERM') };
}

async function probe(url: string, reach: HallFetch): Promise<TermReport | null> {
	const answer = await reach(new URL('/api/term', url), { signal: AbortSignal.timeout(probeWithinMs), redirect: 'error' });
	if (!answer.ok) return null;
	const read = termReport.safeParse(await answer.json());
	return read.success ? read.data : null;
}
