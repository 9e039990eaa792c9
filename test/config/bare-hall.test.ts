import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LoadedHallOrProblems, loadHall } from '../../config/load-hall.ts';

const config = join(import.meta.dirname, '../../config');
let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'tidehall-bare-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function loadAs(name: string, change: (text: string) => string, catalogueAt?: string): LoadedHallOrProblems {
	const own = join(folder, name);
	mkdirSync(own);
	writeFileSync(join(own, 'hall.yaml'), change(readFileSync(join(config, 'halls/demo/hall.yaml'), 'utf8')));
	if (catalogueAt) cpSync(join(config, 'catalogue'), join(own, catalogueAt), { recursive: true });
	return loadHall(join(own, 'hall.yaml'));
}
const cataloguesOf = (loaded: LoadedHallOrProblems): string[] =>
	loaded.ok ? [...new Set(loaded.hall.files.filter((file) => file.endsWith('departments.yaml')))] : [];

describe('a hall file on its own', () => {
	test('gets seats for every window, nobody to sign in and no devices', () => {
		const loaded = loadAs('alone', (text) => text.replace('demo: true\n', ''));
		if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
		const { plan, staff, devices, demo } = loaded.hall;
		expect(plan.stations.map((station) => station.id)).toEqual([
			'T1',
			'T2',
			'T3',
			'T4',
			...plan.windows.map((window) => window.id),
			'B1',
			'M1',
		]);
		expect([staff, devices, demo]).toEqual([[], [], false]);
	});

	test('uses the catalogue it names, else the one beside it, else its own folder', () => {
		expect(cataloguesOf(loadAs('named', (text) => `catalogue: ours\n${text}`, 'ours'))).toEqual([
			join(folder, 'named/ours/departments.yaml'),
		]);
		expect(cataloguesOf(loadAs('beside', (text) => text, 'catalogue'))).toEqual([join(folder, 'beside/catalogue/departments.yaml')]);
		expect(cataloguesOf(loadAs('inside', (text) => text, '.'))).toEqual([join(folder, 'inside/departments.yaml')]);
	});

	test('another choice that decides gives another version', () => {
		const one = loadAs('one', (text) => text);
		const other = loadAs('other', (text) => text.replace('maxNormalDelayMinutes: 15', 'maxNormalDelayMinutes: 16'));
		if (!one.ok || !other.ok) throw new Error('does not load');
		expect(other.hall.plan.configVersion).not.toBe(one.hall.plan.configVersion);
	});
});
