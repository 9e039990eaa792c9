/**
 * The one door between a face (renderer, no Node) and its machine (Electron main process).
 * In a browser on the LAN there is no bridge: `window.tidehall` is undefined and the face asks the platform over HTTP
 * (`GET /api/station-config`), runs its engine in the page and has no devices.
 */
import { z } from 'zod';
import { type ApplicationAnswer, type ApplicationRequest, type ApplicationSummary, applicationRequest } from './applications.ts';
import { faceCatalogue } from './catalogue.ts';
import type { CatalogueBook } from './catalogue-book.ts';
import { commandEnvelope } from './commands.ts';
import type { CardEvent, CodeEvent, DeviceHealth, DeviceTestResult } from './device.ts';
import { type DeviceDeclaration, deviceDeclaration } from './device-declaration.ts';
import {
	type BenchSnapshot,
	benchAction,
	ledWanted,
	type PrintResult,
	paperJob,
	printJob,
	type RatingResult,
	type SayResult,
	sayJob,
} from './device-desk.ts';
import { type ServiceAnswer, serviceRequest } from './device-service.ts';
import type { DiskState } from './disk.ts';
import { hallEvent } from './events.ts';
import { hallPlan } from './hall-plan.ts';
import { stationEpoch, stationId, stationRole } from './identity.ts';
import { type DescribedFile, describedFile, type KeptFile, type KeptFileAnswer, keptFile } from './kept-file.ts';
import { type OfflineRequest, offlineRequest } from './offline-sign-in.ts';
import type { OwnPlatformState, TakeOverBegun } from './own-platform.ts';
import { offerUp, platformTerm, type TakeOverOrder, takeOverOrder } from './term.ts';
import { type MachineKey, signedText } from './ticket-keys.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Everything a face needs before the first word from the platform. Also the answer of `GET /api/station-config`. */
export const stationConfig = z.object({
	plan: hallPlan,
	catalogue: faceCatalogue,
	/** Wording by language, then by file name (`terminal`, `window`, `board`, `manager`, `bench`, `refusals`, `reasons`, `devices`, `voice`, `common`). */
	wording: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))),
	devices: z.array(deviceDeclaration),
	/** True in the demo hall: simulated devices, device bench. */
	demo: z.boolean(),
});
export type StationConfig = z.infer<typeof stationConfig>;

export const faceNames = ['terminal', 'window', 'board', 'manager', 'bench', 'engine', 'technician'] as const;
export const faceInfo = z.object({
	face: z.enum(faceNames),
	/** The seat this face works for, at `technician` the one it was opened from; `null` for bench and engine. */
	station: stationId.nullable(),
	/** Every seat of this machine. */
	seats: z.array(z.object({ station: stationId, role: stationRole })),
	platformUrl: z.string(),
	/** Every platform of the start, in the order in which they are tried; absent = that one. */
	platformUrls: z.array(z.string()).min(1).max(9).optional(),
});
export type FaceInfo = z.infer<typeof faceInfo>;

/** Events of an earlier term that the platform in charge may lack. `takenIn`: the newest term whose platform took them. */
export const keptOffer = offerUp.extend({ id: z.string().max(64), takenIn: platformTerm.optional() });
export type KeptOffer = z.infer<typeof keptOffer>;

/**
 * What the journal keeps, one line each, fsynced before `append` resolves. Epoch and counters are per seat.
 * `asked`: an ask left; `reported`: a report is owed; `settled`: the platform answered for (station, n);
 * `series`: a number of the terminal's own series is used up; `block`: the platform gave it this block to count in; `printing`/`printed`: a paper job;
 * `term`: the highest term heard of; `came`: what the seat's own commands did in the log of that term; `offer`: events of an earlier term that the
 * platform in charge may lack, kept until `offered`: a platform in charge took them (`term.ts`).
 */
export const journalEntry = z.discriminatedUnion('type', [
	z.object({ type: z.literal('asked'), station: stationId, n: z.number().int().min(1) }),
	z.object({ type: z.literal('reported'), station: stationId, command: commandEnvelope }),
	z.object({ type: z.literal('settled'), station: stationId, n: z.number().int().min(1) }),
	z.object({ type: z.literal('series'), station: stationId, day: z.string(), series: z.string(), sequence: z.number().int().min(1) }),
	z.object({ type: z.literal('block'), station: stationId, from: z.number().int().min(1), to: z.number().int().min(1) }),
	z.object({ type: z.literal('term'), term: platformTerm }),
	z.object({ type: z.literal('came'), station: stationId, term: platformTerm, events: z.array(hallEvent).min(1).max(500) }),
	keptOffer.omit({ takenIn: true }).extend({ type: z.literal('offer') }),
	z.object({ type: z.literal('offered'), id: z.string(), term: platformTerm }),
	z.object({ type: z.literal('printing'), job: z.string() }),
	z.object({ type: z.literal('printed'), job: z.string(), outcome: z.enum(['printed', 'failed', 'unknown']) }),
]);
export type JournalEntry = z.infer<typeof journalEntry>;

