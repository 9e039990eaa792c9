/** `/api/peer/notes` and `/api/peer/note`: sealed notes of complaints, for the hall's other platforms. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { listNotes, noteAsked, noteCopy, noteFor, notesAsked, notesList } from '../reviews/note-copies.ts';
import type { ReviewDesk } from '../reviews/review-desk.ts';
import { fieldProblem, inWords } from '../socket/field-problem.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';

export interface PeerNotes {
	desk: Pick<ReviewDesk, 'cases' | 'notes'>;
	token: string;
	/** Answers by itself when the request shows no token of the hall. */
	mayNot(request: FastifyRequest, reply: FastifyReply): FastifyReply | null;
}

export function servePeerNotes(app: FastifyInstance, { desk, token, mayNot }: PeerNotes): void {
	function get<A extends z.ZodType>(
		path: string,
		summary: string,
		asked: A,
		answer: z.ZodType,
		find: (asked: z.infer<A>) => Promise<unknown>,
	): void {
		const schema = {
			...documented(summary, { 200: answer, 400: errorBody, 401: errorBody, 403: errorBody }),
			tags: ['peers'],
			security: [{ peers: [] }],
		};
		app.get(`/api/peer/${path}`, { schema }, async (request, reply) => {
			const turned = mayNot(request, reply);
			if (turned) return turned;
			const read = asked.safeParse(request.query);
			if (!read.success) return sendError(reply, 400, 'malformed', inWords(fieldProblem(read.error)));
			return reply.header('cache-control', 'no-store').send(await find(read.data));
		});
	}
	get('notes', 'Which notes of complaints are here; no list for who knows it already', notesAsked, notesList, async ({ state }) => {
		const refs = (await desk.cases()).map(({ ref }) => ref);
		return listNotes(desk.notes, [...new Set(refs)], state);
	});
	get('note', 'One note, sealed', noteAsked, noteCopy, (asked) => noteFor(desk.notes, asked, token));
}
