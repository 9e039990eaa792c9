import { describe, expect, test } from 'vitest';
import type { DeviceHealth } from '../../domain/contracts/device.ts';
import { type DeviceDeclaration, deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { SayJob, SayResult } from '../../domain/contracts/device-desk.ts';
import { announce } from '../../renderer/voice/announcement.ts';
import { createVoiceChoice, tryAgainMs } from '../../renderer/voice/box-voice.ts';

const box = deviceDeclaration.parse({
	kind: 'voice',
	id: 'B1-voice',
	station: 'B1',
	protocol: 'syn6288',
	transport: { kind: 'simulated' },
});
const spoken: Omit<SayResult, 'job'> = { outcome: 'spoken', proof: 'done', code: 'ok' };
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A machine with a voice box, and a computer that writes down what it says. */
async function hall(devices: readonly DeviceDeclaration[] = [box], state: DeviceHealth['state'] = 'ready') {
	const jobs: SayJob[] = [];
	const computer: string[] = [];
	let answer: () => Promise<Omit<SayResult, 'job'>> = async () => spoken;
	let hear: (health: DeviceHealth) => void = () => {};
	let change: (devices: DeviceDeclaration[]) => void = () => {};
	let now = 1_000_000;
	const healthIs = (next: DeviceHealth['state'], code = 'ok'): DeviceHealth => ({
		device: box.id,
		kind: 'voice',
		state: next,
		code,
		since: now,
	});
	const voice = createVoiceChoice({
		bridge: {
			async say(job) {
				jobs.push(job);
				return { job: job.job, ...(await answer()) };
			},
			health: async () => [healthIs(state)],
			onHealth(listener) {
				hear = listener;
				return () => {
					hear = () => {};
				};
			},
			onDevices(listener) {
				change = listener;
				return () => {};
			},
		},
		devices,
		station: 'B1',
		computer: {
			chime: async () => void computer.push('chime'),
			say: async (sentence) => void computer.push(sentence),
			silence: async () => {},
		},
		now: () => now,
	});
	await settle();
	return {
		voice,
		jobs,
		computer,
		answers(next: typeof answer) {
			answer = next;
		},
		tell: (next: DeviceHealth['state'], code?: string) => hear(healthIs(next, code)),
		declare: (next: DeviceDeclaration[]) => change(next),
		pass(ms: number) {
			now += ms;
		},
		call: (name: string) => announce(voice.forCall(name), `请 ${name}`),
	};
}

describe('the voice box of a board', () => {
	test('speaks both times of a call, and the computer is silent', async () => {
		const { call, jobs, computer } = await hall();
		await call('A044');
		expect(jobs).toEqual([
			{ job: 'A044/1', device: 'B1-voice', text: '请 A044' },
			{ job: 'A044/2', device: 'B1-voice', text: '请 A044' },
		]);
		expect(computer).toEqual([]);
	});
	test('the call is over when the box has answered, not before', async () => {
		const { voice, answers } = await hall();
		let release = () => {};
		answers(() => new Promise((resolve) => (release = () => resolve(spoken))));
		let over = false;
		const saying = voice
			.forCall('A044')
			.say('请 A044')
			.then(() => {
				over = true;
			});
		await settle();
		expect(over).toBe(false);
		release();
		await saying;
		expect(over).toBe(true);
	});
	test('a box of another seat, or none, leaves it to the computer', async () => {
		for (const devices of [[], [{ ...box, station: 'B2' }]]) {
			const { call, jobs, computer } = await hall(devices);
			await call('A044');
			expect(jobs).toEqual([]);
			expect(computer).toEqual(['chime', '请 A044', '请 A044']);
		}
	});
	test('D1 a box that is not proved well is not relied on', async () => {
		for (const state of ['connecting', 'warning', 'stopped', 'disconnected'] as const) {
			const { call, jobs, computer } = await hall([box], state);
			await call('A044');
			expect(jobs, state).toEqual([]);
			expect(computer).toHaveLength(3);
		}
	});
	test('it falls silent: the computer says the very sentence, and the box speaks again when it is well', async () => {
		const { call, jobs, computer, answers, tell } = await hall();
		answers(async () => ({ outcome: 'failed', proof: 'none', code: 'no-answer' }));
		await call('A044');
		expect(jobs).toHaveLength(1);
		expect(computer).toEqual(['请 A044', '请 A044']);
		tell('disconnected', 'no-answer');
		await call('A045');
		expect(jobs).toHaveLength(1);
		expect(computer).toHaveLength(5);
		answers(async () => spoken);
		tell('ready');
		await call('A046');
		expect(jobs.map((one) => one.job)).toEqual(['A044/1', 'A046/1', 'A046/2']);
		expect(computer).toHaveLength(5);
	});
	test('a box that fails and calls itself well is tried again a minute later', async () => {
		const { call, jobs, computer, answers, pass } = await hall();
		answers(async () => ({ outcome: 'failed', proof: 'none', code: 'busy' }));
		await call('A044');
		await call('A045');
		expect(jobs).toHaveLength(1);
		expect(computer).toHaveLength(5);
		pass(tryAgainMs);
		answers(async () => spoken);
		await call('A046');
		expect(jobs).toHaveLength(3);
		expect(computer).toHaveLength(5);
	});
	test('S9 what the box has taken is not said again by the computer, also when nobody knows how it ended', async () => {
		const { voice, computer, answers } = await hall();
		answers(async () => ({ outcome: 'unknown', proof: 'acknowledged', code: 'restarted' }));
		await voice.forCall('A044').say('请 A044');
		expect(computer).toEqual([]);
	});
	test('what may not have been heard at all is said by the computer', async () => {
		const { voice, computer, answers } = await hall();
		answers(async () => ({ outcome: 'unknown', proof: 'written', code: 'no-answer' }));
		await voice.forCall('A044').say('请 A044');
		const broken = await hall();
		broken.answers(() => Promise.reject(new Error('desk-stopped')));
		await broken.voice.forCall('A044').say('请 A044');
		expect([computer, broken.computer]).toEqual([['请 A044'], ['请 A044']]);
	});
	test('devices.yaml was changed: the box that is declared now speaks', async () => {
		const { call, jobs, computer, declare } = await hall([]);
		await call('A044');
		declare([box]);
		await settle();
		await call('A045');
		expect(jobs.map((one) => one.job)).toEqual(['A045/1', 'A045/2']);
		declare([]);
		await call('A046');
		expect(jobs).toHaveLength(2);
		expect(computer).toHaveLength(6);
	});
	test('a page in a browser has no bridge: the computer speaks', async () => {
		const computer: string[] = [];
		const voice = createVoiceChoice({
			bridge: undefined,
			devices: [box],
			station: 'B1',
			computer: { chime: async () => {}, say: async (sentence) => void computer.push(sentence), silence: async () => {} },
			now: () => 0,
		});
		await announce(voice.forCall('A044'), '请 A044');
		expect(computer).toEqual(['请 A044', '请 A044']);
		voice.stop();
	});
});
