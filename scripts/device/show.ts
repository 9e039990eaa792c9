import type { Command } from 'commander';
import { createDisplay } from '../../drivers/led/line.ts';
import { type ConnectionOptions, opening, transportOf, wholeNumber, withConnection } from './connection.ts';
import { clock, declare, notOpen, profilesFor } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends ConnectionOptions {
	protocol: string;
	profile?: string;
	text: string;
	style: string;
	address?: number;
	width: number;
	height: number;
	verify?: string;
	json: boolean;
}

async function show(options: Options): Promise<Outcome<object>> {
	const { protocol, style } = options;
	if (protocol !== 'onbon' && protocol !== 'alpha' && protocol !== 'profile')
		return failure('bad-option', 'protocol: give onbon, alpha or profile.');
	if (style !== 'steady' && style !== 'call' && style !== 'announcement')
		return failure('bad-option', 'style: give steady, call or announcement.');
	const transport = transportOf(options, protocol === 'onbon' ? 57_600 : 9600);
	if (!transport.ok) return transport;
	const address = options.address ?? (protocol === 'onbon' ? 1 : 0);
	const more = {
		protocol,
		profile: options.profile,
		address,
		widthDots: options.width,
		heightDots: options.height,
		verify: options.verify,
	};
	const declared = declare('led', transport.value, more);
	if (!declared.ok) return declared;
	const led = declared.value;
	if (led.kind !== 'led') return failure('device-fault');
	const profiles = profilesFor(led);
	if (!profiles.ok) return profiles;
	return new Promise((resolve) => {
		let settled = false;
		const finish = (outcome: Outcome<object>) => {
			if (settled) return;
			settled = true;
			void display.stop().then(() => resolve(outcome));
		};
		const display = createDisplay({
			...clock,
			...opening(transport.value),
			...led,
			profile: profiles.value.displays[led.profile ?? ''],
			gapMs: null,
			health: (health) => {
				if (notOpen.has(health.code)) finish(failure(health.code));
			},
			shown: (proof) => finish(proof.ok ? { ok: true, value: { proof: proof.proof, address } } : failure(proof.code)),
		});
		// Stated before the port is open: it is the first thing that goes out then.
		void display.want({ text: options.text, style });
		display.start();
	});
}

export function addShow(program: Command): void {
	withConnection(program.command('show').description('show a text on one LED display'))
		.requiredOption('--protocol <name>', 'onbon, alpha or profile')
		.requiredOption('--text <text>', 'what to show')
		.option('--profile <name>', 'file of config/devices/led, without its ending')
		.option('--style <style>', 'steady, call or announcement', 'steady')
		.option('--address <n>', 'screen number', wholeNumber(0, 65_535))
		.option('--width <dots>', 'width of the display', wholeNumber(8, 2048), 128)
		.option('--height <dots>', 'height of the display', wholeNumber(8, 512), 32)
		.option('--verify <way>', 'Alpha: none, read or ack')
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => tell(await show(options), options.json, lines));
}
