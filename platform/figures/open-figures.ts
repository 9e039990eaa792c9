/** Figures of one hall put together: the desk of managers, the mail of each day, and who may read over HTTP. */
import { readFileSync } from 'node:fs';
import type { StationConfig } from '../../domain/contracts/bridge.ts';
import type { DailyFigures } from '../../domain/contracts/daily-figures.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Authority } from '../authority/authority.ts';
import type { Rules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { DailyFiguresPages } from '../http/page-parts.ts';
import type { Log } from '../observe/log.ts';
import type { ManagerOf } from '../people/manager-session.ts';
import type { SlotDesk } from '../reservations/slot-desk.ts';
import type { SlotOutlooks } from '../reservations/slot-outlooks.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { createDayPlanner } from '../tide/plan-day.ts';
import { createHistoryDesk, type HistoryDesk } from './history-desk.ts';
import { MailOutbox } from './mail-outbox.ts';
import { type MailSender, smtpSender } from './send-mail.ts';

export interface Figures {
	desk: HistoryDesk;
	pages: DailyFiguresPages;
	warnings(): string[];
	close(): void;
}

const lookEveryMs = 15_000;

/** Rejects with a `StoreFailure`. */
export async function openFigures(parts: {
	plan: HallPlan;
	store: HallStore;
	authority: Authority;
	clock: Clock;
	log: Log;
	wording: StationConfig['wording'];
	managerOf: ManagerOf;
	/** What the hall chose; `null` = no mail, and no program reads. */
	settings: DailyFigures | null;
	/** For the mail server; `null` = it asks for none. */
	password: string | null;
	rules: Rules;
	/** Booked places of a day. */
	booked(day: string): { queue: string; slot: number; people: number }[];
	/** What is known of slots of days to come, and who takes places over; absent = nobody. */
	slots?: { outlooks: Pick<SlotOutlooks, 'of'>; desk: SlotDesk };
	/** Only the platform that decides writes to people. */
	inCharge(): boolean;
	sender?: MailSender;
}): Promise<Figures> {
	const { plan, store, authority, clock, log, wording, managerOf, settings } = parts;
	const desk = createHistoryDesk({
		...{ plan, store, authority, clock, wording },
		planner: createDayPlanner({
			plan,
			store,
			rules: parts.rules,
			today: () => authority.day,
			booked: parts.booked,
			outlook: (day) => parts.slots?.outlooks.of(day) ?? null,
		}),
		...(parts.slots ? { slots: parts.slots.desk } : {}),
	});
	const mail = settings?.mail;
	const sender = mail ? (parts.sender ?? smtpSender(mail, parts.password)) : null;
	const outbox =
		mail && sender
			? await MailOutbox.load({
					...{ plan, store, settings: mail, sender, desk, log },
					now: () => clock.now(),
					today: () => ({ day: authority.day, closed: authority.state.stage === 'closed' }),
				})
			: null;
	const stop = outbox
		? clock.every(lookEveryMs, () => {
				if (authority.stopped || authority.held !== null || !parts.inCharge()) return;
				outbox.look().catch((cause) => {
					if (cause instanceof StoreFailure && cause.code !== 'closed') authority.distrustStore(cause);
					else log.error('figures-mail-not-kept', { code: cause instanceof StoreFailure ? cause.code : 'unexpected' });
				});
			})
		: () => {};
	return {
		desk,
		pages: { desk, managerOf, readerTokenHash: settings?.readerTokenHash ?? null },
		warnings: () => outbox?.warnings() ?? [],
		close() {
			stop();
			sender?.close();
		},
	};
}

/** Reads `--mail-password-file`; what is wrong is said without the password. */
export function readMailPassword(file: string): { ok: true; password: string } | { ok: false; what: string } {
	try {
		const password = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
		if (password.length > 0 && password.length <= 1000 && !/[\r\n]/.test(password)) return { ok: true, password };
		return { ok: false, what: `--mail-password-file: ${file} holds no password. It is one line of 1 to 1000 characters.` };
	} catch {
		return { ok: false, what: `--mail-password-file: ${file} cannot be read. Check that it exists and may be read by this user.` };
	}
}

/** People booked by queue and slot of a day. */
export function bookedPlaces(
	reservations: Iterable<{ queue: string; slot: number; day: string; state: string }>,
	day: string,
): { queue: string; slot: number; people: number }[] {
	const places = new Map<string, { queue: string; slot: number; people: number }>();
	for (const { queue, slot, day: of, state } of reservations) {
		if (of !== day || state !== 'booked') continue;
		const key = `${queue}/${slot}`;
		places.set(key, { queue, slot, people: (places.get(key)?.people ?? 0) + 1 });
	}
	return [...places.values()].sort((one, other) => one.slot - other.slot || (one.queue < other.queue ? -1 : 1));
}
