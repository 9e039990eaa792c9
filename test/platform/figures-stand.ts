/** Days of the small hall in a store, and the desk that tells of them. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { createHistoryDesk } from '../../platform/figures/history-desk.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { minute, plan, TestDay } from '../domain/small-hall.ts';

export const monday = '2026-11-16';
export const tuesday = '2026-11-17';
const words = (language: string) => parse(readFileSync(new URL(`../../config/wording/${language}/history.yaml`, import.meta.url), 'utf8'));
export const wording = { 'zh-CN': { history: words('zh-CN') }, en: { history: words('en') } };

/** A short day: three come and more, one is served after twelve minutes, one gives up, the others are left; one number was taken while cut off. */
export function shortDay(day: string, more = 0): HallEvent[] {
	const hall = new TestDay(plan);
	hall.now = Date.parse(`${day}T09:00:00+08:00`);
	hall.open('W02');
	for (let count = 0; count < 3 + more; count++) hall.take('A', { personRef: `canary-person-${count}-reference` });
	hall.later(12).call('W02');
	hall.do('W02', 'start-service', { window: 'W02', ticket: 'A001' });
	hall.later(8).do('W02', 'finish-service', { window: 'W02', ticket: 'A001' });
	hall.do('M1', 'cancel-ticket', { ticket: 'A002', reason: '=cmd canary words' });
	const offline = { number: 'A1-001', sequence: 1, visit: { queue: 'A', items: [], channel: 'no-card' as const } };
	hall.do('T1', 'offline-ticket', offline, { occurredAt: hall.now - 5 * minute });
	hall.do('M1', 'close-day', {});
	return hall.log.map((event) => ({ ...event, day }));
}

export async function storeWith(days: Record<string, HallEvent[]>): Promise<MemoryStore> {
	const store = new MemoryStore();
	for (const [day, events] of Object.entries(days)) {
		await store.keepDay(plan.code, day, plan);
		await store.commit({ hall: plan.code, day, events, outcomes: [] });
	}
	return store;
}

export class StandClock {
	at = Date.parse(`${tuesday}T10:00:00+08:00`);
	now = () => this.at;
	every = () => () => {};
}

export const deskOf = (store: MemoryStore, clock = new StandClock()) =>
	createHistoryDesk({ plan, store, clock, wording: wording as never, authority: { day: tuesday, stopped: null } });
