import { describe, expect, it } from 'vitest';
import { buildFrame } from '../../../drivers/profile/template.ts';
import { ratingFrame, ratingOf } from '../../../drivers/rating-pad/frames.ts';
import { createRatingPad } from '../../../drivers/rating-pad/rating-pad.ts';
import { createRatingPadRedactor } from '../../../drivers/rating-pad/redact.ts';
import { createRatingPadSimulator, padFaults } from '../../../drivers/rating-pad/simulator.ts';
import type { OpenPort } from '../../../drivers/transport/port.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { createTestCable } from '../cable.ts';
import { byId, deliveries, fromHex, toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';
import { barePort } from './bare-port.ts';
import { padVectors, testPad } from './test-pad.ts';

const frames = padVectors.evaluatorDemoProfile.frames;
const hexOf = (id: string) => byId(frames, id).hex;
const canary = { name: '王金丝雀', number: '880417' };

function run(open: OpenPort, clock = new ManualClock()) {
	const health: string[] = [];
	const log: string[] = [];
	const pad = createRatingPad({
		open,
		profile: testPad,
		speed: fixedSpeed(9600),
		now: clock.now,
		timers: clock.timers,
		health: (one) => health.push(`${one.state}:${one.code}`),
		log: (text) => log.push(text),
	});
	pad.start();
	return { pad, clock, health, log };
}
async function simulated() {
	const clock = new ManualClock();
	const simulator = createRatingPadSimulator(testPad, clock.timers);
	const cable = createTestCable((port) => simulator.attach(port));
	const driver = run(cable.open, clock);
	await clock.advance(50);
	return { simulator, cable, ...driver };
}
type Hall = Awaited<ReturnType<typeof simulated>>;
async function asked({ pad, clock }: Hall) {
	const answer = pad.ask();
	await clock.advance(50);
	return answer;
}
/** An ask that has reached the pad; what becomes of it. */
async function openAsk({ pad, clock }: Hall) {
	const answer = pad.ask();
	await clock.advance(50);
	return { answer };
}

describe('golden bytes of the test pad', () => {
	it('every frame that is sent is the hand-made one', () => {
		expect(toHex(buildFrame(testPad.tx.welcome!, {}))).toBe(hexOf('welcome'));
		expect(toHex(buildFrame(testPad.tx.askRating!, {}))).toBe(hexOf('askRating'));
		expect(toHex(buildFrame(testPad.tx.cancel!, {}))).toBe(hexOf('cancel'));
	});
	it('every rating is understood, and the simulated pad says it in the same bytes', () => {
		for (const frame of frames.filter(({ rating }) => rating !== undefined)) {
			expect(ratingOf(testPad.rx, fromHex(frame.hex)), frame.id).toBe(frame.rating);
			expect(toHex(ratingFrame(testPad.rx, frame.rating!)!), frame.id).toBe(frame.hex);
		}
		expect(ratingOf(testPad.rx, fromHex('AA550183010182'))).toBeNull();
		expect(ratingOf(testPad.rx, fromHex('AA55018201098B'))).toBeNull();
	});
});

describe('a rating pad', () => {
	it('cancelled while its frame goes out, and the next citizen asked at once: no clock of the first ask ends the second', async () => {
		const hall = await simulated();
		const { pad, clock } = hall;
		const first = pad.ask();
		pad.cancel();
		const second = pad.ask();
		expect(await first).toEqual({ outcome: 'cancelled', rating: 0, code: 'ok' });
		await clock.advance(20_000);
		pad.cancel();
		expect(await second).toMatchObject({ outcome: 'cancelled' });
		const { answer } = await openAsk(hall);
		let settled = false;
		void answer.then(() => {
			settled = true;
		});
		// The first ask would be out of time here; the third has another 20 s.
		await clock.advance(15_000);
		expect(settled).toBe(false);
		hall.simulator.press(2);
		await clock.advance(50);
		expect(await answer).toEqual({ outcome: 'rated', rating: 2, code: 'ok' });
	});
	it('asks on the wire, takes the answer, and acknowledges it', async () => {
		const device = barePort();
		const { pad, clock } = run(device.open);
		await clock.advance(10);
		const answer = pad.ask();
		await clock.advance(10);
		for (const byte of fromHex(hexOf('ratingVeryDissatisfied'))) device.say(new Uint8Array([byte]));
		expect(await answer).toEqual({ outcome: 'rated', rating: 5, code: 'ok' });
		await clock.advance(10);
		expect(device.written.map(toHex)).toEqual([hexOf('welcome'), hexOf('askRating'), 'AA5501040005']);
	});
	it('understands every delivery of every rating, with garbage around it', async () => {
		for (const frame of frames.filter(({ rating }) => rating !== undefined)) {
			for (const garbage of ['', 'AA55', 'FF00']) {
				for (const chunks of deliveries(fromHex(garbage + frame.hex + garbage))) {
					const device = barePort();
					const { pad, clock } = run(device.open);
					await clock.advance(1);
					const answer = pad.ask();
					await clock.advance(1);
					for (const chunk of chunks) device.say(chunk);
					expect((await answer).rating).toBe(frame.rating);
				}
			}
		}
	});
	it('a press is counted once although the pad repeats it until it is acknowledged', async () => {
		const hall = await simulated();
		const { answer } = await openAsk(hall);
		expect(hall.simulator.shows).toBe('asking');
		expect(hall.simulator.press(2)).toBe(true);
		await hall.clock.advance(2000);
		expect(await answer).toEqual({ outcome: 'rated', rating: 2, code: 'ok' });
		expect(hall.simulator.acknowledged).toBe(1);
		expect(hall.pad.report()).toMatchObject({ answered: 1, discarded: 0 });
	});
	it('a pad that repeats for ever rates nobody else: the next ask ends without an answer', async () => {
		const hall = await simulated();
		hall.simulator.setFault('repeats-for-ever', true);
		const first = await openAsk(hall);
		hall.simulator.press(1);
		await hall.clock.advance(100);
		expect(await first.answer).toMatchObject({ rating: 1 });
		const second = await openAsk(hall);
		await hall.clock.advance(testPad.timeoutMs);
		expect(await second.answer).toEqual({ outcome: 'no-answer', rating: 0, code: 'no-answer' });
		expect(hall.log).toContain('a rating was dropped: repeated');
		hall.simulator.setFault('repeats-for-ever', false);
		await hall.clock.advance(3000);
		const third = await openAsk(hall);
		hall.simulator.press(1);
		await hall.clock.advance(50);
		expect(await third.answer).toMatchObject({ outcome: 'rated', rating: 1 });
	});
	it('a press that nobody asked for is acknowledged, dropped and counted', async () => {
		const hall = await simulated();
		expect(hall.simulator.press(1)).toBe(false);
		hall.simulator.setFault('presses-unasked', true);
		expect(hall.simulator.press(1)).toBe(true);
		await hall.clock.advance(2000);
		expect(hall.pad.report()).toMatchObject({ discarded: 1, answered: 0, facts: { 'unasked-ratings': 1 } });
		expect(hall.log).toContain('a rating was dropped: unasked');
		const { answer } = await openAsk(hall);
		hall.simulator.press(4);
		await hall.clock.advance(50);
		expect(await answer).toMatchObject({ rating: 4 });
	});
	it('of two presses the first counts', async () => {
		const hall = await simulated();
		hall.simulator.setFault('two-presses', true);
		const { answer } = await openAsk(hall);
		hall.simulator.press(5);
		await hall.clock.advance(50);
		expect(await answer).toMatchObject({ rating: 5 });
		expect(hall.pad.report()).toMatchObject({ discarded: 1 });
	});
	it('D1 silence is no answer, never a good mark, and the pad is told that the ask is over', async () => {
		const hall = await simulated();
		hall.simulator.setFault('silent', true);
		const { answer } = await openAsk(hall);
		await hall.clock.advance(testPad.timeoutMs - 100);
		hall.simulator.setFault('silent', false);
		await hall.clock.advance(200);
		expect(await answer).toEqual({ outcome: 'no-answer', rating: 0, code: 'no-answer' });
		expect(hall.pad.report().failed).toBe(1);
	});
	it('the pad itself may say that no answer was given', async () => {
		const hall = await simulated();
		const { answer } = await openAsk(hall);
		hall.simulator.press(0);
		await hall.clock.advance(50);
		expect(await answer).toEqual({ outcome: 'no-answer', rating: 0, code: 'no-answer' });
	});
	it('a second ask while one is open is refused, and the open one goes on', async () => {
		const hall = await simulated();
		const { answer } = await openAsk(hall);
		expect(await asked(hall)).toEqual({ outcome: 'failed', rating: 0, code: 'busy' });
		hall.simulator.press(3);
		await hall.clock.advance(50);
		expect(await answer).toMatchObject({ rating: 3 });
	});
	it('cancelled: the ask ends, and a press that comes late counts for nobody', async () => {
		const hall = await simulated();
		const { answer } = await openAsk(hall);
		hall.simulator.setFault('presses-unasked', true);
		hall.pad.cancel();
		expect(await answer).toEqual({ outcome: 'cancelled', rating: 0, code: 'ok' });
		await hall.clock.advance(50);
		expect(hall.simulator.shows).toBe('nothing');
		hall.simulator.press(1);
		await hall.clock.advance(50);
		expect(hall.pad.report().facts['unasked-ratings']).toBe(1);
		hall.pad.cancel();
	});
	it('the cable is pulled while a citizen is asked: failed at once, and all is well when it is back', async () => {
		const hall = await simulated();
		const { answer } = await openAsk(hall);
		hall.cable.unplug();
		await hall.clock.advance(10);
		expect(await answer).toEqual({ outcome: 'failed', rating: 0, code: 'port-lost' });
		expect(hall.health.at(-1)).toBe('disconnected:port-lost');
		expect(await asked(hall)).toMatchObject({ outcome: 'failed', code: 'port-lost' });
		hall.cable.plug();
		await hall.clock.advance(4000);
		expect(hall.health.at(-1)).toBe('ready:one-way');
		expect(hall.simulator.shows).toBe('welcome');
		const again = await openAsk(hall);
		hall.simulator.press(1);
		await hall.clock.advance(50);
		expect(await again.answer).toMatchObject({ rating: 1 });
	});
	it('D2 a frame with a wrong checksum rates nobody', async () => {
		const hall = await simulated();
		hall.simulator.setFault('bad-checksum', true);
		const { answer } = await openAsk(hall);
		hall.simulator.press(1);
		await hall.clock.advance(testPad.timeoutMs);
		expect(await answer).toMatchObject({ outcome: 'no-answer', rating: 0 });
		expect(hall.pad.report().discarded).toBeGreaterThan(6);
	});
	it('D2 garbage around a press does no harm; endless noise is told, and the next press after it is understood', async () => {
		const hall = await simulated();
		hall.simulator.setFault('garbage', true);
		const first = await openAsk(hall);
		hall.simulator.press(2);
		await hall.clock.advance(500);
		expect(await first.answer).toMatchObject({ rating: 2 });
		hall.simulator.setFault('garbage', false);
		hall.simulator.setFault('endless-noise', true);
		await hall.clock.advance(5000);
		expect(hall.health.at(-1)).toBe('warning:protocol-error');
		hall.simulator.setFault('endless-noise', false);
		await hall.clock.advance(500);
		const second = await openAsk(hall);
		hall.simulator.press(4);
		await hall.clock.advance(50);
		expect(await second.answer).toMatchObject({ rating: 4 });
		expect(hall.health.at(-1)).toBe('ready:ok');
	});
	it('D2 two pads talking into each other rate nobody', async () => {
		const hall = await simulated();
		hall.simulator.setFault('two-devices', true);
		const { answer } = await openAsk(hall);
		hall.simulator.press(1);
		await hall.clock.advance(testPad.timeoutMs);
		expect(await answer).toMatchObject({ outcome: 'no-answer' });
	});
	it('has tests for the technician, and none of another name', async () => {
		const hall = await simulated();
		expect(hall.pad.tests).toEqual(['welcome', 'ask', 'cancel']);
		expect(await hall.pad.test('welcome')).toEqual({ ok: true, proof: 'written', code: 'ok', facts: {} });
		const rated = hall.pad.test('ask');
		await hall.clock.advance(50);
		hall.simulator.press(1);
		await hall.clock.advance(50);
		expect(await rated).toEqual({ ok: true, proof: 'done', code: 'ok', facts: { rating: 1 } });
		expect(await hall.pad.test('cancel')).toMatchObject({ ok: true, proof: 'written' });
		expect(await hall.pad.test('paper')).toMatchObject({ ok: false, code: 'not-supported' });
		await hall.pad.stop();
		expect(await hall.pad.test('welcome')).toMatchObject({ ok: false, code: 'port-lost' });
	});
	it('every fault switch is known by its name and can be switched off again', async () => {
		const { simulator } = await simulated();
		for (const fault of padFaults) simulator.setFault(fault, true);
		expect(simulator.faults).toEqual([...padFaults]);
		for (const fault of padFaults) simulator.setFault(fault, false);
		expect(simulator.faults).toEqual([]);
	});
});

describe('P1 who serves at a window', () => {
	const employeeFrame = () =>
		buildFrame(testPad.tx.showEmployee!, {
			number: [...canary.number].map((digit) => fromHex(digit.charCodeAt(0).toString(16))),
			name: [fromHex('CDF5BDF0CBBFC8B8')],
		});
	it('is shown on the pad and stands in no log, health or report', async () => {
		const hall = await simulated();
		expect(await hall.pad.showEmployee(canary)).toEqual({ ok: true, proof: 'written' });
		await hall.clock.advance(50);
		expect(hall.simulator.shows).toBe('employee');
		expect(toHex(hall.simulator.employee!.name)).toBe('CDF5BDF0CBBFC8B8');
		expect(toHex(hall.simulator.employee!.number)).toBe('383830343137');
		const told = JSON.stringify([hall.log, hall.health, hall.pad.report()]);
		expect(told).not.toMatch(/金丝雀|880417/);
	});
	it('is stars in a capture, in a frame that is sound, whatever way it was cut', () => {
		const frame = employeeFrame();
		for (const chunks of deliveries(frame)) {
			const redactor = createRatingPadRedactor(testPad);
			const kept = [...chunks.flatMap((chunk) => redactor.take('to-device', chunk)), ...redactor.end('to-device')];
			expect(kept.map(toHex).join('')).toBe(`AA55010510${'2A'.repeat(16)}${toHex(new Uint8Array([0x01 ^ 0x05 ^ 0x10]))}`);
		}
	});
	it('is stars as well when the frame never ends; other frames and ratings are kept as they are', () => {
		const redactor = createRatingPadRedactor(testPad);
		const cut = employeeFrame().subarray(0, 15);
		const kept = [
			...redactor.take('to-device', fromHex(hexOf('welcome'))),
			...redactor.take('to-device', cut),
			...redactor.end('to-device'),
		];
		expect(kept.map(toHex).join('')).toBe(hexOf('welcome') + '2A'.repeat(15));
		const heard = [...redactor.take('to-host', fromHex(`FFFF${hexOf('ratingVerySatisfied')}`)), ...redactor.end('to-host')];
		expect(heard.map(toHex).join('')).toBe(`2A2A${hexOf('ratingVerySatisfied')}`);
	});
});
