/**
 * Commands decided on top of the committed log, not yet durable. Their events are folded into the authority's state at once, so that each
 * command sees the ones before it; when the commit fails, `undo` folds the state anew from the committed log.
 */
import { type CommandEnvelope, commandTable } from '../../domain/contracts/commands.ts';
import { type HallEvent, hallEvent, type NewEvent, type RecoveredFrom } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { type Refusal, refusal as refusalSchema } from '../../domain/contracts/refusals.ts';
import type { Batch, KeptOutcome } from '../storage/contract.ts';
import { fold, type HallLog } from './hall-log.ts';
import type { LooseEnvelope } from './loose-envelope.ts';
import { platformStaff, platformStation, withPlatformSeat } from './platform-rights.ts';
import type { Rules } from './rules.ts';

export interface DraftContext {
	plan: HallPlan;
	rules: Rules;
	now: number;
	clockOffset: number;
	staff: string | null;
	/** Whom the sign-in names, when it does not count. */
	claim?: { staff: string; why: string } | null;
}

/** A decider broke on this command; the platform tells a person. Frames only: a message could carry what was typed in. */
export interface Alarm {
	alarm: string;
	command: string;
	station: string;
	n: number;
	frames: string[];
}

export class Draft {
	readonly batch: Batch;
	readonly alarms: Alarm[] = [];
	#log: HallLog;
	#plan: HallPlan;
	#head: number;

	/** `outcomes`: shared by the drafts of one round, so that they stay in the order they were taken in, whatever day they belong to. */
	constructor(plan: HallPlan, log: HallLog, outcomes: Batch['outcomes'] = []) {
		this.batch = { hall: plan.code, day: log.day, events: [], outcomes };
		this.#log = log;
		this.#plan = plan;
		this.#head = log.events.length;
	}

	/** The draft is durable: what it decided belongs to the log. */
	settle(): void {
		this.#log.events.push(...this.batch.events);
	}

	/** Decides one command; exactly one outcome comes of it (S3), whatever the decider does. */
	take(envelope: LooseEnvelope, context: DraftContext): KeptOutcome {
		const outcome = this.#decide(envelope, context);
		this.batch.outcomes.push({ station: envelope.station, epoch: envelope.epoch, outcome });
		return outcome;
	}

	#decide(envelope: LooseEnvelope, context: DraftContext): KeptOutcome {
		const { n } = envelope;
		if (envelope.name === 'withdrawn') return { n, result: 'withdrawn' };
		if (!isKnown(envelope)) return { n, result: 'refused', refusal: { code: 'unknown-command', params: {} } };
		try {
			const own = envelope.station === platformStation;
			const plan = own ? withPlatformSeat(context.plan) : context.plan;
			const read = context.rules.readCommand(envelope, own ? platformStaff : context.staff, context.claim);
			if (!read.ok) return refused(n, read.refusal);
			const decision = context.rules.decide(this.#log.state, read.command, { ...context, plan });
			if (!decision.ok) return refused(n, decision.refusal);
			const events = decision.events.map((event, index) => this.#stamp(event, index, envelope, context));
			this.#fold(events, context.rules);
			this.batch.events.push(...events);
			const from = this.#head + 1;
			this.#head += events.length;
			return { n, result: 'accepted', day: this.batch.day, from, to: this.#head };
		} catch (cause) {
			const alarm = `command-failed-${envelope.station}-${envelope.epoch.slice(0, 4)}-${n}`;
			const frames = cause instanceof Error ? (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
			this.alarms.push({ alarm, command: envelope.name, station: envelope.station, n, frames: frames.slice(0, 8) });
			return { n, result: 'failed', alarm };
		}
	}

	/** The committed state again: nothing of this draft happened. */
	undo(rules: Rules): void {
		this.#log.state = fold(rules, this.#plan, this.#log.day, this.#log.events);
	}

	#fold(events: HallEvent[], rules: Rules) {
		try {
			for (const event of events) rules.evolveInto(this.#log.state, event);
		} catch (cause) {
			// Half a command must not stay in the state: back to the commands before it.
			this.#log.state = fold(rules, this.#plan, this.#log.day, [...this.#log.events, ...this.batch.events]);
			throw cause;
		}
	}

	#stamp(event: NewEvent, index: number, envelope: LooseEnvelope, context: DraftContext): HallEvent {
		const made = {
			hall: context.plan.code,
			day: this.batch.day,
			position: this.#head + index + 1,
			recordedAt: context.now,
			occurredAt: envelope.occurredAt,
			station: envelope.station,
			epoch: envelope.epoch,
			n: envelope.n,
			staff: envelope.station === platformStation ? null : context.staff,
			configVersion: context.plan.configVersion,
			...recoveredStamp(envelope),
			...event,
		} as HallEvent;
		// Checked once, when it is made: stations check every event with the same schema, and one bad one would shut all of them out.
		hallEvent.parse(made);
		return made;
	}
}

/** Events that follow from an event of a former platform say so. */
function recoveredStamp({ name, station, body }: LooseEnvelope): { recovered?: RecoveredFrom } {
	if (name !== 'recover-event' || station !== platformStation) return {};
	const { term, event } = body as { term: RecoveredFrom['term']; event: HallEvent };
	// One that was recovered before, by another platform of an earlier term, keeps its first origin.
	if (event.recovered) return { recovered: event.recovered };
	const { position, station: by, epoch, n, staff, recordedAt } = event;
	return { recovered: { term, position, name: event.name, station: by, epoch, n, staff, recordedAt } };
}

/** A refusal is checked once, when it is made, as an event is. */
function refused(n: number, refusal: Refusal): KeptOutcome {
	return { n, result: 'refused', refusal: refusalSchema.parse(refusal) };
}

function isKnown(envelope: LooseEnvelope): envelope is LooseEnvelope & CommandEnvelope {
	return Object.hasOwn(commandTable, envelope.name);
}
