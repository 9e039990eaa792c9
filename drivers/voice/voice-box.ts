import type { DeviceTestResult } from '../../domain/contracts/device.ts';
import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import type { SayResult } from '../../domain/contracts/device-desk.ts';
import { type Driver, type DriverOptions, noSuchTest } from '../driver.ts';
import { pause } from '../transport/timers.ts';
import { createBoxLine } from './box-line.ts';
import { speakFrame, voiceCommand, voiceFrame } from './frames.ts';
import { type SpokenText, spokenText } from './text.ts';

type Declared = Pick<DeviceDeclarationOf<'voice'>, 'protocol' | 'encoding' | 'tags' | 'longestMs'>;

export interface VoiceBoxOptions extends DriverOptions, Declared {
	/** Nothing ever answers on this cable: written is all that can be said. */
	oneWay?: boolean;
}

export interface VoiceBox extends Driver {
	/**
	 * Speaks after everything that was asked for before. A job that was sent is never sent again (S9): asked for again it answers
	 * `already-done`. `spoken` and `done`: the box said that it was idle again; `written`: the cable is one-way; `unknown`: nobody knows how much
	 * was heard; `failed`: nothing was. Never rejects.
	 */
	say(job: string, text: string): Promise<SayResult>;
	/** Silence now: what is being spoken ends, what waits is dropped. */
	stopSpeaking(): void;
}

const pollMs = 1000;
const idleQueryMs = 5000;
const speakTries = 3;
const rememberedJobs = 1000;
/** So many strange bytes while something is spoken: then a byte that says “done” proves nothing. */
const strangeBytes = 8;
/** A character takes about so long to speak: for cables on which the end cannot be heard. */
const characterMs = 260;
/** Said by the test; four of the words every call has. */
const testText = '请 到 窗口';

type Outcome = Omit<SayResult, 'job'>;
const failed = (code: string): Outcome => ({ outcome: 'failed', proof: 'none', code });

