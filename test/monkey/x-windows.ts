/** Windows on an X screen, asked of X itself: also those of dialogs and menus that the app does not know of. Only what is needed of the protocol. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

export interface XWindow {
	id: number;
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Mapped windows right under the root that a person can see. */
export async function visibleWindows(display: string, authority = process.env.XAUTHORITY): Promise<XWindow[]> {
	const number = /:(\d+)/.exec(display)?.[1] ?? '0';
	const socket = connect(`/tmp/.X11-unix/X${number}`);
	try {
		const answers = readerOf(socket);
		const cookie = cookieOf(authority, number);
		const name = Buffer.from(cookie ? 'MIT-MAGIC-COOKIE-1' : '');
		const hello = Buffer.alloc(12);
		hello.write('l');
		hello.writeUInt16LE(11, 2);
		hello.writeUInt16LE(name.length, 6);
		hello.writeUInt16LE(cookie?.length ?? 0, 8);
		socket.write(Buffer.concat([hello, padded(name), padded(cookie ?? Buffer.alloc(0))]));
		const head = await answers(8);
		const setup = await answers(head.readUInt16LE(6) * 4);
		if (head[0] !== 1) throw new Error(`X refuses: ${setup.toString('latin1')}`);
		const screen = 32 + up4(setup.readUInt16LE(16)) + setup[21]! * 8;
		const ask = async (code: number, window: number): Promise<Buffer> => {
			const request = Buffer.alloc(8);
			request[0] = code;
			request.writeUInt16LE(2, 2);
			request.writeUInt32LE(window, 4);
			socket.write(request);
			const reply = await answers(32);
			// A window that has gone meanwhile is an error.
			return reply[0] === 1 ? Buffer.concat([reply, await answers(reply.readUInt32LE(4) * 4)]) : Buffer.alloc(0);
		};
		const tree = await ask(15, setup.readUInt32LE(screen));
		const found: XWindow[] = [];
		for (let at = 0; at < tree.readUInt16LE(16); at += 1) {
			const id = tree.readUInt32LE(32 + at * 4);
			const attributes = await ask(3, id);
			const shown = attributes.length > 0 && attributes[26] === 2 && attributes.readUInt16LE(12) === 1;
			const place = shown ? await ask(14, id) : Buffer.alloc(0);
			if (place.length === 0) continue;
			const [x, y, width, height] = [place.readInt16LE(12), place.readInt16LE(14), place.readUInt16LE(16), place.readUInt16LE(18)];
			if (width > 2 && height > 2) found.push({ id, x, y, width, height });
		}
		return found;
	} finally {
		socket.destroy();
	}
}

const up4 = (length: number) => (length + 3) & ~3;
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(up4(bytes.length) - bytes.length)]);

/** The secret of this display out of an .Xauthority file; `null` = none is needed, or none is there. */
function cookieOf(file: string | undefined, display: string): Buffer | null {
	if (!file) return null;
	let bytes: Buffer;
	try {
		bytes = readFileSync(file);
	} catch {
		return null;
	}
	for (let at = 0; at + 2 < bytes.length; ) {
		at += 2;
		const fields: Buffer[] = [];
		for (let field = 0; field < 4; field += 1) {
			const length = bytes.readUInt16BE(at);
			fields.push(bytes.subarray(at + 2, at + 2 + length));
			at += 2 + length;
		}
		if (fields[1]!.toString() === display && fields[2]!.toString() === 'MIT-MAGIC-COOKIE-1') return fields[3]!;
	}
	return null;
}

/** Gives so many bytes, once they are there. */
function readerOf(socket: Socket): (count: number) => Promise<Buffer> {
	let have = Buffer.alloc(0);
	let waiting: { count: number; take(bytes: Buffer): void } | null = null;
	let failed: ((error: Error) => void) | null = null;
	const serve = () => {
		if (!waiting || have.length < waiting.count) return;
		const { count, take } = waiting;
		waiting = null;
		const bytes = have.subarray(0, count);
		have = have.subarray(count);
		take(bytes);
	};
	socket.on('data', (chunk) => {
		have = Buffer.concat([have, chunk]);
		serve();
	});
	socket.on('error', (error) => failed?.(error));
	socket.on('close', () => failed?.(new Error('X has closed the line')));
	return (count) =>
		new Promise((resolve, reject) => {
			failed = reject;
			waiting = { count, take: resolve };
			serve();
		});
}
