/**
 * Signing in while cut off, from the engine's side: it fetches what the machine needs beforehand while it is connected, asks the machine while it
 * is not, and carries the proofs of sign-ins to whatever platform it speaks to next. What a PIN is compared with never comes here in clear.
 */
import type { OfflineDesk, OfflineState } from '../../domain/contracts/offline-sign-in.ts';
import type { SignInProof } from '../../domain/contracts/sign-in-proof.ts';
import type { MachineKey } from '../../domain/contracts/ticket-keys.ts';
import type { SignInAnswer } from '../../domain/contracts/wire.ts';
import type { SignInResult } from './contract.ts';
import type { EngineSeat, Link, Timers } from './ports.ts';

/** A machine that is cut off at any moment can sign people in for almost as long as the hall allows. */
export const prepareEveryMs = 10 * 60_000;

const prepareAgainMs = 15_000;

export interface OfflineParts {
	/** The main process; absent in a browser, where nobody can sign in while cut off. */
	desk: OfflineDesk | undefined;
	seats: readonly EngineSeat[];
	link: Pick<Link, 'offlineSignIns'>;
	timers: Timers;
	isUp(): boolean;
	/** What can be said of it is other than before. */
	changed(): void;
	note(code: string): void;
}

export interface OfflineSignIns {
	/** Proofs kept before the engine was started. Never rejects. */
	start(): Promise<SignInProof[]>;
	/** Connected: what is needed while cut off is fetched now, and again every ten minutes. */
	welcomed(keys: readonly MachineKey[] | undefined): void;
	/** Fetches it again now, e.g. after somebody signed in. */
	prepare(station: string): Promise<void>;
	/** Keeps a proof on the machine's disk. Never rejects. */
	keep(proof: SignInProof): Promise<void>;
	signIn(station: string, staff: string, pin: string): Promise<{ answer: SignInResult; proof: SignInProof | null }>;
	/** By seat; absent where there is no machine behind the page. */
	states(): Record<string, OfflineState> | undefined;
	/** Keys of the hall's platforms, for an order to take over. */
	hallKeys(): MachineKey[];
}

const unreachable = { answer: { ok: false, code: 'unreachable' } as const, proof: null };

export function createOfflineSignIns(parts: OfflineParts): OfflineSignIns {
	const { desk, link, timers, isUp, changed, note } = parts;
	const stations = parts.seats.filter(({ role }) => role === 'window' || role === 'manager').map(({ station }) => station);
	const states = new Map<string, OfflineState>();
	let hallKeys: MachineKey[] = [];
	let turn: number | null = null;

	async function look(station: string): Promise<void> {
		if (!desk) return;
		states.set(station, await desk.state(station));
		changed();
	}

	async function prepare(station: string): Promise<void> {
		if (!desk || !link.offlineSignIns || !stations.includes(station)) return;
		try {
			const answer = await link.offlineSignIns(await desk.ask(station));
			// A platform with much to do has not made it ready yet.
			if (!answer && isUp()) timers.set(() => isUp() && void prepare(station), prepareAgainMs);
			if (answer?.ok && !(await desk.keep(station, answer.sealed))) note('offline-sign-ins-not-understood');
			if (answer && !answer.ok && answer.code !== 'off') note(`offline-sign-ins-${answer.code}`);
			await look(station);
		} catch {
			note('offline-sign-ins-not-kept');
		}
	}

	async function prepareAll(): Promise<void> {
		if (turn !== null) timers.clear(turn);
		turn = timers.set(() => {
			turn = null;
			if (isUp()) void prepareAll();
		}, prepareEveryMs);
		for (const station of stations) await prepare(station);
	}

	return {
		async start() {
			if (!desk) return [];
			try {
				const kept = await desk.proofs();
				hallKeys = kept.hallKeys;
				for (const station of stations) await look(station);
				return kept.proofs;
			} catch {
				note('offline-sign-ins-missing');
				return [];
			}
		},
		welcomed(keys) {
			if (keys && keys.length > 0) hallKeys = [...keys];
			void prepareAll();
		},
		prepare,
		async keep(proof) {
			await desk?.keepProof(proof).catch(() => note('sign-in-proof-not-kept'));
		},
		async signIn(station, staff, pin) {
			if (!desk || !stations.includes(station)) return unreachable;
			const said = await desk.signIn(station, staff, pin).catch(() => null);
			if (!said) return unreachable;
			if (said.ok) {
				const { session } = said.proof;
				const answer: Extract<SignInAnswer, { ok: true }> = {
					ok: true,
					session,
					staff: said.staff,
					name: said.name,
					roles: said.roles,
					expiresAt: said.until,
				};
				return { answer, proof: said.proof };
			}
			const { code, left, seconds, until } = said;
			// Where nobody is prepared there is no signing in offline to speak of: the hall system is not there, that is all.
			if (code === 'not-prepared' && !states.get(station)?.prepared) return unreachable;
			if (code === 'wrong-pin' || code === 'locked') return { answer: { ok: false, code, left, seconds }, proof: null };
			return { answer: { ok: false, code: `offline-${code}`, ...(until === undefined ? {} : { until }) }, proof: null };
		},
		states: () => (desk ? Object.fromEntries(states) : undefined),
		hallKeys: () => hallKeys,
	};
}
