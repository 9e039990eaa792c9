import iconv from 'iconv-lite';
import type { Port } from '../transport/port.ts';
import { createAlphaFraming } from './alpha/frames.ts';
import { answerFrame } from './onbon/commands.ts';
import { createOnbonFraming, everyScreen, everyScreenSilent, type OnbonFrame } from './onbon/frames.ts';

/** An LED display that speaks the real bytes over any port and says what it shows. */
export const ledFaults = ['silent', 'busy', 'no-font', 'unplugged'] as const;
export type LedFault = (typeof ledFaults)[number];

export interface LedSimulator {
	attach(port: Port): void;
	setFault(fault: LedFault, on: boolean): void;
	readonly faults: string[];
	readonly text: string;
	readonly on: boolean;
	onChange(listener: (text: string) => void): void;
}

export function createLedSimulator(protocol: 'onbon' | 'alpha', address: number): LedSimulator {
	const faults = new Set<LedFault>();
	const areas = new Map<number, string>();
	const strings = new Map<string, string>();
	let lit = true;
	let shown = '';
	let tell: (text: string) => void = () => {};

	const refresh = () => {
		const next =
			protocol === 'onbon'
				? [...areas.entries()]
						.sort(([a], [b]) => a - b)
						.map(([, text]) => text)
						.join('\n')
				: (strings.get('1') ?? '');
		if (next === shown) return;
		shown = next;
		tell(shown);
	};

	const obey = (frame: OnbonFrame): number => {
		const { data } = frame;
		if (faults.has('busy')) return 0x03;
		switch ((data[0]! << 8) | data[1]!) {
			case 0xa200:
			case 0xa102:
				return 0x00;
			case 0xa300:
				lit = data[5] === 0x01;
				return 0x00;
			case 0xa310:
			case 0xa201:
				areas.clear();
				return 0x00;
			case 0xa306:
				if (faults.has('no-font')) return 0x0c;
				return changeAreas(data.subarray(5), areas) ? 0x00 : 0x06;
			default:
				return 0x02;
		}
	};

	const attachOnbon = (port: Port) => {
		const framing = createOnbonFraming();
		port.onBytes((bytes) => {
			for (const event of framing.feed(bytes)) {
				if (faults.has('silent')) continue;
				if (event.type === 'bad-crc') void port.write(answerFrame(address, 0x05));
				if (event.type !== 'frame' || event.frame.data.length < 5) continue;
				const { destination, data } = event.frame;
				if (destination !== address && destination !== everyScreen && destination !== everyScreenSilent) continue;
				const error = obey(event.frame);
				refresh();
				if (destination !== everyScreenSilent && data[2] === 0x01) void port.write(answerFrame(address, error));
			}
		});
	};
	const attachAlpha = (port: Port) => {
		const framing = createAlphaFraming();
		port.onBytes((bytes) => {
			for (const packet of framing.feed(bytes)) {
				if (packet.command !== 'G' || packet.data.length === 0) continue;
				const text = String.fromCharCode(...packet.data);
				strings.set(text[0]!, text.slice(1));
				refresh();
			}
		});
	};

	return {
		attach: protocol === 'onbon' ? attachOnbon : attachAlpha,
		setFault(fault, on) {
			if (on) faults.add(fault);
			else faults.delete(fault);
		},
		get faults() {
			return [...faults];
		},
		get text() {
			return shown;
		},
		get on() {
			return lit;
		},
		onChange(listener) {
			tell = listener;
		},
	};
}

/** Takes the parameters of A3 06; `false` when the lengths do not add up. */
function changeAreas(parameters: Uint8Array, areas: Map<number, string>): boolean {
	let at = 0;
	const byte = () => parameters[at++] ?? 0;
	const word = () => byte() | (byte() << 8);
	const deletions = byte();
	if (deletions === 0xff) areas.clear();
	else for (let n = 0; n < deletions; n++) areas.delete(byte());
	const count = byte();
	for (let n = 0; n < count; n++) {
		const length = word();
		const end = at + length;
		if (length < 27 || end > parameters.length) return false;
		const id = parameters[at + 9]!;
		const textAt = at + 27;
		const textLength = parameters[at + 23]! | (parameters[at + 24]! << 8);
		if (textAt + textLength !== end) return false;
		const text = iconv.decode(Buffer.from(parameters.subarray(textAt, end)), 'gbk');
		areas.set(id, text.replace(/\\F[OE]\d{3}/g, ''));
		at = end;
	}
	return true;
}
