/**
 * A question to a platform that cannot be known by its certificate yet: a standby that has none, a station that is being enrolled. What comes back is
 * worth nothing until it is proved in another way (a hash keyed with a token or a code), and no secret may be in what is asked.
 */
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

export interface Unproved {
	/** 0 = nobody answered. */
	status: number;
	text: string;
}

const answerWithinMs = 6_000;
/** The seats of the largest hall, with room. */
const answerAtMost = 256_000;

/** `body`: JSON to be posted; absent = it is only read. Never rejects. */
export function askUnproved(url: URL, body?: string): Promise<Unproved> {
	return new Promise((resolve) => {
		const none = () => resolve({ status: 0, text: '' });
		const wanted = {
			method: body === undefined ? 'GET' : 'POST',
			headers: body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
			agent: false,
			signal: AbortSignal.timeout(answerWithinMs),
		};
		const hear = (answer: import('node:http').IncomingMessage) => {
			let text = '';
			answer.setEncoding('utf8');
			answer.on('data', (part: string) => {
				text += part;
				if (text.length > answerAtMost) sent.destroy();
			});
			answer.on('error', none);
			answer.on('close', none);
			answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
		};
		const sent =
			url.protocol === 'https:'
				? secureRequest(url, { ...wanted, minVersion: 'TLSv1.2', rejectUnauthorized: false }, hear)
				: plainRequest(url, wanted, hear);
		sent.on('error', none);
		sent.end(body);
	});
}
