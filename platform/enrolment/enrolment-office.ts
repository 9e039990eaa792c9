/** Enrolment at one platform: codes, who used one, and whether a machine that says hello may sit where it wants. */
import { createPublicKey, randomBytes, verify } from 'node:crypto';
import {
	type EnrolmentAnswer,
	type EnrolmentProblem,
	enrolmentText,
	enrolmentUp,
	keyProofText,
	type WaitingCode,
} from '../../domain/contracts/enrolment.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import {
	type HallFilesAsked,
	hallFilesAskedLastsMs,
	hallFilesText,
	type SeatsAnswer,
	seatsAnswerText,
	seatsAsked,
} from '../../domain/contracts/set-up-hall.ts';
import type { MachineKey, StationKey } from '../../domain/contracts/ticket-keys.ts';
import type { Hello } from '../../domain/contracts/wire.ts';
import { enrolmentProof } from '../../trust/enrolment-proof.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { StationKeys } from '../people/station-keys.ts';
import { EnrolmentCodes } from './codes.ts';
import type { Enrolments } from './enrolments.ts';
import { WrongTries } from './wrong-tries.ts';

export interface OfficeParts {
	plan: HallPlan;
	clock: Clock;
	log: Log;
	metrics: Metrics;
	keys: StationKeys;
	enrolments: Enrolments;
	/** SHA-256 of the hall's authority; `null` = this platform listens in the clear. */
	authority: string | null;
	/** Data folder; `null` = none. */
	folder: string | null;
	/** A platform that does not decide writes nothing. */
	decides(): boolean;
	/** For the audit: a machine was enrolled with a code of this manager. */
	said(by: string | null, station: string): unknown;
}

/** What a hello is answered with where machines must be enrolled; `null` = it may sit down. */
export type Door = { code: 'not-enrolled'; station: string } | { code: 'prove-key'; challenge: string } | null;

export class EnrolmentOffice {
	readonly enrolments: Enrolments;
	readonly codes: EnrolmentCodes;
	readonly #parts: OfficeParts;
	readonly #tries = new WrongTries();

	constructor(parts: OfficeParts) {
		this.#parts = parts;
		this.enrolments = parts.enrolments;
		this.codes = new EnrolmentCodes(parts.plan.code, parts.folder);
	}

	/** SHA-256 of the hall's authority. */
	get authority(): string | null {
		return this.#parts.authority;
	}

	/** Has the hall such a seat? */
	knows(station: string): boolean {
		return this.#parts.plan.stations.some(({ id }) => id === station);
	}

	get required(): boolean {
		return this.#parts.plan.enrolment === 'required';
	}

	/** Seats of a hello that only an enrolled machine may have. */
	#closedSeats({ seats }: Pick<Hello, 'seats'>): string[] {
		const open = new Set(this.#parts.plan.stations.filter(({ browser }) => browser === true).map(({ id }) => id));
		return this.required ? seats.map(({ station }) => station).filter((station) => !open.has(station)) : [];
	}

