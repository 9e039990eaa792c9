/** `/api/figures`: figures of days that are over or running, for managers and for programs that hold the hall's reader token. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isBookingToken } from '../../config/booking-token.ts';
import { fileFormats, history } from '../../domain/contracts/history-desk.ts';
import { businessDay, queueId } from '../../domain/contracts/identity.ts';
import type { ManagerOf } from '../people/manager-session.ts';
import { TokenBucket } from '../socket/token-bucket.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';
import type { HallPages } from './hall-pages.ts';
import type { DailyFiguresPages } from './page-parts.ts';
import { languageOf } from './problem.ts';

const asked = z.object({
	from: businessDay,
	to: businessDay.optional(),
	queue: queueId.optional(),
	format: z.enum(['json', ...fileFormats]).optional(),
});
const answer = z.object({
	hall: z.string(),
	from: businessDay,
	to: businessDay,
	queue: queueId.nullable(),
	history,
	damaged: z.array(businessDay),
	since: businessDay.nullable(),
});
const types = {
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	pdf: 'application/pdf',
};

/** A program asks once a day; nobody is to guess tokens or keep the hall busy. */
const asksPerSecond = 1;
const asksAtOnce = 10;

export function serveDailyFigures(app: FastifyInstance, pages: HallPages, { desk, managerOf, readerTokenHash }: DailyFiguresPages): void {
	const { plan, clock, log } = pages;
	const bucket = new TokenBucket(asksPerSecond, asksAtOnce, clock.now());
	const errors = Object.fromEntries([400, 401, 429].map((status) => [status, errorBody]));
	const schema = {
		...documented(
			'Figures of a period by day, hour, service, window and weekday; `to` is `from` when left out. Counts and waits alone, nobody in them. Format json, csv (UTF-8 with byte-order mark), xlsx or pdf',
			{ 200: answer, ...errors },
			undefined,
			{ querystring: asked },
		),
		tags: ['figures'],
		security: [{ manager: [] }, { figuresReader: [] }] as Record<string, string[]>[],
	};
	app.get('/api/figures', { schema }, async (request, reply) => {
		reply.header('cache-control', 'no-store');
		if (!bucket.take(clock.now())) {
			reply.header('retry-after', '1');
			return sendError(reply, 429, 'too-many-requests', 'Too many requests at once. Ask again in a second.');
		}
		const who = reader(request, managerOf, readerTokenHash);
		if (who === null) {
			reply.header('www-authenticate', 'Bearer');
			return sendError(reply, 401, 'not-permitted', 'Send the reader token of the hall, or the session of a manager, as the bearer token.');
		}
		const read = asked.safeParse(request.query);
		if (!read.success) {
			const field = String(read.error.issues[0]?.path[0] ?? 'from');
			return sendError(reply, 400, 'malformed', 'from and to are written YYYY-MM-DD; format is json, csv, xlsx or pdf.', field);
		}
		const { from, to = from, queue = null, format = 'json' } = read.data;
		const look = await desk.look(from, to, queue);
		if (look === 'too-long') return sendError(reply, 400, 'malformed', 'to is not before from, and at most a year later.', 'to');
		log.info('figures-read', { staff: who, day: from, command: format });
		const { history: found, damaged, since } = look;
		if (format === 'json') return { hall: plan.code, from, to, queue, history: found, damaged, since };
		const language = languageOf(request);
		const { name, bytes } = await desk.file(look, format, language);
		reply.header('content-language', language);
		reply.header('content-disposition', `attachment; filename="${name}"`);
		return reply.type(types[format]).send(bytes);
	});
}

/** Number of the manager, `reader` for a program, `null` for nobody. */
function reader(request: FastifyRequest, managerOf: ManagerOf, readerTokenHash: string | null): string | null {
	const [, token] = /^Bearer ([\x21-\x7e]{1,128})$/i.exec(request.headers.authorization ?? '') ?? [];
	if (token === undefined) return null;
	if (readerTokenHash !== null && isBookingToken(readerTokenHash, token)) return 'reader';
	return managerOf(token);
}
