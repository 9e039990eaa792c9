import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import type { IdCard } from '../../domain/contracts/device.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { holderOf, readCardEvent } from '../../renderer/terminal/card-reading.ts';

const loaded = loadHall(fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url)));
if (!loaded.ok) throw new Error('the demo hall does not load');
const { plan } = loaded.hall;
const state = startOfDay(plan, '2026-11-23');

const card: IdCard = {
	kind: 'resident',
	name: '欧阳秀英',
	sexCode: '2',
	sex: '女',
	birthDate: '19520310',
	address: '示例市示范区一号',
	idNumber: '110101195203100028',
	validFrom: '20100101',
	validTo: '长期',
	warnings: [],
};

test('P1 nothing of the card but family name, reference and age group goes on', async () => {
	const event = await readCardEvent(
		{ type: 'card-read', device: 'T2-reader', card, readAt: 5 },
		3,
		() => 7,
		() => ({ plan, state }),
		async () => 'day-scoped-reference',
		async () => null,
	);
	const text = JSON.stringify(event);
	for (const secret of [card.idNumber, '秀英', card.birthDate, '示例市']) expect(text).not.toContain(secret);
	expect(event).toMatchObject({
		type: 'card-read',
		now: 7,
		visitor: 3,
		holder: { name: '欧阳*', priority: 'ELDER65', ref: 'day-scoped-reference' },
	});
});

test('without a key the way goes on without a reference', async () => {
	const event = await readCardEvent(
		{ type: 'card-read', device: 'T2-reader', card, readAt: 5 },
		1,
		() => 7,
		() => ({ plan, state }),
		async () => {
			throw new Error('engine-lost');
		},
		async () => null,
	);
	expect(event).toMatchObject({ holder: { ref: null, tickets: [] } });
});

test('expired is said, and a birth date that does not hold gives no priority', () => {
	expect(holderOf({ ...card, warnings: ['expired'] }, null, plan, state)).toMatchObject({
		expired: true,
		doubtful: false,
		priority: 'ELDER65',
	});
	expect(holderOf({ ...card, warnings: ['birth-date'] }, null, plan, state)).toMatchObject({ doubtful: true, priority: null });
});

test.each([
	['card-removed', 'removed'],
	['not-genuine', 'not-genuine'],
	['not-an-id-card', 'not-an-id-card'],
	['read-error', 'not-read'],
	['protocol-error', 'reader-fault'],
	['device-fault', 'reader-fault'],
] as const)('the reader says %s, the citizen is told %s', async (code, why) => {
	const event = await readCardEvent(
		{ type: 'card-failed', device: 'T2-reader', code },
		1,
		() => 0,
		() => ({ plan, state }),
		async () => null,
		async () => null,
	);
	expect(event).toEqual({ type: 'card-failed', now: 0, why });
	for (const language of ['zh-CN', 'en']) {
		const wording = loaded.ok ? loaded.hall.wording[language]?.terminal : undefined;
		expect(wording).toHaveProperty(['card', 'trouble', why, 'title']);
		expect(wording).toHaveProperty(['card', 'trouble', why, 'do']);
	}
});

test('a reservation of this card that is due goes with it', async () => {
	const reservation = { ref: 'r'.repeat(22), queue: 'A', items: ['RS-002'], slot: 10, endsAt: 20 };
	const asked: string[] = [];
	const event = await readCardEvent(
		{ type: 'card-read', device: 'T2-reader', card, readAt: 5 },
		1,
		() => 7,
		() => ({ plan, state }),
		async () => 'day-scoped-reference',
		async (ref) => {
			asked.push(ref);
			return { ok: true, reservation };
		},
	);
	expect(asked).toEqual(['day-scoped-reference']);
	expect(event).toMatchObject({
		holder: { booked: { queue: 'A', items: ['RS-002'], booked: { ref: reservation.ref, slot: 10, endsAt: 20 } } },
	});
});
