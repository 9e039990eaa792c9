import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentTypeOf, isAppAddress, servedPath } from '../../electron/lock-down/app-address.ts';
import { certificateJudge } from '../../electron/lock-down/certificates.ts';
import { answerHeaders, contentPolicy, withNonce } from '../../electron/lock-down/content-policy.ts';
import { mayNavigate } from '../../electron/lock-down/contents.ts';
import { keyMayPass } from '../../electron/lock-down/kiosk-keys.ts';
import { closeSession, mayRequest, mayWatch } from '../../electron/lock-down/session.ts';
import { makeAuthority, makeCertificate, newKey } from '../../platform/tls/make-certificates.ts';

const served = new Set(['window.html', 'assets/a.js', 'assets/字.woff2']);

describe('addresses of the app', () => {
	test('stand for built files only', () => {
		expect(servedPath('app://tidehall/window.html', served)).toBe('window.html');
		expect(servedPath('app://tidehall/assets/a.js?v=1#x', served)).toBe('assets/a.js');
		expect(servedPath('app://tidehall/assets/%E5%AD%97.woff2', served)).toBe('assets/字.woff2');
	});

	test.each([
		'app://tidehall/../package.json',
		'app://tidehall/..%2fpackage.json',
		'app://tidehall/%2e%2e/%2e%2e/etc/passwd',
		'app://tidehall/assets/..%5c..%5cmain.cjs',
		'app://tidehall/assets\\..\\..\\main.cjs',
		'app://tidehall//etc/passwd',
		'app://tidehall/window.html%00.png',
		'app://tidehall/window.html/',
		'app://tidehall/WINDOW.HTML',
		'app://tidehall/%E0%A4%A',
		'app://tidehall/',
		'app://other/window.html',
		'app://tidehall.example/window.html',
		'app://user@tidehall/window.html',
		'app://tidehall:81/window.html',
		'http://tidehall/window.html',
		'file:///window.html',
		'window.html',
		'',
	])('%s does not exist', (address) => {
		expect(servedPath(address, served)).toBeNull();
	});

	test('10,000 made-up paths never give anything that was not built', () => {
		const piece = fc.constantFrom(
			'..',
			'.',
			'',
			'%2e%2e',
			'%2f',
			'%5c',
			'\\',
			'assets',
			'a.js',
			'window.html',
			'%00',
			'//',
			'etc',
			':',
			'%252e',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				const path = servedPath(`app://tidehall/${pieces.join('/')}`, served);
				return path === null || served.has(path);
			}),
			{ numRuns: 10_000, seed: 7 },
		);
	});

	test('a kind of file that the app does not use has no type', () => {
		expect(contentTypeOf('main.cjs')).toBeNull();
		expect(contentTypeOf('a.map')).toBeNull();
		expect(contentTypeOf('A.WASM')).toBe('application/wasm');
	});
});

describe('content policy', () => {
	test('lets a page talk to the platforms of its hall, by HTTP and WebSocket, and to nobody else', () => {
		const policy = contentPolicy(['https://hall.example:8740', 'http://10.0.0.6:8741']);
		expect(policy).toContain(
			"connect-src 'self' https://hall.example:8740 wss://hall.example:8740 http://10.0.0.6:8741 ws://10.0.0.6:8741;",
		);
		expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
		expect(policy).not.toContain('*');
		expect(policy).not.toContain('unsafe-inline');
		expect(policy).toContain("style-src 'self';");
		for (const closed of [
			"frame-ancestors 'none'",
			"form-action 'none'",
			"object-src 'none'",
			"base-uri 'none'",
			"require-trusted-types-for 'script'",
		])
			expect(policy).toContain(closed);
	});

	test('a page makes its schemas without trying to compile code, which the policy would report as an error', async () => {
		await import('../../renderer/trusted-types.ts');
		const { globalConfig } = await import('zod/v4/core');
		expect(globalConfig.jitless).toBe(true);
	});

	test('lets in only the style elements of its own page, by a nonce that is never used twice', () => {
		const [one, other] = [withNonce('<meta nonce="PAGE-NONCE">'), withNonce('<meta nonce="PAGE-NONCE">')];
		expect(one.page).toBe(`<meta nonce="${one.nonce}">`);
		expect(one.nonce).not.toBe(other.nonce);
		expect(contentPolicy(['http://127.0.0.1:1'], one.nonce)).toContain(`style-src 'self' 'nonce-${one.nonce}';`);
	});

	test('goes with every answer', () => {
		expect(answerHeaders(['http://127.0.0.1:1'], 'image/png')).toMatchObject({
			'content-security-policy': expect.stringContaining('default-src'),
			'x-content-type-options': 'nosniff',
		});
	});
});

