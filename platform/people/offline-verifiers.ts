/**
 * Who may sign in at a station while it is cut off. The platform knows no PIN: it makes a verifier when a member signs in and types it, keeps it
 * until the PIN is another, and hands it, sealed, to the machines of the stations where the member works.
 */
import { createHash, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';
import {
	type PinVerifier,
	pinVerifier,
	requestPrefix,
	type VerifierBundle,
	type VerifierRequest,
	type VerifiersAnswer,
	type VerifiersUp,
	verifierBundle,
	verifierRequest,
} from '../../domain/contracts/offline-sign-in.ts';
import { pinMark, statementText } from '../../domain/contracts/sign-in-proof.ts';
import type { StaffRole } from '../../domain/contracts/staff-roles.ts';
import { ticketKeyId } from '../../domain/contracts/ticket-keys.ts';
import { sealLetter } from '../../sealing/letter.ts';
import type { HallStore } from '../storage/contract.ts';
import { type HallKeys, keyIdOf, signedBy } from './hall-keys.ts';
import { worksCutOff } from './may-work-at.ts';
import type { PinLock } from './pin-lock.ts';
import type { StaffMember } from './staff.ts';
import type { StationKeys } from './station-keys.ts';

/** What a hall chose in `offlineSignIn` of its hall file. */
export interface OfflineSignInRules {
	/** How long after its last contact a machine may still sign a member in. */
	hours: number;
	/** A shorter PIN gets no verifier: whoever steals the machine could try all of them. */
	shortestPin: number;
	/** `station`: everyone who works at the station; `machine`: who has signed in on that very machine before. */
	prepare: 'station' | 'machine';
}
export const defaultOfflineRules: OfflineSignInRules = { hours: 72, shortestPin: 6, prepare: 'station' };

/** A fifth of a second on a small PC; ten thousand PINs take a thief half an hour, a million two days. */
const cost = { memory: 65_536, passes: 3, lanes: 1 } as const;
const machinesRemembered = 16;
const kind = 'offline-verifier';
const record = z.object({ pin: pinMark, verifier: pinVerifier, machines: z.array(ticketKeyId) });
type Kept = z.infer<typeof record>;

export interface OfflineParts {
	hall: string;
	staff: readonly StaffMember[];
	rules: OfflineSignInRules;
	/** In which the answer is sealed; absent = `intl`. */
	suite?: CryptoSuite | undefined;
	hallKeys: HallKeys;
	stationKeys: StationKeys;
	lock: PinLock;
	/** Roles of which the hall demands a second step: no machine that is cut off could look at it. */
	secondStep?: readonly StaffRole[] | undefined;
	/** Absent = Argon2id; another one only where the whole hall is simulated and has no threads to wait for. */
	makeVerifier?(pin: string): Promise<PinVerifier>;
}

/** Another mark when the PIN is another; says nothing about either. */
export function pinMarkOf(member: Pick<StaffMember, 'pinHash'>): string {
	return createHash('sha256').update(member.pinHash).digest('base64url').slice(0, 16);
}

export class OfflineVerifiers {
	readonly #store: HallStore;
	readonly #parts: OfflineParts;
	readonly #kept: Map<string, Kept>;
	/** One change after the other: two sign-ins of a member at once must not undo each other. */
	#turn: Promise<unknown> = Promise.resolve();

	private constructor(store: HallStore, parts: OfflineParts, kept: Map<string, Kept>) {
		this.#store = store;
		this.#parts = parts;
		this.#kept = kept;
	}

	/** What was made for members who left, or for a PIN that is no more, is deleted. */
	static async load(store: HallStore, parts: OfflineParts): Promise<OfflineVerifiers> {
		const kept = new Map<string, Kept>();
		for (const { key, value } of await store.records(kind)) {
			const [of, staff = ''] = key.split('/');
			if (of !== parts.hall) continue;
			const read = record.parse(value);
			const member = parts.staff.find(({ id }) => id === staff);
			if (member && parts.rules.hours > 0 && pinMarkOf(member) === read.pin) kept.set(staff, read);
			else await store.deleteRecord(kind, key);
		}
		return new OfflineVerifiers(store, parts, kept);
	}

	/** `member` has just typed this PIN, and it was right. `machine`: the key of the machine it was typed on. Rejects with a `StoreFailure`. */
	signedIn(member: StaffMember, pin: string, machine: string | undefined): Promise<void> {
		const done = this.#turn.then(() => this.#learn(member, pin, machine));
		this.#turn = done.catch(() => {});
		return done;
	}

	async #learn(member: StaffMember, pin: string, machine: string | undefined): Promise<void> {
		const { rules, hall } = this.#parts;
		if (rules.hours === 0 || pin.length < rules.shortestPin) return;
		const mark = pinMarkOf(member);
		const known = this.#kept.get(member.id);
		const same = known?.pin === mark ? known : null;
		const isNew = machine !== undefined && !same?.machines.includes(machine);
		if (same && !isNew) return;
		const machines = [...(machine && isNew ? [machine] : []), ...(same?.machines ?? [])].slice(0, machinesRemembered);
		const value: Kept = { pin: mark, verifier: same?.verifier ?? (await (this.#parts.makeVerifier ?? makeVerifier)(pin)), machines };
		await this.#store.putRecord(kind, `${hall}/${member.id}`, value);
		this.#kept.set(member.id, value);
	}

	/** The account was closed or its PIN taken back: no machine gets it any more. Rejects with a `StoreFailure`. */
	forget(staff: string): Promise<void> {
		const done = this.#turn.then(async () => {
			if (!this.#kept.delete(staff)) return;
			await this.#store.deleteRecord(kind, `${this.#parts.hall}/${staff}`);
		});
		this.#turn = done.catch(() => {});
		return done;
	}

	/** What a machine at this station may keep. Waits for verifiers that are being made. Rejects with a `StoreFailure`. */
	async answer(station: StationPlan, up: VerifiersUp, now: number): Promise<VerifiersAnswer> {
		const refuse = (code: 'malformed' | 'off' | 'unknown-key', detail: string): VerifiersAnswer => ({ ok: false, code, detail });
		const { rules, hall, lock, hallKeys } = this.#parts;
		const asked = readRequest(up);
		if (!asked || asked.hall !== hall || asked.station !== station.id)
			return refuse('malformed', 'The request is not signed as it must be.');
		const standing = this.#standing(station.id, up.key.keyId);
		if (standing === 'unknown') return refuse('unknown-key', 'This machine has not said its key, or the key was revoked.');
		for (const { staff, tries, seconds } of asked.failures) await lock.merge(staff, { tries, seconds }, now);
		if (rules.hours === 0) return refuse('off', 'This hall has no signing in while cut off.');
		await this.#turn;
		const bundle: VerifierBundle = {
			platformTime: now,
			members: this.#membersFor(station, asked, { machine: up.key.keyId, standing, now }),
			hallKeys: hallKeys.all(),
			locked: lock.locked(now).slice(0, 200),
		};
		const sealed = sealLetter(asked.seal, JSON.stringify(verifierBundle.parse(bundle)), this.#parts.suite ?? 'intl');
		return sealed ? { ok: true, sealed } : refuse('malformed', 'seal is no key.');
	}

	/**
	 * `only`: the one key of its station. `one-of-several`: a machine that came in place of another, or beside it; it gets no more than what was
	 * typed on it, because anyone on the hall's network can say to be a station.
	 */
	#standing(station: string, keyId: string): 'only' | 'one-of-several' | 'unknown' {
		const good = this.#parts.stationKeys.all().filter((one) => one.station === station && !one.revoked);
		if (!good.some((one) => one.keyId === keyId)) return 'unknown';
		return good.length === 1 ? 'only' : 'one-of-several';
	}

	#membersFor(
		station: StationPlan,
		asked: VerifierRequest,
		{ machine, standing, now }: { machine: string; standing: 'only' | 'one-of-several'; now: number },
	): VerifierBundle['members'] {
		const { rules, staff, hallKeys, hall, secondStep } = this.#parts;
		const allowed = staff.filter((member) => worksCutOff(member, station, secondStep));
		// A machine on which nobody with a PIN has ever worked proves nothing yet.
		const vouchedFor = allowed.some((member) => this.#kept.get(member.id)?.machines.includes(machine));
		const until = now + Math.round(rules.hours * 3_600_000);
		const members: VerifierBundle['members'] = [];
		for (const member of allowed) {
			const pin = pinMarkOf(member);
			const known = this.#kept.get(member.id);
			const held = asked.holds.some((each) => each.staff === member.id && each.pin === pin);
			const given = known && (known.machines.includes(machine) || (rules.prepare === 'station' && standing === 'only' && vouchedFor));
			if (!held && !given) continue;
			const { id, name, roles } = member;
			const permit = hallKeys.sign(
				statementText('permit', { hall, staff: id, station: station.id, from: now, until, roles: [...roles], machine, pin }),
			);
			members.push({ staff: id, name, roles: [...roles], pin, permit, until, ...(held || !known ? {} : { verifier: known.verifier }) });
			if (members.length === 200) break;
		}
		return members;
	}
}

function readRequest({ key, text, signature }: VerifiersUp): VerifierRequest | null {
	if (!text.startsWith(requestPrefix) || keyIdOf(key.publicKey) !== key.keyId || !signedBy(key.publicKey, { text, signature })) return null;
	try {
		const read = verifierRequest.safeParse(JSON.parse(text.slice(requestPrefix.length)));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}

async function makeVerifier(pin: string): Promise<PinVerifier> {
	const salt = randomBytes(16);
	const hash = await hashRaw(pin, { memoryCost: cost.memory, timeCost: cost.passes, parallelism: cost.lanes, outputLen: 32, salt });
	return { salt: salt.toString('base64url'), ...cost, hash: hash.toString('base64url') };
}
