/**
 * One attacker, a process of its own: everything that somebody on the hall's network can do to keep a platform busy, all at once, from addresses
 * that no honest station has. Told to its parent when it ends: how often each was done.
 */
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { protocolVersion } from '../../../domain/contracts/protocol-history.ts';
import { createRandom } from '../../../scripts/fuzz/random.ts';
import { frame, RawLink } from '../../../scripts/hostile/raw-link.ts';

const [host, portText, secondsText, seedText, kindsText] = process.argv.slice(2) as [string, string, string, string, string];
const port = Number(portText);
const until = performance.now() + Number(secondsText) * 1_000;
const random = createRandom(Number(seedText));
const kinds = new Set(kindsText.split(','));
const done: Record<string, number> = {};
const did = (what: string, times = 1) => {
	done[what] = (done[what] ?? 0) + times;
};
const goesOn = () => performance.now() < until;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** Eight machines of the network. */
const address = () => `127.0.0.${2 + random.below(8)}`;

function dial(): Promise<Socket | null> {
	return new Promise((resolve) => {
		const socket = connect({ host, port, localAddress: address(), noDelay: true });
		const patience = setTimeout(() => socket.destroy(), 3_000);
		socket.once('connect', () => {
			clearTimeout(patience);
			resolve(socket);
		});
		socket.on('error', () => {});
		socket.once('close', () => {
			clearTimeout(patience);
			resolve(null);
		});
	});
}
const closed = (socket: Socket) => new Promise<void>((resolve) => (socket.destroyed ? resolve() : socket.once('close', () => resolve())));