	/** `challenge`: what this link was asked to sign before; used once. */
	mayEnter(said: Pick<Hello, 'seats' | 'key' | 'keyProof'>, challenge: string | null, now: number): Door {
		const closed = this.#closedSeats(said);
		const [first] = closed;
		if (first === undefined) return null;
		const { key, keyProof } = said;
		const missing = closed.find((station) => !key || !this.enrolments.inForce(station, key.keyId, now));
		if (!key || missing !== undefined) return { code: 'not-enrolled', station: missing ?? first };
		if (!keyProof) return { code: 'prove-key', challenge: randomBytes(24).toString('base64url') };
		// The key that was enrolled, not the one that is said.
		const publicKey = this.enrolments.publicKeyOf(first, key.keyId);
		const text = keyProofText(this.#parts.plan.code, key.keyId, keyProof.challenge);
		const proved = challenge === keyProof.challenge && publicKey === key.publicKey && signed(publicKey, text, keyProof.signature);
		return proved ? null : { code: 'not-enrolled', station: first };
	}

	/** Of a hello that may enter: whether its key counts, because it was proved or because this hall asks for no proof. */
	proves(said: Pick<Hello, 'seats'>): boolean {
		return !this.required || this.#closedSeats(said).length > 0;
	}

	/** A machine that was let in is seen: its enrolment lasts on. Never rejects; what is not written is written the next time. */
	async seen(stations: readonly string[], keyId: string): Promise<void> {
		const { clock, log, decides } = this.#parts;
		if (!decides()) return;
		for (const station of stations)
			await this.enrolments.seen(station, keyId, clock.now()).catch(() => log.warn('enrolment-not-renewed', { station }));
	}

	/** The keys of the hall as programs on the way may count them: one whose enrolment ended signs no request any more. */
	heard(keys: readonly StationKey[], now: number): StationKey[] {
		if (!this.required) return [...keys];
		return keys.map((key) => (this.enrolments.inForce(key.station, key.keyId, now) ? key : { ...key, revoked: true }));
	}

	async make(stations: readonly string[], by: string | null): Promise<(WaitingCode & { code: string }) | null> {
		return this.codes.make(stations, by, this.#parts.clock.now());
	}

	/** Which seats a code opens, for a machine that is being set up; nothing is used up by asking. `address`: of whoever asks. */
	seats(raw: unknown, address: string): ({ ok: true } & SeatsAnswer) | { ok: false; code: EnrolmentProblem } {
		const { plan, clock, authority, decides } = this.#parts;
		const now = clock.now();
		if (this.#tries.locked(address, now)) return { ok: false, code: 'locked' };
		const read = seatsAsked.safeParse(raw);
		if (!read.success) return { ok: false, code: 'malformed' };
		if (!decides()) return { ok: false, code: 'standby' };
		if (read.data.hall !== plan.code) return { ok: false, code: 'other-hall' };
		const found = read.data.authority === authority ? this.codes.find(read.data, now) : null;
		if (!found) return { ok: false, code: this.#wrongCode(address, 1, now) };
		this.#tries.right(address);
		const taken = new Set(this.enrolments.all().flatMap(({ station, ended, until }) => (ended === null && until > now ? [station] : [])));
		const seats = plan.stations.map(({ id, role, name, window }) => ({
			...{ station: id, role, name: name ?? plan.windows.find((one) => one.id === window)?.name ?? null },
			...{ open: found.stations.includes(id), taken: taken.has(id) },
		}));
		const told = { name: plan.name, seats, now };
		return { ok: true, ...told, proof: enrolmentProof(found.key, 'platform', seatsAnswerText(read.data, told)) };
	}

	/** Whether a machine enrolled for these seats signed this, just now. */
	mayHaveFiles({ hall, stations, keyId, at, signature }: HallFilesAsked): boolean {
		const { plan, clock } = this.#parts;
		const now = clock.now();
		if (hall !== plan.code || Math.abs(now - at) > hallFilesAskedLastsMs) return false;
		const text = hallFilesText({ hall, stations, keyId, at });
		return stations.every((station) => {
			const publicKey = this.enrolments.publicKeyOf(station, keyId);
			return publicKey !== null && this.enrolments.inForce(station, keyId, now) && signed(publicKey, text, signature);
		});
	}

	#wrongCode(address: string, count: number, now: number): 'wrong-code' {
		const { metrics, log } = this.#parts;
		const locked = this.#tries.wrong(address, now);
		metrics.alarms.inc({ kind: locked ? 'enrolment-locked' : 'enrolment-wrong-code' });
		log.warn(locked ? 'enrolment-locked' : 'enrolment-wrong-code', { count });
		return 'wrong-code';
	}

	/** `address`: of whoever asks. Rejects with a `StoreFailure`. */
	async enrol(raw: unknown, address: string): Promise<({ ok: true } & EnrolmentAnswer) | { ok: false; code: EnrolmentProblem }> {
		const { plan, clock, log, keys, authority, decides, said } = this.#parts;
		const now = clock.now();
		if (this.#tries.locked(address, now)) return { ok: false, code: 'locked' };
		const read = enrolmentUp.safeParse(raw);
		if (!read.success) return { ok: false, code: 'malformed' };
		const asked = read.data;
		if (!decides()) return { ok: false, code: 'standby' };
		if (asked.hall !== plan.code) return { ok: false, code: 'other-hall' };
		if (asked.stations.some((station) => !this.knows(station))) return { ok: false, code: 'unknown-station' };
		// Whoever stands in between shows another authority: the proof over the true one is another, so this is a wrong code like any other.
		const used =
			asked.authority === authority && signed(asked.key.publicKey, enrolmentText(asked), asked.signature)
				? this.codes.use(asked, now)
				: null;
		if (!used) return { ok: false, code: this.#wrongCode(address, asked.stations.length, now) };
		this.#tries.right(address);
		const problem = await this.#take(asked.stations, asked.key, used.by, now);
		if (problem) return { ok: false, code: problem };
		for (const station of asked.stations) {
			log.warn('station-enrolled', { station });
			said(used.by, station);
		}
		keys.changed();
		return { ok: true, authority, proof: enrolmentProof(used.key, 'platform', enrolmentText(asked)) };
	}

	async #take(stations: readonly string[], key: MachineKey, by: string | null, now: number): Promise<EnrolmentProblem | null> {
		const { keys } = this.#parts;
		for (const station of stations) {
			const heard = keys.hear(station, key);
			if (heard === 'false-id' || heard === 'too-many') return 'malformed';
			// What a manager took back does not come again with a code for the seat.
			if (heard === 'revoked') return 'revoked-key';
			await keys.keep(station, key, now);
		}
		await this.enrolments.enrol(stations, key, by, now);
		return null;
	}
}

/** The 12 bytes that make 32 bare ones a public key (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

function signed(publicKey: string, text: string, signature: string): boolean {
	try {
		const key = createPublicKey({ key: Buffer.concat([spkiHead, Buffer.from(publicKey, 'base64url')]), format: 'der', type: 'spki' });
		return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
	} catch {
		return false;
	}
}