/** State of the journal after reading it in whole. */
export const journalSeat = z.object({
	station: stationId,
	epoch: stationEpoch,
	/** Highest n ever given out. */
	lastN: z.number().int().min(0),
	/** Asks without an answer, oldest first: sent again as `withdrawn`. */
	openAsks: z.array(z.number().int()),
	/** Reports the platform still has to take, in order of n. */
	owed: z.array(commandEnvelope),
	/** Highest own sequence used, by `<day>/<series>`. */
	series: z.record(z.string(), z.number().int()),
	/** Where the own series of this epoch counts; absent until the platform has said it. */
	block: z.object({ from: z.number().int().min(1), to: z.number().int().min(1) }).optional(),
	/** What this seat's own commands of the last two days did, by the term of the platform that said so. */
	came: z.array(z.object({ term: platformTerm, event: hallEvent })).optional(),
	/** Of the machine as a whole; told with its first seat. */
	term: platformTerm.optional(),
	offers: z.array(keptOffer).optional(),
});
export type JournalSeat = z.infer<typeof journalSeat>;

/** IPC channels, each with the schema of its payload; the main process checks sender, role and payload. */
export const bridgeCalls = {
	info: z.tuple([]),
	config: z.tuple([]),
	catalogue: z.tuple([]),
	'journal-load': z.tuple([]),
	'journal-append': z.tuple([z.array(journalEntry).min(1).max(500)]),
	print: z.tuple([printJob]),
	/** Terminal and window faces, on the printer of their own station; never a ticket. */
	'print-paper': z.tuple([paperJob]),
	show: z.tuple([z.array(ledWanted).max(64)]),
	health: z.tuple([]),
	disk: z.tuple([]),
	bench: z.tuple([benchAction]),
	/** Lights and chimes at the machine itself; works when nothing else does. */
	help: z.tuple([]),
	/** Warnings of a renderer for the machine's log: a code and numbers only, never free text; and no number of a person in place of a code. */
	note: z.tuple([
		z.object({ code: z.string().regex(/^(?!.*\d{5})[a-z][a-z0-9-]{0,59}$/), count: z.number().min(0).max(9_999_999).optional() }),
	]),
	/** Board faces, through the voice box of their own station. */
	say: z.tuple([sayJob]),
	rate: z.tuple([z.string().max(40)]),
	'cancel-rating': z.tuple([z.string().max(40)]),
	/** Device, and its light on or off. Terminal and window faces, for the scanner of their own station. */
	trigger: z.tuple([z.string().max(40), z.boolean()]),
	'open-service': z.tuple([z.string().min(1).max(64)]),
	service: z.tuple([serviceRequest]),
	'public-key': z.tuple([]),
	sign: z.tuple([signedText]),
	/** What each face may ask of them is in `electron/bridge/callers.ts`. */
	applications: z.tuple([applicationRequest]),
	/** Signing in while cut off. */
	offline: z.tuple([offlineRequest]),
	'close-service': z.tuple([]),
	'keep-file': z.tuple([keptFile]),
	'keep-document': z.tuple([describedFile]),
	'own-platform': z.tuple([]),
	'take-over': z.tuple([takeOverOrder]),
} as const;
export type BridgeCall = keyof typeof bridgeCalls;

