/** One request to the platform's door for applications, signed with this machine's key. */
import { createHash } from 'node:crypto';
import { uploadText } from '../../domain/contracts/applications.ts';
import { createHallFetch, type HallFetch } from '../../trust/hall-fetch.ts';
import type { TicketKey } from '../keys/machine-key.ts';

export interface UploadRequest {
	/** The seat at which the application was handed in. */
	station: string;
	method: 'GET' | 'PUT' | 'POST';
	path: string;
	/** JSON, or the bytes of a chunk; `null` = none. */
	body: { type: 'application/json' | 'application/octet-stream'; bytes: Uint8Array } | null;
}
export interface UploadReply {
	status: number;
	/** JSON as it came; `null` = none. */
	body: unknown;
}
/** `null` = no answer: cut off, too slow, or not the platform. */
export type UploadTransport = (request: UploadRequest) => Promise<UploadReply | null>;

const answerWithinMs = 30_000;
/** Answers of the platform are short; what is longer is none of its. */
const answerAtMost = 1_000_000;

/** The `authorization` header of a request. */
export function signUpload(key: Pick<TicketKey, 'keyId' | 'sign'>, hall: string, { station, method, path, body }: UploadRequest): string {
	const bodyHash = createHash('sha256')
		.update(body?.bytes ?? new Uint8Array())
		.digest('hex');
	return `Tidehall-Station ${station} ${key.keyId} ${key.sign(uploadText({ hall, station, method, path, bodyHash }))}`;
}

/** `platformUrl`: asked before each request, since after a take-over another platform decides. */
export function createHttpTransport(parts: {
	platformUrl(): string;
	hall: string;
	key: Pick<TicketKey, 'keyId' | 'sign'>;
	reach?: HallFetch;
}): UploadTransport {
	const { reach = createHallFetch(() => null) } = parts;
	return async (request) => {
		const { method, path, body } = request;
		try {
			const answer = await reach(new URL(path, parts.platformUrl()), {
				method,
				headers: {
					authorization: signUpload(parts.key, parts.hall, request),
					...(body ? { 'content-type': body.type } : {}),
				},
				...(body ? { body: Uint8Array.from(body.bytes) } : {}),
				redirect: 'error',
				signal: AbortSignal.timeout(answerWithinMs),
			});
			const text = await answer.text();
			return { status: answer.status, body: text.length <= answerAtMost ? inJson(text) : null };
		} catch {
			return null;
		}
	};
}

function inJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return null;
	}
}
