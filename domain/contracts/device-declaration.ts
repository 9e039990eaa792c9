/** What is plugged in where: one entry of `devices.yaml`. */
import { z } from 'zod';

/** Chooses a port by what is plugged in, so that another socket or another order of starting does not matter. Hexadecimal, as the system lists them. */
export const usbIdentity = z.object({
	vendorId: z.string().regex(/^[0-9a-fA-F]{4}$/),
	productId: z.string().regex(/^[0-9a-fA-F]{4}$/),
	/** Needed only when two of the same model are plugged in. */
	serialNumber: z.string().min(1).optional(),
});
export type UsbIdentity = z.infer<typeof usbIdentity>;
/** How bytes travel on a serial line. */
export const wireSettings = z.object({
	/** `/dev/ttyUSB0`, `/dev/serial/by-id/…`, `COM3`. Either this or `usb`. */
	path: z.string().min(1).optional(),
	usb: usbIdentity.optional(),
	baud: z.number().int().default(115_200),
	dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
	parity: z.enum(['none', 'even', 'odd']).default('none'),
	stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
	flow: z.enum(['none', 'rts-cts', 'xon-xoff']).default('none'),
	/** The adapter sends back what the host sent (two-wire RS-485). */
	echo: z.boolean().default(false),
	/** Further speeds tried in this order while the device is silent; the one that answers is kept. */
	speeds: z.array(z.number().int().min(300)).max(8).default([]),
	/** Milliseconds between two frames on the line; `null` = what the protocol asks. */
	gapMs: z.number().int().min(0).max(5000).nullable().default(null),
});
export const deviceTransport = z.discriminatedUnion('kind', [
	/** Displays declared on the same path share the line under one owner, whatever their number. */
	z
		.object({ kind: z.literal('serial') })
		.extend(wireSettings.shape)
		.refine((wire) => (wire.path === undefined) !== (wire.usb === undefined), {
			message: 'give either path or usb, and not both',
			path: ['path'],
		}),
	z.object({ kind: z.literal('tcp'), host: z.string().min(1), port: z.number().int().min(1).max(65_535).default(9100) }),
	/** USB printer class under Linux: `/dev/usb/lp0`. */
	z.object({ kind: z.literal('device-file'), path: z.string().min(1) }),
	/** The shipped simulator of this device, over a real byte pipe inside the desk. For demo and training. `line`: displays that share one. */
	z.object({ kind: z.literal('simulated'), line: z.string().min(1).optional() }),
]);
export type DeviceTransport = z.infer<typeof deviceTransport>;

const everyDevice = { id: z.string().min(1).max(40), station: z.string(), transport: deviceTransport };
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Bits a second of a device nobody has set otherwise, and what else it may have been set to (protocols.md 2.1, 4.1, 4.2, 5, 6, 7). */
export function usualSpeed(kind: unknown, protocol: unknown): { baud: number; speeds: number[] } {
	if (kind === 'id-reader' || kind === 'printer') return { baud: 115_200, speeds: [] };
	// Cards leave the maker with either, and only trying tells.
	if (kind === 'led' && protocol === 'onbon') return { baud: 57_600, speeds: [9600] };
	return { baud: 9600, speeds: [] };
}

/** A serial line that says no speed has the one its device usually has. */
function withUsualSpeed(entry: unknown): unknown {
	if (typeof entry !== 'object' || entry === null || !('transport' in entry)) return entry;
	const { transport } = entry;
	if (typeof transport !== 'object' || transport === null || !('kind' in transport) || transport.kind !== 'serial' || 'baud' in transport)
		return entry;
	const usual = usualSpeed('kind' in entry ? entry.kind : null, 'protocol' in entry ? entry.protocol : null);
	return { ...entry, transport: { ...usual, ...transport } };
}

