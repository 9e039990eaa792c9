/**
 * `npm run device -- …`: one device, tried by hand or by another program. Standard output holds the JSON answer alone (`--json`);
 * everything for people goes to standard error. Words and JSON are a contract (docs/devices.md).
 */
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { shippedPapers } from '../config/shipped-papers.ts';
import { wireSettings } from '../domain/contracts/device-declaration.ts';
import type { PaperBook } from '../domain/contracts/device-layouts.ts';
import { ticketLanguage, ticketSlip } from '../domain/contracts/device-slips.ts';
import { type ReadCard, toIdCard } from '../drivers/id-reader/card.ts';
import { createReader } from '../drivers/id-reader/reader.ts';
import { createReaderSimulator, type ReaderFault, readerFaults } from '../drivers/id-reader/simulator.ts';
import { createDisplay } from '../drivers/led/line.ts';
import { createLedSimulator, type LedFault, ledFaults } from '../drivers/led/simulator.ts';
import { paperFromBook } from '../drivers/printer/layout/from-book.ts';
import { createPrinter } from '../drivers/printer/printer.ts';
import { longestQr, qrPayload } from '../drivers/printer/qr.ts';
import { createPrinterSimulator, type PrinterFault, printerFaults } from '../drivers/printer/simulator.ts';
import { openSerial } from '../drivers/transport/serial.ts';
import { fixedSpeed } from '../drivers/transport/speed.ts';
import { systemTimers } from '../drivers/transport/timers.ts';

interface Failure {
	code: string;
	message: string;
}
type Outcome<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** Settles once with what became of the opening: `null` when the port is open. */
function openingOf(): { promise: Promise<string | null>; resolve(code: string | null): void } {
	let resolve: (code: string | null) => void = () => {};
	const promise = new Promise<string | null>((settle) => {
		resolve = settle;
	});
	return { promise, resolve };
}

const clock = { now: () => Date.now(), timers: systemTimers };

/** Codes that say: the port was never open. */
const unopened: ReadonlySet<string> = new Set(['cannot-open', 'port-missing', 'port-ambiguous']);

const messages: Readonly<Record<string, string>> = {
	'cannot-open': 'The port cannot be opened. Check the path, the cable, and that no other program holds it.',
	'port-missing': 'There is no such port. Check the cable and the name of the port.',
	'port-lost': 'The port was lost. Check the cable.',
	'no-answer': 'The device does not answer. Check power, cable and baud rate.',
	'no-card': 'No card was put on the reader in time.',
	'card-removed': 'The card was taken away while it was being read. Leave it lying and try again.',
	'read-error': 'The card could not be read. Put it down again.',
	'not-genuine': 'The reader refused the card: not genuine or damaged.',
	'not-an-id-card': 'This is not an ID card.',
	'protocol-error': 'The answer of the reader came in damaged, twice. Check the cable.',
	'device-fault': 'The reader reports a fault of its own; it needs service.',
	'self-test-failed': 'The self-test of the reader failed; it needs service.',
	'not-authorised': 'The module of the reader is not authorised; it needs service.',
	'paper-end': 'The printer is out of paper. Nothing more is sent until there is paper.',
	'cover-open': 'The cover of the printer is open.',
	cutter: 'The cutter of the printer is blocked.',
	'printer-fault': 'The printer reports a fault.',
	'too-hot': 'The print head is too hot; it goes on by itself.',
	offline: 'The printer is offline.',
	busy: 'The display is busy.',
	'no-font': 'The display lacks the font.',
};
const failure = (code: string, message = messages[code] ?? 'The device reports a fault.'): { ok: false; error: Failure } => ({
	ok: false,
	error: { code, message },
});

function wholeNumber(least: number, most: number): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (!Number.isInteger(value) || value < least || value > most)
			throw new InvalidArgumentError(`give a whole number from ${least} to ${most}.`);
		return value;
	};
}

const wireFor = (path: string, baud: number) => wireSettings.parse({ path, baud });
const opener = (path: string, baud: number) => () => openSerial(wireFor(path, baud));

interface ReadOptions {
	port: string;
	baud: number;
	timeout: number;
}

function readCard(options: ReadOptions): Promise<Outcome<ReadCard>> {
	return new Promise((resolve) => {
		let lastCode = 'no-card';
		const finish = (outcome: Outcome<ReadCard>) => {
			clearTimeout(limit);
			void reader.stop().then(() => resolve(outcome));
		};
		const limit = setTimeout(() => finish(failure(lastCode)), options.timeout);
		const reader = createReader({
			...clock,
			open: opener(options.port, options.baud),
			speed: fixedSpeed(options.baud),
			pollMs: 200,
			sameCardMs: 3000,
			readNewAddress: false,
			photo: false,
			tell(event) {
				if (event.type === 'card-read') finish({ ok: true, value: event.card });
				else if (event.type === 'card-failed') finish(failure(event.code));
			},
			health(health) {
				// Still connecting when the time is over: nobody has answered.
				lastCode = health.state === 'ready' ? 'no-card' : health.state === 'connecting' ? 'no-answer' : health.code;
				if (health.state === 'disconnected' || health.code === 'protocol-error' || health.code === 'not-authorised')
					finish(failure(health.code));
			},
		});
		reader.start();
	});
}

