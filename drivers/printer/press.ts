import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import { transferMs } from '../bus/exchange.ts';
import type { DriverOptions } from '../driver.ts';
import type { Link } from '../transport/link.ts';
import { pause } from '../transport/timers.ts';
import { createCarrier } from './carrier.ts';
import { type Cut, command } from './commands.ts';
import { answersComeIn, type Conversation } from './conversation.ts';
import { type HalfJob, halfJobOf, settling } from './half-job.ts';
import { type AfterJob, judgeJob } from './job-result.ts';
import { type Learned, type Learner, statusTimeoutMs } from './learn.ts';
import { meaningOf } from './status.ts';
import { type Watch, wellForMs } from './watch.ts';

/** A paper as it goes to the printer: from initialise to cut. */
export interface MadePaper {
	bytes: Uint8Array;
	/** Characters the printer lacks and a substitute stands for. */
	replaced: number;
	/** Characters drawn as pictures because the printer's font lacks them. */
	drawn?: number;
}

export interface PressOptions extends Pick<DriverOptions, 'speed' | 'now' | 'timers' | 'log'> {
	link: Link;
	conversation: Conversation;
	learner: Learner;
	watch: Watch;
	confirm: boolean;
	cut: Cut;
}

/** Brings one paper after the other onto the paper (protocols.md 3.6). */
export interface Press {
	/** One job, start to end. Never called while another is under way; never rejects. */
	run(job: string, make: () => MadePaper, marks: { reprint: boolean }): Promise<PrintResult>;
	/** What the last job may have left in the printer. */
	readonly half: HalfJob | null;
	readonly replaced: number;
	readonly drawn: number;
}

const pieceBytes = 512;
/** From the first byte to the verdict; transfer time is added. */
const jobMs = 10_000;
const cheapFiller = 512;

