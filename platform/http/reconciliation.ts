/** `/api/reconciliation`: the report of a day for whoever is signed in as a manager, as JSON, as a table, or as a PDF. */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { businessDay } from '../../domain/contracts/identity.ts';
import { reconciliation } from '../../domain/contracts/reconciliation.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';
import type { HallPages } from './hall-pages.ts';
import type { ReconciliationPages } from './page-parts.ts';
import { languageOf } from './problem.ts';

const asked = z.object({ day: businessDay.optional(), format: z.enum(['json', 'csv', 'pdf']).optional() });

export function serveReconciliation(app: FastifyInstance, pages: HallPages, { managerOf, dayReports }: ReconciliationPages): void {
	const { authority, log } = pages;
	const errors = Object.fromEntries([400, 401, 404, 429].map((status) => [status, errorBody]));
	const schema = {
		...documented(
			'Reconciliation report of a business day, today when left out; format json, csv (UTF-8 with byte-order mark) or pdf',
			{ 200: reconciliation, ...errors },
			undefined,
			{ querystring: asked },
		),
		tags: ['reconciliation'],
		security: [{ manager: [] }],
	};
	app.get('/api/reconciliation', { schema }, async (request, reply) => {
		reply.header('cache-control', 'no-store');
		const [, session] = /^Bearer ([\x21-\x7e]{1,128})$/i.exec(request.headers.authorization ?? '') ?? [];
		const staff = session === undefined ? null : managerOf(session);
		if (staff === null) {
			reply.header('www-authenticate', 'Bearer');
			return sendError(reply, 401, 'not-permitted', 'Sign in at a manager’s station and send that session as the bearer token.');
		}
		const read = asked.safeParse(request.query);
		if (!read.success) {
			const field = String(read.error.issues[0]?.path[0] ?? 'day');
			return sendError(reply, 400, 'malformed', 'day is written YYYY-MM-DD; format is json, csv or pdf.', field);
		}
		const { day = authority.day, format = 'json' } = read.data;
		const found = await dayReports.of(day);
		if (found === 'no-day') return sendError(reply, 404, 'not-found', `This hall has no log of ${day}.`, 'day');
		if (found === 'busy') {
			reply.header('retry-after', '1');
			return sendError(reply, 429, 'too-many-requests', 'Too many reports at once. Ask again in a second.');
		}
		log.info('reconciliation-read', { staff, day, command: format });
		if (format === 'json') return found.report;
		const language = languageOf(request);
		reply.header('content-language', language);
		reply.header('content-disposition', `attachment; filename="reconciliation-${day}.${format}"`);
		if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(dayReports.csv(found, language));
		return reply.type('application/pdf').send(await dayReports.pdf(found, language));
	});
}
