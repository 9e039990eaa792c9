/** `/api/peer/applications…`: submitted applications, sealed, for the hall's other platforms. */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { applicationRef, attachmentId } from '../../domain/contracts/applications.ts';
import type { ApplicationBook } from '../applications/application-book.ts';
import { applicationCopy, chunkCopy, copyFor, finishedList } from '../applications/copies.ts';
import { type MayNot, peerRoutes } from './peer-get.ts';

const listAsked = z.object({ state: z.string().max(64).optional() });
const oneAsked = z.object({ ref: applicationRef });
const chunkAsked = oneAsked.extend({ attachment: attachmentId, index: z.coerce.number().int().min(0).max(100_000) });

export interface PeerApplications {
	book: ApplicationBook;
	token: string;
	mayNot: MayNot;
}

export function servePeerApplications(app: FastifyInstance, { book, token, mayNot }: PeerApplications): void {
	const get = peerRoutes(app, mayNot, { code: 'unknown-application', words: 'No such application is finished here.' });
	get(
		'applications',
		'Which applications are finished here; no list for who knows it already',
		listAsked,
		finishedList,
		async ({ state: known }) => {
			const applications = book.finished();
			const state = createHash('sha256').update(JSON.stringify(applications)).digest('base64url');
			return { state, applications: state === known ? null : applications };
		},
	);
	get('applications/:ref', 'One application, sealed', oneAsked, applicationCopy, ({ ref }) => copyFor(book, ref, token));
	get('applications/:ref/:attachment/:index', 'One chunk of it, sealed', chunkAsked, chunkCopy, async ({ ref, attachment, index }) => {
		const box = (await book.copyOf(ref)) ? await book.box(ref, attachment, index) : null;
		return { box: box && Buffer.from(box).toString('base64') };
	});
}
