import type { Command } from 'commander';
import { z } from 'zod';
import { deviceReport, deviceTestResult } from '../../domain/contracts/device.ts';
import { type AnyDeviceOptions, declarationOf, withAnyDevice } from './any-device.ts';
import { wholeNumber } from './connection.ts';
import { clock, deviceId, type OneDevice, withOne } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends AnyDeviceOptions {
	test?: string;
	wait: number;
	json: boolean;
}

/** What the device says of itself, as the technician's screen shows it; with `--test` the outcome of one of its tests. */
async function status(options: Options): Promise<Outcome<object>> {
	return withOne<object>(declarationOf(options), async (device) => {
		await ready(device, options.wait);
		if (options.test !== undefined) {
			const answer = await device.ask({ type: 'test', device: deviceId, test: options.test });
			const result = deviceTestResult.safeParse(answer);
			if (!result.success) return failure('no-test');
			return result.data.ok ? { ok: true, value: result.data } : failure(result.data.code);
		}
		const [report] = z.array(deviceReport).parse(await device.ask({ type: 'inspect' }));
		if (!report) return failure('device-fault');
		const { device: _device, station: _station, ...rest } = report;
		return { ok: true, value: rest };
	});
}

/** Until it is ready or a fault is known, `ms` at most. */
function ready(device: OneDevice, ms: number): Promise<void> {
	return new Promise((resolve) => {
		clock.timers.after(ms, resolve);
		void device.opened.then(({ state }) => state === 'ready' && resolve());
		device.onMessage((message) => message.type === 'health' && message.health.state !== 'connecting' && resolve());
	});
}

export function addStatus(program: Command): void {
	withAnyDevice(program.command('status').description('what a device says of itself, or one of its tests'))
		.option('--test <name>', 'do this test instead')
		.option('--wait <ms>', 'how long it may take to become ready', wholeNumber(100, 60_000), 5_000)
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => tell(await status(options), options.json, lines));
}
