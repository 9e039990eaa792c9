/**
 * How fast the parsers of the drivers are, and what link, bus and parser add to an exchange, beside what cannot be avoided: copying the bytes, and
 * the time they need on the wire. In this process and without real ports: what the operating system adds is measured by `card-to-ticket`.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ParserSubject } from '../../scripts/fuzz/subject.ts';
import { subjects } from '../../scripts/fuzz/subjects.ts';
import { measureExchanges } from './drivers/exchanges.ts';
import { throughputOf } from './drivers/throughput.ts';

/** A parser must never be what a line waits for. */
const leastTimesFastestLine = 20;
/** Simulators are no part of a real hall. */
const counts = (parser: string) => !parser.includes('simulator');

/** Resolves with plain numbers, units in the names. */
export async function run(): Promise<object> {
	const throughput = subjects.filter((subject): subject is ParserSubject => subject.kind === 'parser').map(throughputOf);
	// While the exchanges are measured: how this machine was.
	const loop = monitorEventLoopDelay({ resolution: 5 });
	loop.enable();
	const exchanges = await measureExchanges();
	return {
		bench: 'drivers',
		throughput,
		exchanges,
		machine: { event_loop_delay_p99_ms: Math.round(loop.percentile(99) / 1e4) / 100 },
		limits: { least_times_fastest_line: leastTimesFastestLine, added_p95_below_wire_time: true },
		ok:
			throughput.every((one) => !counts(one.parser) || one.times_fastest_line >= leastTimesFastestLine) &&
			exchanges.every((one) => one.added_ms.p95 <= one.wire.ms),
	};
}
