/**
 * The hall's platform on this PC, started by a manager's order (接管) and kept running from then on, also over restarts of the app.
 * What it decides and how it stands to other platforms is its own business (`domain/contracts/term.ts`); here it is a process that must live.
 */
import { join } from 'node:path';
import type { OwnPlatformState, TakeOverBegun } from '../../domain/contracts/own-platform.ts';
import { type PlatformPlace, type TakeOverOrder, type TermReport, takeOverOrder } from '../../domain/contracts/term.ts';
import { keepWhole } from '../disk/keep-whole.ts';
import type { JournalDisk } from '../journal/journal-disk.ts';
import type { PlatformProgram } from './platform-program.ts';

/** One run of the program. */
export interface ProgramRun {
	/** Resolves when it has ended, with its exit code; `null` = by a signal. */
	ended: Promise<number | null>;
	stop(): void;
}

export interface OwnPlatformParts {
	hall: string;
	/** The entry of the hall's list that stands for this PC; `null` = none. */
	place: PlatformPlace | null;
	program: PlatformProgram | null;
	/** Arguments every run gets: hall file, data folder, place, address. */
	arguments: readonly string[];
	/** Folder of this PC's platform; made when missing. */
	folder: string;
	disk: JournalDisk;
	spawn(command: string, words: readonly string[]): ProgramRun;
	/** What the program at this address says of itself; `null` = nobody answers. */
	probe(url: string): Promise<TermReport | null>;
	after(ms: number, action: () => void): () => void;
	note(level: 'info' | 'warn', code: string, facts?: Record<string, string | number>): void;
}

const probeEveryMs = 400;
/** A cold start on an old PC, with a day of some thousand events to check. */
const answersWithinMs = 30_000;
const lookEveryMs = 3_000;
/** A busy platform may miss one look. */
const looksMissed = 2;
const restartFirstMs = 1_000;
const restartAtMostMs = 30_000;

export class OwnPlatform {
	readonly #parts: OwnPlatformParts;
	#run: ProgramRun | null = null;
	#order: string | null = null;
	#report: TermReport | null = null;
	#starting = false;
	#stopping = false;
	/** It outlived an earlier life of the app: nobody here hears it end. */
	#found = false;
	#restartMs = restartFirstMs;
	#stopLooking = () => {};

	constructor(parts: OwnPlatformParts) {
		this.#parts = parts;
	}

