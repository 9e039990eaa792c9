/** What faces are told of how the engine stands. Pure. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { PlatformTerm } from '../../domain/contracts/term.ts';
import type { EngineView } from './contract.ts';
import type { EngineStatus } from './port-protocol.ts';

export interface Standing {
	plan: HallPlan;
	shown: HallDay | null;
	position: number;
	up: boolean;
	linkSince: number;
	heardAt: number | null;
	clockOffset: number;
	owed: number;
	shutOut: string | null;
	/** Address of the platform that is spoken to, or tried now. */
	url: string;
	offlineSignIn?: EngineView['offlineSignIn'];
	applications?: EngineView['applications'];
	term: PlatformTerm;
}

export function viewOf({ shown, up, url, ...rest }: Standing): EngineView {
	const id = rest.plan.platforms?.find((place) => place.url === url)?.id ?? null;
	return { ...rest, state: shown, link: up ? 'up' : 'down', platform: { url, id } };
}

/** The part of the view that is told by itself, whenever it changes. */
export function statusOf({ plan: _plan, state: _state, position: _position, ...rest }: EngineView, signedIn: EngineStatus['signedIn']) {
	return { ...rest, signedIn } satisfies EngineStatus;
}
