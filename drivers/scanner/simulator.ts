import iconv from 'iconv-lite';
import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import { createNoise } from '../noise.ts';
import { bytesOf } from '../profile/bytes.ts';
import type { Port } from '../transport/port.ts';
import { systemTimers, type Timers } from '../transport/timers.ts';
import { createCommandReader, type HeardCommand } from './commands-heard.ts';
import { crc16Xmodem } from './dialects.ts';
import { ssiFrame, ssiOpcode } from './ssi.ts';

/** A code scanner that speaks the real bytes over any port, and before which a code can be held. */
export const scannerFaults = [
	'silent',
	/** Stray bytes before each code and answer. */
	'garbage',
	/** Damaged answers and packets. */
	'bad-checksum',
	/** Its end mark was switched off. */
	'no-suffix',
	/** A poster full of code: more than any code holds. */
	'long-code',
	/** Chinese comes as GBK. */
	'other-encoding',
	'refuses-trigger',
	/** Hears a command only after a byte that wakes it. */
	'asleep',
	'endless-noise',
	/** A second scanner on the line answers as well. */
	'two-devices',
] as const;
export type ScannerFault = (typeof scannerFaults)[number];

export interface ScannerSimulator {
	attach(port: Port): void;
	setFault(fault: ScannerFault, on: boolean): void;
	readonly faults: string[];
	/** The light is on by command. */
	readonly lit: boolean;
	/** Read once, as if held before the window. `false`: nobody listens. */
	holdUp(text: string): boolean;
	onChange(listener: () => void): void;
	/** Packets of data that were acknowledged (Zebra). */
	readonly acknowledged: number;
}

const packetBytes = 200;
const againMs = 300;
const mostAgain = 3;
const kindOfCode = 0x1c;

/** A scanner of this maker, its light off, that reads whatever is held up. */
export function createScannerSimulator(
	declared: Pick<DeviceDeclarationOf<'scanner'>, 'protocol' | 'prefix' | 'suffix'>,
	timers: Timers = systemTimers,
): ScannerSimulator {
	const { protocol } = declared;
	const faults = new Set<ScannerFault>();
	let port: Port | null = null;
	let lit = false;
	let awake = false;
	let acknowledged = 0;
	let packets: Uint8Array[] = [];
	let sentTimes = 0;
	let cancelAgain: () => void = () => {};
	let tell: () => void = () => {};
	const noise = createNoise(timers, (bytes) => port?.write(bytes));

	const put = (bytes: Uint8Array) => {
		if (faults.has('silent')) return;
		if (faults.has('garbage')) void port?.write(new Uint8Array([0x02, 0x7f, 0x01, 0x00, 0x04]));
		void port?.write(bytes);
	};
	const answer = (bytes: Uint8Array) => {
		const sent = bytes.slice();
		if (faults.has('bad-checksum')) sent[sent.length - 1]! ^= 0x01;
		put(sent);
		if (faults.has('two-devices')) put(sent);
	};
	const sendPacket = (again: boolean) => {
		cancelAgain();
		const [first] = packets;
		if (!first) return;
		sentTimes = again ? sentTimes + 1 : 0;
		if (sentTimes > mostAgain) {
			packets = [];
			return;
		}
		const status = (again ? 0x01 : 0) | (packets.length > 1 ? 0x02 : 0);
		answer(ssiFrame(ssiOpcode.decodedData, { from: 'scanner', status, data: Uint8Array.from([kindOfCode, ...first]) }));
		cancelAgain = timers.after(againMs, () => sendPacket(true));
	};
	const switchLight = (on: boolean) => {
		lit = on;
		tell();
	};
	const obey = (command: HeardCommand) => {
		if (command.is === 'acknowledge') {
			if (packets.length === 0) return;
			acknowledged++;
			packets.shift();
			sendPacket(false);
			return;
		}
		const refused = faults.has('refuses-trigger');
		if (command.is === 'light' && !refused) switchLight(command.on);
		if (protocol === 'newland') answer(Uint8Array.from([0x02, 0x01, ...command.said, refused ? 0x15 : 0x06, 0x3b, 0x03]));
		if (protocol === 'zebra-ssi') {
			answer(
				refused
					? ssiFrame(ssiOpcode.refuse, { from: 'scanner', data: new Uint8Array([0x06]) })
					: ssiFrame(ssiOpcode.acknowledge, { from: 'scanner' }),
			);
		}
		if (protocol === 'gm65') {
			const covered = [refused ? 0x01 : 0x00, 0x01, 0x00];
			const crc = crc16Xmodem(covered);
			answer(Uint8Array.from([0x02, 0x00, ...covered, crc >> 8, crc & 0xff]));
		}
	};

	return {
		attach(next) {
			port = next;
			const reader = createCommandReader(protocol);
			noise.run(faults.has('endless-noise'));
			next.onClosed(() => {
				if (port !== next) return;
				port = null;
				cancelAgain();
				noise.run(false);
			});
			next.onBytes((bytes) => {
				for (const heard of reader(bytes)) {
					if (heard.is === 'wake') awake = true;
					else if (!faults.has('silent') && (!faults.has('asleep') || awake || heard.is === 'acknowledge')) {
						if (heard.is !== 'acknowledge') awake = false;
						obey(heard);
					}
				}
			});
		},
		setFault(fault, on) {
			if (on) faults.add(fault);
			else faults.delete(fault);
			if (fault === 'endless-noise') noise.run(on && port !== null);
		},
		get faults() {
			return [...faults];
		},
		get lit() {
			return lit;
		},
		holdUp(text) {
			if (!port || faults.has('silent')) return false;
			const shown = faults.has('long-code') ? text.padEnd(5000, '0') : text;
			const code = faults.has('other-encoding') ? iconv.encode(shown, 'gb18030') : Buffer.from(shown, 'utf8');
			const suffix = faults.has('no-suffix') ? [] : bytesOf(declared.suffix);
			const bytes = Uint8Array.from([...bytesOf(declared.prefix), ...code, ...suffix]);
			if (protocol === 'zebra-ssi') {
				packets = Array.from({ length: Math.ceil(bytes.length / packetBytes) }, (_, n) =>
					bytes.slice(n * packetBytes, (n + 1) * packetBytes),
				);
				sendPacket(false);
			} else put(bytes);
			// After a good read the light goes out by itself.
			if (lit) switchLight(false);
			return true;
		},
		onChange(listener) {
			tell = listener;
		},
		get acknowledged() {
			return acknowledged;
		},
	};
}
