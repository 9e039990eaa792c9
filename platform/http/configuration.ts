/** `/api/configuration`: what the centre sent, for a manager who is signed in, and the order to work with it from now on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { configurationState } from '../../domain/contracts/centre-down.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';

export interface ConfigurationPages {
	state(): z.infer<typeof configurationState>;
	/** False = nothing waits. Rejects with a `StoreFailure`. */
	takeNow(): Promise<boolean>;
	/** Whether a manager stands behind this token of a sign-in. */
	isManager(session: string): boolean;
}

const taken = z.object({ taken: z.literal(true) });

export function serveConfiguration(app: FastifyInstance, pages: ConfigurationPages): void {
	const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
		const [, session] = /^Bearer (\S{1,128})$/i.exec(request.headers.authorization ?? '') ?? [];
		if (session !== undefined && pages.isManager(session)) return undefined;
		return sendError(
			reply,
			401,
			'not-signed-in',
			'Only a manager who is signed in may do this. Send the session as “Bearer …”.',
			'authorization',
		);
	};
	app.get(
		'/api/configuration',
		{
			onRequest,
			schema: documented('The configuration in use, the one that waits, and the last one that was refused', {
				200: configurationState,
				401: errorBody,
			}),
		},
		() => pages.state(),
	);
	app.post(
		'/api/configuration/take',
		{
			onRequest,
			schema: documented('Work with the configuration that waits from now on; the platform starts anew', {
				200: taken,
				401: errorBody,
				409: errorBody,
			}),
		},
		async (_request, reply) =>
			(await pages.takeNow())
				? reply.send({ taken: true } satisfies z.infer<typeof taken>)
				: sendError(reply, 409, 'nothing-waits', 'No configuration waits to be taken.'),
	);
}
