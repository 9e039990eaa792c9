import type { Timers } from '../transport/timers.ts';
import type { CommandName } from './commands.ts';

/** Whose turn it is: the polling goes from command to command; a test of a technician takes the line between two polls and gives it back. */
export interface Turn {
	/** Sends `command` after `afterMs`; a command that was waiting is forgotten. */
	schedule(command: CommandName, afterMs: number): void;
	/** Forgets what was waiting: the line is down or the driver stops. */
	drop(): void;
	/** Runs `work` with the polling paused at a point where no card is being read, one work after the other. */
	alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** `send` exchanges one command and schedules the next; it must not reject. */
export function createTurn(timers: Timers, send: (command: CommandName) => Promise<void>): Turn {
	let waiting: { command: CommandName; afterMs: number; cancel(): void } | null = null;
	let sending = false;
	let alone = false;
	let restful: () => void = () => {};
	let works: Promise<unknown> = Promise.resolve();

	// Between a found card and its data nobody may come in.
	const mayRest = (command: CommandName) => command === 'find' || command === 'samStatus' || command === 'samId';
	const drop = () => {
		waiting?.cancel();
		waiting = null;
	};
	const schedule = (command: CommandName, afterMs: number) => {
		drop();
		if (alone && mayRest(command)) {
			waiting = { command, afterMs, cancel() {} };
			restful();
			return;
		}
		const cancel = timers.after(afterMs, () => {
			waiting = null;
			sending = true;
			void send(command).finally(() => {
				sending = false;
				// Nothing was scheduled: the line went down, and nobody comes to say so later.
				if (!waiting) restful();
			});
		});
		waiting = { command, afterMs, cancel };
	};
	const rest = async () => {
		alone = true;
		if (waiting && mayRest(waiting.command)) schedule(waiting.command, waiting.afterMs);
		else if (waiting || sending) {
			await new Promise<void>((resolve) => {
				restful = resolve;
			});
		}
		restful = () => {};
	};
	return {
		schedule,
		drop() {
			drop();
			if (!sending) restful();
		},
		alone(work) {
			const done = works.then(async () => {
				await rest();
				try {
					return await work();
				} finally {
					alone = false;
					if (waiting) schedule(waiting.command, waiting.afterMs);
				}
			});
			works = done.catch(() => {});
			return done;
		},
	};
}
