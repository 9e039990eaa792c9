/**
 * Who keeps the secret under which this machine's keys lie locked: the operating system's own keychain (Windows, macOS), or on Linux root, who hands it to
 * the app as a file in memory (`TIDEHALL_STATION_SECRET_FILE`, docs/decisions/0028). A disk that is taken out then holds no key. Never the keyring of
 * Electron on Linux: without one it takes a password that everybody knows, and says it is encrypted.
 */
import { open, type Place, seal } from '../../sealing/box.ts';
import { readSecretFile, type SecretFileProblem } from '../../sealing/secret-file.ts';
import type { SecretStore } from './pepper.ts';

export const secretFileVariable = 'TIDEHALL_STATION_SECRET_FILE';

export type Custody =
	| { is: 'kept'; by: 'keychain' | 'root'; secrets: SecretStore }
	/** Nobody was named: the keys lie in files that the user of this machine reads. */
	| { is: 'open' }
	/** Somebody was named who cannot be relied on. Nothing that is locked opens, and no key is written in the clear instead. */
	| { is: 'refused'; problem: SecretFileProblem | 'not-a-secret'; what: string; secrets: SecretStore };

/** What the operating system offers; `null` = nothing that can be relied on. */
export interface Keychain {
	encrypt(text: string): Uint8Array;
	/** Throws when it was locked by another user or machine. */
	decrypt(bytes: Uint8Array): string;
}

export function openCustody(given: {
	platform: NodeJS.Platform;
	environment: Readonly<Record<string, string | undefined>>;
	keychain: () => Keychain | null;
	user?: number;
}): Custody {
	const path = given.environment[secretFileVariable];
	if (path) return fromFile(path, given.user);
	// On Linux the keychain is not even asked: that may put a dialog on the screen of a kiosk.
	const keychain = given.platform === 'linux' ? null : given.keychain();
	if (!keychain) return { is: 'open' };
	const secrets: SecretStore = {
		lock: (bytes) => keychain.encrypt(Buffer.from(bytes).toString('base64')),
		unlock: (bytes) => Buffer.from(keychain.decrypt(bytes), 'base64'),
	};
	return { is: 'kept', by: 'keychain', secrets };
}

const place: Place = { table: 'station-keys', id: 'machine', field: 'locked', version: 1 };

function fromFile(path: string, user?: number): Custody {
	const read = readSecretFile(path, user);
	if (!read.ok) return { is: 'refused', problem: read.problem, what: read.what, secrets: shut(read.what) };
	const secret = Buffer.from(read.text.trim(), 'base64');
	if (secret.length !== 32) {
		const what = `${path} holds no secret of 32 bytes (one line, base64).`;
		return { is: 'refused', problem: 'not-a-secret', what, secrets: shut(what) };
	}
	const secrets: SecretStore = {
		lock: (bytes) => seal('intl', secret, place, bytes),
		unlock(bytes) {
			const opened = open(secret, place, bytes);
			if (!opened) throw new Error('locked under another secret');
			return opened;
		},
	};
	return { is: 'kept', by: 'root', secrets };
}

const shut = (what: string): SecretStore => ({
	lock() {
		throw new Error(what);
	},
	unlock() {
		throw new Error(what);
	},
});
