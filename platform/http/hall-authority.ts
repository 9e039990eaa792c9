/** `GET /api/hall-ca`: the hall's authority, for a technician who brings it into a browser by hand, and for a station that is being enrolled. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HallTls } from '../tls/hall-tls.ts';
import { documented } from './documented.ts';

export function serveHallAuthority(app: FastifyInstance, { authority, fingerprint }: Pick<HallTls, 'authority' | 'fingerprint'>): void {
	const schema = documented('The certificate of the hall’s own authority, PEM. Compare its fingerprint before you trust it', {
		200: z.string(),
	});
	app.get('/api/hall-ca', { schema }, (_request, reply) =>
		reply
			.type('application/x-pem-file')
			.header('x-fingerprint-sha256', fingerprint)
			.header('content-disposition', 'attachment; filename="tidehall-ca.pem"')
			.serializer((text: unknown) => String(text))
			.send(authority),
	);
}
