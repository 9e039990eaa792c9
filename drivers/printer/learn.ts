import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import { pause, type Timers } from '../transport/timers.ts';
import { command } from './commands.ts';
import type { Conversation } from './conversation.ts';
import { meaningOf, type PrinterStatus, readBufferedPaper, readRealtime } from './status.ts';

export type StatusMode = DeviceDeclarationOf<'printer'>['status'];

/** What one look at the printer brought. */
export type Learned =
	| { is: 'known'; status: PrinterStatus; by: 'realtime' | 'automatic' | 'buffered' }
	/** It answered before, and does not now. */
	| { is: 'silent' }
	/** It has never answered anything: a one-way cable, or not switched on yet. */
	| { is: 'mute' }
	/** Bytes come that are no answers, or more answers than questions: noise, a wrong speed, a second device on the line. */
	| { is: 'garbled' }
	| { is: 'port-lost' };

export interface Learner {
	/** Asks by the declared way, and where that is not answered by the next poorer one. At most about 13 s, mostly a few milliseconds. */
	look(): Promise<Learned>;
	/** An automatic status came by itself. */
	automaticSeen(status: PrinterStatus): void;
	/** The port was opened anew: every way of asking is tried again. */
	forget(): void;
	/** Any answer since the port was opened. */
	readonly heard: boolean;
	/** How the status is got now; `null` = not known yet. */
	readonly mode: 'realtime' | 'automatic' | 'buffered' | 'one-way' | null;
}

export const statusTimeoutMs = 500;
const statusTries = 3;
/** A question behind others in a stopped printer's buffer waits there: it is not repeated sooner, or the buffer fills with questions. */
const againMs = 30_000;

/** `declared`: the way of asking that is tried first. */
export function createLearner(declared: StatusMode, conversation: Conversation, clock: { now(): number; timers: Timers }): Learner {
	const { now, timers } = clock;
	const fresh = { realtime: false, buffered: false, automatic: false, tried: false };
	let spoke = { ...fresh };
	let newest: PrinterStatus | null = null;
	let automaticSoFar = 0;
	let askedAutomaticAt = Number.NEGATIVE_INFINITY;
	let question: { before: number; at: number } | null = null;
	let ever = false;
	let strangeSeen = 0;

	async function askUntilAnswered(bytes: Uint8Array, most: number) {
		for (let tries = 1; tries <= most; tries++) {
			const heard = await conversation.askRealtime(bytes, statusTimeoutMs);
			if (heard.ok) return { byte: heard.byte, tries };
			if (heard.why === 'port-lost') return 'port-lost';
		}
		return 'silent';
	}
	async function round(most: number): Promise<{ learned: Learned; doubtful: boolean }> {
		const questions = [command.statusPrinter, command.statusOffline, command.statusError, command.statusPaper];
		/** Also what came between two rounds counts: a second device's answers may be behind ours by one. */
		const strange = () => {
			const before = strangeSeen;
			strangeSeen = conversation.strange;
			return strangeSeen > before || conversation.noisyNow;
		};
		let status: PrinterStatus = {};
		let repeated = false;
		for (const n of [1, 2, 3, 4] as const) {
			const answer = await askUntilAnswered(questions[n - 1]!, most);
			if (answer === 'port-lost') return { learned: { is: 'port-lost' }, doubtful: false };
			if (answer === 'silent') return { learned: { is: strange() ? 'garbled' : 'silent' }, doubtful: false };
			repeated ||= answer.tries > 1;
			status = { ...status, ...readRealtime(n, answer.byte) };
		}
		if (strange()) return { learned: { is: 'garbled' }, doubtful: true };
		return { learned: { is: 'known', status, by: 'realtime' }, doubtful: repeated };
	}
	/** A round in which a question was repeated, or too many answers came, is asked again after a pause: a late answer may have been taken for the next one's. */
	async function askRealtime(): Promise<Learned> {
		const most = spoke.realtime || !spoke.tried ? statusTries : 1;
		const first = await round(most);
		if (!first.doubtful) return first.learned;
		await pause(timers, 2 * statusTimeoutMs);
		return (await round(most)).learned;
	}
	/**
	 * The command that switches automatic status on makes the printer say its status at once: it serves as a question too. A stopped printer
	 * keeps it in its buffer and speaks by itself when it is well again: what it said last stands, and it is not filled with questions.
	 */
	async function askAutomatic(): Promise<Learned> {
		const last = newest;
		const stands: Learned | null = last && meaningOf(last).state === 'stopped' ? { is: 'known', status: last, by: 'automatic' } : null;
		if (stands && now() - askedAutomaticAt < againMs) return stands;
		for (let tries = 1; tries <= statusTries; tries++) {
			const before = automaticSoFar;
			askedAutomaticAt = now();
			if (!(await conversation.tell(command.asbOn))) return { is: 'port-lost' };
			for (let waited = 0; waited < statusTimeoutMs && automaticSoFar === before; waited += 50) await pause(timers, 50);
			if (automaticSoFar > before && newest) return { is: 'known', status: newest, by: 'automatic' };
			if (stands) return stands;
			if (!spoke.automatic && spoke.tried) break;
		}
		return { is: 'silent' };
	}
	async function askBuffered(): Promise<Learned> {
		if (question === null || now() - question.at >= againMs) {
			const before = conversation.bufferedSoFar;
			if ((await conversation.openBuffered()) === null) return { is: 'port-lost' };
			question = { before, at: now() };
		}
		const patience = spoke.buffered || !spoke.tried ? statusTries * statusTimeoutMs : statusTimeoutMs;
		const byte = await conversation.answerSince(question.before, patience);
		if (byte === null) return { is: 'silent' };
		question = null;
		return { is: 'known', status: readBufferedPaper(byte), by: 'buffered' };
	}
	const heardAnything = () => spoke.realtime || spoke.buffered || spoke.automatic;

	async function look(): Promise<Learned> {
		if (declared === 'none') return { is: 'mute' };
		if (declared === 'automatic' && !spoke.automatic) {
			const learned = await askAutomatic();
			if (learned.is === 'port-lost') return learned;
		}
		if (declared !== 'buffered') {
			const learned = await askRealtime();
			if (learned.is === 'known') {
				spoke.realtime = true;
				return declared === 'automatic' && spoke.automatic ? { ...learned, by: 'automatic' } : learned;
			}
			if (learned.is !== 'silent' || spoke.realtime) return learned;
			if (spoke.automatic) return askAutomatic();
		}
		const learned = await askBuffered();
		if (learned.is === 'known') spoke.buffered = true;
		return learned.is === 'silent' && !ever ? { is: 'mute' } : learned;
	}

	return {
		async look() {
			const learned = await look();
			spoke.tried = true;
			ever ||= heardAnything();
			return learned;
		},
		automaticSeen(status) {
			newest = status;
			automaticSoFar++;
			spoke.automatic = true;
		},
		forget() {
			spoke = { ...fresh };
			newest = null;
			question = null;
		},
		get heard() {
			return heardAnything();
		},
		get mode() {
			if (declared === 'none') return 'one-way';
			if (declared === 'automatic' && spoke.automatic) return 'automatic';
			if (spoke.realtime) return 'realtime';
			if (spoke.automatic) return 'automatic';
			if (spoke.buffered) return 'buffered';
			return spoke.tried ? 'one-way' : null;
		},
	};
}
