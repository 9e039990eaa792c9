/**
 * `--enrol-code-file FILE`: where a technician or a script leaves a one-time code. A machine that finds one at its start enrols with it, deletes it and goes
 * on; without one it starts as ever, so the word may stand in its settings for good.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
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

/** `null` = enrolled, or nobody left a code; else why not, in words. Platforms are tried in their order. Never rejects. */
export async function enrolFromFile({ settings, file, data, hall, log }: EnrolFromFile): Promise<string | null> {
	if (!existsSync(file)) return null;
	let code: string;
	try {
		code = readFileSync(file, 'utf8');
		rmSync(file, { force: true });
	} catch {
		return `--enrol-code-file: ${file} cannot be read and deleted. Check whose it is.`;
	}
	const key = await openMachineKey({ folder: join(data, 'keys'), note: (said) => log.write('info', said) });
	let last: Enrolled = { ok: false, code: 'unreachable' };
	for (const platform of settings.platforms) {
		last = await enrolMachine({ platform, hall: hall.code, stations: settings.stations, code, key, now: () => Date.now() });
		if (last.ok || (last.code !== 'unreachable' && last.code !== 'standby')) break;
	}
	if (!last.ok) {
		log.write('warn', 'enrolment-refused', { why: last.code });
		return `this machine was not enrolled: ${inWords[last.code]}.`;
	}
	try {
		await keepEnrolment(data, last.enrolment);
	} catch {
		return `the enrolment cannot be kept in ${join(data, 'keys')}. Make room, check the rights of that folder, and ask for a new code.`;
	}
	log.write('info', 'enrolled', { seats: settings.stations.join(',') });
	return null;
}
