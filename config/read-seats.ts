import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StationPlan } from '../domain/contracts/hall-plan.ts';
import type { ProblemList } from './problems.ts';
import { checkUnique, Names, tellAt } from './references.ts';
import type { HallFile } from './schemas/hall.ts';
import { type StaffRecord, staffFile } from './schemas/staff.ts';
import { stationsFile } from './schemas/stations.ts';
import { checkShape, readYamlFile } from './yaml-file.ts';

/** What stands beside a hall file; a missing file gets what its reader says. */
export interface Beside {
	folder: string;
	hall: HallFile;
	problems: ProblemList;
	/** Every file opened is added here. */
	files: string[];
}

/** `stations.yaml`; when missing: four terminals, one station a window, one speaking board and one manager. */
export function readStations({ folder, hall, problems, files }: Beside): StationPlan[] {
	const file = join(folder, 'stations.yaml');
	if (!existsSync(file)) return stationsOf(hall);
	files.push(file);
	const yaml = readYamlFile(file, problems);
	const content = yaml && checkShape(yaml, stationsFile, problems);
	if (!yaml || !content) return [];
	const windows = new Names(
		'window',
		'windows of the hall file',
		hall.windows.map((window) => window.id),
	);
	const zones = new Names(
		'zone',
		'zones of the hall file',
		hall.zones.map((zone) => zone.id),
	);
	const stations = content.stations.map((value, at) => ({ value, yaml, path: ['stations', at] }));
	checkUnique('station', stations, (station) => station.id, 'id', problems);
	const terminals = stations.filter(({ value }) => value.role === 'terminal' && value.number !== undefined);
	checkUnique('terminal number', terminals, (station) => String(station.number), 'number', problems);
	checkUnique(
		'seat at window',
		stations.filter(({ value }) => value.window),
		(station) => station.window ?? '',
		'window',
		problems,
	);
	for (const { value: station, path } of stations) {
		const tell = tellAt(problems, yaml, path);
		const owner = `station ${station.id}`;
		if (station.id === 'PLATFORM') tell(['id'], `${owner}: this name means the platform itself. Choose another id.`);
		if (station.role === 'terminal' && station.number === undefined) {
			tell([], `${owner}: a terminal needs its number, the 2 of A2-007. Add number: 1 to 89, different from other terminals.`);
		}
		if (station.role === 'window' && !station.window) tell([], `${owner}: a window station needs to know its window. Add window: W01.`);
		if (station.role !== 'window' && station.window)
			tell(['window'], `${owner}: only a station with role window sits at a window. Remove window or change the role.`);
		if (station.browser && station.role !== 'manager' && station.role !== 'board')
			tell(['browser'], `${owner}: only a manager's or a board's seat may be a browser. Remove browser or change the role.`);
		if (station.window) windows.check(station.window, owner, 'window', ['window'], tell);
		if (station.zone) zones.check(station.zone, owner, 'zone', ['zone'], tell);
		if (station.speaks && station.role !== 'board') tell(['speaks'], `${owner}: only a board speaks. Remove speaks or change the role.`);
	}
	return content.stations;
}

function stationsOf(hall: HallFile): StationPlan[] {
	const zone = hall.zones[0]?.id;
	return [
		...[1, 2, 3, 4].map((number) => ({ id: `T${number}`, role: 'terminal' as const, number, zone })),
		...hall.windows.map((window) => ({ id: window.id, role: 'window' as const, window: window.id, zone: window.zone })),
		{ id: 'B1', role: 'board' as const, speaks: true, zone },
		{ id: 'M1', role: 'manager' as const },
	];
}

/** `staff.yaml`; when missing nobody can sign in. */
export function readStaff({ folder, hall, problems, files }: Beside, departmentCodes: readonly string[]): StaffRecord[] {
	const file = join(folder, 'staff.yaml');
	if (!existsSync(file)) return [];
	files.push(file);
	const yaml = readYamlFile(file, problems);
	const content = yaml && checkShape(yaml, staffFile, problems);
	if (!yaml || !content) return [];
	const windows = new Names(
		'window',
		'windows of the hall file',
		hall.windows.map((window) => window.id),
	);
	const departments = new Names('department', 'departments.yaml', departmentCodes);
	const staff = content.staff.map((value, at) => ({ value, yaml, path: ['staff', at] }));
	checkUnique('staff number', staff, (each) => each.id, 'id', problems);
	for (const { value, path } of staff) {
		const tell = tellAt(problems, yaml, path);
		windows.checkAll(value.windows ?? [], `staff ${value.id}`, 'windows', ['windows'], tell);
		departments.checkAll(value.departments ?? [], `staff ${value.id}`, 'departments', ['departments'], tell);
		if (value.usualWindow) windows.check(value.usualWindow, `staff ${value.id}`, 'usualWindow', ['usualWindow'], tell);
	}
	return content.staff;
}
