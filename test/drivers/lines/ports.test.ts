import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { wireSettings } from '../../../domain/contracts/device-declaration.ts';
import { choosePort, type ListedPort, listPorts, stableNames } from '../../../drivers/transport/ports.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { afterThisTest, ptyCable } from '../pty-cable.ts';

const port = (path: string, vendorId: string | null, productId: string | null, serialNumber: string | null = null): ListedPort => ({
	path,
	stablePath: null,
	vendorId,
	productId,
	serialNumber,
	manufacturer: null,
});
const wire = (usb: object) => wireSettings.parse({ usb });
const reader = { vendorId: '1A86', productId: '7523' };

describe('a port chosen by what is plugged in', () => {
	it('is found whatever its name, and whether the system writes capitals or not', () => {
		const ports = [port('/dev/ttyS0', null, null), port('/dev/ttyUSB7', '1a86', '7523'), port('/dev/ttyUSB1', '0403', '6001')];
		expect(choosePort(wire(reader), ports)).toEqual({ ok: true, path: '/dev/ttyUSB7' });
	});
	it('D2 nothing of this identity: the port is missing; a declared path is taken as it stands', () => {
		expect(choosePort(wire(reader), [port('/dev/ttyS0', null, null)])).toEqual({ ok: false, code: 'port-missing' });
		expect(choosePort({ path: 'COM3' }, [])).toEqual({ ok: true, path: 'COM3' });
	});
	it('D2 two of the same model: ambiguous, until the serial number tells them apart', () => {
		const ports = [port('/dev/ttyUSB0', '1a86', '7523', 'A1'), port('/dev/ttyUSB1', '1a86', '7523', 'A2')];
		expect(choosePort(wire(reader), ports)).toEqual({ ok: false, code: 'port-ambiguous' });
		expect(choosePort(wire({ ...reader, serialNumber: 'A2' }), ports)).toEqual({ ok: true, path: '/dev/ttyUSB1' });
		expect(choosePort(wire({ ...reader, serialNumber: 'A3' }), ports)).toEqual({ ok: false, code: 'port-missing' });
	});
	it('an adapter that is pulled out and comes back under another name is found at the next opening', async () => {
		const heard: number[] = [];
		const cable = ptyCable('under-another-name', (far) => far.onBytes((bytes) => heard.push(...bytes)));
		await cable.plug();
		let ports = [port('/dev/ttyUSB0', '1a86', '7523')];
		const list = async () => ports;
		expect(await openSerial(wire(reader), list)).toMatchObject({ ok: false, code: 'port-missing' });
		ports = [];
		expect(await openSerial(wire(reader), list)).toEqual({ ok: false, code: 'port-missing', text: 'usb 1a86:7523' });
		ports = [port(cable.host, '1a86', '7523')];
		const opened = await openSerial(wire(reader), list);
		if (!opened.ok) throw new Error(opened.text);
		afterThisTest(() => opened.port.close());
		expect(await opened.port.write(new Uint8Array([7]))).toBe(true);
		await expect.poll(() => heard).toEqual([7]);
	});
});

describe('the ports of this machine', () => {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-by-id-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('are listed without opening any', async () => {
		for (const one of await listPorts()) expect(one.path).toMatch(/^(\/dev\/|COM)/);
	});
	it('a name that stays leads to the port of today; one whose port is out leads nowhere', async () => {
		const device = join(folder, 'ttyUSB0');
		writeFileSync(device, '');
		const byId = join(folder, 'usb-1a86_USB_Serial-if00-port0');
		symlinkSync(device, byId);
		symlinkSync(join(folder, 'gone'), join(folder, 'usb-gone'));
		const names = await stableNames(folder);
		expect(names.get(device)).toBe(byId);
		expect([...names.values()].some((name) => name.includes('usb-gone'))).toBe(false);
		expect(await stableNames(join(folder, 'no-such-folder'))).toEqual(new Map());
	});
});
