/**
 * Who is signed in at which seat of this machine. In memory only: a restart signs everybody out. The proofs of sign-ins outlive it, because
 * reports may be owed under them.
 */
import type { SignInProof } from '../../domain/contracts/sign-in-proof.ts';
import type { SignInAnswer } from '../../domain/contracts/wire.ts';
import type { EngineClient, SignedInPerson } from './contract.ts';
import type { OfflineSignIns } from './offline-sign-ins.ts';
import type { Link } from './ports.ts';

interface SignedIn extends SignedInPerson {
	session: string;
}

/** A `hello` carries so many. */
const proofsAtOnce = 64;

export interface SignIns {
	at(station: string): SignedIn | undefined;
	/** `offline`: this machine alone has looked at the PIN, and no platform yet at the sign-in. */
	enter(station: string, answer: Extract<SignInAnswer, { ok: true }>, offline?: boolean): void;
	leave(station: string): SignedIn | undefined;
	sessions(): string[];
	/** Keeps those the platform still honours. True when somebody was signed out by it. */
	keepOnly(good: readonly string[]): boolean;
	/** Also for sessions that ended, as long as their reports may be owed. */
	staffOf(session: string | undefined): string | null;
	all(): Record<string, SignedInPerson>;
	/** So that another platform can believe it. `staff`: whom it names. */
	prove(proof: SignInProof, staff?: string): void;
	/** The session ended now; the proof with it, where there is one. */
	ended(session: string, at: number): SignInProof | null;
	/** Proofs of who is signed in, and of those under whose sign-in these reports were made. */
	proofs(owed: readonly { session?: string }[]): SignInProof[];
}

export function createSignIns(): SignIns {
	const seats = new Map<string, SignedIn>();
	const staffBySession = new Map<string, string>();
	const proofs = new Map<string, SignInProof>();
	const sessions = () => [...new Set([...seats.values()].map((seat) => seat.session))];
	return {
		at: (station) => seats.get(station),
		enter(station, { session, staff, name, roles, expiresAt }, offline = false) {
			seats.set(station, { session, staff, name, roles, until: expiresAt, offline });
			staffBySession.set(session, staff);
		},
		leave(station) {
			const was = seats.get(station);
			seats.delete(station);
			return was;
		},
		sessions,
		keepOnly(good) {
			const gone = [...seats].filter(([, seat]) => !good.includes(seat.session));
			for (const [station] of gone) seats.delete(station);
			for (const seat of seats.values()) seat.offline = false;
			return gone.length > 0;
		},
		staffOf: (session) => (session ? (staffBySession.get(session) ?? null) : null),
		all: () => Object.fromEntries([...seats].map(([station, { session: _, ...person }]) => [station, person])),
		prove(proof, staff) {
			proofs.set(proof.session, proof);
			if (staff !== undefined) staffBySession.set(proof.session, staff);
		},
		ended(session, at) {
			const proof = proofs.get(session);
			if (!proof) return null;
			const over = { ...proof, ended: at };
			proofs.set(session, over);
			return over;
		},
		proofs(owed) {
			const wanted = new Set([...sessions(), ...owed.flatMap(({ session }) => session ?? [])]);
			return [...wanted].flatMap((session) => proofs.get(session) ?? []).slice(0, proofsAtOnce);
		},
	};
}

/**
 * Signing in and out, as faces ask for it: at the platform, or, when it gives no answer, at this machine. `changed`: who is signed in is another
 * than before; `now`: platform time as well as it is known.
 */
export function signInDesk(
	link: Link,
	signIns: SignIns,
	changed: () => void,
	offline: OfflineSignIns,
	now: () => number,
): Pick<EngineClient, 'signIn' | 'signOut' | 'signedIn' | 'touched'> {
	const keep = (proof: SignInProof, staff?: string) => {
		signIns.prove(proof, staff);
		void offline.keep(proof);
	};
	return {
		async signIn(station, staff, pin, second) {
			const answer = await link.signIn({ station, staff, pin, ...(second === undefined ? {} : { second }) });
			if (answer) {
				if (!answer.ok) return answer;
				signIns.enter(station, answer);
				if (answer.shift) keep({ session: answer.session, shift: answer.shift });
				void offline.prepare(station);
				changed();
				return answer;
			}
			const alone = await offline.signIn(station, staff, pin);
			if (alone.answer.ok) {
				if (alone.proof) signIns.prove(alone.proof);
				signIns.enter(station, alone.answer, true);
				changed();
			}
			return alone.answer;
		},
		async signOut(station, idle) {
			const was = signIns.leave(station);
			changed();
			if (!was) return;
			const over = signIns.ended(was.session, now());
			if (over) keep(over);
			await link.signOut(was.session, idle);
		},
		async touched(station) {
			const seat = signIns.at(station);
			if (seat) link.touched(seat.session);
		},
		signedIn(station) {
			const seat = signIns.at(station);
			return seat ? { staff: seat.staff, name: seat.name, roles: seat.roles, until: seat.until, offline: seat.offline } : null;
		},
	};
}
