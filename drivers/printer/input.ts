import type { Framing } from '../bus/bus.ts';

/** What a printer sends, told apart by the signature bits of each byte (protocols.md 3.5). */
export type PrinterEvent =
	/** Answers the open `10 04`. */
	| { type: 'realtime'; byte: number }
	/** Answers the open `1D 72`. */
	| { type: 'buffered'; byte: number }
	/** Four bytes of automatic status. */
	| { type: 'automatic'; bytes: readonly [number, number, number, number] }
	| { type: 'flow'; mayGoOn: boolean }
	| { type: 'discarded'; bytes: number };

export function createPrinterInput(): Framing<PrinterEvent> {
	/** Bytes of an automatic status that is not whole yet; at most three. */
	let partial: number[] = [];
	return {
		feed(bytes) {
			const events: PrinterEvent[] = [];
			for (const byte of bytes) {
				if (byte === 0x11 || byte === 0x13) {
					events.push({ type: 'flow', mayGoOn: byte === 0x11 });
					continue;
				}
				if (partial.length > 0 && (byte & 0x90) === 0) {
					partial.push(byte);
					if (partial.length === 4) {
						events.push({ type: 'automatic', bytes: [partial[0]!, partial[1]!, partial[2]!, partial[3]!] });
						partial = [];
					}
					continue;
				}
				if (partial.length > 0) events.push({ type: 'discarded', bytes: partial.length });
				partial = [];
				if ((byte & 0x93) === 0x10) partial = [byte];
				else if ((byte & 0x93) === 0x12) events.push({ type: 'realtime', byte });
				else if ((byte & 0x90) === 0) events.push({ type: 'buffered', byte });
				else events.push({ type: 'discarded', bytes: 1 });
			}
			return events;
		},
		reset() {
			partial = [];
		},
	};
}
