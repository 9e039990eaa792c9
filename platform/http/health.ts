/** `/healthz`: can this platform decide now? 200 while it can, 503 while it cannot. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { termReport } from '../../domain/contracts/term.ts';
import { centreHealthPart } from '../centre/follow-hall.ts';
import { documented } from './documented.ts';
import type { HallPages } from './hall-pages.ts';

export const health = z.object({
	/** `degraded`: a person must look; with 503 it does not decide at all. */
	status: z.enum(['ok', 'degraded']),
	store: z.enum(['ok', 'failed']),
	hall: z.string(),
	day: z.string(),
	stage: z.enum(['not-open', 'open', 'closed']),
	head: z.number().int(),
	uptimeSeconds: z.number(),
	version: z.string(),
	problems: z.array(z.string()),
	/** Which part it has among the hall's platforms. */
	term: termReport.pick({ platform: true, part: true, term: true }).optional(),
	/** The copy of the log at the centre; a cut line there does not keep this platform from deciding. */
	centre: centreHealthPart.optional(),
});

export type Health = z.infer<typeof health> & { decides: boolean };

export function healthOf(pages: HallPages): Health {
	const { authority } = pages;
	const { platform, part, term } = pages.term?.() ?? { platform: 'P1' as const, part: 'in-charge' as const, term: null };
	const decides = authority.stopped === null && part === 'in-charge';
	const { stopped } = authority;
	const why = stopped === 'superseded' && part === 'standby' ? part : (stopped ?? (part === 'in-charge' ? null : part));
	const problems = [...(why === null ? [] : [why]), ...pages.warnings()];
	return {
		decides,
		status: problems.length === 0 ? 'ok' : 'degraded',
		store: authority.stopped === 'store-failed' ? 'failed' : 'ok',
		hall: pages.plan.code,
		day: authority.day,
		stage: authority.state.stage,
		head: authority.head,
		uptimeSeconds: Math.max(0, Math.round((pages.clock.now() - pages.startedAt) / 1_000)),
		version: pages.version,
		problems,
		...(term ? { term: { platform, part, term } } : {}),
		...(pages.centre ? { centre: pages.centre() } : {}),
	};
}

export function serveHealth(app: FastifyInstance, pages: HallPages): void {
	app.get('/healthz', { schema: documented('Can this platform decide now?', { 200: health, 503: health }) }, (_request, reply) => {
		const { decides, ...said } = healthOf(pages);
		reply.code(decides ? 200 : 503).send(said satisfies z.infer<typeof health>);
	});
}
