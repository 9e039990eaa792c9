import { describe, expect, test } from 'vitest';
import { compareTerms, type PlatformId, type PlatformTerm, type TermBegin } from '../../domain/contracts/term.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { blockFor } from '../../platform/term/block.ts';
import { takeOver } from '../../platform/term/take-over.ts';
import { TermOffice } from '../../platform/term/term-office.ts';
import { HandClock } from './fixture.ts';
import { stoodBy } from './stood-by.ts';
import { firstTerm, listedHall, orderFrom } from './term-hall.ts';

const { plan } = listedHall();
const day = '2026-11-17';
const state = startOfDay(plan, day);
const began = (number: number, platform: PlatformId, block: number): TermBegin => ({
	...{ number, platform, block, from: { day, position: 0 }, planned: false, at: 1, by: '0901', reason: 'x' },
});
const wanted = { platform: 'P2' as const, platforms: ['P1', 'P2', 'P3'] as const, state, unknownOwnTerm: false };

describe('T1 the block of numbers of a take-over', () => {
	test('is one that no other platform ever takes, above those it has had, with a figure more where four are used up', () => {
		expect(blockFor({ ...wanted, begun: [] })).toBe(2);
		expect(blockFor({ ...wanted, begun: [began(2, 'P2', 2), began(3, 'P1', 4)] })).toBe(5);
		expect(blockFor({ ...wanted, begun: [began(2, 'P2', 2), began(4, 'P2', 5), began(6, 'P2', 8)] })).toBe(11);
		expect(blockFor({ ...wanted, begun: [began(2, 'P2', 98)] })).toBeNull();
	});

	// Found by the hall in a box (seed 10113): orders that never came to decide used up every block, and nobody decided any more.
	test('is the same again where the term before it ended before it decided anything', () => {
		const begun = [began(2, 'P2', 2), began(4, 'P2', 5), began(6, 'P2', 8)];
		expect(blockFor({ ...wanted, begun, undecided: [{ number: 6, platform: 'P2' }] })).toBe(8);
		expect(blockFor({ ...wanted, begun, undecided: [{ number: 5, platform: 'P1' }] })).toBe(11);
	});

	// Found by the hall in a box (seed 10014): the platform's disk was lost, and the PC that gave the order knew of no term.
	// Found by it again (seed 30037): two such take-overs had used up the last blocks, and no platform could take over any more that day.
	test('of a platform that begins from nothing is by the clock, in a term above all that machines may remember, and others are left', async () => {
		const early = blockFor({ ...wanted, begun: [], fromNothingAt: 9 * 60 })!;
		const late = blockFor({ ...wanted, begun: [], fromNothingAt: 10 * 60 + 30 })!;
		expect([early, late]).toEqual([32, 35]);
		expect(blockFor({ ...wanted, begun: [began(640, 'P2', early)] })).toBe(early + 3);
		const last = blockFor({ ...wanted, begun: [], fromNothingAt: 24 * 60 - 1 })!;
		expect(blockFor({ ...wanted, begun: [began(1539, 'P2', last)] })).toBe(last + 3);
		expect(blockFor({ ...wanted, platform: 'P1', begun: [], fromNothingAt: 9 * 60 })).toBe(31);
		const parts = { plan, store: new MemoryStore(), clock: new HandClock(), log: jsonLog({ write: () => {} }) };
		const office = await TermOffice.open({ ...parts, as: 'P2' });
		await takeOver(orderFrom([], { fromNothing: true }), { ...parts, office });
		// Ten o'clock in the hall.
		expect(office.begun.at(-1)).toMatchObject({ number: parts.clock.now() / 1_000, block: 34 });
	});

	// Found by the hall in a box (seed 90418): a PC destroyed twice within minutes gave its two terms one name and one block, and two logs passed for one.
	test('S1 of a platform whose disk was lost is not that of its lost life, which whoever orders never heard of; nor is the name of its term', async () => {
		const clock = new HandClock();
		const life = async (after: PlatformTerm) => {
			const parts = { plan, store: new MemoryStore(), clock, log: jsonLog({ write: () => {} }) };
			const office = await TermOffice.open({ ...parts, as: 'P2' });
			await takeOver(orderFrom([], { after }), { ...parts, office });
			return office;
		};
		const second: PlatformTerm = { number: 2, platform: 'P2' };
		const first = await life(second);
		clock.turn(60_000);
		const next = await life(second);
		expect(compareTerms(next.own, first.own)).toBeGreaterThan(0);
		// A station that heard the lost life told its block while the new one gathered.
		const [lost] = first.begun;
		await next.takeCharge(day, 0, [lost!.block]);
		expect(next.begun.at(-1)!.block).toBe(lost!.block + 2);
		// The same where nobody knew that it had ever decided.
		const unknown = await life(firstTerm);
		clock.turn(60_000);
		const again = await life(firstTerm);
		expect([unknown, again].map(({ begun }) => begun.at(-1)!.block)).toEqual([2, 2]);
		expect(compareTerms(again.own, unknown.own)).toBeGreaterThan(0);
	});

	test('ordered again and again while it still gathers, a platform keeps its block; once it has decided, it takes the next', async () => {
		const parts = { plan, store: new MemoryStore(), clock: new HandClock(), log: jsonLog({ write: () => {} }) };
		const office = await TermOffice.open({ ...parts, store: await stoodBy(parts.store, plan, 'P2'), as: 'P2' });
		const order = (at: number) =>
			takeOver(orderFrom([], { at, after: office.heard.number > 1 ? office.heard : firstTerm }), { ...parts, office });
		const blocks: (number | undefined)[] = [];
		for (const at of [1, 2, 3]) {
			expect(await order(at)).toEqual({ ok: true, already: false });
			blocks.push(office.begun.at(-1)?.block);
		}
		expect(blocks).toEqual([2, 2, 2]);
		// Also when another platform was heard of before it could decide, and after a restart.
		await office.hear({ number: 9, platform: 'P1' }, 'P1');
		const again = await TermOffice.open({ ...parts, as: 'P2' });
		expect(again.undecided).toHaveLength(3);
		await takeOver(orderFrom([], { at: 4, after: again.heard }), { ...parts, office: again });
		expect(again.begun.at(-1)).toMatchObject({ number: 10, block: 2 });
		await again.takeCharge(day, 0);
		await takeOver(orderFrom([], { at: 5, after: again.heard }), { ...parts, office: again });
		expect(again.begun.at(-1)).toMatchObject({ number: 11, block: 4 });
	});
});
