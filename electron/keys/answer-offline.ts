/** What the engine asks of signing in while cut off, for the seats of this machine alone. */
import type { OfflineRequest } from '../../domain/contracts/offline-sign-in.ts';
import type { OfflineSignIns } from './offline-sign-ins.ts';

/** Rejects with the code `not-a-seat`, or as the disk does. */
export async function answerOffline(offline: OfflineSignIns, seats: readonly string[], request: OfflineRequest): Promise<unknown> {
	if ('station' in request && !seats.includes(request.station)) throw Object.assign(new Error('not-a-seat'), { code: 'not-a-seat' });
	switch (request.do) {
		case 'ask':
			return offline.ask(request.station);
		case 'keep':
			return offline.keep(request.station, request.sealed);
		case 'state':
			return offline.state(request.station);
		case 'sign-in':
			return offline.signIn(request.station, request.staff, request.pin);
		case 'keep-proof':
			return offline.keepProof(request.proof);
		case 'proofs':
			return offline.proofs();
	}
}
