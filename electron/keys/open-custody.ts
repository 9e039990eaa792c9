/** The custody of this very machine; what it is goes to its log. */
import { safeStorage } from 'electron';
import { type Custody, openCustody } from './custody.ts';

export function custodyHere(
	log: (level: 'info' | 'warn' | 'error', code: string, facts?: Record<string, string | number>) => void,
): Custody {
	const custody = openCustody({
		platform: process.platform,
		environment: process.env,
		keychain: () =>
			safeStorage.isEncryptionAvailable()
				? {
						encrypt: (text) => safeStorage.encryptString(text),
						decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
					}
				: null,
	});
	if (custody.is === 'refused') log('error', 'station-secret-refused', { problem: custody.problem, what: custody.what });
	else log('info', custody.is === 'open' ? 'station-keys-open' : 'station-keys-kept', custody.is === 'kept' ? { by: custody.by } : {});
	return custody;
}
