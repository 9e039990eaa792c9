import type { Port } from '../transport/port.ts';
import { systemTimers, type Timers } from '../transport/timers.ts';
import { type CardHolder, createCardModule, type SimulatedCard } from './card-module.ts';
import { baudCommands, commands } from './commands.ts';
import { type Answer, answerFrame, createRequestFraming, type Request, type RequestEvent } from './frames.ts';
import { atSpeeds } from './line-speed.ts';
import { benchPeople } from './people.ts';

/** A resident ID-card reader that speaks the real bytes over any port. */
export const readerFaults = [
	'silent',
	/** Data of a card come with a wrong checksum. */
	'bad-checksum',
	/** Noise before and after each answer. */
	'garbage',
	/** Up to who holds the port. */
	'unplugged',
	/** The card leaves between select and read. */
	'pulled-away',
	/** The lengths inside the data of a card do not add up, the frame is sound. */
	'inner-length-lie',
	/** The frame says it is longer than what comes. */
	'wrong-frame-length',
	/** The data of a card end in the middle. */
	'cut-short',
	/** Another device on the line answers everything too. */
	'two-answers',
	/** Pauses between the bytes of an answer, just short of what is allowed. */
	'slow-bytes',
	'not-genuine',
	'not-an-id-card',
	/** Until it is reset. */
	'self-test-failed-once',
	'self-test-failed',
	'not-authorised',
	'no-new-address',
	/** The reader was set to 9600 bits a second by somebody. */
	'wrong-speed',
	/** Finds a card that never left again and again. */
	'keeps-answering-found',
	/** A card that is put down is selected already, as by an earlier program. */
	'left-selected',
	'endless-noise',
] as const;
export type ReaderFault = (typeof readerFaults)[number];

export interface ReaderSimulator {
	/** Answers on this port until it is closed. `lineBaud`: the speed of the host's end; without it the line has the usual speed. */
	attach(port: Port, lineBaud?: () => number): void;
	/** `false` when no such person exists. */
	layCard(person: string): boolean;
	/** Lays a card of the caller's own. */
	lay(card: SimulatedCard): void;
	takeCard(): void;
	setFault(fault: ReaderFault, on: boolean): void;
	/** The bench's name of the person whose card lies there. */
	readonly card: string | null;
	readonly faults: string[];
	/** Speed the reader has now, in bits a second. */
	readonly baud: number;
}

const usualBaud = 115_200;
const strangeBaud = 9600;
/** A tenth short of the gap that is allowed between two bytes of a short answer. */
const slowGapMs = 270;
const noiseEveryMs = 20;
const noise = new Uint8Array([0x00, 0xff, 0xaa, 0x96, 0xaa, 0xaa]);
const foreignAnswer = answerFrame({ sw1: 0, sw2: 0, sw3: 0x90, data: new Uint8Array() });

