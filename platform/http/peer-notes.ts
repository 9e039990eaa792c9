/** `/api/peer/notes` and `/api/peer/note`: sealed notes of complaints, for the hall's other platforms. */
import type { FastifyInstance } from 'fastify';
import { listNotes, noteAsked, noteCopy, noteFor, notesAsked, notesList } from '../reviews/note-copies.ts';
import type { ReviewDesk } from '../reviews/review-desk.ts';
import { type MayNot, peerRoutes } from './peer-get.ts';

export interface PeerNotes {
	desk: Pick<ReviewDesk, 'cases' | 'notes'>;
	token: string;
	mayNot: MayNot;
}

export function servePeerNotes(app: FastifyInstance, { desk, token, mayNot }: PeerNotes): void {
	const get = peerRoutes(app, mayNot);
	get('notes', 'Which notes of complaints are here; no list for who knows it already', notesAsked, notesList, async ({ state }) => {
		const refs = (await desk.cases()).map(({ ref }) => ref);
		return listNotes(desk.notes, [...new Set(refs)], state);
	});
	get('note', 'One note, sealed', noteAsked, noteCopy, (asked) => noteFor(desk.notes, asked, token));
}
