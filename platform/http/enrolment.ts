/** `POST /api/enrolment`: a machine with a one-time code binds its key to its seats. */
import type { FastifyInstance } from 'fastify';
import { type EnrolmentProblem, enrolmentAnswer, enrolmentUp } from '../../domain/contracts/enrolment.ts';
import type { EnrolmentOffice } from '../enrolment/enrolment-office.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';

const problems: Record<EnrolmentProblem, { status: number; words: string }> = {
	malformed: { status: 400, words: 'This is no request to enrol a station.' },
	'wrong-code': { status: 403, words: 'The code is wrong, was used, or is over. Ask the manager for a new one.' },
	locked: { status: 429, words: 'Too many wrong codes from this machine. Wait a quarter of an hour.' },
	'other-hall': { status: 409, words: 'This is the platform of another hall.' },
	'unknown-station': { status: 409, words: 'The hall has no such station. Check stations.yaml.' },
	'revoked-key': { status: 403, words: 'The key of this machine was revoked. Restore it first, or set the machine up anew.' },
	standby: { status: 409, words: 'This platform does not decide. Enrol at the one that does.' },
	busy: { status: 503, words: 'The platform could not keep it. Try again.' },
};

export function serveEnrolment(app: FastifyInstance, office: EnrolmentOffice): void {
	const schema = documented(
		'A machine binds its key to its seats with a one-time code',
		{ 200: enrolmentAnswer, 400: errorBody, 403: errorBody, 409: errorBody, 429: errorBody, 503: errorBody },
		undefined,
		{ body: enrolmentUp },
	);
	app.post('/api/enrolment', { schema, bodyLimit: 16 * 1024 }, async (request, reply) => {
		const answer = await office.enrol(request.body, request.ip);
		reply.header('cache-control', 'no-store');
		if (answer.ok) return reply.send({ authority: answer.authority, proof: answer.proof });
		const { status, words } = problems[answer.code];
		return sendError(reply, status, answer.code, words);
	});
}
