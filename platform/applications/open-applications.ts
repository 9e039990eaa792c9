/** Applications put together for one hall: the book, the door for uploads, and the word to the log when one is submitted. */
import { join } from 'node:path';
import { submittedKeptMs } from '../../domain/contracts/applications.ts';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { StationKey } from '../../domain/contracts/ticket-keys.ts';
import { stationPlanOf } from '../../domain/eligibility.ts';
import type { Authority } from '../authority/authority.ts';
import { commandAsPlatform, platformEpoch } from '../authority/platform-seat.ts';
import type { Clock } from '../clock.ts';
import { wrapSecondsAnew } from '../people/wrap-seconds-anew.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { ApplicationBook } from './application-book.ts';
import { AttachmentFiles } from './attachment-files.ts';
import { AttachmentRecords, draftChunks } from './attachment-records.ts';
import type { AttachmentStore } from './attachment-store.ts';
import type { Submission } from './book-parts.ts';
import { DeliveryWishes } from './delivery-wishes.ts';
import { DraftShelf } from './draft-shelf.ts';
import { hallKeyInFile } from './hall-key-file.ts';
import { type HallKey, hallKeyInStore } from './hall-seal.ts';
import { PersonIndex } from './person-index.ts';
import { createUploadDoor } from './upload-door.ts';
import { Vault } from './vault.ts';

export interface ApplicationParts {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	authority: Authority;
	keys(): readonly StationKey[];
	/** Folder of the platform's data; `null` = everything is in the store. */
	folder: string | null;
	/** File of the hall's key where there is no folder, or the key is to lie elsewhere. */
	keyFile: string | null;
	/** Somebody else makes that file (`hall-key.ts`): it is never made here. */
	keyHandedOver?: boolean;
	/** A demo hall's key says that it is one. */
	demo?: boolean;
	hasRoom(): boolean;
	/** Which fields hold whose number. */
	catalogue: CatalogueBook | undefined;
}

export interface Applications {
	book: ApplicationBook;
	/** Whose they are, by their card. */
	people: PersonIndex;
	/** Where results are to go. */
	wishes: DeliveryWishes;
	/** Boxes of drafts that wait for their person. */
	drafts: DraftShelf;
	door: ReturnType<typeof createUploadDoor>;
	/** What the hall keeps in words is sealed under it. */
	key: HallKey;
	/** Seals what other parts of the platform keep of people. */
	vault: Vault;
	/** The hall's key lies in the database it protects. */
	keyInStore: boolean;
	/** Called every few seconds; lets go of what was kept its time. Rejects with a `StoreFailure`. */
	look(): Promise<void>;
}

const forgetEveryMs = 3_600_000;

/** Days of those fields that the purpose register keeps a shorter time than the whole form. */
export function fieldsKeptShorter(book: CatalogueBook | undefined): Record<string, number> {
	const whole = submittedKeptMs / (24 * 3_600_000);
	return Object.fromEntries(
		(book?.purposes ?? []).flatMap(({ fields, keptDays }) => (keptDays < whole ? fields.map((field) => [field, keptDays]) : [])),
	);
}

/** Rejects with a `StoreFailure` or a `HallKeyFailure`. */
export async function openApplications(parts: ApplicationParts): Promise<Applications> {
	const { plan, store, clock, authority, folder } = parts;
	const keyFile = parts.keyFile ?? (folder === null ? null : join(folder, 'application-key.json'));
	const suite = plan.cryptoSuite ?? 'intl';
	const keyRules = { demo: parts.demo ?? false, mayMake: !parts.keyHandedOver };
	const key: HallKey =
		keyFile === null ? await hallKeyInStore(store, plan.code, suite) : hallKeyInFile(keyFile, { ...keyRules, suite, now: clock.now() });
	const vault = new Vault({ hall: plan.code, store, key });
	await vault.wrapAnew();
	await wrapSecondsAnew(store, key);
	const attachments: AttachmentStore =
		folder === null ? new AttachmentRecords(store, plan.code) : new AttachmentFiles(join(folder, 'attachments'));
	const isWindow = (station: string) => stationPlanOf(plan, station)?.role === 'window';
	const people = await PersonIndex.load({ ...{ hall: plan.code, store, key, book: parts.catalogue }, isWindow });
	const wishes = new DeliveryWishes({ ...{ hall: plan.code, store, key, book: parts.catalogue }, isWindow });
	await wishes.bringUp();
	const book = await ApplicationBook.load({
		...{ hall: plan.code, store, attachments, key, clock, hasRoom: parts.hasRoom, people, wishes },
		fieldsKept: fieldsKeptShorter(parts.catalogue),
		today: () => authority.day,
		submit: async ({ day, ...body }: Submission) =>
			commandAsPlatform(authority, await platformEpoch(store, plan.code), 'submit-application', clock.now(), {
				body,
				...(day < authority.day ? { day } : {}),
			}),
	});
	await book.resume();
	const pictures: AttachmentStore =
		folder === null ? new AttachmentRecords(store, plan.code, draftChunks) : new AttachmentFiles(join(folder, 'draft-pictures'));
	const shelf = new DraftShelf({ hall: plan.code, store, pictures, clock, hasRoom: parts.hasRoom });
	let forgotAt = clock.now();
	return {
		book,
		people,
		wishes,
		drafts: shelf,
		key,
		vault,
		keyInStore: keyFile === null,
		door: createUploadDoor({ hall: plan.code, book, shelf, keys: parts.keys, stopped: () => authority.stopped !== null }),
		async look() {
			// A platform that stood down decides nothing any more; what it holds of people goes in its time all the same.
			if (authority.stopped !== null && authority.stopped !== 'superseded') return;
			if (Math.abs(clock.now() - forgotAt) < forgetEveryMs) return;
			forgotAt = clock.now();
			await Promise.all([book.forget(), shelf.forget(), wishes.forget(clock.now())]).catch((cause) => {
				if (!(cause instanceof StoreFailure) || cause.code !== 'closed') throw cause;
			});
		},
	};
}
