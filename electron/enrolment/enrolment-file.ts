/** What this machine knows of its enrolment: the hall's authority and the seats. Written by the enrolment, or pinned by a technician's file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hallCode, instant, stationId } from '../../domain/contracts/identity.ts';
import { fingerprintOf } from '../../trust/judge-certificate.ts';
import { keepWhole } from '../disk/keep-whole.ts';
import { type JournalDisk, machineDisk } from '../journal/journal-disk.ts';

const enrolmentFile = z.object({
	hall: hallCode,
	stations: z.array(stationId).min(1).max(64),
	/** PEM; `null`: the hall's platforms are reached in the clear. */
	authority: z.string().max(8_000).nullable(),
	at: instant,
});
export type Enrolment = z.infer<typeof enrolmentFile>;

const placeOf = (data: string) => join(data, 'keys', 'enrolment.json');

/** `null` = never enrolled, or for another hall, or nothing that can be read: the machine asks for a code then. */
export function readEnrolment(data: string, hall: string): Enrolment | null {
	try {
		const read = enrolmentFile.parse(JSON.parse(readFileSync(placeOf(data), 'utf8')));
		return read.hall === hall && (read.authority === null || fingerprintOf(read.authority) !== null) ? read : null;
	} catch {
		return null;
	}
}

/** Durable when it resolves. */
export async function keepEnrolment(data: string, enrolment: Enrolment, disk: JournalDisk = machineDisk): Promise<void> {
	await keepWhole(disk, placeOf(data), JSON.stringify(enrolment));
}

export type PinnedAuthority = { ok: true; authority: string | null } | { ok: false; problem: string };

/** `file`: what `--hall-ca` names; it goes before what an enrolment left. */
export function pinnedAuthority(file: string | null, data: string, hall: string): PinnedAuthority {
	if (file === null) return { ok: true, authority: readEnrolment(data, hall)?.authority ?? null };
	try {
		const authority = readFileSync(file, 'utf8');
		if (fingerprintOf(authority) !== null) return { ok: true, authority };
	} catch {
		// Worded below.
	}
	return { ok: false, problem: `--hall-ca: ${file} holds no certificate. Give it the ca.pem of the hall's platform.` };
}
