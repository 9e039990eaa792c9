/** Under which names and addresses a platform is reached: what its certificate says. */
import { hostname, networkInterfaces } from 'node:os';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';

const here = ['localhost', '127.0.0.1', '::1'];
const hostOf = (url: string) => new URL(url).hostname.replace(/^\[|\]$/g, '');

/** `host`: what it listens on. A platform that no list names is reached by whatever this machine is called. */
export function namesOf(plan: Pick<HallPlan, 'platforms'>, platform: string, host?: string): string[] {
	const place = plan.platforms?.find(({ id }) => id === platform);
	const listed = place ? [hostOf(place.url)] : ownNames();
	const own = host === undefined || host === '0.0.0.0' || host === '::' ? [] : [host];
	return [...new Set([...listed, ...own, ...here])];
}

function ownNames(): string[] {
	const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
	return [hostname().toLowerCase(), ...addresses.filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address)];
}

export type TlsChoice = 'auto' | 'on' | 'off';

/** `auto`: as the hall's list says; without a list, whenever other machines can reach it. */
export function wantsTls(choice: TlsChoice, plan: Pick<HallPlan, 'platforms'>, platform: string, host: string): boolean {
	if (choice !== 'auto') return choice === 'on';
	const place = plan.platforms?.find(({ id }) => id === platform);
	if (place) return new URL(place.url).protocol === 'https:';
	return !here.includes(host);
}
