/**
 * A link to the platform by hand: websocket frames, engine.io and socket.io packets made here, so that each of them can be wrong. What an honest
 * client library would never send is what this is for.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface RawLinkOptions {
	host: string;
	port: number;
	/** Another address of the loopback, to come from another machine. */
	from?: string;
	origin?: string;
}

const text = 1;
const binary = 2;
const closing = 8;
const ping = 9;
const pong = 10;

/** One websocket frame of a client; `last` false = more of this message follows. */
export function frame(opcode: number, payload: Uint8Array, last = true): Buffer {
	const mask = randomBytes(4);
	const { length } = payload;
	const head =
		length < 126
			? Buffer.from([(last ? 0x80 : 0) | opcode, 0x80 | length])
			: length < 65_536
				? Buffer.from([(last ? 0x80 : 0) | opcode, 0x80 | 126, length >> 8, length & 0xff])
				: Buffer.concat([Buffer.from([(last ? 0x80 : 0) | opcode, 0x80 | 127, 0, 0, 0, 0]), longWord(length)]);
	const masked = Buffer.from(payload);
	for (let at = 0; at < masked.length; at++) masked[at]! ^= mask[at & 3]!;
	return Buffer.concat([head, mask, masked]);
}

function longWord(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

export const upgradeRequest = (host: string, more: readonly string[] = []): string =>
	[
		'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
		`Host: ${host}`,
		'Upgrade: websocket',
		'Connection: Upgrade',
		`Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
		'Sec-WebSocket-Version: 13',
		...more,
		'',
		'',
	].join('\r\n');

export class RawLink {
	readonly socket: Socket;
	ended = false;
	/** Names of messages that came down without being asked for, and how often. */
	readonly heard = new Map<string, number>();
	/** `null` = dismissed without a word. */
	dismissed: string | null = null;
	#answers = new Map<number, (answer: unknown) => void>();
	#next = 0;
	#bytes: Buffer = Buffer.alloc(0);
	#upgraded = false;
	#open: (well: boolean) => void = () => {};
	#ended: (() => void)[] = [];
	#fragments: Buffer[] = [];

	private constructor(socket: Socket) {
		this.socket = socket;
		socket.on('data', (chunk) => this.#take(chunk));
		socket.on('error', () => {});
		socket.on('close', () => this.#end());
	}

	/** Resolves when socket.io has let the link in; `null` = it was turned away. */
	static async open({ host, port, from, origin }: RawLinkOptions, withinMs = 10_000): Promise<RawLink | null> {
		const link = new RawLink(connect({ host, port, ...(from === undefined ? {} : { localAddress: from }), noDelay: true }));
		const well = new Promise<boolean>((resolve) => {
			link.#open = resolve;
		});
		link.socket.write(upgradeRequest(`${host}:${port}`, origin === undefined ? [] : [`Origin: ${origin}`]));
		const patience = setTimeout(() => link.#open(false), withinMs);
		const in_ = await well;
		clearTimeout(patience);
		if (in_) return link;
		link.close();
		return null;
	}

	close(): void {
		this.socket.destroy();
		this.#end();
	}

	/** Resolves when the link is gone. */
	gone(): Promise<void> {
		return this.ended ? Promise.resolve() : new Promise((resolve) => this.#ended.push(resolve));
	}

	/** Bytes as they are. */
	write(bytes: Uint8Array): void {
		if (!this.ended) this.socket.write(bytes);
	}

	say(packet: string): void {
		this.write(frame(text, Buffer.from(packet, 'utf8')));
	}

	sayBytes(bytes: Uint8Array, opcode: typeof text | typeof binary = binary): void {
		this.write(frame(opcode, bytes));
	}

	/** A message whose JSON is given as text; resolves with its answer, `undefined` when the link ended or nothing came in time. */
	ask(name: string, json: string, withinMs = 8_000): Promise<unknown> {
		const id = this.#next++;
		return new Promise((resolve) => {
			if (this.ended) return resolve(undefined);
			const late = setTimeout(() => answered(undefined), withinMs);
			const answered = (answer: unknown) => {
				clearTimeout(late);
				this.#answers.delete(id);
				resolve(answer);
			};
			this.#answers.set(id, answered);
			this.say(`42${id}[${JSON.stringify(name)},${json}]`);
		});
	}

	#end(): void {
		if (this.ended) return;
		this.ended = true;
		this.#open(false);
		for (const answer of [...this.#answers.values()]) answer(undefined);
		for (const told of this.#ended.splice(0)) told();
	}

	#take(chunk: Buffer): void {
		this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
		if (!this.#upgraded) {
			const end = this.#bytes.indexOf('\r\n\r\n');
			if (end < 0) return;
			if (!this.#bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
				this.close();
				return;
			}
			this.#upgraded = true;
			this.#bytes = this.#bytes.subarray(end + 4);
		}
		for (;;) {
			const [one, two] = this.#bytes;
			if (one === undefined || two === undefined) return;
			let length = two & 0x7f;
			let head = 2;
			if (length === 126) {
				if (this.#bytes.length < 4) return;
				length = this.#bytes.readUInt16BE(2);
				head = 4;
			} else if (length === 127) {
				if (this.#bytes.length < 10) return;
				length = Number(this.#bytes.readBigUInt64BE(2));
				head = 10;
			}
			if (this.#bytes.length < head + length) return;
			const payload = this.#bytes.subarray(head, head + length);
			this.#bytes = this.#bytes.subarray(head + length);
			const opcode = one & 0x0f;
			if (opcode === closing) {
				this.close();
				return;
			}
			if (opcode === ping) this.write(frame(pong, payload));
			if (opcode > 2) continue;
			this.#fragments.push(payload);
			if ((one & 0x80) === 0) continue;
			this.#packet(Buffer.concat(this.#fragments.splice(0)).toString('utf8'));
		}
	}

	#packet(packet: string): void {
		if (packet === '2') {
			this.say('3');
			return;
		}
		if (packet[0] === '0') {
			this.say('40');
			return;
		}
		if (packet.startsWith('40')) {
			this.#open(true);
			return;
		}
		if (packet.startsWith('44') || packet.startsWith('41')) {
			this.close();
			return;
		}
		const [, kind, id, json] = /^4([23])(\d*)(\[.*)$/s.exec(packet) ?? [];
		if (kind === undefined) return;
		const said = JSON.parse(json!) as unknown[];
		if (kind === '3') {
			this.#answers.get(Number(id))?.(said[0]);
			return;
		}
		const name = String(said[0]);
		this.heard.set(name, (this.heard.get(name) ?? 0) + 1);
		if (name === 'dismissed') this.dismissed = (said[1] as { code?: string }).code ?? '';
	}
}
