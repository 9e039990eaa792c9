import type { Framing } from '../bus/bus.ts';

/** Parser and builder of the reader's frames (protocols.md 2.2). */
export interface Answer {
	/** The card's own answer when it refused something; for the log only. */
	sw1: number;
	sw2: number;
	/** The result; a driver judges by this one alone. */
	sw3: number;
	data: Uint8Array;
}

export type FrameEvent =
	| { type: 'answer'; answer: Answer }
	| { type: 'bad-checksum' }
	| { type: 'bad-length' }
	/** Noise that belonged to no frame; only its amount is told. */
	| { type: 'discarded'; bytes: number };

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const smallestLength = 0x0004;
const largestLength = 0x090a;

/** Exclusive-or of all bytes from the length to the byte before the checksum. */
function checksum(bytes: Uint8Array): number {
	let sum = 0;
	for (const byte of bytes) sum ^= byte;
	return sum;
}

function frame(body: Uint8Array): Uint8Array {
	const length = body.length + 1;
	const covered = new Uint8Array([length >> 8, length & 0xff, ...body]);
	return new Uint8Array([...preamble, ...covered, checksum(covered)]);
}

/** What the host sends: preamble, length, command, parameter, data, checksum. */
export function requestFrame(command: number, parameter: number, data: Uint8Array = new Uint8Array()): Uint8Array {
	return frame(new Uint8Array([command, parameter, ...data]));
}

/** What a reader sends: preamble, length, three status bytes, data, checksum. */
export function answerFrame(answer: Answer): Uint8Array {
	return frame(new Uint8Array([answer.sw1, answer.sw2, answer.sw3, ...answer.data]));
}

type Body = { type: 'body'; body: Uint8Array } | Exclude<FrameEvent, { type: 'answer' }>;

/**
 * Finds frames in a stream. Never holds more than one largest frame. After a frame that failed the search goes on with the byte
 * after its preamble; the length of a failed frame is never believed.
 */
function createFrameFinder(smallest: number): { feed(bytes: Uint8Array): Body[]; reset(): void; readonly held: number } {
	let held = new Uint8Array();

	const feed = (bytes: Uint8Array): Body[] => {
		const joined = new Uint8Array(held.length + bytes.length);
		joined.set(held);
		joined.set(bytes, held.length);
		const events: Body[] = [];
		let at = 0;
		let noise = 0;
		const tellNoise = () => {
			if (noise > 0) events.push({ type: 'discarded', bytes: noise });
			noise = 0;
		};
		for (;;) {
			const start = findPreamble(joined, at);
			noise += start.at - at;
			at = start.at;
			if (!start.whole) break;
			const head = at + preamble.length;
			if (joined.length < head + 2) break;
			const length = (joined[head]! << 8) | joined[head + 1]!;
			if (length < smallest || length > largestLength) {
				tellNoise();
				events.push({ type: 'bad-length' });
				noise += preamble.length;
				at = head;
				continue;
			}
			const end = head + 2 + length;
			if (joined.length < end) break;
			tellNoise();
			if (checksum(joined.subarray(head, end)) !== 0) {
				events.push({ type: 'bad-checksum' });
				noise += preamble.length;
				at = head;
				continue;
			}
			events.push({ type: 'body', body: joined.slice(head + 2, end - 1) });
			at = end;
		}
		tellNoise();
		held = joined.slice(at);
		return events;
	};
	return {
		feed,
		reset() {
			held = new Uint8Array();
		},
		get held() {
			return held.length;
		},
	};
}

/** First place at or after `from` where a preamble stands, or where the end of `bytes` may be the beginning of one. */
function findPreamble(bytes: Uint8Array, from: number): { at: number; whole: boolean } {
	for (let at = from; at < bytes.length; at++) {
		let matched = 0;
		while (matched < preamble.length && at + matched < bytes.length && bytes[at + matched] === preamble[matched]) matched++;
		if (matched === preamble.length) return { at, whole: true };
		if (at + matched === bytes.length) return { at, whole: false };
	}
	return { at: bytes.length, whole: false };
}

/** What a parser of this module can say beside its events. */
export interface HeldBytes {
	/** Bytes that may still become a frame; never more than one largest frame. */
	readonly held: number;
}

/** The host's side: what the reader answers. */
export function createAnswerFraming(): Framing<FrameEvent> & HeldBytes {
	const finder = createFrameFinder(smallestLength);
	return {
		get held() {
			return finder.held;
		},
		feed: (bytes) =>
			finder.feed(bytes).map((event): FrameEvent => {
				if (event.type !== 'body') return event;
				const [sw1 = 0, sw2 = 0, sw3 = 0] = event.body;
				return { type: 'answer', answer: { sw1, sw2, sw3, data: event.body.slice(3) } };
			}),
		reset: finder.reset,
	};
}

export interface Request {
	command: number;
	parameter: number;
	data: Uint8Array;
}

export type RequestEvent = { type: 'request'; request: Request } | Exclude<FrameEvent, { type: 'answer' }>;

/** The reader's side: what the host asks. A request is one byte shorter than the smallest answer. */
export function createRequestFraming(): Framing<RequestEvent> & HeldBytes {
	const finder = createFrameFinder(smallestLength - 1);
	return {
		get held() {
			return finder.held;
		},
		feed: (bytes) =>
			finder.feed(bytes).map((event): RequestEvent => {
				if (event.type !== 'body') return event;
				const [command = 0, parameter = 0] = event.body;
				return { type: 'request', request: { command, parameter, data: event.body.slice(2) } };
			}),
		reset: finder.reset,
	};
}
