/** Signing in while cut off with this machine's own clock, disk and programs under it. */
import { safeStorage } from 'electron';
import type { PinVerifier } from '../../domain/contracts/offline-sign-in.ts';
import { type OfflineNote, OfflineSignIns, type OfflineSignInsParts } from './offline-sign-ins.ts';
import type { SecretStore } from './pepper.ts';

/** Never rejects; `null` = this machine cannot, and `note` has said why. */
export async function openOfflineSignIns(
	parts: Pick<OfflineSignInsParts, 'hall' | 'folder' | 'key'> & { note(code: OfflineNote | 'offline-sign-in-impossible'): void },
): Promise<OfflineSignIns | null> {
	try {
		const { hashRaw } = await import('@node-rs/argon2');
		const hashPin = (pin: string, { salt, memory, passes, lanes }: Omit<PinVerifier, 'hash'>) =>
			hashRaw(pin, { memoryCost: memory, timeCost: passes, parallelism: lanes, outputLen: 32, salt: Buffer.from(salt, 'base64url') });
		return await OfflineSignIns.open({ ...parts, wall: Date.now, running: () => performance.now(), hashPin, secrets: secretStore() });
	} catch {
		parts.note('offline-sign-in-impossible');
		return null;
	}
}

/**
 * Windows and macOS tie it to the user of the machine. On Linux it depends on a keyring that a kiosk session seldom has, and asking for one may
 * put a dialog on the screen; without one Electron would take a password that everybody knows. There the rights of the file must do.
 */
function secretStore(): SecretStore | null {
	if (process.platform === 'linux' || !safeStorage.isEncryptionAvailable()) return null;
	return {
		lock: (bytes) => safeStorage.encryptString(Buffer.from(bytes).toString('base64')),
		unlock: (bytes) => Buffer.from(safeStorage.decryptString(Buffer.from(bytes)), 'base64'),
	};
}
