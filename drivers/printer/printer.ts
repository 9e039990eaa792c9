import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import { createBus } from '../bus/bus.ts';
import { transferMs } from '../bus/exchange.ts';
import { type Driver, type DriverOptions, noSuchTest } from '../driver.ts';
import { createLink } from '../transport/link.ts';
import { pause } from '../transport/timers.ts';
import { createCarrier } from './carrier.ts';
import { command } from './commands.ts';
import { createPrinterInput, type PrinterEvent } from './input.ts';
import { type AfterJob, judgeJob } from './job-result.ts';
import { meaningOf, type PrinterStatus, readBufferedPaper, readRealtime } from './status.ts';

/** What of the declaration concerns the wire; what concerns the paper is settled before the bytes come here. */
export interface PrinterOptions extends DriverOptions, Pick<DeviceDeclarationOf<'printer'>, 'confirm' | 'cut' | 'status'> {
	/** Bytes of the test page, cut included; without it there is no such test. */
	testPage?: () => Uint8Array;
}

/** A paper as it goes to the printer: from initialise to cut. */
export interface MadePaper {
	bytes: Uint8Array;
	/** Characters the printer lacks and a substitute stands for. */
	replaced: number;
	/** Characters drawn as pictures because the printer's font lacks them. */
	drawn?: number;
}

export interface Printer extends Driver {
	/**
	 * Prints one paper. `make` is called once, and only when the printer is ready. A job id that was sent before is not sent again.
	 * `marks.reprint`: a person asked for this paper a second time. Never rejects.
	 */
	print(job: string, make: () => MadePaper, marks: { reprint: boolean }): Promise<PrintResult>;
	/** What the printer last said, or `null` when it has said nothing since the port was opened. */
	status(): PrinterStatus | null;
}

const pieceBytes = 512;
const statusTimeoutMs = 500;
const statusTries = 3;
const confirmMs = 10_000;
const idlePollMs = 5000;
const stoppedPollMs = 1000;
const rememberedJobs = 1000;

type Asked = { ok: true; status: PrinterStatus } | { ok: false; why: 'silent' | 'port-lost' };

