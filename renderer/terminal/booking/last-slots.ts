/**
 * The slots that were told last, so that a terminal that is cut off can still say when people had better come. Nothing is booked from it: how many
 * places are left only the platform knows.
 */
import { useEffect } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { OfferedSlot } from '../../../domain/contracts/terminal-booking.ts';
import type { EngineClient } from '../../engine/contract.ts';

export interface LastSlots {
	slots: OfferedSlot[];
	days: string[];
	/** When they were told. */
	at: number;
}

const told = new WeakMap<EngineClient, Map<string, LastSlots>>();
const firstMs = 60_000;
const againMs = 30 * 60_000;

export function keepSlots(engine: EngineClient, queue: string, slots: Omit<LastSlots, 'at'>, at: number): void {
	const known = told.get(engine) ?? new Map<string, LastSlots>();
	known.set(queue, { slots: slots.slots, days: slots.days, at });
	told.set(engine, known);
}

/** What is still to come of them; `null` = nothing is known. */
export function lastSlots(engine: EngineClient, queue: string, now: number): LastSlots | null {
	const known = told.get(engine)?.get(queue);
	const slots = known?.slots.filter(({ slot, minutes }) => slot > now && minutes !== null) ?? [];
	return known && slots.length > 0 ? { ...known, slots } : null;
}

/** Asks for the slots of every queue now and then while the platform is there. */
export function useKeptSlots(engine: EngineClient, station: string, plan: HallPlan, up: boolean): void {
	const all = (plan.reservation.booking?.queues ?? []).flatMap(({ queue, capacity }) => (capacity > 0 ? [queue] : [])).join(' ');
	useEffect(() => {
		const queues = all.split(' ').filter((queue) => queue !== '');
		if (!up || queues.length === 0) return;
		let here = true;
		async function look() {
			for (const queue of queues) {
				const answer = here ? await engine.booking(station, { do: 'slots', queue }) : null;
				// The platform is gone or busy: another time.
				if (!answer?.ok) return;
				if (answer.do === 'slots') keepSlots(engine, queue, answer, engine.now());
			}
		}
		const first = setTimeout(() => void look(), firstMs);
		const timer = setInterval(() => void look(), againMs);
		return () => {
			here = false;
			clearTimeout(first);
			clearInterval(timer);
		};
	}, [engine, station, all, up]);
}
