import { withPrinterAnswers } from '../../../drivers/capture/printer-answers.ts';
import { createPrinterInput, type PrinterEvent } from '../../../drivers/printer/input.ts';
import { createPaperDecoder } from '../../../drivers/printer/paper-decoder.ts';
import { createPrinter } from '../../../drivers/printer/printer.ts';
import { createPrinterRedactor } from '../../../drivers/printer/redact.ts';
import { createPrinterSimulator } from '../../../drivers/printer/simulator.ts';
import { createTokenizer } from '../../../drivers/printer/tokens.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import type { Subject } from '../subject.ts';
import { bytesOf, fromHex, vectors } from '../vectors.ts';

const said = [...vectors('escpos.status'), ...vectors('escpos.asb')];
const [ticket = new Uint8Array()] = bytesOf('escpos.ticket');
const meant = (events: PrinterEvent[]) => events.filter(({ type }) => type !== 'discarded');
const mostTries = 3;

export const printer: readonly Subject[] = [
	{
		kind: 'parser',
		driver: 'printer',
		name: 'answers',
		sound: said,
		harmless: fromHex('83C1FF'),
		next: 'after-reset',
		make() {
			const input = createPrinterInput();
			return {
				feed: (bytes) => meant(input.feed(bytes)),
				calm() {
					input.reset();
					return [];
				},
			};
		},
	},
	{
		kind: 'parser',
		driver: 'printer',
		name: 'ESC/POS (simulator, preview)',
		sound: [{ name: 'ticket', bytes: ticket }],
		other: [...bytesOf('escpos.commands'), fromHex('1D763000300018000000FF00FF')],
		next: 'after-reset',
		make() {
			const tokenizer = createTokenizer();
			const decoder = createPaperDecoder();
			return {
				feed(bytes) {
					const papers = [];
					for (const token of tokenizer.feed(bytes)) {
						if (token.type === 'realtime' || !decoder.take(token)) continue;
						const paper = decoder.papers().at(-1);
						papers.push([paper?.qr, paper?.cut, paper?.lines.slice(-3)]);
					}
					return papers;
				},
				calm() {
					tokenizer.reset();
					decoder.dropLine();
					// A roll of noise beyond the longest paper that is kept hides what follows on it: the next paper begins here.
					for (const token of tokenizer.feed(fromHex('1B401D564200'))) if (token.type !== 'realtime') decoder.take(token);
					return [];
				},
			};
		},
	},
	{
		kind: 'parser',
		driver: 'printer',
		name: 'redactor',
		sound: [{ name: 'ticket', bytes: ticket }],
		other: bytesOf('escpos.commands'),
		next: 'after-silence',
		make() {
			const redactor = withPrinterAnswers(createPrinterRedactor());
			return {
				feed: (bytes) => redactor.take('to-device', bytes).map((kept) => Buffer.from(kept).toString('hex')),
				calm: () => redactor.end('to-device').map((kept) => Buffer.from(kept).toString('hex')),
			};
		},
	},
	{
		kind: 'driver',
		driver: 'printer',
		name: 'whole driver',
		said: said.map(({ bytes }) => bytes),
		make({ open, clock }) {
			const simulator = createPrinterSimulator(48, { timers: clock.timers });
			const driver = createPrinter({
				open,
				speed: fixedSpeed(115_200),
				status: 'realtime',
				cut: 'feed-partial',
				confirm: true,
				now: clock.now,
				timers: clock.timers,
				health() {},
			});
			let job = 0;
			const print = () => driver.print(`job-${job++}`, () => ({ bytes: ticket, replaced: 0 }), { reprint: job % 5 === 0 });
			let underWay = 0;
			return {
				attach: (port) => simulator.attach(port),
				start: () => driver.start(),
				stir(random) {
					if (underWay > 3 || !random.oneIn(3)) return;
					underWay++;
					void print().finally(() => underWay--);
				},
				/** A printer that was left in the middle of a command takes the next paper for its rest: that one is said to be unknown. */
				async works() {
					for (let tries = 0; tries < mostTries; tries++) {
						const before = simulator.papers().length;
						const { outcome } = await print();
						if (outcome === 'printed' && (before === 10 || simulator.papers().length > 0)) return true;
					}
					return false;
				},
				stop: () => driver.stop(),
			};
		},
	},
];
