/** `POST /api/documents`: a PDF of what a browser face describes. It holds nothing of the hall: what is given is drawn, and kept nowhere. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type PaperDocument, paperDocument } from '../../domain/contracts/paper-document.ts';
import { TokenBucket } from '../socket/token-bucket.ts';
import { documented } from './documented.ts';
import { createDrawer } from './draw-document.ts';
import { errorBody, sendError } from './errors.ts';

const bodyLimit = 512 * 1024;
/** Rows and slips: drawing this many takes about half a second. */
const mostParts = 1_000;

/** Of everybody together: each keeps a core busy for half a second. */
const documentsPerSecond = 0.4;
const documentsAtOnce = 6;

export function serveDocuments(app: FastifyInstance): void {
	let busy = false;
	const drawer = createDrawer();
	app.addHook('onClose', () => drawer.close());
	const bucket = new TokenBucket(documentsPerSecond, documentsAtOnce, performance.now());
	const errors = Object.fromEntries([400, 429].map((status) => [status, errorBody]));
	const schema = documented('A PDF of a described document', { 200: z.unknown(), ...errors });
	app.post('/api/documents', { schema, bodyLimit }, async (request, reply) => {
		reply.header('cache-control', 'no-store');
		const read = paperDocument.safeParse(request.body);
		if (!read.success)
			return sendError(
				reply,
				400,
				'malformed',
				'This is not a document as the contract describes it.',
				read.error.issues[0]?.path.join('.'),
			);
		if (partsOf(read.data) > mostParts)
			return sendError(reply, 400, 'malformed', `A document may have ${mostParts} rows and slips. Make it in parts.`, 'blocks');
		if (busy || !bucket.take(performance.now())) {
			reply.header('retry-after', '1');
			return sendError(reply, 429, 'too-many-requests', 'Another document is being made. Ask again in a second.');
		}
		busy = true;
		try {
			const drawn = await drawer.draw(read.data);
			if (drawn === null) throw new Error('the document could not be drawn');
			return reply.type('application/pdf').send(Buffer.from(drawn));
		} finally {
			busy = false;
		}
	});
}

function partsOf({ blocks }: PaperDocument): number {
	return blocks.reduce(
		(sum, block) => sum + (block.kind === 'table' ? block.rows.length : block.kind === 'slips' ? block.slips.length : 1),
		0,
	);
}
