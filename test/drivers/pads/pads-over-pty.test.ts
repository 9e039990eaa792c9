import { describe, expect, it } from 'vitest';
import { createDisplay } from '../../../drivers/led/line.ts';
import { createPanelSimulator } from '../../../drivers/led/profile/simulator.ts';
import { createRatingPad } from '../../../drivers/rating-pad/rating-pad.ts';
import { createRatingPadSimulator } from '../../../drivers/rating-pad/simulator.ts';
import { createScanner } from '../../../drivers/scanner/scanner.ts';
import { createScannerSimulator } from '../../../drivers/scanner/simulator.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { systemTimers } from '../../../drivers/transport/timers.ts';
import { createVoiceSimulator } from '../../../drivers/voice/simulator.ts';
import { createVoiceBox } from '../../../drivers/voice/voice-box.ts';
import { afterThisTest, ptyCable, until, wire } from '../pty-cable.ts';
import { asciiPanel, testPad } from './test-pad.ts';

async function plugged(name: string, attach: Parameters<typeof ptyCable>[1]) {
	const cable = ptyCable(name, attach);
	await cable.plug();
	const health: string[] = [];
	const base = {
		open: () => openSerial(wire(cable.host, 9600)),
		speed: fixedSpeed(9600),
		now: () => Date.now(),
		timers: systemTimers,
		health: (one: { state: string; code: string }) => void health.push(`${one.state}:${one.code}`),
	};
	return { cable, base, health };
}

describe('over real pseudo-terminals', { timeout: 60_000 }, () => {
	it('a rating pad is asked, pressed, acknowledged; noise and a pulled cable do no harm', async () => {
		const simulator = createRatingPadSimulator(testPad);
		const { cable, base, health } = await plugged('pad', (port) => simulator.attach(port));
		const pad = createRatingPad({ ...base, profile: testPad });
		afterThisTest(() => pad.stop());
		pad.start();
		await until(() => simulator.shows === 'welcome', 'the welcome');
		simulator.setFault('garbage', true);
		const first = pad.ask();
		await until(() => simulator.shows === 'asking', 'the ask');
		simulator.press(5);
		expect(await first).toEqual({ outcome: 'rated', rating: 5, code: 'ok' });
		await until(() => simulator.acknowledged > 0, 'the acknowledgement');
		const second = pad.ask();
		await until(() => simulator.shows === 'asking', 'the second ask');
		await cable.pull();
		expect(await second).toEqual({ outcome: 'failed', rating: 0, code: 'port-lost' });
		await cable.plug();
		await until(() => health.at(-1) === 'ready:one-way', 'the pad again');
		const third = pad.ask();
		await until(() => simulator.shows === 'asking', 'the third ask');
		simulator.press(1);
		expect(await third).toMatchObject({ outcome: 'rated', rating: 1 });
	});
	it('a scanner lights up, tells Chinese codes, and survives noise', async () => {
		const declared = {
			protocol: 'newland',
			prefix: '',
			suffix: '0D',
			pauseMs: 50,
			encoding: 'auto',
			sameCodeMs: 1500,
			wake: false,
		} as const;
		const simulator = createScannerSimulator(declared);
		const { base } = await plugged('scanner', (port) => simulator.attach(port));
		const texts: string[] = [];
		const scanner = createScanner({ ...base, ...declared, tell: ({ text }) => texts.push(text) });
		afterThisTest(() => scanner.stop());
		scanner.start();
		expect(await scanner.trigger(true)).toMatchObject({ ok: true, proof: 'acknowledged' });
		expect(simulator.lit).toBe(true);
		simulator.holdUp('票号A012');
		await until(() => texts.length === 1, 'the code');
		simulator.setFault('endless-noise', true);
		// Noise holds end marks as well: what stands between them is told as a code that nobody knows.
		await until(() => texts.length > 1 || scanner.report().discarded > 500, 'noise');
		simulator.setFault('endless-noise', false);
		simulator.setFault('other-encoding', true);
		// The first may still have noise before it.
		await until(() => simulator.holdUp('票号A013') && texts.at(-1) === '票号A013', 'the code behind the noise');
	});
	it('a voice box says a call, and an unplugged one is told', async () => {
		const simulator = createVoiceSimulator('syn6288');
		const { cable, base, health } = await plugged('voice', (port) => simulator.attach(port));
		const box = createVoiceBox({ ...base, protocol: 'syn6288', encoding: 'gbk', tags: '[v8]', longestMs: 30_000 });
		afterThisTest(() => box.stop());
		box.start();
		await until(() => health.at(-1) === 'ready:ok', 'the box');
		expect(await box.say('j1', '请四号')).toEqual({ job: 'j1', outcome: 'spoken', proof: 'done', code: 'ok' });
		expect(simulator.spoken).toEqual(['请四号']);
		await cable.pull();
		expect(await box.say('j2', '请')).toMatchObject({ outcome: 'failed', code: 'port-lost' });
		await until(() => health.at(-1)?.startsWith('disconnected'), 'the loss');
	});
	it('a panel of a profile shows the call and acknowledges it', async () => {
		const simulator = createPanelSimulator(asciiPanel);
		const { base, health } = await plugged('panel', (port) => simulator.attach(port));
		const display = createDisplay({
			...base,
			protocol: 'profile',
			gapMs: null,
			profile: asciiPanel,
			address: 1,
			widthDots: 128,
			heightDots: 16,
			verify: 'none',
			signType: 'Z',
			dimming: [],
		});
		afterThisTest(() => display.stop());
		display.start();
		await until(() => health.at(-1) !== undefined, 'the port');
		await display.want({ text: 'A012 3', style: 'call' });
		await until(() => simulator.text === 'A012 3', 'the text');
		await until(() => health.at(-1) === 'ready:ok', 'the acknowledgement');
	});
});
