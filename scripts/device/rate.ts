import type { Command } from 'commander';
import { ratingResult } from '../../domain/contracts/device-desk.ts';
import { type ConnectionOptions, transportOf, withConnection } from './connection.ts';
import { declare, deviceId, withOne } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends ConnectionOptions {
	profile: string;
	json: boolean;
}

/** Asks for one rating; no answer in time is an answer too, and never a good mark. */
async function rate(options: Options): Promise<Outcome<object>> {
	const transport = transportOf(options, 9600);
	if (!transport.ok) return transport;
	return withOne(declare('rating-pad', transport.value, { profile: options.profile }), async (device) => {
		const read = ratingResult.safeParse(await device.ask({ type: 'rate', device: deviceId }));
		if (!read.success) return failure('device-fault');
		return read.data.outcome === 'failed' ? failure(read.data.code) : { ok: true, value: read.data };
	});
}

export function addRate(program: Command): void {
	withConnection(program.command('rate').description('ask for one rating on a rating pad'))
		.requiredOption('--profile <name>', 'file of config/devices/rating-pads, without its ending')
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => tell(await rate(options), options.json, lines));
}
