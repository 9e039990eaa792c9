/**
 * Hands at a virtual screen: touches and keys by X's own XTEST, as a panel and a keyboard would bring them. Nothing may look into a packaged app or
 * steer it, so whoever proves it works with it as people do.
 */
import { once } from 'node:events';
import { connect } from 'node:net';

export interface Hands {
	/** A finger or the mouse, in pixels of the screen. */
	touch(x: number, y: number): void;
	/** Names as X has them: `F1`, `Tab`, `Return`. */
	key(name: keyof typeof named): void;
	/** Signs of ASCII. */
	type(text: string): void;
	close(): void;
}

/** Keysyms (X11/keysymdef.h). */
const named = { Tab: 0xff09, Return: 0xff0d, Escape: 0xff1b, Down: 0xff54, F1: 0xffbe, F2: 0xffbf, F3: 0xffc0, space: 0x20 } as const;
const shiftLeft = 0xffe1;
const [keyPress, keyRelease, buttonPress, buttonRelease, motion] = [2, 3, 4, 5, 6];

/** `display`: `:N` of a screen on this machine that lets its users in. */
export async function openHands(display: string): Promise<Hands> {
	const socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
	await once(socket, 'connect');
	let held = Buffer.alloc(0);
	let wake = () => {};
	socket.on('data', (part) => {
		held = Buffer.concat([held, part]);
		wake();
	});
	const take = async (bytes: number): Promise<Buffer> => {
		while (held.length < bytes)
			await new Promise<void>((go) => {
				wake = go;
			});
		const taken = held.subarray(0, bytes);
		held = held.subarray(bytes);
		return taken;
	};
	/** Of a request that has one; errors and events have 32 bytes as well, and are none. */
	const reply = async (): Promise<Buffer> => {
		for (;;) {
			const head = await take(32);
			if (head[0] === 0) throw new Error(`X refused request ${head[10]} with error ${head[1]}`);
			if (head[0] === 1) return Buffer.concat([head, await take(head.readUInt32LE(4) * 4)]);
		}
	};
	// Little endian, version 11.0, nobody to vouch for.
	socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
	const begun = await take(8);
	const about = await take(begun.readUInt16LE(6) * 4);
	if (begun[0] !== 1) throw new Error(`X at ${display} lets nobody in`);
	const [firstKey, lastKey] = [about[26]!, about[27]!];
	const vendor = Math.ceil(about.readUInt16LE(16) / 4) * 4;
	const root = about.readUInt32LE(32 + vendor + about[21]! * 8);

	const name = Buffer.from('XTEST\0\0\0');
	socket.write(Buffer.concat([Buffer.from([98, 0, 4, 0, 5, 0, 0, 0]), name]));
	const extension = await reply();
	if (extension[8] !== 1) throw new Error(`X at ${display} has no XTEST`);
	const major = extension[9]!;
	const count = lastKey - firstKey + 1;
	socket.write(Buffer.from([101, 0, 2, 0, firstKey, count, 0, 0]));
	const mapping = await reply();
	const each = mapping[1]!;
	const keyOf = (sign: number): { code: number; shifted: boolean } => {
		for (let level = 0; level < Math.min(2, each); level += 1)
			for (let key = 0; key < count; key += 1)
				if (mapping.readUInt32LE(32 + (key * each + level) * 4) === sign) return { code: firstKey + key, shifted: level === 1 };
		throw new Error(`no key of this screen has the sign ${sign.toString(16)}`);
	};
	const fake = (type: number, detail: number, x = 0, y = 0) => {
		const asked = Buffer.alloc(36);
		asked.set([major, 2, 9, 0, type, detail]);
		asked.writeUInt32LE(type === motion ? root : 0, 12);
		asked.writeInt16LE(x, 24);
		asked.writeInt16LE(y, 26);
		socket.write(asked);
	};
	const press = (sign: number) => {
		const { code, shifted } = keyOf(sign);
		const shift = shifted ? keyOf(shiftLeft).code : null;
		if (shift !== null) fake(keyPress, shift);
		fake(keyPress, code);
		fake(keyRelease, code);
		if (shift !== null) fake(keyRelease, shift);
	};
	return {
		touch(x, y) {
			fake(motion, 0, x, y);
			fake(buttonPress, 1);
			fake(buttonRelease, 1);
		},
		key: (which) => press(named[which]),
		type(text) {
			for (const sign of text) press(sign.charCodeAt(0));
		},
		close: () => void socket.end(),
	};
}
