import { describe, expect, it } from 'vitest';
import { toHex } from './golden.ts';
import { answer, card, run, scripted, simulated } from './id-reader/rig.ts';

describe('a card on the reader', () => {
	it('is reported once, however long it lies there, and its removal is told', async () => {
		const { simulator, clock, told, cards, health } = simulated();
		await clock.advance(1000);
		expect(health).toEqual(['connecting:opening', 'ready:ok']);
		simulator.layCard('li-rare');
		await clock.advance(15_000);
		expect(told).toEqual(['card-found', 'card-read']);
		expect(cards.map((one) => one.name)).toEqual(['李㐂𠮷']);
		simulator.takeCard();
		await clock.advance(2000);
		expect(told).toEqual(['card-found', 'card-read', 'card-removed']);
	});
	it('is the same card when put back within sameCardMs, and a new reading after that', async () => {
		const { simulator, clock, told } = simulated();
		simulator.layCard('zhang');
		await clock.advance(500);
		simulator.takeCard();
		simulator.layCard('zhang');
		await clock.advance(1000);
		expect(told.filter((one) => one === 'card-read')).toHaveLength(1);
		simulator.takeCard();
		await clock.advance(6000);
		simulator.layCard('zhang');
		await clock.advance(1000);
		expect(told.filter((one) => one === 'card-read')).toHaveLength(2);
	});
	it('put back after its removal was told is read again, however soon', async () => {
		const { simulator, clock, told } = simulated();
		simulator.layCard('zhang');
		await clock.advance(1500);
		simulator.takeCard();
		for (let waited = 0; !told.includes('card-removed') && waited < 3000; waited += 50) await clock.advance(50);
		simulator.layCard('zhang');
		await clock.advance(1000);
		expect(told).toEqual(['card-found', 'card-read', 'card-removed', 'card-found', 'card-read']);
	});
	it('another card at once is a new reading, and the first counts as removed', async () => {
		const { simulator, clock, told, cards } = simulated();
		simulator.layCard('zhang');
		await clock.advance(400);
		simulator.layCard('wang-82');
		await clock.advance(1000);
		expect(cards.map((one) => one.name)).toEqual(['张示例', '王样例']);
		expect(told.filter((one) => one === 'card-removed')).toHaveLength(1);
	});
	it('is reported once by a reader that finds a card that never left again and again', async () => {
		const device = scripted({ find: answer('findOk'), select: answer('selectOk'), readBase: card('resident1') });
		const { clock, told } = run(device.open);
		await clock.advance(20_000);
		expect(told).toEqual(['card-found', 'card-read']);
	});
	it('that is found all the time but cannot be selected for a while is still the same card', async () => {
		let selectable = true;
		const device = scripted(
			(heard) =>
				(
					({
						find: answer('findOk'),
						select: answer(selectable ? 'selectOk' : 'selectFail'),
						readBase: card('resident1'),
					}) as Record<string, string>
				)[heard],
		);
		const { clock, told } = run(device.open);
		await clock.advance(1000);
		selectable = false;
		await clock.advance(8000);
		selectable = true;
		await clock.advance(3000);
		expect(told.filter((one) => one === 'card-read')).toHaveLength(1);
	});
	it('left selected by an earlier program is found by one reading after the start', async () => {
		const device = scripted((heard) => (heard === 'find' ? answer('findNone') : heard === 'readBase' ? card('resident1') : undefined));
		const { clock, told } = run(device.open);
		await clock.advance(300);
		expect(device.commands.slice(2, 4)).toEqual(['find', 'readBase']);
		expect(told).toEqual(['card-read']);
	});
	it('gives its newer address where that is wanted, and is given without it where there is none', async () => {
		for (const [given, expected] of [
			['newAddressOk', '北京市东城区样本街9号院1单元101室'],
			['noNewAddress', undefined],
		] as const) {
			const device = scripted(
				(heard) =>
					(
						({
							find: answer('findOk'),
							select: answer('selectOk'),
							readBase: card('resident1'),
							readNewAddress: answer(given),
						}) as Record<string, string>
					)[heard],
			);
			const { clock, cards } = run(device.open, { readNewAddress: true });
			await clock.advance(300);
			expect(cards.map((one) => one.newAddress)).toEqual([expected]);
		}
	});
});

