/** Board and manager faces for any browser on the LAN, from the built folder. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noncePlace } from '../../domain/contracts/page-nonce.ts';
import { sendError } from './errors.ts';
import type { HallPages } from './hall-pages.ts';

export const browserFaces = ['board', 'manager'] as const;

const nonces = new WeakMap<FastifyReply, string>();

export async function serveFaces(app: FastifyInstance, pages: HallPages): Promise<void> {
	await app.register(fastifyStatic, {
		root: pages.faces,
		prefix: '/',
		index: false,
		dotfiles: 'deny',
		suppressWarning: true,
		// Other faces are for the app alone: a browser has no journal and no devices.
		allowedPath: (path) => !path.endsWith('.html'),
	});
	for (const face of browserFaces) {
		app.get(`/${face}`, { schema: { hide: true } as object }, async (_request, reply) => {
			const built = await readFile(join(pages.faces, `${face}.html`), 'utf8').catch(() => null);
			if (built === null)
				return sendError(
					reply,
					503,
					'faces-not-built',
					'The faces have not been built on this platform. Run `npm run build`, then reload.',
				);
			const nonce = randomBytes(18).toString('base64');
			nonces.set(reply, nonce);
			return reply.type('text/html; charset=utf-8').send(built.replaceAll(noncePlace, nonce));
		});
	}
	app.get('/', { schema: { hide: true } as object }, (_request, reply) => reply.redirect('/board'));
}

/** The component library writes its styles into style elements and marks them with the page's nonce; the voice engine is WebAssembly. */
export function protectPages(app: FastifyInstance): void {
	app.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => {
		const { host = '' } = request.headers;
		// `'self'` does not cover ws: in every browser; only a plain host name may enter the header.
		const socket = /^[A-Za-z0-9.:[\]-]{1,100}$/.test(host) ? ` ws://${host} wss://${host}` : '';
		reply.headers({
			'content-security-policy': [
				"default-src 'none'",
				"script-src 'self' 'wasm-unsafe-eval'",
				`style-src 'self'${nonces.has(reply) ? ` 'nonce-${nonces.get(reply)}'` : ''}`,
				"img-src 'self' data: blob:",
				"font-src 'self' data:",
				"media-src 'self' blob: data:",
				"worker-src 'self' blob:",
				`connect-src 'self'${socket}`,
				"base-uri 'none'",
				// A ticket's page works without its script.
				`form-action ${request.url.startsWith('/t/') ? "'self'" : "'none'"}`,
				"frame-ancestors 'none'",
			].join('; '),
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'cross-origin-resource-policy': 'same-origin',
		});
	});
}
