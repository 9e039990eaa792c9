import { describe, expect, it } from 'vitest';
import type { ReaderFault } from '../../../drivers/id-reader/simulator.ts';
import { simulated } from './rig.ts';

/** The three ways readers treat a card that stays where it is (protocols.md 2.10); the driver must not be able to tell people the wrong thing with any. */
const modes: [string, ReaderFault | null][] = [
	['says "no card" until it has left', null],
	['finds a card that never left again and again', 'keeps-answering-found'],
	['has it selected already, as by an earlier program', 'left-selected'],
];
const withoutFound = (told: readonly string[]) => told.filter((one) => one !== 'card-found');

describe.each(modes)('a reader that %s', (_, mode) => {
	const begin = () => {
		const rig = simulated();
		if (mode) rig.simulator.setFault(mode, true);
		return rig;
	};
	it('a card that lies there for ten minutes is reported once, and removed once', async () => {
		const { simulator, clock, told, cards, health } = begin();
		simulator.layCard('zhang');
		await clock.advance(600_000);
		expect(withoutFound(told)).toEqual(['card-read']);
		simulator.takeCard();
		await clock.advance(60_000);
		expect(withoutFound(told)).toEqual(['card-read', 'card-removed']);
		expect(cards).toHaveLength(1);
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('removal is told within two seconds', async () => {
		const { simulator, clock, told } = begin();
		simulator.layCard('zhang');
		await clock.advance(5130);
		simulator.takeCard();
		await clock.advance(2000);
		expect(told.at(-1)).toBe('card-removed');
	});
	it('twenty people one after the other: each is read once and removed once, in turn', async () => {
		const { simulator, clock, told, cards } = begin();
		// Lying there before the driver asks for the first time: only then can an earlier program have selected it.
		simulator.layCard('zhang');
		await clock.advance(4000);
		simulator.takeCard();
		if (mode === 'left-selected') simulator.setFault(mode, false);
		for (let n = 1; n < 20; n++) {
			await clock.advance(3000 + n * 37);
			simulator.layCard(n % 2 === 0 ? 'zhang' : 'wang-82');
			await clock.advance(4000);
			simulator.takeCard();
		}
		await clock.advance(3000);
		expect(withoutFound(told)).toEqual(Array.from({ length: 20 }, () => ['card-read', 'card-removed']).flat());
		expect(cards.map((one) => one.name)).toEqual(Array.from({ length: 20 }, (__, n) => (n % 2 === 0 ? '张示例' : '王样例')));
	});
	it('the driver starts anew while the card lies there: the card is read once more, and no more', async () => {
		const { simulator, cable, clock, told } = begin();
		simulator.layCard('zhang');
		await clock.advance(3000);
		cable.unplug();
		await clock.advance(500);
		cable.plug();
		await clock.advance(20_000);
		expect(withoutFound(told)).toEqual(['card-read', 'card-removed', 'card-read']);
	});
});
