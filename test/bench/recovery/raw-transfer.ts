/** What the same bytes cost with nothing of ours around them: over a loopback connection, and into a file that is synced. */
import { open, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** Milliseconds from the first byte written until the other side has said that it has all of them and they are on the disk. */
export async function rawTransferMs(bytes: number, folder: string): Promise<number> {
	const payload = Buffer.alloc(bytes, 0x61);
	const path = join(folder, 'raw-transfer');
	const server = createServer((socket) => {
		const parts: Buffer[] = [];
		let got = 0;
		socket.on('data', (part) => {
			parts.push(part);
			got += part.length;
			if (got < bytes) return;
			void (async () => {
				const file = await open(path, 'w');
				await file.write(Buffer.concat(parts));
				await file.datasync();
				await file.close();
				socket.end('k');
			})();
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	try {
		const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
		await new Promise<void>((open, fail) => socket.once('connect', open).once('error', fail));
		const began = performance.now();
		const answered = new Promise<void>((done) => socket.once('data', () => done()));
		socket.write(payload);
		await answered;
		const took = performance.now() - began;
		socket.destroy();
		return took;
	} finally {
		await new Promise((closed) => server.close(closed));
		await rm(path, { force: true });
	}
}
