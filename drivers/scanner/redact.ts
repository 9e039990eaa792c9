import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import type { Redactor } from '../capture/redactor.ts';
import { bytesOf, standsAt } from '../profile/bytes.ts';
import { readSpoken } from './answers.ts';
import { longestCode } from './codes.ts';
import { type SsiPacket, ssiFrame, ssiOpcode } from './ssi.ts';

const star = 0x2a;
/** No answer to a command of ours is longer; what looks like one may hold anything. */
const longestAnswer = 24;
const mostHeld = longestCode + 512;

/**
 * Commands and answers are kept as they are; of everything else only prefix and suffix, for the rest is what a person held up. Damaged
 * answers and packets become stars as well.
 */
export function createScannerRedactor(declared: Pick<DeviceDeclarationOf<'scanner'>, 'protocol' | 'prefix' | 'suffix'>): Redactor {
	const { protocol } = declared;
	const prefix = bytesOf(declared.prefix);
	const suffix = bytesOf(declared.suffix);
	const held: number[] = [];
	/** Bytes of the code now going by, as they came. */
	let code: number[] = [];

	const endOfCode = (out: Uint8Array[]) => {
		if (code.length > 0) out.push(starred(code, prefix, suffix));
		code = [];
	};
	const sort = (last: boolean): Uint8Array[] => {
		const out: Uint8Array[] = [];
		while (held.length > 0) {
			const spoken = readSpoken(protocol, held);
			if (spoken.is === 'more' && !last && held.length <= mostHeld) break;
			if (spoken.is === 'answer' || spoken.is === 'packet') {
				endOfCode(out);
				const bytes = Uint8Array.from(held.splice(0, spoken.length));
				if (spoken.is === 'packet') out.push(harmlessPacket(spoken.packet, bytes, prefix, suffix));
				else out.push(bytes.length <= longestAnswer ? bytes : new Uint8Array(bytes.length).fill(star));
				continue;
			}
			code.push(held.shift()!);
			const ended = suffix.length > 0 && code.length >= suffix.length && standsAt(code, code.length - suffix.length, suffix);
			if (ended || code.length > mostHeld) endOfCode(out);
		}
		if (last) endOfCode(out);
		return out;
	};

	return {
		take(direction, bytes) {
			// The host sends nothing but commands.
			if (direction === 'to-device') return [bytes.slice()];
			const out: Uint8Array[] = [];
			for (const byte of bytes) {
				held.push(byte);
				out.push(...sort(false));
			}
			return out;
		},
		end: (direction) => (direction === 'to-device' ? [] : sort(true)),
	};
}

/** Stars between prefix and suffix, as far as they stand there. */
function starred(code: readonly number[], prefix: Uint8Array, suffix: Uint8Array): Uint8Array {
	const out = new Uint8Array(code.length).fill(star);
	const end = code.length - suffix.length;
	if (code.length >= prefix.length && standsAt(code, 0, prefix)) out.set(prefix);
	if (end >= 0 && suffix.length > 0 && standsAt(code, end, suffix)) out.set(suffix, end);
	return out;
}

function harmlessPacket(packet: SsiPacket, bytes: Uint8Array, prefix: Uint8Array, suffix: Uint8Array): Uint8Array {
	if (packet.opcode === ssiOpcode.acknowledge || packet.opcode === ssiOpcode.refuse) return bytes;
	const [kind = 0, ...payload] = packet.data;
	const data = packet.data.length === 0 ? packet.data : Uint8Array.from([kind, ...starred(payload, prefix, suffix)]);
	return ssiFrame(packet.opcode, { from: 'scanner', status: packet.status, data });
}
