/** Closes a Chromium session: no permission, no device, no download, only the app's own pages and the platform. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Session } from 'electron';
import { appScheme, contentTypeOf, isAppAddress, servedPath } from './app-address.ts';
import { type certificateJudge, pinAuthority } from './certificates.ts';
import { answerHeaders, withNonce } from './content-policy.ts';

/** Every file below `folder` that may be served, with `/` between names. */
export function listServed(folder: string): Set<string> {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	return new Set(
		entries
			.filter((entry) => entry.isFile() && contentTypeOf(entry.name) !== null)
			.map((entry) =>
				join(entry.parentPath, entry.name)
					.slice(folder.length + 1)
					.split(sep)
					.join('/'),
			),
	);
}

export interface AppPages {
	folder: string;
	served: ReadonlySet<string>;
	/** Origins of the hall's platforms. */
	platforms: readonly string[];
	/** Pages made by the machine itself, by path; they go before files. */
	made: ReadonlyMap<string, string>;
	/** Whose certificates count. */
	judge: ReturnType<typeof certificateJudge>;
	/** This seat is a terminal with a document camera in its plan. */
	camera?: boolean;
}

export function closeSession(session: Session, pages: AppPages): void {
	session.setPermissionRequestHandler((contents, permission, answer, details) =>
		answer(mayWatch(pages, permission, contents?.getURL() ?? '', details && 'mediaTypes' in details ? (details.mediaTypes ?? []) : [])),
	);
	session.setPermissionCheckHandler((contents, permission, _origin, details) =>
		mayWatch(pages, permission, contents?.getURL() ?? '', details?.mediaType === undefined ? [] : [details.mediaType]),
	);
	pinAuthority(session, pages.judge);
	session.setDevicePermissionHandler(() => false);
	session.setDisplayMediaRequestHandler(null);
	session.setSpellCheckerEnabled(false);
	session.on('will-download', (event) => event.preventDefault());
	const platforms = pages.platforms.map((platform) => new URL(platform));
	session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayRequest(details.url, platforms) }));
	session.protocol.handle(appScheme, (request) => answerPage(request, pages));
}

/** A picture without sound, for the page of a terminal that has a document camera; nothing else is ever allowed. */
export function mayWatch({ camera }: Pick<AppPages, 'camera'>, permission: string, page: string, kinds: readonly string[]): boolean {
	if (camera !== true || permission !== 'media' || !isAppAddress(page)) return false;
	return new URL(page).pathname === '/terminal.html' && kinds.length > 0 && kinds.every((kind) => kind === 'video');
}

/** Second fence behind the content policy: requests go to the app, to the hall's platforms, and nowhere else. */
export function mayRequest(address: string, platforms: readonly URL[]): boolean {
	if (isAppAddress(address)) return true;
	if (address.startsWith('blob:app://tidehall/') || address.startsWith('data:') || address.startsWith('devtools:')) return true;
	try {
		const url = new URL(address);
		const secure = url.protocol === 'https:' || url.protocol === 'wss:';
		const plain = url.protocol === 'http:' || url.protocol === 'ws:';
		return platforms.some((platform) => url.host === platform.host && (platform.protocol === 'https:' ? secure : plain));
	} catch {
		return false;
	}
}

async function answerPage(request: Request, pages: AppPages): Promise<Response> {
	const made = isAppAddress(request.url) ? pages.made.get(new URL(request.url).pathname) : undefined;
	if (made !== undefined && request.method === 'GET') return answerText(made, pages);
	const path = request.method === 'GET' || request.method === 'HEAD' ? servedPath(request.url, pages.served) : null;
	if (path === null) return new Response('', { status: 404, headers: answerHeaders(pages.platforms, 'text/plain') });
	try {
		const bytes = await readFile(join(pages.folder, path));
		if (path.endsWith('.html')) return answerText(bytes.toString('utf8'), pages);
		return new Response(new Uint8Array(bytes), { headers: answerHeaders(pages.platforms, contentTypeOf(path) ?? 'text/plain') });
	} catch {
		return new Response('', { status: 404, headers: answerHeaders(pages.platforms, 'text/plain') });
	}
}

function answerText(text: string, { platforms, camera }: AppPages): Response {
	const { page, nonce } = withNonce(text);
	return new Response(page, { headers: answerHeaders(platforms, 'text/html; charset=utf-8', nonce, camera) });
}
