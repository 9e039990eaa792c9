/** Tells the managers of a hall, through its own log, whether days of that log are damaged: the platform's own trouble in their list. */
import type { Authority } from '../authority/authority.ts';
import { platformStation } from '../authority/platform-rights.ts';
import { commandAsPlatform } from '../authority/platform-seat.ts';
import type { Clock } from '../clock.ts';
import type { TermOffice } from '../term/term-office.ts';
import type { LogWatch } from './log-watch.ts';

/** The returned function is called every few seconds too: a day that was not open could not be told of it. */
export function sayOfLogTo(
	authority: Authority,
	logWatch: LogWatch,
	parts: { office: TermOffice; epoch: string; clock: Clock },
): () => void {
	const { office, epoch, clock } = parts;
	const say = () => {
		const known = (authority.state.stations[platformStation]?.troubles ?? []).length > 0;
		if (office.part !== 'in-charge' || authority.state.stage !== 'open' || known === logWatch.any) return;
		const body = { station: platformStation, troubles: logWatch.any ? [{ code: 'log-damaged' }] : [] };
		void commandAsPlatform(authority, epoch, 'machine-health', clock.now(), { body }).catch(() => {});
	};
	logWatch.onChange(say);
	say();
	return say;
}
