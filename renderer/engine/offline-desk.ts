/** The machine's end of signing in while cut off, over the bridge; every answer is checked. */
import { z } from 'zod';
import type { Bridge } from '../../domain/contracts/bridge.ts';
import { type OfflineDesk, offlineProofs, offlineSignInAnswer, offlineState, verifiersUp } from '../../domain/contracts/offline-sign-in.ts';

export function offlineDeskOver(bridge: Pick<Bridge, 'offline'>): OfflineDesk {
	return {
		ask: async (station) => verifiersUp.parse(await bridge.offline({ do: 'ask', station })),
		keep: async (station, sealed) => z.boolean().parse(await bridge.offline({ do: 'keep', station, sealed })),
		state: async (station) => offlineState.parse(await bridge.offline({ do: 'state', station })),
		signIn: async (station, staff, pin) => offlineSignInAnswer.parse(await bridge.offline({ do: 'sign-in', station, staff, pin })),
		keepProof: async (proof) => void (await bridge.offline({ do: 'keep-proof', proof })),
		proofs: async () => offlineProofs.parse(await bridge.offline({ do: 'proofs' })),
	};
}
