/** Opens what a platform listens on: its own port, and the one for citizens' phones where it has one; shows a renewed certificate as soon as there is one. */
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import type { PlatformParts } from '../platform-parts.ts';
import type { HallTls } from '../tls/hall-tls.ts';
import { showCertificate } from '../tls/listener-options.ts';
import { keepRenewed } from '../tls/open-tls.ts';
import { listenForPhones } from './phone-listener.ts';

/** Until the returned function is called; `http` itself is closed by whoever made it. Rejects with Node's error of a port. */
export async function listen(
	http: FastifyInstance,
	{ host, port, phones, backlog }: Pick<PlatformParts, 'host' | 'port' | 'phones'> & { backlog: number },
	tls: HallTls | null,
	clock: Clock,
): Promise<() => void> {
	await http.listen({ host, port, backlog });
	const forPhones = phones ? await listenForPhones(http, phones) : null;
	const stopRenewing = keepRenewed(tls, clock, (shown) => showCertificate(http.server, shown));
	return () => {
		stopRenewing();
		forPhones?.closeAllConnections();
		forPhones?.close();
	};
}