/** Each goes on until the time is over; `times`: how many of it at once. */
const attacks: Record<string, { times: number; go(): Promise<void> }> = {
	/** Opened and held, with nothing said. */
	connections: {
		times: 500,
		async go() {
			const socket = await dial();
			if (!socket) return pause(50 + random.below(200));
			did('connections held');
			await Promise.race([closed(socket), pause(Math.max(1, until - performance.now()))]);
			socket.destroy();
		},
	},
	/** A header that never ends, one byte at a time; or a body that never comes. */
	'slow-loris': {
		times: 150,
		async go() {
			const socket = await dial();
			if (!socket) return pause(50 + random.below(200));
			did('slow requests');
			socket.write(
				random.oneIn(2)
					? 'GET /healthz HTTP/1.1\r\nHost: a\r\nX: '
					: 'POST /api/documents HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n',
			);
			while (goesOn() && !socket.destroyed) {
				socket.write('a');
				await pause(700);
			}
			socket.destroy();
		},
	},
	/** A handshake, and gone. */
	handshakes: {
		times: 30,
		async go() {
			const link = await RawLink.open({ host, port, from: address() }, 3_000);
			did(link ? 'handshakes' : 'handshakes turned away');
			link?.close();
			if (!link) await pause(10);
		},
	},
	/** Links that say no hello and stay. */
	unseated: {
		times: 300,
		async go() {
			const link = await RawLink.open({ host, port, from: address() }, 5_000);
			if (!link) return pause(100 + random.below(400));
			did('links held');
			while (goesOn() && !link.ended) {
				link.say('420["beat",{"day":null,"position":0}]');
				await pause(1_000);
			}
			link.close();
		},
	},
	/** Frames of one byte, as many as go through. */
	fragments: {
		times: 12,
		async go() {
			const link = await RawLink.open({ host, port, from: address() }, 5_000);
			if (!link) return pause(50 + random.below(200));
			const one = Buffer.concat([
				frame(1, Buffer.from('4'), false),
				...Array.from({ length: 500 }, () => frame(0, Buffer.from('2'), false)),
			]);
			const more = Buffer.concat(Array.from({ length: 500 }, () => frame(0, Buffer.from('2'), false)));
			link.write(one);
			while (goesOn() && !link.ended) {
				did('fragments', 500);
				if (!link.socket.write(more)) await Promise.race([new Promise((resolve) => link.socket.once('drain', resolve)), link.gone()]);
				else await pause(0);
			}
			link.close();
		},
	},
	/** Empty packets, which no acknowledgement slows down. */
	pongs: {
		times: 8,
		async go() {
			const link = await RawLink.open({ host, port, from: address() }, 5_000);
			if (!link) return pause(50 + random.below(200));
			const many = Buffer.concat(
				Array.from({ length: 300 }, () => (random.oneIn(2) ? frame(1, Buffer.from('3')) : frame(9, Buffer.alloc(0)))),
			);
			while (goesOn() && !link.ended) {
				did('empty packets', 300);
				if (!link.socket.write(many)) await Promise.race([new Promise((resolve) => link.socket.once('drain', resolve)), link.gone()]);
				else await pause(0);
			}
			link.close();
		},
	},
	/** Messages above what is taken. */
	oversize: {
		times: 4,
		async go() {
			const link = await RawLink.open({ host, port, from: address() }, 5_000);
			if (!link) return pause(50 + random.below(200));
			const large = frame(1, Buffer.from(`420["beat","${'x'.repeat(random.oneIn(2) ? 700_000 : 500_000)}"]`));
			while (goesOn() && !link.ended) {
				did('large messages');
				if (!link.socket.write(large)) await Promise.race([new Promise((resolve) => link.socket.once('drain', resolve)), link.gone()]);
				await pause(5);
			}
			link.close();
		},
	},
	/** A board of the hall that asks to be let in again and again: each welcome carries the plan and the log. */
	hellos: {
		times: 6,
		async go() {
			const link = await RawLink.open({ host, port, from: address() }, 5_000);
			if (!link) return pause(50 + random.below(200));
			const epoch = random.next().toString(16).padStart(8, '0').repeat(2);
			const hello = JSON.stringify({ protocol: protocolVersion, seats: [{ station: 'B2', epoch }], holds: null, sessions: [] });
			while (goesOn() && !link.ended) {
				await Promise.all(Array.from({ length: 10 }, () => link.ask('hello', hello, 3_000)));
				did('hellos', 10);
			}
			link.close();
		},
	},
	/** Small messages as fast as they go. */
	messages: {
		times: 8,
		async go() {
			const link = await RawLink.open({ host, port, from: address() }, 5_000);
			if (!link) return pause(50 + random.below(200));
			const body = '{"day":null,"position":0}';
			while (goesOn() && !link.ended) {
				await Promise.all(Array.from({ length: 100 }, () => link.ask(random.oneIn(2) ? 'beat' : 'resume', body, 2_000)));
				did('messages', 100);
			}
			link.close();
		},
	},
	http: {
		times: 60,
		async go() {
			await page(
				'GET',
				['/healthz', '/nothing/here', '/api/cases', '/api/term', '/t/TH2:DEMO:x', '/notice?items=GA-001'][random.below(6)]!,
			);
		},
	},
	/** What costs the platform most for one short request. */
	'dear-pages': {
		times: 30,
		async go() {
			const which = random.below(7);
			if (which === 0) return page('POST', '/api/documents', document);
			await page(
				'GET',
				['/api/openapi.json', '/api/station-config', '/api/catalogue', '/metrics', '/notice?items=GA-001.GA-005', '/board'][which - 1]!,
			);
		},
	},
};
const document = JSON.stringify({
	...{ title: 'a', language: 'zh-CN', orientation: 'portrait', made: 0, foot: '' },
	blocks: [{ kind: 'table', columns: [{ head: 'a', share: 1 }], rows: Array.from({ length: 900 }, (_, row) => [`中文 ${row}`]) }],
});
const agents = Array.from({ length: 8 }, (_, at) => new Agent({ keepAlive: true, maxSockets: 40, localAddress: `127.0.0.${2 + at}` }));

function page(method: string, path: string, body?: string): Promise<void> {
	return new Promise((resolve) => {
		const asked = request({
			...{ host, port, method, path, agent: agents[random.below(agents.length)]!, timeout: 10_000 },
			headers: body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
		});
		const end = (what: string, slow = 0) => {
			did(what);
			setTimeout(resolve, slow);
		};
		asked.on('response', (answer) => {
			answer.resume();
			answer.once('end', () => end(`HTTP ${answer.statusCode}`));
			answer.once('error', () => end('HTTP broken off', 20));
		});
		asked.once('error', () => end('HTTP turned away', 20));
		asked.once('timeout', () => asked.destroy());
		asked.end(body);
	});
}

process.on('disconnect', () => process.exit(0));
const running = Object.entries(attacks)
	.filter(([kind]) => kinds.has('all') || kinds.has(kind))
	.flatMap(([, { times, go }]) =>
		Array.from({ length: times }, async () => {
			await pause(random.below(1_000));
			while (goesOn()) await go().catch(() => pause(50));
		}),
	);
await Promise.race([Promise.all(running), pause(Number(secondsText) * 1_000 + 3_000)]);
process.send?.(done);
setTimeout(() => process.exit(0), 100);
