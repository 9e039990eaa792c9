/** TLS of one platform put together: whether it is wanted, its certificate, the trust among platforms, and the warning before an end. */
import { join } from 'node:path';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { PlatformId } from '../../domain/contracts/term.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { type HallTls, openHallTls, tellBeforeMs } from './hall-tls.ts';
import { trustAuthority } from './hall-trust.ts';
import { namesOf, type TlsChoice, wantsTls } from './names.ts';
import { askCertificate } from './peer-certificate.ts';
import { TlsFiles, TlsProblem, tlsFolder } from './tls-files.ts';

const lookEveryMs = 3_600_000;

/** Data folder of the platform, or the folder named with `--tls-folder` (`null` = there is none); absent = in the clear, whatever the hall says. */
export type TlsWish = { folder: string | null; choice: TlsChoice } | undefined;

export interface OpenTls {
	/** Where it listens: names of its certificate. */
	host: string;
	plan: HallPlan;
	platform: PlatformId;
	peersToken?: string | undefined;
	clock: Clock;
	log: Log;
}

/** `null` = this platform listens in the clear. Rejects with a `TlsProblem`. */
export async function openTls(wish: TlsWish, { host, plan, platform, peersToken, clock, log }: OpenTls): Promise<HallTls | null> {
	if (!wish) return null;
	const { folder, choice } = wish;
	if (!wantsTls(choice, plan, platform, host)) {
		if (folder !== null) trustKept(folder, plan);
		if (host !== '127.0.0.1' && host !== '::1' && host !== 'localhost') log.warn('listening-in-the-clear');
		return null;
	}
	if (folder === null) throw new TlsProblem('There is no folder for the certificates of this hall. Name one with --tls-folder DIR.');
	const others = (plan.platforms ?? []).filter(({ id }) => id !== platform).map(({ url }) => url);
	const tls = await openHallTls({
		...{ folder: join(folder, tlsFolder), hall: plan.code, platform, names: namesOf(plan, platform, host), log },
		now: () => clock.now(),
		first: platform === 'P1',
		ask: async (publicKey) =>
			peersToken === undefined ? null : askCertificate({ urls: others, token: peersToken, hall: plan.code, platform, publicKey }),
	});
	trustAuthority(plan, tls.authority);
	return tls;
}

/** Before anything is said to another platform. Says nothing where there is no authority yet. */
export function trustKept(folder: string, plan: HallPlan): void {
	const authority = new TlsFiles(join(folder, tlsFolder)).authority();
	if (authority !== null) trustAuthority(plan, authority);
}

/** Renews while the platform runs; `show`: what is shown from now on. */
export function keepRenewed(tls: HallTls | null, clock: Clock, show: (shown: { cert: string; key: string }) => void): () => void {
	if (!tls) return () => {};
	return clock.every(lookEveryMs, () => void tls.look().then((renewed) => renewed && show(tls.shown())));
}

export function certificateWarnings(tls: HallTls | null, now: number): string[] {
	return tls && tls.until() - now < tellBeforeMs ? ['certificate-ends-soon'] : [];
}
