/** The first start of a station: what its one page asks of the machine, and what it is told. No code is kept, and nothing of a person is in it. */
import { z } from 'zod';
import { deviceReport, deviceTestResult } from './device.ts';
import { hallCode, stationId, words } from './identity.ts';
import { offeredSeat } from './set-up-hall.ts';

export const setUpLanguages = ['zh-CN', 'en'] as const;

export const setUpRequest = z.discriminatedUnion('do', [
	z.object({ do: z.literal('look') }),
	/** As typed: `10.0.0.5:7300`, `https://hall:7300`. */
	z.object({ do: z.literal('reach'), platform: z.string().max(200) }),
	/** The one-time code, as typed. It leaves the machine in no form (decision 0026). */
	z.object({ do: z.literal('open'), code: z.string().max(40) }),
	z.object({ do: z.literal('enrol'), stations: z.array(stationId).min(1).max(64), language: z.enum(setUpLanguages) }),
	/** Once more, where the machine is enrolled and has no hall yet. */
	z.object({ do: z.literal('fetch') }),
	z.object({ do: z.literal('test'), device: z.string().max(40), test: z.string().max(40) }),
	z.object({ do: z.literal('start') }),
]);
export type SetUpRequest = z.infer<typeof setUpRequest>;

export const setUpState = z.object({
	/** Version of the app. */
	version: z.string(),
	/** Origin of the platform: as the settings name it, or as it was reached. */
	platform: z.string().nullable(),
	/** Proved by the code. */
	hall: z.object({ code: hallCode, name: words }).nullable(),
	/** SHA-256 of the hall's authority, 64 digits; `null` = not known yet. */
	authority: z.string().nullable(),
	/** Platform's clock minus this machine's, ms. */
	aheadMs: z.number().nullable(),
	/** Every seat of the hall, once a code was good. */
	seats: z.array(offeredSeat).nullable(),
	/** Seats of this machine, once it is enrolled. */
	enrolled: z.array(stationId).nullable(),
	/** Devices of its seats, once the hall's files are here. */
	devices: z.array(deviceReport).nullable(),
	/** It was set up before, and a technician asked for this. */
	again: z.boolean(),
});
export type SetUpState = z.infer<typeof setUpState>;

/** Each is worded in `config/wording/<language>/set-up.yaml`, with what to do. */
export const setUpRefusals = [
	'bad-address',
	'unreachable',
	'not-a-platform',
	'no-code',
	'wrong-code',
	'locked',
	'not-the-hall',
	'other-hall',
	'standby',
	'unknown-station',
	'revoked-key',
	'busy',
	'malformed',
	'clock-wrong',
	'not-kept',
	'not-enrolled',
	'files-elsewhere',
	'hall-not-loaded',
	'owes-reports',
	'too-early',
	'no-device',
	'no-test',
	'desk-stopped',
	'too-slow',
] as const;
export type SetUpRefusal = (typeof setUpRefusals)[number];

export const setUpAnswer = z.discriminatedUnion('do', [
	z.object({ do: z.literal('state'), state: setUpState }),
	z.object({ do: z.literal('test'), result: deviceTestResult }),
	z.object({ do: z.literal('refused'), code: z.enum(setUpRefusals) }),
]);
export type SetUpAnswer = z.infer<typeof setUpAnswer>;

/** What the page has, and nothing else of the machine. */
export interface SetUpBridge {
	/** Wording of this program: language → file → keys. */
	wording(): Promise<Record<string, Record<string, Record<string, unknown>>>>;
	/** Rejects only when the machine itself is gone. */
	ask(request: SetUpRequest): Promise<SetUpAnswer>;
}
declare global {
	interface Window {
		tidehallSetUp?: SetUpBridge;
	}
}
