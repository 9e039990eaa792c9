/** `/api/reconciliation`: the report of a day for whoever is signed in as a manager, as JSON, as a table, or as a PDF. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { makePdf } from '../../documents/make-pdf.ts';
import { businessDay } from '../../domain/contracts/identity.ts';
import { reconciliation } from '../../domain/contracts/reconciliation.ts';
import { csvOf } from '../../domain/reconciliation/csv.ts';
import { paperOf } from '../../domain/reconciliation/paper.ts';
import { tableOf } from '../../domain/reconciliation/table.ts';
import { sayFrom } from '../../domain/reconciliation/words.ts';
import type { ManagerOf } from '../people/manager-session.ts';
import type { DayReports } from '../reconciliation/day-reports.ts';
import { TokenBucket } from '../socket/token-bucket.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';
import type { HallPages } from './hall-pages.ts';
import { languageOf } from './problem.ts';

export interface ReconciliationPages {
	managerOf: ManagerOf;
	dayReports: DayReports;
}

/** A report of a busy day is tens of milliseconds of work, a PDF up to a second: a hall must go on deciding meanwhile. */
const reportsPerSecond = 1;
const reportsAtOnce = 5;

const asked = z.object({ day: businessDay.optional(), format: z.enum(['json', 'csv', 'pdf']).optional() });

export function serveReconciliation(app: FastifyInstance, pages: HallPages, { managerOf, dayReports }: ReconciliationPages): void {
	const { authority, clock, log } = pages;
	const bucket = new TokenBucket(reportsPerSecond, reportsAtOnce, clock.now());
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
		if (!bucket.take(clock.now())) {
			reply.header('retry-after', String(1 / reportsPerSecond));
			return sendError(reply, 429, 'too-many-requests', 'Too many reports at once. Ask again in a second.');
		}
		const { day = authority.day, format = 'json' } = read.data;
		const found = await dayReports(day);
		if (!found) return sendError(reply, 404, 'not-found', `This hall has no log of ${day}.`, 'day');
		log.info('reconciliation-read', { staff, day, command: format });
		if (format === 'json') return found.report;
		return sendFile(request, reply, pages, { ...found, format });
	});
}

async function sendFile(
	request: FastifyRequest,
	reply: FastifyReply,
	{ clock, stationConfig }: HallPages,
	{ plan, report, format }: NonNullable<Awaited<ReturnType<DayReports>>> & { format: 'csv' | 'pdf' },
): Promise<FastifyReply> {
	const language = languageOf(request);
	const speaker = { plan, language, say: sayFrom((stationConfig.wording[language]?.reconciliation ?? {}) as Record<string, unknown>) };
	reply.header('content-language', language);
	reply.header('content-disposition', `attachment; filename="reconciliation-${report.day}.${format}"`);
	const bytes =
		format === 'csv' ? Buffer.from(csvOf(tableOf(report, speaker))) : Buffer.from(await makePdf(paperOf(report, speaker, clock.now())));
	return reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf').send(bytes);
}
