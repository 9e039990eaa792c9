import type { StationPlan } from '../domain/contracts/hall-plan.ts';
import type { Beside } from './read-seats.ts';
import { checkUnique, Names, tellAt } from './references.ts';
import type { YamlFile } from './yaml-file.ts';

/** The hall's list of platforms: each once, each at an address of its own, started only where somebody can order it. */
export function checkPlatforms(yaml: YamlFile, { hall, problems }: Beside, stations: readonly StationPlan[]): void {
	const { platforms } = hall;
	if (!platforms) return;
	const tell = tellAt(problems, yaml);
	const placed = platforms.map((value, at) => ({ value, yaml, path: ['platforms', at] }));
	checkUnique('platform', placed, (platform) => platform.id, 'id', problems);
	const names = new Names(
		'station',
		'stations.yaml',
		stations.map(({ id }) => id),
	);
	const atAddress = new Map<string, string>();
	platforms.forEach(({ id, url, station }, at) => {
		const owner = `platform ${id}`;
		const address = URL.canParse(url) ? new URL(url).origin : null;
		if (address === null) tell(['platforms', at, 'url'], `${owner}: url “${url}” is no address. Write it as "http://192.168.10.2:7300".`);
		const other = address === null ? undefined : atAddress.get(address);
		if (other && other !== id)
			tell(
				['platforms', at, 'url'],
				`${owner}: ${url} is the address of platform ${other} too. Each platform has a machine or a port of its own.`,
			);
		if (address !== null) atAddress.set(address, id);
		if (station === undefined || !names.check(station, owner, 'station', ['platforms', at, 'station'], tell)) return;
		const role = stations.find((each) => each.id === station)?.role;
		if (role !== 'manager' && role !== 'window')
			tell(
				['platforms', at, 'station'],
				`${owner}: station ${station} is a ${role}; only a manager's or a window's PC can be made the platform. Name another station, or leave it out.`,
			);
	});
	if (platforms[0]?.id !== 'P1')
		tell(
			['platforms', 0, 'id'],
			`platform ${platforms[0]?.id}: the first of the list is the one that decides from the beginning, and its id is P1. Put P1 first.`,
		);
}
