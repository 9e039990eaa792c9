/**
 * Advisories carried into a closed network: taken with `--take` where a registry gives them, brought with `--advisories` to where none does. The file
 * speaks of the parts of one lockfile, and not for long: what became known since is not in it.
 */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { askElsewhere, dayMs, type Findings, findingsOf, report } from './judge.ts';

export const advisoryFile = z.strictObject({
	schema: z.literal('advisories/1'),
	takenAt: z.iso.datetime(),
	/** SHA-256 of the `package-lock.json` that was asked about. */
	lockfile: z.string().regex(/^[0-9a-f]{64}$/),
	/** What npm said of it, and of the one package that everybody knows to be bad. */
	said: report,
	control: report,
	/** Version of Electron → when it came out. */
	electron: z.record(z.string(), z.string()),
});
export type AdvisoryFile = z.infer<typeof advisoryFile>;

/** Days after which a file says too little to release by. */
export const advisoryDays = 7;
export const hashOfLock = (lockfile: string): string => hash('sha256', lockfile);

/** What is written for carrying; a text = why there is nothing to carry. `asked`: as npm answered. */
export function takenAdvisories(
	lockfile: string,
	asked: { said: unknown; control: unknown; electron: unknown },
	now: number,
): AdvisoryFile | string {
	const findings = findingsOf(asked.said, asked.control);
	if (typeof findings === 'string') return findings;
	const electron = z.record(z.string(), z.string()).safeParse(asked.electron);
	return advisoryFile.parse({
		...{ schema: 'advisories/1', takenAt: new Date(now).toISOString(), lockfile: hashOfLock(lockfile) },
		...{ said: asked.said, control: asked.control, electron: electron.success ? electron.data : {} },
	});
}

export interface BroughtAdvisories {
	findings: Findings;
	electron: Readonly<Record<string, string>>;
}

/** Reads a file that was brought. What it cannot stand for is a text, and stays open. Never throws. */
export function broughtAdvisories(text: string, lockfile: string, now: number): BroughtAdvisories {
	const none = (why: string): BroughtAdvisories => ({ findings: `${why} ${askElsewhere}`, electron: {} });
	const read = advisoryFile.safeParse(asJson(text));
	if (!read.success)
		return none(
			`The file of advisories cannot be read (${read.error.issues[0]?.path.join('.') || 'no JSON of it'}): it is what --take wrote, unchanged.`,
		);
	const { takenAt, lockfile: of, said, control, electron } = read.data;
	if (of !== hashOfLock(lockfile))
		return none('The file of advisories was taken for another package-lock.json: of the parts of this one it says nothing.');
	const age = (now - Date.parse(takenAt)) / dayMs;
	if (age < 0) return none(`The file of advisories was taken at ${takenAt}, which is not yet: one of the two clocks is wrong.`);
	if (age > advisoryDays)
		return none(`The file of advisories was taken ${Math.floor(age)} days ago, at most ${advisoryDays} count: take a new one.`);
	return { findings: findingsOf(said, control), electron };
}

function asJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
