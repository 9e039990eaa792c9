/** `/api/peer/…`: what the platforms of one hall say to each other, with the peers' token; and a manager's order to hand over. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { logPart } from '../../domain/contracts/centre.ts';
import type { ApplicationBook } from '../applications/application-book.ts';
import type { DeliveryWishes } from '../applications/delivery-wishes.ts';
import type { DraftShelf } from '../applications/draft-shelf.ts';
import type { AuditBook } from '../audit/audit-book.ts';
import { copySent } from '../reservations/kept-copy.ts';
import { bookAsked, bookPage } from '../reservations/pass-book.ts';
import { fieldProblem, inWords } from '../socket/field-problem.ts';
import {
	beginUp,
	dayAsked,
	handOverAsked,
	handOverUp,
	logAsked,
	logPage,
	offerUpByPeer,
	peerDone,
	prepareUp,
	recordsPage,
	settledUp,
	takeOverUp,
} from '../term/peer-contract.ts';
import type { PeerWork, Worked } from '../term/peer-work.ts';
import { isPeer } from '../term/peers-token.ts';
import { servePeerAudit } from './audit-routes.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';
import { servePeerApplications } from './peer-applications.ts';
import { servePeerDrafts } from './peer-drafts.ts';
import { type PeerNotes, servePeerNotes } from './peer-notes.ts';
import { servePeerWishes } from './peer-wishes.ts';

export interface PeerPages {
	/** Absent = the hall's platforms share none, and these pages are closed. */
	token: string | undefined;
	work: PeerWork;
	managerOf(session: string): string | null;
	/** Submitted applications, for the hall's other platforms. */
	applications: ApplicationBook;
	/** The audits that lie here, for the same. */
	audit: AuditBook;
	/** Complaints with their sealed notes, for the same. */
	notes: PeerNotes['desk'];
	/** Where results are to go. */
	wishes: DeliveryWishes;
	/** Drafts that wait for their person. */
	drafts: DraftShelf;
}

/** A day of a large hall, with room. */
const messageBytes = 64 * 1024 * 1024;
const statusOf: Record<string, number> = {
	malformed: 400,
	'not-in-charge': 409,
	'in-charge': 409,
	'unknown-platform': 404,
	refused: 409,
	busy: 503,
	'not-reached': 502,
	'took-back': 502,
};

