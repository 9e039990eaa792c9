import { describe, expect, it } from 'vitest';
import type { ReaderFault } from '../../../drivers/id-reader/simulator.ts';
import { canary, found } from './canaries.ts';
import { createCapture } from './collected.ts';
import { simulated } from './rig.ts';

const faults: (ReaderFault | null)[] = [
	null,
	'bad-checksum',
	'cut-short',
	'garbage',
	'inner-length-lie',
	'pulled-away',
	'wrong-frame-length',
];

describe('P1 what leaves the reader beside the card itself', () => {
	it('200 canary people, read well, badly and in pieces: log, health, report and test results hold none of them', async () => {
		const collected = createCapture();
		const { simulator, clock, cards, log, reader } = simulated({
			readNewAddress: true,
			photo: true,
			health: (health) => collected.take(health),
		});
		let read = 0;
		for (let n = 0; n < 200; n++) {
			const fault = faults[n % faults.length]!;
			if (fault) simulator.setFault(fault, true);
			simulator.lay(canary(n));
			await clock.advance(2500);
			if (n % 20 === 0) {
				const test = reader.test('self-test');
				await clock.advance(3000);
				collected.take(await test);
			}
			collected.take(reader.report());
			simulator.takeCard();
			if (fault) simulator.setFault(fault, false);
			await clock.advance(5000);
			read += cards.length;
			// The card itself goes up, and only there: it must be the canary's, or this test could not fail.
			for (const card of cards.splice(0)) expect(found(canary(n).secrets, JSON.stringify(card)).length).toBeGreaterThan(2);
		}
		expect(read).toBeGreaterThan(50);
		const text = collected.text() + log.join('\n');
		expect(text).toContain('readBase');
		expect(text).toContain('protocol-error');
		for (let n = 0; n < 200; n++) expect(found(canary(n).secrets, text)).toEqual([]);
	});
	it('a fault of our own, thrown with a person in its text, is logged without that text', async () => {
		const { simulator, clock, log } = simulated({
			tell(event) {
				if (event.type === 'card-read') throw new Error(`no place for ${event.card.name} ${event.card.idNumber}`);
			},
		});
		simulator.lay(canary(0));
		await clock.advance(2000);
		expect(log).toContain('readBase: driver-fault');
		expect(found(canary(0).secrets, log.join())).toEqual([]);
	});
});
