import type { ChecksumKind } from '../../domain/contracts/device-profiles.ts';

/** CRC-16 of Modbus: polynomial 8005 reflected (A001), start FFFF; check value of "123456789" is 4B37. */
export function crc16Modbus(bytes: Iterable<number>): number {
	let crc = 0xffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
	}
	return crc;
}

/** The checksum as it goes on the wire: no, one or two bytes; CRC-16 with its low byte first. */
export function checksumOf(kind: ChecksumKind, bytes: Iterable<number>): Uint8Array {
	let value = 0;
	switch (kind) {
		case 'none':
			return new Uint8Array();
		case 'sum-8':
			for (const byte of bytes) value = (value + byte) & 0xff;
			return new Uint8Array([value]);
		case 'xor-8':
			for (const byte of bytes) value ^= byte;
			return new Uint8Array([value]);
		case 'crc-16':
			value = crc16Modbus(bytes);
			return new Uint8Array([value & 0xff, value >> 8]);
	}
}
