import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readHall, readHallDevices } from '../../electron/hall.ts';

const product = join(import.meta.dirname, '../../config');
const folder = mkdtempSync(join(tmpdir(), 'tidehall-machine-hall-'));
cpSync(join(product, 'halls/demo'), folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));
const hall = join(folder, 'hall.yaml');
const file = join(folder, 'devices.yaml');
const onPort = (id: string) => `- { id: ${id}, kind: scanner, station: ${id}, transport: { kind: serial, path: /dev/ttyUSB0 } }`;

test('one port for two seats of one machine is told, at the start and when the file is changed; for two machines it is right', () => {
	const read = readHall(hall, ['T1', 'W01'], product);
	if (!read.ok) throw new Error(read.problems.join('\n'));
	expect(new Set(read.hall.config.devices.map(({ station }) => station))).toEqual(new Set(['T1', 'W01']));
	expect(read.hall.serviceCode).toMatch(/^scrypt\$/);
	// What every face may know holds no hash.
	expect(JSON.stringify(read.hall.config)).not.toContain('scrypt$');
	const shipped = readFileSync(file, 'utf8');
	writeFileSync(file, `schema: devices/1\ndevices:\n  ${onPort('T1')}\n  ${onPort('W01')}\n`);
	const { plan } = read.hall.config;
	expect(readHallDevices(hall, ['T1', 'W01'], product, plan)).toMatchObject({
		ok: false,
		problems: [{ what: expect.stringMatching(/on this machine device W01: transport\.path “\/dev\/ttyUSB0” is used by device T1 too/) }],
	});
	expect(readHall(hall, ['T1', 'W01'], product)).toMatchObject({
		ok: false,
		problems: [expect.stringContaining('on this machine device W01')],
	});
	for (const seat of ['T1', 'W01']) {
		expect(readHallDevices(hall, [seat], product, plan)).toMatchObject({ ok: true, devices: [{ id: seat }], serviceCode: null });
	}
	rmSync(file);
	expect(readHallDevices(hall, ['T1'], product, plan)).toMatchObject({ ok: true, devices: [] });
	writeFileSync(file, shipped);
	expect(readHallDevices(hall, ['T1'], product, plan)).toMatchObject({
		ok: true,
		devices: read.hall.config.devices.filter(({ station }) => station === 'T1'),
	});
});
