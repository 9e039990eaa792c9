import { standsAt } from '../profile/bytes.ts';
import { crc16Xmodem, type ScannerProtocol } from './dialects.ts';
import { readSsi, type SsiPacket } from './ssi.ts';

/** What stands at the start of these bytes, beside codes: an answer to a command, or a packet of data. */
export type Spoken =
	| { is: 'answer'; length: number; verdict: 'done' | 'refused' | 'unknown-command' }
	| { is: 'packet'; length: number; packet: SsiPacket }
	/** It has the shape of an answer or packet and is damaged: none of these bytes may be taken for a code. */
	| { is: 'damaged'; length: number }
	/** It may become one. */
	| { is: 'more' }
	| { is: 'no' };

const newlandStart = [0x02, 0x01, 0x30, 0x30, 0x30, 0x30];
const newlandEnd = [0x3b, 0x03];
const newlandVerdicts: Readonly<Record<number, 'done' | 'refused' | 'unknown-command'>> = {
	6: 'done',
	21: 'refused',
	5: 'unknown-command',
};
const longestNewland = 64;

/** Also in the middle of a code, for noise may stand before an answer: each of them has a byte near its start that no text has. */
export function readSpoken(protocol: ScannerProtocol, bytes: readonly number[]): Spoken {
	if (protocol === 'newland') return readNewland(bytes);
	if (protocol === 'gm65') return readGm65(bytes);
	if (protocol === 'zebra-ssi') return readZebra(bytes);
	return { is: 'no' };
}

function readNewland(bytes: readonly number[]): Spoken {
	if (!standsAt(bytes, 0, newlandStart)) return { is: 'no' };
	for (let end = newlandStart.length + 2; end + 1 < bytes.length; end++) {
		if (!standsAt(bytes, end, newlandEnd)) continue;
		const verdict = newlandVerdicts[bytes[end - 1]!];
		return verdict === undefined ? { is: 'damaged', length: end + 2 } : { is: 'answer', length: end + 2, verdict };
	}
	return bytes.length < longestNewland ? { is: 'more' } : { is: 'damaged', length: newlandStart.length };
}

function readGm65(bytes: readonly number[]): Spoken {
	if (!standsAt(bytes, 0, [0x02, 0x00])) return { is: 'no' };
	const counted = bytes[3];
	if (counted === undefined || bytes.length < counted + 6) return { is: 'more' };
	const length = counted + 6;
	const crc = bytes[length - 2]! * 256 + bytes[length - 1]!;
	if (crc16Xmodem(bytes.slice(2, length - 2)) !== crc && crc !== 0xabcd) return { is: 'damaged', length: 2 };
	return { is: 'answer', length, verdict: bytes[2] === 0 ? 'done' : 'refused' };
}

function readZebra(bytes: readonly number[]): Spoken {
	const read = readSsi(bytes, 'scanner');
	if (read === 'more') return { is: 'more' };
	if (read === 'no') return { is: 'no' };
	if (read === 'damaged') return { is: 'damaged', length: bytes[0]! + 2 };
	return { is: 'packet', length: read.length, packet: read.packet };
}
