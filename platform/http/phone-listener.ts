/**
 * A listener of its own, in the clear, for the page behind the code on paper and nothing else: citizens' phones do not know the hall's authority, so the
 * site's public front (with a public certificate) asks here. Nothing on it tells of a person, and no other route of the platform can be reached.
 */
import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';

const shown = [/^\/t\/[^/]+(?:\?|$)/, /^\/notice(?:\?|$)/, /^\/(?:icon\.svg|phone\.css|phone\.js)$/];

export function isPhoneAddress(url: string): boolean {
	return url.length < 2_000 && !url.includes('..') && shown.some((one) => one.test(url));
}

/** Rejects with Node's error of the port. */
export function listenForPhones(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<Server> {
	const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 16_384 }, (request, reply) => {
		if (isPhoneAddress(request.url ?? '')) return app.routing(request, reply);
		reply.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not here.');
	});
	server.maxConnections = 256;
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => resolve(server));
	});
}
