/** What may stand on the command line. Anything else, above all a debugging or extension switch, ends the start. */
import { resolve } from 'node:path';
import { stationId } from '../domain/contracts/identity.ts';

export interface StationArguments {
	/** Origins of the hall's platforms in the order in which they are tried, `http://127.0.0.1:8740`; at least one. */
	platforms: string[];
	stations: string[];
	/** Absolute path of the hall file. */
	hall: string;
	/** Absolute path of this machine's own folder; `null` = the usual place for this user. */
	data: string | null;
	bench: boolean;
	/** Fixed scale of the windows, 0.2–2; `null` = made to fit the screen. */
	screenScale: number | null;
	kiosk: boolean;
	/** Free MB below which no number is given out, 10–1,000,000; `null` = 200, or 5 % of a disk under 4 GB. */
	stopBelowMegabytes: number | null;
	/** Absolute path of the installed platform program, for a take-over at this PC; `null` = none, or that of the checkout. */
	platformProgram: string | null;
	/** Absolute path of the folder between this app and the part that installs updates; `null` = it takes none. */
	updates: string | null;
	/** Absolute path of the file with the secret that the hall's platforms share; `null` = none. */
	peersTokenFile: string | null;
	/** Absolute path of the hall's authority, PEM; `null` = what the enrolment of this machine left. */
	hallAuthorityFile: string | null;
	/** Absolute path of the file in which a one-time code may lie: the machine enrols with it at its start, and deletes it. */
	enrolmentCodeFile: string | null;
}

/** Of a machine that is told at its first start, at the screen, which hall and seats it has (`electron/set-up`). */
export interface SetUpArguments extends Omit<StationArguments, 'platforms' | 'stations' | 'hall'> {
	/** Offered at the screen; `null` = to be typed. */
	platform: string | null;
	/** Asks although the machine was set up before. */
	again: boolean;
}

export type ReadArguments =
	| { ok: true; settings: StationArguments }
	| { ok: true; settings?: undefined; setUp: SetUpArguments }
	| { ok: false; problems: string[] };

const known = new Set([
	'platform',
	'stations',
	'hall',
	'data',
	'bench',
	'screen-scale',
	'stop-below-mb',
	'windowed',
	'kiosk',
	'platform-program',
	'peers-token-file',
	'updates',
	'hall-ca',
	'enrol-code-file',
	'set-up',
	'set-up-again',
	'tidehall-app',
]);
const withValue = new Set([
	'platform',
	'stations',
	'hall',
	'data',
	'screen-scale',
	'stop-below-mb',
	'platform-program',
	'peers-token-file',
	'hall-ca',
	'enrol-code-file',
	'updates',
]);
/** A developer's or test's launcher sets TIDEHALL_INSPECT=1 to drive the app (playwright passes these); a kiosk's service file must not. */
const inspecting = new Map<string, string | null>([
	['inspect', '0'],
	['remote-debugging-port', '0'],
]);

export const usage =
	'tidehall --platform URL[,URL…] --stations T2,W02 --hall FILE [--data DIR] [--bench] [--screen-scale N] [--stop-below-mb N] [--platform-program FILE] [--peers-token-file FILE] [--updates DIR] [--hall-ca FILE] [--enrol-code-file FILE] [--windowed | --kiosk]; or, told at the screen at the first start: tidehall --set-up [--platform URL] …, and --set-up-again';

/**
 * Reads the words after the executable. `root`: the process runs as root, where Chromium cannot use its sandbox; only then, or for a
 * launcher that sets TIDEHALL_INSPECT=1, `--no-sandbox` is let through (never added).
 */
