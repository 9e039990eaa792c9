import type { Command } from 'commander';
import { listPorts } from '../../drivers/transport/ports.ts';
import { lines, tell } from './outcome.ts';

export function addPorts(program: Command): void {
	program
		.command('ports')
		.description('list the serial ports of this machine; nothing is written to any of them')
		.option('--json', 'answer as JSON', false)
		.action(async (options: { json: boolean }) =>
			tell({ ok: true, value: await listPorts() }, options.json, (ports) => ports.map(lines).join('\n\n') || 'There is no serial port.'),
		);
}
