import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { type BenchSnapshot, benchAction } from '../../domain/contracts/device-desk.ts';
import { makeSimulated, type SimulatedDevice } from '../../drivers/desk/simulated.ts';
import type { Port } from '../../drivers/transport/port.ts';
import { type AnyDeviceOptions, declarationOf, withAnyDevice } from './any-device.ts';
import { opening, transportOf } from './connection.ts';
import { clock, deviceId, profilesFor } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends AnyDeviceOptions {
	pty?: string;
	person?: string;
	fault: string[];
}

const say = (value: object) => console.log(JSON.stringify(value));

/** Plays a device until it is stopped; what it made of the bytes goes to standard output, one JSON a line. */
async function simulate(options: Options): Promise<Outcome<object>> {
	const line = options.pty === undefined ? null : await makePty(options.pty);
	if (line && !line.ok) return line;
	const reached = line ? { ...options, port: line.value.device } : options;
	const declared = declarationOf(reached);
	if (!declared.ok) return declared;
	const profiles = profilesFor(declared.value);
	if (!profiles.ok) return profiles;
	const simulated = makeSimulated(declared.value, { ...clock, profiles: () => profiles.value, changed: () => tellNews() });
	if (!simulated) return failure('bad-option', 'profile: there is no such profile.');
	const tellNews = newsOf(simulated);
	for (const fault of options.fault)
		if (!simulated.setFault(fault, true)) return failure('bad-option', `fault: there is no fault “${fault}”.`);
	if (options.person !== undefined) {
		const why = simulated.act({ do: 'lay-card', device: deviceId, person: options.person });
		if (why) return failure('bad-option', `person: ${why}.`);
	}
	const transport = transportOf(reached, 115_200);
	if (!transport.ok) return transport;
	const opened = await opening(declared.value.transport.kind === 'simulated' ? transport.value : declared.value.transport).open();
	if (!opened.ok) return failure(opened.code);
	simulated.attach(opened.port);
	say({ simulating: options.device, ...(options.pty === undefined ? {} : { pty: options.pty }) });
	obey(simulated);
	await closed(opened.port);
	line?.value.end();
	return { ok: true, value: { closed: true } };
}

const closed = (port: Port) => new Promise<void>((resolve) => port.onClosed(resolve));

/** Actions of the device bench, one JSON a line on standard input: `{"do":"lay-card","person":"li-rare"}`, `{"do":"fault","fault":"paper-end","on":true}`. */
function obey(simulated: SimulatedDevice): void {
	const input = createInterface({ input: process.stdin });
	input.on('line', (line) => {
		let wanted: unknown;
		try {
			wanted = { device: deviceId, ...JSON.parse(line) };
		} catch {
			return console.error('bad-action: a line must be one JSON object.');
		}
		const action = benchAction.safeParse(wanted);
		if (!action.success || action.data.do === 'snapshot') return console.error('bad-action: there is no such action.');
		if (action.data.do === 'fault') {
			if (!simulated.setFault(action.data.fault, action.data.on))
				console.error(`bad-action: there is no fault “${action.data.fault}”. There are: ${simulated.mishaps.join(', ')}.`);
			return;
		}
		const why = simulated.act(action.data);
		if (why) console.error(`bad-action: ${why}.`);
	});
}

/** Tells what is new since it was called last, each thing once. */
function newsOf(simulated: SimulatedDevice): () => void {
	let papers = 0;
	let spoken = 0;
	let told = '';
	const changedTo = (value: object) => {
		const text = JSON.stringify(value);
		if (text !== told) console.log(text);
		told = text;
	};
	return () => {
		const snapshot: BenchSnapshot = { people: [], readers: [], printers: [], leds: [], pads: [], scanners: [], voices: [] };
		simulated.show(snapshot, { device: deviceId, faults: [], mishaps: [] });
		const [printer] = snapshot.printers;
		const whole = printer?.papers.filter((paper) => paper.cut) ?? [];
		// The simulator keeps ten: when it is full, the newest is the news.
		for (const paper of whole.slice(whole.length < 10 ? papers : -1)) say(paper);
		papers = whole.length;
		const [led] = snapshot.leds;
		if (led) changedTo({ text: led.text, on: led.on });
		const [pad] = snapshot.pads;
		if (pad) changedTo({ shows: pad.shows });
		const [scanner] = snapshot.scanners;
		if (scanner) changedTo({ lit: scanner.lit });
		const [voice] = snapshot.voices;
		for (const text of voice?.spoken.slice(voice.spoken.length < 10 ? spoken : -1) ?? []) say({ spoken: text });
		spoken = voice?.spoken.length ?? 0;
	};
}

/** A pseudo-terminal under this name; the other end is for the simulator. Needs socat. */
function makePty(link: string): Promise<Outcome<{ device: string; end(): void }>> {
	const device = `${link}.device`;
	const socat = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${link}`, `pty,raw,echo=0,link=${device}`], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	process.once('exit', () => socat.kill());
	// A signal ends a program without its exit being told: the pseudo-terminal would stay behind.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
	return new Promise((resolve) => {
		let said = '';
		socat.stderr.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			if (said.includes('starting data transfer loop')) resolve({ ok: true, value: { device, end: () => void socat.kill() } });
		});
		socat.once('error', () => resolve(failure('cannot-open', 'A pseudo-terminal needs socat. Install it, or give --port.')));
		socat.once('exit', () => resolve(failure('cannot-open', 'The pseudo-terminal could not be made. Choose another name for --pty.')));
	});
}

export function addSimulate(program: Command): void {
	withAnyDevice(program.command('simulate').description('play a device on the other end of a cable'))
		.option('--pty <link>', 'make a pseudo-terminal under this name and play the device on it')
		.option('--person <id>', 'whose card lies on the reader')
		.option(
			'--fault <name>',
			'what is wrong with the device; may be given several times',
			(fault, before: string[]) => [...before, fault],
			[],
		)
		.action(async (options: Options) => tell(await simulate(options), true, lines));
}
