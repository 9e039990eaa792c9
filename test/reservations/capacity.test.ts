/** I-12: no slot is given more often than it has places, whatever is asked at once, and whenever the platform dies. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import { holdsPlace } from '../../domain/reservations/may-book.ts';
import { placesOpen, slotsOfDay } from '../../domain/reservations/slots.ts';
import type { KeptRecord } from '../../platform/storage/contract.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { readSqlite } from '../../platform/storage/sqlite.ts';
import { demoHall, tuesdayMorning } from '../platform/fixture.ts';
import { openPlatform } from '../platform/open-platform.ts';
import { hallWith, type Running, runPlatform } from '../platform/platform-process.ts';
import { bookingHall, keptReservations, newKey, nextPerson, type Said, SlowStore, say, shown, slotsOf, tokenHash } from './front-end.ts';

const { plan } = demoHall();
const slots = ['09:00', '09:30', '10:00'].map((time) => `2026-11-18T${time}:00+08:00`);
const queues = ['A', 'B', 'F'];

/** Slots with more people than places now. */
function overfull(kept: readonly Reservation[], now: number): string[] {
	const { booking } = plan.reservation;
	return slotsOfDay(plan, '2026-11-18').flatMap((slot) => {
		const taken = kept.filter((each) => each.queue === slot.queue && each.slot === slot.slot && holdsPlace(each)).length;
		return booking && taken > placesOpen(plan, booking, slot, now) ? [`${slot.queue} ${slot.slot}: ${taken}`] : [];
	});
}

