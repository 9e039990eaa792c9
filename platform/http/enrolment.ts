/** `POST /api/enrolment`: a machine with a one-time code binds its key to its seats; and what its first start asks before and after (decision 0030). */
import type { FastifyInstance } from 'fastify';
import { type EnrolmentProblem, enrolmentAnswer, enrolmentUp } from '../../domain/contracts/enrolment.ts';
import { type HallFile, hallFilesAnswer, hallFilesAsked, seatsAnswer, seatsAsked } from '../../domain/contracts/set-up-hall.ts';
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

/** Of the hall as the platform works with it; `null` = they do not all lie in one folder. Rejects with a `StoreFailure`. */
export type TellHallFiles = () => Promise<readonly HallFile[] | null>;

export function serveEnrolment(app: FastifyInstance, office: EnrolmentOffice, files?: TellHallFiles): void {
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
	const seatsSchema = documented(
		'Which seats of the hall a one-time code opens',
		{ 200: seatsAnswer, 400: errorBody, 403: errorBody, 409: errorBody, 429: errorBody },
		undefined,
		{ body: seatsAsked },
	);
	app.post('/api/enrolment/seats', { schema: seatsSchema, bodyLimit: 16 * 1024 }, async (request, reply) => {
		const answer = office.seats(request.body, request.ip);
		reply.header('cache-control', 'no-store');
		if (!answer.ok) return sendError(reply, problems[answer.code].status, answer.code, problems[answer.code].words);
		const { ok: _, ...told } = answer;
		return reply.send(told);
	});
	if (!files) return;
	const filesSchema = documented(
		'The files of the hall, for an enrolled machine; who may sign in is not among them',
		{ 200: hallFilesAnswer, 400: errorBody, 403: errorBody, 409: errorBody },
		undefined,
		{ body: hallFilesAsked },
	);
	app.post('/api/hall-files', { schema: filesSchema, bodyLimit: 16 * 1024 }, async (request, reply) => {
		reply.header('cache-control', 'no-store');
		const read = hallFilesAsked.safeParse(request.body);
		if (!read.success) return sendError(reply, 400, 'malformed', 'This is no request for the files of the hall.');
		if (!office.mayHaveFiles(read.data))
			return sendError(reply, 403, 'not-enrolled', 'No machine that is enrolled for these seats has signed this, just now.');
		const told = await files();
		if (!told)
			return sendError(reply, 409, 'files-elsewhere', 'Not all files of the hall lie in one folder; copy them to the machine by hand.');
		return reply.send({ files: told });
	});
}
