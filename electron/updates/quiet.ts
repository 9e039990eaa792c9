/** When a machine may see to itself. Pure. */
export interface Quiet {
	/** Milliseconds since somebody last touched or typed anything at this machine. */
	untouchedMs: number;
	/** What this machine has not handed over yet: reports, applications. */
	unsent: number;
	/** Only terminals stand here: nobody works at it, and nobody in the hall reads from it. */
	terminalsOnly: boolean;
	/** By the hall's hours. */
	hallOpen: boolean;
}

const quietMs = 2 * 60_000;
const longQuietMs = 10 * 60_000;

/** A piece of a package may be asked for. */
export function mayFetch({ untouchedMs, hallOpen }: Quiet): boolean {
	return !hallOpen || untouchedMs >= quietMs;
}

/** The station may end, to be started again as another version: nobody is at it, nothing is owed, and in opening hours only where nobody notices. */
export function mayRestart({ untouchedMs, unsent, terminalsOnly, hallOpen }: Quiet): boolean {
	return unsent === 0 && untouchedMs >= (hallOpen ? longQuietMs : quietMs) && (terminalsOnly || !hallOpen);
}