interface PrintOptions {
	port: string;
	baud: number;
	ticket: string;
	paper: number;
	confirm: boolean;
	language: string;
}

/** Words and layouts of the paper, from the same files as the hall's. */
function papersOf(language: string): Outcome<{ papers: PaperBook; language: 'zh-CN' | 'en' }> {
	const chosen = ticketLanguage.safeParse(language);
	if (!chosen.success) return failure('bad-option', `language: give one of ${ticketLanguage.options.join(', ')}.`);
	const read = shippedPapers();
	return read.ok ? { ok: true, value: { papers: read.papers, language: chosen.data } } : failure('bad-words', read.problems.join('; '));
}

function readTicket(file: string): Outcome<ReturnType<typeof ticketSlip.parse>> {
	let content: unknown;
	try {
		content = JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
		return failure('bad-ticket', `The ticket file ${why}. Give the path of a JSON file that holds one ticket.`);
	}
	const slip = ticketSlip.safeParse(content);
	if (!slip.success) {
		const problems = slip.error.issues.map((issue) => `${issue.path.map(String).join('.') || 'the whole file'}: ${issue.message}`);
		return failure('bad-ticket', `The ticket does not fit. ${problems.join('; ')}. Mend these fields and try again.`);
	}
	if (slip.data.number.trim() === '')
		return failure('bad-ticket', 'The ticket does not fit. number: is empty. Give the number to be printed.');
	if (qrPayload(slip.data.qr).length > longestQr) {
		return failure('bad-ticket', `The ticket does not fit. qr: longer than ${longestQr} bytes. Shorten it.`);
	}
	return { ok: true, value: slip.data };
}

/** A printer of today, as it comes out of the box. */
const commonPrinter = { charset: 'gb18030', rareCharacters: 'raster', qr: 'command', cut: 'feed-partial', chineseSize: 'size' } as const;

async function printTicket(options: PrintOptions): Promise<Outcome<object>> {
	const slip = readTicket(options.ticket);
	if (!slip.ok) return slip;
	const book = papersOf(options.language);
	if (!book.ok) return book;
	const settled = openingOf();
	const printer = createPrinter({
		...clock,
		open: opener(options.port, options.baud),
		speed: fixedSpeed(options.baud),
		cut: 'feed-partial',
		confirm: options.confirm,
		status: 'realtime',
		health: (health) => settled.resolve(unopened.has(health.code) ? health.code : null),
	});
	printer.start();
	const failed = await settled.promise;
	if (failed) {
		await printer.stop();
		return failure(failed);
	}
	const { papers, language } = book.value;
	const paper = paperFromBook({ slip: slip.value, language }, papers, { ...commonPrinter, paperMm: options.paper === 58 ? 58 : 80 });
	const result = paper.ok ? await printer.print('by-hand', paper.make, { reprint: paper.reprint }) : null;
	const status = printer.status() ?? {};
	await printer.stop();
	if (!paper.ok || !result) return failure(paper.ok ? 'driver-fault' : paper.code);
	if (result.outcome === 'failed' || result.proof === 'none') return failure(result.code);
	const { outcome, proof, code } = result;
	return { ok: true, value: { proof, outcome, code, status } };
}

interface ShowOptions {
	protocol: string;
	port: string;
	baud?: number;
	text: string;
	address?: number;
	width: number;
	height: number;
}

async function show(options: ShowOptions): Promise<Outcome<object>> {
	if (options.protocol !== 'onbon' && options.protocol !== 'alpha') return failure('bad-option', 'protocol: give onbon or alpha.');
	const baud = options.baud ?? (options.protocol === 'onbon' ? 57_600 : 9600);
	const { protocol } = options;
	const address = options.address ?? (options.protocol === 'onbon' ? 1 : 0);
	return new Promise((resolve) => {
		let settled = false;
		const finish = (outcome: Outcome<object>) => {
			if (settled) return;
			settled = true;
			void display.stop().then(() => resolve(outcome));
		};
		const display = createDisplay({
			...clock,
			protocol,
			gapMs: null,
			open: opener(options.port, baud),
			speed: fixedSpeed(baud),
			verify: 'none',
			signType: 'Z',
			dimming: [],
			address,
			widthDots: options.width,
			heightDots: options.height,
			health: (health) => {
				if (unopened.has(health.code) || health.code === 'port-lost') finish(failure(health.code));
			},
			shown: (proof) => finish(proof.ok ? { ok: true, value: { proof: proof.proof, address } } : failure(proof.code)),
		});
		// Stated before the port is open: it is the first thing that goes out then.
		void display.want({ text: options.text, style: 'steady' });
		display.start();
	});
}

interface SimulateOptions {
	device: string;
	port: string;
	baud: number;
	person?: string;
	fault?: string;
	protocol: string;
	address: number;
}

