import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FaceCatalogue } from '../domain/contracts/catalogue.ts';
import type { CatalogueBook } from '../domain/contracts/catalogue-book.ts';
import type { DailyFigures } from '../domain/contracts/daily-figures.ts';
import type { DeviceDeclaration } from '../domain/contracts/device-declaration.ts';
import type { PaperBook } from '../domain/contracts/device-layouts.ts';
import type { DeviceProfiles } from '../domain/contracts/device-profiles.ts';
import type { GuideModelPlan } from '../domain/contracts/guide-model.ts';
import type { HallPlan } from '../domain/contracts/hall-plan.ts';
import type { ReminderPlan } from '../domain/contracts/reminders.ts';
import type { StaffRole } from '../domain/contracts/staff-roles.ts';
import { catalogueBookFrom } from './catalogue-book.ts';
import { catalogueNames } from './catalogue-names.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkHall } from './check-hall.ts';
import { checkPlatforms } from './check-platforms.ts';
import { checkCodesWorded } from './check-words.ts';
import { faceCatalogueFrom } from './face-catalogue.ts';
import { addFurtherWording } from './further-wording.ts';
import { hallPlanFromFile } from './hall-plan-from-file.ts';
import { whileKnown } from './known-files.ts';
import { type Problem, ProblemList } from './problems.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readDevices } from './read-devices.ts';
import { readGuide } from './read-guide.ts';
import { readPapers } from './read-papers.ts';
import { readProfiles, withLetters } from './read-profiles.ts';
import { type Beside, readStaff, readStations } from './read-seats.ts';
import { type HallFile, hallFile as hallSchema } from './schemas/hall.ts';
import type { StaffRecord } from './schemas/staff.ts';
import { checkWording, readTicketWords, readWording, type Wording } from './wording.ts';
import { checkShape, readYamlFile } from './yaml-file.ts';

/** One hall, checked in whole. */
export interface LoadedHall {
	plan: HallPlan;
	catalogue: FaceCatalogue;
	/** The whole catalogue, for notice, form, search and acceptance. */
	book: CatalogueBook;
	wording: Wording;
	/** Words and layouts of everything that printers print, checked. */
	papers: PaperBook;
	devices: DeviceDeclaration[];
	/** Devices described by data, as far as `devices` name them. */
	profiles: DeviceProfiles;
	/** Hash of the code that opens the technician's screen; `null` = there is none. */
	serviceCode: string | null;
	/** Who may book over HTTP: the hash of the front end's token; `null` = the booking API is closed. */
	frontEnd: { tokenHash: string; requestsPerSecond: number } | null;
	/** Where reminders to citizens go; `null` = nowhere. Its token is no part of the configuration. */
	reminders: ReminderPlan | null;
	/** Daily figures by mail and for programs; `null` = neither. The mail's password is no part of the configuration. */
	dailyFigures: DailyFigures | null;
	/** A model that adds to the search; `null` = none. Its key is no part of the configuration. */
	guideModel: GuideModelPlan | null;
	watching: HallFile['watching'] | null;
	staff: StaffRecord[];
	/** Signing in at machines that are cut off. */
	offlineSignIn: HallFile['offlineSignIn'];
	/** Roles of which the hall demands a second step. */
	secondStep: StaffRole[];
	/** True = the demo hall: simulated devices and device bench. */
	demo: boolean;
	/** Every file that was read. */
	files: string[];
	/** What keeps nothing from starting, for a technician: texts that a further language lacks. */
	warnings: Problem[];
}

export type LoadedHallOrProblems = { ok: true; hall: LoadedHall } | { ok: false; problems: Problem[] };

export interface LoadHallOptions {
	/** Folder with `catalogue/` and `wording/` of the product; default: where this file is. A bundled program must say it. */
	configFolder?: string;
	/** What the program knows of its own files (`known-files.ts`); without it every file is read and checked anew. */
	knownFiles?: string;
}

/**
 * Loads a hall from its `hall.yaml` and what stands beside it (`stations.yaml`, `staff.yaml`, `devices.yaml`, `catalogue/`).
 * Never throws on bad files: every problem is collected, with file, line, and what is wrong.
 */
