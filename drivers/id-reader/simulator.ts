import type { Port } from '../transport/port.ts';
import { type Answer, answerFrame, createRequestFraming, type Request } from './frames.ts';
import { benchPeople } from './people.ts';

/** A resident ID-card reader that speaks the real bytes over any port. */
export const readerFaults = ['silent', 'bad-checksum', 'garbage', 'unplugged', 'pulled-away'] as const;
export type ReaderFault = (typeof readerFaults)[number];

export interface ReaderSimulator {
	/** Answers on this port until it is closed. */
	attach(port: Port): void;
	/** `false` when no such person exists. */
	layCard(person: string): boolean;
	takeCard(): void;
	/** `pulled-away`: the card leaves between select and read. `unplugged` is up to who holds the port. */
	setFault(fault: ReaderFault, on: boolean): void;
	readonly card: string | null;
	readonly faults: string[];
}

/** Photo of an invented person: the signature of the compressed form and nothing behind it. */
function emptyPhoto(): Uint8Array {
	const photo = new Uint8Array(1024);
	photo.set([0x57, 0x4c, 0x66, 0x00]);
	return photo;
}

export function createReaderSimulator(): ReaderSimulator {
	let laid: (typeof benchPeople)[number] | null = null;
	let field: 'empty' | 'lying' | 'found' | 'selected' = 'empty';
	const faults = new Set<ReaderFault>();

	const answerTo = (request: Request): Answer => {
		const say = (sw3: number, data: Uint8Array = new Uint8Array()): Answer => ({ sw1: 0, sw2: 0, sw3, data });
		switch ((request.command << 8) | request.parameter) {
			case 0x2001:
				if (field === 'empty' || field === 'selected') return say(0x80);
				field = 'found';
				return say(0x9f, new Uint8Array(4));
			case 0x2002:
				if (field !== 'found') return say(0x81);
				field = 'selected';
				return say(0x90, new Uint8Array(8));
			case 0x3001: {
				if (faults.has('pulled-away') && field === 'selected') {
					laid = null;
					field = 'empty';
					return say(0x41);
				}
				if (field !== 'selected' || !laid) return say(0x41);
				return say(0x90, new Uint8Array([0x01, 0x00, 0x04, 0x00, ...laid.text, ...emptyPhoto()]));
			}
			case 0x3003:
				return field === 'selected' ? say(0x91) : say(0x41);
			case 0x11ff:
			case 0x10ff:
				return say(0x90);
			case 0x12ff:
				return say(0x90, new Uint8Array([5, 0, 1, 0, 0xa5, 0x3a, 0x34, 1, 7, 0, 0, 0, 0xd2, 2, 0x96, 0x49]));
			default:
				return say(0x21);
		}
	};

	return {
		attach(port) {
			const framing = createRequestFraming();
			port.onBytes((bytes) => {
				for (const request of framing.feed(bytes)) {
					if (faults.has('silent')) continue;
					const answer = answerTo(request);
					const frame = answerFrame(answer);
					// Only data of a card are spoiled: the rest of the talk goes on, as with a loose cable.
					if (faults.has('bad-checksum') && answer.data.length > 100) frame[frame.length - 1]! ^= 0x01;
					if (faults.has('garbage')) void port.write(new Uint8Array([0x00, 0xff, 0xaa, 0x96, 0xaa, 0xaa]));
					void port.write(frame);
				}
			});
		},
		layCard(person) {
			const found = benchPeople.find((one) => one.id === person);
			if (!found) return false;
			laid = found;
			field = 'lying';
			return true;
		},
		takeCard() {
			laid = null;
			field = 'empty';
		},
		setFault(fault, on) {
			if (on) faults.add(fault);
			else faults.delete(fault);
		},
		get card() {
			return laid?.id ?? null;
		},
		get faults() {
			return [...faults];
		},
	};
}
