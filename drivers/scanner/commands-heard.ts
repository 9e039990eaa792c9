import { standsAt } from '../profile/bytes.ts';
import { dialects, type ScannerProtocol } from './dialects.ts';
import { readSsi, ssiOpcode } from './ssi.ts';

/** The scanner's side: commands of one maker in what the host sends. */
export type HeardCommand =
	| { is: 'light'; on: boolean; said: readonly number[] }
	/** A command this scanner takes and does nothing visible for. */
	| { is: 'other'; said: readonly number[] }
	/** The host has taken a packet of data (Zebra). */
	| { is: 'acknowledge' };

/** A host sends short packets only; what claims more is noise. */
const longestPacket = 32;

/** Bytes that are no command are dropped; a byte 00 outside of one wakes a scanner that sleeps. */
export function createCommandReader(protocol: ScannerProtocol): (bytes: Uint8Array) => (HeardCommand | { is: 'wake' })[] {
	const held: number[] = [];
	const { on, off } = dialects[protocol];
	const fixed = [
		{ bytes: on, light: true },
		{ bytes: off, light: false },
	].flatMap(({ bytes, light }) => (bytes ? [{ bytes, light }] : []));

	const read = (): { command: HeardCommand; length: number } | 'more' | 'no' => {
		let more = false;
		for (const { bytes, light } of fixed) {
			if (!standsAt(held, 0, bytes)) continue;
			if (held.length < bytes.length) more = true;
			// What Newland repeats in its answer stands between the start and the end mark.
			else return { command: { is: 'light', on: light, said: [...bytes.subarray(2, -2)] }, length: bytes.length };
		}
		if (protocol === 'zebra-ssi') {
			const packet = readSsi(held, 'host');
			if (packet === 'more') more = more || held[0]! <= longestPacket;
			else if (typeof packet === 'object') {
				const { opcode } = packet.packet;
				return { command: opcode === ssiOpcode.acknowledge ? { is: 'acknowledge' } : { is: 'other', said: [] }, length: packet.length };
			}
		}
		return more ? 'more' : 'no';
	};

	return (bytes) => {
		const commands: (HeardCommand | { is: 'wake' })[] = [];
		for (const byte of bytes) {
			held.push(byte);
			while (held.length > 0) {
				const found = read();
				if (found === 'more') break;
				if (found === 'no') {
					if (held.shift() === 0) commands.push({ is: 'wake' });
				} else {
					held.splice(0, found.length);
					commands.push(found.command);
				}
			}
		}
		return commands;
	};
}