describe('leaving a page', () => {
	test('a page may be loaded again, and go nowhere else', () => {
		expect(mayNavigate('app://tidehall/window.html', 'app://tidehall/window.html')).toBe(true);
		expect(mayNavigate('app://tidehall/manager.html', 'app://tidehall/window.html')).toBe(false);
		for (const to of [
			'https://example.org/',
			'file:///etc/passwd',
			'javascript:alert(1)',
			'data:text/html,x',
			'about:blank',
			'app://x/window.html',
			'blob:app://tidehall/1',
			'',
		])
			expect(mayNavigate(to, 'app://tidehall/window.html'), to).toBe(false);
	});

	test('500 made-up addresses are refused', () => {
		fc.assert(
			fc.property(
				fc.webUrl({ withFragments: true, withQueryParameters: true }),
				(to) => !mayNavigate(to, 'app://tidehall/window.html') && !isAppAddress(to),
			),
			{ numRuns: 500, seed: 11 },
		);
	});
});

describe('requests', () => {
	const platform = new URL('http://10.0.0.5:8740');
	test('go to the app and to the platform', () => {
		for (const to of [
			'app://tidehall/x.js',
			'http://10.0.0.5:8740/api',
			'ws://10.0.0.5:8740/socket.io/',
			'blob:app://tidehall/1',
			'data:image/png;base64,',
		])
			expect(mayRequest(to, [platform]), to).toBe(true);
		for (const to of [
			'http://10.0.0.5:80/',
			'http://10.0.0.6:8740/',
			'file:///etc/passwd',
			'ftp://10.0.0.5:8740/',
			'https://example.org',
			'nonsense',
		])
			expect(mayRequest(to, [platform]), to).toBe(false);
	});
	test('go to the second platform of the list as well, which a take-over may have made the one that decides', () => {
		const second = new URL('http://10.0.0.6:8741');
		expect(mayRequest('ws://10.0.0.6:8741/socket.io/', [platform, second])).toBe(true);
		expect(mayRequest('ws://10.0.0.6:8742/socket.io/', [platform, second])).toBe(false);
	});
	test('to a platform behind TLS never go in the clear', () => {
		const secure = new URL('https://hall.example');
		expect(mayRequest('wss://hall.example/socket.io/', [secure])).toBe(true);
		expect(mayRequest('ws://hall.example/socket.io/', [secure])).toBe(false);
	});
});

test('the document camera is for the page of a terminal that has one, without sound, and for nobody else', () => {
	const terminal = 'app://tidehall/terminal.html';
	expect(mayWatch({ camera: true }, 'media', terminal, ['video'])).toBe(true);
	expect(mayWatch({ camera: false }, 'media', terminal, ['video'])).toBe(false);
	expect(mayWatch({}, 'media', terminal, ['video'])).toBe(false);
	expect(mayWatch({ camera: true }, 'media', terminal, ['video', 'audio'])).toBe(false);
	expect(mayWatch({ camera: true }, 'media', terminal, [])).toBe(false);
	expect(mayWatch({ camera: true }, 'geolocation', terminal, ['video'])).toBe(false);
	expect(mayWatch({ camera: true }, 'media', 'app://tidehall/window.html', ['video'])).toBe(false);
	expect(mayWatch({ camera: true }, 'media', 'https://example.org/terminal.html', ['video'])).toBe(false);
	expect(answerHeaders([], 'text/html', 'n', true)['permissions-policy']).toContain('camera=(self), microphone=()');
	expect(answerHeaders([], 'text/html', 'n')['permissions-policy']).toContain('camera=()');
});

const quiet = { now: Date.now, alarm: () => {} };

