/** The audit of one hall's platform put together: the book, the cap on looks, what the auditor asks, copies at other platforms and marks at the centre. */
import type { PlatformId } from '../../domain/contracts/term.ts';
import { canonicalJson } from '../../domain/day-hash.ts';
import type { CentreAddress } from '../centre/centre-client.ts';
import { sha256 } from '../centre/sha256.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { PlatformParts } from '../platform-parts.ts';
import type { HallStore } from '../storage/contract.ts';
import { AuditBook } from './audit-book.ts';
import { takeNotes } from './audit-inbox.ts';
import { sendMarks } from './audit-marks.ts';
import { LookLimit } from './look-limit.ts';
import { verifyAudit } from './verify-audit.ts';

const startKind = 'audit-start';

export interface HallAudit {
	book: AuditBook;
	looks: LookLimit;
	/** Codes of what a person must look at. */
	warnings(): string[];
	/** A chain at another platform, or at the centre, is another one than here. */
	differs(chain: string): void;
	/** What the centre kept; `null` = there is none, or it is not reached. */
	marks(): ReturnType<ReturnType<typeof sendMarks>['kept']>;
	/** The platform begins to work: which program, with which configuration, and after what. Rejects with a `StoreFailure`. */
	started(version: string, configuration: unknown, after: Pick<PlatformParts, 'takeOver' | 'restored'>): Promise<void>;
	/** Called every few seconds. Rejects with a `StoreFailure`. */
	look(): Promise<void>;
	/** Called every hour. Rejects with a `StoreFailure`. */
	forget(now: number): Promise<void>;
	close(): Promise<void>;
}

/** Rejects with a `StoreFailure`. */
export async function openAudit(parts: {
	store: HallStore;
	hall: string;
	platform: PlatformId;
	clock: Clock;
	log: Log;
	metrics: Metrics;
	anew: boolean;
	/** Looks of one person within an hour; absent = the usual. */
	looksPerHour?: number | undefined;
	/** Where commands past the platform leave notes; absent = it has no folder. */
	folder: string | null;
	centre: CentreAddress | null;
}): Promise<HallAudit> {
	const { store, hall, platform, clock, log, metrics, centre } = parts;
	const now = () => clock.now();
	let failing = false;
	let damaged = false;
	const differing = new Set<string>();
	const book = await AuditBook.open({
		...{ store, hall, platform, clock, anew: parts.anew },
		watch: {
			failed(code) {
				if (!failing) {
					metrics.alarms.inc({ kind: 'audit-not-writable' });
					log.error('audit-not-writable', { code });
				}
				failing = true;
			},
			wrote() {
				failing = false;
			},
		},
	});
	const looks = await LookLimit.open(book, now, parts.looksPerHour);
	function differs(chain: string): void {
		metrics.alarms.inc({ kind: 'audit-differs' });
		log.error('audit-differs', { code: chain });
		differing.add(chain);
	}
	const marks = centre ? sendMarks({ address: centre, hall, book, now, differs }) : null;
	// Of a long audit this takes a while; nothing waits for it.
	const proving = verifyAudit(store, hall)
		.then(({ faults }) => {
			damaged = faults.length > 0;
			for (const { chain, n, what } of faults) log.error('audit-damaged', { code: `${chain}:${what}`, n });
			if (damaged) metrics.alarms.inc({ kind: 'audit-damaged' });
		})
		.catch(() => {});
	let taking = false;
	return {
		...{ book, looks, differs },
		warnings: () => [
			...(failing ? ['audit-not-writable'] : []),
			...(damaged ? ['audit-damaged'] : []),
			...(differing.size > 0 ? ['audit-differs'] : []),
			...(looks.reached() > 0 ? ['looks-cap-reached'] : []),
		],
		marks: async () => (await marks?.kept()) ?? null,
		async started(version, configuration, { takeOver, restored }) {
			const hash = sha256(canonicalJson(configuration)).slice(0, 16);
			const before = await store.record(startKind, hall);
			await book.write({ staff: null, station: 'PLATFORM', what: 'platform-started', ref: version, part: hash });
			if (before !== hash) {
				await book.write({
					...{ staff: null, station: 'PLATFORM', what: 'configuration-changed', ref: hash },
					part: typeof before === 'string' ? before : null,
				});
				await store.putRecord(startKind, hall, hash);
			}
			if (restored) await book.write({ staff: null, station: 'PLATFORM', what: 'backup-put-back' });
			else if (takeOver) await book.write({ staff: takeOver.by, station: null, what: 'took-over', ref: platform });
		},
		async look() {
			void marks?.look();
			if (parts.folder === null || taking) return;
			taking = true;
			try {
				await takeNotes(parts.folder, book);
			} finally {
				taking = false;
			}
		},
		forget: (at) => book.forget(at),
		async close() {
			marks?.close();
			await proving;
			await book.close();
		},
	};
}
