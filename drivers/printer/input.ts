import type { Framing } from '../bus/bus.ts';

/** What a printer sends, told apart by the signature bits of each byte (protocols.md 3.5). */
export type PrinterEvent =
	/** Answers the oldest open `10 04`. */
	| { type: 'realtime'; byte: number }
	/** Answers the oldest open `1D 72`. */
	| { type: 'buffered'; byte: number }
	/** Four bytes of automatic status. */
	| { type: 'automatic'; bytes: readonly [number, number, number, number] }
	/** Answers `1D 49`: name of the model or of its program. */
	| { type: 'text'; text: string }
	| { type: 'flow'; mayGoOn: boolean }
	| { type: 'discarded'; bytes: number };

export interface PrinterInput extends Framing<PrinterEvent> {
	/** A `1D 49` is open: `5F` then begins a text that ends with `00`. Its letters would look like status bytes otherwise. */
	expectText(on: boolean): void;
}

const xon = 0x11;
const xoff = 0x13;
const textBegins = 0x5f;
const longestText = 80;

/** `flowBytes`: 11 and 13 are flow control (XON/XOFF on a line whose operating system hands them on); otherwise they belong to nothing. */
export function createPrinterInput({ flowBytes = false } = {}): PrinterInput {
	/** Bytes of an automatic status that is not whole yet; at most three. */
	let partial: number[] = [];
	/** Letters of the text that is under way. */
	let text: number[] | null = null;
	let textExpected = false;

	const letter = (byte: number, letters: number[]): PrinterEvent | null => {
		if (byte === 0x00) {
			text = null;
			textExpected = false;
			return { type: 'text', text: String.fromCharCode(...letters) };
		}
		letters.push(byte);
		if (byte >= 0x20 && byte <= 0x7e && letters.length <= longestText) return null;
		text = null;
		return { type: 'discarded', bytes: letters.length + 1 };
	};
	const take = (byte: number): PrinterEvent | null => {
		if (text) return letter(byte, text);
		if (partial.length > 0) {
			partial.push(byte);
			if (partial.length < 4) return null;
			const [first = 0, second = 0, third = 0, fourth = 0] = partial;
			partial = [];
			return { type: 'automatic', bytes: [first, second, third, fourth] };
		}
		if (textExpected && byte === textBegins) {
			text = [];
			return null;
		}
		if ((byte & 0x93) === 0x10) {
			partial = [byte];
			return null;
		}
		if ((byte & 0x93) === 0x12) return { type: 'realtime', byte };
		if ((byte & 0x90) === 0) return { type: 'buffered', byte };
		return { type: 'discarded', bytes: 1 };
	};

	return {
		feed(bytes) {
			const events: PrinterEvent[] = [];
			for (const byte of bytes) {
				if (flowBytes && (byte === xon || byte === xoff)) {
					events.push({ type: 'flow', mayGoOn: byte === xon });
					continue;
				}
				// The rest of an automatic status has its own signature: anything else means that its beginning was noise.
				if (partial.length > 0 && (byte & 0x90) !== 0) {
					events.push({ type: 'discarded', bytes: partial.length });
					partial = [];
				}
				const event = take(byte);
				if (event) events.push(event);
			}
			return events;
		},
		reset() {
			partial = [];
			text = null;
		},
		expectText(on) {
			textExpected = on;
			if (!on) text = null;
		},
	};
}
