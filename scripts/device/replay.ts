import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readCapture } from '../../drivers/capture/format.ts';
import { replayDevice } from '../../drivers/capture/replay.ts';
import { type ConnectionOptions, opening, transportOf, withConnection } from './connection.ts';
import { clock } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends ConnectionOptions {
	capture: string;
	atOnce: boolean;
	json: boolean;
}

/** Plays the device of a capture on the other end of a cable, until everything recorded was said. */
async function replay(options: Options): Promise<Outcome<object>> {
	let text: string;
	try {
		text = readFileSync(options.capture, 'utf8');
	} catch {
		return failure('bad-capture', 'The capture cannot be read. Give the path of a file that `capture` has written.');
	}
	const read = readCapture(text);
	if (!read.ok) return failure('bad-capture', `The capture does not fit. ${read.problems.join('; ')}`);
	const transport = transportOf(options, read.capture.head.baud ?? 115_200);
	if (!transport.ok) return transport;
	const opened = await opening(transport.value).open();
	if (!opened.ok) return failure(opened.code);
	const played = replayDevice(read.capture, opened.port, clock.timers, { timing: options.atOnce ? 'at-once' : 'recorded' });
	const result = await played.done;
	await opened.port.close();
	return { ok: true, value: result };
}

export function addReplay(program: Command): void {
	withConnection(program.command('replay').description('play the device of a capture'))
		.requiredOption('--capture <file>', 'what was recorded')
		.option('--at-once', 'without the pauses that were recorded', false)
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => tell(await replay(options), options.json, lines));
}
