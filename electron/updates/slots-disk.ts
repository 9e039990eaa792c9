/** The slots as they lie on the disk: `slots.json` counts, `current` is made from it for the script that starts the station. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installed, missing, type SlotName, type SlotsState, slotsState } from '../../domain/updates/slots.ts';
import { noStep, type Step, writeWhole } from './durable.ts';

export class SlotsDisk {
	/** `/opt/tidehall-station`; only root writes it. */
	readonly home: string;
	readonly #step: Step;

	constructor(home: string, step: Step = noStep) {
		this.home = home;
		this.#step = step;
	}

	folderOf(slot: SlotName): string {
		return slot === 'installed' ? join(this.home, 'installed') : join(this.home, 'slots', slot);
	}

	/** Version of the installed package, as the package wrote it beside the program. */
	get installedVersion(): string {
		return readFileSync(join(this.home, 'installed', 'version-of-station'), 'utf8').trim();
	}

	/** The state that holds: what cannot be read, or names a slot that is gone, falls back to what is there. */
	read(): SlotsState {
		const state = readState(join(this.home, 'slots.json')) ?? installed(null, this.installedVersion);
		if (this.#canRun(state.runs.slot)) return state;
		const back = missing(state, this.installedVersion);
		return this.#canRun(back.runs.slot) ? back : installed(back, this.installedVersion);
	}

	write(state: SlotsState): void {
		writeWhole(join(this.home, 'slots.json'), `${JSON.stringify(state)}\n`, this.#step);
		writeWhole(join(this.home, 'current'), `${state.runs.slot}\n`, this.#step);
	}

	/** What a cut left half done. */
	tidy(): void {
		for (const name of ['a.new', 'b.new', 'incoming.deb']) rmSync(join(this.home, 'slots', name), { recursive: true, force: true });
	}

	#canRun(slot: SlotName): boolean {
		return existsSync(join(this.folderOf(slot), 'tidehall'));
	}
}

export function readState(file: string): SlotsState | null {
	try {
		const read = slotsState.safeParse(JSON.parse(readFileSync(file, 'utf8')));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}
