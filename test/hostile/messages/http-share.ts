/** Hostile requests over HTTP: every address of the platform's own description with spoiled parts, and request lines that no client writes. */
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { createRandom, type Random } from '../../../scripts/fuzz/random.ts';
import { anyAddress } from './any-address.ts';
import { brokenBytes, mark, spoiledJson, strangeJson } from './hostile-values.ts';
import { patienceMs } from './patience.ts';
import type { Tally } from './tally.ts';

export interface HttpShare {
	host: string;
	port: number;
	day: string;
	count: number;
	seed: number;
	tally: Tally;
}

/** What anybody may read; every other address under `/api/` wants a token, a session or a signature. */
const open = ['/api/station-config', '/api/catalogue', '/api/hall-keys', '/api/term', '/api/openapi.json', '/api/days/', '/api/documents'];
/** The faces are not built where only the platform is tried. */
const allowedFaults = ['faces-not-built'];
const parallel = 6;

const ref = 'ab'.repeat(16);
const addresses = (day: string): readonly [string, string, unknown?][] => [
	...['/healthz', '/metrics', '/', '/board', '/manager', '/notice?theme=CL-001&items=GA-001', '/api/openapi.json', '/assets/a.js'].map(
		(path): [string, string] => ['GET', path],
	),
	...['/api/station-config', '/api/catalogue', '/api/hall-keys', '/api/term', `/api/days/${day}/figures`].map((path): [string, string] => [
		'GET',
		path,
	]),
	...[`/api/figures?from=${day}&to=${day}&format=csv`, `/api/reconciliation?day=${day}&format=pdf`, '/api/configuration'].map(
		(path): [string, string] => ['GET', path],
	),
	...['/api/cases?which=open', '/api/cases/BJ-4K7M-PX2R-6T', `/api/applications/${ref}/papers?reason=check`].map(
		(path): [string, string] => ['GET', path],
	),
	['GET', `/api/applications/${ref}/papers/fields/name?reason=check`],
	['GET', `/api/applications/${ref}/papers/attachments/${'ab'.repeat(8)}?reason=check`],
	['GET', `/api/applications/${ref}`],
	['PUT', `/api/applications/${ref}`, { ref, station: 'T1', items: ['GA-001'], handedInAt: 1, day, attachments: [], chunkBytes: 4096 }],
	['PUT', `/api/applications/${ref}/attachments/${'ab'.repeat(8)}/chunks/0`, 'bytes'],
	['POST', `/api/applications/${ref}/submit`, {}],
	['PUT', `/api/drafts/${'ab'.repeat(32)}`, { version: 1, savedAt: 1, box: 'AAAA' }],
	['GET', `/api/drafts/${'ab'.repeat(32)}`],
	['GET', '/api/reservations/slots?queue=A'],
	['POST', '/api/reservations/', { person: 'person-1234', queue: 'A', items: [], slot: '2026-11-23T10:00:00+08:00' }],
	['PATCH', '/api/reservations/23456789AB', { slot: '2026-11-23T10:00:00+08:00' }],
	['POST', '/api/reservations/23456789AB/cancel', {}],
	[
		'POST',
		'/api/documents',
		{ title: '名单', language: 'zh-CN', orientation: 'portrait', made: 0, foot: '', blocks: [{ kind: 'text', text: 'a' }] },
	],
	['POST', '/api/hand-over', { to: 'P2', reason: 'because' }],
	['POST', '/api/configuration/take', {}],
	...['prepare', 'begin', 'take-over', 'hand-over', 'offer', 'settled', 'book'].map((path): [string, string, unknown] => [
		'POST',
		`/api/peer/${path}`,
		{ term: { number: 2, platform: 'P2' }, day, events: [] },
	]),
	...['log?day=x&position=0', 'day?day=x', 'records', 'applications', `applications/${ref}`, 'notes', 'note?complaint=x'].map(
		(path): [string, string] => ['GET', `/api/peer/${path}`],
	),
	['GET', `/t/TH2:DEMO:${day}:A001:x`],
	['POST', `/t/TH2:DEMO:${day}:A001:x`, 'do=review&level=5&reason=slow'],
	['GET', '/socket.io/?EIO=4&transport=polling'],
	['POST', '/socket.io/?EIO=4&transport=polling', '40'],
];

