import { describe, expect, it } from 'vitest';
import { samIdText } from '../../../drivers/id-reader/maintenance.ts';
import { byId, fromHex, golden } from '../golden.ts';
import { answer, run, scripted, simulated } from './rig.ts';

describe('what a technician asks of a reader', () => {
	it('the number of the module has the form that stands on the reader', () => {
		const vector = byId(golden.idReader.responses, 'samIdOk');
		expect({ samId: samIdText(fromHex(vector.data)) }).toEqual(vector.decoded);
	});
	it('the report names module, speed and photo, and counts what was asked', async () => {
		const { clock, reader } = simulated({ photo: true });
		await clock.advance(2000);
		const report = reader.report();
		expect(report.facts).toEqual({ 'sam-id': '05.01-20200101-0000000007-1234567890', speed: 115_200, photo: true });
		expect(report.answered).toBeGreaterThan(5);
		expect([report.failed, report.discarded]).toEqual([0, 0]);
	});
	it.each([
		['self-test', { speed: 115_200 }],
		['module-number', { speed: 115_200, 'sam-id': '05.01-20200101-0000000007-1234567890' }],
		['reset', { speed: 115_200 }],
	])('%s of a sound reader', async (name, facts) => {
		const { clock, reader } = simulated();
		await clock.advance(1000);
		const result = reader.test(name);
		await clock.advance(1000);
		expect(await result).toEqual({ ok: true, proof: 'done', code: 'ok', facts });
	});
	it.each([
		['selfTestFail', 'self-test-failed'],
		['notAuthorised', 'not-authorised'],
		['notPermitted', 'device-fault'],
		['commandError', 'protocol-error'],
		['unknownError', 'protocol-error'],
	])('a reader that answers %s fails its tests with %s', async (vector, code) => {
		const device = scripted({ samStatus: answer(vector), samId: answer(vector), samReset: answer(vector) });
		const { clock, reader } = run(device.open);
		for (const name of reader.tests) {
			const result = reader.test(name);
			await clock.advance(3000);
			expect(await result).toEqual({ ok: false, proof: 'acknowledged', code, facts: { speed: 115_200 } });
		}
	});
	it('a silent reader, a pulled cable and a test nobody knows are answers too', async () => {
		const { simulator, cable, clock, reader } = simulated();
		expect(await reader.test('print')).toMatchObject({ ok: false, code: 'not-supported' });
		await clock.advance(1000);
		simulator.setFault('silent', true);
		const silent = reader.test('self-test');
		await clock.advance(5000);
		expect(await silent).toMatchObject({ ok: false, proof: 'none', code: 'no-answer' });
		const pulled = reader.test('reset');
		await clock.advance(100);
		cable.unplug();
		await clock.advance(100);
		expect(await pulled).toMatchObject({ ok: false, proof: 'none', code: 'port-lost' });
		expect(await reader.test('self-test')).toMatchObject({ ok: false, proof: 'none', code: 'port-lost' });
		await reader.stop();
		expect(await reader.test('self-test')).toMatchObject({ ok: false, code: 'port-lost' });
	});
	it('the polling pauses during a test and goes on after it; several tests take turns', async () => {
		const finds: number[] = [];
		let statusAsked = 0;
		const device = scripted((command) => {
			if (command === 'find') finds.push(statusAsked);
			// Silent from the second question on, so that the test takes a second.
			if (command === 'samStatus' && statusAsked++ > 0) return null;
			return command === 'find' ? answer('findNone') : command === 'readBase' ? answer('readFail') : undefined;
		});
		const { clock, reader } = run(device.open);
		await clock.advance(1000);
		const before = finds.length;
		const tests = Promise.all([reader.test('self-test'), reader.test('module-number'), reader.test('self-test')]);
		await clock.advance(900);
		expect(finds.length).toBe(before);
		await clock.advance(2000);
		expect((await tests).map((one) => one.ok)).toEqual([false, true, false]);
		await clock.advance(1000);
		expect(finds.length).toBeGreaterThan(before + 1);
	});
	it('a test waits until the card is read, and the card is given', async () => {
		const { simulator, clock, reader, told } = simulated();
		await clock.advance(1000);
		simulator.setFault('slow-bytes', true);
		simulator.layCard('zhang');
		await clock.advance(400);
		simulator.setFault('slow-bytes', false);
		const result = reader.test('reset');
		await clock.advance(4000);
		expect((await result).ok).toBe(true);
		expect(told.slice(0, 2)).toEqual(['card-found', 'card-read']);
	});
	it('a reset while a card lies there loses no removal', async () => {
		const { simulator, clock, reader, told } = simulated();
		simulator.layCard('zhang');
		await clock.advance(2000);
		void reader.test('reset');
		await clock.advance(3000);
		simulator.takeCard();
		await clock.advance(3000);
		expect(told.at(-1)).toBe('card-removed');
		const reads = told.filter((one) => one === 'card-read').length;
		expect(told.filter((one) => one === 'card-removed')).toHaveLength(reads);
	});
	it('stopped, the driver tells nothing any more', async () => {
		const { simulator, clock, reader, told, health } = simulated();
		await clock.advance(1000);
		await reader.stop();
		const before = [told.length, health.length];
		simulator.layCard('zhang');
		await clock.advance(60_000);
		expect([told.length, health.length]).toEqual(before);
	});
});

describe('the photo of a card', () => {
	const vector = byId(golden.idReader.cards, 'resident1');
	const photo = fromHex(vector.hex).slice(-1025, -1);
	const lay = async (wanted: boolean) => {
		const { simulator, clock, cards } = simulated({ photo: wanted });
		simulator.lay({ text: fromHex(vector.textHex), photo });
		await clock.advance(1000);
		return cards[0]!;
	};
	it('is handed on as its 1024 bytes where it is asked for', async () => {
		const card = await lay(true);
		expect(Buffer.from(card.photo!, 'base64')).toEqual(Buffer.from(photo));
		expect([photo.length, card.name]).toEqual([1024, '张示例']);
	});
	it('P1 is dropped at once where it is not', async () => {
		expect(await lay(false)).not.toHaveProperty('photo');
	});
});
