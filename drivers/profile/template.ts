import type { FramePart, FrameTemplate } from '../../domain/contracts/device-profiles.ts';
import { bytesOf } from './bytes.ts';
import { checksumOf } from './checksums.ts';

/** A field as the bytes of each of its characters: cutting it never parts a character. */
export type FieldValue = readonly Uint8Array[];

const blank = new Uint8Array([0x20]);

/** The frame with its fields filled in; a field that is not given is empty. Total: a checked template always gives a frame. */
export function buildFrame(template: FrameTemplate, fields: Readonly<Record<string, FieldValue>>): Uint8Array {
	const parts: Uint8Array[] = template.map((part) => {
		if ('bytes' in part) return bytesOf(part.bytes);
		if ('field' in part) return fieldBytes(part, fields[part.field] ?? []);
		return new Uint8Array(sizeOf(part));
	});
	for (const [index, part] of template.entries()) {
		if ('lengthOf' in part) {
			const named = template.findIndex((other) => 'field' in other && other.field === part.lengthOf);
			parts[index] = numberBytes(parts[named]?.length ?? 0, part.size, part.order);
		} else if ('lengthFrom' in part) {
			const counted = parts.slice(part.lengthFrom, part.lengthTo + 1).reduce((sum, bytes) => sum + bytes.length, part.plus);
			parts[index] = numberBytes(counted, part.size, part.order);
		}
	}
	// After the lengths, for a checksum may cover them; in the order of the wire, for one may cover another.
	for (const [index, part] of template.entries())
		if ('checksum' in part) parts[index] = checksumBytes(part, joined(parts.slice(part.from, index)));
	return joined(parts);
}

/** The checksum of a part as it goes on the wire, over the bytes it covers. */
export function checksumBytes(part: Extract<FramePart, { checksum: unknown }>, covered: Uint8Array): Uint8Array {
	const sum = checksumOf(part.checksum, covered);
	if (part.as === 'bytes') return sum;
	const digits = Array.from(sum, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
	return Uint8Array.from(digits, (digit) => digit.charCodeAt(0));
}

/** How many bytes a length or a checksum takes. */
export function sizeOf(part: Exclude<FramePart, { bytes: string } | { field: string }>): number {
	if (!('checksum' in part)) return part.size;
	return (part.checksum === 'crc-16' ? 2 : 1) * (part.as === 'hex' ? 2 : 1);
}

function fieldBytes(part: Extract<FramePart, { field: string }>, value: FieldValue): Uint8Array {
	const { length } = part;
	if (length === undefined) return joined(value);
	const out: number[] = [];
	for (const character of value) {
		if (out.length + character.length > length) break;
		out.push(...character);
	}
	const pad = part.pad === undefined ? blank : bytesOf(part.pad);
	for (let at = 0; out.length < length; at++) out.push(pad[at % pad.length]!);
	return new Uint8Array(out);
}

function numberBytes(value: number, size: 1 | 2, order: 'high-first' | 'low-first'): Uint8Array {
	if (size === 1) return new Uint8Array([value & 0xff]);
	const bytes = [(value >> 8) & 0xff, value & 0xff];
	return new Uint8Array(order === 'high-first' ? bytes : bytes.reverse());
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const out = new Uint8Array(parts.reduce((sum, bytes) => sum + bytes.length, 0));
	let at = 0;
	for (const bytes of parts) {
		out.set(bytes, at);
		at += bytes.length;
	}
	return out;
}
