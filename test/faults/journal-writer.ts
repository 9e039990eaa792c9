/**
 * Child process: a machine that takes numbers, prints and reports on its real journal, and says what it tries before it tries it and what
 * was acknowledged once it was. Argument: `JournalWriting` as JSON.
 */
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import { machineDisk } from '../../electron/journal/journal-disk.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { type DiskFault, type KillAt, KillPoints, say } from './kill-points.ts';
import { pointedDisk } from './pointed-disk.ts';

export interface JournalWriting {
	folder: string;
	killAt: KillAt;
	/** 0 = until somebody ends it. */
	rounds: number;
	fault: DiskFault;
}

const day = '2026-11-23';
const writing = JSON.parse(process.argv[2]!) as JournalWriting;
const points = new KillPoints(writing.killAt);

/** A disk that goes away while the journal is being opened ends this life in order: there is nothing to say but that. */
function stopped(cause: unknown): never {
	say('stopped', (cause as { code?: string }).code ?? String(cause));
	process.exit(1);
}

const journal = await openJournal({
	folder: writing.folder,
	stations: ['T2', 'W02'],
	now: Date.now,
	note: ({ code }) => say('note', code),
	disk: pointedDisk(machineDisk, points, writing.fault),
}).catch(stopped);
const [terminal, window] = journal.seats(['T2', 'W02']);
say('open', { T2: terminal!.epoch, W02: window!.epoch });
points.pass('after open was said');

let tries = 0;
async function append(entries: JournalEntry[]): Promise<void> {
	tries += 1;
	const id = tries;
	say('try', { id, entries });
	await journal.append(entries);
	points.pass('before the acknowledgement');
	say('kept', { id });
}

const report = (station: string, epoch: string, n: number): JournalEntry => ({
	type: 'reported',
	station,
	command: { station, epoch, n, occurredAt: n, name: 'help-called', body: {} },
});
const settled = (station: string, n: number): JournalEntry => ({ type: 'settled', station, n });

let n = terminal!.lastN;
let m = window!.lastN;
let sequence = terminal!.series[`${day}/A2`] ?? 0;

async function ask(mine: number, answered: boolean): Promise<void> {
	await append([{ type: 'asked', station: 'T2', n: mine }]);
	if (answered) await append([settled('T2', mine)]);
}

async function issueCutOff(mine: number, number: number): Promise<void> {
	const job = `${terminal!.epoch}-${number}`;
	await append([
		{ type: 'series', station: 'T2', day, series: 'A2', sequence: number },
		report('T2', terminal!.epoch, mine),
		{ type: 'printing', job },
	]);
	await append([{ type: 'printed', job, outcome: number % 5 === 0 ? 'unknown' : 'printed' }]);
}

async function serve(mine: number, answered: boolean): Promise<void> {
	await append([report('W02', window!.epoch, mine)]);
	if (answered) await append([settled('W02', mine)]);
}

try {
	for (let round = 1; writing.rounds === 0 || round <= writing.rounds; round++) {
		n += 2;
		m += 1;
		sequence += 1;
		await Promise.all([ask(n - 1, round % 8 !== 0), issueCutOff(n, sequence), serve(m, round % 2 === 0)]);
		// Most of what is owed is answered in time, or the journal of a long run would hold nothing else.
		if (round > 1 && round % 4 !== 0) await append([settled('T2', n)]);
	}
	await journal.close();
	say('points', points);
} catch (cause) {
	stopped(cause);
}
