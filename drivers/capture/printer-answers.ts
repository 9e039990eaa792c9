import { createPrinterInput, type PrinterEvent } from '../printer/input.ts';
import { createTokenizer } from '../printer/tokens.ts';
import type { Redactor } from './redactor.ts';

/** Questions that may be open at once; more of them were never answered. */
const mostOpen = 8;
const letter = 0x78;

/**
 * Around the redactor of what goes to a printer: of what comes back only answers to open questions, automatic status and flow control are kept.
 * Anything else is zeros, for it may come from another device that was declared as a printer, a scanner for instance.
 */
export function withPrinterAnswers(redactor: Redactor): Redactor {
	const tokenizer = createTokenizer();
	const input = createPrinterInput();
	const open = { realtime: 0, buffered: 0 };
	let held = 0;

	const noteQuestions = (bytes: Uint8Array) => {
		for (const token of tokenizer.feed(bytes)) {
			const [first, second] = token.bytes;
			if (first === 0x10 && second === 0x04) open.realtime = Math.min(mostOpen, open.realtime + 1);
			if (first === 0x1d && second === 0x72) open.buffered = Math.min(mostOpen, open.buffered + 1);
			if (first === 0x1d && second === 0x49) input.expectText(true);
		}
	};
	const harmless = (event: PrinterEvent): number[] => {
		switch (event.type) {
			case 'realtime':
			case 'buffered':
				return open[event.type]-- > 0 ? [event.byte] : [0x00];
			case 'automatic':
				return [...event.bytes];
			case 'flow':
				return [event.mayGoOn ? 0x11 : 0x13];
			case 'text':
				return [0x5f, ...Array.from(event.text, () => letter), 0x00];
			case 'discarded':
				return new Array<number>(event.bytes).fill(0x00);
		}
	};
	return {
		take(direction, bytes) {
			if (direction === 'to-device') {
				noteQuestions(bytes);
				return redactor.take(direction, bytes);
			}
			const kept = input.feed(bytes).flatMap((event) => {
				const out = harmless(event);
				open.realtime = Math.max(0, open.realtime);
				open.buffered = Math.max(0, open.buffered);
				return out;
			});
			held += bytes.length - kept.length;
			return kept.length === 0 ? [] : [Uint8Array.from(kept)];
		},
		end(direction) {
			if (direction === 'to-device') return redactor.end(direction);
			const rest = new Uint8Array(Math.max(0, held));
			input.reset();
			held = 0;
			return rest.length === 0 ? [] : [rest];
		},
	};
}
