/** `/api/catalogue`: the whole catalogue for browser faces; whoever has it already is told so by its tag alone. */
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type CatalogueBook, catalogueBook } from '../../domain/contracts/catalogue-book.ts';
import { documented } from './documented.ts';

export function serveCatalogue(app: FastifyInstance, book: CatalogueBook): void {
	const tag = `"${book.hash}"`;
	let packed: Buffer | null = null;
	app.get(
		'/api/catalogue',
		{ schema: documented('The whole service catalogue: items, themes, materials, form fields', { 200: catalogueBook, 304: z.null() }) },
		(request, reply) => {
			reply.headers({ etag: tag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
			const held = (request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
			if (held.includes(tag)) return reply.code(304).send();
			reply.type('application/json; charset=utf-8');
			if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(JSON.stringify(book));
			packed ??= gzipSync(JSON.stringify(book));
			return reply.header('content-encoding', 'gzip').send(packed);
		},
	);
}