/** One entry of `devices.yaml`, checked by `config/`, given to the desk. */
const anyDeclaration = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('id-reader'),
		...everyDevice,
		protocol: z.literal('sdt').default('sdt'),
		pollMs: z.number().int().min(200).default(300),
		sameCardMs: z.number().int().default(3000),
		readNewAddress: z.boolean().default(false),
		/** Hand the photo on as it came (1024 bytes, undecoded). */
		photo: z.boolean().default(false),
	}),
	z.object({
		kind: z.literal('printer'),
		...everyDevice,
		protocol: z.literal('escpos').default('escpos'),
		paperMm: z.union([z.literal(58), z.literal(80)]).default(80),
		/** Characters the printer's own font holds; others are drawn as pictures or replaced, see `rareCharacters`. */
		charset: z.enum(['gb18030', 'gbk', 'gb2312']).default('gb18030'),
		/** `raster`: a character outside `charset` is sent as a picture of 24 × 24 dots; `replace`: □ stands for it, and it is counted. */
		rareCharacters: z.enum(['raster', 'replace']).default('raster'),
		qr: z.enum(['command', 'raster']).default('command'),
		confirm: z.boolean().default(true),
		cut: z.enum(['feed-partial', 'feed-full', 'old-full', 'old-partial', 'none']).default('feed-partial'),
		/** `quad`: models whose size command leaves Chinese small. */
		chineseSize: z.enum(['size', 'quad']).default('size'),
		/** `realtime` 10 04; `buffered` only 1D 72; `automatic` 1D 61 beside 10 04; `none` a one-way cable. */
		status: z.enum(['realtime', 'automatic', 'buffered', 'none']).default('realtime'),
	}),
	z.object({
		kind: z.literal('led'),
		...everyDevice,
		protocol: z.enum(['onbon', 'alpha', 'profile']),
		/** Name of a file of `config/devices/led`, with protocol `profile`. */
		profile: z.string().optional(),
		address: z.number().int().min(0).max(65_535).default(1),
		widthDots: z.number().int().min(8).default(128),
		heightDots: z.number().int().min(8).default(32),
		/** `latin`: digits and Latin letters alone, so it is given figures instead of words. Absent = `latin` for Alpha and for panels whose profile is ASCII. */
		letters: z.enum(['all', 'latin']).optional(),
		/** Alpha: how a written text is proved. */
		verify: z.enum(['none', 'read', 'ack']).default('none'),
		/** Alpha: what kind of sign is meant; `Z` = any. */
		signType: z.string().length(1).default('Z'),
		/** From each time of day on, how bright: 0 off … 16 full. In the hall's zone. */
		dimming: z
			.array(z.object({ from: timeOfDay, level: z.number().int().min(0).max(16) }))
			.max(8)
			.default([]),
	}),
	z.object({
		kind: z.literal('rating-pad'),
		...everyDevice,
		protocol: z.literal('profile').default('profile'),
		/** Name of a file of `config/devices/rating-pads`. */
		profile: z.string(),
	}),
	z.object({
		kind: z.literal('scanner'),
		...everyDevice,
		protocol: z.enum(['plain', 'honeywell', 'newland', 'newland-short', 'zebra-ssi', 'gm65']).default('plain'),
		/** As hexadecimal bytes; empty = none. */
		prefix: z
			.string()
			.regex(/^([0-9a-fA-F]{2})*$/)
			.default(''),
		suffix: z
			.string()
			.regex(/^([0-9a-fA-F]{2})*$/)
			.default('0D'),
		/** Without a suffix this pause ends a code. */
		pauseMs: z.number().int().min(10).max(1000).default(50),
		encoding: z.enum(['auto', 'utf-8', 'gb18030']).default('auto'),
		sameCodeMs: z.number().int().min(0).default(1500),
		/** A byte 00 and 50 ms before each command, for modules that sleep. */
		wake: z.boolean().default(false),
	}),
	z.object({
		kind: z.literal('voice'),
		...everyDevice,
		protocol: z.enum(['syn6288', 'xfs5152']),
		encoding: z.enum(['gb2312', 'gbk', 'unicode']).default('gbk'),
		/** Control tags put before each text, such as `[v8][t3]`; letters and ranges differ between chips. */
		tags: z.string().max(60).default(''),
		/** Longest wait for the end of one announcement. */
		longestMs: z.number().int().min(1000).max(60_000).default(30_000),
		/** Only the sending wire is connected: nothing is awaited, and written is all that can be said of an announcement. */
		oneWay: z.boolean().default(false),
	}),
]);
export const deviceDeclaration = z.preprocess(withUsualSpeed, anyDeclaration);
export type DeviceDeclaration = z.infer<typeof deviceDeclaration>;
export type DeviceDeclarationOf<Kind extends DeviceDeclaration['kind']> = Extract<DeviceDeclaration, { kind: Kind }>;
/** As given to `openSerial`. */
export type WireSettings = z.infer<typeof wireSettings>;