/** `window.tidehall` in an Electron face. Every function rejects with an Error whose message is a code. */
export interface Bridge {
	info(): Promise<FaceInfo>;
	config(): Promise<StationConfig>;
	/** The whole catalogue of this machine's own configuration; some 400 KB. */
	catalogue(): Promise<CatalogueBook>;
	/** Engine only. */
	loadJournal(): Promise<JournalSeat[]>;
	/** Engine only. Resolves after fsync; rejects with `disk-full` or `journal-failed` and nothing may follow. */
	appendJournal(entries: JournalEntry[]): Promise<void>;
	/** Engine only. The main process journals `printing` and `printed` around it; a job id already begun answers `already-done` (S9). */
	print(job: z.infer<typeof printJob>): Promise<PrintResult>;
	/**
	 * Terminal and window faces: a paper that is no ticket, on the printer of their own station. A job is done once (S9); `no-device` where there is
	 * no such printer. Rejects with `disk-full` or `journal-failed` before anything was printed.
	 */
	printPaper(job: z.infer<typeof paperJob>): Promise<PrintResult>;
	/** Engine only. */
	show(wanted: z.infer<typeof ledWanted>[]): Promise<void>;
	health(): Promise<DeviceHealth[]>;
	/** How much room the disk under this machine's data has left. */
	disk(): Promise<DiskState>;
	bench(action: z.infer<typeof benchAction>): Promise<BenchSnapshot>;
	help(): Promise<void>;
	note(note: { code: string; count?: number }): Promise<void>;
	/** Board faces. A job, said once: asked for again it answers `already-done` (S9). */
	say(job: z.infer<typeof sayJob>): Promise<SayResult>;
	/** Engine only. Resolves when the citizen has pressed, when it was cancelled, or when the time was over. */
	rate(device: string): Promise<RatingResult>;
	/** Engine only. */
	cancelRating(device: string): Promise<void>;
	/** Terminal and window faces: the light of their own scanner, where it has a software trigger. */
	trigger(device: string, on: boolean): Promise<DeviceTestResult>;
	/**
	 * Opens the technician's screen over this face. Rejects with `wrong-code`, `locked` (five wrong codes: five minutes for the whole
	 * machine) or `no-service-code` (the hall has none).
	 */
	openService(code: string): Promise<void>;
	/** Technician face; and the engine, for a request of a manager that came through the platform. Never rejects for what a device does. */
	service(request: z.infer<typeof serviceRequest>): Promise<ServiceAnswer>;
	/** Engine only. The key with which this machine signs tickets. */
	publicKey(): Promise<MachineKey>;
	/** Engine only. Ed25519 signature of a ticket's text, base64url; of nothing else. */
	sign(text: string): Promise<string>;
	/** Manager and window faces: the platform program on this PC. */
	ownPlatform(): Promise<OwnPlatformState>;
	/** Manager and window faces: this PC becomes the hall's platform. Resolves when it has, or could not. */
	takeOver(order: TakeOverOrder): Promise<TakeOverBegun>;
	/**
	 * Engine only. What it answers depends on `do`: a `VerifiersUp`, whether the bundle fitted, an `OfflineState`, an `OfflineSignInAnswer`, nothing,
	 * or the proofs. Rejects with `no-offline-sign-in` where this machine cannot.
	 */
	offline(request: OfflineRequest): Promise<unknown>;
	/** Manager faces: leaves a report on this PC, in its folder of documents. */
	keepFile(file: KeptFile): Promise<KeptFileAnswer>;
	/** Manager and window: the machine makes a PDF of what is described and leaves it where `keepFile` does; also while cut off. */
	keepDocument(file: DescribedFile): Promise<KeptFileAnswer>;
	/**
	 * Applications kept at this machine. Terminal and window faces fill them in, the engine tells the log of them, the technician asks whether
	 * the machine may be set up anew. Never rejects for what a person did.
	 */
	applications(request: ApplicationRequest): Promise<ApplicationAnswer>;
	/** Technician face: closes its own window. */
	closeService(): Promise<void>;
	/** Terminal and window faces get card events of their own station's reader only. Each returns an unsubscribe function. */
	onCard(listener: (event: CardEvent) => void): () => void;
	onHealth(listener: (health: DeviceHealth) => void): () => void;
	/** Each change of `disk()`. */
	onDisk(listener: (state: DiskState) => void): () => void;
	/** Engine only: the list, after it has changed. Nothing of a person is in it. */
	onApplications(listener: (all: ApplicationSummary[]) => void): () => void;
	onBench(listener: (snapshot: BenchSnapshot) => void): () => void;
	/** Terminal and window faces get the codes of their own station's scanner only. */
	onCode(listener: (event: CodeEvent) => void): () => void;
	/** `devices.yaml` was changed and applied: every device of this machine as `config()` names them from now on. */
	onDevices(listener: (devices: DeviceDeclaration[]) => void): () => void;
	/**
	 * Faces ask for a port to the machine's engine; the preload answers with `window.postMessage({ type: 'engine-port' }, origin, [port])`.
	 * In the engine window the same message arrives once for every face, with `{ type: 'face-port', face: FaceInfo }`.
	 */
	connectEngine(): void;
}
declare global {
	interface Window {
		tidehall?: Bridge;
	}
}
