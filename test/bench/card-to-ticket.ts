/**
 * From the last byte of the card's answer to the first byte at the printer, on the real path in Node: reader and printer simulators behind
 * real pseudo-terminals, the real drivers and device desk, the engine core with the fsynced journal of the main process, and a real platform
 * process behind real sockets. The citizen chooses in no time. Not in the path: Electron's hops between processes and painting.
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { startPlatform } from '../../scripts/platform-process.ts';
import { openMachine } from './card-to-ticket/machine.ts';
import { spread } from './card-to-ticket/spread.ts';

const hall = fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url));
const bitsPerByte = 10;
const baud = 115_200;
const limitMs = 50;
const warmUp = 5;

const wireMs = (bytes: number) => Math.round(((bytes * bitsPerByte * 1_000) / baud) * 100) / 100;

/** Resolves with plain numbers, units in the names. `rounds`: measured tickets, at least 100 for a figure that counts. */
export async function run(options: { json?: boolean; rounds?: number } = {}): Promise<object> {
	const rounds = options.rounds ?? 100;
	const folder = await mkdtemp(join(tmpdir(), 'tidehall-card-to-ticket-'));
	const ends: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
	try {
		const platform = await startPlatform({ hall, data: join(folder, 'platform'), port: 0 });
		ends.push(async () => {
			const gone = new Promise((resolve) => platform.child.once('exit', resolve));
			platform.child.kill('SIGTERM');
			await gone;
		});
		const machine = await openMachine({ hall, folder, platformUrl: platform.url, baud });
		ends.push(() => machine.close());
		const probe = await open(join(folder, 'probe'), 'a');
		ends.push(() => probe.close());
		const loop = monitorEventLoopDelay({ resolution: 5 });
		loop.enable();
		const fsyncs: number[] = [];
		const taken = [];
		for (let round = 0; round < warmUp + rounds; round += 1) {
			const one = await machine.round(round);
			if (round >= warmUp) taken.push(one);
			// What one small durable write costs on this disk in this very run: the path holds three of them, one after the other.
			const began = performance.now();
			await probe.write('one line of about the length of a journal entry, as it is written on the way from card to paper\n');
			await probe.datasync();
			fsyncs.push(performance.now() - began);
			if (!options.json && round % 20 === 0) console.error(`card-to-ticket: ${round} of ${warmUp + rounds}`);
		}
		const numbers = new Set(taken.map((one) => one.number));
		const firstByte = spread(taken.map((one) => one.toFirstByteMs));
		const firstJobByte = spread(taken.map((one) => one.toFirstJobByteMs));
		const slowest = taken.reduce((a, b) => (b.toFirstJobByteMs > a.toFirstJobByteMs ? b : a));
		const hundredths = (ms: number) => Math.round(ms * 100) / 100;
		return {
			bench: 'card-to-ticket',
			rounds: taken.length,
			different_numbers: numbers.size,
			/** Last byte of the card answer → first byte of any kind at the printer. */
			software_ms: firstByte,
			/** The same → first byte of the ticket itself: with the four status questions and answers before it, on a line that takes no time. */
			software_and_status_exchange_ms: firstJobByte,
			/** Where it goes, medians. */
			parts_p50_ms: {
				card_read_and_decoded: spread(taken.map((one) => one.cardDecodedMs)).p50,
				ticket_issued_by_platform: spread(taken.map((one) => one.issuedMs)).p50,
				print_journaled_and_sent: spread(taken.map((one) => one.toFirstByteMs - one.cardDecodedMs - one.issuedMs)).p50,
				status_exchange: spread(taken.map((one) => one.toFirstJobByteMs - one.toFirstByteMs)).p50,
			},
			slowest_round_ms: {
				card_read_and_decoded: hundredths(slowest.cardDecodedMs),
				ticket_issued_by_platform: hundredths(slowest.issuedMs),
				print_journaled_and_sent: hundredths(slowest.toFirstByteMs - slowest.cardDecodedMs - slowest.issuedMs),
				status_exchange: hundredths(slowest.toFirstJobByteMs - slowest.toFirstByteMs),
			},
			/** How this machine was during the run: beside it the figures above must be read. */
			machine: {
				raw_fsync_ms: spread(fsyncs),
				event_loop_delay_p99_ms: hundredths(loop.percentile(99) / 1e6),
			},
			wire: {
				baud,
				card_answer_bytes: taken[0]?.cardBytes ?? 0,
				card_answer_ms: wireMs(taken[0]?.cardBytes ?? 0),
				status_exchange_bytes: taken[0]?.statusBytes ?? 0,
				status_exchange_ms: wireMs(taken[0]?.statusBytes ?? 0),
				ticket_bytes_p50: spread(taken.map((one) => one.ticketBytes)).p50,
				ticket_ms_p50: wireMs(spread(taken.map((one) => one.ticketBytes)).p50),
			},
			not_included: ['human choice', 'Electron process hops', 'time on the wire (above)'],
			limit_p99_ms: limitMs,
			ok: taken.length >= 100 && numbers.size === taken.length && firstJobByte.p99 <= limitMs,
		};
	} finally {
		for (const end of ends.reverse()) await end();
	}
}