/** A small generator of chance, so that a seed tells the whole run. */
function chance(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

describe('at once, over HTTP', () => {
	test.each([1, 2])(
		'I-12 seed %i: 240 makes, changes and cancels by sixty callers leave no slot overfull, and every answer true',
		async (seed) => {
			const below = chance(seed);
			const store = new SlowStore();
			const hall = await openPlatform({ hall: bookingHall(), store });
			const wish = () => ({ queue: queues[below(queues.length)]!, slot: slots[below(slots.length)]! });
			const refused: string[] = [];
			const last = new Map<string, string>();
			const heard = (said: Said) => {
				if (said.status >= 400) refused.push((said.body as { code: string }).code);
				else last.set(shown(said).code, JSON.stringify(shown(said)));
				return said;
			};
			await Promise.all(
				Array.from({ length: 60 }, async () => {
					const made = heard(await say(hall.url, 'POST', '/', { body: { person: nextPerson(), ...wish() }, key: newKey() }));
					for (let step = 0; step < 3; step++) {
						if (made.status !== 201) {
							heard(await say(hall.url, 'POST', '/', { body: { person: nextPerson(), ...wish() }, key: newKey() }));
							continue;
						}
						const { code } = shown(made);
						if (below(3) === 0) heard(await say(hall.url, 'POST', `/${code}/cancel`, { key: newKey() }));
						else heard(await say(hall.url, 'PATCH', `/${code}`, { body: wish(), key: newKey() }));
					}
				}),
			);
			const kept = await keptReservations(store);
			expect(overfull(kept, tuesdayMorning)).toEqual([]);
			// The places were fought for: some got none, and nearly all are taken.
			expect(refused.filter((code) => code === 'slot-full').length).toBeGreaterThan(30);
			expect(refused.filter((code) => code !== 'slot-full' && code !== 'not-booked')).toEqual([]);
			expect(kept.filter(holdsPlace).length).toBeGreaterThanOrEqual(8);
			for (const [code, said] of last) expect(JSON.stringify(shown(await say(hall.url, 'GET', `/${code}`)))).toBe(said);
			const { days } = await slotsOf(hall.url, '?day=2026-11-18');
			for (const { queue, slot, left } of days[0]!.slots) {
				const taken = kept.filter((each) => each.queue === queue && each.slot === Date.parse(slot) && holdsPlace(each)).length;
				const of = slotsOfDay(plan, '2026-11-18').find((each) => each.queue === queue && each.slot === Date.parse(slot))!;
				expect(left).toBe(placesOpen(plan, plan.reservation.booking!, of, tuesdayMorning) - taken);
			}
			await hall.end();
		},
	);
});

describe('the platform dies between the write and the answer', () => {
	test('the same request finds the same reservation afterwards: booked once', async () => {
		class DyingStore extends MemoryStore {
			dies = false;
			written: () => void = () => {};
			override async putRecords(records: readonly KeptRecord[]): Promise<void> {
				await super.putRecords(records);
				if (!this.dies || !records.some(({ kind }) => kind.startsWith('reservation/'))) return;
				this.written();
				// Dead: durable, and nobody is told any more.
				await new Promise<never>(() => {});
			}
		}
		const store = new DyingStore();
		const first = await openPlatform({ hall: bookingHall(), store });
		const asked = { body: { person: nextPerson(), queue: 'F', slot: slots[0]! }, key: newKey() };
		store.dies = true;
		const written = new Promise<void>((resolve) => {
			store.written = resolve;
		});
		const line = new AbortController();
		const lost = say(first.url, 'POST', '/', { ...asked, signal: line.signal }).then(
			() => 'answered',
			() => 'cut off',
		);
		await written;
		store.dies = false;
		const second = await openPlatform({ hall: bookingHall(), store });
		const again = await say(second.url, 'POST', '/', asked);
		expect(again.status).toBe(201);
		expect(await keptReservations(store)).toMatchObject([{ code: shown(again).code, state: 'booked' }]);
		const other = await say(second.url, 'POST', '/', { body: { ...asked.body, person: nextPerson() }, key: newKey() });
		expect(other.body).toMatchObject({ code: 'slot-full' });
		await second.end();
		line.abort();
		await first.end();
		expect(await lost).toBe('cut off');
	});
});

describe('the real platform, killed', () => {
	const { folder, hall, data } = hallWith(1);
	const running: Running[] = [];
	afterAll(async () => {
		for (const each of running) await each.end('SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	});

	test('I-12 S5 SIGKILL twice in mid-run: every key one reservation, every slot within its places, nothing acknowledged is lost', async () => {
		const file = readFileSync(hall, 'utf8');
		writeFileSync(
			hall,
			file.replace('  slots: { periods:', `  frontEnd: { tokenHash: "${tokenHash}", requestsPerSecond: 2000 }\n  slots: { periods:`),
		);
		const first = await runPlatform(hall, data);
		running.push(first);
		const { days } = await slotsOf(first.url, '?queue=K');
		const open = days.filter(({ day, closed }) => !closed && day !== days[0]?.day).flatMap((day) => day.slots);
		const offered = open.slice(0, 5);
		expect(offered).toHaveLength(5);

		const kills = [12, 30];
		let answers = 0;
		let platform = Promise.resolve(first);
		async function killAndRestart(victim: Running): Promise<Running> {
			await victim.end('SIGKILL');
			const next = await runPlatform(hall, data, first.port);
			running.push(next);
			return next;
		}
		/** Repeats with the same key until there is an answer, as a front end must. */
		async function until(method: string, path: string, more: { body?: unknown; key: string }): Promise<Said> {
			for (;;) {
				const said = await say(first.url, method, path, more).catch(() => null);
				if (said && said.status !== 503) {
					answers += 1;
					if (answers >= (kills[0] ?? Number.POSITIVE_INFINITY)) {
						kills.shift();
						platform = platform.then(killAndRestart);
					}
					return said;
				}
				await platform;
			}
		}
		const acknowledged = new Map<string, string>();
		const full: number[] = [];
		await Promise.all(
			Array.from({ length: 40 }, async (_, index) => {
				const slot = offered[index % offered.length]!.slot;
				const made = await until('POST', '/', { body: { person: nextPerson(), queue: 'K', slot }, key: newKey() });
				if (made.status !== 201) {
					full.push(index);
					return;
				}
				const { code } = shown(made);
				acknowledged.set(code, 'booked');
				if (index % 3 === 0) acknowledged.set(code, shown(await until('POST', `/${code}/cancel`, { key: newKey() })).state);
			}),
		);
		await platform;
		expect(kills).toEqual([]);
		await running.at(-1)!.end('SIGTERM');
		const store = readSqlite(data);
		const kept = (await store.records('reservation/DEMO-HALL-01')).map(({ value }) => value as Reservation);
		await store.close();
		expect(Object.fromEntries(kept.map(({ code, state }) => [code, state]))).toEqual(Object.fromEntries(acknowledged));
		for (const { slot, capacity } of offered) {
			const taken = kept.filter((each) => each.slot === Date.parse(slot) && holdsPlace(each)).length;
			expect(taken).toBeLessThanOrEqual(capacity);
		}
		expect(full.length).toBeGreaterThan(0);
		expect(new Set(kept.map(({ person }) => person)).size).toBe(kept.length);
	}, 240_000);
});
