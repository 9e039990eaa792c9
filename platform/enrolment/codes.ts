/**
 * One-time codes. Of a code only what scrypt made of it is held, in memory: a restart ends them, and a manager makes another one. Codes made at the
 * platform's own machine, before there is any manager's station, lie in its data folder instead (`make-code.ts`).
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { codeLastsMs, type EnrolmentUp, enrolledSeats, enrolmentText, type WaitingCode } from '../../domain/contracts/enrolment.ts';
import { instant, staffId } from '../../domain/contracts/identity.ts';
import { type SeatsAsked, seatsAskedText } from '../../domain/contracts/set-up-hall.ts';
import { enrolmentProof, keyOfCode, newEnrolmentCode, sameProof } from '../../trust/enrolment-proof.ts';

const codesFolder = 'enrolment-codes';
const codesMost = 40;

interface Held extends WaitingCode {
	key: Buffer;
	/** The key of the machine that used it: that one may ask again when it did not hear the answer. */
	usedBy: string | null;
}
const inFile = z.object({ stations: enrolledSeats, until: instant, key: z.string().regex(/^[0-9a-f]{64}$/), by: staffId.nullable() });

export class EnrolmentCodes {
	readonly #hall: string;
	/** Data folder of the platform; `null` = there is none. */
	readonly #folder: string | null;
	#held: Held[] = [];

	constructor(hall: string, folder: string | null) {
		this.#hall = hall;
		this.#folder = folder;
	}

	/** `null` = too many wait already. An earlier one for a seat of this one is void. */
	async make(stations: readonly string[], by: string | null, now: number): Promise<(WaitingCode & { code: string }) | null> {
		const code = newEnrolmentCode();
		const key = await keyOfCode(code, this.#hall);
		this.#forget(now);
		this.#held = this.#held.filter((each) => !each.stations.some((one) => stations.includes(one)));
		if (this.#held.length >= codesMost) return null;
		const made = { id: randomBytes(8).toString('hex'), stations: [...stations].sort(), by, until: now + codeLastsMs };
		this.#held.push({ ...made, key, usedBy: null });
		return { ...made, code };
	}

	waiting(now: number): WaitingCode[] {
		this.#take(now);
		return this.#held.filter(({ usedBy }) => usedBy === null).map(({ id, stations, by, until }) => ({ id, stations, by, until }));
	}

	withdraw(id: string, now: number): boolean {
		const before = this.waiting(now).length;
		this.#held = this.#held.filter((each) => each.id !== id);
		return this.waiting(now).length < before;
	}

	/** The code that a machine to be set up was given, by its proof; it stays good. `null` = of none that waits. */
	find(asked: SeatsAsked, now: number): { stations: readonly string[]; key: Buffer } | null {
		this.#take(now);
		const text = seatsAskedText(asked);
		return this.#held.find(({ key, usedBy }) => usedBy === null && sameProof(enrolmentProof(key, 'station', text), asked.proof)) ?? null;
	}

	/** The code whose proof this is; `null` = of none that may be used. It is used then, for whichever of its seats are asked for. */
	use(asked: EnrolmentUp, now: number): { by: string | null; key: Buffer } | null {
		this.#take(now);
		for (const each of this.#held) {
			if (asked.stations.some((one) => !each.stations.includes(one)) || (each.usedBy !== null && each.usedBy !== asked.key.keyId)) continue;
			if (!sameProof(enrolmentProof(each.key, 'station', enrolmentText(asked)), asked.proof)) continue;
			each.usedBy = asked.key.keyId;
			return { by: each.by, key: each.key };
		}
		return null;
	}

	#forget(now: number): void {
		this.#held = this.#held.filter(({ until }) => until > now && until <= now + codeLastsMs);
	}

	/** Brings in what was made at this machine; a file is read once. */
	#take(now: number): void {
		this.#forget(now);
		if (this.#folder === null) return;
		const folder = join(this.#folder, codesFolder);
		let names: string[];
		try {
			names = readdirSync(folder).filter((name) => name.endsWith('.json'));
		} catch {
			return;
		}
		for (const name of names) {
			try {
				const { key, ...rest } = inFile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
				this.#held.push({
					...rest,
					stations: rest.stations.sort(),
					id: randomBytes(8).toString('hex'),
					key: Buffer.from(key, 'hex'),
					usedBy: null,
				});
			} catch {
				// No code: it is gone all the same.
			}
			rmSync(join(folder, name), { force: true });
		}
		this.#forget(now);
	}
}

/** Leaves a code for the running platform of this data folder. */
export async function leaveCode(folder: string, hall: string, stations: readonly string[], now: number): Promise<string> {
	const code = newEnrolmentCode();
	const key = (await keyOfCode(code, hall)).toString('hex');
	const place = join(folder, codesFolder);
	mkdirSync(place, { recursive: true, mode: 0o700 });
	const kept: z.infer<typeof inFile> = { stations: [...stations], until: now + codeLastsMs, key, by: null };
	writeFileSync(join(place, `${randomBytes(8).toString('hex')}.json`), JSON.stringify(kept), { mode: 0o600, flush: true });
	return code;
}