/** The jobs of one printer; it must not be asked for two at once. */
export function createPress(options: PressOptions): Press {
	const { link, conversation, learner, watch, now, timers } = options;
	let half: HalfJob | null = null;
	/** It has confirmed a paper before: when it does not this time, something is wrong, and not only the declaration. */
	let confirms = false;
	/** Until the first paper nobody knows what a program that ended before this one has left in the printer. */
	let sentAny = false;
	let deadline = 0;
	const counts = { replaced: 0, drawn: 0 };

	async function sendInPieces(bytes: Uint8Array): Promise<boolean> {
		for (let at = 0; at < bytes.length; at += pieceBytes) {
			if (now() > deadline || !(await conversation.tell(bytes.subarray(at, at + pieceBytes)))) return false;
		}
		return true;
	}
	/** A write that failed on a line that still seems up was lost all the same: the news of a pulled cable may come a moment later. */
	const heldUp = () => link.up && (conversation.held || now() > deadline);
	const carrier = createCarrier(sendInPieces, () => link.up);

	/** Before the job: `one-way`, `ready`, or the code for which nothing is sent. */
	async function ready(reprint: boolean): Promise<{ go: true; oneWay: boolean } | { go: false; code: string }> {
		await link.settled();
		if (!link.up) return { go: false, code: 'port-lost' };
		// What a stopped printer still holds is forgotten, so that the wanted second paper comes out alone.
		if (reprint && (half || !sentAny)) await conversation.tell(command.recoverClear);
		let seen = await watch.look();
		if (watch.settling) {
			await pause(timers, wellForMs);
			seen = await watch.look();
		}
		switch (seen.is) {
			case 'port-lost':
				return { go: false, code: 'port-lost' };
			case 'silent':
				return { go: false, code: 'no-answer' };
			case 'garbled':
				return { go: false, code: 'protocol-error' };
			case 'mute':
				// Another speed is being tried: what is sent at the wrong one comes out as rubbish.
				return link.up ? { go: true, oneWay: true } : { go: false, code: 'no-answer' };
			case 'known': {
				const meaning = meaningOf(seen.status);
				return meaning.state === 'stopped' ? { go: false, code: meaning.code } : { go: true, oneWay: false };
			}
		}
	}

	/** Makes the printer forget half a job, and waits for its late answers: the next confirmation must be about the next paper. */
	async function settleHalf(oneWay: boolean): Promise<boolean> {
		if (half && !(await sendInPieces(settling(half, options.cut)))) return false;
		if (conversation.openQuestions === 0 || oneWay) return true;
		const before = conversation.bufferedSoFar;
		if ((await conversation.openBuffered()) === null) return false;
		if (await answersComeIn(conversation, before, timers, 300, 2100)) conversation.forgetQuestions();
		return true;
	}

	async function run(job: string, make: () => MadePaper, marks: { reprint: boolean }): Promise<PrintResult> {
		const failed = (code: string): PrintResult => ({ job, outcome: 'failed', proof: 'none', code });
		const before = await ready(marks.reprint);
		if (!before.go) return failed(before.code);
		let paper: MadePaper;
		try {
			paper = make();
		} catch {
			return failed('driver-fault');
		}
		deadline = now() + jobMs + transferMs(half?.longest ?? 0, options.speed.baud);
		if (!(await settleHalf(before.oneWay))) return failed(heldUp() ? 'busy' : 'port-lost');
		const bytes = learner.mode === 'automatic' ? keepingAutomaticStatus(paper.bytes) : paper.bytes;
		counts.replaced += paper.replaced;
		counts.drawn += paper.drawn ?? 0;
		watch.replaced(paper.replaced > 0);
		if (paper.replaced > 0) options.log?.(`${paper.replaced} characters are not in the printer's charset and were replaced`);
		deadline = now() + jobMs + transferMs(bytes.length, options.speed.baud);
		const strangeBefore = conversation.strange;
		sentAny = true;
		const written = await carrier.carry(bytes);
		const after: AfterJob = !written
			? { written: false, stopped: watch.stoppedBy, heldUp: heldUp() }
			: before.oneWay
				? { written: true, oneWay: true }
				: await seeItOut(strangeBefore);
		const result = judgeJob(job, after);
		half = leftBy(result, bytes);
		return result;
	}

	function leftBy(result: PrintResult, bytes: Uint8Array): HalfJob | null {
		if (result.outcome !== 'unknown') return null;
		if (result.code === 'one-way') {
			// Never known there: each ticket makes good for the one before, as long as that costs no time.
			const half = halfJobOf(bytes, false);
			return half.longest <= cheapFiller ? half : null;
		}
		const brokeOff = result.proof === 'none' || ['no-answer', 'port-lost', 'protocol-error'].includes(result.code);
		return halfJobOf(bytes, brokeOff || (result.code === 'not-confirmed' && confirms));
	}

	/** Waits for the proof that the paper is out, and stops waiting when the printer says why it cannot be. */
	async function seeItOut(strangeBefore: number): Promise<AfterJob> {
		const asksStatus = learner.mode === 'realtime' || learner.mode === 'automatic';
		const confirmWanted = options.confirm || !asksStatus;
		let confirmed: number | null = null;
		let seen: Learned | null = null;
		if (confirmWanted) {
			const question = await conversation.openBuffered();
			if (question !== null) confirmed = await conversation.answerTo(question, Math.min(2000, deadline - now()));
			while (question !== null && confirmed === null && now() < deadline && link.up) {
				if (asksStatus) {
					seen = await watch.look();
					if (watch.stoppedBy || seen.is === 'silent' || seen.is === 'garbled') break;
				}
				confirmed = await conversation.answerTo(question, Math.min(statusTimeoutMs, Math.max(1, deadline - now())));
			}
		}
		confirms ||= confirmed !== null;
		if (asksStatus && link.up && (seen === null || confirmed !== null)) seen = await watch.look();
		return {
			written: true,
			oneWay: false,
			confirmWanted,
			confirmed,
			noisy: conversation.strange > strangeBefore,
			after: !link.up ? 'port-lost' : afterOf(seen),
		};
	}

	return {
		run,
		get half() {
			return half;
		},
		get replaced() {
			return counts.replaced;
		},
		get drawn() {
			return counts.drawn;
		},
	};
}

function afterOf(seen: Learned | null): Extract<AfterJob, { oneWay: false }>['after'] {
	if (seen === null) return 'not-asked';
	if (seen.is === 'known') return meaningOf(seen.status);
	return seen.is === 'mute' ? 'silent' : seen.is;
}

/** Some models forget automatic status at `1B40`: it is switched on again right behind it, so that they speak while they print. */
function keepingAutomaticStatus(bytes: Uint8Array): Uint8Array {
	const { init, asbOn } = command;
	if (bytes[0] !== init[0] || bytes[1] !== init[1]) return bytes;
	return new Uint8Array([...init, ...asbOn, ...bytes.subarray(init.length)]);
}
