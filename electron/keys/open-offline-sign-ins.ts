/** Signing in while cut off with this machine's own clock, disk and programs under it. */
import type { PinVerifier } from '../../domain/contracts/offline-sign-in.ts';
import { type OfflineNote, OfflineSignIns, type OfflineSignInsParts } from './offline-sign-ins.ts';

/** Never rejects; `null` = this machine cannot, and `note` has said why. */
export async function openOfflineSignIns(
	parts: Pick<OfflineSignInsParts, 'hall' | 'folder' | 'key' | 'secrets'> & {
		note(code: OfflineNote | 'offline-sign-in-impossible'): void;
	},
): Promise<OfflineSignIns | null> {
	try {
		const { hashRaw } = await import('@node-rs/argon2');
		const hashPin = (pin: string, { salt, memory, passes, lanes }: Omit<PinVerifier, 'hash'>) =>
			hashRaw(pin, { memoryCost: memory, timeCost: passes, parallelism: lanes, outputLen: 32, salt: Buffer.from(salt, 'base64url') });
		return await OfflineSignIns.open({ ...parts, wall: Date.now, running: () => performance.now(), hashPin });
	} catch {
		parts.note('offline-sign-in-impossible');
		return null;
	}
}
