/** Turns what the authority tells into metrics and log lines. */
import { commandTable } from '../../domain/contracts/commands.ts';
import type { AuthorityWatch } from '../authority/authority.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export function watchAuthority(metrics: Metrics, log: Log): AuthorityWatch {
	return {
		decided(command, outcome) {
			// A made-up name would make a new time series each.
			const name = command === 'withdrawn' || Object.hasOwn(commandTable, command) ? command : 'unknown';
			metrics.commands.inc({ name, result: outcome.result });
			if (outcome.result === 'refused') metrics.refusals.inc({ code: outcome.refusal.code });
		},
		committed(milliseconds, commands, events) {
			metrics.commitSeconds.observe(milliseconds / 1_000);
			metrics.commitCommands.observe(commands);
			metrics.events.inc(events);
		},
		alarm({ alarm, command, station, n, frames }) {
			metrics.alarms.inc({ kind: 'command-failed' });
			log.error('command-failed', { alarm, command, station, n, frames });
		},
		storeFailed(code) {
			metrics.alarms.inc({ kind: 'store-failed' });
			log.error('store-failed', { code });
		},
	};
}
