/** `/api/peer/applications…`: submitted applications, sealed, for the hall's other platforms. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { applicationRef, attachmentId } from '../../domain/contracts/applications.ts';
import type { ApplicationBook } from '../applications/application-book.ts';
import { applicationCopy, chunkCopy, copyFor, finishedList } from '../applications/copies.ts';
import { fieldProblem, inWords } from '../socket/field-problem.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';

const listAsked = z.object({ state: z.string().max(64).optional() });
const oneAsked = z.object({ ref: applicationRef });
const chunkAsked = oneAsked.extend({ attachment: attachmentId, index: z.coerce.number().int().min(0).max(100_000) });

export interface PeerApplications {
	book: ApplicationBook;
	token: string;
	/** Answers by itself when the request shows no token of the hall. */
	mayNot(request: FastifyRequest, reply: FastifyReply): FastifyReply | null;
}

export function servePeerApplications(app: FastifyInstance, { book, token, mayNot }: PeerApplications): void {
	function get<A extends z.ZodType>(
		path: string,
		summary: string,
		asked: A,
		answer: z.ZodType,
		find: (asked: z.infer<A>) => Promise<unknown>,
	): void {
		const errors = { 400: errorBody, 401: errorBody, 403: errorBody, 404: errorBody };
		const schema = { ...documented(summary, { 200: answer, ...errors }), tags: ['peers'], security: [{ peers: [] }] };
		app.get(`/api/peer/applications${path}`, { schema }, async (request, reply) => {
			const turned = mayNot(request, reply);
			if (turned) return turned;
			const read = asked.safeParse({ ...(request.query as object), ...(request.params as object) });
			if (!read.success) return sendError(reply, 400, 'malformed', inWords(fieldProblem(read.error)));
			const found = await find(read.data);
			if (found === null) return sendError(reply, 404, 'unknown-application', 'No such application is finished here.');
			return reply.header('cache-control', 'no-store').send(found);
		});
	}
	get('', 'Which applications are finished here; no list for who knows it already', listAsked, finishedList, async ({ state: known }) => {
		const applications = book.finished();
		const state = createHash('sha256').update(JSON.stringify(applications)).digest('base64url');
		return { state, applications: state === known ? null : applications };
	});
	get('/:ref', 'One application, sealed', oneAsked, applicationCopy, ({ ref }) => copyFor(book, ref, token));
	get('/:ref/:attachment/:index', 'One chunk of it, sealed', chunkAsked, chunkCopy, async ({ ref, attachment, index }) => {
		const box = (await book.copyOf(ref)) ? await book.box(ref, attachment, index) : null;
		return { box: box && Buffer.from(box).toString('base64') };
	});
}
