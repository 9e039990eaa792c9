/** `GET /api/reminders/:id/phone`: for the hall's gateway for messages, with its own token, while it is told of this reminder. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { TokenBucket } from '../socket/token-bucket.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';
import type { HallPages } from './hall-pages.ts';
import type { ReminderPages } from './page-parts.ts';

const asked = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) });
/** As fast as reminders are said. */
const asksPerSecond = 2;
const asksAtOnce = 40;
const hash = (text: string) => createHash('sha256').update(text).digest();

export function serveReminders(app: FastifyInstance, { clock }: HallPages, { token, phoneOf }: ReminderPages): void {
	const bucket = new TokenBucket(asksPerSecond, asksAtOnce, clock.now());
	const errors = Object.fromEntries([401, 404, 429].map((status) => [status, errorBody]));
	const schema = {
		...documented(
			'The phone number a reminder goes to, while it is being said',
			{ 200: z.object({ phone: z.string() }), ...errors },
			asked,
		),
		tags: ['reminders'],
		security: [{ reminderGateway: [] }],
	};
	app.get('/api/reminders/:id/phone', { schema }, async (request, reply) => {
		reply.header('cache-control', 'no-store');
		if (!bucket.take(clock.now())) return sendError(reply, 429, 'too-many-requests', 'Too many requests at once. Ask again in a second.');
		const [, shown] = /^Bearer (\S{1,1000})$/.exec(request.headers.authorization ?? '') ?? [];
		if (shown === undefined || !timingSafeEqual(hash(shown), hash(token)))
			return sendError(reply, 401, 'wrong-token', 'Send the token of the gateway for reminders as the bearer token.');
		const read = asked.safeParse(request.params);
		const phone = read.success ? await phoneOf(read.data.id) : null;
		return phone === null
			? sendError(reply, 404, 'not-found', 'No such reminder is being said, or no number is known for it.')
			: reply.send({ phone });
	});
}
