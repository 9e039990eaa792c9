/**
 * `npm run escrow -- take --data DIR --out FILE`: what a machine still owes the platform, as a file that can be handed in from anywhere.
 * `npm run escrow -- hand-in FILE --platform URL`: hands it in. Twice does no harm: the platform takes each report once.
 * `npm run escrow -- reset --data DIR [--escrow FILE]`: empties a machine's folder before it is set up anew; refused while it owes anything that
 * the file does not hold. The station app must be ended for all of them.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { protocolVersion } from '../domain/contracts/protocol-history.ts';
import { firstTerm } from '../domain/contracts/term.ts';
import { type Escrow, missingFrom, owedBy, readEscrow, readJournal, writeEscrow } from '../electron/journal/escrow.ts';
import { machineDisk } from '../electron/journal/journal-disk.ts';
import { openMachineKey } from '../electron/keys/machine-key.ts';
import { readOfflineFile } from '../electron/keys/offline-file.ts';
import { createLink } from '../renderer/engine/link.ts';
import { createTimers } from '../renderer/engine/page-timers.ts';
import { createSeatLine } from '../renderer/engine/seat-line.ts';
import { verifySignature } from '../renderer/engine/verify-signature.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
function stop(text: string): never {
	process.stderr.write(`${text}\n`);
	process.exit(1);
}

const journalOf = (data: string) => {
	const path = join(data, 'journal', 'journal.jsonl');
	if (!existsSync(path)) stop(`There is no journal in ${data}. --data is the folder of the station app, the one with “journal” in it.`);
	return readJournal(readFileSync(path));
};
/** Chromium's own mark of an app that works with this folder; on Windows the folder cannot be emptied then anyway. */
function refuseRunning(data: string): void {
	const mark = lstatSync(join(data, 'profile', 'SingletonLock'), { throwIfNoEntry: false });
	if (mark) stop('A station app works with this folder, or was not ended properly. End it; if it is not running, start and end it once.');
}
function readFile(path: string): Escrow {
	const read = existsSync(path) ? readEscrow(readFileSync(path, 'utf8'), verifySignature) : null;
	return read ?? stop(`${path} is no escrow file, or it was changed. Take it from the machine again.`);
}

async function take({ data, out }: { data: string; out: string }): Promise<void> {
	refuseRunning(data);
	if (existsSync(out)) stop(`${out} exists already. Name another file: an escrow is never written over.`);
	const { seats, damaged } = journalOf(data);
	const keys = join(data, 'keys');
	const key = await openMachineKey({ folder: keys, note: () => {} });
	const { file } = await readOfflineFile(machineDisk, keys);
	const sessions = new Set(seats.flatMap(({ owed }) => owed.flatMap(({ session }) => session ?? [])));
	const proofs = file.proofs.map(({ proof }) => proof).filter(({ session }) => sessions.has(session));
	writeFileSync(out, writeEscrow(seats, proofs, Date.now(), key), { mode: 0o600, flag: 'wx', flush: true });
	// Read back as whoever gets it will: a file that cannot be handed in is worse than none.
	if (missingFrom(readFile(out), seats) > 0) stop(`${out} could not be written whole. Make room and take it again.`);
	say(
		`${out} holds ${owedBy(seats)} reports of ${seats.map(({ station }) => station).join(', ')}. Keep it as safe as a key: whoever has it can hand it in.`,
	);
	if (damaged > 0)
		say(`The journal has ${damaged} lines that cannot be read. They are not in the file; keep the folder for the technician.`);
}

