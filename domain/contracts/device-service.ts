/**
 * What a technician asks of a station's devices: at the station behind the service code, or from the manager's screen through the platform.
 * Neither answers nor requests hold personal data (P1).
 */
import { z } from 'zod';
import { deviceReport, deviceTestResult, portReport } from './device.ts';
import { stationId } from './identity.ts';

const device = z.string().max(40);
export const serviceRequest = z.discriminatedUnion('do', [
	z.object({ do: z.literal('inspect') }),
	z.object({ do: z.literal('ports') }),
	z.object({ do: z.literal('test'), device, test: z.string().max(40) }),
	z.object({ do: z.literal('capture'), device, seconds: z.number().int().min(1).max(50) }),
	/** Newest lines of the machine's log. */
	z.object({ do: z.literal('logs'), lines: z.number().int().min(1).max(500) }),
	/** Reads `devices.yaml` anew and applies it. */
	z.object({ do: z.literal('reload') }),
	/** A file on that machine for whoever mends it: devices, captures, settings, log; nobody is in it. */
	z.object({ do: z.literal('bundle') }),
]);
export type ServiceRequest = z.infer<typeof serviceRequest>;

export const logLine = z.object({
	at: z.string(),
	level: z.enum(['info', 'warn', 'error']),
	code: z.string(),
	facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type LogLine = z.infer<typeof logLine>;

export const serviceAnswer = z.discriminatedUnion('do', [
	/** `problems`: what is wrong with the file as it lies on disk now (file, line, what); the devices run by the last good one. */
	z.object({ do: z.literal('inspect'), devices: z.array(deviceReport), problems: z.array(z.string()) }),
	z.object({ do: z.literal('ports'), ports: z.array(portReport) }),
	z.object({ do: z.literal('test'), result: deviceTestResult }),
	z.object({ do: z.literal('capture'), text: z.string() }),
	z.object({ do: z.literal('logs'), lines: z.array(logLine) }),
	z.object({ do: z.literal('reload'), changed: z.array(z.string()), problems: z.array(z.string()) }),
	/** Where it lies on that machine. */
	z.object({ do: z.literal('bundle'), path: z.string().max(400) }),
	/** It could not be done: one of `serviceRefusals`. */
	z.object({ do: z.literal('refused'), code: z.string() }),
]);
export type ServiceAnswer = z.infer<typeof serviceAnswer>;
export type ServiceRefused = Extract<ServiceAnswer, { do: 'refused' }>;

/**
 * Why a request was not done; each is worded in `config/wording/<language>/technician.yaml`. `no-machine`: the seat runs in a browser, or in a
 * version that answers nothing. `too-large`: the answer is longer than `serviceAnswerBytes`. `platform-away`: asked from afar while cut off.
 */
export const serviceRefusals = [
	...['desk-stopped', 'no-device', 'no-test', 'busy', 'malformed'],
	...['disk-low', 'not-written'],
	...['too-slow', 'station-away', 'no-machine', 'not-permitted', 'too-large', 'platform-away'],
] as const;
/** `code`: one of `serviceRefusals`, or a newer one. */
export const serviceRefused = (code: string): ServiceRefused => ({ do: 'refused', code });

/** Manager → platform → station, over socket.io message `device-service`; answered through the acknowledgement with a `serviceAnswer`. */
export const remoteService = z.object({ station: stationId, session: z.string().max(128), request: serviceRequest });
export type RemoteService = z.infer<typeof remoteService>;
/** A station answers a relayed request within this, or the platform answers `too-slow`. */
export const serviceWithinMs = 60_000;
/** Longest answer that is relayed, as JSON in UTF-8: below what one socket message may hold. */
export const serviceAnswerBytes = 400_000;
