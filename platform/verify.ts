/**
 * `npm run verify -- --data DIR --day DATE --json`: holds all that is stored to its proofs, the audit to its chain and, with `--marks FILE`, to what the
 * centre kept of it; replays a stored hall-day and checks every rule a log can show. With `--proposals` the tide's proposals of that day are made again
 * as well, from log and seed. Reads only. Exit code 1 when a rule is broken or a proposal is another than was told, 3 when something stored is damaged.
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { loadHall } from '../config/load-hall.ts';
import { checkLog } from '../domain/check-log.ts';
import { auditCheckpoint } from '../domain/contracts/audit.ts';
import type { HallEvent } from '../domain/contracts/events.ts';
import type { HallPlan } from '../domain/contracts/hall-plan.ts';
import { proposalsToldIn, replayProposal } from '../domain/tide-day/replay-proposal.ts';
import { faultInWords } from './audit/chain.ts';
import { type AuditProof, verifyAudit } from './audit/verify-audit.ts';
import { damageInWords, lookOver } from './repair/look-over.ts';
import { damagedExitCode } from './repair/refusal.ts';
import type { DayEntry, HallStore } from './storage/contract.ts';
import { readSqlite } from './storage/sqlite.ts';
import { StoreFailure } from './storage/store-failure.ts';
import { openLines } from './term/kept-aside.ts';

interface Options {
	data: string;
	day?: string;
	hall?: string;
	marks?: string;
	proposals?: boolean;
	json?: boolean;
}

const options = new Command('verify')
	.description('Checks a stored hall-day against the rules. Exit code 1 when a rule is broken, 3 when the store is damaged.')
	.requiredOption('--data <folder>', 'data folder of the platform; it may be running')
	.option('--day <YYYY-MM-DD>', 'business day; the newest one when left out')
	.option('--hall <file>', 'hall file to check with instead of the plan kept with the day')
	.option('--marks <file>', 'what the centre keeps of the audit: its answer to GET /api/centre/v1/halls/HALL/audit')
	.option('--proposals', "make the tide's proposals of the day again and compare them; about a second each")
	.option('--json', 'print JSON only')
	.parse()
	.opts<Options>();

/** An error that the person at the keyboard can mend. */
class Unusable extends Error {}

function entryOf(entries: DayEntry[]): DayEntry {
	if (entries.length === 0) throw new Unusable('The store holds no day yet.');
	if (!options.day) return entries.at(-1)!;
	const found = entries.filter(({ day }) => day === options.day);
	if (found.length === 0)
		throw new Unusable(`The store holds no day ${options.day}. It holds: ${entries.map(({ day }) => day).join(', ')}.`);
	return found[0]!;
}

async function planFor(entry: DayEntry): Promise<HallPlan> {
	if (!options.hall) return entry.plan;
	const loaded = await loadHall(options.hall);
	if (!loaded.ok) throw new Unusable(loaded.problems.map(({ file, line, what }) => `${file}:${line} ${what}`).join('\n'));
	return loaded.hall.plan;
}

async function verify(store: HallStore) {
	// Of the whole store, whichever day was asked for: nobody looks at the others again.
	const { days, rows } = await lookOver(store);
	const records = [
		...days.flatMap((each) => each.damage.map((one) => ({ hall: each.hall, ...one, what: damageInWords(one) }))),
		// Of records that are gone the words are whole; otherwise it is the kind alone.
		...rows.map(({ table, what }) => ({
			table,
			what: table === 'record' && what.includes(' ') ? what : `${table}: ${what} is not what was written`,
		})),
	];
	// Lines of the log that were set aside after a take-over are not the hall's.
	const kept = await store.keptDays();
	const code = kept[0]?.hall.split('~')[0] ?? '';
	const audit = await auditOf(store, code);
	const damage = [...records, ...audit.faults.map((fault) => ({ table: 'audit', hall: code, ...fault, what: faultInWords(fault) }))];
	const lines = await openLines(store, code);
	const wanted = options.day ?? kept.at(-1)?.day;
	if (days.some(({ day, hall }) => day === wanted && hall.split('~')[0] === code))
		// Of a log that is not what was written nothing follows.
		return { day: wanted!, hall: code, events: 0, counts: {}, violations: [], damage, audit };
	const entry = entryOf(await lines.days());
	const events = await lines.read(entry.hall, entry.day, 0, Math.max(1, entry.head));
	const plan = await planFor(entry);
	const { counts, violations } = checkLog(plan, entry.day, events);
	const proposals = options.proposals ? { proposals: proposalsOf(plan, entry.day, events) } : {};
	return { day: entry.day, hall: entry.hall, events: events.length, counts, violations, ...proposals, damage, audit };
}

