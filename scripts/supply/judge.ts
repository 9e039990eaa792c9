/** What of the parts this product is made of keeps it from going to a hall. Pure: what was asked and what was accepted go in, what stands against it comes out. */
import { z } from 'zod';

/** `docs/accepted-findings.json`: findings somebody looked at and accepted, each for a reason and until a day. */
export const acceptedFindings = z.strictObject({
	schema: z.literal('accepted-findings/1'),
	findings: z.array(
		z.strictObject({
			/** `GHSA-…` */
			id: z.string().min(3),
			package: z.string().min(1),
			reason: z.string().min(20),
			by: z.string().min(1),
			since: z.iso.date(),
			/** Looked at again by then; at most half a year later. */
			until: z.iso.date(),
		}),
	),
});
export type AcceptedFinding = z.infer<typeof acceptedFindings>['findings'][number];

export interface Finding {
	id: string;
	package: string;
	severity: string;
}
/** A text = why nothing is known; nothing is made of that, for or against. */
export type Findings = Finding[] | string;

/** Prototype pollution, known since 2020: whoever has advisories at all has this one. */
export const knownBad = { name: 'minimist', version: '0.0.8' } as const;
export const askElsewhere =
	'This is neither a clean bill nor a fault of the product: before a release npm run audit:gate must be run where a registry gives advisories, or be given a file that was taken there (--take, --advisories; docs/watching.md).';

export const dayMs = 24 * 3_600_000;
export const electronDays = 90;
const longestAcceptanceDays = 183;
/** Below this a finding is told and stops nobody. */
const stopping = new Set(['moderate', 'high', 'critical']);

export interface Judged {
	/** Keeps it back. */
	against: string[];
	/** Is to be known. */
	told: string[];
	/** Could not be asked. */
	open: string[];
}

export function judgeFindings(findings: Findings, accepted: readonly AcceptedFinding[], today: string): Judged {
	const judged: Judged = { against: [], told: [], open: [] };
	for (const { id, since, until } of accepted) {
		if (until < today) judged.against.push(`${id}: it was accepted until ${until}. Look at it again.`);
		if (Date.parse(until) - Date.parse(since) > longestAcceptanceDays * dayMs)
			judged.against.push(`${id}: it is accepted for longer than half a year (${since} to ${until}).`);
	}
	if (typeof findings === 'string') {
		judged.open.push(findings);
		return judged;
	}
	for (const { id, package: name, severity } of findings) {
		const known = accepted.find((each) => each.id === id && each.package === name && each.until >= today);
		const words = `${name}: ${id} (${severity})`;
		if (known) judged.told.push(`${words}, accepted until ${known.until}: ${known.reason}`);
		else if (stopping.has(severity)) judged.against.push(words);
		else judged.told.push(words);
	}
	for (const { id, package: name } of accepted)
		if (!findings.some((each) => each.id === id && each.package === name))
			judged.told.push(`${id} of ${name} is accepted and no longer found: take it off the list.`);
	return judged;
}

export interface ElectronFacts {
	/** Named in package.json, and the day it came out; `null` = the registry does not say. */
	named: { version: string; on: string | null };
	/** Which this machine builds and tests with. */
	here: { version: string; on: string | null };
	/** Of a package that was built; absent = none was named. */
	packaged?: { version: string; on: string | null };
}

export function judgeElectron({ named, here, packaged }: ElectronFacts, today: string): Judged {
	const judged: Judged = { against: [], told: [], open: [] };
	const age = (on: string) => Math.floor((Date.parse(today) - Date.parse(on)) / dayMs);
	if (named.on === null) judged.open.push(`Electron ${named.version}: the registry does not say when it came out.`);
	else if (age(named.on) > electronDays)
		judged.against.push(
			`Electron ${named.version} of package.json is ${age(named.on)} days old; at most ${electronDays}. Take a newer one.`,
		);
	else judged.told.push(`Electron ${named.version} of package.json came out ${named.on.slice(0, 10)}, ${age(named.on)} days ago.`);
	if (here.version !== named.version)
		judged.told.push(
			`This machine reaches only a registry and works with Electron ${here.version}${here.on === null ? '' : ` (${age(here.on)} days old)`}: for building and proving. What it packages is for proving too; the package of a hall is built where Electron ${named.version} can be had.`,
		);
	if (packaged) {
		if (packaged.on === null)
			judged.open.push(`The package holds Electron ${packaged.version}, and the registry does not say when that came out.`);
		else if (age(packaged.on) > electronDays)
			judged.against.push(
				`The package holds Electron ${packaged.version}, ${age(packaged.on)} days old: it must not go to a hall that opens to the public.`,
			);
		else judged.told.push(`The package holds Electron ${packaged.version}, ${age(packaged.on)} days old.`);
	}
	return judged;
}

const advisory = z.object({ source: z.union([z.string(), z.number()]).optional(), url: z.string().optional(), severity: z.string() });
/** What of npm’s report is looked at. */
export const report = z.object({
	vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), via: z.array(z.union([z.string(), advisory])) })),
});

const refusal = z.object({ message: z.string(), statusCode: z.number().optional() });

/** Why it is no report, without the address of anybody's registry. */
function whyNone(said: unknown): string {
	const read = refusal.safeParse(said);
	if (!read.success) return `npm could not be asked about advisories. ${askElsewhere}`;
	const { statusCode, message } = read.data;
	if (statusCode !== undefined) return `The registry of this machine gives no advisories (it answers ${statusCode}). ${askElsewhere}`;
	const fault = /\bE[A-Z]{4,}\b/.exec(message)?.[0];
	return `The registry could not be reached${fault ? ` (${fault})` : ''}: advisories are not known. ${askElsewhere}`;
}

/** What `npm audit --json` said; `control`: what it said of `knownBad`, for a registry that finds nothing anywhere proves nothing. */
export function findingsOf(said: unknown, control: unknown): Findings {
	const read = report.safeParse(said);
	if (!read.success) return whyNone(said);
	const known = report.safeParse(control);
	if (!known.success || !(knownBad.name in known.data.vulnerabilities))
		return `The registry answers, but knows nothing against ${knownBad.name} ${knownBad.version}, which is known to be bad: its advisories are not taken for any. ${askElsewhere}`;
	return Object.entries(read.data.vulnerabilities).flatMap(([name, { via }]) =>
		via.flatMap((each): Finding[] =>
			typeof each === 'string'
				? []
				: [
						{
							id: /GHSA-[0-9a-z-]+/.exec(each.url ?? '')?.[0] ?? String(each.source ?? each.url ?? 'unnamed'),
							package: name,
							severity: each.severity,
						},
					],
		),
	);
}
