/**
 * Two slots beside the version of the installed package: one runs, the other takes what comes next. A new version is on trial until it has said
 * that it is well; with too many starts or too much time without that word the one before runs again, by itself. Pure; every step is one
 * durable write of this state.
 */
import { z } from 'zod';
import { updateVersion } from '../contracts/updates.ts';
import { laterVersion } from './versions.ts';

export const slotName = z.enum(['installed', 'a', 'b']);
export type SlotName = z.infer<typeof slotName>;

const filled = z.strictObject({ slot: slotName, version: updateVersion, sha256: z.string() });
export type FilledSlot = z.infer<typeof filled>;

export const slotsState = z.strictObject({
	schema: z.literal('slots/1'),
	/** What the next start starts. */
	runs: filled,
	/** What runs again when that does not get well; also kept afterwards, for a technician. */
	before: filled.nullable(),
	/** `starts`, `ticks`: how many of each are left without a word that it is well. */
	trial: z.strictObject({ starts: z.int(), ticks: z.int(), begun: z.boolean(), floor: updateVersion, serial: z.int() }).nullable(),
	/** No version below it is ever taken; raised only by a version that got well. */
	floor: updateVersion,
	serial: z.int(),
	failed: z.array(z.string()).max(50),
});
export type SlotsState = z.infer<typeof slotsState>;

export const trialStarts = 3;
/** Of five minutes each. */
export const trialTicks = 3;

/** The package itself was installed, by hand or by the system: it counts, whatever slots held. Nothing is known to be well about old slots. */
export function installed(state: SlotsState | null, version: string): SlotsState {
	return {
		schema: 'slots/1',
		runs: { slot: 'installed', version, sha256: '' },
		before: null,
		trial: null,
		floor: state?.floor ?? '0.0.0',
		serial: state?.serial ?? 0,
		failed: state?.failed ?? [],
	};
}

/** The slot that may be written: neither what runs nor what it would return to. */
export function freeSlot({ runs, before }: SlotsState): 'a' | 'b' {
	return runs.slot !== 'a' && before?.slot !== 'a' ? 'a' : runs.slot !== 'b' && before?.slot !== 'b' ? 'b' : runs.slot === 'a' ? 'b' : 'a';
}

/** Before a slot is overwritten: whatever was kept in it is gone. Only outside of a trial. */
export function givenUp(state: SlotsState, slot: SlotName): SlotsState {
	return state.before?.slot === slot ? { ...state, before: null } : state;
}

/** A whole, checked version lies in `into.slot`. */
export function filledWith(state: SlotsState, into: FilledSlot, manifest: { floor: string; serial: number }): SlotsState {
	return {
		...state,
		runs: into,
		before: state.runs,
		trial: { starts: trialStarts, ticks: trialTicks, begun: false, floor: manifest.floor, serial: manifest.serial },
	};
}

/** The program is about to be started. */
export function started(state: SlotsState): SlotsState {
	const { trial } = state;
	if (!trial) return state;
	return trial.starts <= 0 ? returned(state) : { ...state, trial: { ...trial, starts: trial.starts - 1, begun: true } };
}

/** Some time has passed. Not counted before the new version was first started: nobody need be there at night. */
export function ticked(state: SlotsState): SlotsState {
	const { trial } = state;
	if (!trial?.begun) return state;
	return trial.ticks <= 1 ? returned(state) : { ...state, trial: { ...trial, ticks: trial.ticks - 1 } };
}

/** The version that runs says that it is well. What another says counts for nothing. */
export function gotWell(state: SlotsState, version: string): SlotsState {
	const { trial } = state;
	if (!trial?.begun || version !== state.runs.version) return state;
	return { ...state, trial: null, floor: laterVersion(state.floor, trial.floor), serial: Math.max(state.serial, trial.serial) };
}

/** Back to the version before, and never to this package again. */
export function returned(state: SlotsState): SlotsState {
	if (!state.trial || !state.before) return { ...state, trial: null };
	const failed = state.runs.sha256 === '' ? state.failed : [...state.failed.filter((one) => one !== state.runs.sha256), state.runs.sha256];
	return { ...state, runs: state.before, before: null, trial: null, failed: failed.slice(-50) };
}

/** What should run is not there: the version before, else the installed one. */
export function missing(state: SlotsState, installedVersion: string): SlotsState {
	if (state.trial) return returned(state);
	return { ...installed(state, installedVersion), failed: state.failed };
}
