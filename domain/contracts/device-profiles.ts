/** Devices described by data instead of code: rating pads and simple displays (`config/devices`). */
import { z } from 'zod';

/** Bytes as hexadecimal, blanks allowed. Quotes are needed where YAML would see a number: `"01"`. */
const hex = z.string().regex(/^\s*([0-9a-fA-F]{2}\s*)*$/, 'hexadecimal bytes such as "AA 55 01"');
const someBytes = z.string().regex(/^\s*([0-9a-fA-F]{2}\s*)+$/, 'hexadecimal bytes such as "AA 55 01", one at least');
const oneByte = z.string().regex(/^\s*[0-9a-fA-F]{2}\s*$/, 'one hexadecimal byte such as "82"');
export const checksumKind = z.enum(['none', 'sum-8', 'xor-8', 'crc-16']);
export type ChecksumKind = z.infer<typeof checksumKind>;
/** Bytes that each checksum takes. */
export const checksumSize: Readonly<Record<ChecksumKind, number>> = { none: 0, 'sum-8': 1, 'xor-8': 1, 'crc-16': 2 };

const wide = { size: z.union([z.literal(1), z.literal(2)]).default(1), order: z.enum(['high-first', 'low-first']).default('high-first') };
const partSchemas = {
	bytes: z.strictObject({ bytes: someBytes }),
	/** A field of what is to be sent; cut at a whole character and padded to `length` bytes when that is given (`pad`: blanks unless said). */
	field: z.strictObject({ field: z.string(), length: z.number().int().min(1).max(255).optional(), pad: someBytes.optional() }),
	/** Number of bytes of the named field, as it is sent. */
	lengthOf: z.strictObject({ lengthOf: z.string(), ...wide }),
	/** Number of bytes of the parts `lengthFrom` … `lengthTo` (0 = first, both included), and `plus` more. */
	lengthFrom: z.strictObject({
		lengthFrom: z.number().int().min(0),
		lengthTo: z.number().int().min(0),
		plus: z.number().int().min(0).max(64).default(0),
		...wide,
	}),
	/** Over the parts from index `from` (0 = first) to the one before this. CRC-16 is the one of Modbus, low byte first. `as: hex`: in capital digits. */
	checksum: z.strictObject({
		checksum: checksumKind.exclude(['none']),
		from: z.number().int().min(0).default(0),
		as: z.enum(['bytes', 'hex']).default('bytes'),
	}),
};
const partNames = Object.keys(partSchemas) as (keyof typeof partSchemas)[];
type PartSchemas = typeof partSchemas;
export type FramePart = { [Name in keyof PartSchemas]: z.infer<PartSchemas[Name]> }[keyof PartSchemas];

/** A frame in parts, in the order of the wire. Which part is meant is told by its first key, so that a slip is named at its own line. */
export const framePart = z.unknown().transform((value, context): FramePart => {
	const given = typeof value === 'object' && value !== null ? partNames.filter((name) => name in value) : [];
	const [name] = given;
	if (name === undefined || given.length > 1) {
		const message = `A part of a frame must have exactly one of ${partNames.join(', ')}`;
		context.issues.push({ code: 'custom', message, input: value });
		return z.NEVER;
	}
	const read = partSchemas[name].safeParse(value);
	if (read.success) return read.data;
	for (const issue of read.error.issues) context.issues.push({ ...issue, input: value } as (typeof context.issues)[number]);
	return z.NEVER;
});
export const frameTemplate = z.array(framePart).min(1).max(32);
export type FrameTemplate = FramePart[];

type Tell = (path: (string | number)[], message: string) => void;

/** Slips that only show when the parts are seen together: a field nobody fills, a length of nothing, a checksum over what comes later. */
function checkTemplate(template: FrameTemplate | undefined, fields: readonly string[], at: string[], tell: Tell): void {
	for (const [index, part] of (template ?? []).entries()) {
		const path = [...at, index];
		if ('field' in part && !fields.includes(part.field)) {
			const known = fields.length > 0 ? `Known here: ${fields.join(', ')}` : 'This frame has no fields; write its bytes';
			tell([...path, 'field'], `There is no field “${part.field}” here. ${known}`);
		}
		if ('lengthOf' in part && !template?.some((other) => 'field' in other && other.field === part.lengthOf)) {
			tell([...path, 'lengthOf'], `This frame has no part with field: ${part.lengthOf}. Name a field of the same frame`);
		}
		if ('lengthFrom' in part && (part.lengthFrom > part.lengthTo || part.lengthTo >= (template?.length ?? 0))) {
			tell([...path, 'lengthTo'], 'The counted parts must be parts of this frame, the first before the last. Count from 0');
		}
		if ('checksum' in part && part.from >= index) tell([...path, 'from'], 'A checksum covers parts before itself. Count from 0');
	}
}

