/** The HTTP side of the centre: halls, health, metrics, API text. */
import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { documented } from '../http/documented.ts';
import { answerBadAddress, answerErrors } from '../http/errors.ts';
import type { Log } from '../observe/log.ts';
import { type CentreBookings, serveBookings } from './booking-routes.ts';
import type { CentreMetrics } from './centre-metrics.ts';
import { type DownRoutes, serveDown } from './down-routes.ts';
import { type CentreRoutes, serveHalls } from './routes.ts';

export const centreHealth = z.object({
	/** `degraded`: a person must look; with 503 nothing can be kept. */
	status: z.enum(['ok', 'degraded']),
	store: z.enum(['ok', 'failed']),
	halls: z.number().int(),
	/** Hall-days on which a hall sent another history than is held, as `HALL/YYYY-MM-DD`. */
	differing: z.array(z.string()),
	uptimeSeconds: z.number(),
	version: z.string(),
	problems: z.array(z.string()),
});

export interface CentrePages extends CentreRoutes, DownRoutes {
	/** The city's front end comes in here; absent = no reservation is made at the centre. */
	booking?: CentreBookings;
	log: Log;
	metrics: CentreMetrics;
	version: string;
	uptimeSeconds(): number;
	/** Code of the failure after which the store is not used any more. */
	broken(): string | null;
}

export async function makeCentreHttp(pages: CentrePages): Promise<FastifyInstance> {
	const app = Fastify({ logger: false, bodyLimit: 64 * 1024, forceCloseConnections: true, frameworkErrors: answerBadAddress });
	// The zod schemas decide at the routes; their JSON form in `schema` is for the API text alone.
	app.setValidatorCompiler(() => () => true);
	app.setSerializerCompiler(() => (value) => JSON.stringify(value));
	answerErrors(app, pages.log);
	await app.register(fastifySwagger, { openapi: { openapi: '3.1.0', info: { title: 'Tidehall centre', version: pages.version } } });
	serveHalls(app, pages);
	serveDown(app, pages);
	if (pages.booking) await serveBookings(app, pages.booking);
	app.get(
		'/healthz',
		{ schema: documented('Can this centre keep what halls send?', { 200: centreHealth, 503: centreHealth }) },
		(_request, reply) => {
			const broken = pages.broken();
			const differing = [...pages.books.differing.keys()].sort();
			const problems = [...(broken ? ['store-failed'] : []), ...(differing.length > 0 ? ['history-differs'] : [])];
			return reply.code(broken ? 503 : 200).send({
				status: problems.length === 0 ? 'ok' : 'degraded',
				store: broken ? 'failed' : 'ok',
				halls: pages.halls.length,
				differing,
				uptimeSeconds: pages.uptimeSeconds(),
				version: pages.version,
				problems,
			} satisfies z.infer<typeof centreHealth>);
		},
	);
	app.get('/metrics', { schema: documented('Metrics for Prometheus', { 200: z.string() }) }, async (_request, reply) => {
		reply.type(pages.metrics.registry.contentType);
		return reply.serializer((text: unknown) => String(text)).send(await pages.metrics.registry.metrics());
	});
	app.get('/api/openapi.json', { schema: documented('This text', { 200: z.unknown() }) }, () => app.swagger());
	return app;
}