const wrongTypes = [
	'application/json',
	'text/plain',
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=x',
	'application/xml',
];
const moreTypes = [
	'application/json; charset=utf-16',
	'application/json;charset=x',
	'image/svg+xml',
	'',
	'x',
	`a/${'b'.repeat(3_000)}`,
	'*/*',
];
const twists = [
	'..%2f..%2f..%2fetc%2fpasswd',
	'%2e%2e/%2e%2e/package.json',
	'%00',
	'%ff',
	'..;/',
	'//',
	'%5c..%5c',
	`%22${mark}`,
	mark,
	'%',
	'%u0041',
];

function spoiledPath(path: string, random: Random): string {
	if (random.oneIn(3)) return path;
	const parts = path.split(/(?<=[/?&=])/);
	const at = random.below(parts.length);
	switch (random.below(5)) {
		case 0:
			parts[at] = twists[random.below(twists.length)]!;
			break;
		case 1:
			parts.splice(at, 0, twists[random.below(twists.length)]!);
			break;
		case 2:
			parts.splice(at, 1);
			break;
		case 3:
			parts.push(
				`${path.includes('?') ? '&' : '?'}${['__proto__', 'constructor', 'day', 'format', 'from', mark][random.below(6)]}[a]=${mark}`,
			);
			break;
		default:
			parts.push(encodeURIComponent(mark.repeat(1 + random.below(200))));
	}
	const made = parts.join('').replaceAll(/[^\x21-\x7e]/g, '');
	return made.startsWith('/') ? made : `/${made}`;
}

function headersFor(random: Random): Record<string, string> {
	const headers: Record<string, string> = {};
	const put = (name: string, ...values: string[]) => {
		if (random.oneIn(3)) headers[name] = values[random.below(values.length)]!;
	};
	put('content-type', ...wrongTypes, ...wrongTypes, ...moreTypes);
	put(
		'authorization',
		`Bearer ${mark}`,
		'Bearer ',
		'Basic YTpi',
		`Bearer ${'x'.repeat(5_000)}`,
		`Tidehall-Station T1 ${'A'.repeat(16)} ${'A'.repeat(86)}`,
		`Tidehall-Station ${mark}`,
		'Bearer null',
		'Bearer __proto__',
	);
	put('accept-language', mark, '*', 'zz;q=__proto__', 'en'.repeat(2_000));
	put('idempotency-key', mark, '__proto__', 'x'.repeat(200), 'key-12345678');
	put('host', 'evil.example', `${mark}.example`, '[::1', 'a'.repeat(300));
	put('origin', 'https://evil.example', 'null', 'app://x');
	put('x-forwarded-for', '10.0.0.1', mark);
	put('if-none-match', `"${mark}"`, '*', 'x'.repeat(4_000));
	put('accept-encoding', 'gzip, br', mark);
	put('range', 'bytes=0-1', 'bytes=9999999999-', `bytes=${mark}`);
	put('cookie', `__proto__=${mark}`);
	put('transfer-encoding', 'chunked');
	return headers;
}

export async function huntHttp({ host, port, day, count, seed, tally }: HttpShare): Promise<void> {
	const random = createRandom(seed);
	// From many machines: what one address may ask is limited, and that is the flood's matter (`npm run flood`).
	const agents = Array.from({ length: 100 }, () => {
		const { from } = anyAddress(random);
		return new Agent({ keepAlive: true, maxSockets: 2, ...(from === undefined ? {} : { localAddress: from }) });
	});
	const known = addresses(day);
	let left = count;
	const worker = async () => {
		while (left > 0) {
			left -= 1;
			if (random.oneIn(12)) {
				await rawRequest({ host, port, ...anyAddress(random) }, random, tally);
				continue;
			}
			const [method, path, sound] = known[random.below(known.length)]!;
			const made = {
				method: random.oneIn(10) ? ['DELETE', 'OPTIONS', 'HEAD', 'PUT', 'POST', 'PATCH', 'TRACE'][random.below(7)]! : method,
				path: spoiledPath(path, random),
				headers: headersFor(random),
				body: bodyFor(sound, random),
			};
			if (made.method === 'GET' || made.method === 'HEAD' || made.body === null) delete made.headers['transfer-encoding'];
			else if (!made.headers['transfer-encoding']) made.headers['content-length'] = String(made.body.length);
			await ask(agents[random.below(agents.length)]!, { host, port }, made, tally);
		}
	};
	await Promise.all(Array.from({ length: parallel }, worker));
	for (const agent of agents) agent.destroy();
}