export function readArguments(
	words: readonly string[],
	environment: { inspect: boolean; root: boolean; appFolder: string },
): ReadArguments {
	const problems: string[] = [];
	const given = new Map<string, string>();
	for (let index = 0; index < words.length; index++) {
		const word = words[index]!;
		// `electron DIR` names the app's own folder as its first plain word.
		if (!word.startsWith('-') && resolve(word) === resolve(environment.appFolder)) continue;
		const parts = /^--([a-z][a-z-]*)(?:=(.*))?$/s.exec(word);
		if (!parts) {
			problems.push(`"${word}" is not an argument of the station app`);
			continue;
		}
		const name = parts[1]!;
		if (name === 'no-sandbox' && parts[2] === undefined && (environment.root || environment.inspect)) continue;
		if (environment.inspect && inspecting.has(name) && parts[2] === inspecting.get(name)) continue;
		if (!known.has(name)) {
			problems.push(`--${name} is not allowed: the station app starts with its own arguments only`);
			continue;
		}
		if (given.has(name)) problems.push(`--${name} is given twice`);
		let value = parts[2] ?? '';
		if (withValue.has(name) && parts[2] === undefined) {
			value = words[index + 1] ?? '';
			if (value === '' || value.startsWith('--')) problems.push(`--${name} needs a value`);
			else index += 1;
		}
		given.set(name, value);
	}
	const setUp = given.has('set-up') || given.has('set-up-again');
	if (setUp)
		for (const name of ['stations', 'hall', 'enrol-code-file', 'hall-ca'])
			if (given.has(name)) problems.push(`--${name} and --set-up exclude each other: it is told at the screen`);
	const platforms = setUp && !given.has('platform') ? [] : readOrigins(given.get('platform'), problems);
	const stations = setUp ? [] : readStations(given.get('stations'), problems);
	const hall = given.get('hall');
	if (!hall && !setUp) problems.push('--hall FILE is needed: the hall this machine belongs to');
	if (given.has('kiosk') && given.has('windowed')) problems.push('--kiosk and --windowed exclude each other');
	const scale = given.has('screen-scale') ? Number(given.get('screen-scale')) : null;
	if (scale !== null && !(scale >= 0.2 && scale <= 2)) problems.push('--screen-scale must be a number from 0.2 to 2');
	const stopBelow = given.has('stop-below-mb') ? Number(given.get('stop-below-mb')) : null;
	if (stopBelow !== null && !(Number.isInteger(stopBelow) && stopBelow >= 10 && stopBelow <= 1_000_000))
		problems.push('--stop-below-mb must be a whole number of free MB from 10 to 1000000, below which no number is given out');
	if (problems.length > 0) return { ok: false, problems };
	const fileOf = (name: string) => (given.get(name) ? resolve(given.get(name)!) : null);
	const data = given.get('data');
	const program = given.get('platform-program');
	const peersToken = given.get('peers-token-file');
	const updates = given.get('updates');
	const common = {
		data: data ? resolve(data) : null,
		bench: given.has('bench'),
		screenScale: scale,
		kiosk: given.has('kiosk'),
		stopBelowMegabytes: stopBelow,
		platformProgram: program ? resolve(program) : null,
		updates: updates ? resolve(updates) : null,
		peersTokenFile: peersToken ? resolve(peersToken) : null,
		hallAuthorityFile: fileOf('hall-ca'),
		enrolmentCodeFile: fileOf('enrol-code-file'),
	};
	if (setUp) return { ok: true, setUp: { ...common, platform: platforms[0] ?? null, again: given.has('set-up-again') } };
	return { ok: true, settings: { ...common, platforms, stations, hall: resolve(hall!) } };
}

function readOrigins(text: string | undefined, problems: string[]): string[] {
	if (!text) {
		problems.push('--platform URL is needed, e.g. http://127.0.0.1:8740');
		return [];
	}
	const platforms = text.split(',').map((one) => readOrigin(one, problems));
	if (platforms.length > 9) problems.push('--platform names more than 9 platforms');
	if (new Set(platforms).size < platforms.length) problems.push('--platform names an address twice');
	return platforms;
}

function readOrigin(text: string, problems: string[]): string {
	try {
		const url = new URL(text);
		const plain =
			(url.protocol === 'http:' || url.protocol === 'https:') && url.pathname === '/' && !url.search && !url.hash && !url.username;
		if (plain) return url.origin;
	} catch {
		// Worded below.
	}
	problems.push(
		`--platform "${text}" is not the address of a platform; give scheme, host and port only, e.g. http://127.0.0.1:8740, several with commas`,
	);
	return '';
}

function readStations(text: string | undefined, problems: string[]): string[] {
	const stations = (text ?? '').split(',').filter((one) => one !== '');
	if (stations.length === 0) problems.push('--stations is needed: the seats of this machine, e.g. T2,W02');
	if (stations.length > 64) problems.push('--stations names more than 64 seats');
	for (const station of stations)
		if (!stationId.safeParse(station).success) problems.push(`--stations: "${station}" is not a station id such as T2`);
	if (new Set(stations).size < stations.length) problems.push('--stations names a seat twice');
	return stations;
}
