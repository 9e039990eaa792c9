/**
 * Holds HTTP to the table of permissions: a route that is not in it does not start, and a sign-in of the wrong role is turned away before the route
 * sees it. Who shows no sign-in at all is answered by the route, which says what it wants.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type RouteRequest, routePermissions, staffFor } from '../../domain/permission-table.ts';
import type { WhoMay } from '../people/who-may.ts';
import { sendError } from './errors.ts';

/** Answers every method at once and gives nothing: what lies beyond the routes of its address. */
const everyMethod = 5;

/** `signedIn`: whether a sign-in is good at all. */
export function guardRoutes(app: FastifyInstance, whoMay: WhoMay, signedIn: (session: string) => boolean): void {
	app.addHook('onRoute', ({ method, url }) => {
		const methods = [method].flat();
		if (methods.length >= everyMethod) return;
		for (const each of methods)
			if (each !== 'HEAD' && !Object.hasOwn(routePermissions, `${each} ${url}`))
				throw new Error(`${each} ${url} has no line in domain/permission-table.ts: say there who may ask for it.`);
	});
	app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
		const { url } = request.routeOptions;
		const line = `${request.method === 'HEAD' ? 'GET' : request.method} ${url}`;
		if (url === undefined || !Object.hasOwn(routePermissions, line)) return undefined;
		const may = staffFor(line as RouteRequest);
		const [, session] = /^Bearer (\S{1,128})$/i.exec(request.headers.authorization ?? '') ?? [];
		if (!may || session === undefined || !signedIn(session) || whoMay(session, line as RouteRequest) !== null) return undefined;
		return sendError(reply, 403, 'not-permitted', 'Whoever is signed in may not ask for this.');
	});
}