	/** After a restart of the app or the PC: what was ordered before goes on. Never rejects. */
	async start(): Promise<void> {
		const { disk, place, program, note } = this.#parts;
		if (!place || !program) return;
		const kept = await disk.read(this.#marker()).catch(() => null);
		const order = kept ? new TextDecoder().decode(kept).trim() : '';
		if (!/^order-[0-9]+\.json$/.test(order)) return;
		this.#order = order;
		this.#found = (await this.#asked()) !== null;
		if (this.#found) note('info', 'own-platform-found');
		else this.#begin();
		this.#look();
	}

	state(): OwnPlatformState {
		const { place, program } = this.#parts;
		const of = () => {
			if (!program) return 'no-program';
			if (this.#starting) return 'starting';
			if (this.#order === null) return 'none';
			return this.#report ? 'running' : 'away';
		};
		return { place: place?.id ?? null, state: of(), url: place?.url ?? null, report: this.#report };
	}

	/** Resolves when the program answers and says that it has taken over, or did not come about: then nothing runs and nothing is remembered. */
	async takeOver(raw: TakeOverOrder): Promise<TakeOverBegun> {
		const { place, program, note, hall } = this.#parts;
		if (!place) return { ok: false, code: 'no-place' };
		if (!program) return { ok: false, code: 'no-program' };
		const read = takeOverOrder.safeParse(raw);
		if (!read.success || read.data.hall !== hall || read.data.platform !== place.id) return { ok: false, code: 'wrong-order' };
		if (this.#starting) return { ok: false, code: 'already-running' };
		this.#starting = true;
		try {
			const said = this.#order === null ? null : await this.#asked();
			// One that gave way to a platform which has died since takes over again, with the new order; one that decides need not.
			if (said?.part === 'in-charge' || said?.part === 'gathering') return { ok: false, code: 'already-running' };
			await this.#end();
			if (said && (await this.#asked())) return { ok: false, code: 'already-running' };
			const name = `order-${read.data.at}.json`;
			try {
				await keepWhole(this.#parts.disk, join(this.#parts.folder, name), JSON.stringify(read.data));
				await keepWhole(this.#parts.disk, this.#marker(), name);
			} catch {
				// What was ended for the new order goes on with its old one.
				this.#begin();
				return { ok: false, code: 'order-not-kept' };
			}
			this.#order = name;
			note('warn', 'take-over-ordered', { platform: place.id, day: read.data.day, events: read.data.events.length });
			const begun = await this.#firstRun();
			if (begun.ok) this.#look();
			else await this.#forget();
			note(begun.ok ? 'info' : 'warn', begun.ok ? 'take-over-begun' : 'take-over-failed', begun.ok ? {} : { why: begun.code });
			return begun;
		} finally {
			this.#starting = false;
		}
	}

	/** The app ends, and its platform with it. Resolves when the process is gone. */
	async stop(): Promise<void> {
		this.#stopping = true;
		this.#stopLooking();
		await this.#end();
	}

	async #firstRun(): Promise<TakeOverBegun> {
		this.#begin();
		const run = this.#run;
		let ended = false;
		void run?.ended.then(() => {
			ended = true;
		});
		for (let waited = 0; waited < answersWithinMs; waited += probeEveryMs) {
			await new Promise<void>((go) => this.#parts.after(probeEveryMs, go));
			if (ended) return { ok: false, code: 'program-stopped' };
			const said = await this.#asked();
			if (said?.part === 'in-charge' || said?.part === 'gathering') return { ok: true };
		}
		return { ok: false, code: 'too-slow' };
	}

	#begin(): void {
		const { program, folder, spawn, note } = this.#parts;
		if (!program || this.#order === null || this.#run || this.#stopping) return;
		const words = [...program.first, ...this.#parts.arguments, '--take-over', join(folder, this.#order)];
		const run = spawn(program.command, words);
		this.#run = run;
		void run.ended.then((code) => {
			this.#run = null;
			this.#report = null;
			if (this.#stopping || this.#starting) return;
			note('warn', 'own-platform-ended', { exit: code ?? -1, againInMs: this.#restartMs });
			this.#parts.after(this.#restartMs, () => this.#begin());
			this.#restartMs = Math.min(this.#restartMs * 2, restartAtMostMs);
		});
	}

	/** How the program stands is asked again and again; one that answers may be restarted quickly the next time. */
	#look(): void {
		let over = false;
		let cancel = () => {};
		let missed = 0;
		const again = async () => {
			missed = (await this.#asked()) ? 0 : missed + 1;
			if (missed === 0) this.#restartMs = restartFirstMs;
			if (this.#found && missed >= looksMissed && !this.#starting) {
				this.#found = false;
				this.#parts.note('warn', 'own-platform-ended', { exit: -1, againInMs: 0 });
				this.#begin();
			}
			if (!over) cancel = this.#parts.after(lookEveryMs, () => void again());
		};
		this.#stopLooking();
		this.#stopLooking = () => {
			over = true;
			cancel();
		};
		void again();
	}

	/** Only an answer in the name of this hall and this place counts: another program may hold the port. */
	async #asked(): Promise<TermReport | null> {
		const { place, probe, hall } = this.#parts;
		const said = place ? await probe(place.url).catch(() => null) : null;
		this.#report = said && said.hall === hall && said.platform === place?.id ? said : null;
		return this.#report;
	}

	async #end(): Promise<void> {
		const run = this.#run;
		run?.stop();
		await run?.ended;
	}

	async #forget(): Promise<void> {
		await this.#end();
		this.#order = null;
		this.#report = null;
		await keepWhole(this.#parts.disk, this.#marker(), '').catch(() => {});
	}

	#marker(): string {
		return join(this.#parts.folder, 'in-charge');
	}
}
