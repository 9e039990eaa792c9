/** The shipped simulators, each at the far end of a serial line: they speak the real bytes, and the app cannot tell. */
import { createReaderSimulator, type ReaderSimulator } from '../../../drivers/id-reader/simulator.ts';
import { createLedSimulator, type LedSimulator } from '../../../drivers/led/simulator.ts';
import { createPrinterSimulator, type PrinterSimulator } from '../../../drivers/printer/simulator.ts';
import type { Port } from '../../../drivers/transport/port.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { type SerialLine, serialLine } from './serial-line.ts';

export interface Bench {
	reader: ReaderSimulator;
	printer: PrinterSimulator;
	led: LedSimulator;
	lines: { reader: SerialLine; printer: SerialLine; led: SerialLine };
	/** Puts the simulator of one device on its line again, after the line was pulled out and plugged in. */
	attach(device: 'reader' | 'printer' | 'led'): Promise<void>;
	close(): Promise<void>;
}

export async function simulatedDevices(folder: string): Promise<Bench> {
	const lines = {
		reader: await serialLine(folder, 'reader'),
		printer: await serialLine(folder, 'printer'),
		led: await serialLine(folder, 'led'),
	};
	const simulators = { reader: createReaderSimulator(), printer: createPrinterSimulator(), led: createLedSimulator('onbon', 1) };
	const ports: Port[] = [];
	const attach = async (device: keyof typeof lines) => {
		const opened = await openSerial({
			path: lines[device].device,
			baud: 115_200,
			dataBits: 8,
			parity: 'none',
			stopBits: 1,
			flow: 'none',
			echo: false,
			speeds: [],
			gapMs: null,
		});
		if (!opened.ok) throw new Error(`${device}: ${opened.text}`);
		simulators[device].attach(opened.port);
		ports.push(opened.port);
	};
	for (const device of ['reader', 'printer', 'led'] as const) await attach(device);
	return {
		...simulators,
		lines,
		attach,
		async close() {
			await Promise.all(ports.map((port) => port.close()));
			await Promise.all(Object.values(lines).map((line) => line.pullOut().catch(() => {})));
		},
	};
}
