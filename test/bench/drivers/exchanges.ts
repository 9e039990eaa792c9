import { type Ask, createBus, type Framing } from '../../../drivers/bus/bus.ts';
import { commandFrame } from '../../../drivers/id-reader/commands.ts';
import { createAnswerFraming } from '../../../drivers/id-reader/frames.ts';
import { createReaderSimulator } from '../../../drivers/id-reader/simulator.ts';
import { readString, writeString } from '../../../drivers/led/alpha/frames.ts';
import { createAlphaStream } from '../../../drivers/led/alpha/packets.ts';
import { ping, readAnswer } from '../../../drivers/led/onbon/commands.ts';
import { createOnbonFraming } from '../../../drivers/led/onbon/frames.ts';
import { createAnswerFraming as createPanelFraming } from '../../../drivers/led/profile/answers.ts';
import { createPanelSimulator } from '../../../drivers/led/profile/simulator.ts';
import { createLedSimulator } from '../../../drivers/led/simulator.ts';
import { command } from '../../../drivers/printer/commands.ts';
import { createPrinterInput } from '../../../drivers/printer/input.ts';
import { createPrinterSimulator } from '../../../drivers/printer/simulator.ts';
import { createPatternFraming } from '../../../drivers/profile/pattern.ts';
import { buildFrame } from '../../../drivers/profile/template.ts';
import { createRatingPadSimulator } from '../../../drivers/rating-pad/simulator.ts';
import { dialects } from '../../../drivers/scanner/dialects.ts';
import { createScannerInput } from '../../../drivers/scanner/input.ts';
import { createScannerSimulator } from '../../../drivers/scanner/simulator.ts';
import { createLink } from '../../../drivers/transport/link.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import type { Port } from '../../../drivers/transport/port.ts';
import { systemTimers } from '../../../drivers/transport/timers.ts';
import { voiceAnswer, voiceCommand, voiceFrame } from '../../../drivers/voice/frames.ts';
import { createVoiceSimulator } from '../../../drivers/voice/simulator.ts';
import { panel, testPad } from '../../../scripts/fuzz/profiles.ts';
import { fromHex } from '../../../scripts/fuzz/vectors.ts';
import { type Spread, spread } from '../card-to-ticket/spread.ts';

/** One question and its answer, through link, bus and parser, with the shipped simulator at the other end of a pipe inside the process. */
interface Exchange {
	driver: string;
	exchange: string;
	/** Bits a second of the line as it is declared by default. */
	baud: number;
	attach(port: Port): void;
	/** Before the measuring, on the open line. */
	prepare?(port: { ask(bytes: Uint8Array): Promise<boolean> }): Promise<void>;
	/** `false` when the answer did not come. */
	run(line: Line): Promise<boolean>;
}
interface Line {
	bus<Event>(framing: Framing<Event>): ReturnType<typeof createBus<Event>>;
}

const warmUp = 200;
const rounds = 2000;
const timeouts = { firstByteMs: 2000, gapMs: 1000 };
const target = { type: 'Z', address: '01' };

/** `pick`: the answer this event is, or nothing. */
function asking<Event>(make: () => Framing<Event>, bytes: Uint8Array, pick: (event: Event) => boolean): Exchange['run'] {
	const ask: Ask<Event, true> = { bytes, timeouts, accept: (event) => (pick(event) ? true : null), damaged: () => false };
	let bus: ReturnType<typeof createBus<Event>> | null = null;
	return async (line) => {
		bus ??= line.bus(make());
		return (await bus.ask(ask)).ok;
	};
}