function bodyFor(sound: unknown, random: Random): Buffer | null {
	if (sound === undefined && !random.oneIn(8)) return null;
	const json = typeof sound === 'string' ? sound : spoiledJson(sound ?? {}, random);
	if (random.oneIn(6)) return brokenBytes(json, random);
	if (random.oneIn(40)) return Buffer.from(`"${'x'.repeat(300_000)}"`);
	return Buffer.from(random.oneIn(8) ? strangeJson(random) : json, 'utf8');
}

interface Made {
	method: string;
	path: string;
	headers: Record<string, string>;
	body: Buffer | null;
}

function ask(agent: Agent, place: { host: string; port: number }, made: Made, tally: Tally): Promise<void> {
	const shown = `${made.method} ${made.path} ${JSON.stringify(made.headers)} ${made.body?.toString('utf8').slice(0, 300) ?? ''}`;
	return new Promise((resolve) => {
		const done = (got: string) => {
			tally.count(got);
			resolve();
		};
		let asked: ReturnType<typeof request>;
		try {
			asked = request({ agent, ...place, method: made.method, path: made.path, headers: made.headers, timeout: patienceMs });
		} catch {
			// Node itself writes no such request; the raw ones are for that.
			return done('not written');
		}
		asked.on('timeout', () => {
			tally.fault(`HTTP: no answer to ${made.method} ${made.path.split(/[?%]/, 1)[0]!.slice(0, 40)}`, shown);
			asked.destroy();
		});
		// A body too large is cut off while it is being sent.
		asked.on('error', (error) => done((error as NodeJS.ErrnoException).code ?? 'error'));
		asked.on('response', (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('error', () => done('answer broke'));
			answer.on('end', () => {
				judgeAnswer(made, answer, Buffer.concat(chunks), shown, tally);
				done(`HTTP ${answer.statusCode}`);
			});
		});
		asked.end(made.body ?? undefined);
	});
}

