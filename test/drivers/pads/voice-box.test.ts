import { describe, expect, it } from 'vitest';
import type { SayResult } from '../../../domain/contracts/device-desk.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { createVoiceSimulator, voiceFaults } from '../../../drivers/voice/simulator.ts';
import { createVoiceBox, type VoiceBoxOptions } from '../../../drivers/voice/voice-box.ts';
import { createTestCable } from '../cable.ts';
import { fromHex, toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';
import { barePort } from './bare-port.ts';

function run(open: VoiceBoxOptions['open'], change: Partial<VoiceBoxOptions> = {}, clock = new ManualClock()) {
	const health: string[] = [];
	const log: string[] = [];
	const box = createVoiceBox({
		open,
		protocol: 'syn6288',
		encoding: 'gbk',
		tags: '',
		longestMs: 30_000,
		speed: fixedSpeed(9600),
		now: clock.now,
		timers: clock.timers,
		health: (one) => health.push(`${one.state}:${one.code}`),
		log: (text) => log.push(text),
		...change,
	});
	box.start();
	return { box, clock, health, log };
}
async function simulated(change: Partial<VoiceBoxOptions> = {}) {
	const clock = new ManualClock();
	const simulator = createVoiceSimulator(change.protocol ?? 'syn6288', clock.timers);
	const cable = createTestCable((port) => simulator.attach(port));
	const driver = run(cable.open, change, clock);
	await clock.advance(50);
	return { simulator, cable, ...driver };
}
async function finished(clock: ManualClock, saying: Promise<SayResult>, ms = 120_000): Promise<SayResult> {
	let done = false;
	void saying.then(() => {
		done = true;
	});
	for (let waited = 0; waited < ms && !done; waited += 100) await clock.advance(100);
	if (!done) throw new Error('the box never answered');
	return saying;
}
const call = '请 A 零 四 四 号，到 四 号 窗口。';

describe('a voice box', () => {
	it('D1 done: the box said that it was idle again, in both dialects and all encodings', async () => {
		for (const protocol of ['syn6288', 'xfs5152'] as const) {
			for (const encoding of ['gb2312', 'gbk', 'unicode'] as const) {
				const { box, clock, simulator, health } = await simulated({ protocol, encoding, tags: '[v8]' });
				expect(health.at(-1)).toBe('ready:ok');
				const result = await finished(clock, box.say('j1', call));
				expect(result).toEqual({ job: 'j1', outcome: 'spoken', proof: 'done', code: 'ok' });
				expect(simulator.spoken).toEqual([call]);
			}
		}
	});
	it('on the wire: asked first, spoken, and done at the very moment the box says so', async () => {
		const device = barePort();
		const { box, clock } = run(device.open);
		await clock.advance(10);
		device.say(fromHex('4F'));
		let done: SayResult | null = null;
		void box.say('j1', '请A012号到3号窗口').then((result) => {
			done = result;
		});
		await clock.advance(10);
		device.say(fromHex('4F'));
		await clock.advance(10);
		device.say(fromHex('41'));
		await clock.advance(900);
		expect(done).toBeNull();
		device.say(fromHex('4F'));
		await clock.advance(0);
		expect(done).toEqual({ job: 'j1', outcome: 'spoken', proof: 'done', code: 'ok' });
		expect(device.written.map(toHex)).toEqual(['FD000221DE', 'FD000221DE', 'FD00140101C7EB41303132BAC5B5BD33BAC5B4B0BFDAED']);
	});
	it('announcements wait for each other: none cuts another off', async () => {
		const { box, clock, simulator } = await simulated();
		const all = ['一', '二', '三'].map((text, n) => box.say(`j${n}`, text.repeat(5)));
		for (const one of all) expect(await finished(clock, one)).toMatchObject({ outcome: 'spoken', proof: 'done' });
		expect(simulator.spoken).toEqual(['一一一一一', '二二二二二', '三三三三三']);
		expect(simulator.cutOff).toBe(0);
	});
	it('a long announcement is spoken part by part, in order, each after the end of the one before', async () => {
		const { box, clock, simulator } = await simulated();
		const text = '今天下午三点系统维护，取号暂停二十分钟；已取的号照样有效。'.repeat(8);
		expect(await finished(clock, box.say('long', text))).toMatchObject({ outcome: 'spoken', proof: 'done' });
		expect(simulator.spoken.length).toBeGreaterThan(2);
		expect(simulator.spoken.join('')).toBe(text);
		expect(simulator.cutOff).toBe(0);
	});
	it('S9 a job that was sent is never sent again', async () => {
		const { box, clock, simulator } = await simulated();
		await finished(clock, box.say('j1', '请'));
		expect(await finished(clock, box.say('j1', '请'))).toEqual({ job: 'j1', outcome: 'spoken', proof: 'done', code: 'already-done' });
		simulator.setFault('never-idle', true);
		const lost = await finished(clock, box.say('j2', '到'));
		expect(lost).toEqual({ job: 'j2', outcome: 'unknown', proof: 'acknowledged', code: 'not-confirmed' });
		expect(await finished(clock, box.say('j2', '到'))).toMatchObject({ outcome: 'unknown', code: 'already-done' });
		expect(simulator.taken).toEqual(['请', '到']);
	});
	it('S9 a job of which nothing went out may be tried again', async () => {
		const { box, clock, simulator, cable } = await simulated();
		cable.unplug();
		await clock.advance(10);
		expect(await finished(clock, box.say('j1', '请'))).toEqual({ job: 'j1', outcome: 'failed', proof: 'none', code: 'port-lost' });
		cable.plug();
		await clock.advance(5000);
		expect(await finished(clock, box.say('j1', '请'))).toMatchObject({ outcome: 'spoken', proof: 'done' });
		expect(simulator.spoken).toEqual(['请']);
	});
	it('a box that never becomes idle is told to stop, after the longest time, and the next announcement is spoken', async () => {
		const { box, clock, simulator, health } = await simulated({ longestMs: 5000 });
		simulator.setFault('never-idle', true);
		const begun = clock.now();
		expect(await finished(clock, box.say('j1', '请'))).toMatchObject({ outcome: 'unknown', proof: 'acknowledged', code: 'not-confirmed' });
		expect(clock.now() - begun).toBeLessThan(8000);
		simulator.setFault('never-idle', false);
		expect(await finished(clock, box.say('j2', '到'))).toMatchObject({ outcome: 'spoken', proof: 'done' });
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('a box that says it is busy is not talked over: nothing goes out', async () => {
		const { box, clock, simulator } = await simulated({ longestMs: 3000 });
		simulator.setFault('busy', true);
		expect(await finished(clock, box.say('j1', '请'))).toEqual({ job: 'j1', outcome: 'failed', proof: 'none', code: 'busy' });
		expect(simulator.taken).toEqual([]);
		simulator.setFault('busy', false);
		expect(await finished(clock, box.say('j1', '请'))).toMatchObject({ outcome: 'spoken' });
	});
	it('a box that understands nothing says so three times at most, and its health says it too', async () => {
		const { box, clock, simulator, health } = await simulated();
		simulator.setFault('not-understood', true);
		expect(await finished(clock, box.say('j1', '请'))).toEqual({ job: 'j1', outcome: 'failed', proof: 'none', code: 'not-understood' });
		expect(health.at(-1)).toBe('warning:not-understood');
	});
	it('a text that came in damaged is sent again, for nothing of it was spoken', async () => {
		const device = barePort();
		const { box, clock } = run(device.open);
		await clock.advance(10);
		device.say(fromHex('4F'));
		const saying = box.say('j1', '请');
		await clock.advance(10);
		for (const answer of ['4F', '45', '41', '4F']) {
			device.say(fromHex(answer));
			await clock.advance(10);
		}
		expect(await saying).toMatchObject({ outcome: 'spoken', proof: 'done' });
		expect(device.written.map(toHex).slice(2)).toEqual(['FD00050101C7EBD4', 'FD00050101C7EBD4']);
	});
	it('D1 no answer to a text: nobody knows, and it is not sent again', async () => {
		const device = barePort();
		const { box, clock } = run(device.open);
		await clock.advance(10);
		device.say(fromHex('4F'));
		const saying = box.say('j1', '请');
		await clock.advance(10);
		device.say(fromHex('4F'));
		await clock.advance(3000);
		expect(await saying).toEqual({ job: 'j1', outcome: 'unknown', proof: 'written', code: 'no-answer' });
		expect(device.written.map(toHex).filter((hex) => hex.startsWith('FD0005'))).toHaveLength(1);
	});
	it('a power cut in the middle of a text: known, not spoken again, and well afterwards', async () => {
		const { box, clock, simulator, health, log } = await simulated();
		simulator.setFault('initialised-again', true);
		expect(await finished(clock, box.say('j1', call))).toEqual({ job: 'j1', outcome: 'unknown', proof: 'acknowledged', code: 'restarted' });
		expect(health).toContain('warning:restarted');
		expect(log).toContain('the box was switched on');
		simulator.setFault('initialised-again', false);
		expect(await finished(clock, box.say('j2', '请'))).toMatchObject({ outcome: 'spoken', proof: 'done' });
		expect(simulator.taken).toEqual([call, '请']);
	});
	it('a silent box is not connected after three questions, says nothing, and is found when it comes back', async () => {
		const { box, clock, simulator, health } = await simulated();
		simulator.setFault('silent', true);
		await clock.advance(20_000);
		expect(health.at(-1)).toBe('disconnected:no-answer');
		expect(await finished(clock, box.say('j1', '请'))).toEqual({ job: 'j1', outcome: 'failed', proof: 'none', code: 'no-answer' });
		simulator.setFault('silent', false);
		await clock.advance(6000);
		expect(health.at(-1)).toBe('ready:ok');
		expect(await finished(clock, box.say('j1', '请'))).toMatchObject({ outcome: 'spoken' });
	});
	it('the cable is pulled while it speaks: unknown at once', async () => {
		const { box, clock, cable } = await simulated();
		const saying = box.say('j1', call);
		await clock.advance(1000);
		cable.unplug();
		await clock.advance(10);
		expect(await finished(clock, saying, 1000)).toEqual({ job: 'j1', outcome: 'unknown', proof: 'acknowledged', code: 'port-lost' });
	});
	it('silence is wanted: what is spoken ends, what waits is dropped, and the next one is spoken', async () => {
		const { box, clock, simulator } = await simulated();
		const first = box.say('j1', call);
		const second = box.say('j2', call);
		await clock.advance(1000);
		expect(simulator.speaking).toBe(true);
		box.stopSpeaking();
		await clock.advance(100);
		expect(simulator.speaking).toBe(false);
		expect(await finished(clock, first)).toMatchObject({ outcome: 'unknown', proof: 'acknowledged', code: 'not-confirmed' });
		expect(await finished(clock, second)).toMatchObject({ outcome: 'failed', proof: 'none' });
		expect(await finished(clock, box.say('j3', '请'))).toMatchObject({ outcome: 'spoken' });
		expect(simulator.spoken).toEqual(['请']);
	});
	it('D1 a cable with one wire: written is all that is claimed, and no text cuts off another', async () => {
		const { box, clock, simulator, health } = await simulated({ oneWay: true });
		expect(health).toEqual(['ready:one-way']);
		const first = box.say('j1', '请 A 零 四 四 号');
		const second = box.say('j2', '到 四 号 窗口');
		expect(await finished(clock, first)).toEqual({ job: 'j1', outcome: 'spoken', proof: 'written', code: 'one-way' });
		expect(await finished(clock, second)).toMatchObject({ outcome: 'spoken', proof: 'written' });
		expect(simulator.cutOff).toBe(0);
		expect(await box.test('query')).toMatchObject({ code: 'not-supported' });
	});
	it('D2 garbage and a second box on the line do no harm; a noisy line is not believed', async () => {
		const { box, clock, simulator, health } = await simulated();
		simulator.setFault('two-devices', true);
		expect(await finished(clock, box.say('j1', '请'))).toMatchObject({ outcome: 'spoken', proof: 'done' });
		simulator.setFault('two-devices', false);
		simulator.setFault('garbage', true);
		expect(await finished(clock, box.say('j2', '到'))).toMatchObject({ proof: expect.stringMatching(/done|written/) });
		expect(box.report().discarded).toBeGreaterThan(5);
		simulator.setFault('garbage', false);
		simulator.setFault('endless-noise', true);
		const noisy = await finished(clock, box.say('j3', call));
		expect(noisy.outcome).not.toBe('spoken');
		await clock.advance(6000);
		expect(health.at(-1)).toBe('warning:protocol-error');
		simulator.setFault('endless-noise', false);
		await clock.advance(10_000);
		expect(await finished(clock, box.say('j4', '号'))).toMatchObject({ outcome: 'spoken', proof: 'done' });
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('has tests for the technician, and none of another name', async () => {
		const { box, clock, simulator } = await simulated();
		expect(box.tests).toEqual(['query', 'say', 'stop']);
		const tested = async (name: string) => {
			const result = box.test(name);
			await clock.advance(5000);
			return result;
		};
		expect(await tested('query')).toEqual({ ok: true, proof: 'acknowledged', code: 'ok', facts: { speaking: false } });
		expect(await tested('say')).toEqual({ ok: true, proof: 'done', code: 'ok', facts: {} });
		expect(simulator.spoken).toHaveLength(1);
		expect(await tested('stop')).toEqual({ ok: true, proof: 'acknowledged', code: 'ok', facts: {} });
		expect(await tested('paper')).toMatchObject({ ok: false, code: 'not-supported' });
		simulator.setFault('silent', true);
		expect(await tested('query')).toMatchObject({ ok: false, proof: 'none', code: 'no-answer' });
		const stopping = box.stop();
		await clock.advance(10);
		await stopping;
		expect(await tested('query')).toMatchObject({ ok: false, code: 'port-lost' });
	});
	it('every fault switch is known by its name and can be switched off again', async () => {
		const { simulator } = await simulated();
		for (const fault of voiceFaults) simulator.setFault(fault, true);
		expect(simulator.faults).toEqual([...voiceFaults]);
		for (const fault of voiceFaults) simulator.setFault(fault, false);
		expect(simulator.faults).toEqual([]);
	});
});

describe('P1 what is announced', () => {
	it('stands in no log, health or report', async () => {
		const canary = '请王金丝雀到四号窗口𠮷';
		const { box, clock, simulator, log, health } = await simulated();
		await finished(clock, box.say('j1', canary));
		simulator.setFault('not-understood', true);
		await finished(clock, box.say('j2', canary));
		expect(log.length).toBeGreaterThan(1);
		expect(JSON.stringify([log, health, box.report()])).not.toMatch(/金丝雀/);
	});
});
