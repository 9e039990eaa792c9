/** Who is signed in at which seat of this machine. In memory only: a restart signs everybody out. */
import type { SignInAnswer } from '../../domain/contracts/wire.ts';
import type { EngineClient } from './contract.ts';
import type { Link } from './ports.ts';

interface SignedIn {
	session: string;
	staff: string;
	name: string;
}

export interface SignIns {
	at(station: string): SignedIn | undefined;
	enter(station: string, answer: Extract<SignInAnswer, { ok: true }>): void;
	leave(station: string): SignedIn | undefined;
	sessions(): string[];
	/** Keeps those the platform still honours. True when somebody was signed out by it. */
	keepOnly(good: readonly string[]): boolean;
	/** Also for sessions that ended, as long as their reports may be owed. */
	staffOf(session: string | undefined): string | null;
	all(): Record<string, { staff: string; name: string }>;
}

export function createSignIns(): SignIns {
	const seats = new Map<string, SignedIn>();
	const staffBySession = new Map<string, string>();
	return {
		at: (station) => seats.get(station),
		enter(station, answer) {
			seats.set(station, { session: answer.session, staff: answer.staff, name: answer.name });
			staffBySession.set(answer.session, answer.staff);
		},
		leave(station) {
			const was = seats.get(station);
			seats.delete(station);
			return was;
		},
		sessions: () => [...new Set([...seats.values()].map((seat) => seat.session))],
		keepOnly(good) {
			const gone = [...seats].filter(([, seat]) => !good.includes(seat.session));
			for (const [station] of gone) seats.delete(station);
			return gone.length > 0;
		},
		staffOf: (session) => (session ? (staffBySession.get(session) ?? null) : null),
		all: () => Object.fromEntries([...seats].map(([station, seat]) => [station, { staff: seat.staff, name: seat.name }])),
	};
}

/** Signing in and out at the platform, as faces ask for it. `changed`: who is signed in is another than before. */
export function signInDesk(link: Link, signIns: SignIns, changed: () => void): Pick<EngineClient, 'signIn' | 'signOut' | 'signedIn'> {
	return {
		async signIn(station, staff, pin) {
			const answer = await link.signIn({ station, staff, pin });
			if (!answer) return { ok: false, code: 'unreachable' };
			if (answer.ok) {
				signIns.enter(station, answer);
				changed();
			}
			return answer;
		},
		async signOut(station) {
			const was = signIns.leave(station);
			changed();
			if (was) await link.signOut(was.session);
		},
		signedIn(station) {
			const seat = signIns.at(station);
			return seat ? { staff: seat.staff, name: seat.name } : null;
		},
	};
}