export function servePeers(app: FastifyInstance, { token, work, managerOf, applications, audit, notes, wishes, drafts }: PeerPages): void {
	const answers = {
		200: peerDone,
		400: errorBody,
		401: errorBody,
		403: errorBody,
		404: errorBody,
		409: errorBody,
		502: errorBody,
		503: errorBody,
	};
	const say = (reply: FastifyReply, done: Worked) =>
		done.ok
			? reply.header('cache-control', 'no-store').send({ ok: true })
			: sendError(reply, statusOf[done.code] ?? 409, done.code, done.what);
	const mayNot = (request: FastifyRequest, reply: FastifyReply): FastifyReply | null => {
		if (token === undefined)
			return sendError(reply, 403, 'peers-closed', 'This platform was started without --peers-token-file; platforms cannot speak to it.');
		return isPeer(request.headers.authorization, token)
			? null
			: sendError(reply, 401, 'wrong-token', 'The token is not that of this hall.');
	};

	function post<S extends z.ZodType>(path: string, summary: string, schema: S, act: (said: z.infer<S>) => Promise<Worked>): void {
		const options = {
			bodyLimit: messageBytes,
			schema: { ...documented(summary, answers, undefined, {}), tags: ['peers'], security: [{ peers: [] }] },
		};
		app.post(`/api/peer/${path}`, options, async (request, reply) => {
			const turned = mayNot(request, reply);
			if (turned) return turned;
			const read = schema.safeParse(request.body);
			if (!read.success) return say(reply, { ok: false, code: 'malformed', what: inWords(fieldProblem(read.error)) });
			return say(reply, await act(read.data));
		});
	}
	post('prepare', 'Before a hand-over: take the log and the records', prepareUp, (said) => work.prepare(said));
	post('begin', 'The former platform has stood down: begin to decide', beginUp, (said) => work.begin(said));
	post('take-over', 'Carry out a take-over (a standby)', takeOverUp, (said) => work.takeOver(said.order));
	post('hand-over', 'Hand the hall over to another platform', handOverUp, (said) => work.handOver(said));
	post('offer', 'Events of an earlier term that the platform in charge may lack', offerUpByPeer, (said) => work.offer(said));
	post('book-copy', 'What was booked, sealed, for a platform that stands by', copySent, (said) => work.bookCopy(said));
	post('settled', 'A platform of an earlier term has stood down and offered everything', settledUp, (said) => work.settled(said.platform));

	const logSchema = {
		...documented('The log after a position, for a standby', { 200: logPage, 401: errorBody, 403: errorBody, 409: errorBody }),
		tags: ['peers'],
		security: [{ peers: [] }],
	};
	app.get('/api/peer/log', { schema: logSchema }, async (request, reply) => {
		const turned = mayNot(request, reply);
		if (turned) return turned;
		const read = logAsked.safeParse(request.query);
		if (!read.success) return say(reply, { ok: false, code: 'malformed', what: inWords(fieldProblem(read.error)) });
		const page = work.logAfter(read.data);
		return page
			? reply.header('cache-control', 'no-store').send(page)
			: say(reply, { ok: false, code: 'not-in-charge', what: 'This platform does not decide; follow the one that does.' });
	});

	const daySchema = {
		...documented('A day of the log, for a platform whose own was damaged', {
			200: logPart,
			401: errorBody,
			403: errorBody,
			404: errorBody,
		}),
		tags: ['peers'],
		security: [{ peers: [] }],
	};
	app.get('/api/peer/day', { schema: daySchema }, async (request, reply) => {
		const turned = mayNot(request, reply);
		if (turned) return turned;
		const read = dayAsked.safeParse(request.query);
		if (!read.success) return say(reply, { ok: false, code: 'malformed', what: inWords(fieldProblem(read.error)) });
		const part = await work.logPart(read.data.day, read.data.after);
		return part
			? reply.header('cache-control', 'no-store').send(part)
			: sendError(reply, 404, 'not-found', 'This platform holds nothing of that day.');
	});

	const bookSchema = {
		...documented('The book of reservations, sealed, for the platform that decides now', { ...answers, 200: bookPage }, undefined, {
			body: bookAsked,
		}),
		tags: ['peers'],
		security: [{ peers: [] }],
	};
	app.post('/api/peer/book', { schema: bookSchema }, async (request, reply) => {
		const turned = mayNot(request, reply);
		if (turned) return turned;
		const read = bookAsked.safeParse(request.body);
		if (!read.success) return say(reply, { ok: false, code: 'malformed', what: inWords(fieldProblem(read.error)) });
		const given = await work.book(read.data);
		return given.ok ? reply.header('cache-control', 'no-store').send({ box: given.box }) : say(reply, given);
	});

	const recordsSchema = {
		...documented('The records that a standby needs', { 200: recordsPage, 401: errorBody, 403: errorBody, 409: errorBody }),
		tags: ['peers'],
		security: [{ peers: [] }],
	};
	app.get('/api/peer/records', { schema: recordsSchema }, async (request, reply) => {
		const turned = mayNot(request, reply);
		if (turned) return turned;
		return reply.header('cache-control', 'no-store').send({ records: await work.records() });
	});

	if (token !== undefined) {
		servePeerApplications(app, { book: applications, token, mayNot });
		servePeerAudit(app, audit, mayNot);
		servePeerNotes(app, { desk: notes, token, mayNot });
		servePeerDrafts(app, drafts, mayNot);
		servePeerWishes(app, { wishes, token, mayNot });
	}

	const asked = {
		...documented('A manager orders the hall to be handed over', answers, undefined, { body: handOverAsked }),
		security: [{ manager: [] }],
	};
	app.post('/api/hand-over', { schema: asked }, async (request, reply) => {
		const session = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
		const by = session === undefined ? null : managerOf(session);
		if (by === null) return sendError(reply, 401, 'not-signed-in', 'Only a manager who is signed in may hand the hall over.');
		const read = handOverAsked.safeParse(request.body);
		if (!read.success) return say(reply, { ok: false, code: 'malformed', what: inWords(fieldProblem(read.error)) });
		if (token === undefined)
			return sendError(
				reply,
				403,
				'peers-closed',
				'The platforms of this hall share no token (--peers-token-file), so none can be handed over to.',
			);
		return say(reply, await work.handOver({ ...read.data, by }));
	});
}