/** Resolves with how many were taken; in words when the platform does not let the stations in. */
function handIn(escrow: Escrow, url: string, withinMs: number): Promise<{ ok: true; taken: number } | { ok: false; what: string }> {
	const timers = createTimers();
	const clock = Date.now;
	const link = createLink({ url, clock, timers });
	const total = owedBy(escrow.seats);
	let up = false;
	return new Promise((resolve) => {
		const lines = escrow.seats.map((seat) =>
			createSeatLine({
				seat,
				journal: { load: async () => [], append: async () => {} },
				link,
				timers,
				clock,
				isUp: () => up,
				session: () => undefined,
				day: () => '',
				term: () => firstTerm,
				happened: () => {},
				owedChanged: look,
				note: () => {},
			}),
		);
		const owed = () => lines.reduce((sum, line) => sum + line.owed().length, 0);
		function end(answer: { ok: true; taken: number } | { ok: false; what: string }) {
			up = false;
			for (const line of lines) line.stop();
			link.stop();
			resolve(answer);
		}
		function look() {
			if (owed() === 0) end({ ok: true, taken: total });
		}
		const late = setTimeout(
			() =>
				end({
					ok: false,
					what: `${total - owed()} of ${total} reports were taken, then the platform gave no more answers. Hand the file in again.`,
				}),
			withinMs,
		);
		late.unref();
		link.start({
			hello: () => ({
				protocol: protocolVersion,
				seats: escrow.seats.map(({ station, epoch }, at) => ({ station, epoch, settled: lines[at]!.settledTo() })),
				holds: null,
				sessions: [],
				proofs: escrow.proofs.slice(0, 64),
			}),
			welcomed(welcome) {
				up = true;
				for (const [at, { station, epoch }] of escrow.seats.entries())
					lines[at]!.welcomed(welcome.taken.find((one) => one.station === station && one.epoch === epoch)?.n ?? 0);
				look();
			},
			accepts: () => true,
			trying: () => {},
			refused: ({ code, station, detail }) =>
				end({
					ok: false,
					what:
						code === 'station-in-use'
							? `${station ?? 'A station'} is in use on another machine. End the app there for as long as this takes, and hand the file in again.`
							: `The platform does not take it: ${detail}`,
				}),
			events: () => {},
			keys: () => {},
			beat: () => ({ day: null, position: 0 }),
			beaten: () => {},
			dismissed: ({ detail }) => end({ ok: false, what: `The platform ended the connection: ${detail} Hand the file in again.` }),
			serviceAsked: async () => ({ do: 'refused', code: 'busy' }),
			malformed: () => {},
			down: () => {
				up = false;
			},
		});
	});
}

function reset({ data, escrow }: { data: string; escrow?: string }): void {
	refuseRunning(data);
	const { seats, damaged } = journalOf(data);
	const missing = escrow ? missingFrom(readFile(escrow), seats) : owedBy(seats);
	if (missing > 0)
		stop(
			escrow
				? `Nothing was removed: the machine owes ${missing} reports that ${escrow} does not hold. Take a new escrow file first.`
				: `Nothing was removed: the machine owes the platform ${missing} reports. Let it connect until they are sent, or take an escrow file and name it with --escrow.`,
		);
	if (damaged > 0)
		stop(
			`Nothing was removed: ${damaged} lines of the journal cannot be read, and what they said may be owed. Keep the folder for the technician.`,
		);
	const applications = join(data, 'applications');
	if (existsSync(applications) && readdirSync(applications).length > 0)
		stop(
			`Nothing was removed: applications are kept in ${applications}. Let the station connect until they are sent, or discard the drafts at the station.`,
		);
	for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true, force: true });
	say(`${data} is empty. The machine begins with a new journal and new numbers of its own.`);
}

const program = new Command('escrow').description('What a station owes, taken off its machine and handed in elsewhere.');
program.command('take').requiredOption('--data <folder>').requiredOption('--out <file>').action(take);
program
	.command('hand-in <file>')
	.requiredOption('--platform <address>', 'http://… of the platform that decides')
	.option('--within <seconds>', 'how long to wait', '120')
	.action(async (path: string, { platform, within }: { platform: string; within: string }) => {
		const answer = await handIn(readFile(path), platform, Number(within) * 1_000);
		if (!answer.ok) stop(answer.what);
		say(`The platform has taken ${answer.taken} reports.`);
		process.exit(0);
	});
program.command('reset').requiredOption('--data <folder>').option('--escrow <file>').action(reset);
await program.parseAsync();
