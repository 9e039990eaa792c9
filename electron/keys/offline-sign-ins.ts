/**
 * Signing in at this machine while it is cut off. What the platform gave for it lies in the machine's own folder and never reaches a page: pages
 * hand a PIN over and hear yes or no. Every try is on the disk before it is looked at.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
	type OfflineSignInAnswer,
	type OfflineState,
	type PinVerifier,
	requestPrefix,
	type VerifierBundle,
	type VerifierRequest,
	type VerifiersUp,
	verifierBundle,
} from '../../domain/contracts/offline-sign-in.ts';
import { type SignInProof, statementText } from '../../domain/contracts/sign-in-proof.ts';
import type { MachineKey } from '../../domain/contracts/ticket-keys.ts';
import { type LetterKey, makeLetterKey, openLetter } from '../../sealing/letter.ts';
import { type JournalDisk, machineDisk } from '../journal/journal-disk.ts';
import { createHallClock, type HallClock } from './hall-clock.ts';
import type { TicketKey } from './machine-key.ts';
import { type KeptMember, type OfflineFile, readOfflineFile, writeOfflineFile } from './offline-file.ts';
import { OfflineLocks } from './offline-locks.ts';
import { openPepper, type SecretStore } from './pepper.ts';

/** As long as a sign-in at the platform lasts. */
const sessionMs = 12 * 3_600_000;
/** Reports made under a sign-in may wait this long after its end. */
const proofsKeptMs = 7 * 24 * 3_600_000;
const proofsKept = 64;
/** Locks lose at most so much of what has run off when the app is ended. */
export const tickEveryMs = 15_000;
const timeKeptEveryMs = 5 * 60_000;

export type OfflineNote = 'offline-sign-in-damaged' | 'offline-sign-in-not-kept' | 'offline-sign-in-locked' | 'offline-sign-in-pepper-new';

export interface OfflineSignInsParts {
	hall: string;
	/** Where the machine's key lies. */
	folder: string;
	key: TicketKey;
	/** This machine's clock, and one that nobody can set; ms. */
	wall(): number;
	running(): number;
	/** Argon2id; 32 bytes. Rejects where the machine has no such program. */
	hashPin(pin: string, how: Omit<PinVerifier, 'hash'>): Promise<Uint8Array>;
	note(code: OfflineNote): void;
	secrets?: SecretStore | null;
	disk?: JournalDisk;
}

export class OfflineSignIns {
	readonly #parts: OfflineSignInsParts;
	readonly #disk: JournalDisk;
	readonly #pepper: Buffer;
	readonly #clock: HallClock;
	readonly #locks: OfflineLocks;
	#members: KeptMember[];
	#proofs: { until: number; proof: SignInProof }[];
	#hallKeys: MachineKey[];
	/** The last request of each station: its answer alone fits. */
	#asked = new Map<string, { key: LetterKey; failures: VerifierRequest['failures'] }>();
	/** One thing after the other: tries all at once must not each be the first. */
	#turn: Promise<unknown> = Promise.resolve();
	#writtenAt: number;

	private constructor(
		parts: OfflineSignInsParts,
		pepper: Buffer,
		known: Pick<OfflineFile, 'members' | 'proofs' | 'hallKeys'> & { clock: HallClock; locks: OfflineLocks },
	) {
		this.#parts = parts;
		this.#disk = parts.disk ?? machineDisk;
		this.#pepper = pepper;
		this.#clock = known.clock;
		this.#locks = known.locks;
		this.#members = known.members;
		this.#proofs = known.proofs;
		this.#hallKeys = known.hallKeys;
		this.#writtenAt = parts.running();
	}

	/** Rejects when the folder cannot be read or written: then nobody can sign in here while cut off. */
	static async open(parts: OfflineSignInsParts): Promise<OfflineSignIns> {
		const { folder, disk = machineDisk, secrets = null, note, wall, running } = parts;
		const { pepper, fresh } = await openPepper({ folder, disk, secrets });
		const { file, damaged } = await readOfflineFile(disk, folder);
		if (damaged) note('offline-sign-in-damaged');
		if (fresh && file.members.length > 0) note('offline-sign-in-pepper-new');
		const made = new OfflineSignIns(parts, pepper, {
			clock: createHallClock(file.time, wall, running),
			locks: new OfflineLocks(file.failures, running),
			members: fresh ? [] : file.members,
			proofs: file.proofs,
			hallKeys: file.hallKeys,
		});
		made.#dropExpired();
		return made;
	}

	/** What to ask of the platform, signed. */
	ask(station: string): VerifiersUp {
		const { hall, key } = this.#parts;
		const seal = makeLetterKey();
		const failures = this.#locks.untold();
		this.#asked.set(station, { key: seal, failures });
		const holds = this.#members.filter((one) => one.station === station && one.verifier).map(({ staff, pin }) => ({ staff, pin }));
		const request: VerifierRequest = { hall, station, seal: seal.publicKey, holds, failures };
		const text = requestPrefix + JSON.stringify(request);
		return { station, key: { keyId: key.keyId, publicKey: key.publicKey }, text, signature: key.sign(text) };
	}

