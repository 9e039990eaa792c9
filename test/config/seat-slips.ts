import type { Slip } from './broken-hall.ts';

const stations = 'stations.yaml';
const staff = 'staff.yaml';
const devices = 'devices.yaml';
const police = 'catalogue/items/GA.yaml';

/** Slips of a person editing stations, staff and devices, and slips in YAML itself. */
export const seatSlips: Record<string, Slip[]> = {
	'values of seats': [
		{
			title: 'unknown role',
			file: stations,
			find: 'role: board',
			put: 'role: bord',
			words: /entry B1: role is “bord”, but it must be one of .*“board”/,
		},
		{
			title: 'PIN in clear',
			file: staff,
			find: '    usualWindow: W01\n',
			put: '    pin: "2580"\n',
			at: 'pin: "2580"',
			words: /entry 0307: pin is not a known key/,
		},
		{
			title: 'no hash',
			file: staff,
			find: 'pinHash: $argon2id',
			put: 'pinHash: $md5',
			words: /entry 0307: pinHash is .*but it must be an argon2id hash, never the PIN itself/,
		},
		{ title: 'short staff number', file: staff, find: 'id: "0414"', put: 'id: "14"', words: /staff, entry 14: id is “14”, but it must be/ },
		{ title: 'width of paper', file: devices, find: 'paperMm: 80', put: 'paperMm: 60', words: /entry T1-printer: paperMm/ },
		{
			title: 'unknown kind of device',
			file: devices,
			find: 'kind: id-reader, station: T2',
			put: 'kind: reader, station: T2',
			words: /entry T2-reader: kind/,
		},
	],
	'references of seats': [
		{
			title: 'station at an unknown window',
			file: stations,
			find: 'window: W24',
			put: 'window: W77',
			words: /station W24: window names the unknown window “W77”/,
		},
		{ title: 'station twice', file: stations, find: 'id: B2', put: 'id: B1', words: /station “B1” is declared twice/ },
		{
			title: 'terminal without number',
			file: stations,
			find: 'id: T1, role: terminal, number: 1,',
			put: 'id: T1, role: terminal,',
			words: /station T1: a terminal needs its number/,
		},
		{ title: 'terminal number twice', file: stations, find: 'number: 4', put: 'number: 3', words: /terminal number “3” is declared twice/ },
		{
			title: 'station in an unknown zone',
			file: stations,
			find: 'window: W23, zone: Z1',
			put: 'window: W23, zone: ZZ',
			words: /station W23: zone names the unknown zone “ZZ”/,
		},
		{
			title: 'device at an unknown station',
			file: devices,
			find: 'kind: printer, station: T4',
			put: 'kind: printer, station: T9',
			words: /device T4-printer: station names the unknown station “T9”/,
		},
		{ title: 'device twice', file: devices, find: 'id: W02-led', put: 'id: W01-led', words: /device “W01-led” is declared twice/ },
		{
			title: 'device key written wrongly',
			file: devices,
			find: 'station: T1, paperMm: 80',
			put: 'station: T1, papermm: 58',
			words: /entry T1-printer: papermm is not a known key/,
		},
		{ title: 'staff number twice', file: staff, find: 'id: "0410"', put: 'id: "0312"', words: /staff number “0312” is declared twice/ },
		{
			title: 'unknown usual window',
			file: staff,
			find: 'usualWindow: W08',
			put: 'usualWindow: W88',
			words: /staff 0341: usualWindow names the unknown window “W88”/,
		},
	],
	'YAML itself': [
		{
			title: 'key twice',
			file: stations,
			find: 'schema: stations/1',
			put: 'schema: stations/1\nschema: stations/2',
			at: 'schema: stations/2',
			words: /this key is given twice/,
		},
		{
			title: 'bracket left open',
			file: staff,
			find: 'roles: [ window ]',
			put: 'roles: [ window',
			at: 'usualWindow: W01',
			words: /not valid YAML/,
		},
		{ title: 'tab for indent', file: devices, find: '  - { id: T1-reader', put: '\t- { id: T1-reader', words: /tab|not valid YAML/ },
		{
			title: 'broken catalogue file',
			file: police,
			find: 'dept: GA\nitems:',
			put: 'dept: [ GA\nitems:',
			at: 'items:\n  - code: GA-001',
			words: /not valid YAML/,
		},
	],
};
