import type { DeviceTestResult } from '../../domain/contracts/device.ts';
import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import { type Driver, type DriverOptions, noSuchTest } from '../driver.ts';
import { createLink } from '../transport/link.ts';
import { pause } from '../transport/timers.ts';
import { command, cut, drawer, feedLines } from './commands.ts';
import { createConversation } from './conversation.ts';
import { factsOf } from './facts.ts';
import { createLearner } from './learn.ts';
import { createPress, type MadePaper } from './press.ts';
import { meaningOf, type PrinterStatus } from './status.ts';
import { createWatch } from './watch.ts';

export type { MadePaper };

/** What of the declaration concerns the wire; what concerns the paper is settled before the bytes come here. */
export interface PrinterOptions extends DriverOptions, Pick<DeviceDeclarationOf<'printer'>, 'confirm' | 'cut' | 'status'> {
	/** Of the declared line. Only `xon-xoff` matters here: 11 and 13 then mean "go on" and "wait"; otherwise they are dropped and counted. */
	flow?: 'none' | 'rts-cts' | 'xon-xoff';
	/** The test page, cut included; without it there is no such test. */
	testPage?: () => MadePaper | Uint8Array;
}

export interface Printer extends Driver {
	/**
	 * Prints one paper. `make` is called once, and only when the printer is ready. A job id that was sent before is not sent again.
	 * `marks.reprint`: a person asked for this paper a second time. Never rejects.
	 *
	 * How long it may take: a printer that is well, a few milliseconds and its printing; stopped, silent or unheard before the job, at most 3 s
	 * (6 s when its answers come late); sent but not confirmed, 10 s and the transfer time; held up by flow control, 10 s more. In all 45 s.
	 */
	print(job: string, make: () => MadePaper, marks: { reprint: boolean }): Promise<PrintResult>;
	/** What the printer last said, or `null` when it has said nothing since the port was opened. */
	status(): PrinterStatus | null;
}

const rememberedJobs = 1000;
const textMs = 500;