interface ProposalProof {
	/** Told that day, and made again to the last digit. */
	told: number;
	same: number;
	/** Another one came out of the same log and seed: the log, the program or the proposal was touched. */
	differ: string[];
	/** Nothing can be said of these here: made under another configuration, or by another version of the planner. */
	notTried: string[];
}

function proposalsOf(plan: HallPlan, day: string, events: readonly HallEvent[]): ProposalProof {
	const proof: ProposalProof = { told: 0, same: 0, differ: [], notTried: [] };
	for (const one of proposalsToldIn(events)) {
		proof.told++;
		const made = replayProposal(plan, day, events, one);
		const name = `${one.plan} revision ${one.revision}`;
		if (made.ok && made.same) proof.same++;
		else if (made.ok || made.why === 'log' || made.why === 'unknown-plan') proof.differ.push(name);
		else if (made.why === 'version')
			proof.notTried.push(`${name}: made by version ${made.madeBy} of the planner, this program has ${made.here}`);
		else proof.notTried.push(`${name}: made under another configuration`);
	}
	return proof;
}

const marksFile = z.object({ marks: z.array(auditCheckpoint) });

function auditOf(store: HallStore, hall: string): Promise<AuditProof> {
	if (options.marks === undefined) return verifyAudit(store, hall);
	let text: string;
	try {
		text = readFileSync(options.marks, 'utf8');
	} catch {
		throw new Unusable(`--marks: ${options.marks} cannot be read. Check that it exists and may be read by this user.`);
	}
	const read = marksFile.safeParse(textAsJson(text));
	if (!read.success) throw new Unusable(`--marks: ${options.marks} holds no marks. It is the answer of the centre, as JSON with "marks".`);
	return verifyAudit(store, hall, read.data.marks);
}

function textAsJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

try {
	const store = readSqlite(options.data);
	try {
		const result = await verify(store);
		if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
		else {
			process.stdout.write(`${result.hall} ${result.day}: ${result.events} events, ${result.violations.length} violations\n`);
			process.stdout.write(`${JSON.stringify(result.counts, null, 2)}\n`);
			for (const violation of result.violations) process.stdout.write(`${JSON.stringify(violation)}\n`);
			if (result.proposals) {
				const { told, same, differ, notTried } = result.proposals;
				process.stdout.write(`proposals: ${told} told, ${same} made again, ${differ.length} differ, ${notTried.length} not tried\n`);
				for (const one of differ) process.stdout.write(`differs: ${one}\n`);
				for (const one of notTried) process.stdout.write(`not tried: ${one}\n`);
			}
			process.stdout.write(`audit: ${result.audit.lines} lines in ${result.audit.chains.length} chains, ${result.audit.held} marks held\n`);
			for (const { what } of result.damage) process.stdout.write(`damaged: ${what}\n`);
		}
		const wrong = result.violations.length > 0 || (result.proposals?.differ.length ?? 0) > 0;
		process.exitCode = result.damage.length > 0 ? damagedExitCode : wrong ? 1 : 0;
	} finally {
		await store.close();
	}
} catch (cause) {
	if (!(cause instanceof Unusable || cause instanceof StoreFailure)) throw cause;
	if (options.json)
		process.stdout.write(
			`${JSON.stringify({ error: { code: cause instanceof StoreFailure ? cause.code : 'unusable', message: cause.message } })}\n`,
		);
	else process.stderr.write(`${cause.message}\n`);
	process.exitCode = cause instanceof StoreFailure && cause.code === 'corrupt' ? damagedExitCode : 1;
}
