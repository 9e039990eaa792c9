import type { Random } from './random.ts';

/** Each of these is a way in which lines spoil what travels over them. The last one leaves it as it was. */
type Spoil = (frame: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const join = (...parts: Uint8Array[]): Uint8Array => {
	const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
};

const spoils: readonly Spoil[] = [
	function flippedBits(frame, random) {
		const bytes = frame.slice();
		for (let n = random.below(3); n >= 0; n--) bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
		return bytes;
	},
	function cutEnd(frame, random) {
		return frame.slice(0, random.below(frame.length));
	},
	function cutBeginning(frame, random) {
		return frame.slice(random.below(frame.length));
	},
	function insertedBytes(frame, random) {
		const at = random.below(frame.length);
		return join(frame.subarray(0, at), random.bytes(1 + random.below(4)), frame.subarray(at));
	},
	function lostBytes(frame, random) {
		const at = random.below(frame.length);
		return join(frame.subarray(0, at), frame.subarray(at + 1 + random.below(4)));
	},
	function doubledBytes(frame, random) {
		const at = random.below(frame.length);
		return join(frame.subarray(0, at), frame.subarray(Math.max(0, at - 1 - random.below(8))));
	},
	/** Lengths stand near the beginning: any of the first bytes claims to be as large as can be, or nothing. */
	function lyingLength(frame, random) {
		const bytes = frame.slice();
		bytes[random.below(Math.min(12, bytes.length))] = [0x00, 0xff, 0x7f, 0x01, 0x09][random.below(5)]!;
		return bytes;
	},
	function garbageAround(frame, random, other) {
		return join(random.bytes(random.below(20)), frame, random.bytes(random.below(20)), other, random.bytes(random.below(20)));
	},
	function zeros(frame, random) {
		return join(new Uint8Array(1 + random.below(600)), frame);
	},
	function onesAndPreambles(frame, random) {
		const begin = frame.subarray(0, 1 + random.below(Math.min(9, frame.length)));
		return join(...Array.from({ length: 1 + random.below(30) }, () => begin), new Uint8Array(random.below(9)).fill(0xff));
	},
	/** Two devices at once on one pair of wires: bytes of both, by turns. */
	function twoDevices(frame, random, other) {
		const bytes: number[] = [];
		for (let a = 0, b = 0; a < frame.length || b < other.length; ) {
			if (b >= other.length || (a < frame.length && random.oneIn(2))) bytes.push(frame[a++]!);
			else bytes.push(other[b++]!);
		}
		return Uint8Array.from(bytes);
	},
	function nothingButNoise(_frame, random) {
		return random.bytes(random.below(60));
	},
	function twoInOne(frame, _random, other) {
		return join(frame, other);
	},
	function sound(frame) {
		return frame;
	},
];

/** A frame as a bad line delivers it. Never changes its arguments. */
export function spoil(frame: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
	return spoils[random.below(spoils.length)]!(frame, random, other);
}

/** Cut into reads as an operating system likes: whole, in pieces, or byte by byte when it is short. */
export function* reads(bytes: Uint8Array, random: Random): Generator<Uint8Array> {
	const way = random.below(8);
	if (way === 0 && bytes.length <= 64) {
		for (let at = 0; at < bytes.length; at++) yield bytes.subarray(at, at + 1);
		return;
	}
	let at = 0;
	for (let cuts = way < 4 ? 0 : 1 + random.below(3); cuts > 0 && at < bytes.length; cuts--) {
		const next = at + 1 + random.below(bytes.length - at);
		yield bytes.subarray(at, next);
		at = next;
	}
	if (at < bytes.length) yield bytes.subarray(at);
}
