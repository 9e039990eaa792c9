import { describe, expect, it } from 'vitest';
import { createReaderSimulator, readerFaults } from '../../../drivers/id-reader/simulator.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import type { OpenResult, Port } from '../../../drivers/transport/port.ts';
import { searchedSpeed } from '../../../drivers/transport/speed.ts';
import { ManualClock } from '../manual-clock.ts';
import { run } from './rig.ts';

/** Small seeded generator, so that a day that went wrong can be lived again. */
function chance(seed: number): (limit: number) => number {
	let state = seed >>> 0;
	return (limit) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return (state >>> 8) % limit;
	};
}

/** Days in a row, and those that once went wrong: a speed kept for ever after a test, a removal nobody told. */
const days = [...Array.from({ length: 40 }, (_, n) => n + 100), 172, 224, 474, 1191];

describe('any day of a reader', () => {
	it.each(days)('day %i: cables, cards, faults and tests in any order, and in the end it reads a card', async (seed) => {
		const below = chance(seed);
		const clock = new ManualClock();
		const simulator = createReaderSimulator({ timers: clock.timers });
		const ports: Port[] = [];
		let plugged = true;
		const openAt = async (baud: number): Promise<OpenResult> => {
			if (!plugged) return { ok: false, code: 'cannot-open', text: 'unplugged' };
			const pipe = createPipe();
			ports.push(pipe.far);
			simulator.attach(pipe.far, () => baud);
			return { ok: true, port: pipe.near };
		};
		const { speed, open } = searchedSpeed(openAt, [115_200, 57_600, 9600]);
		const { told, cards, health, reader } = run(open, { speed, readNewAddress: seed % 2 === 0 }, clock);
		const answers: Promise<{ ok: boolean }>[] = [];
		for (let step = 0; step < 60; step++) {
			const fault = readerFaults[below(readerFaults.length)]!;
			const deeds = [
				() => simulator.layCard(['zhang', 'zhao-66', 'muster-2023'][below(3)]!),
				() => simulator.takeCard(),
				() => simulator.setFault(fault, true),
				() => simulator.setFault(fault, false),
				() => {
					plugged = false;
					for (const port of ports.splice(0)) void port.close();
				},
				() => {
					plugged = true;
				},
				() => void answers.push(reader.test(reader.tests[below(3)]!)),
				() => void answers.push(reader.setSpeed([115_200, 57_600, 9600][below(3)]!)),
			];
			deeds[below(deeds.length)]!();
			await clock.advance(below(3) === 0 ? below(12_000) : below(700));
		}
		plugged = true;
		simulator.takeCard();
		for (const fault of readerFaults) simulator.setFault(fault, false);
		await clock.advance(150_000);
		// Nobody waits for ever, and whoever was told of a card was told of its end.
		expect(await Promise.all(answers)).toHaveLength(answers.length);
		expect(health.at(-1)).toBe('ready:ok');
		expect(told.at(-1)).not.toBe('card-found');
		expect(told.lastIndexOf('card-removed')).toBeGreaterThanOrEqual(told.lastIndexOf('card-read'));
		const before = cards.length;
		simulator.layCard('zhang');
		await clock.advance(3000);
		expect(cards.slice(before).map((one) => one.name)).toEqual(['张示例']);
	});
});