/** Voice box SYN6288 or XFS5152 (protocols.md 7). Announcements are jobs: one after the other, each once. */
export function createVoiceBox(options: VoiceBoxOptions): VoiceBox {
	const { now, timers, protocol } = options;
	const oneWay = options.oneWay ?? false;
	const results = new Map<string, Promise<SayResult>>();
	let jobs: Promise<unknown> = Promise.resolve();
	/** Counted up by each stop: jobs begun before it say no more. */
	let silenced = 0;
	let speaking = 0;
	let stopped = false;
	let replaced = 0;
	let spokenJobs = 0;
	let cancelQuery: () => void = () => {};

	const line = createBoxLine(options, oneWay, {
		opened: () => (oneWay ? undefined : void watch()),
		down: () => cancelQuery(),
	});

	/** A sign of life while nobody speaks. */
	async function watch(): Promise<void> {
		cancelQuery();
		if (stopped || !line.up) return;
		const silent = speaking === 0 && (await line.ask('query', 1)) === 'no-answer';
		cancelQuery();
		if (!stopped && line.up) cancelQuery = timers.after(silent ? pollMs : idleQueryMs, () => void watch());
	}

	async function run(text: string, mark: number): Promise<Outcome> {
		await line.settled();
		if (!line.up) return failed('port-lost');
		const made = spokenText(text, options.encoding, options.tags);
		replaced += made.replaced;
		if (made.replaced > 0) options.log?.(`${made.replaced} characters cannot be said by this box and are pauses`);
		if (made.parts.length === 0) return failed('not-supported');
		return oneWay ? runOneWay(made, mark) : runHeard(made, mark);
	}

	async function runOneWay({ parts }: SpokenText, mark: number): Promise<Outcome> {
		for (const [n, part] of parts.entries()) {
			if (mark !== silenced) return stopResult(n);
			if (!(await line.write(speakFrame(protocol, options.encoding, part))))
				return n === 0 ? failed('port-lost') : unknown('written', 'port-lost');
			await line.silence(Math.min(options.longestMs, 500 + (part.length / 2) * characterMs), () => mark !== silenced);
		}
		return { outcome: 'spoken', proof: 'written', code: 'one-way' };
	}

	async function runHeard({ parts }: SpokenText, mark: number): Promise<Outcome> {
		const strangeBefore = line.strange;
		// Someone else, or a box that never got to its end, may still be speaking: a new text would cut it off.
		const idle = await untilIdle(mark);
		if (idle !== 'idle') return failed(idle);
		for (const [n, part] of parts.entries()) {
			if (mark !== silenced) return stopResult(n);
			const taken = await speak(part);
			if (taken !== 'accepted') return n === 0 && taken !== 'no-answer' ? failed(taken) : unknown('written', taken);
			const end = await untilIdle(mark);
			if (end === 'idle') continue;
			if (end === 'busy') await line.write(voiceFrame(protocol, voiceCommand.stop));
			return unknown('acknowledged', end === 'busy' ? 'not-confirmed' : end);
		}
		if (line.strange - strangeBefore > strangeBytes) return unknown('written', 'protocol-error');
		return { outcome: 'spoken', proof: 'done', code: 'ok' };
	}

	/** Sends one frame. Not understood means that nothing was spoken: only then it is sent again. */
	async function speak(part: Uint8Array): Promise<'accepted' | 'not-understood' | 'no-answer' | 'port-lost' | 'restarted'> {
		for (let attempt = 1; ; attempt++) {
			const answer = await line.speak(speakFrame(protocol, options.encoding, part));
			if (answer !== 'not-understood' || attempt >= speakTries) return answer;
		}
	}

	/** Waits until the box says it is idle: by itself at the end of a text, or when it is asked. At most `longestMs`. */
	async function untilIdle(
		mark: number,
	): Promise<'idle' | 'busy' | 'no-answer' | 'port-lost' | 'restarted' | 'not-confirmed' | 'not-understood'> {
		const deadline = now() + options.longestMs;
		let first = !line.begun;
		for (;;) {
			if (!first) {
				const heard = await line.ending(pollMs, () => mark !== silenced);
				if (heard !== 'nothing') return heard;
			}
			first = false;
			if (mark !== silenced && line.begun) return 'not-confirmed';
			const state = await line.ask('query', 3);
			if (state === 'idle') return line.begun ? line.end() : 'idle';
			if (state !== 'speaking') return state === 'accepted' ? 'no-answer' : state;
			if (now() >= deadline) return 'busy';
			if (!line.begun) await pause(timers, 500);
		}
	}

	const unknown = (proof: SayResult['proof'], code: string): Outcome => ({ outcome: 'unknown', proof, code });
	const stopResult = (sent: number): Outcome => (sent === 0 ? failed('not-confirmed') : unknown('acknowledged', 'not-confirmed'));

	function say(job: string, text: string): Promise<SayResult> {
		const earlier = results.get(job);
		if (earlier) return earlier.then((result) => (result.outcome === 'failed' ? result : { ...result, code: 'already-done' }));
		const mark = silenced;
		speaking++;
		const sentBefore = () => line.sent;
		let before = 0;
		const turn = jobs
			.then(() => {
				before = sentBefore();
				return mark === silenced ? run(text, mark) : stopResult(0);
			})
			.catch((): Outcome => ({ outcome: 'unknown', proof: 'none', code: 'driver-fault' }))
			.then((outcome): SayResult => {
				line.rest();
				speaking--;
				if (outcome.outcome === 'spoken') spokenJobs++;
				options.log?.(`said ${outcome.outcome}, ${outcome.proof}, ${outcome.code}`);
				// Nothing went out: the same job may be tried again.
				if (outcome.outcome === 'failed' && sentBefore() === before) results.delete(job);
				return { job, ...outcome };
			});
		jobs = turn;
		results.set(job, turn);
		if (results.size > rememberedJobs) results.delete(results.keys().next().value!);
		return turn;
	}

	function stopSpeaking(): void {
		silenced++;
		line.wake();
		void line.write(voiceFrame(protocol, voiceCommand.stop));
	}

	return {
		start: () => line.start(),
		say,
		stopSpeaking,
		report: () => ({ ...line.counts(), facts: { 'spoken-jobs': spokenJobs, 'replaced-characters': replaced } }),
		// On a one-way cable a question says nothing.
		tests: oneWay ? ['say', 'stop'] : ['query', 'say', 'stop'],
		async test(name): Promise<DeviceTestResult> {
			if (name === 'say') {
				const { outcome, proof, code } = await say(`test-${now()}-${spokenJobs}`, testText);
				return { ok: outcome === 'spoken', proof, code, facts: {} };
			}
			if (name === 'stop') {
				if (oneWay) {
					const written = await line.write(voiceFrame(protocol, voiceCommand.stop));
					return { ok: written, proof: written ? 'written' : 'none', code: written ? 'one-way' : 'port-lost', facts: {} };
				}
				silenced++;
				line.wake();
				const answer = await line.ask('stop', 3);
				const ok = answer === 'accepted' || answer === 'idle';
				return { ok, proof: ok ? 'acknowledged' : 'none', code: ok ? 'ok' : answer === 'speaking' ? 'busy' : answer, facts: {} };
			}
			if (name !== 'query') return noSuchTest;
			if (oneWay) return noSuchTest;
			const state = await line.ask('query', 3);
			const ok = state === 'idle' || state === 'speaking';
			return { ok, proof: ok ? 'acknowledged' : 'none', code: ok ? 'ok' : state, facts: ok ? { speaking: state === 'speaking' } : {} };
		},
		async stop() {
			stopped = true;
			silenced++;
			cancelQuery();
			line.wake();
			await line.stop();
		},
	};
}