/** Plays a device on one end of a cable until it is stopped; what it made of the bytes goes to standard output, one JSON a line. */
async function simulate(options: SimulateOptions): Promise<Outcome<object>> {
	const opened = await openSerial(wireFor(options.port, options.baud));
	if (!opened.ok) return failure(opened.code);
	const say = (value: object) => console.log(JSON.stringify(value));
	const badFault = (names: readonly string[]) => failure('bad-option', `fault: give one of ${names.join(', ')}.`);
	if (options.device === 'id-reader') {
		const simulator = createReaderSimulator();
		if (options.fault && !(readerFaults as readonly string[]).includes(options.fault)) return badFault(readerFaults);
		if (options.fault) simulator.setFault(options.fault as ReaderFault, true);
		if (options.person && !simulator.layCard(options.person)) return failure('bad-option', 'person: no such invented person.');
		simulator.attach(opened.port);
	} else if (options.device === 'printer') {
		const simulator = createPrinterSimulator();
		if (options.fault && !(printerFaults as readonly string[]).includes(options.fault)) return badFault(printerFaults);
		if (options.fault) simulator.setFault(options.fault as PrinterFault, true);
		simulator.onPaper((paper) => say(paper));
		simulator.attach(opened.port);
	} else if (options.device === 'led') {
		const simulator = createLedSimulator(options.protocol === 'alpha' ? 'alpha' : 'onbon', options.address);
		if (options.fault && !(ledFaults as readonly string[]).includes(options.fault)) return badFault(ledFaults);
		if (options.fault) simulator.setFault(options.fault as LedFault, true);
		simulator.onChange((text) => say({ text }));
		simulator.attach(opened.port);
	} else return failure('bad-option', 'device: give id-reader, printer or led.');
	say({ simulating: options.device });
	await new Promise<void>((resolve) => opened.port.onClosed(resolve));
	return { ok: true, value: { closed: true } };
}

function tell<T extends object>(outcome: Outcome<T>, json: boolean, inWords: (value: T) => string): void {
	if (json) console.log(JSON.stringify(outcome.ok ? outcome.value : { error: outcome.error }));
	else if (outcome.ok) console.log(inWords(outcome.value));
	else console.error(`${outcome.error.code}: ${outcome.error.message}`);
	if (!outcome.ok) process.exitCode = 1;
}

/** Key and value, a line each. */
const lines = (value: object) =>
	Object.entries(value)
		.map(([key, one]) => `${key}: ${typeof one === 'string' ? one : JSON.stringify(one)}`)
		.join('\n');

const baud = wholeNumber(300, 921_600);
const program = new Command('device').description('Try one device of the hall by hand');
program
	.command('read-card')
	.description('read one ID card and print it')
	.requiredOption('--port <path>', 'serial port')
	.option('--baud <n>', 'speed', baud, 115_200)
	.option('--timeout <ms>', 'how long to wait for a card', wholeNumber(100, 600_000), 15_000)
	.option('--json', 'answer as JSON', false)
	.action(async (options: ReadOptions & { json: boolean }) => {
		tell(await readCard(options), options.json, (card) => `${toIdCard(card).name} ${card.idNumber ?? ''}\n${lines(card)}`);
	});
program
	.command('print-ticket')
	.description('print one ticket')
	.requiredOption('--port <path>', 'serial port')
	.requiredOption('--ticket <file>', 'JSON file of the ticket')
	.option('--baud <n>', 'speed', baud, 115_200)
	.option('--paper <mm>', 'width of the paper, 58 or 80', wholeNumber(58, 80), 80)
	.option('--language <code>', 'of the fixed words, zh-CN or en', 'zh-CN')
	.option('--no-confirm', 'do not wait for the word of the printer behind the cut')
	.option('--json', 'answer as JSON', false)
	.action(async (options: PrintOptions & { json: boolean }) => tell(await printTicket(options), options.json, lines));
program
	.command('show')
	.description('show a text on one LED display')
	.requiredOption('--protocol <name>', 'onbon or alpha')
	.requiredOption('--port <path>', 'serial port')
	.requiredOption('--text <text>', 'what to show')
	.option('--address <n>', 'screen number', wholeNumber(0, 65_535))
	.option('--baud <n>', 'speed (57600 for onbon, 9600 for alpha)', baud)
	.option('--width <dots>', 'width of the display', wholeNumber(8, 2048), 128)
	.option('--height <dots>', 'height of the display', wholeNumber(8, 512), 32)
	.option('--json', 'answer as JSON', false)
	.action(async (options: ShowOptions & { json: boolean }) => tell(await show(options), options.json, lines));
program
	.command('simulate')
	.description('play a device on the other end of a cable')
	.requiredOption('--device <kind>', 'id-reader, printer or led')
	.requiredOption('--port <path>', 'serial port or pseudo-terminal')
	.option('--baud <n>', 'speed', baud, 115_200)
	.option('--person <id>', 'whose card lies on the reader')
	.option('--fault <name>', 'what is wrong with the device')
	.option('--protocol <name>', 'of the display: onbon or alpha', 'onbon')
	.option('--address <n>', 'of the display', wholeNumber(0, 65_535), 1)
	.action(async (options: SimulateOptions) => tell(await simulate(options), true, lines));

await program.parseAsync();
