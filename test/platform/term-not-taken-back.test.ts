import { expect, test } from 'vitest';
import { jsonLog } from '../../platform/observe/log.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { takeOver } from '../../platform/term/take-over.ts';
import { TermOffice } from '../../platform/term/term-office.ts';
import { HandClock } from './fixture.ts';
import { firstTerm, listedHall, orderFrom, secondTerm } from './term-hall.ts';

// Seen once in two real processes on a busy machine: the hall was handed to P1, whose copying of P2 came to its end a moment later, and nobody decided.
test('a standby that was just copying when it was told to begin goes on with its own term, and nobody is left without a platform', async () => {
	const { plan } = listedHall();
	const parts = { plan, store: new MemoryStore(), clock: new HandClock(), log: jsonLog({ write: () => {} }) };
	const office = await TermOffice.open({ ...parts, as: 'P2' });
	await office.follow(firstTerm, []);
	expect(office.part).toBe('standby');
	await takeOver(orderFrom([]), { ...parts, office });
	await office.follow(firstTerm, []);
	expect([office.part, office.own]).toEqual(['gathering', secondTerm]);
	await office.takeCharge('2026-11-17', 0);
	await office.follow(firstTerm, []);
	expect([office.part, office.own]).toEqual(['in-charge', secondTerm]);
	const again = await TermOffice.open({ ...parts, as: 'P2' });
	expect([again.part, again.own]).toEqual(['in-charge', secondTerm]);
	await again.hear({ number: 9, platform: 'P1' }, 'P1');
	await again.follow({ number: 9, platform: 'P1' }, []);
	expect([again.part, again.own]).toEqual(['standby', { number: 9, platform: 'P1' }]);
});
