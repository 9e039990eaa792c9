/** What managers, other programs and the mail are told of days that are over: figures, files of them, and a day to play again. */
import type { StationConfig } from '../../domain/contracts/bridge.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import {
	type FileFormat,
	type HistoryDeskAnswer,
	type HistoryDeskRequest,
	type HistoryLook,
	longestPeriod,
} from '../../domain/contracts/history-desk.ts';
import { sayFrom } from '../../domain/reconciliation/words.ts';
import { historyOf } from '../../domain/tide/past-day/history.ts';
import { pastHallOf } from '../../domain/tide/past-day/rebuild.ts';
import { csvOfSheets, paperOfSheets, type SheetWords, sheetsOf } from '../../domain/tide/past-day/sheets.ts';
import type { Authority } from '../authority/authority.ts';
import { unlessDamaged } from '../authority/hall-log.ts';
import type { Clock } from '../clock.ts';
import type { SlotDesk } from '../reservations/slot-desk.ts';
import { TokenBucket } from '../socket/token-bucket.ts';
import type { HallStore } from '../storage/contract.ts';
import { HistoryRows } from './history-rows.ts';
import { workbookOf } from './workbook.ts';

type Language = 'zh-CN' | 'en';

export interface HistoryDesk {
	/** `staff`: who asks; without, nothing is changed. */
	ask(request: HistoryDeskRequest, staff?: string): Promise<HistoryDeskAnswer>;
	/** Rejects with a `StoreFailure`; `too-long`: the period, or it ends before it begins. */
	look(from: string, to: string, queue?: string | null): Promise<HistoryLook | 'too-long'>;
	file(look: HistoryLook, format: FileFormat, language: Language): Promise<{ name: string; bytes: Buffer }>;
	words(language: Language): SheetWords;
}

/** Looks of a long period read many rows, papers take up to a second: a hall must go on deciding meanwhile. */
const looksPerSecond = 2;
const looksAtOnce = 8;
const dayMs = 24 * 3_600_000;

/** `planner`, `slots`: who plans a day to come and its slots; absent = nobody does. */
export function createHistoryDesk(parts: {
	plan: HallPlan;
	store: HallStore;
	authority: Pick<Authority, 'day' | 'stopped'>;
	clock: Clock;
	wording: StationConfig['wording'];
	slots?: SlotDesk;
	planner?: { plan(wish: Extract<HistoryDeskRequest, { do: 'plan' }>): Promise<HistoryDeskAnswer> };
}): HistoryDesk {
	const { plan, store, authority, clock, wording } = parts;
	const rows = new HistoryRows(store, plan.code);
	const bucket = new TokenBucket(looksPerSecond, looksAtOnce, clock.now());
	let turn: Promise<unknown> = Promise.resolve();
	const words = (language: Language): SheetWords => ({
		plan,
		language,
		say: sayFrom((wording[language]?.history ?? {}) as Record<string, unknown>),
	});
	const desk: HistoryDesk = {
		words,
		async look(from, to, queue = null) {
			const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
			if (!(days >= 1 && days <= longestPeriod)) return 'too-long';
			// A platform that stood down may be given another log.
			if (authority.stopped) rows.doubt();
			const { days: found, damaged, since } = await rows.of(from, to);
			return { ok: true, do: 'look', from, to, queue, history: historyOf(found, queue), damaged, since };
		},
		file(look, format, language) {
			const made = turn.then(async () => {
				const { from, to, history } = look;
				const name = `figures-${from === to ? from : `${from}-${to}`}.${format}`;
				const sheets = sheetsOf(history, words(language));
				if (format === 'csv') return { name, bytes: Buffer.from(csvOfSheets(sheets)) };
				if (format === 'xlsx') return { name, bytes: await workbookOf(sheets) };
				// Loaded when it is first asked for: a platform that comes back after a fault does not wait for it.
				const { makePdf } = await import('../../documents/make-pdf.ts');
				return { name, bytes: Buffer.from(await makePdf(paperOfSheets(sheets, { from, to }, words(language), clock.now()))) };
			});
			// One after another: each takes the processor for a while.
			turn = made.catch(() => {});
			return made;
		},
		async ask(request, staff) {
			if (!bucket.take(clock.now())) return { ok: false, code: 'busy' };
			if (request.do === 'plan') return (await parts.planner?.plan(request)) ?? { ok: false, code: 'no-plan' };
			if (request.do === 'slots' || request.do === 'take-slots' || request.do === 'drop-slots') {
				const { slots } = parts;
				if (!slots || authority.stopped) return { ok: false, code: 'no-plan' };
				if (request.do === 'slots') return slots.look(request.day);
				if (staff === undefined) return { ok: false, code: 'not-permitted' };
				return request.do === 'take-slots' ? slots.take(request.day, request.madeAt, staff) : slots.drop(request.day, staff);
			}
			if (request.do === 'past-day') {
				const read = await unlessDamaged(rows.read(request.day), null);
				if (!read) return { ok: false, code: 'no-day' };
				return { ok: true, do: 'past-day', past: read.past, hall: pastHallOf(read.entry.plan) };
			}
			const look = await desk.look(request.from, request.to, request.do === 'look' ? (request.queue ?? null) : null);
			if (look === 'too-long') return { ok: false, code: 'too-long' };
			if (request.do === 'look') return look;
			const { name, bytes } = await desk.file(look, request.format, request.language);
			return { ok: true, do: 'file', name, base64: bytes.toString('base64') };
		},
	};
	return desk;
}
