import type { DeviceHealth } from '../../domain/contracts/device.ts';
import { createBus } from '../bus/bus.ts';
import { transferMs } from '../bus/exchange.ts';
import { createLink } from '../transport/link.ts';
import type { OpenPort } from '../transport/port.ts';
import type { Timers } from '../transport/timers.ts';
import { type CommandName, commandFrame, commands } from './commands.ts';
import { createAnswerFraming } from './frames.ts';
import { loseReader, type ReadingEvent, type ReadingSettings, startReading, stepReading } from './reading.ts';

export interface ReaderOptions extends ReadingSettings {
	open: OpenPort;
	baud: number;
	now(): number;
	timers: Timers;
	tell(event: ReadingEvent): void;
	health(health: Pick<DeviceHealth, 'state' | 'code'>): void;
	/** Command, status and length only: a log must not hold a person. */
	log?(text: string): void;
}

export interface Reader {
	start(): void;
	stop(): Promise<void>;
}

const driverFaultPauseMs = 2000;

/** Thin edge around `reading.ts`: sends what it asks for, feeds it what came back. */
export function createReader(options: ReaderOptions): Reader {
	const { now, timers } = options;
	let stopped = false;
	let turn = 0;
	let cancel: () => void = () => {};
	let state = startReading(now());
	const outcomes = new Map<CommandName, string>();

	const link = createLink(options.open, timers, {
		opened: () => {
			state = { ...state, firstFind: true, silent: 0, checkedAt: now() };
			schedule('find', 0, ++turn);
		},
		bytes: (bytes) => bus.heard(bytes),
		down: (code) => {
			cancel();
			// What was in flight came to nothing: its failure says no more than this does.
			turn++;
			bus.closed();
			options.health({ state: 'disconnected', code });
			const lost = loseReader(state);
			state = lost.state;
			for (const event of lost.events) options.tell(event);
		},
	});
	const bus = createBus(link, createAnswerFraming(), { now, timers });

	function schedule(command: CommandName, afterMs: number, own: number): void {
		cancel();
		cancel = timers.after(afterMs, () => {
			exchange(command, own).catch(() => {
				// A fault of our own must not end the polling, and its text may hold a person: only the fact is told.
				options.log?.(`${command}: driver-fault`);
				if (!stopped && own === turn && link.up) schedule('find', driverFaultPauseMs, own);
			});
		});
	}

	/** Tells the log what is new: a reader is asked several times a second, day and night. */
	function note(command: CommandName, outcome: string): void {
		const before = outcomes.get(command);
		if (before === outcome) return;
		outcomes.set(command, outcome);
		if (command !== 'find' || outcome !== 'answered' || before !== undefined) options.log?.(`${command}: ${outcome}`);
	}

	async function exchange(command: CommandName, own: number): Promise<void> {
		const { firstByteMs, gapMs, answerBytes } = commands[command];
		const onTheWire = transferMs(answerBytes, options.baud);
		const result = await bus.ask({
			bytes: commandFrame(command),
			timeouts: { firstByteMs: firstByteMs + transferMs(10, options.baud) + onTheWire, gapMs: gapMs + onTheWire },
			accept: (event) => (event.type === 'answer' ? event.answer : null),
			damaged: (event) => event.type === 'bad-checksum' || event.type === 'bad-length',
		});
		if (stopped || own !== turn) return;
		const outcome = result.ok
			? `sw ${[result.answer.sw1, result.answer.sw2, result.answer.sw3].map((b) => b.toString(16).padStart(2, '0')).join(' ')}, ${result.answer.data.length} bytes`
			: result.failure;
		note(command, command === 'find' && result.ok ? 'answered' : outcome);
		const input = result.ok ? ({ ok: true, answer: result.answer } as const) : result;
		const step = stepReading(state, command, input, now(), dayOf(now()), options);
		state = step.state;
		if (link.up) options.health(step.health);
		for (const event of step.events) options.tell(event);
		if (link.up) schedule(step.next.command, step.next.afterMs, own);
	}

	return {
		start: () => link.start(),
		async stop() {
			stopped = true;
			cancel();
			const closed = link.stop();
			bus.closed();
			await closed;
		},
	};
}

/** `YYYYMMDD` of the machine's own zone: validity is judged by the day of the hall. */
function dayOf(now: number): string {
	const date = new Date(now);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
}
