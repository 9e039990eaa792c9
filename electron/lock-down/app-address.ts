/** The app's own scheme: which addresses exist, and which file each stands for. Everything else does not exist. */
import { posix } from 'node:path';

export const appScheme = 'app';
export const appOrigin = 'app://tidehall';

/** Types the app serves; a file of another kind is not served even if it lies in the folder. */
const contentTypes: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.woff2': 'font/woff2',
	'.woff': 'font/woff',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.jpg': 'image/jpeg',
	'.webp': 'image/webp',
	'.wasm': 'application/wasm',
	'.wav': 'audio/wav',
	'.mp3': 'audio/mpeg',
	'.ogg': 'audio/ogg',
	'.data': 'application/octet-stream',
};

export function contentTypeOf(path: string): string | null {
	return contentTypes[posix.extname(path).toLowerCase()] ?? null;
}

/** True for an address of the app itself. */
export function isAppAddress(address: string): boolean {
	try {
		const url = new URL(address);
		// `origin` of a scheme Node does not know is "null", so its parts are compared.
		return url.protocol === 'app:' && url.host === 'tidehall' && url.username === '' && url.password === '';
	} catch {
		return false;
	}
}

/**
 * The path below the app folder that `address` stands for (`window.html`, `assets/x.js`), if it is one of `served`; otherwise `null`.
 * `served` is made once from what was built, so nothing the page asks for is ever turned into a file name.
 */
export function servedPath(address: string, served: ReadonlySet<string>): string | null {
	if (!isAppAddress(address)) return null;
	const path = new URL(address).pathname.replace(/^\/+/, '');
	let plain: string;
	try {
		plain = decodeURIComponent(path);
	} catch {
		return null;
	}
	return served.has(plain) ? plain : null;
}
