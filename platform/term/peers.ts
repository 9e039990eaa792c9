/** The hall's other platforms, asked what they are (`GET /api/term`): whoever began a higher term is heard of. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { type PlatformId, type TermReport, termReport } from '../../domain/contracts/term.ts';
import { peerFetch } from '../tls/hall-trust.ts';

const answerWithinMs = 2_000;
export const askPeersEveryMs = 5_000;

export interface Peer {
	id: PlatformId;
	url: string;
}

export function peersOf(plan: HallPlan, own: PlatformId): Peer[] {
	return (plan.platforms ?? []).filter(({ id }) => id !== own);
}

/** What those say that can be reached and work for the same hall. Never rejects. */
export async function askPeers(peers: readonly Peer[], hall: string, ended?: AbortSignal): Promise<TermReport[]> {
	const asked = await Promise.all(peers.map(({ id, url }) => askPeer(url, ended).then((said) => (said?.platform === id ? said : null))));
	return asked.filter((said): said is TermReport => said?.hall === hall);
}

async function askPeer(url: string, ended?: AbortSignal): Promise<TermReport | null> {
	try {
		const limit = AbortSignal.timeout(answerWithinMs);
		const response = await peerFetch(`${url}/api/term`, { redirect: 'error', signal: ended ? AbortSignal.any([limit, ended]) : limit });
		return response.ok ? termReport.parse(await response.json()) : null;
	} catch {
		return null;
	}
}
