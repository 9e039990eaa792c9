/** `--enrol-code-file FILE`: enrols this machine without a screen, for a technician at a prompt or a script that sets a hall up. The file is deleted. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { openMachineKey } from '../keys/machine-key.ts';
import type { StationLog } from '../log/station-log.ts';
import type { StationArguments } from '../station-arguments.ts';
import { type Enrolled, enrolMachine } from './enrol.ts';
import { keepEnrolment } from './enrolment-file.ts';

const inWords: Record<Exclude<Enrolled, { ok: true }>['code'], string> = {
	'no-code': 'the file holds no code; a code looks like K7M2P-9XWQR',
	unreachable: 'the platform does not answer; check --platform and that it runs',
	'not-the-hall': 'whoever answers there does not know the code: it is not the platform of this hall, or somebody stands in between',
	malformed: 'the platform did not understand; both must be of about the same version',
	'wrong-code': 'the code is wrong, was used, is over, or is for other seats than --stations; ask the manager for a new one',
	locked: 'too many wrong codes came from here; wait a quarter of an hour',
	'other-hall': 'that is the platform of another hall than --hall',
	'unknown-station': 'the hall has no such station; look at --stations and stations.yaml',
	'revoked-key': 'the key of this machine was revoked; a manager can restore it',
	standby: 'that platform does not decide; enrol at the one that does',
	busy: 'the platform could not keep it; try again',
};

export interface EnrolFromFile {
	settings: StationArguments;
	file: string;
	data: string;
	hall: HallPlan;
	log: StationLog;
}

/** Never rejects: what to print, and with which code to end. Platforms are tried in their order. */
export async function enrolFromFile({ settings, file, data, hall, log }: EnrolFromFile): Promise<{ code: number; words: string[] }> {
	let code: string;
	try {
		code = readFileSync(file, 'utf8');
		rmSync(file, { force: true });
	} catch {
		return { code: 1, words: [`tidehall: --enrol-code-file: ${file} cannot be read.`] };
	}
	const key = await openMachineKey({ folder: join(data, 'keys'), note: (said) => log.write('info', said) });
	let last: Enrolled = { ok: false, code: 'unreachable' };
	for (const platform of settings.platforms) {
		last = await enrolMachine({ platform, hall: hall.code, stations: settings.stations, code, key, now: () => Date.now() });
		if (last.ok || (last.code !== 'unreachable' && last.code !== 'standby')) break;
	}
	if (!last.ok) {
		log.write('warn', 'enrolment-refused', { code: last.code });
		return { code: 1, words: [`tidehall: this machine was not enrolled: ${inWords[last.code]}.`] };
	}
	await keepEnrolment(data, last.enrolment);
	log.write('info', 'enrolled', { seats: settings.stations.join(',') });
	return { code: 0, words: [`tidehall: enrolled as ${settings.stations.join(', ')}.`] };
}
