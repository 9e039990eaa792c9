import type { Command } from 'commander';
import { sayResult } from '../../domain/contracts/device-desk.ts';
import { type ConnectionOptions, transportOf, withConnection } from './connection.ts';
import { declare, deviceId, withOne } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends ConnectionOptions {
	protocol: string;
	text: string;
	encoding?: string;
	tags?: string;
	json: boolean;
}

async function speak(options: Options): Promise<Outcome<object>> {
	const transport = transportOf(options, 9600);
	if (!transport.ok) return transport;
	const { protocol, encoding, tags } = options;
	if (options.text.trim() === '' || options.text.length > 400) return failure('bad-option', 'text: give 1 to 400 characters.');
	return withOne(declare('voice', transport.value, { protocol, encoding, tags }), async (device) => {
		const read = sayResult.safeParse(await device.ask({ type: 'say', job: { job: 'by-hand', device: deviceId, text: options.text } }));
		if (!read.success) return failure('device-fault');
		const { outcome, proof, code } = read.data;
		return outcome === 'failed' ? failure(code) : { ok: true, value: { outcome, proof, code } };
	});
}

export function addSpeak(program: Command): void {
	withConnection(program.command('speak').description('speak a text through a voice box'))
		.requiredOption('--protocol <name>', 'syn6288 or xfs5152')
		.requiredOption('--text <text>', 'what to say')
		.option('--encoding <name>', 'gb2312, gbk or unicode')
		.option('--tags <tags>', 'control tags before the text, such as [v8]')
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => tell(await speak(options), options.json, lines));
}
