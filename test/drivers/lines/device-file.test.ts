import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDeviceFile } from '../../../drivers/transport/device-file.ts';
import { openTransport } from '../../../drivers/transport/open.ts';
import type { Port } from '../../../drivers/transport/port.ts';
import { afterThisTest, ptyCable } from '../pty-cable.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-device-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(path: string): Promise<Port> {
	const opened = await openTransport({ kind: 'device-file', path }, 9600);
	if (!opened.ok) throw new Error(opened.text);
	afterThisTest(() => opened.port.close());
	return opened.port;
}

describe.runIf(existsSync('/dev/null'))('a device that is a file', () => {
	it('D2 that is not there, or is no device: an answer, not an exception', async () => {
		expect(await openDeviceFile(join(folder, 'lp0'))).toMatchObject({ ok: false, code: 'port-missing' });
		const paper = join(folder, 'paper.txt');
		writeFileSync(paper, '');
		expect(await openDeviceFile(paper)).toMatchObject({ ok: false, code: 'cannot-open' });
		expect(await openDeviceFile(folder)).toMatchObject({ ok: false, code: 'cannot-open' });
	});
	it('bytes go out and come in, and a silent device is asked again', async () => {
		const got: number[] = [];
		let answer: (bytes: Uint8Array) => void = () => {};
		const cable = ptyCable('device-file', (far) => {
			far.onBytes((bytes) => got.push(...bytes));
			answer = (bytes) => void far.write(bytes);
		});
		await cable.plug();
		const port = await open(cable.host);
		const heard: number[] = [];
		port.onBytes((bytes) => heard.push(...bytes));
		expect(await port.write(new Uint8Array([0x10, 0x04, 0x01]))).toBe(true);
		await expect.poll(() => got).toEqual([0x10, 0x04, 0x01]);
		answer(new Uint8Array([0x12]));
		await expect.poll(() => heard).toEqual([0x12]);
		answer(new Uint8Array([0x1a]));
		await expect.poll(() => heard).toEqual([0x12, 0x1a]);
	});
	it('D2 pulled out: told once, and nothing is written any more', async () => {
		const cable = ptyCable('device-file-pulled', (far) => far.onBytes(() => {}));
		await cable.plug();
		const port = await open(cable.host);
		let told = 0;
		port.onClosed(() => told++);
		port.onBytes(() => {});
		await cable.pull();
		await expect.poll(() => told, { timeout: 30_000 }).toBe(1);
		expect(await port.write(new Uint8Array([1]))).toBe(false);
		await port.close();
		expect(told).toBe(1);
	});
	it('a device that is full takes the rest later, in order and whole', async () => {
		const path = join(folder, 'fifo');
		execFileSync('mkfifo', [path]);
		// A pipe opened for both directions gives back what was written: it is full until it is read.
		const port = await open(path);
		const sent = Uint8Array.from({ length: 300_000 }, (_, n) => n % 251);
		const first = port.write(sent.subarray(0, 200_000));
		const second = port.write(sent.subarray(200_000));
		let settled = false;
		void first.then(() => {
			settled = true;
		});
		for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
		expect(settled).toBe(false);
		const heard: Uint8Array[] = [];
		port.onBytes((bytes) => heard.push(bytes));
		expect([await first, await second]).toEqual([true, true]);
		await expect.poll(() => heard.reduce((sum, one) => sum + one.length, 0)).toBe(sent.length);
		expect(Buffer.concat(heard).equals(sent)).toBe(true);
	});
	it('closed on purpose, a write under way says no', async () => {
		const path = join(folder, 'fifo-closed');
		execFileSync('mkfifo', [path]);
		const port = await open(path);
		const written = port.write(new Uint8Array(500_000));
		await port.close();
		expect(await written).toBe(false);
	});
});
