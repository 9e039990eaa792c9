/** What a standby answers while another process works: `/healthz` with 503 and `standby`, so that whoever asks goes to the other one. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandbyPage {
	port: number;
	close(): Promise<void>;
}

export type Waiting = 'standby' | 'database-away';

/** Rejects with Node's error of the port. */
export async function openStandbyPage(host: string, port: number, facts: () => { waiting: Waiting; lock: string }): Promise<StandbyPage> {
	const server = createServer((request, response) => {
		const health = request.url === '/healthz';
		const { waiting, lock } = facts();
		const body = health
			? { status: 'standby', store: waiting === 'standby' ? 'ok' : 'failed', hall: lock, problems: waiting === 'standby' ? [] : [waiting] }
			: { error: { code: 'standby', message: 'This is the standby. Ask the one that works; this one takes over when it dies.' } };
		response.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1' });
		response.end(JSON.stringify(body));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen({ host, port }, () => {
			server.off('error', reject);
			resolve();
		});
	});
	return {
		port: (server.address() as AddressInfo).port,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
