/** `/api/applications`: where stations send what citizens have handed in, piece by piece. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
	applicationManifest,
	applicationRef,
	attachmentId,
	chunkBytes,
	type UploadProblemCode,
	uploadProblem,
	uploadProblems,
	uploadState,
} from '../../domain/contracts/applications.ts';
import { draftBoxBytes, draftId, draftPieceBytes, keptDraft, keptPiece } from '../../domain/contracts/drafts.ts';
import { documented } from './documented.ts';
import type { HallPages } from './hall-pages.ts';
import type { UploadDoor } from './page-parts.ts';
import { languageOf } from './problem.ts';

/** A manifest of 60 attachments of 80 pieces each, and the form. */
const manifestBytes = 1024 * 1024;

const oneApplication = z.object({ ref: applicationRef });
const oneDraft = z.object({ id: draftId });
const onePiece = z.object({ id: draftId, picture: attachmentId, index: z.number().int().min(0) });
const oneChunk = z.object({ ref: applicationRef, id: attachmentId, index: z.number().int().min(0) });
const problems = (...statuses: number[]) => Object.fromEntries([400, 401, 403, 503, ...statuses].map((status) => [status, uploadProblem]));

export async function serveApplications(app: FastifyInstance, pages: HallPages, door: UploadDoor): Promise<void> {
	const { log, authority } = pages;
	const refuse = (reply: FastifyReply, request: FastifyRequest, code: UploadProblemCode, field?: string) =>
		sendUploadProblem(reply, request, { code, ...(field === undefined ? {} : { field }) }, pages.stationConfig.wording);
	const secured = (schema: Record<string, unknown>) => ({ ...schema, tags: ['applications'], security: [{ station: [] }] });

	/** Both addresses are answered by one door: what is signed, and by whom, is the same. */
	const signedScope = async (
		scope: FastifyInstance,
		routes: (answer: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) => void,
	) => {
		// The bytes are signed as they came: nothing is read before the signature was.
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
		scope.addHook('onRequest', async (_request, reply) => {
			reply.header('cache-control', 'no-store');
		});
		scope.setErrorHandler((error, request, reply) => {
			const { code = 'unexpected', statusCode: status = 500 } = error as { code?: string; statusCode?: number };
			if (status === 413) return refuse(reply, request, 'too-large', 'body');
			if (status >= 400 && status < 500) return refuse(reply, request, 'malformed', 'body');
			log.error('upload-failed', { code, status });
			return refuse(reply, request, 'busy');
		});
		const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
			try {
				const given = await door({
					method: request.method,
					path: request.url.split('?', 1)[0]!,
					authorization: request.headers.authorization,
					body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
				});
				if (!given.ok) {
					log.info('upload-refused', { code: given.code });
					return refuse(reply, request, given.code, given.field);
				}
				return reply.code(200).send(given.state);
			} catch (cause) {
				// What was being kept is not known; the station asks again.
				authority.distrustStore(cause);
				throw cause;
			}
		};

		routes(answer);
		// A route, not a handler of what is not found: the files of the faces answer to every other address.
		scope.all('/*', { schema: { hide: true } as object }, (request, reply) => refuse(reply, request, 'malformed', 'address'));
	};

	await app.register(
		(scope) =>
			signedScope(scope, (answer) => {
				scope.get(
					'/:ref',
					{ schema: secured(documented('What is missing of an application', { 200: uploadState, ...problems(404) }, oneApplication)) },
					answer,
				);
				scope.put(
					'/:ref',
					{
						bodyLimit: manifestBytes,
						schema: secured(
							documented(
								'Announce an application: everything that will arrive',
								{ 200: uploadState, ...problems(409, 413, 507) },
								oneApplication,
								{
									body: applicationManifest,
								},
							),
						),
					},
					answer,
				);
				scope.put(
					'/:ref/attachments/:id/chunks/:index',
					{
						bodyLimit: chunkBytes,
						schema: secured(documented('One piece of an attachment', { 200: uploadState, ...problems(404, 413, 422, 507) }, oneChunk)),
					},
					answer,
				);
				scope.post(
					'/:ref/submit',
					{
						schema: secured(
							documented('Everything was sent: check it and submit it', { 200: uploadState, ...problems(404, 409, 422) }, oneApplication),
						),
					},
					answer,
				);
			}),
		{ prefix: '/api/applications' },
	);
	await app.register(
		(scope) =>
			signedScope(scope, (answer) => {
				scope.get(
					'/:id',
					{ schema: secured(documented('A draft begun at another terminal', { 200: keptDraft, ...problems(404) }, oneDraft)) },
					answer,
				);
				scope.put(
					'/:id',
					{
						bodyLimit: 2 * draftBoxBytes,
						schema: secured(
							documented('Keep a draft for another terminal', { 200: keptDraft, ...problems(413, 507) }, oneDraft, { body: keptDraft }),
						),
					},
					answer,
				);
				scope.get(
					'/:id/pictures/:picture/:index',
					{ schema: secured(documented('One piece of a picture of a draft', { 200: keptPiece, ...problems(404) }, onePiece)) },
					answer,
				);
				scope.put(
					'/:id/pictures/:picture/:index',
					{
						bodyLimit: draftPieceBytes,
						schema: secured(
							documented('Keep one piece of a picture of a draft, sealed', { 200: keptPiece, ...problems(404, 413, 507) }, onePiece),
						),
					},
					answer,
				);
			}),
		{ prefix: '/api/drafts' },
	);
}

function sendUploadProblem(
	reply: FastifyReply,
	request: FastifyRequest,
	{ code, field }: { code: UploadProblemCode; field?: string },
	wording: HallPages['stationConfig']['wording'],
): FastifyReply {
	const language = languageOf(request);
	const texts = (wording[language]?.applications as { problems?: Record<string, { text: string; todo: string }> } | undefined)?.problems?.[
		code
	];
	const filled = (text: string) => text.replaceAll('{{field}}', field ?? '');
	const status = uploadProblems[code];
	const title = filled(texts?.text ?? code);
	reply.header('content-language', language);
	return reply
		.code(status)
		.type('application/problem+json; charset=utf-8')
		.send({
			code,
			status,
			title,
			detail: `${title} ${filled(texts?.todo ?? '')}`.trim(),
			...(field === undefined ? {} : { field }),
		} satisfies z.infer<typeof uploadProblem>);
}