	/** The platform's answer to the last `ask`; whom it does not name is forgotten. False: it is none. Rejects when the disk does not take it. */
	keep(station: string, sealed: string): Promise<boolean> {
		return this.#inTurn(async () => {
			const asked = this.#asked.get(station);
			const text = asked && openLetter(sealed, asked.key);
			const bundle = text ? readBundle(text) : null;
			if (!asked || !bundle) return false;
			this.#asked.delete(station);
			this.#clock.told(bundle.platformTime);
			this.#locks.told(asked.failures);
			this.#hallKeys = bundle.hallKeys;
			for (const { staff, seconds } of bundle.locked) this.#locks.lockedThere(staff, seconds);
			const before = this.#members.filter((one) => one.station === station);
			const now = bundle.members.flatMap(({ verifier, ...member }): KeptMember[] => {
				const held = before.find((one) => one.staff === member.staff && one.pin === member.pin)?.verifier;
				const kept = verifier ? this.#peppered(verifier) : held;
				return kept ? [{ station, ...member, verifier: kept }] : [];
			});
			this.#members = [...this.#members.filter((one) => one.station !== station), ...now];
			await this.#write();
			return true;
		});
	}

	state(station: string): OfflineState {
		const good = this.#members.filter((one) => one.station === station && one.verifier && one.until > this.#clock.now());
		return { prepared: good.length, until: good.length === 0 ? null : Math.max(...good.map(({ until }) => until)) };
	}

	/** Never rejects. */
	signIn(station: string, staff: string, pin: string): Promise<OfflineSignInAnswer> {
		return this.#inTurn(() => this.#signIn(station, staff, pin)).catch(() => {
			this.#parts.note('offline-sign-in-not-kept');
			return { ok: false, code: 'not-kept' };
		});
	}

	async #signIn(station: string, staff: string, pin: string): Promise<OfflineSignInAnswer> {
		this.#dropExpired();
		const member = this.#members.find((one) => one.station === station && one.staff === staff);
		if (!member) return { ok: false, code: 'not-prepared' };
		const seconds = this.#locks.seconds(staff);
		if (seconds > 0) return { ok: false, code: 'locked', seconds };
		if (!member.verifier) return { ok: false, code: 'expired', until: member.until };
		const left = this.#locks.book(staff);
		await this.#write();
		if (!(await this.#fits(member.verifier, pin))) {
			if (left <= 0) this.#parts.note('offline-sign-in-locked');
			return { ok: false, code: 'wrong-pin', left };
		}
		this.#locks.right(staff);
		const proof = this.#prove(member);
		await this.#write();
		const until = this.#proofs.at(-1)!.until;
		return { ok: true, proof, staff, name: member.name, roles: member.roles, until };
	}

	#prove({ station, staff, permit, until: permitted }: KeptMember): SignInProof {
		const { hall, key } = this.#parts;
		const session = randomBytes(32).toString('base64url');
		const mark = createHash('sha256').update(session).digest('base64url');
		const from = this.#clock.now();
		const until = Math.min(permitted, from + sessionMs);
		const text = statementText('offline', { hall, staff, station, from, until, session: mark });
		const proof: SignInProof = {
			session,
			offline: { text, keyId: key.keyId, signature: key.sign(text) },
			permit,
			key: { keyId: key.keyId, publicKey: key.publicKey },
		};
		this.#remember(proof, until);
		return proof;
	}

	/** A proof the platform gave, or one that has ended. Rejects when the disk does not take it. */
	keepProof(proof: SignInProof): Promise<void> {
		return this.#inTurn(() => {
			const known = this.#proofs.find((one) => one.proof.session === proof.session);
			this.#remember(proof, known?.until ?? this.#clock.now() + sessionMs);
			return this.#write();
		});
	}

	proofs(): { proofs: SignInProof[]; hallKeys: MachineKey[] } {
		return { proofs: this.#proofs.map(({ proof }) => proof), hallKeys: this.#hallKeys };
	}

	#remember(proof: SignInProof, until: number): void {
		const now = this.#clock.now();
		const others = this.#proofs.filter((one) => one.proof.session !== proof.session && one.until + proofsKeptMs > now);
		this.#proofs = [...others, { until, proof }].slice(-proofsKept);
	}

	/** Writes down how far locks have run off and how late it is. Never rejects. */
	async tick(): Promise<void> {
		this.#dropExpired();
		const due = this.#members.length > 0 && this.#parts.running() - this.#writtenAt >= timeKeptEveryMs;
		if (!due && !this.#locks.anyLocked) return;
		await this.#inTurn(() => this.#write()).catch(() => this.#parts.note('offline-sign-in-not-kept'));
	}

	/** Nothing to try PINs against is left lying about once nobody may sign in with it. */
	#dropExpired(): void {
		const now = this.#clock.now();
		for (const member of this.#members) if (member.until <= now) delete member.verifier;
	}

	#peppered({ hash, ...how }: PinVerifier): NonNullable<KeptMember['verifier']> {
		return { ...how, check: this.#checkOf(Buffer.from(hash, 'base64url')).toString('base64url') };
	}

	#checkOf(hash: Uint8Array): Buffer {
		return createHmac('sha256', this.#pepper).update(hash).digest();
	}

	async #fits({ check, ...how }: NonNullable<KeptMember['verifier']>, pin: string): Promise<boolean> {
		const wanted = Buffer.from(check, 'base64url');
		const made = this.#checkOf(await this.#parts.hashPin(pin, how));
		return wanted.length === made.length && timingSafeEqual(wanted, made);
	}

	async #write(): Promise<void> {
		await writeOfflineFile(this.#disk, this.#parts.folder, {
			version: 1,
			time: this.#clock.kept(),
			members: this.#members,
			failures: this.#locks.kept(),
			hallKeys: this.#hallKeys,
			proofs: this.#proofs,
		});
		this.#writtenAt = this.#parts.running();
	}

	#inTurn<T>(action: () => Promise<T>): Promise<T> {
		const done = this.#turn.then(action);
		this.#turn = done.catch(() => {});
		return done;
	}
}

function readBundle(text: string): VerifierBundle | null {
	try {
		const read = verifierBundle.safeParse(JSON.parse(text));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}
