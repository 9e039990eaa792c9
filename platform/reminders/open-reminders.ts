/** Reminders of one hall put together: the outbox over the cases, the hall's gateway, and the word to the log. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ReminderPlan, ReminderReport } from '../../domain/contracts/reminders.ts';
import { workCalendarOf } from '../../domain/working-time/calendar.ts';
import type { Authority } from '../authority/authority.ts';
import { commandAsPlatform, platformEpoch } from '../authority/platform-seat.ts';
import type { CaseBook } from '../cases/case-book.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import { ReminderOutbox } from './outbox.ts';
import { httpSender } from './sender.ts';

export interface Reminders {
	/** `null` = the hall has no gateway for messages: clerks remind by hand. */
	report(): ReminderReport | null;
	/** The case a reminder is about, while it is being said. */
	about(id: string): string | null;
	/** Called every few seconds. Rejects with a `StoreFailure`. */
	look(): Promise<void>;
	warnings(): string[];
	close(): void;
}

/** Rejects with a `StoreFailure`. */
export async function openReminders(parts: {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	authority: Authority;
	cases: CaseBook;
	/** Absent = off. `token`: for the gateway; `null` = it asks for none. */
	gateway: (ReminderPlan & { token: string | null }) | null;
	/** Only the platform that decides writes to people. */
	inCharge(): boolean;
}): Promise<Reminders> {
	const { plan, store, clock, authority, cases, gateway } = parts;
	const sender = gateway === null ? null : httpSender(gateway);
	const outbox = await ReminderOutbox.load({
		...{ hall: plan.code, store, calendar: workCalendarOf(plan), sender, cases, kinds: gateway?.kinds ?? [] },
		now: () => clock.now(),
		tell: async (ref, steps) =>
			commandAsPlatform(authority, await platformEpoch(store, plan.code), 'report-case', clock.now(), { body: { case: ref, steps } }),
	});
	return {
		report: () => (sender === null ? null : outbox.report()),
		about: (id) => (sender === null ? null : outbox.about(id)),
		async look() {
			if (sender === null || authority.stopped || authority.held !== null || !parts.inCharge()) return;
			await cases.catchUp();
			await outbox.look();
		},
		warnings() {
			if (sender === null) return [];
			const { stuckSince, refused, givenUp } = outbox.report();
			return [...(stuckSince === null ? [] : ['reminders-stuck']), ...(refused + givenUp > 0 ? ['reminders-not-taken'] : [])];
		},
		close: () => sender?.close(),
	};
}
