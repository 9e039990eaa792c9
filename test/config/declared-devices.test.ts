import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDevicesAgain } from '../../config/read-devices-again.ts';
import { hashServiceCode, isServiceCode } from '../../config/service-code.ts';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';

const product = join(import.meta.dirname, '../../config');
const stations: StationPlan[] = [
	{ id: 'T1', role: 'terminal', number: 1 },
	{ id: 'W01', role: 'window', window: 'W01' },
	{ id: 'W02', role: 'window', window: 'W02' },
	{ id: 'B1', role: 'board', speaks: true },
	{ id: 'M1', role: 'manager' },
];

/** What is said of a `devices.yaml` with these entries, as `line: words`. */
function told(entries: string, head = ''): string[] {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-devices-'));
	try {
		writeFileSync(join(folder, 'devices.yaml'), `schema: devices/1\n${head}devices:\n${entries}\n`);
		const read = readDevicesAgain(join(folder, 'hall.yaml'), stations, product);
		return read.ok ? [] : read.problems.map(({ line, what }) => `${line}: ${what}`);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
/** The line that carries the arrow, counted as in the file. */
const arrowLine = (entries: string) => entries.split('\n').findIndex((line) => line.includes('←')) + 3;

const serial = 'transport: { kind: serial, path: /dev/ttyUSB0, baud: 9600 }';
const line = { kind: 'serial', path: '/dev/ttyUSB0' } as const;
test.each([
	['id-reader', {}, 115_200, []],
	['printer', {}, 115_200, []],
	['led', { protocol: 'onbon' }, 57_600, [9600]],
	['led', { protocol: 'alpha' }, 9600, []],
	['rating-pad', { profile: 'test-pad' }, 9600, []],
	['scanner', {}, 9600, []],
	['voice', { protocol: 'xfs5152' }, 9600, []],
])('a serial %s %o that names no speed has the usual one of its kind', (kind, more, baud, speeds) => {
	const entry = { kind, id: 'a', station: 'T1', ...more };
	expect(deviceDeclaration.parse({ ...entry, transport: line }).transport).toMatchObject({ baud, speeds });
	expect(deviceDeclaration.parse({ ...entry, transport: { ...line, baud: 19_200 } }).transport).toMatchObject({ baud: 19_200, speeds: [] });
});

const lamp = (id: string, more: string) => `- { id: ${id}, kind: led, station: W01, ${more} }`;

test.each<[string, string, RegExp]>([
	[
		'a reader and a printer on one port',
		`- { id: a, kind: id-reader, station: T1, ${serial} }\n- id: b\n  kind: printer\n  station: T1\n  ${serial} # ←`,
		/device b: transport\.path “\/dev\/ttyUSB0” is used by device a too/,
	],
	[
		'two of the same USB model without a serial number',
		`- { id: a, kind: scanner, station: T1, transport: { kind: serial, usb: { vendorId: "1A86", productId: "7523" } } }
- { id: b, kind: printer, station: T1, transport: { kind: serial, usb: { vendorId: "1a86", productId: "7523" } } } # ←`,
		/device b: usb is used by device a too.*usb\.serialNumber/,
	],
	[
		'two printers at one address of the network',
		`- { id: a, kind: printer, station: T1, transport: { kind: tcp, host: Printer.lan, port: 9100 } }
- { id: b, kind: printer, station: T1, transport: { kind: tcp, host: printer.lan } } # ←`,
		/device b: printer\.lan:9100 is used by device a/,
	],
	[
		'displays of two protocols on one line',
		`${lamp('a', `protocol: onbon, ${serial}`)}\n${lamp('b', `protocol: alpha, address: 2, ${serial}`)} # ←`,
		/device b: .* which speaks onbon/,
	],
	[
		'displays of one line at two speeds',
		`${lamp('a', `protocol: onbon, ${serial}`)}\n${lamp('b', `protocol: onbon, address: 2, ${serial.replace('9600', '19200')}`)} # ←`,
		/device b: .* settings of the line differ/,
	],
	[
		'displays of one line with one address',
		`${lamp('a', `protocol: onbon, ${serial}`)}\n- id: b\n  kind: led\n  station: W01\n  protocol: onbon\n  address: 1 # ←\n  ${serial}`,
		/device b: .* which has the address 1 too/,
	],
	[
		'a display that means all others of its line',
		`${lamp('a', `protocol: alpha, address: 1, ${serial}`)}\n${lamp('b', `protocol: alpha, address: 0, ${serial}`)} # ←`,
		/device b: .* means every display/,
	],
	[
		'a simulated line with one address twice, at two windows',
		`${lamp('a', 'protocol: onbon, transport: { kind: simulated, line: north }')}
- { id: b, kind: led, station: W02, protocol: onbon, transport: { kind: simulated, line: north } } # ←`,
		/device b: line “north” is shared with device a, which has the address 1 too/,
	],
	[
		'a printer on a line of displays',
		'- { id: a, kind: printer, station: T1, transport: { kind: simulated, line: north } } # ←',
		/only displays share a line/,
	],
	['an Onbon screen numbered 0', `${lamp('a', `protocol: onbon, address: 0, ${serial}`)} # ←`, /numbered from 1/],
	['an Alpha sign numbered 256', `${lamp('a', `protocol: alpha, address: 256, ${serial}`)} # ←`, /numbered 1 to 255/],
	['an address no protocol has', `${lamp('a', `protocol: onbon, address: 70000, ${serial}`)} # ←`, /address is “70000”.*at most 65535/],
	[
		'a profile nobody reads',
		`${lamp('a', `protocol: onbon, profile: ascii-panel, ${serial}`)} # ←`,
		/profile is read only with protocol: profile/,
	],
	['a protocol without its profile', `${lamp('a', `protocol: profile, ${serial}`)} # ←`, /needs the name of a file/],
	['a profile that is not there', `${lamp('a', `protocol: profile, profile: nowhere, ${serial}`)} # ←`, /there is no profile “nowhere”/],
	['a pad without profile', `- { id: a, kind: rating-pad, station: W01, ${serial} } # ←`, /entry a: profile is missing/],
	[
		'dimming out of order',
		`- id: a
  kind: led
  station: W01
  protocol: onbon
  ${serial}
  dimming:
    - { from: "08:00", level: 12 }
    - { from: "18:00", level: 6 }
    - { from: "18:00", level: 3 } # ←`,
		/dimming goes on from 18:00, which is not later than 18:00/,
	],
	['a time that is none', `${lamp('a', `protocol: onbon, ${serial}, dimming: [{ from: "24:00", level: 1 }]`)} # ←`, /dimming.*from/],
	['too bright', `${lamp('a', `protocol: onbon, ${serial}, dimming: [{ from: "07:00", level: 17 }]`)} # ←`, /level is “17”.*at most 16/],
	['a card reader at a board', `- { id: a, kind: id-reader, station: B1, ${serial} } # ←`, /a id-reader cannot belong to B1, a board/],
	[
		'a rating pad at a terminal',
		`- { id: a, kind: rating-pad, profile: test-pad, station: T1, ${serial} } # ←`,
		/a rating-pad cannot belong to T1/,
	],
	[
		'a voice box at a window',
		`- { id: a, kind: voice, protocol: syn6288, station: W01, ${serial} } # ←`,
		/a voice cannot belong to W01.*boards speak/,
	],
	['a scanner at the manager', `- { id: a, kind: scanner, station: M1, ${serial} } # ←`, /a scanner cannot belong to M1/],
	['a display at a terminal', `- { id: a, kind: led, protocol: onbon, station: T1, ${serial} } # ←`, /a led cannot belong to T1/],
	['a station nobody knows', `- { id: a, kind: scanner, station: T9, ${serial} } # ←`, /station names the unknown station “T9”/],
	['paper of another width', `- { id: a, kind: printer, station: T1, paperMm: 76, ${serial} } # ←`, /entry a: paperMm/],
	[
		'one id twice',
		`- { id: a, kind: scanner, station: T1, transport: { kind: simulated } }\n- { id: a, kind: scanner, station: W01, transport: { kind: simulated } } # ←`,
		/device “a” is declared twice/,
	],
	[
		'a key written wrongly',
		`- id: a\n  kind: scanner\n  station: T1\n  transport:\n    kind: serial\n    path: COM3\n    boud: 9600 # ←`,
		/transport\.boud is not a known key/,
	],
	[
		'neither path nor usb',
		'- { id: a, kind: scanner, station: T1, transport: { kind: serial, baud: 9600 } } # ←',
		/give either path or usb/,
	],
	[
		'path and usb',
		'- { id: a, kind: scanner, station: T1, transport: { kind: serial, path: COM3, usb: { vendorId: "1a86", productId: "7523" } } } # ←',
		/give either path or usb/,
	],
	[
		'a USB number that is none',
		'- { id: a, kind: scanner, station: T1, transport: { kind: serial, usb: { vendorId: 1a86x, productId: "7523" } } } # ←',
		/vendorId/,
	],
	[
		'a speed tried twice',
		`- id: a\n  kind: id-reader\n  station: T1\n  transport:\n    kind: serial\n    path: COM3\n    baud: 9600\n    speeds:\n      - 115200\n      - 9600 # ←`,
		/speeds names 9600 again/,
	],
	[
		'a speed no line has',
		`- { id: a, kind: id-reader, station: T1, transport: { kind: serial, path: COM3, baud: 12 } } # ←`,
		/no line is slower than 300/,
	],
	['half a byte of prefix', `- { id: a, kind: scanner, station: T1, prefix: "0D0", ${serial} } # ←`, /entry a: prefix/],
	['a suffix that is no hexadecimal', `- { id: a, kind: scanner, station: T1, suffix: "CR", ${serial} } # ←`, /entry a: suffix/],
	[
		'a reader on a printer file',
		'- { id: a, kind: id-reader, station: T1, transport: { kind: device-file, path: /dev/usb/lp0 } } # ←',
		/“device-file” is for printers/,
	],
	['a kind nobody makes', `- { id: a, kind: fax, station: T1, ${serial} } # ←`, /entry a: kind/],
])('a wrong declaration names its line: %s', (_title, entries, words) => {
	const all = told(entries);
	expect(
		all.filter((one) => words.test(one)).map((one) => Number(one.split(':')[0])),
		all.join('\n'),
	).toEqual([arrowLine(entries)]);
	expect(all).toHaveLength(1);
});

test('a service code in clear is told, and not repeated', () => {
	const [line, ...more] = told('  []', 'serviceCode: "20261122"\n');
	expect(line).toMatch(/^2: serviceCode must be the hash of a code, never the code itself/);
	expect(more).toEqual([]);
	expect(line).not.toContain('20261122');
});

test('displays of one protocol and one wire share a line, and the same path at two stations is two ports', () => {
	const shared = `${lamp('a', `protocol: alpha, address: 1, ${serial}`)}\n${lamp('b', `protocol: alpha, address: 2, ${serial}`)}`;
	expect(told(`${shared}\n- { id: c, kind: id-reader, station: T1, ${serial} }`)).toEqual([]);
});

test('a service code opens by its own hash alone', async () => {
	const hash = await hashServiceCode('20261122');
	expect(await isServiceCode(hash, '20261122')).toBe(true);
	expect(await isServiceCode(hash, '20261123')).toBe(false);
	for (const broken of ['', '20261122', hash.slice(0, -1), hash.replace('N=32768', 'N=32767'), hash.replace('N=32768', 'N=9999999')])
		expect(await isServiceCode(broken, '20261122'), broken).toBe(false);
	expect(await hashServiceCode('20261122')).not.toBe(hash);
});
