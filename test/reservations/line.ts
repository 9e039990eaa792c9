/** A line between stations and a platform that a test cuts and mends: a TCP relay on a port of its own. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface Line {
	url: string;
	/** Everything on it ends at once; nobody gets through. */
	cut(): void;
	mend(): void;
	close(): Promise<void>;
}

export async function lineTo(port: number): Promise<Line> {
	const open = new Set<Socket>();
	let whole = true;
	const relay = createServer((near) => {
		if (!whole) return void near.destroy();
		const far = connect(port, '127.0.0.1');
		for (const [one, other] of [
			[near, far],
			[far, near],
		] as const) {
			open.add(one);
			one.pipe(other);
			one.on('error', () => {});
			one.on('close', () => {
				open.delete(one);
				other.destroy();
			});
		}
	});
	relay.listen(0, '127.0.0.1');
	await once(relay, 'listening');
	const end = () => {
		for (const socket of open) socket.destroy();
	};
	return {
		url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
		cut() {
			whole = false;
			end();
		},
		mend() {
			whole = true;
		},
		async close() {
			end();
			relay.close();
			await once(relay, 'close');
		},
	};
}
