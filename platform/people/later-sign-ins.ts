/** Everything of signing in that reaches past one platform and one connection: hall keys, verifiers for machines cut off, proofs afterwards. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { PinVerifier } from '../../domain/contracts/offline-sign-in.ts';
import type { SignInProof } from '../../domain/contracts/sign-in-proof.ts';
import type { StaffRole } from '../../domain/contracts/staff-roles.ts';
import type { HallStore } from '../storage/contract.ts';
import { HallKeys } from './hall-keys.ts';
import { defaultOfflineRules, type OfflineSignInRules, OfflineVerifiers } from './offline-verifiers.ts';
import type { PinLock } from './pin-lock.ts';
import { provenSession } from './prove-sign-in.ts';
import type { Session, Sessions } from './sessions.ts';
import type { StaffMember } from './staff.ts';
import type { StationKeys } from './station-keys.ts';

export interface LaterParts {
	plan: HallPlan;
	staff: readonly StaffMember[];
	store: HallStore;
	sessions: Sessions;
	lock: PinLock;
	stationKeys: StationKeys;
	rules?: OfflineSignInRules;
	/** As in `offline-verifiers.ts`. */
	secondStep?: readonly StaffRole[] | undefined;
	/** As in `offline-verifiers.ts`. */
	makeVerifier?(pin: string): Promise<PinVerifier>;
	/** A sign-in that another platform or a machine saw counts here now. */
	adopted?(session: Session): Promise<void>;
	/** A verifier could not be kept, or could not be made. */
	failed(cause: unknown): void;
}

export class LaterSignIns {
	readonly plan: HallPlan;
	readonly hallKeys: HallKeys;
	readonly verifiers: OfflineVerifiers;
	readonly failed: (cause: unknown) => void;
	readonly #parts: LaterParts;

	private constructor(parts: LaterParts, hallKeys: HallKeys, verifiers: OfflineVerifiers) {
		this.plan = parts.plan;
		this.hallKeys = hallKeys;
		this.verifiers = verifiers;
		this.failed = parts.failed;
		this.#parts = parts;
	}

	/** Rejects with a `StoreFailure`. */
	static async load(parts: LaterParts): Promise<LaterSignIns> {
		const { plan, staff, store, lock, stationKeys, rules = defaultOfflineRules, secondStep, makeVerifier } = parts;
		const hallKeys = await HallKeys.load(store, plan.code);
		const verifiers = await OfflineVerifiers.load(store, {
			...{ hall: plan.code, staff, rules, hallKeys, stationKeys, lock, secondStep, suite: plan.cryptoSuite },
			...(makeVerifier ? { makeVerifier } : {}),
		});
		return new LaterSignIns(parts, hallKeys, verifiers);
	}

	/** Makes a session of a sign-in that this platform did not see; a proof that proves nothing does nothing. Rejects with a `StoreFailure`. */
	async prove(proof: SignInProof): Promise<void> {
		const { plan, staff, sessions, stationKeys } = this.#parts;
		const session = provenSession(proof, { plan, staff, hallKeys: this.hallKeys, stationKeys });
		if (!session || !(await sessions.adopt(proof.session, session))) return;
		await this.#parts.adopted?.(session);
	}
}
