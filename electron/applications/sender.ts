/**
 * Sends what was handed in, the oldest first, and goes on where it was left: after a cut, a kill, or three days. Nothing here expires. What the
 * platform takes wrongly is sent again; what it will not take is kept, with the reason for everyone to see, and tried again later.
 */
import { type UploadState, uploadPaths, uploadProblem, uploadState } from '../../domain/contracts/applications.ts';
import type { ApplicationStore } from './application-store.ts';
import type { UploadReply, UploadRequest, UploadTransport } from './upload-transport.ts';

export interface SenderParts {
	store: ApplicationStore;
	transport: UploadTransport;
	/** Seats of this machine: one that came by escrow from another is sent, and signed for, by the first of them. Absent = whoever it came from. */
	seats?: readonly string[];
	/** Runs the action once after so many milliseconds, until the returned function is called. */
	after(ms: number, action: () => void): () => void;
	note(code: string, count?: number): void;
	/** Applications on their way at once. */
	atOnce?: number;
	/** From 0 to below 1: spreads the tries of many machines. */
	chance?(): number;
}

const firstPauseMs = 2_000;
const longestPauseMs = 60_000;
/** What one application may come back for in one go: a chunk spoilt on the way, an attachment put together wrongly. */
const roundsAtMost = 6;

type Sent = 'submitted' | 'away' | 'held-up';

export class Sender {
	readonly #parts: SenderParts;
	#running: Promise<void> | null = null;
	#wanted = false;
	#up = false;
	#stopped = false;
	#pauseMs = firstPauseMs;
	/** Something was taken since the last pause: whoever answers is not given up on. */
	#heard = false;
	#cancel: (() => void) | null = null;

	constructor(parts: SenderParts) {
		this.#parts = parts;
	}

	/** The engine has heard the platform, or lost it. Without its word the sender tries by itself all the same, now and then. */
	link(up: boolean): void {
		const came = up && !this.#up;
		this.#up = up;
		if (!came) return;
		this.#pauseMs = firstPauseMs;
		this.wake();
	}

	/** There may be something to send. */
	wake(): void {
		if (this.#stopped) return;
		this.#wanted = true;
		this.#running ??= this.#run().finally(() => {
			this.#running = null;
			if (this.#wanted && !this.#stopped) this.wake();
		});
	}

	/** Resolves when nothing is on its way any more. */
	async stop(): Promise<void> {
		this.#stopped = true;
		this.#cancel?.();
		await this.#running;
	}

	/** Resolves when this round of tries is over; for whoever waits for an empty store. */
	async idle(): Promise<void> {
		while (this.#running) await this.#running;
	}

	async #run(): Promise<void> {
		this.#wanted = false;
		this.#cancel?.();
		this.#cancel = null;
		const waiting = this.#parts.store.waiting();
		let next = 0;
		let away = false;
		const worker = async () => {
			while (next < waiting.length && !away && !this.#stopped) {
				const ref = waiting[next++]!;
				const sent = await this.#send(ref).catch((): Sent => {
					this.#parts.note('application-not-sent');
					this.#parts.store.progress(ref, { problem: 'unreadable' });
					return 'held-up';
				});
				away ||= sent === 'away';
			}
		};
		await Promise.all(Array.from({ length: this.#parts.atOnce ?? 3 }, worker));
		if (this.#parts.store.waiting().length === 0) this.#pauseMs = firstPauseMs;
		else if (!this.#stopped) {
			if (this.#heard) this.#pauseMs = firstPauseMs;
			this.#heard = false;
			const chance = this.#parts.chance ?? Math.random;
			this.#cancel = this.#parts.after(this.#pauseMs * (0.75 + chance() / 2), () => this.wake());
			this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
		}
	}

	async #send(ref: string): Promise<Sent> {
		const { store } = this.#parts;
		const manifest = await store.manifest(ref);
		const { attachments } = manifest;
		const { seats = [manifest.station] } = this.#parts;
		const station = seats.includes(manifest.station) ? manifest.station : (seats[0] ?? manifest.station);
		const json = Buffer.from(JSON.stringify(manifest));
		let answer = await this.#ask(ref, {
			station,
			method: 'PUT',
			path: uploadPaths.application(ref),
			body: { type: 'application/json', bytes: json },
		});
		for (let round = 0; round < roundsAtMost; round += 1) {
			if (typeof answer === 'string') return answer;
			if (answer.stage === 'submitted') {
				await store.submitted(ref, answer.at);
				return 'submitted';
			}
			let lacking = answer.missing.reduce((sum, { chunks }) => sum + chunks.length, 0);
			const all = attachments.reduce((sum, { bytes }) => sum + bytes, 0);
			const tell = () => store.progress(ref, { sent: Math.max(0, all - lacking * manifest.chunkBytes), problem: null });
			tell();
			for (const { attachment, chunks } of answer.missing)
				for (const index of chunks) {
					const bytes = await store.chunk(ref, attachment, index);
					if (!bytes) {
						this.#parts.note('application-damaged');
						store.progress(ref, { problem: 'unreadable' });
						return 'held-up';
					}
					const sent = await this.#say({
						station,
						method: 'PUT',
						path: uploadPaths.chunk(ref, attachment, index),
						body: { type: 'application/octet-stream', bytes },
					});
					if (!sent) return this.#away(ref);
					const problem = problemIn(sent);
					// Spoilt on the way: the platform says at the end what it lacks, and it is sent again.
					if (problem === 'wrong-hash') this.#parts.note('application-chunk-spoilt');
					else if (problem !== null) return this.#heldUp(ref, problem);
					else lacking -= 1;
					tell();
				}
			answer = await this.#ask(ref, { station, method: 'POST', path: uploadPaths.submit(ref), body: null });
			if (answer === 'held-up') {
				// Something is still missing: the platform says what.
				answer = await this.#ask(ref, { station, method: 'GET', path: uploadPaths.application(ref), body: null });
			}
		}
		return this.#heldUp(ref, 'incomplete');
	}

	async #ask(ref: string, request: UploadRequest): Promise<UploadState | Sent> {
		const reply = await this.#say(request);
		if (!reply) return this.#away(ref);
		const read = reply.status === 200 ? uploadState.safeParse(reply.body) : null;
		if (read?.success) return read.data;
		return this.#heldUp(ref, problemIn(reply) ?? 'malformed');
	}

	/** One message may get lost on a line that is there; two in a row, and it is gone. */
	async #say(request: UploadRequest): Promise<UploadReply | null> {
		const reply = (await this.#parts.transport(request)) ?? (this.#stopped ? null : await this.#parts.transport(request));
		if (reply?.status === 200) this.#heard = true;
		return reply;
	}

	#away(ref: string): Sent {
		this.#parts.store.progress(ref, { problem: 'away' });
		return 'away';
	}

	#heldUp(ref: string, problem: string): Sent {
		this.#parts.store.progress(ref, { problem });
		// The next one would be answered the same.
		return problem === 'busy' || problem === 'no-room' ? 'away' : 'held-up';
	}
}

/** `null` = it was taken. An answer nobody of us gives is `malformed`: something else listens at this address. */
function problemIn(reply: UploadReply): string | null {
	if (reply.status === 200) return null;
	const read = uploadProblem.safeParse(reply.body);
	return read.success ? read.data.code : reply.status >= 500 ? 'busy' : 'malformed';
}
