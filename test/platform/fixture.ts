/** The demo hall with as many terminals as a test wants, and what tests say to it. */
import { fileURLToPath } from 'node:url';
import { loadHall } from '../../config/load-hall.ts';
import type { HallEvent, NewEvent } from '../../domain/contracts/events.ts';
import type { LooseEnvelope } from '../../platform/authority/loose-envelope.ts';
import type { Clock } from '../../platform/clock.ts';
import type { PlatformHall } from '../../platform/platform-parts.ts';

export const demoHallFile = fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url));
export const clerkPin = '2580';
export const managerPin = '1379';

/** Read as the file is loaded: the demo hall is large, and no test should pay for it within its own time. */
const demoFiles = ((): PlatformHall => {
	const loaded = loadHall(demoHallFile);
	if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems.slice(0, 3)));
	return loaded.hall;
})();

export function demoHall(terminals = 4): PlatformHall {
	const hall = demoFiles;
	const others = hall.plan.stations.filter(({ role }) => role !== 'terminal');
	const made = Array.from({ length: terminals }, (_, index) => ({ id: `T${index + 1}`, role: 'terminal' as const, number: index + 1 }));
	// Without its tide: a planner would speak in between in every test that counts events. `tide-stand.ts` has one.
	const { tide: _tide, ...plan } = hall.plan;
	return { ...hall, plan: { ...plan, stations: [...made, ...others] } };
}

/** A Tuesday at 10:00 in the hall's zone. */
export const tuesdayMorning = Date.UTC(2026, 10, 17, 2, 0, 0);

export class HandClock implements Clock {
	at = tuesdayMorning;
	#timers = new Set<{ ms: number; action: () => void; next: number }>();

	now(): number {
		return this.at;
	}

	every(ms: number, action: () => void): () => void {
		const timer = { ms, action, next: this.at + ms };
		this.#timers.add(timer);
		return () => this.#timers.delete(timer);
	}

	/** Turns the hands; what is due on the way runs once. */
	turn(ms: number): void {
		this.at += ms;
		for (const timer of [...this.#timers]) {
			if (timer.next > this.at) continue;
			timer.next = this.at + timer.ms;
			timer.action();
		}
	}
}

export const epochOf = (digit: string) => digit.repeat(16).slice(0, 16);

export function issue(n: number, more: Partial<LooseEnvelope> & { queue?: string } = {}): LooseEnvelope {
	const { queue = 'A', ...rest } = more;
	const visit = { queue, items: [], channel: 'no-card' };
	return { station: 'T1', epoch: epochOf('a'), n, occurredAt: tuesdayMorning, name: 'issue-ticket', body: { visit }, ...rest };
}

export function stamped(position: number, event: NewEvent, more: Partial<HallEvent> = {}): HallEvent {
	return {
		hall: 'DEMO',
		day: '2026-11-17',
		position,
		recordedAt: tuesdayMorning,
		occurredAt: tuesdayMorning,
		station: 'T1',
		epoch: epochOf('a'),
		n: 1,
		staff: null,
		configVersion: 'v1',
		...more,
		...event,
	} as HallEvent;
}

export const helpCalled = (position: number): HallEvent => stamped(position, { name: 'help-called', body: { station: 'T1' } });
