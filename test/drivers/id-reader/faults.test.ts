import { describe, expect, it } from 'vitest';
import { type ReaderFault, readerFaults } from '../../../drivers/id-reader/simulator.ts';
import { createTestCable } from '../cable.ts';
import { fromHex, toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';
import { answer, card, nameOf, run, simulated } from './rig.ts';

/** Each fault switch of the simulated reader against the driver: what is told of a card while it is on, and that all is well when it is off. */
interface Expected {
	told: string[];
	/** Health while the fault is on. */
	health: string;
	/** The card is given again when the fault is gone, without anybody touching it. */
	heals?: boolean;
	/** Time it takes to show. */
	ms?: number;
}
const readAll = ['card-found', 'card-read'];
const expected: Record<Exclude<ReaderFault, 'unplugged'>, Expected> = {
	silent: { told: [], health: 'disconnected:no-answer', heals: true, ms: 8000 },
	'bad-checksum': { told: ['card-found', 'failed:protocol-error'], health: 'warning:protocol-error' },
	garbage: { told: readAll, health: 'ready:ok' },
	'pulled-away': { told: ['card-found', 'failed:card-removed'], health: 'ready:ok' },
	'inner-length-lie': { told: ['card-found', 'failed:protocol-error'], health: 'warning:protocol-error', ms: 600 },
	'wrong-frame-length': { told: ['card-found', 'failed:read-error'], health: 'warning:no-answer', ms: 2200 },
	'cut-short': { told: ['card-found', 'failed:read-error'], health: 'warning:no-answer', ms: 2200 },
	'two-answers': { told: readAll, health: 'ready:ok' },
	'slow-bytes': { told: readAll, health: 'ready:ok', ms: 6000 },
	'not-genuine': { told: ['card-found', 'failed:not-genuine'], health: 'ready:ok' },
	'not-an-id-card': { told: ['card-found', 'failed:not-an-id-card'], health: 'ready:ok' },
	'self-test-failed-once': { told: readAll, health: 'ready:ok', heals: false },
	'self-test-failed': { told: [], health: 'stopped:self-test-failed', heals: true },
	'not-authorised': { told: [], health: 'stopped:not-authorised', heals: true },
	'no-new-address': { told: readAll, health: 'ready:ok' },
	'wrong-speed': { told: [], health: 'disconnected:no-answer', heals: true, ms: 8000 },
	'keeps-answering-found': { told: readAll, health: 'ready:ok' },
	'left-selected': { told: ['card-read'], health: 'ready:ok' },
	'endless-noise': { told: [], health: 'disconnected:no-answer', heals: true, ms: 45_000 },
};

describe('a reader with a fault', () => {
	it('every fault switch is proved here', () => {
		expect(Object.keys(expected).sort()).toEqual(readerFaults.filter((fault) => fault !== 'unplugged').sort());
	});
	it.each(Object.entries(expected))('%s', async (name, { told: tells, health: shows, heals, ms = 2000 }) => {
		const fault = name as ReaderFault;
		const { simulator, clock, told, cards, health, reader } = simulated({ readNewAddress: true });
		// Some faults show only when the driver starts, so all are there from the start.
		simulator.setFault(fault, true);
		simulator.layCard('zhao-66');
		await clock.advance(ms);
		expect(told.slice(0, tells.length)).toEqual(tells);
		expect(cards).toHaveLength(tells.includes('card-read') ? 1 : 0);
		expect(health.at(-1) === shows || health.slice(-3).includes(shows)).toBe(true);
		if (tells === readAll)
			expect(cards[0]?.newAddress).toBe(fault === 'no-new-address' ? undefined : '示例省样本市南城区样本街9号院1单元101室');

		simulator.setFault(fault, false);
		if (!heals) {
			simulator.takeCard();
			await clock.advance(5000);
			expect(told.at(-1) === 'card-removed' || fault === 'pulled-away' || told.at(-1)?.startsWith('failed')).toBe(true);
			simulator.layCard('zhang');
		}
		await clock.advance(14_000);
		expect(cards.at(-1)?.name).toBe(heals ? '赵示范' : '张示例');
		expect(health.at(-1)).toBe('ready:ok');
		expect(told.filter((one) => one === 'card-read')).toHaveLength(cards.length);
		expect(reader.report().answered).toBeGreaterThan(10);
	});
	it('D2 garbage and foreign answers are counted as discarded, and a quiet line counts none', async () => {
		const { simulator, clock, reader } = simulated();
		simulator.layCard('zhang');
		await clock.advance(3000);
		expect(reader.report().discarded).toBe(0);
		simulator.setFault('garbage', true);
		await clock.advance(1000);
		const afterGarbage = reader.report().discarded;
		expect(afterGarbage).toBeGreaterThanOrEqual(6);
		simulator.setFault('garbage', false);
		simulator.setFault('two-answers', true);
		await clock.advance(1000);
		expect(reader.report().discarded).toBeGreaterThan(afterGarbage);
	});
	it('D2 endless noise holds no memory and no command, and the reader is there again at once when it ends', async () => {
		const { simulator, clock, health, reader } = simulated();
		await clock.advance(1000);
		simulator.setFault('endless-noise', true);
		await clock.advance(120_000);
		// 64 bytes every 20 ms: all of them are accounted for but what may still become one frame.
		const { discarded } = reader.report();
		expect(discarded).toBeGreaterThan(6000 * 64 - 3000);
		expect(reader.report().failed).toBeGreaterThan(5);
		expect(health.at(-1)).toBe('disconnected:no-answer');
		simulator.setFault('endless-noise', false);
		await clock.advance(13_000);
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('D1 two devices answer at once with two cards: text and photo come from one frame, and only one card is given', async () => {
		const clock = new ManualClock();
		const cable = createTestCable((port) =>
			port.onBytes((bytes) => {
				const said: Record<string, string> = {
					samStatus: answer('samStatusOk') + answer('samStatusOk'),
					samId: answer('samIdOk') + answer('samIdOk'),
					find: answer('findOk') + answer('findOk'),
					select: answer('selectOk') + answer('selectOk'),
					readBase: card('resident1') + card('hmtPermit1'),
				};
				void port.write(fromHex(said[nameOf(toHex(bytes))] ?? ''));
			}),
		);
		const { cards, told, reader } = run(cable.open, { photo: true }, clock);
		await clock.advance(5000);
		expect(told).toEqual(['card-found', 'card-read']);
		expect(cards[0]?.name).toBe('张示例');
		expect(cards[0]?.photo).toBe(Buffer.from(card('resident1').slice(-2050, -2), 'hex').toString('base64'));
		expect(reader.report().discarded).toBeGreaterThan(10);
	});
	it('D1 two devices talking into each other: damaged frames are no card', async () => {
		const clock = new ManualClock();
		const own = fromHex(card('resident1'));
		const other = fromHex(card('hmtPermit1'));
		// Two drivers on one pair of wires: the line is low where either pulls it low.
		const collided = own.map((byte, at) => (at < 14 ? byte : byte & other[at]!));
		const cable = createTestCable((port) =>
			port.onBytes((bytes) => {
				const name = nameOf(toHex(bytes));
				const vectors: Record<string, string> = { samStatus: 'samStatusOk', samId: 'samIdOk', find: 'findOk', select: 'selectOk' };
				void port.write(name === 'readBase' ? collided : fromHex(answer(vectors[name]!)));
			}),
		);
		const { told } = run(cable.open, {}, clock);
		await clock.advance(6000);
		expect(told).toEqual(['card-found', 'failed:protocol-error']);
	});
	it('a late answer to an earlier command is not taken for one to this', async () => {
		const clock = new ManualClock();
		let selects = 0;
		const cable = createTestCable((port) =>
			port.onBytes((bytes) => {
				const name = nameOf(toHex(bytes));
				const vectors: Record<string, string> = { samStatus: 'samStatusOk', samId: 'samIdOk', find: 'findOk' };
				if (name === 'select' && selects++ === 0) return;
				// The select of before is answered now, and only then the find.
				if (name === 'find' && selects === 1) void port.write(fromHex(answer('selectOk')));
				const said = name === 'readBase' ? card('resident1') : answer(vectors[name] ?? 'selectOk');
				void port.write(fromHex(said));
			}),
		);
		const { cards, told } = run(cable.open, {}, clock);
		await clock.advance(5000);
		expect(told.filter((one) => one === 'card-read')).toHaveLength(1);
		expect(cards[0]?.name).toBe('张示例');
	});
});
