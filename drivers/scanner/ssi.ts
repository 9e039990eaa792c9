/** Packets of Zebra's Simple Serial Interface (protocols.md 6). */

export const ssiOpcode = {
	acknowledge: 0xd0,
	refuse: 0xd1,
	startSession: 0xe4,
	stopSession: 0xe5,
	scanEnable: 0xe9,
	scanDisable: 0xea,
	decodedData: 0xf3,
} as const;

export interface SsiPacket {
	opcode: number;
	from: 'host' | 'scanner';
	/** Bit 0: sent before; bit 1: more packets of the same message follow. */
	status: number;
	data: Uint8Array;
}

/** One packet: length, opcode, source, status, data, and the two's complement of their sum. */
export function ssiFrame(opcode: number, packet: Partial<Omit<SsiPacket, 'opcode'>> = {}): Uint8Array {
	const data = packet.data ?? new Uint8Array();
	const covered = [4 + data.length, opcode, packet.from === 'scanner' ? 0x00 : 0x04, packet.status ?? 0, ...data];
	const sum = -covered.reduce((total, byte) => total + byte, 0) & 0xffff;
	return Uint8Array.from([...covered, sum >> 8, sum & 0xff]);
}

/** The packet at the start of these bytes. `more`: it may still become one; `no`: it cannot; `damaged`: it has the shape of one and a wrong sum. */
export function readSsi(
	bytes: ArrayLike<number>,
	from: SsiPacket['from'],
): { packet: SsiPacket; length: number } | 'more' | 'no' | 'damaged' {
	if (bytes.length === 0) return 'more';
	const counted = bytes[0]!;
	if (counted < 4) return 'no';
	if (bytes.length >= 3 && bytes[2] !== (from === 'host' ? 0x04 : 0x00)) return 'no';
	if (bytes.length < 3 || bytes.length < counted + 2) return 'more';
	let sum = 0;
	for (let at = 0; at < counted; at++) sum += bytes[at]!;
	if (((sum + bytes[counted]! * 256 + bytes[counted + 1]!) & 0xffff) !== 0) return 'damaged';
	const data = Uint8Array.from({ length: counted - 4 }, (_, at) => bytes[at + 4]!);
	return { packet: { opcode: bytes[1]!, from, status: bytes[3]!, data }, length: counted + 2 };
}