describe('what can go wrong with a card', () => {
	const failing: [string, string, string, string][] = [
		['pulled away mid-read', 'read', 'readFail', 'failed:card-removed'],
		['pulled away, with the word of the card', 'read', 'readFailApdu', 'failed:card-removed'],
		['refused by the reader', 'select', 'cardAuthFail', 'failed:not-genuine'],
		['not verified', 'read', 'verifyFail', 'failed:not-genuine'],
		['of another kind', 'select', 'wrongCard', 'failed:not-an-id-card'],
		['refusing the reader', 'select', 'readerAuthFail', 'failed:read-error'],
		['never selected', 'select', 'selectFail', 'failed:read-error'],
		['without a random number', 'select', 'randomFail', 'failed:read-error'],
		['unclassified', 'read', 'unknownError', 'failed:read-error'],
		['read with a command the reader never understands', 'read', 'checksumError', 'failed:protocol-error'],
		['read with a command it does not know', 'read', 'commandError', 'failed:protocol-error'],
		['read though that is not permitted', 'read', 'notPermitted', 'failed:device-fault'],
	];
	it.each(failing)('a card %s', async (_, step, vector, expected) => {
		let lying = true;
		const device = scripted((heard) => {
			if (heard === 'find') return answer(lying ? 'findOk' : 'findNone');
			if (heard === 'select') return step === 'select' ? answer(vector) : answer('selectOk');
			if (heard === 'readBase') return answer(lying ? vector : 'notFoundYet');
			return answer('samStatusOk');
		});
		const { clock, told } = run(device.open);
		await clock.advance(1000);
		expect(told.slice(0, 2)).toEqual(['card-found', expected]);
		expect(told.filter((one) => one === 'card-read')).toEqual([]);
		lying = false;
		const before = told.length;
		await clock.advance(3000);
		expect(told.slice(before).filter((one) => one.startsWith('failed'))).toEqual([]);
	});
	it('a refused card is left alone until it is taken away', async () => {
		let lying = true;
		const device = scripted({
			get find() {
				return answer(lying ? 'findOk' : 'findNone');
			},
			select: answer('wrongCard'),
			readBase: answer('readFail'),
		});
		const { clock, told } = run(device.open);
		await clock.advance(5000);
		expect(device.commands.filter((one) => one === 'select')).toHaveLength(1);
		lying = false;
		await clock.advance(1000);
		expect(told).toEqual(['card-found', 'failed:not-an-id-card', 'card-removed']);
	});
	it('select failing: back to find three times, then a read error', async () => {
		const device = scripted({ find: answer('findOk'), select: answer('selectFail') });
		const { clock } = run(device.open);
		await clock.advance(250);
		expect(device.commands.filter((one) => one === 'select')).toHaveLength(4);
	});
	it('lifted between found and selected: whoever was told of it is told that it is gone', async () => {
		let finds = 0;
		const device = scripted((heard) => {
			if (heard === 'find') return answer(finds++ === 0 ? 'findOk' : 'findNone');
			return heard === 'select' ? answer('selectFail') : undefined;
		});
		const { clock, told } = run(device.open);
		await clock.advance(3000);
		expect(told).toEqual(['card-found', 'failed:card-removed']);
	});
	it('always damaged while it lies there: said once of the card, and health does not flicker', async () => {
		const { simulator, clock, told, health } = simulated();
		simulator.setFault('keeps-answering-found', true);
		simulator.setFault('bad-checksum', true);
		simulator.layCard('zhang');
		await clock.advance(20_000);
		expect(told).toEqual(['card-found', 'failed:protocol-error']);
		expect(health).toEqual(['connecting:opening', 'ready:ok', 'warning:protocol-error']);
		simulator.takeCard();
		await clock.advance(1000);
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('D1 a card whose frame has a wrong checksum twice is never given', async () => {
		const { simulator, clock, told } = simulated();
		simulator.setFault('bad-checksum', true);
		await clock.advance(500);
		simulator.layCard('zhang');
		await clock.advance(3500);
		expect(told).toEqual(['card-found', 'failed:protocol-error']);
		simulator.setFault('bad-checksum', false);
		simulator.takeCard();
		await clock.advance(5000);
		simulator.layCard('zhang');
		await clock.advance(1500);
		expect(told.at(-1)).toBe('card-read');
	});
	it('D1 a card whose inner lengths are wrong is never given', async () => {
		const wrong = Buffer.from(card('resident1'), 'hex');
		wrong[13] = wrong[13]! ^ 0x01;
		wrong[wrong.length - 1] = wrong[wrong.length - 1]! ^ 0x01;
		const device = scripted({ find: answer('findOk'), select: answer('selectOk'), readBase: toHex(wrong) });
		const { clock, told } = run(device.open);
		await clock.advance(1000);
		expect(told).toEqual(['card-found', 'failed:protocol-error']);
	});
	it('D1 an answer that breaks off gives nothing', async () => {
		const device = scripted({ find: answer('findOk'), select: answer('selectOk'), readBase: card('resident1').slice(0, 1200) });
		const { clock, told } = run(device.open);
		await clock.advance(6000);
		expect(told.slice(0, 2)).toEqual(['card-found', 'failed:read-error']);
		expect(told).not.toContain('card-read');
	});
	it('P1 the log holds commands, status and lengths, never a person', async () => {
		const { simulator, clock, log } = simulated();
		simulator.layCard('zhang');
		await clock.advance(2000);
		expect(log).toContain('readBase: sw 00 00 90, 1284 bytes');
		expect(log.join()).not.toMatch(/张示例|110101|19900307/);
	});
});

describe('what can go wrong with the reader', () => {
	it('silent three times: disconnected, asked every 2 s, ready again by itself', async () => {
		const { simulator, clock, health, told } = simulated();
		await clock.advance(1000);
		simulator.setFault('silent', true);
		await clock.advance(7000);
		expect(health.slice(1)).toEqual(['ready:ok', 'warning:no-answer', 'disconnected:no-answer']);
		simulator.setFault('silent', false);
		simulator.layCard('zhang');
		await clock.advance(4000);
		expect(health.at(-1)).toBe('ready:ok');
		expect(told).toContain('card-read');
	});
	it('self-test failed: reset once, then reported and left to a person', async () => {
		const device = scripted(() => answer('selfTestFail'));
		const { clock, health } = run(device.open);
		await clock.advance(10_000);
		expect(device.commands.filter((one) => one === 'samReset')).toHaveLength(1);
		expect(health.at(-1)).toBe('stopped:self-test-failed');
	});
	it('module not authorised: stopped, and no card is tried', async () => {
		const device = scripted(() => answer('notAuthorised'));
		const { clock, health } = run(device.open);
		await clock.advance(5000);
		expect(health).toEqual(['connecting:opening', 'stopped:not-authorised']);
		expect(device.commands).not.toContain('find');
	});
	it('garbage between the frames changes nothing', async () => {
		const { simulator, clock, told } = simulated();
		simulator.setFault('garbage', true);
		simulator.layCard('zhang');
		await clock.advance(2000);
		expect(told).toEqual(['card-found', 'card-read']);
	});
	it('idle for ten seconds it is asked for its state', async () => {
		const device = scripted({ find: answer('findNone'), readBase: answer('notFoundYet') });
		const { clock } = run(device.open);
		await clock.advance(21_500);
		// Once when the port was opened, and twice since.
		expect(device.commands.filter((one) => one === 'samStatus')).toHaveLength(3);
	});
	it('unplugged and plugged in again it goes on', async () => {
		const { simulator, cable, clock, health, cards } = simulated();
		await clock.advance(1000);
		cable.unplug();
		await clock.advance(5000);
		expect(health.slice(1, 3)).toEqual(['ready:ok', 'disconnected:port-lost']);
		cable.plug();
		simulator.layCard('zhao-66');
		await clock.advance(8000);
		expect(health.at(-1)).toBe('ready:ok');
		expect(cards.map((one) => one.name)).toEqual(['赵示范']);
	});
	it('pulled out after a card was announced, nobody waits for that card any longer', async () => {
		const device = scripted((heard) => {
			if (heard === 'select') device.unplug();
			return heard === 'find' ? answer('findOk') : undefined;
		});
		const { clock, told, health } = run(device.open);
		await clock.advance(20_000);
		expect(told).toEqual(['card-found', 'failed:device-fault']);
		expect(health.at(-1)).toBe('disconnected:cannot-open');
	});
	it('fallen silent after a card was announced, nobody waits for that card any longer', async () => {
		let finds = 0;
		const device = scripted((heard) => {
			if (heard === 'find') return finds++ === 0 ? answer('findOk') : null;
			if (heard === 'select') return answer('selectFail');
			return finds === 0 ? undefined : null;
		});
		const { clock, told, health } = run(device.open);
		await clock.advance(20_000);
		expect(told).toEqual(['card-found', 'failed:device-fault']);
		expect(health.at(-1)).toBe('disconnected:no-answer');
	});
	it('pulled out while a reported card lies there, the card counts as taken away, once', async () => {
		const { simulator, cable, clock, told } = simulated();
		simulator.layCard('zhang');
		await clock.advance(5000);
		cable.unplug();
		await clock.advance(20_000);
		expect(told).toEqual(['card-found', 'card-read', 'card-removed']);
	});
	it('pulled out and back at once with a card on it, that card is read again', async () => {
		const { simulator, cable, clock, told } = simulated();
		simulator.layCard('zhang');
		await clock.advance(2000);
		cable.unplug();
		cable.plug();
		simulator.takeCard();
		simulator.layCard('zhang');
		await clock.advance(2500);
		expect(told).toEqual(['card-found', 'card-read', 'card-removed', 'card-found', 'card-read']);
	});
	it('says in the log what changed, not the same line every second', async () => {
		const { simulator, clock, log } = simulated();
		simulator.layCard('zhang');
		await clock.advance(60_000);
		const lines = log.length;
		await clock.advance(600_000);
		expect(log.length).toBe(lines);
		expect(lines).toBeLessThan(8);
		simulator.setFault('silent', true);
		await clock.advance(10_000);
		expect(log.slice(lines)).toContain('find: no-answer');
	});
});
