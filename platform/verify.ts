/**
 * `npm run verify -- --data DIR --day DATE --json`: holds all that is stored to its proofs, the audit to its chain and, with `--marks FILE`, to what the
 * centre kept of it; replays a stored hall-day and checks every rule a log can show. Reads only. Exit code 1 when a rule is broken, 3 when something
 * stored is damaged.
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { loadHall } from '../config/load-hall.ts';
import { checkLog } from '../domain/check-log.ts';
import { auditCheckpoint } from '../domain/contracts/audit.ts';
import type { HallPlan } from '../domain/contracts/hall-plan.ts';
import { faultInWords } from './audit/chain.ts';
import { type AuditProof, verifyAudit } from './audit/verify-audit.ts';
import { damageInWords, lookOver } from './repair/look-over.ts';
import { damagedExitCode } from './repair/refusal.ts';
import { type DayEntry, type HallStore, StoreFailure } from './storage/contract.ts';
import { readSqlite } from './storage/sqlite.ts';
import { openLines } from './term/kept-aside.ts';

interface Options {
	data: string;
	day?: string;
	hall?: string;
	marks?: string;
	json?: boolean;
}

const options = new Command('verify')
	.description('Checks a stored hall-day against the rules. Exit code 1 when a rule is broken, 3 when the store is damaged.')
	.requiredOption('--data <folder>', 'data folder of the platform; it may be running')
	.option('--day <YYYY-MM-DD>', 'business day; the newest one when left out')
	.option('--hall <file>', 'hall file to check with instead of the plan kept with the day')
	.option('--marks <file>', 'what the centre keeps of the audit: its answer to GET /api/centre/v1/halls/HALL/audit')
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
	const { counts, violations } = checkLog(await planFor(entry), entry.day, events);
	return { day: entry.day, hall: entry.hall, events: events.length, counts, violations, damage, audit };
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
			process.stdout.write(`audit: ${result.audit.lines} lines in ${result.audit.chains.length} chains, ${result.audit.held} marks held\n`);
			for (const { what } of result.damage) process.stdout.write(`damaged: ${what}\n`);
		}
		process.exitCode = result.damage.length > 0 ? damagedExitCode : result.violations.length === 0 ? 0 : 1;
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