function judgeAnswer(made: Made, answer: IncomingMessage, body: Buffer, shown: string, tally: Tally): void {
	const status = answer.statusCode ?? 0;
	const text = body.toString('utf8');
	const code = codeIn(text);
	// A HEAD has no body to say why; what a GET of the same page says stands for it.
	const unbuilt = made.method === 'HEAD' && status === 503 && /^\/(board|manager)\b/.test(made.path);
	if (status >= 500 && !unbuilt && !allowedFaults.includes(code ?? ''))
		tally.fault(`HTTP ${status} to ${made.method} ${made.path.split('?', 1)[0]}`, shown);
	if (text.includes(mark)) tally.fault(`HTTP ${status}: hostile text comes back in the answer`, shown);
	// The policy names the host that was asked for: whoever sends a false one talks to himself.
	if (
		Object.entries(answer.headers).some(
			([name, value]) => !['location', 'content-security-policy'].includes(name) && String(value).includes(mark),
		)
	)
		tally.fault('HTTP: hostile text comes back in a header', `${shown} → ${JSON.stringify(answer.headers)}`);
	if (/\bat .+\.[jt]s:\d+|node_modules/.test(text) && status >= 400) tally.fault('HTTP: a stack trace', shown);
	const path = made.path.split(/[?#]/, 1)[0]!;
	if (status >= 400 && made.method !== 'HEAD' && /^\/api\/[a-z]/.test(path) && code === null)
		tally.fault(`HTTP ${status}: an error without a code`, `${shown} → ${text.slice(0, 200)}`);
	const isOpen = !path.startsWith('/api/') || open.some((each) => path.startsWith(each));
	if (status < 300 && !isOpen && made.method !== 'OPTIONS') {
		tally.accepted += 1;
		tally.fault(`HTTP ${status}: answered to nobody`, shown);
	}
}

function codeIn(text: string): string | null {
	try {
		const read = JSON.parse(text) as { code?: unknown; error?: { code?: unknown } };
		const code = read.error?.code ?? read.code;
		return typeof code === 'string' ? code : null;
	} catch {
		return null;
	}
}

/** Bytes on the line that are hardly HTTP. What must not come back is a 5xx or silence without end. */
function rawRequest({ host, port, from }: { host: string; port: number; from?: string }, random: Random, tally: Tally): Promise<void> {
	const h = `Host: ${host}:${port}\r\n`;
	const ways: (() => string | Buffer)[] = [
		() => `GET /healthz HTTP/1.1\r\n${h}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
		() => `POST /api/documents HTTP/1.1\r\n${h}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\n`,
		() => `POST /api/documents HTTP/1.1\r\n${h}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}`,
		() => `GET http://evil.example/${mark} HTTP/1.1\r\n${h}\r\n`,
		() => `GET //${mark}/../../etc/passwd HTTP/1.1\r\n${h}\r\n`,
		() => `GET /\u0000${mark} HTTP/1.1\r\n${h}\r\n`,
		() => Buffer.concat([Buffer.from('GET /'), Buffer.from(random.bytes(40)), Buffer.from(` HTTP/1.1\r\n${h}\r\n`)]),
		() => `GET /healthz HTTP/1.1\r\n${h}X: ${'a'.repeat(20_000)}\r\n\r\n`,
		() => `GET /healthz HTTP/1.1\r\n${h}${Array.from({ length: 3_000 }, (_, n) => `a${n}: b\r\n`).join('')}\r\n`,
		() => `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${h}\r\n`,
		() => `${mark} / HTTP/1.1\r\n${h}\r\n`,
		() => `GET / HTTP/9.9\r\n${h}\r\n`,
		() => `GET /healthz HTTP/1.1\r\n${h}X: a\r\n b: ${mark}\r\n\r\n`,
		() => `GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`,
		() => 'GET /healthz HTTP/1.1\r\n\r\n',
		() => 'GET /\r\n\r\n',
		() => `CONNECT evil.example:443 HTTP/1.1\r\n${h}\r\n`,
		() => `POST /api/documents HTTP/1.1\r\n${h}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`,
		() => `POST /api/documents HTTP/1.1\r\n${h}Expect: ${mark}\r\nContent-Length: 2\r\n\r\n{}`,
		() =>
			`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${h}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${mark}\r\n\r\n`,
		() =>
			`GET /socket.io/?EIO=${mark}&transport=websocket&sid=${mark} HTTP/1.1\r\n${h}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
		() =>
			`GET /${mark} HTTP/1.1\r\n${h}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
		() => `GET /healthz HTTP/1.1\r\n${h}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAA\r\n\r\n`,
		() => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
		() => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
		() => Buffer.from(random.bytes(1 + random.below(500))),
		() => `POST /t/x HTTP/1.1\r\n${h}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3000\r\n\r\n${'a=b&'.repeat(750)}`,
		() => `PUT /api/applications/${ref} HTTP/1.1\r\n${h}Content-Length: 99999999999999\r\n\r\n`,
		() => `GET /healthz HTTP/1.1\r\n${h}\r\nGET /healthz HTTP/1.1\r\n${h}\r\n${mark}\r\n\r\n`,
	];
	const bytes = ways[random.below(ways.length)]!();
	const shown = bytes.toString('latin1').slice(0, 200);
	return new Promise((resolve) => {
		const socket = connect({ host, port, ...(from === undefined ? {} : { localAddress: from }) });
		let heard = '';
		const done = (got: string) => {
			clearTimeout(patience);
			socket.destroy();
			tally.count(got);
			resolve();
		};
		// What is never finished may be waited for; long waits are the flood's matter.
		const patience = setTimeout(() => done('raw: waits'), 400);
		socket.on('error', () => done('raw: ended'));
		socket.on('close', () => done('raw: ended'));
		socket.on('data', (chunk) => {
			heard += chunk.toString('latin1');
			const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(heard)?.[1] ?? 0);
			if (status >= 500) tally.fault(`HTTP ${status} to a raw request`, shown);
			if (heard.includes(mark)) tally.fault('HTTP: hostile text comes back from a raw request', `${shown} → ${heard.slice(0, 300)}`);
			if (status >= 200) done(`raw ${status}`);
		});
		socket.end(bytes, () => {});
	});
}
