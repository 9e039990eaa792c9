/** The hall's gateway for messages, as a real HTTP server of the test: it keeps what it was told, and answers as the test wants. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
	headers: IncomingHttpHeaders;
	text: string;
}

export async function openGateway() {
	const heard: Heard[] = [];
	/** What a gateway that keeps to `Idempotency-Key` sends on. */
	const messages = new Map<string, Heard>();
	const how = { status: 200, /** Has it, and hangs up before it says so. */ hangUp: false };
	const server = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			const one = { headers: request.headers, text: Buffer.concat(pieces).toString('utf8') };
			heard.push(one);
			if (how.status < 300) messages.set(String(request.headers['idempotency-key']), one);
			if (how.hangUp) {
				response.socket?.destroy();
				return;
			}
			response.writeHead(how.status, { location: 'http://127.0.0.1:1/elsewhere' }).end('whatever it says');
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		heard,
		messages,
		how,
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/reminders`,
		close: () =>
			new Promise<void>((done) => {
				server.closeAllConnections();
				server.close(() => done());
			}),
	};
}