/** A reader at 115200 bits a second with no card on it. */
export function createReaderSimulator(options: { timers?: Timers } = {}): ReaderSimulator {
	const timers = options.timers ?? systemTimers;
	const faults = new Set<ReaderFault>();
	const cards: CardHolder = createCardModule((fault) => faults.has(fault));
	const babblers = new Set<() => void>();
	let laid: string | null = null;
	let ownBaud = usualBaud;

	const say = (sw3: number, data: Uint8Array = new Uint8Array()): Answer => ({ sw1: 0, sw2: 0, sw3, data });
	const answerTo = ({ command, parameter, data }: Request): Answer => {
		if (faults.has('not-authorised')) return say(0x66);
		if (command === commands.samReset.command) {
			faults.delete('self-test-failed-once');
			cards.forgetSelection();
		}
		if (faults.has('self-test-failed') || faults.has('self-test-failed-once')) return say(0x60);
		if (data.length > 0) return command === 0x61 && data.length === 1 ? say(0x90) : say(0x11);
		switch ((command << 8) | parameter) {
			case 0x2001:
				return cards.find();
			case 0x2002:
				return cards.select();
			case 0x3001:
				return cards.read(false);
			case 0x3010:
				return cards.read(true);
			case 0x3003:
				return cards.readNewAddress();
			case 0x11ff:
			case 0x10ff:
				return say(0x90);
			case 0x12ff:
				return say(0x90, new Uint8Array([5, 0, 1, 0, 0xa5, 0x3a, 0x34, 1, 7, 0, 0, 0, 0xd2, 2, 0x96, 0x49]));
			default:
				return baudOf({ command, parameter }) === null ? say(0x21) : say(0x90);
		}
	};

	/** The frame as it goes onto the wire: only data of a card are spoiled, the rest of the talk goes on, as with a loose cable. */
	const spoiled = (answer: Answer): Uint8Array => {
		const frame = answerFrame(answer);
		if (answer.data.length < 100) return frame;
		if (faults.has('bad-checksum')) frame[frame.length - 1]! ^= 0x01;
		if (faults.has('wrong-frame-length')) frame[6]! += 0x10;
		return faults.has('cut-short') ? frame.slice(0, 700) : frame;
	};
	const send = (port: Port, frame: Uint8Array) => {
		if (!faults.has('slow-bytes')) return void port.write(frame);
		const piece = Math.ceil(frame.length / 4);
		for (let at = 0; at < frame.length; at += piece) {
			timers.after((at / piece) * slowGapMs, () => void port.write(frame.slice(at, at + piece)));
		}
	};
	const reply = (port: Port, answer: Answer) => {
		if (faults.has('garbage')) void port.write(noise);
		if (faults.has('two-answers')) void port.write(foreignAnswer);
		send(port, spoiled(answer));
		if (faults.has('two-answers')) void port.write(foreignAnswer);
		if (faults.has('garbage')) void port.write(noise);
	};
	const hear = (port: Port, event: RequestEvent) => {
		if (event.type === 'discarded' || faults.has('silent') || faults.has('endless-noise')) return;
		if (event.type !== 'request') return reply(port, say(event.type === 'bad-checksum' ? 0x10 : 0x11));
		const answer = answerTo(event.request);
		reply(port, answer);
		// The answer still came at the old speed.
		if (answer.sw3 === 0x90) ownBaud = baudOf(event.request) ?? ownBaud;
	};

	return {
		attach(wire, lineBaud = () => usualBaud) {
			const port = atSpeeds(wire, lineBaud, () => ownBaud);
			const framing = createRequestFraming();
			let open = true;
			let seed = 1;
			const babble = () => {
				if (!open || !faults.has('endless-noise')) return;
				// A fixed sequence without meaning; parts of preambles come up in it too.
				const bytes = Uint8Array.from({ length: 64 }, (_, at) => {
					seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
					return at % 16 < 3 ? 0xaa : seed >> 16;
				});
				void wire.write(bytes);
				timers.after(noiseEveryMs, babble);
			};
			babblers.add(babble);
			wire.onClosed(() => {
				open = false;
				babblers.delete(babble);
			});
			port.onBytes((bytes) => {
				for (const event of framing.feed(bytes)) hear(port, event);
			});
			babble();
		},
		layCard(person) {
			const found = benchPeople.find((one) => one.id === person);
			if (!found) return false;
			laid = found.id;
			cards.lay(found);
			return true;
		},
		lay(card) {
			laid = null;
			cards.lay(card);
		},
		takeCard() {
			laid = null;
			cards.take();
		},
		setFault(fault, on) {
			const had = faults.has(fault);
			if (on) faults.add(fault);
			else faults.delete(fault);
			if (fault === 'wrong-speed') ownBaud = on ? strangeBaud : usualBaud;
			if (fault === 'endless-noise' && on && !had) for (const babble of babblers) babble();
		},
		get card() {
			return cards.lies ? laid : null;
		},
		get faults() {
			return [...faults];
		},
		get baud() {
			return ownBaud;
		},
	};
}

/** Speed a request asks for, or `null` when it asks for none. */
function baudOf(request: Pick<Request, 'command' | 'parameter'>): number | null {
	for (const [baud, name] of baudCommands) {
		if (commands[name].command === request.command && commands[name].parameter === request.parameter) return baud;
	}
	return null;
}
