/** `/api/peer/drafts`, `draft` and `draft-piece`: drafts that wait here, in boxes that nobody here can open, for the hall's other platforms. */
import type { FastifyInstance } from 'fastify';
import { keptPiece } from '../../domain/contracts/drafts.ts';
import {
	draftAsked,
	draftCopy,
	draftFor,
	draftsAsked,
	draftsList,
	listDrafts,
	pieceAsked,
	pieceFor,
} from '../applications/draft-copies.ts';
import type { DraftShelf } from '../applications/draft-shelf.ts';
import { type MayNot, peerRoutes } from './peer-get.ts';

export function servePeerDrafts(app: FastifyInstance, drafts: DraftShelf, mayNot: MayNot): void {
	const get = peerRoutes(app, mayNot);
	get('drafts', 'Which drafts wait here; no list for who knows it already', draftsAsked, draftsList, ({ state }) =>
		listDrafts(drafts, state),
	);
	get('draft', 'One draft, in its box', draftAsked, draftCopy, ({ id }) => draftFor(drafts, id));
	get('draft-piece', 'One piece of a picture of it, in its box', pieceAsked, keptPiece, (asked) => pieceFor(drafts, asked));
}
