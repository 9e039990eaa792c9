/**
 * What a log holds of events that were offered after another platform had taken over: which of them it knows, and what became of the commands
 * behind them. Worked out from the log alone, so that a restart and a standby know the same.
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { KeptOutcome } from '../storage/contract.ts';
import { seatKey } from './former-log.ts';

type Origin = Pick<HallEvent, 'day' | 'position' | 'station' | 'epoch' | 'n' | 'recordedAt'> & { name: string };

/** An event is the same wherever it is found: it never changes (S1). */
export function eventKey(event: HallEvent): string {
	return identity(originOf(event));
}

function identity({ day, position, station, epoch, n, recordedAt, name }: Origin): string {
	return `${day} ${position} ${station} ${epoch} ${n} ${recordedAt} ${name}`;
}

function originOf(event: HallEvent): Origin {
	const { recovered } = event;
	return recovered ? { ...recovered, day: event.day } : event;
}

class LogIndex {
	readonly #events: readonly HallEvent[];
	/** How far each of the two has been read: a hall without a take-over never needs the larger one. */
	#knownTo = 0;
	#commandsTo = 0;
	#known = new Set<string>();
	#commands = new Map<string, { day: string; from: number; to: number }>();

	constructor(events: readonly HallEvent[]) {
		this.#events = events;
	}

	knows(event: HallEvent): boolean {
		for (; this.#knownTo < this.#events.length; this.#knownTo += 1) {
			const each = this.#events[this.#knownTo]!;
			this.#known.add(identity(each));
			if (each.recovered) this.#known.add(identity(originOf(each)));
		}
		return this.#known.has(identity(event)) || this.#known.has(identity(originOf(event)));
	}

	outcomeOf({ station, epoch, n }: { station: string; epoch: string; n: number }): KeptOutcome | null {
		for (; this.#commandsTo < this.#events.length; this.#commandsTo += 1) this.#addCommand(this.#events[this.#commandsTo]!);
		const command = this.#commands.size === 0 ? undefined : this.#commands.get(`${seatKey({ station, epoch })}/${n}`);
		return command ? { n, result: 'accepted', ...command } : null;
	}

	#addCommand({ recovered, day, position }: HallEvent): void {
		if (!recovered) return;
		const key = `${seatKey(recovered)}/${recovered.n}`;
		const command = this.#commands.get(key);
		// Events of one command may be recovered apart; the answer names what lies from the first to the last while they stand together.
		if (command && command.to === position - 1) command.to = position;
		else if (!command) this.#commands.set(key, { day, from: position, to: position });
	}
}

const indexes = new WeakMap<readonly HallEvent[], LogIndex>();

/** `events`: a log that only grows. */
function indexOf(events: readonly HallEvent[]): LogIndex {
	const index = indexes.get(events) ?? new LogIndex(events);
	indexes.set(events, index);
	return index;
}

/** Whether the log holds this event, as it is or as a recovered one. */
export function holdsEvent(log: readonly HallEvent[], event: HallEvent): boolean {
	return indexOf(log).knows(event);
}

/** What a command did whose event was recovered before its own station was heard; `null` = nothing of it was recovered. */
export function recoveredOutcome(log: readonly HallEvent[], command: { station: string; epoch: string; n: number }): KeptOutcome | null {
	return indexOf(log).outcomeOf(command);
}
