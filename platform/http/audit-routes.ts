/** What is asked for over HTTP with a sign-in leaves its line before it is answered; and the page of the audit for the hall's other platforms. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RouteRequest } from '../../domain/permission-table.ts';
import type { WhoAsks } from '../audit/ask-audited.ts';
import type { AuditBook } from '../audit/audit-book.ts';
import { auditAsked, auditPage, auditPageOf } from '../audit/audit-copies.ts';
import { auditedRoutes } from '../audit/what-is-audited.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';

export interface AuditedPages {
	book: AuditBook;
	who: WhoAsks<RouteRequest>;
}

export function auditRoutes(app: FastifyInstance, { book, who }: AuditedPages): void {
	app.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
		const line = `${request.method} ${request.routeOptions.url}` as RouteRequest;
		const audited = auditedRoutes[line];
		if (typeof audited !== 'function') return undefined;
		const [, session] = /^Bearer (\S{1,128})$/i.exec(request.headers.authorization ?? '') ?? [];
		const by = session === undefined ? null : who(session, line);
		// Without a sign-in the route turns it away, or it shows a token of its own.
		if (!by) return undefined;
		const said = audited({ ...(request.query as object), ...(typeof request.body === 'object' ? request.body : null) });
		try {
			if (said) await book.write({ ...by, ...said });
		} catch (cause) {
			if (!(cause instanceof StoreFailure)) throw cause;
			return sendError(reply, 503, 'not-audited', 'This could not be noted down in the audit, so it is not shown. Tell the technician.');
		}
		return undefined;
	});
}

export function servePeerAudit(
	app: FastifyInstance,
	book: AuditBook,
	mayNot: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null,
): void {
	const schema = {
		...documented('How far each audit is held here, and lines of one of them', {
			200: auditPage,
			400: errorBody,
			401: errorBody,
			403: errorBody,
		}),
		tags: ['peers'],
		security: [{ peers: [] }],
	};
	app.get('/api/peer/audit', { schema }, async (request, reply) => {
		const turned = mayNot(request, reply);
		if (turned) return turned;
		const read = auditAsked.safeParse(request.query);
		if (!read.success) return sendError(reply, 400, 'malformed', 'chain is the name of an audit, after the number of a line.');
		return reply.header('cache-control', 'no-store').send(await auditPageOf(book, read.data));
	});
}
