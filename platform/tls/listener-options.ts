/** How a platform listens by TLS, at the start and after a renewal. */
import type { Server } from 'node:https';
import type { SecureContextOptions } from 'node:tls';

export function listenerOptions({ cert, key }: { cert: string; key: string }): SecureContextOptions {
	return { cert, key, minVersion: 'TLSv1.2', honorCipherOrder: true };
}

/** From the next connection on; those that stand go on. */
export function showCertificate(server: unknown, shown: { cert: string; key: string }): void {
	(server as Server).setSecureContext(listenerOptions(shown));
}
