import { describe, expect, it } from 'vitest';
import { dropEcho } from '../../../drivers/transport/echo.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import { settle } from '../manual-clock.ts';

/** A two-wire adapter: what it sends back for each write is given by hand. */
function adapter() {
	const { near, far } = createPipe();
	const heard: number[] = [];
	const port = dropEcho(near);
	port.onBytes((bytes) => heard.push(...bytes));
	far.onBytes(() => {});
	return {
		port,
		heard,
		async comesBack(...bytes: number[]) {
			await far.write(new Uint8Array(bytes));
			await settle();
		},
	};
}

describe('D2 the echo of a two-wire adapter', () => {
	it('is taken out, the answer behind it is not, also when both come in one piece', async () => {
		const line = adapter();
		await line.port.write(new Uint8Array([1, 2, 3]));
		await line.comesBack(1, 2, 3, 1, 2, 9);
		expect(line.heard).toEqual([1, 2, 9]);
	});
	it('comes byte by byte', async () => {
		const line = adapter();
		await line.port.write(new Uint8Array([1, 2, 3]));
		for (const byte of [1, 2, 3, 3, 2]) await line.comesBack(byte);
		expect(line.heard).toEqual([3, 2]);
	});
	it('of two frames written back to back, before any of it has come back', async () => {
		const line = adapter();
		await Promise.all([line.port.write(new Uint8Array([1, 2])), line.port.write(new Uint8Array([3, 4]))]);
		await line.comesBack(1, 2, 3);
		await line.comesBack(4, 77);
		expect(line.heard).toEqual([77]);
	});
	it('with one byte damaged: that byte alone is noise, and the answer is whole', async () => {
		const line = adapter();
		await line.port.write(new Uint8Array([10, 11, 12, 13, 14, 15]));
		await line.comesBack(10, 11, 99, 13, 14, 15, 10, 11, 12);
		expect(line.heard).toEqual([99, 10, 11, 12]);
	});
	it('with a byte lost: what is left of it is noise, and the next exchange is clean', async () => {
		const line = adapter();
		await line.port.write(new Uint8Array([10, 11, 12, 13, 14, 15]));
		await line.comesBack(10, 11, 13, 14, 15, 50, 51);
		expect(line.heard).toEqual([13, 14, 15, 50, 51]);
		line.heard.length = 0;
		await line.port.write(new Uint8Array([20, 21, 22]));
		await line.comesBack(20, 21, 22, 60);
		expect(line.heard).toEqual([60]);
	});
	it('that never came does not eat what comes much later', async () => {
		const line = adapter();
		await line.port.write(new Uint8Array([10, 11, 12, 13]));
		await line.comesBack(70, 71, 72, 73, 74, 10, 11);
		expect(line.heard).toEqual([70, 71, 72, 73, 74, 10, 11]);
	});
	it('a line that is only written to and never echoes holds no memory', async () => {
		const line = adapter();
		const frame = new Uint8Array(1000).fill(5);
		for (let n = 0; n < 50; n++) await line.port.write(frame);
		// At most what was awaited last is taken out: the rest of a flood of equal bytes comes through.
		await line.comesBack(...new Uint8Array(20_000).fill(5));
		expect(line.heard.length).toBeGreaterThan(10_000);
	});
	it('what could not be written is awaited by nobody', async () => {
		const { near, far } = createPipe();
		const port = dropEcho(near);
		far.onBytes(() => {});
		await port.close();
		expect(await port.write(new Uint8Array([1]))).toBe(false);
	});
});
