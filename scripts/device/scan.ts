import type { Command } from 'commander';
import { type ConnectionOptions, transportOf, wholeNumber, withConnection } from './connection.ts';
import { clock, declare, deviceId, withOne } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends ConnectionOptions {
	protocol: string;
	prefix?: string;
	suffix?: string;
	encoding?: string;
	trigger: boolean;
	timeout: number;
	json: boolean;
}

/** Waits for one code. It is printed to the person who asked for it, and to nothing else. */
async function scan(options: Options): Promise<Outcome<{ text: string }>> {
	const transport = transportOf(options, 9600);
	if (!transport.ok) return transport;
	const { protocol, prefix, suffix, encoding } = options;
	return withOne(declare('scanner', transport.value, { protocol, prefix, suffix, encoding }), async (device) => {
		const code = new Promise<string | null>((resolve) => {
			device.onMessage((message) => message.type === 'code' && resolve(message.event.text));
			clock.timers.after(options.timeout, () => resolve(null));
		});
		if (options.trigger) await device.ask({ type: 'trigger', device: deviceId, on: true });
		const text = await code;
		if (options.trigger) await device.ask({ type: 'trigger', device: deviceId, on: false });
		return text === null ? failure('no-code') : { ok: true, value: { text } };
	});
}

export function addScan(program: Command): void {
	withConnection(program.command('scan').description('read one bar code or QR code'))
		.option('--protocol <name>', 'plain, honeywell, newland, newland-short, zebra-ssi or gm65', 'plain')
		.option('--prefix <hex>', 'bytes before each code')
		.option('--suffix <hex>', 'bytes after each code; empty = a pause ends it')
		.option('--encoding <name>', 'auto, utf-8 or gb18030')
		.option('--trigger', 'switch the light on first', false)
		.option('--timeout <ms>', 'how long to wait for a code', wholeNumber(100, 600_000), 15_000)
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => tell(await scan(options), options.json, lines));
}
