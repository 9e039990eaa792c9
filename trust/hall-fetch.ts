/**
 * `fetch` to platforms of the hall for programs without pages. `https:` goes through the hall's own authority and nothing else; where none is known for
 * an address, nothing is sent. `http:` goes as ever. Answers are held in memory: what platforms say to each other is bounded by its routes.
 */
import { request as secureRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { judgeCertificate } from './judge-certificate.ts';

export interface HallRequest {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Uint8Array<ArrayBuffer> | null;
	/** Only this: a secret goes to the address it was meant for. */
	redirect?: 'error';
	signal?: AbortSignal;
}
export type HallFetch = (address: string | URL, request?: HallRequest) => Promise<Response>;

/** Of a large hall's day, with room. */
const answerAtMost = 128 * 1024 * 1024;

/** `authorityOf`: PEM of the authority behind an origin, `null` = unknown. Rejects like `fetch`. */
export function createHallFetch(authorityOf: (origin: string) => string | null, now: () => number = Date.now): HallFetch {
	return async (address, asked = {}) => {
		const url = new URL(address);
		if (url.protocol !== 'https:') return fetch(url, { ...asked, redirect: 'error' });
		const authority = authorityOf(url.origin);
		if (authority === null) throw new TypeError(`no authority of the hall is known for ${url.origin}`);
		return ask(url, asked, authority, now);
	};
}

function ask(
	url: URL,
	{ method = 'GET', headers = {}, body, signal }: HallRequest,
	authority: string,
	now: () => number,
): Promise<Response> {
	return new Promise((resolve, reject) => {
		const bytes = body === undefined || body === null ? null : Buffer.from(body as string);
		const sent = secureRequest(
			url,
			{
				method,
				headers: { ...headers, ...(bytes ? { 'content-length': String(bytes.length) } : {}) },
				agent: false,
				minVersion: 'TLSv1.2',
				// Judged below, in the one way that counts everywhere; before that nothing of the request leaves.
				rejectUnauthorized: false,
				...(signal ? { signal } : {}),
			},
			(answer) => {
				const parts: Buffer[] = [];
				let size = 0;
				answer.on('data', (part: Buffer) => {
					size += part.length;
					if (size > answerAtMost) sent.destroy(new TypeError('the answer is too long'));
					else parts.push(part);
				});
				answer.on('error', reject);
				answer.on('end', () => {
					const status = answer.statusCode ?? 0;
					if (status < 200 || (status >= 300 && status < 400)) return reject(new TypeError('the platform sent elsewhere'));
					const empty = status === 204 || status === 205;
					resolve(new Response(empty ? null : Buffer.concat(parts), { status, headers: headersOf(answer.headers) }));
				});
			},
		);
		sent.on('error', reject);
		sent.on('socket', (socket) => {
			const line = socket as TLSSocket;
			line.once('secureConnect', () => {
				const shown = line.getPeerX509Certificate();
				const judged = judgeCertificate(shown?.toString() ?? '', url.hostname, authority, now());
				if (!judged.ok) return void sent.destroy(new TypeError(`the platform's certificate does not count: ${judged.code}`));
				if (bytes) sent.write(bytes);
				sent.end();
			});
		});
	});
}

function headersOf(given: Record<string, string | string[] | undefined>): [string, string][] {
	return Object.entries(given).flatMap(([name, value]) =>
		value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one]),
	);
}
