/** `POST /api/peer-certificate`: a standby of the hall asks for its certificate, proved by a hash that is keyed with the peers' token. */
import type { FastifyInstance } from 'fastify';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallTls } from '../tls/hall-tls.ts';
import { namesOf } from '../tls/names.ts';
import { certificateAsked, certificateGiven, givenTo, isAskedBy } from '../tls/peer-certificate.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';

export function servePeerCertificate(
	app: FastifyInstance,
	{ plan, tls, token }: { plan: HallPlan; tls: HallTls; token: string | undefined },
): void {
	const schema = {
		...documented(
			'A certificate of the hall for another of its platforms',
			{ 200: certificateGiven, 400: errorBody, 401: errorBody, 403: errorBody, 409: errorBody },
			undefined,
			{ body: certificateAsked },
		),
		tags: ['peers'],
	};
	app.post('/api/peer-certificate', { schema }, async (request, reply) => {
		if (token === undefined)
			return sendError(reply, 403, 'peers-closed', 'This platform was started without --peers-token-file; platforms cannot speak to it.');
		const read = certificateAsked.safeParse(request.body);
		if (!read.success) return sendError(reply, 400, 'malformed', 'This is no request for a certificate.');
		if (!isAskedBy(token, read.data)) return sendError(reply, 401, 'wrong-token', 'The token is not that of this hall.');
		const { hall, platform, publicKey } = read.data;
		if (hall !== plan.code || !plan.platforms?.some(({ id }) => id === platform))
			return sendError(reply, 409, 'unknown-platform', `The hall's list has no platform ${platform}.`);
		const certificate = await tls.certify(platform, namesOf(plan, platform), publicKey);
		if (certificate === null) return sendError(reply, 409, 'no-authority-key', 'This platform does not have the key of the authority.');
		return reply.header('cache-control', 'no-store').send(givenTo(token, read.data, tls.authority, certificate));
	});
}