/** Rating pad: what is sent, and how an answer is known. */
export const ratingPadProfile = z
	.strictObject({
		schema: z.literal('rating-pad/1'),
		name: z.string(),
		/** Of the fields of `showEmployee`. */
		charset: z.enum(['ascii', 'gbk']).default('gbk'),
		tx: z.strictObject({
			welcome: frameTemplate.optional(),
			askRating: frameTemplate.optional(),
			cancel: frameTemplate.optional(),
			/** May use the fields `name` and `number`. */
			showEmployee: frameTemplate.optional(),
		}),
		rx: z.strictObject({
			header: someBytes,
			/** Where the length byte stands (0 = first byte of the header), and how many bytes of the frame it does not count. */
			length: z.union([
				z.strictObject({ fixed: z.number().int().min(1).max(255) }),
				z.strictObject({ at: z.number().int().min(0).max(63), plus: z.number().int().min(0).max(64) }),
			]),
			/** The last bytes of the frame. */
			checksum: checksumKind,
			/** First byte under the checksum. */
			checksumFrom: z.number().int().min(0).max(63).default(0),
			/** Other fixed bytes of a rating frame: position → value. */
			match: z.array(z.strictObject({ at: z.number().int().min(0).max(63), byte: oneByte })).default([]),
			key: z.number().int().min(0).max(63),
			/** Key byte → 1 very satisfied … 5 very dissatisfied; 0 no answer. */
			ratings: z.array(z.strictObject({ byte: oneByte, rating: z.number().int().min(0).max(5) })).min(1),
		}),
		/** Sent back for each rating frame. */
		ack: hex.optional(),
		/** A pad that repeats its frame until it is acknowledged does so within this: the same frame again is the same press. 0 = it never repeats. */
		repeatMs: z.number().int().min(0).max(5000).default(1000),
		timeoutMs: z.number().int().min(1000).max(300_000).default(30_000),
	})
	.superRefine((profile, context) => {
		const tell: Tell = (path, message) => context.addIssue({ code: 'custom', path, message });
		for (const name of ['welcome', 'askRating', 'cancel'] as const) checkTemplate(profile.tx[name], [], ['tx', name], tell);
		checkTemplate(profile.tx.showEmployee, ['name', 'number'], ['tx', 'showEmployee'], tell);
		const { rx } = profile;
		const end = 'fixed' in rx.length ? rx.length.fixed - checksumSize[rx.checksum] : Number.POSITIVE_INFINITY;
		const outside = 'It must stand inside the frame and before the checksum. Count from 0, the first byte of the header';
		if (rx.key >= end) tell(['rx', 'key'], outside);
		for (const [index, { at }] of rx.match.entries()) if (at >= end) tell(['rx', 'match', index, 'at'], outside);
		if (rx.checksumFrom >= end) tell(['rx', 'checksumFrom'], outside);
		const bytes = rx.ratings.map((one) => Number.parseInt(one.byte, 16));
		for (const [index, byte] of bytes.entries()) {
			if (bytes.indexOf(byte) < index) tell(['rx', 'ratings', index, 'byte'], 'This key has a rating above already. Keep one of the two');
		}
	});
export type RatingPadProfile = z.infer<typeof ratingPadProfile>;

/** A display that takes one frame for each text. Fields: `text`, `window`, `number`. */
export const ledProfile = z
	.strictObject({
		schema: z.literal('led-profile/1'),
		name: z.string(),
		charset: z.enum(['ascii', 'gbk']),
		show: frameTemplate,
		clear: frameTemplate.optional(),
		/** What comes back when it was taken; absent = nothing does. */
		answer: someBytes.optional(),
		timeoutMs: z.number().int().min(100).max(10_000).default(1500),
	})
	.superRefine((profile, context) => {
		const tell: Tell = (path, message) => context.addIssue({ code: 'custom', path, message });
		checkTemplate(profile.show, ['text', 'window', 'number'], ['show'], tell);
		checkTemplate(profile.clear, [], ['clear'], tell);
	});
export type LedProfile = z.infer<typeof ledProfile>;

/** Every profile a hall's devices name, by kind and file name. */
export const deviceProfiles = z.object({
	ratingPads: z.record(z.string(), ratingPadProfile),
	displays: z.record(z.string(), ledProfile),
});
export type DeviceProfiles = z.infer<typeof deviceProfiles>;
