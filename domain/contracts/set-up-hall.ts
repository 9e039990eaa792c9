/**
 * What a machine that is being set up asks of the platform beside its enrolment (decision 0030): which seats its one-time code opens, proved by the code
 * as the enrolment is and using nothing up; and, once enrolled, the files of the hall.
 */
import { z } from 'zod';
import { enrolledSeats, fingerprint, nonce, proof } from './enrolment.ts';
import { hallCode, instant, stationId, stationRole, words } from './identity.ts';
import { ticketKeyId, ticketSignature } from './ticket-keys.ts';

/** `POST /api/enrolment/seats`, station → platform. */
export const seatsAsked = z.object({ hall: hallCode, nonce, authority: fingerprint.nullable(), proof });
export type SeatsAsked = z.infer<typeof seatsAsked>;

/** What the station proves with the code. */
export function seatsAskedText({ hall, nonce: of, authority }: Omit<SeatsAsked, 'proof'>): string {
	return JSON.stringify(['tidehall/enrolment-seats/1', hall, of, authority ?? '']);
}

/** A seat of the hall as a technician chooses it. */
export const offeredSeat = z.object({
	station: stationId,
	role: stationRole,
	name: words.nullable(),
	/** The code opens it. */
	open: z.boolean(),
	/** A machine is enrolled for it; a new one ends that. */
	taken: z.boolean(),
});
export type OfferedSeat = z.infer<typeof offeredSeat>;

const told = z.object({
	name: words,
	seats: z.array(offeredSeat).max(500),
	/** The platform's clock. */
	now: instant,
});
/** Keyed with the code: what is told is the hall's. */
export const seatsAnswer = told.extend({ proof });
export type SeatsAnswer = z.infer<typeof seatsAnswer>;

export function seatsAnswerText(asked: Omit<SeatsAsked, 'proof'>, { name, seats, now }: z.infer<typeof told>): string {
	const said = seats.map(({ station, role, name: of, open, taken }) => [station, role, of?.zh ?? '', of?.en ?? '', open, taken]);
	return JSON.stringify([seatsAskedText(asked), name.zh, name.en, said, now]);
}

/** `POST /api/hall-files`, enrolled machine → platform: signed by its key, and worth something for five minutes of the platform's clock. */
export const hallFilesAsked = z.object({
	hall: hallCode,
	stations: enrolledSeats,
	keyId: ticketKeyId,
	at: instant,
	signature: ticketSignature,
});
export type HallFilesAsked = z.infer<typeof hallFilesAsked>;
export const hallFilesAskedLastsMs = 5 * 60_000;

/** Nothing else that a machine signs begins so. */
export function hallFilesText({ hall, stations, keyId, at }: Omit<HallFilesAsked, 'signature'>): string {
	return `THF1:${JSON.stringify([hall, [...stations].sort(), keyId, at])}`;
}

/** Names with `/`, below the folder of the hall file; nothing that leads out of it. */
const path = z
	.string()
	.max(120)
	.regex(/^(?:[a-z0-9][a-z0-9._-]*\/){0,4}[a-z0-9][a-z0-9._-]*$/i)
	.refine((text) => !text.split('/').includes('..'));
export const hallFile = z.object({ path, text: z.string().max(2_000_000) });
export const hallFilesAnswer = z.object({ files: z.array(hallFile).min(1).max(400) });
export type HallFile = z.infer<typeof hallFile>;

/** `not-enrolled`: no key of these seats signed it, or too long ago. `files-elsewhere`: the platform cannot tell them all. */
export const hallFilesProblems = ['malformed', 'not-enrolled', 'files-elsewhere', 'busy'] as const;
export type HallFilesProblem = (typeof hallFilesProblems)[number];