function exchanges(): Exchange[] {
	const reader = createReaderSimulator();
	const cardReader = createReaderSimulator();
	const suffix = new Uint8Array([0x0d]);
	return [
		{
			driver: 'id-reader',
			exchange: 'samStatus',
			baud: 115_200,
			attach: (port) => reader.attach(port),
			run: asking(createAnswerFraming, commandFrame('samStatus'), (event) => event.type === 'answer'),
		},
		{
			driver: 'id-reader',
			exchange: 'readBase, a whole card',
			baud: 115_200,
			attach(port) {
				cardReader.attach(port);
				cardReader.layCard('zhang');
			},
			async prepare(line) {
				await line.ask(commandFrame('find'));
				await line.ask(commandFrame('select'));
			},
			run: asking(createAnswerFraming, commandFrame('readBase'), (event) => event.type === 'answer' && event.answer.data.length > 1000),
		},
		{
			driver: 'printer',
			exchange: 'status 10 04 01',
			baud: 115_200,
			attach: (port) => createPrinterSimulator().attach(port),
			run: asking(createPrinterInput, command.statusPrinter, (event) => event.type === 'realtime'),
		},
		{
			driver: 'onbon',
			exchange: 'ping',
			baud: 57_600,
			attach: (port) => createLedSimulator('onbon', 1).attach(port),
			run: asking(createOnbonFraming, ping(1), (event) => event.type === 'frame' && readAnswer(event.frame, 1) !== null),
		},
		{
			driver: 'alpha',
			exchange: 'read back a STRING file',
			baud: 9600,
			attach: (port) => createLedSimulator('alpha', 1).attach(port),
			async prepare(line) {
				await line.ask(writeString(target, '1', 'A012  3'));
			},
			run: asking(
				() => createAlphaStream(true),
				readString(target, '1'),
				(event) => event.type === 'packet',
			),
		},
		{
			driver: 'panel',
			exchange: 'show a text',
			baud: 9600,
			attach: (port) => createPanelSimulator(panel).attach(port),
			run: asking(
				() => createPanelFraming([fromHex(panel.answer ?? '')]),
				buildFrame(panel.show, { text: [fromHex('41303132')] }),
				(event) => event.type === 'answer',
			),
		},
		{
			driver: 'rating-pad',
			exchange: 'asked, and pressed at once',
			baud: 9600,
			attach(port) {
				const pad = createRatingPadSimulator(testPad);
				pad.onChange(() => void (pad.shows === 'asking' && pad.press(1)));
				pad.attach(port);
			},
			run: asking(
				() => createPatternFraming(testPad.rx),
				buildFrame(testPad.tx.askRating ?? [], {}),
				(event) => event.type === 'frame',
			),
		},
		{
			driver: 'scanner',
			exchange: 'trigger, newland',
			baud: 9600,
			attach: (port) => createScannerSimulator({ protocol: 'newland', prefix: '', suffix: '0D' }).attach(port),
			run: asking(
				() => createScannerInput('newland', new Uint8Array(), suffix),
				dialects.newland.on ?? new Uint8Array(),
				(event) => event.type === 'answer',
			),
		},
		{
			driver: 'voice',
			exchange: 'query, syn6288',
			baud: 9600,
			attach: (port) => createVoiceSimulator('syn6288').attach(port),
			run: asking(
				() => ({ feed: (bytes: Uint8Array) => Array.from(bytes, voiceAnswer), reset() {} }),
				voiceFrame('syn6288', voiceCommand.query),
				(event) => event === 'idle',
			),
		},
	];
}

export interface ExchangeFigures {
	driver: string;
	exchange: string;
	rounds: number;
	bytes: number;
	added_ms: Spread;
	/** What the same bytes need on the declared line: 10 bits a byte. */
	wire: { baud: number; ms: number };
	/** Share of the median in the whole exchange. */
	added_share: number;
}

export async function measureExchanges(): Promise<ExchangeFigures[]> {
	const figures: ExchangeFigures[] = [];
	for (const one of exchanges()) figures.push(await measure(one));
	return figures;
}

async function measure(one: Exchange): Promise<ExchangeFigures> {
	const { near, far } = createPipe();
	let passed = 0;
	let hear: (bytes: Uint8Array) => void = () => {};
	const counted: Port = {
		...near,
		write(bytes) {
			passed += bytes.length;
			return near.write(bytes);
		},
	};
	one.attach(far);
	const link = createLink(async () => ({ ok: true, port: counted }), systemTimers, {
		opened() {},
		bytes(bytes) {
			passed += bytes.length;
			hear(bytes);
		},
		down() {},
	});
	link.start();
	await link.settled();
	const clock = { now: () => performance.now(), timers: systemTimers };
	await one.prepare?.({
		async ask(bytes) {
			const written = await link.write(bytes);
			await new Promise((resolve) => setTimeout(resolve, 5));
			return written;
		},
	});
	const line: Line = {
		bus(framing) {
			const bus = createBus(link, framing, clock);
			hear = (bytes) => bus.heard(bytes);
			return bus;
		},
	};
	for (let n = 0; n < warmUp; n++) await answered(one, line);
	passed = 0;
	const took: number[] = [];
	for (let n = 0; n < rounds; n++) {
		const began = performance.now();
		await answered(one, line);
		took.push(performance.now() - began);
		// The pipe needs no turn of the event loop; the rest of the process does.
		await new Promise((resolve) => setImmediate(resolve));
	}
	await link.stop();
	const bytes = passed / rounds;
	const ms = Math.round(((bytes * 10_000) / one.baud) * 100) / 100;
	// These are far below a hundredth of a millisecond, to which a spread is rounded.
	const micros = spread(took.map((each) => each * 1000));
	const thousandths = (value: number) => Math.round(value) / 1000;
	const added_ms = {
		p50: thousandths(micros.p50),
		p95: thousandths(micros.p95),
		p99: thousandths(micros.p99),
		max: thousandths(micros.max),
	};
	const added_share = Math.round((added_ms.p50 / (added_ms.p50 + ms)) * 10_000) / 10_000;
	return { driver: one.driver, exchange: one.exchange, rounds, bytes, added_ms, wire: { baud: one.baud, ms }, added_share };
}

async function answered(one: Exchange, line: Line): Promise<void> {
	if (!(await one.run(line))) throw new Error(`${one.driver}, ${one.exchange}: no answer`);
}