export function createPrinter(options: PrinterOptions): Printer {
	const { now, timers } = options;
	const results = new Map<string, Promise<PrintResult>>();
	let jobs: Promise<unknown> = Promise.resolve();
	let printing = 0;
	let stopped = false;
	let cancelPoll: () => void = () => {};
	let known: PrinterStatus | null = null;
	/** It has answered a status question since the port was opened: silence then means it is off, not that the cable is one-way. */
	let heard = false;
	/** It answered nothing at all when it was last printed on: asked once only, so that citizens do not wait. */
	let oneWayCable = false;
	let wasStopped = false;
	let lastUnknown = false;
	let confirmed: number | null = null;

	const link = createLink(options.open, timers, {
		opened: () => {
			heard = false;
			oneWayCable = false;
			known = null;
			void poll();
		},
		bytes: (bytes) => bus.heard(bytes),
		down: (code) => {
			cancelPoll();
			bus.closed();
			wasStopped = false;
			options.health({ state: 'disconnected', code });
		},
	});
	const bus = createBus<PrinterEvent>(link, createPrinterInput(), { now, timers }, (event) => {
		// A confirmation may come while something else is being asked.
		if (event.type === 'buffered') confirmed = event.byte;
	});
	const carrier = createCarrier(sendInPieces, () => link.up);

	async function sendInPieces(bytes: Uint8Array): Promise<boolean> {
		for (let at = 0; at < bytes.length; at += pieceBytes) {
			if (!(await bus.tell(bytes.subarray(at, at + pieceBytes)))) return false;
		}
		return true;
	}

	const askOne = (bytes: Uint8Array, type: 'realtime' | 'buffered', firstByteMs: number) =>
		bus.ask({
			bytes,
			timeouts: { firstByteMs: firstByteMs + transferMs(bytes.length + 1, options.speed.baud), gapMs: firstByteMs },
			accept: (event) => (event.type === type ? event.byte : null),
			damaged: () => false,
		});

	/** A round in which a question had to be repeated is asked again: a late answer may have been taken for the next one's. */
	async function askStatus(): Promise<Asked> {
		const first = await askRound();
		if (!first.repeated || !first.asked.ok) return first.asked;
		await pause(timers, 2 * statusTimeoutMs);
		return (await askRound()).asked;
	}

	async function askRound(): Promise<{ asked: Asked; repeated: boolean }> {
		const questions = [command.statusPrinter, command.statusOffline, command.statusError, command.statusPaper];
		let status: PrinterStatus = {};
		let repeated = false;
		for (const n of [1, 2, 3, 4] as const) {
			const answer = await askUntilAnswered(questions[n - 1]!, oneWayCable ? 1 : statusTries);
			if (!answer.ok) return { asked: { ok: false, why: answer.why }, repeated };
			heard = true;
			oneWayCable = false;
			repeated = repeated || answer.tries > 1;
			status = { ...status, ...readRealtime(n, answer.byte) };
		}
		known = status;
		return { asked: { ok: true, status }, repeated };
	}

	async function askUntilAnswered(
		bytes: Uint8Array,
		most: number,
	): Promise<{ ok: true; byte: number; tries: number } | { ok: false; why: 'silent' | 'port-lost' }> {
		for (let tries = 1; tries <= most; tries++) {
			const result = await askOne(bytes, 'realtime', statusTimeoutMs);
			if (result.ok) return { ok: true, byte: result.answer, tries };
			if (result.failure === 'port-lost') return { ok: false, why: 'port-lost' };
		}
		return { ok: false, why: 'silent' };
	}

	/** After a stop, all four answers must be well for one second before the printer counts as ready again. */
	function tellHealth(asked: Asked): void {
		if (!link.up) return;
		if (!asked.ok) {
			if (asked.why === 'silent')
				options.health(heard ? { state: 'disconnected', code: 'no-answer' } : { state: 'warning', code: 'no-answer' });
			return;
		}
		const meaning = meaningOf(asked.status);
		if (meaning.state === 'stopped') options.health(meaning);
		else if (!wasStopped) options.health(meaning);
		wasStopped = meaning.state === 'stopped';
	}

	async function poll(): Promise<void> {
		cancelPoll();
		if (stopped || !link.up) return;
		let again = idlePollMs;
		if (printing === 0) {
			const before = wasStopped;
			const asked = await askStatus();
			if (printing === 0) tellHealth(asked);
			if (wasStopped || before) again = stoppedPollMs;
		}
		cancelPoll();
		if (!stopped && link.up) cancelPoll = timers.after(again, () => void poll());
	}

	async function run(job: string, make: () => MadePaper, marks: { reprint: boolean }): Promise<PrintResult> {
		const failed = (code: string): PrintResult => ({ job, outcome: 'failed', proof: 'none', code });
		await link.settled();
		if (!link.up) return failed('port-lost');
		const before = await askStatus();
		let oneWay = false;
		if (!before.ok) {
			if (before.why === 'port-lost') return failed('port-lost');
			if (heard) {
				tellHealth(before);
				return failed('no-answer');
			}
			// Some models know only the buffered question; a one-way cable answers neither and is still printed on.
			const paper = await askOne(command.gsrPaper, 'buffered', statusTimeoutMs);
			if (!paper.ok && paper.failure === 'port-lost') return failed('port-lost');
			oneWay = !paper.ok;
			oneWayCable = oneWay;
			if (paper.ok) {
				known = readBufferedPaper(paper.answer);
				if (known.paperEnd) return failed('paper-end');
			}
		} else if (meaningOf(before.status).state === 'stopped') {
			tellHealth(before);
			return failed(meaningOf(before.status).code);
		}
		const ticket = make();
		if (ticket.replaced > 0) options.log?.(`${ticket.replaced} characters are not in the printer's charset and were replaced`);
		// Forget what a stopped printer may still hold, so that a wanted second ticket comes out alone.
		if (lastUnknown && marks.reprint && !oneWay) await bus.tell(command.recoverClear);
		lastUnknown = false;
		confirmed = null;
		const written = await carrier.carry(ticket.bytes);
		if (!written) return judgeJob(job, { written: false });
		const after = oneWay ? ({ written: true, oneWay: true } as const) : await seeItOut(ticket.bytes.length, before.ok);
		return judgeJob(job, after);
	}

	/** Waits for the proof that the paper is out, and stops waiting when the printer says why it cannot be. */
	async function seeItOut(bytes: number, answersStatus: boolean): Promise<AfterJob> {
		const deadline = now() + confirmMs + transferMs(bytes, options.speed.baud);
		if (options.confirm) {
			const first = await askOne(command.gsrPaper, 'buffered', 1000 + transferMs(bytes, options.speed.baud));
			if (first.ok) confirmed = first.answer;
			while (confirmed === null && now() < deadline && link.up) {
				if (answersStatus) {
					const asked = await askStatus();
					if (asked.ok && meaningOf(asked.status).state === 'stopped') break;
				}
				if (confirmed === null) await pause(timers, statusTimeoutMs);
			}
		}
		const after = answersStatus && link.up ? await askStatus() : null;
		if (after) tellHealth(after);
		if (confirmed !== null && !after?.ok) known = { ...known, ...readBufferedPaper(confirmed) };
		return {
			written: true,
			oneWay: false,
			confirmWanted: options.confirm,
			confirmed,
			after: after?.ok ? meaningOf(after.status) : link.up ? 'silent' : 'port-lost',
		};
	}

	return {
		start: () => link.start(),
		print(job, make, marks) {
			const earlier = results.get(job);
			if (earlier) return earlier.then((result) => (result.outcome === 'failed' ? result : { ...result, code: 'already-done' }));
			printing++;
			const turn = jobs
				.then(() => run(job, make, marks))
				.catch((): PrintResult => ({ job, outcome: 'unknown', proof: 'none', code: 'driver-fault' }));
			jobs = turn;
			results.set(job, turn);
			void turn.then((result) => {
				printing--;
				lastUnknown = result.outcome === 'unknown';
				options.log?.(`job ${result.outcome}, ${result.proof}, ${result.code}`);
				// Nothing was sent: the same job may be tried again.
				if (result.outcome === 'failed') results.delete(job);
				if (results.size > rememberedJobs) results.delete(results.keys().next().value!);
				if (result.proof === 'written' && result.code === 'one-way' && link.up) options.health({ state: 'ready', code: 'one-way' });
				else if (printing === 0) void poll();
			});
			return turn;
		},
		status: () => known,
		report: () => ({ discarded: bus.dropped, answered: 0, failed: 0, facts: {} }),
		tests: [],
		test: async () => noSuchTest,
		async stop() {
			stopped = true;
			cancelPoll();
			const closed = link.stop();
			bus.closed();
			await closed;
		},
	};
}
