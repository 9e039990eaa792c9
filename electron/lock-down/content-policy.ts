import { randomBytes } from 'node:crypto';
import { noncePlace } from '../../domain/contracts/page-nonce.ts';

/** Content Security Policy of every page of the app (reliability.md 3.1, item 7). */

/** A page with a nonce of its own, never used twice. */
export function withNonce(page: string): { page: string; nonce: string } {
	const nonce = randomBytes(18).toString('base64');
	return { page: page.replaceAll(noncePlace, nonce), nonce };
}

/**
 * Header value; pages may talk to `platforms` (origins such as `http://10.0.0.5:8740`) by HTTP and WebSocket, and to nobody else.
 * `nonce`: of this page; Ant Design writes style elements at run time and marks them with it.
 */
export function contentPolicy(platforms: readonly string[], nonce?: string): string {
	const reached = platforms.flatMap((platform) => [platform, platform.replace(/^http/, 'ws')]);
	return [
		"default-src 'none'",
		// WebAssembly: the voice of last resort. No eval, no inline script.
		"script-src 'self' 'wasm-unsafe-eval'",
		"worker-src 'self'",
		`style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
		"img-src 'self' blob: data:",
		"font-src 'self'",
		"media-src 'self' blob:",
		`connect-src 'self' ${reached.join(' ')}`,
		"frame-src 'none'",
		"object-src 'none'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
		"form-action 'none'",
		// The one policy is renderer/trusted-types.ts.
		"require-trusted-types-for 'script'",
		'trusted-types default',
	].join('; ');
}

/** All headers of an answer of the app scheme. `camera`: a terminal whose plan names its document camera; the session lets no other page have one. */
export function answerHeaders(platforms: readonly string[], contentType: string, nonce?: string, camera = false): Record<string, string> {
	return {
		'content-type': contentType,
		'content-security-policy': contentPolicy(platforms, nonce),
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'no-referrer',
		'cross-origin-opener-policy': 'same-origin',
		'permissions-policy': `camera=(${camera ? 'self' : ''}), microphone=(), geolocation=(), usb=(), serial=(), hid=(), bluetooth=(), display-capture=()`,
		'cache-control': 'no-store',
	};
}
