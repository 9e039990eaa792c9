/**
 * A PC that may take the hall over needs a certificate of the hall before the platform it takes over from is dead: this asks for one while that platform
 * can still be reached, and again now and then, so that it is never over.
 */
import type { ProgramRun } from './own-platform.ts';
import type { PlatformProgram } from './platform-program.ts';

const firstAfterMs = 20_000;
const againAfterMs = 15 * 60_000;
const everyMs = 24 * 3_600_000;

export interface PrepareCertificate {
	/** Address of this PC's place in the hall's list; `null` = it has none. */
	url: string | null;
	program: PlatformProgram | null;
	/** Arguments every run of the program gets. */
	arguments: readonly string[];
	/** Whether the program was given the secret of the hall's platforms: without it nobody gives it a certificate. */
	hasToken: boolean;
	spawn(command: string, words: readonly string[]): ProgramRun;
	after(ms: number, action: () => void): () => void;
	note(level: 'info' | 'warn', code: string): void;
}

/** Until the returned function is called. */
export function prepareCertificate(parts: PrepareCertificate): () => void {
	const { url, program, hasToken, spawn, after, note } = parts;
	if (!url?.startsWith('https:') || !program) return () => {};
	if (!hasToken) {
		note('warn', 'take-over-without-certificate');
		return () => {};
	}
	let stopped = false;
	let cancel = after(firstAfterMs, () => void ask());
	async function ask(): Promise<void> {
		const { command, first } = program!;
		const ended = await spawn(command, [...first, ...parts.arguments, '--prepare-tls']).ended;
		if (stopped) return;
		if (ended !== 0) note('warn', 'certificate-not-prepared');
		cancel = after(ended === 0 ? everyMs : againAfterMs, () => void ask());
	}
	return () => {
		stopped = true;
		cancel();
	};
}
