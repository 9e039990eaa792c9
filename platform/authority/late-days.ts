/**
 * Days that are over, opened again for reports that arrive only now: a station was cut off across midnight. Numbers begin anew each day, so
 * such a report decided on today's log would meet today's bearer of the same number. Asks are of today always.
 */
import { type CommandName, commandTable } from '../../domain/contracts/commands.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallStore, KeptOutcome } from '../storage/contract.ts';
import { type HallLog, isDamage, loadLog } from './hall-log.ts';
import { holdReport } from './hold-report.ts';
import type { LooseEnvelope } from './loose-envelope.ts';
import type { Rules } from './rules.ts';

/** Older than this a day is not believed: a station whose clock lost its battery says 1970. The report is then taken today. */
const believedMs = 14 * 24 * 3_600_000;

export interface LateDay {
	plan: HallPlan;
	log: HallLog;
}

export interface LateDaysParts {
	plan: HallPlan;
	store: HallStore;
	rules: Rules;
	/** This day of the log cannot be read: it is damaged. */
	damaged?(day: string): void;
}

export class LateDays {
	#parts: LateDaysParts;
	/** Days whose log in the store is damaged. */
	#damaged = new Set<string>();
	#open = new Map<string, LateDay>();

	constructor(parts: LateDaysParts) {
		this.#parts = parts;
	}

	/** Makes the day of this command ready, if it is one that is over. A day the platform was off for is begun with today's plan. */
	async fetch(command: LooseEnvelope, today: string): Promise<void> {
		const day = lateDayOf(command, today);
		if (day === null || this.#open.has(day)) return;
		const { store, rules, plan: current } = this.#parts;
		const known = (await store.days()).find((entry) => entry.hall === current.code && entry.day === day);
		const plan = known?.plan ?? current;
		if (!known) await store.keepDay(current.code, day, plan);
		try {
			this.#open.set(day, { plan, log: await loadLog(store, rules, plan, day) });
			this.#damaged.delete(day);
		} catch (cause) {
			if (!isDamage(cause)) throw cause;
			if (!this.#damaged.has(day)) this.#parts.damaged?.(day);
			this.#damaged.add(day);
		}
	}

	/** Kept until its day is mended, when that is damaged; `null` = its day is not. Durable when it resolves. */
	async hold(command: LooseEnvelope, today: string): Promise<KeptOutcome | null> {
		const day = lateDayOf(command, today);
		return day !== null && this.#damaged.has(day) ? holdReport(this.#parts.store, this.#parts.plan.code, { ...command, day }) : null;
	}

	/** The day of this command, made ready before; `null` = today. */
	of(command: LooseEnvelope, today: string): LateDay | null {
		const day = lateDayOf(command, today);
		return day === null ? null : (this.#open.get(day) ?? null);
	}

	forget(): void {
		this.#open.clear();
	}
}

function lateDayOf({ day, name }: LooseEnvelope, today: string): string | null {
	if (day === undefined || day >= today) return null;
	if (!Object.hasOwn(commandTable, name) || !belongsToItsDay(name as CommandName)) return null;
	const age = Date.parse(today) - Date.parse(day);
	return age <= believedMs ? day : null;
}

/** Reports; and the one ask about what is over: a conflict that came to light when the day was closed is settled where it stands. */
function belongsToItsDay(name: CommandName): boolean {
	return commandTable[name].kind === 'report' || name === 'settle-conflict';
}
