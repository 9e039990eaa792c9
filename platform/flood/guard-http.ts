/** Holds the platform's HTTP server to the limits of one address: connections before a byte is read, requests before their body is. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { sendError } from '../http/errors.ts';
import type { FloodGuard } from './flood-guard.ts';

/** What takes long to make, or is long. */
const dear = [
	'/api/documents',
	'/api/openapi.json',
	'/api/station-config',
	'/api/catalogue',
	'/metrics',
	'/notice',
	'/api/days/',
	'/board',
	'/manager',
];
/** All addresses together; a hall has some hundred machines. */
const connectionsMost = 2_000;

/** Before any route. */
export function guardRequests(app: FastifyInstance, guard: FloodGuard): void {
	app.addHook('onRequest', async (request, reply) => {
		const { url } = request;
		if (
			guard.mayAsk(
				request.ip,
				dear.some((each) => url.startsWith(each)),
			)
		)
			return undefined;
		reply.header('retry-after', '5').header('cache-control', 'no-store');
		return sendError(reply, 429, 'too-many-requests', 'Too many requests come from this address. Ask again in five seconds.');
	});
}

export function guardConnections(server: Server, guard: FloodGuard): void {
	server.maxConnections = connectionsMost;
	// Headers that never end, bodies that never come, connections kept for nothing.
	server.headersTimeout = 10_000;
	server.requestTimeout = 120_000;
	server.keepAliveTimeout = 10_000;
	server.on('connection', (socket: Socket) => {
		const address = socket.remoteAddress;
		if (address === undefined || !guard.opens(address)) {
			socket.destroy();
			return;
		}
		socket.once('close', () => guard.closes(address));
	});
}
