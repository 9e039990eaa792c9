import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import { bytesOf } from '../profile/bytes.ts';
import { ssiFrame, ssiOpcode } from './ssi.ts';

export type ScannerProtocol = DeviceDeclarationOf<'scanner'>['protocol'];

/** How one maker's light is switched (protocols.md 6). */
export interface Dialect {
	/** `null` = this maker has no such command. */
	on: Uint8Array | null;
	off: Uint8Array | null;
	/** Whether a command is answered. */
	answers: boolean;
}

/** Newland: `~` 01 0000 `#` (not stored) command, end. */
export function newlandFrame(command: string): Uint8Array {
	return Uint8Array.from([0x7e, 0x01, ...ascii(`0000#${command}`), 0x3b, 0x03]);
}

/** GM65: CRC-16 with polynomial 1021 over type … data; `AB CD` in its place means “not checked”. */
export function gm65Frame(type: number, address: number, data: readonly number[], checked: boolean): Uint8Array {
	const covered = [type, data.length, address >> 8, address & 0xff, ...data];
	const crc = checked ? crc16Xmodem(covered) : 0xabcd;
	return Uint8Array.from([0x7e, 0x00, ...covered, crc >> 8, crc & 0xff]);
}

/** Polynomial 1021, start 0, high bit first; check value of "123456789" is 31C3. */
export function crc16Xmodem(bytes: Iterable<number>): number {
	let crc = 0;
	for (const byte of bytes) {
		crc ^= byte << 8;
		for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1;
	}
	return crc;
}

function ascii(text: string): number[] {
	return Array.from(text, (mark) => mark.charCodeAt(0));
}

/** Address of the GM65 register whose lowest bit is the light. */
const gm65Light = 0x0002;

export const dialects: Readonly<Record<ScannerProtocol, Dialect>> = {
	plain: { on: null, off: null, answers: false },
	honeywell: { on: bytesOf('16 54 0D'), off: bytesOf('16 55 0D'), answers: false },
	newland: { on: newlandFrame('SCNTRG1'), off: newlandFrame('SCNTRG0'), answers: true },
	'newland-short': { on: bytesOf('01 54 04'), off: null, answers: false },
	'zebra-ssi': { on: ssiFrame(ssiOpcode.startSession), off: ssiFrame(ssiOpcode.stopSession), answers: true },
	gm65: { on: gm65Frame(8, gm65Light, [1], false), off: gm65Frame(8, gm65Light, [0], false), answers: true },
};
