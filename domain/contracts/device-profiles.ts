/** Devices described by data instead of code: rating pads and simple displays (`config/devices`). */
import { z } from 'zod';

/** Bytes as hexadecimal, blanks allowed. */
const hex = z.string().regex(/^\s*([0-9a-fA-F]{2}\s*)*$/, 'give hexadecimal bytes such as "AA 55 01"');
export const checksumKind = z.enum(['none', 'sum-8', 'xor-8', 'crc-16']);
export type ChecksumKind = z.infer<typeof checksumKind>;

/** A frame in parts, in the order of the wire. */
export const framePart = z.union([
	z.strictObject({ bytes: hex }),
	/** A field of what is to be sent; cut and padded to `length` bytes when that is given. */
	z.strictObject({ field: z.string(), length: z.number().int().min(1).max(255).optional(), pad: hex.optional() }),
	/** Number of bytes of the named field. */
	z.strictObject({ lengthOf: z.string(), size: z.union([z.literal(1), z.literal(2)]).default(1) }),
	/** Over the parts from index `from` (0 = first) to the one before this. CRC-16 is the one of Modbus, low byte first. */
	z.strictObject({ checksum: checksumKind, from: z.number().int().min(0).default(0) }),
]);
export type FramePart = z.infer<typeof framePart>;
export const frameTemplate = z.array(framePart).min(1).max(32);
export type FrameTemplate = z.infer<typeof frameTemplate>;

/** Rating pad: what is sent, and how an answer is known. */
export const ratingPadProfile = z.strictObject({
	schema: z.literal('rating-pad/1'),
	name: z.string(),
	tx: z.strictObject({
		welcome: frameTemplate.optional(),
		askRating: frameTemplate.optional(),
		cancel: frameTemplate.optional(),
		/** May use the fields `name` and `number`. */
		showEmployee: frameTemplate.optional(),
	}),
	rx: z.strictObject({
		header: hex,
		/** Where the length byte stands (0 = first byte of the header), and how many bytes of the frame it does not count. */
		length: z.union([
			z.strictObject({ fixed: z.number().int().min(1).max(255) }),
			z.strictObject({ at: z.number().int().min(0), plus: z.number().int().min(0).max(64) }),
		]),
		checksum: checksumKind,
		/** First byte under the checksum. */
		checksumFrom: z.number().int().min(0).default(0),
		/** Other fixed bytes of a rating frame: position → value. */
		match: z.array(z.strictObject({ at: z.number().int().min(0), byte: hex })).default([]),
		key: z.number().int().min(0),
		/** Key byte → 1 very satisfied … 5 very dissatisfied; 0 no answer. */
		ratings: z.array(z.strictObject({ byte: hex, rating: z.number().int().min(0).max(5) })).min(1),
	}),
	/** Sent back for each rating frame. */
	ack: hex.optional(),
	timeoutMs: z.number().int().min(1000).max(300_000).default(30_000),
});
export type RatingPadProfile = z.infer<typeof ratingPadProfile>;

/** A display that takes one frame for each text. Fields: `text`, `window`, `number`. */
export const ledProfile = z.strictObject({
	schema: z.literal('led-profile/1'),
	name: z.string(),
	charset: z.enum(['ascii', 'gbk']),
	show: frameTemplate,
	clear: frameTemplate.optional(),
	/** What comes back when it was taken; absent = nothing does. */
	answer: hex.optional(),
	timeoutMs: z.number().int().min(100).max(10_000).default(1500),
});
export type LedProfile = z.infer<typeof ledProfile>;

/** Every profile a hall's devices name, by kind and file name. */
export const deviceProfiles = z.object({
	ratingPads: z.record(z.string(), ratingPadProfile),
	displays: z.record(z.string(), ledProfile),
});
export type DeviceProfiles = z.infer<typeof deviceProfiles>;
