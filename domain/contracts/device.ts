/**
 * What the device desk and the rest of the station say to each other. Bytes stay below this line.
 * States, proofs and outcomes: design.md rule D1 (never claim more than can be proved).
 */
import { z } from 'zod';
import { deviceState } from './commands.ts';
import { instant } from './identity.ts';

export const deviceKinds = ['id-reader', 'printer', 'led', 'voice', 'scanner', 'rating-pad'] as const;
export const deviceKind = z.enum(deviceKinds);

/** Every code of a health or of a print result; each is worded in `config/wording/<language>/devices.yaml`, or no hall starts. */
export const deviceCodes = [
	...[
		'ok',
		'connecting',
		'opening',
		'cannot-open',
		'port-missing',
		'port-ambiguous',
		'port-lost',
		'no-answer',
		'protocol-error',
		'busy',
		'one-way',
		'not-supported',
	],
	...['device-fault', 'self-test-failed', 'not-authorised'],
	...['paper-end', 'near-end', 'cover-open', 'cutter', 'printer-fault', 'too-hot', 'offline'],
	...['waiting-for-recovery', 'characters-replaced', 'status-limited'],
	...['no-printer', 'no-ticket-words', 'no-layout', 'already-done', 'not-confirmed'],
	...[
		'display-fault',
		'unknown-command',
		'memory',
		'crc',
		'no-font',
		'characters-not-shown',
		'switched-off',
		'text-not-taken',
		'wire-settings',
	],
	...['no-audio', 'audio-blocked', 'voice-failed', 'voice-too-slow'],
	...['listening', 'no-suffix', 'refused', 'not-understood', 'restarted'],
	...['desk-stopped', 'desk-answer-malformed', 'driver-fault', 'device-stopped', 'too-slow', 'no-device', 'no-profile', 'bench-refused'],
] as const;

/** Reported once for a device that was taken out of the list: the day forgets it. Never shown. */
export const notDeclared = 'not-declared';

export const deviceHealth = z.object({
	device: z.string(),
	kind: deviceKind,
	state: deviceState,
	/** Short stable word such as `ok`, `paper-end`, `port-lost`; worded in `config/wording/<language>/devices.yaml`. */
	code: z.string(),
	since: instant,
});
export type DeviceHealth = z.infer<typeof deviceHealth>;

/** A card as read. Key names are those of the golden vectors. Personal data: memory only, never logged. */
export const idCard = z.object({
	kind: z.enum(['resident', 'hmtPermit', 'foreigner2017', 'foreigner2023', 'unknown']),
	name: z.string(),
	sexCode: z.string(),
	sex: z.string(),
	nationCode: z.string().optional(),
	nation: z.string().optional(),
	birthDate: z.string(),
	address: z.string().optional(),
	newAddress: z.string().optional(),
	idNumber: z.string(),
	authority: z.string().optional(),
	validFrom: z.string(),
	/** `YYYYMMDD`, or `长期`. */
	validTo: z.string(),
	/** Foreign card of 2023: number of the holder's card of 2017, rebuilt from the link. */
	previousNumber: z.string().optional(),
	/** 1024 bytes in base64 as they stand on the card, not decoded; only where the declaration asks for it. */
	photo: z.string().optional(),
	/** What is wrong with it although it was read in whole: `number-check`, `birth-date`, `not-yet-valid`, `expired`, `unreadable-field:<name>`, `unknown-card-type`. */
	warnings: z.array(z.string()),
});
export type IdCard = z.infer<typeof idCard>;

export const cardEvent = z.discriminatedUnion('type', [
	z.object({ type: z.literal('card-found'), device: z.string() }),
	z.object({ type: z.literal('card-read'), device: z.string(), card: idCard, readAt: instant }),
	z.object({ type: z.literal('card-removed'), device: z.string() }),
	z.object({
		type: z.literal('card-failed'),
		device: z.string(),
		code: z.enum(['read-error', 'not-genuine', 'not-an-id-card', 'card-removed', 'protocol-error', 'device-fault']),
	}),
]);
export type CardEvent = z.infer<typeof cardEvent>;

/** A code as the scanner gave it: text only, without prefix and suffix. May be anything a person holds up: never logged. */
export const codeEvent = z.object({ type: z.literal('code-scanned'), device: z.string(), text: z.string().max(4096), readAt: instant });
export type CodeEvent = z.infer<typeof codeEvent>;

/** What one driver says of itself; the desk adds port, speed, traffic and health to make a `deviceReport`. No personal data. */
export const driverReport = z.object({
	/** Bytes that belonged to no frame, and frames that answered nothing. */
	discarded: z.number().int().min(0),
	/** Exchanges that were answered, and those that were not. */
	answered: z.number().int().min(0),
	failed: z.number().int().min(0),
	/** Short stable names: `sam-id`, `paper`, `screen`, `replaced-characters` …; worded in `config/wording/<language>/technician.yaml` under `facts`. */
	facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type DriverReport = z.infer<typeof driverReport>;

/** One line of the technician's table. */
export const deviceReport = driverReport.extend({
	device: z.string(),
	kind: deviceKind,
	protocol: z.string(),
	station: z.string(),
	/** `/dev/ttyUSB0`, `COM3`, `usb 1a86:7523`, `192.168.1.9:9100`, `simulated`; several devices may share one. */
	port: z.string(),
	/** Bits a second in use now; `null` where there is no speed. */
	baud: z.number().int().nullable(),
	health: deviceHealth,
	openedAt: instant.nullable(),
	lastHeardAt: instant.nullable(),
	bytesIn: z.number().int().min(0),
	bytesOut: z.number().int().min(0),
	/** Names of the tests this device has, for `test`; worded under `tests`. */
	tests: z.array(z.string()),
});
export type DeviceReport = z.infer<typeof deviceReport>;

/** A port of this machine, whether declared or not. Listing them writes to none. */
export const portReport = z.object({
	path: z.string(),
	/** Same port under a name that stays, where the system has one (`/dev/serial/by-id/…`). */
	stablePath: z.string().nullable(),
	vendorId: z.string().nullable(),
	productId: z.string().nullable(),
	serialNumber: z.string().nullable(),
	manufacturer: z.string().nullable(),
	/** Devices declared on it. */
	devices: z.array(z.string()),
});
export type PortReport = z.infer<typeof portReport>;

/** `proof` as in D1. `code`: a health or print code. `facts` as in `driverReport`. */
export const deviceTestResult = z.object({
	ok: z.boolean(),
	proof: z.enum(['none', 'written', 'acknowledged', 'done']),
	code: z.string(),
	facts: driverReport.shape.facts,
});
export type DeviceTestResult = z.infer<typeof deviceTestResult>;