export function loadHall(hallFile: string, options: LoadHallOptions = {}): LoadedHallOrProblems {
	return whileKnown(options.knownFiles ?? process.env.TIDEHALL_KNOWN_FILES, () => readAll(hallFile, options));
}

function readAll(hallFile: string, options: LoadHallOptions): LoadedHallOrProblems {
	const problems = new ProblemList();
	const configFolder = options.configFolder ?? dirname(fileURLToPath(import.meta.url));
	const folder = dirname(hallFile);
	const files: string[] = [hallFile];
	const yaml = readYamlFile(hallFile, problems);
	const hall = yaml && checkShape(yaml, hallSchema, problems);

	// Also read when the hall file is broken, so that one start tells everything.
	const named = namedCatalogue(yaml?.value);
	const catalogueFolder = findCatalogue(folder, named, configFolder);
	const before = problems.all.length;
	const catalogue = readCatalogue(catalogueFolder, problems);
	files.push(...catalogue.files);
	const names = catalogueNames(catalogue);
	// A file left out for its shape would make everything that names its content look wrong.
	const catalogueIsWhole = problems.all.length === before;
	if (catalogueIsWhole) checkCatalogue(catalogue, names, problems);
	const codes = new Set([...catalogue.items, ...catalogue.themes].map(({ value }) => value.code));
	const guide = readGuide({ product: configFolder, hall: folder }, catalogueIsWhole ? codes : null, problems, files);
	const wordingFolder = join(configFolder, 'wording');
	const { wording, opened } = readWording(wordingFolder, problems, files);
	checkWording(opened, problems);
	checkCodesWorded(opened, problems);
	// What lies beside the hall file goes with it to every station, and no update of the product takes it away.
	const warnings = [join(folder, 'wording'), wordingFolder].flatMap((each) => addFurtherWording(each, wording, files));
	const ticketWords = readTicketWords(wordingFolder, opened, problems);
	if (!hall || !yaml) return { ok: false, problems: sorted(problems) };

	if (catalogueIsWhole) checkHall(hall, yaml, catalogue, names, problems);
	const beside: Beside = { folder, hall, problems, files };
	const stations = readStations(beside);
	checkPlatforms(yaml, beside, stations);
	const staff = readStaff(
		beside,
		catalogue.departments.map(({ value }) => value.code),
	);
	const { devices, serviceCode } = readDevices(beside, stations);
	const profiles = readProfiles(beside, devices, configFolder);
	const papers = ticketWords && readPapers({ product: configFolder, hall: folder }, devices, ticketWords, opened, problems, files);
	if (!problems.none || !papers) return { ok: false, problems: sorted(problems) };
	const plan = hallPlanFromFile(hall, stations);
	const book = catalogueBookFrom(catalogue, guide);
	return {
		ok: true,
		hall: {
			plan,
			catalogue: faceCatalogueFrom(catalogue, book),
			book,
			wording,
			papers,
			devices: withLetters(devices, profiles),
			profiles,
			serviceCode,
			frontEnd: hall.reservation.frontEnd ?? null,
			reminders: hall.reminders ?? null,
			dailyFigures: hall.dailyFigures ?? null,
			guideModel: hall.guideModel ?? null,
			watching: hall.watching ?? null,
			staff,
			offlineSignIn: hall.offlineSignIn,
			secondStep: hall.secondStep,
			demo: hall.demo,
			files,
			warnings,
		},
	};
}

function namedCatalogue(value: unknown): string | null {
	const named = typeof value === 'object' && value !== null ? (value as Record<string, unknown>).catalogue : undefined;
	return typeof named === 'string' && named !== '' ? named : null;
}

/** The folder the hall names; else `catalogue/` beside the hall file; else the hall's own folder; else the shipped one. */
function findCatalogue(folder: string, named: string | null, configFolder: string): string {
	if (named) return resolve(folder, named);
	if (existsSync(join(folder, 'catalogue'))) return join(folder, 'catalogue');
	if (existsSync(join(folder, 'items'))) return folder;
	const shipped = join(configFolder, 'catalogue');
	const fromHere = relative(process.cwd(), shipped);
	return fromHere.startsWith('..') ? shipped : fromHere;
}

function sorted(problems: ProblemList): Problem[] {
	return [...problems.all].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
