/** What the technician's screen works out by itself. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { PortReport } from '../../domain/contracts/device.ts';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { LogLine } from '../../domain/contracts/device-service.ts';
import { declarationOf, foundBy, kindsToDeclare } from '../../renderer/technician/declaration.ts';
import { toldOf } from '../../renderer/technician/door-pad.tsx';
import { growingMs, growthAfter, isGrowing } from '../../renderer/technician/growth.ts';
import { idleAt, idleMs, warnMs } from '../../renderer/technician/idle-close.ts';
import { chosenLines, devicesIn, everyLine } from '../../renderer/technician/log-choice.ts';

const port = (path: string, more: Partial<PortReport> = {}): PortReport => ({
	path,
	stablePath: null,
	vendorId: null,
	productId: null,
	serialNumber: null,
	manufacturer: null,
	devices: [],
	...more,
});
const ch340 = { vendorId: '1a86', productId: '7523' };

describe('lines that declare a port', () => {
	const declared = (one: PortReport, all: PortReport[], kind = kindsToDeclare[0]!) =>
		deviceDeclaration.parse((parse(`devices:\n${declarationOf(one, all, kind, 'T1')}`) as { devices: unknown[] }).devices[0]);

	test.each(kindsToDeclare)('a %s is declared so that the check of the hall accepts it', (kind) => {
		const one = port('/dev/ttyUSB0', ch340);
		const { transport, ...rest } = declared(one, [one], kind);
		expect(rest).toMatchObject({ kind, station: 'T1' });
		expect(transport).toMatchObject({ kind: 'serial', usb: ch340 });
	});

	test('an identity of digits stays text', () => {
		const one = port('COM3', { vendorId: '0403', productId: '6001' });
		expect(declared(one, [one]).transport).toMatchObject({ usb: { vendorId: '0403', productId: '6001' } });
	});

	test('two of the same model are told apart by their serial number, and without one by the name that stays', () => {
		const twins = [port('/dev/ttyUSB0', { ...ch340, serialNumber: 'A1' }), port('/dev/ttyUSB1', { ...ch340, serialNumber: 'A2' })];
		expect(declared(twins[1]!, twins).transport).toMatchObject({ usb: { ...ch340, serialNumber: 'A2' } });
		const nameless = [port('/dev/ttyUSB0', { ...ch340, stablePath: '/dev/serial/by-id/x-port0' }), port('/dev/ttyUSB1', ch340)];
		expect(foundBy(nameless[0]!, nameless)).toBe('path');
		expect(declared(nameless[0]!, nameless).transport).toMatchObject({ path: '/dev/serial/by-id/x-port0' });
		expect(declared(nameless[1]!, nameless).transport).toMatchObject({ path: '/dev/ttyUSB1' });
	});

	test('a port of the system’s printer class is no serial line; a name with strange signs stays one text', () => {
		const printer = port('/dev/usb/lp0');
		expect(declared(printer, [printer], 'printer').transport).toEqual({ kind: 'device-file', path: '/dev/usb/lp0' });
		const strange = port('/dev/tty"}: # 窗');
		expect(declared(strange, [strange]).transport).toMatchObject({ path: '/dev/tty"}: # 窗' });
	});
});

describe('discarded bytes', () => {
	const seen = (...counts: number[]) =>
		counts.reduce((before, discarded, index) => growthAfter(before, [{ device: 'D', discarded }], index * 2_000), {});

	test('an old count is history, a growing one is not, and after ten quiet seconds it is history again', () => {
		expect(isGrowing(seen(7), 'D', 0)).toBe(false);
		expect(isGrowing(seen(7, 7, 7), 'D', 4_000)).toBe(false);
		const grown = seen(7, 9, 9);
		expect(isGrowing(grown, 'D', 4_000)).toBe(true);
		expect(isGrowing(grown, 'D', 2_000 + growingMs - 1)).toBe(true);
		expect(isGrowing(grown, 'D', 2_000 + growingMs)).toBe(false);
		expect(isGrowing(grown, 'other', 4_000)).toBe(false);
	});
	test('a driver that began anew counts from nothing, and has not grown', () => {
		expect(isGrowing(seen(7, 9, 0), 'D', 4_000)).toBe(false);
		expect(isGrowing(seen(7, 9, 0, 1), 'D', 6_000)).toBe(true);
	});
});

describe('the log', () => {
	const line = (at: string, level: LogLine['level'], device?: string): LogLine => ({
		at,
		level,
		code: 'device-health',
		facts: device ? { device } : {},
	});
	const lines = [
		line('2026-11-22T01:00:00.000Z', 'info', 'T1-printer'),
		line('2026-11-22T01:00:02.000Z', 'warn'),
		line('2026-11-22T01:00:01.000Z', 'error', 'A'),
	];

	test('newest first, from a level up, of one device', () => {
		expect(chosenLines(lines, everyLine).map(({ at }) => at.slice(17, 19))).toEqual(['02', '01', '00']);
		expect(chosenLines(lines, { level: 'warn', device: null })).toHaveLength(2);
		expect(chosenLines(lines, { level: 'error', device: null }).map(({ facts }) => facts.device)).toEqual(['A']);
		expect(chosenLines(lines, { level: 'info', device: 'T1-printer' })).toEqual([lines[0]]);
		expect(devicesIn(lines)).toEqual(['A', 'T1-printer']);
	});
});

describe('a screen nobody touches', () => {
	test('says in the last of ten minutes when it closes', () => {
		expect(idleAt(idleMs - warnMs - 1, 0)).toEqual({ show: 'nothing' });
		expect(idleAt(idleMs - warnMs, 0)).toEqual({ show: 'warning', seconds: 60 });
		expect(idleAt(idleMs - 1, 0)).toEqual({ show: 'warning', seconds: 1 });
		expect(idleAt(idleMs, 0)).toEqual({ show: 'close' });
		expect(idleAt(2 * idleMs, idleMs + 1)).toEqual({ show: 'warning', seconds: 1 });
	});
});

test('what the machine says of a wrong service code has words; what it never says is a failure', () => {
	expect(toldOf('wrong-code')).toEqual({ key: 'wrong-code', seconds: null });
	expect(toldOf('locked-240')).toEqual({ key: 'lockedFor', seconds: 240 });
	expect(toldOf('locked').key).toBe('locked');
	expect(toldOf('no-service-code').key).toBe('no-service-code');
	for (const code of ['', 'not-allowed', 'machine-failed', 'checking']) expect(toldOf(code).key).toBe('failed');
});