/** ESC/POS printer (protocols.md 3): one job at a time, and between jobs a look at how it is. */
export function createPrinter(options: PrinterOptions): Printer {
	const { now, timers, speed } = options;
	const results = new Map<string, Promise<PrintResult>>();
	const names: { model?: string; firmware?: string } = {};
	let turns: Promise<unknown> = Promise.resolve();
	let waiting = 0;
	let tested = 0;

	const link = createLink(options.open, timers, {
		opened: () => watch.opened(),
		bytes: (bytes) => conversation.heard(bytes),
		down: (code) => {
			conversation.closed();
			watch.down(code);
		},
	});
	const flowBytes = options.flow === 'xon-xoff';
	const conversation = createConversation({ link, speed, now, timers, flowBytes, automatic: (bytes) => watch.automatic(bytes) });
	const learner = createLearner(options.status, conversation, { now, timers });
	const watch = createWatch({
		declared: options.status,
		...{ link, speed, conversation, learner, now, timers },
		health: options.health,
		half: () => press.half,
		busy: () => waiting > 0,
		met: askNames,
	});
	const press = createPress({
		...{ link, speed, conversation, learner, watch, now, timers },
		confirm: options.confirm,
		cut: options.cut,
		...(options.log && { log: options.log }),
	});

	/** Old models do not know the question and may set its last letter: the next paper begins with `1B40` and drops it. */
	async function askNames(): Promise<void> {
		if (learner.mode !== 'realtime' && learner.mode !== 'automatic') return;
		const model = await conversation.askText(command.modelId, textMs);
		if (model === null) return;
		names.model = model;
		const firmware = await conversation.askText(command.firmware, textMs);
		if (firmware !== null) names.firmware = firmware;
	}

	/** Jobs and tests wait for each other; the watch does not ask meanwhile. */
	function inTurn<T>(run: () => Promise<T>): Promise<T> {
		waiting++;
		const turn = turns.then(run).finally(() => {
			waiting--;
			if (waiting === 0) void watch.poll();
		});
		turns = turn.catch(() => {});
		return turn;
	}

	function send(job: string, make: () => MadePaper, marks: { reprint: boolean }): Promise<PrintResult> {
		return inTurn(async () => {
			const result = await press
				.run(job, make, marks)
				.catch((): PrintResult => ({ job, outcome: 'unknown', proof: 'none', code: 'driver-fault' }));
			if (result.code === 'one-way') watch.wroteOneWay();
			options.log?.(`job ${result.outcome}, ${result.proof}, ${result.code}`);
			return result;
		});
	}

	const facts = () => factsOf({ status: watch.known, mode: learner.mode, replaced: press.replaced, drawn: press.drawn, ...names });

	async function sendTest(bytes: () => MadePaper | Uint8Array): Promise<DeviceTestResult> {
		const make = () => {
			const made = bytes();
			return made instanceof Uint8Array ? { bytes: made, replaced: 0 } : made;
		};
		const { outcome, proof, code } = await send(`test-${++tested}`, make, { reprint: false });
		// A one-way cable proves nothing more than that the bytes are out, and that was all there is to test.
		return { ok: outcome === 'printed' || code === 'one-way', proof, code, facts: facts() };
	}
	/** `first` goes out before the printer is asked how it is. */
	const lookTest = (first: Uint8Array | null, proof: 'acknowledged' | 'done'): Promise<DeviceTestResult> =>
		inTurn(async () => {
			const failed = (code: string, shown: DeviceTestResult['proof']) => ({ ok: false, proof: shown, code, facts: facts() });
			await link.settled();
			if (first !== null) {
				if (!(await conversation.tell(first))) return failed(link.up ? 'busy' : 'port-lost', 'none');
				await pause(timers, textMs);
			}
			if (!link.up) return failed('port-lost', 'none');
			const seen = await watch.look();
			if (seen.is === 'known') {
				const { state, code } = meaningOf(seen.status);
				return { ok: state !== 'stopped', proof, code, facts: facts() };
			}
			const shown = first === null ? 'none' : 'written';
			if (seen.is === 'mute') return { ...failed(learner.mode === 'one-way' ? 'one-way' : 'no-answer', shown), ok: first !== null };
			return failed(seen.is === 'garbled' ? 'protocol-error' : seen.is === 'silent' ? 'no-answer' : 'port-lost', shown);
		});

	const { testPage } = options;
	const tests: Record<string, () => Promise<DeviceTestResult>> = {
		status: () => lookTest(null, 'done'),
		...(testPage && { 'test-page': () => sendTest(testPage) }),
		cut: () => sendTest(() => cut(options.cut)),
		feed: () => sendTest(() => feedLines(3)),
		// What is still held is of a job that was judged long ago: it is forgotten, not printed after the fact.
		recover: () => lookTest(command.recoverClear, 'acknowledged'),
		drawer: () => sendTest(() => drawer(2)),
	};

	return {
		start: () => link.start(),
		print(job, make, marks) {
			const earlier = results.get(job);
			if (earlier) return earlier.then((result) => (result.outcome === 'failed' ? result : { ...result, code: 'already-done' }));
			const turn = send(job, make, marks);
			results.set(job, turn);
			void turn.then((result) => {
				// Nothing was sent: the same job may be tried again.
				if (result.outcome === 'failed') results.delete(job);
				if (results.size > rememberedJobs) results.delete(results.keys().next().value!);
			});
			return turn;
		},
		status: () => watch.known,
		report: () => ({ discarded: conversation.discarded, answered: conversation.answered, failed: conversation.failed, facts: facts() }),
		tests: Object.keys(tests),
		async test(name) {
			if (!Object.hasOwn(tests, name)) return noSuchTest;
			return tests[name]!().catch(() => ({ ...noSuchTest, code: 'driver-fault' }));
		},
		async stop() {
			watch.stop();
			if (link.up && learner.mode === 'automatic') {
				// Out of courtesy to the next program; a held-up port is not waited for.
				await Promise.race([conversation.tell(command.asbOff), pause(timers, textMs)]);
			}
			const closed = link.stop();
			conversation.closed();
			await closed;
		},
	};
}