test('a session believes a certificate of the pinned authority under its own name, and no other, whatever Chromium thinks of it', async () => {
	const now = Date.now();
	const [hall, stranger] = [await makeAuthority('H', now), await makeAuthority('H', now)];
	const { publicKey } = newKey();
	const made = (authority: typeof hall) => makeCertificate({ authority, hall: 'H', platform: 'P1', names: ['10.0.0.5'], publicKey, now });
	const alarms: string[] = [];
	const judge = certificateJudge(hall.certificate, { now: () => now, alarm: (_code, facts) => alarms.push(String(facts?.why)) });
	const told = (data: string, hostname: string, by = judge) => {
		let result = 1;
		by({ hostname, certificate: { data } }, (said) => {
			result = said;
		});
		return result;
	};
	expect(told(await made(hall), '10.0.0.5')).toBe(0);
	expect(told(await made(hall), '10.0.0.6')).toBe(-2);
	const others = await made(stranger);
	expect([told(others, '10.0.0.5'), told(others, '10.0.0.5'), told('nonsense', '10.0.0.5')]).toEqual([-2, -2, -2]);
	expect(told(await made(hall), '10.0.0.5', certificateJudge(null, quiet))).toBe(-2);
	expect(alarms).toEqual(['other-name', 'other-authority', 'not-a-certificate']);
});

test('a session gives no permission, no device and no download, whatever is asked', () => {
	const handlers: Record<string, (...words: never[]) => unknown> = {};
	const keep = (name: string) => (handler: never) => {
		handlers[name] = handler;
	};
	const session = {
		setPermissionRequestHandler: keep('request'),
		setPermissionCheckHandler: keep('check'),
		setDevicePermissionHandler: keep('device'),
		setCertificateVerifyProc: keep('certificate'),
		setDisplayMediaRequestHandler: keep('display'),
		setSpellCheckerEnabled: () => undefined,
		on: (name: string, handler: never) => keep(name)(handler),
		webRequest: { onBeforeRequest: keep('before') },
		protocol: { handle: () => undefined },
	};
	closeSession(session as never, {
		folder: '',
		served,
		platforms: ['http://127.0.0.1:1'],
		made: new Map(),
		judge: certificateJudge(null, quiet),
	});
	for (const permission of [
		'media',
		'geolocation',
		'notifications',
		'midi',
		'pointerLock',
		'fullscreen',
		'openExternal',
		'hid',
		'serial',
		'usb',
		'clipboard-read',
		'fileSystem',
		'idle-detection',
	]) {
		let answered: unknown;
		handlers.request!(null as never, permission as never, ((answer: boolean) => (answered = answer)) as never);
		expect(answered, permission).toBe(false);
		expect(handlers.check!(null as never, permission as never), permission).toBe(false);
	}
	expect(handlers.device!({} as never)).toBe(false);
	let prevented = false;
	handlers['will-download']!({ preventDefault: () => (prevented = true) } as never);
	expect(prevented).toBe(true);
});

describe('keys in kiosk mode', () => {
	const press = (key: string, held: Partial<Record<'control' | 'alt' | 'meta' | 'shift', boolean>> = {}) => ({
		type: 'keyDown',
		key,
		control: false,
		alt: false,
		meta: false,
		shift: false,
		...held,
	});
	test('typing passes', () => {
		for (const key of ['a', '7', 'Enter', 'Escape', 'Tab', 'ArrowDown', 'Backspace', '中'])
			expect(keyMayPass(press(key), true), key).toBe(true);
	});
	test('no chord of a citizen passes', () => {
		for (const key of ['r', 'p', 'c', 'w', 'Tab', 'F4', 'i'])
			for (const held of ['control', 'alt', 'meta'] as const)
				expect(keyMayPass(press(key, { [held]: true }), true), `${held} ${key}`).toBe(false);
		expect(keyMayPass(press('F5'), true)).toBe(false);
	});
	test('the one chord that leads to the technician’s code passes everywhere, and F12 alone nowhere', () => {
		for (const publicFace of [true, false]) {
			expect(keyMayPass(press('F12', { control: true, shift: true }), publicFace)).toBe(true);
			expect(keyMayPass(press('F12', { control: true }), publicFace)).toBe(false);
			expect(keyMayPass(press('F12', { control: true, shift: true, alt: true }), publicFace)).toBe(false);
		}
	});
	test('staff may edit text and use function keys, and still not leave', () => {
		expect(keyMayPass(press('c', { control: true }), false)).toBe(true);
		expect(keyMayPass(press('F2'), false)).toBe(true);
		for (const way of [
			press('r', { control: true }),
			press('F4', { alt: true }),
			press('F12'),
			press('i', { control: true, shift: true }),
			press('l', { meta: true }),
		])
			expect(keyMayPass(way, false), way.key).toBe(false);
	});
});
