import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type AnyDeviceOptions, declarationOf, withAnyDevice } from './any-device.ts';
import { wholeNumber } from './connection.ts';
import { deviceId, notOpen, openOne } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends AnyDeviceOptions {
	seconds: number;
	out: string;
	json: boolean;
}

/** Records what passes on the wire while the device is driven; what may belong to a person is replaced before it is kept. */
async function capture(options: Options): Promise<Outcome<object>> {
	const declared = declarationOf(options);
	if (!declared.ok) return declared;
	const one = openOne(declared.value);
	if (!one.ok) return one;
	const device = one.value;
	try {
		// Asked for before the port is open: a capture that begins with the first word can be replayed to a driver that starts.
		const recorded = device.ask({ type: 'capture', device: deviceId, seconds: options.seconds });
		const health = await device.opened;
		if (notOpen.has(health.code)) return failure(health.code);
		const text = await recorded;
		if (typeof text !== 'string') return failure('busy');
		try {
			writeFileSync(options.out, text, { mode: 0o600 });
		} catch {
			return failure('cannot-write', 'The file cannot be written. Give --out a place that can be written to.');
		}
		return { ok: true, value: { file: options.out, lines: text.trimEnd().split('\n').length } };
	} finally {
		await device.close();
	}
}

export function addCapture(program: Command): void {
	withAnyDevice(program.command('capture').description('record the wire of a device, without anything of a person'))
		.requiredOption('--out <file>', 'where to write the capture')
		.option('--seconds <n>', 'how long', wholeNumber(1, 50), 10)
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => tell(await capture(options), options.json, lines));
}
