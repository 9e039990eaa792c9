import type { DeviceTestResult } from '../../domain/contracts/device.ts';
import type { AskResult } from '../bus/bus.ts';
import { type Driver, type DriverOptions, noSuchTest } from '../driver.ts';
import { createLink } from '../transport/link.ts';
import { pause } from '../transport/timers.ts';
import { createAsking } from './asking.ts';
import type { CommandName } from './commands.ts';
import type { Answer } from './frames.ts';
import { changeSpeed, type Maintenance, type ReaderTest, readerTests, runTest, samIdText } from './maintenance.ts';
import { loseReader, meetReader, type ReadingEvent, type ReadingSettings, startReading } from './reading.ts';
import { stepReading } from './reading-step.ts';
import { createTurn } from './turn.ts';

export interface ReaderOptions extends DriverOptions, ReadingSettings {
	tell(event: ReadingEvent): void;
}

export interface Reader extends Driver {
	/**
	 * Tells the reader to use another speed for good; for a technician only, the normal work never changes a speed.
	 * Never rejects; `not-supported` on a line whose own speed is fixed.
	 */
	setSpeed(baud: number): Promise<DeviceTestResult>;
}

const driverFaultPauseMs = 2000;
const stoppedResult: DeviceTestResult = { ok: false, proof: 'none', code: 'port-lost', facts: {} };

/** Resident ID-card reader (protocols.md 2): a thin edge around `reading-step.ts`, which sends what that asks for and feeds it what came back. */
export function createReader(options: ReaderOptions): Reader {
	const { now, timers, speed } = options;
	let stopped = false;
	/** The port is being opened anew for another speed, by our own wish. */
	let changingSpeed = false;
	/** Counts openings and losses: what belongs to an earlier one is no longer of use. */
	let opening = 0;
	let roundBegan = speed.baud;
	let state = startReading(now());
	let samId: string | null = null;
	const outcomes = new Map<CommandName, string>();

	const link = createLink(options.open, timers, {
		opened() {
			if (!changingSpeed) meet();
		},
		bytes: (bytes) => asking.heard(bytes),
		down(code) {
			// What was in flight came to nothing: its failure says no more than this does.
			opening++;
			asking.closed();
			turn.drop();
			options.health({ state: 'disconnected', code });
			const lost = loseReader(state);
			state = lost.state;
			for (const event of lost.events) options.tell(event);
		},
	});
	const asking = createAsking(link, { now, timers }, () => speed.baud);
	const turn = createTurn(timers, (command) => exchange(command, opening));
	const maintenance: Maintenance = { ask, speed, reopen, pause: (ms) => pause(timers, ms) };

	/** Somebody may be at the other end of a port that was just opened; who, and how fast he talks, is found out first. */
	function meet(): void {
		opening++;
		state = meetReader(state, now());
		speed.forget();
		roundBegan = speed.baud;
		samId = null;
		options.health({ state: 'connecting', code: 'opening' });
		turn.schedule('samStatus', 0);
	}

	async function reopen(): Promise<void> {
		changingSpeed = true;
		await link.reopen();
		changingSpeed = false;
	}

	async function ask(command: CommandName): Promise<AskResult<Answer>> {
		const result = await asking.ask(command);
		if (result.ok && command === 'samId' && result.answer.data.length === 16) samId = samIdText(result.answer.data);
		note(command, result);
		return result;
	}

	async function exchange(command: CommandName, own: number): Promise<void> {
		try {
			await step(command, own);
		} catch {
			// A fault of our own must not end the polling, and its text may hold a person: only the fact is told.
			options.log?.(`${command}: driver-fault`);
			if (!stopped && own === opening && link.up) turn.schedule('find', driverFaultPauseMs);
		}
	}

	async function step(command: CommandName, own: number): Promise<void> {
		const askedAt = now();
		const result = await ask(command);
		if (stopped || own !== opening) return;
		// What a technician's test heard does not end the search: the polling must find out itself, or it would wait at this speed for ever.
		if (result.ok) speed.heard();
		// Only a search may move on to another speed, and only after the exchange has come to its end.
		const next = !result.ok && state.searching && result.failure !== 'port-lost' && speed.silent();
		const input = result.ok ? result : { ...result, triedAll: !next || speed.baud === roundBegan };
		const wasSearching = state.searching;
		const taken = stepReading(state, command, input, now(), dayOf(now()), options);
		state = taken.state;
		if (taken.health) options.health(taken.health);
		for (const event of taken.events) options.tell(event);
		if (!wasSearching && state.searching) {
			speed.forget();
			roundBegan = speed.baud;
		}
		if (next) await reopen();
		if (stopped || own !== opening || !link.up) return;
		const { command: wanted, afterMs, paced } = taken.next;
		turn.schedule(wanted, paced ? Math.max(0, askedAt + afterMs - now()) : afterMs);
	}

	/** Tells the log what is new: a reader is asked several times a second, day and night. */
	function note(command: CommandName, result: AskResult<Answer>): void {
		const outcome = result.ok && command === 'find' ? 'answered' : outcomeOf(result);
		const before = outcomes.get(command);
		if (before === outcome) return;
		outcomes.set(command, outcome);
		if (command !== 'find' || outcome !== 'answered' || before !== undefined) options.log?.(`${command}: ${outcome}`);
	}

	return {
		start: () => link.start(),
		async stop() {
			stopped = true;
			opening++;
			turn.drop();
			const closed = link.stop();
			asking.closed();
			await closed;
		},
		report() {
			const { discarded, answered, failed } = asking;
			const facts = { speed: speed.baud, photo: options.photo, ...(samId === null ? {} : { 'sam-id': samId }) };
			return { discarded, answered, failed, facts };
		},
		tests: readerTests,
		async test(name) {
			if (!(readerTests as readonly string[]).includes(name)) return noSuchTest;
			return turn.alone(async () => (stopped || !link.up ? stoppedResult : runTest(maintenance, name as ReaderTest)));
		},
		setSpeed: (baud) =>
			turn.alone(async () => {
				if (stopped || !link.up) return stoppedResult;
				const result = await changeSpeed(maintenance, baud);
				if (link.up && result.code !== 'not-supported') meet();
				return result;
			}),
	};
}

/** Status and length only: a log must not hold a person. */
function outcomeOf(result: AskResult<Answer>): string {
	if (!result.ok) return result.failure;
	const { sw1, sw2, sw3, data } = result.answer;
	return `sw ${[sw1, sw2, sw3].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}, ${data.length} bytes`;
}

/** `YYYYMMDD` of the machine's own zone: validity is judged by the day of the hall. */
function dayOf(now: number): string {
	const date = new Date(now);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
}
