import { describe, expect, it } from 'vitest';
import { createDisplay } from '../../../drivers/led/line.ts';
import { createPanelRedactor } from '../../../drivers/led/profile/redact.ts';
import { createPanelSimulator, panelFaults } from '../../../drivers/led/profile/simulator.ts';
import { buildFrame } from '../../../drivers/profile/template.ts';
import { encodeField } from '../../../drivers/profile/text.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { createTestCable } from '../cable.ts';
import { deliveries, fromHex, toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';
import { asciiPanel } from './test-pad.ts';

// Hand-made: 02, address "01", text of 16 characters, sum of everything from the address on as two digits, 03.
const shown = '02303141303132202D3E203320202020202020463303';
const framed = (text: string) => buildFrame(asciiPanel.show, { text: encodeField(text, 'ascii').value });

async function simulated() {
	const clock = new ManualClock();
	const simulator = createPanelSimulator(asciiPanel, clock.timers);
	const cable = createTestCable((port) => simulator.attach(port));
	const health: string[] = [];
	const display = createDisplay({
		protocol: 'profile',
		gapMs: null,
		profile: asciiPanel,
		address: 1,
		widthDots: 128,
		heightDots: 16,
		verify: 'none',
		signType: 'Z',
		dimming: [],
		open: cable.open,
		speed: fixedSpeed(9600),
		now: clock.now,
		timers: clock.timers,
		health: (one) => health.push(`${one.state}:${one.code}`),
	});
	display.start();
	await clock.advance(100);
	const want = async (text: string) => {
		const proof = display.want({ text, style: 'call' });
		await clock.advance(20_000);
		return proof;
	};
	return { clock, simulator, cable, health, display, want };
}

describe('a panel described by a profile', () => {
	it('gets the hand-made frame', () => {
		expect(toHex(framed('A012 -> 3'))).toBe(shown);
	});
	it('D1 shows what is wanted and acknowledges it; after a power cut it shows it again', async () => {
		const { clock, simulator, want, health } = await simulated();
		expect(await want('A012 -> 3')).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator.text).toBe('A012 -> 3');
		expect(health.at(-1)).toBe('ready:ok');
		simulator.setFault('loses-power', true);
		expect(simulator.text).toBe('');
		await clock.advance(90_000);
		simulator.setFault('loses-power', false);
		await clock.advance(90_000);
		expect(simulator.text).toBe('A012 -> 3');
	});
	it('a panel that is silent, or answers something else, is not called working', async () => {
		for (const [fault, code] of [
			['silent', 'no-answer'],
			['other-answer', 'protocol-error'],
		] as const) {
			const { simulator, want, health } = await simulated();
			simulator.setFault(fault, true);
			expect(await want('A012')).toMatchObject({ ok: false });
			expect(health.at(-1), fault).toBe(`disconnected:${code}`);
		}
	});
	it('D2 garbage, a second panel and endless noise do not keep it from its text', async () => {
		for (const fault of ['garbage', 'two-devices', 'endless-noise'] as const) {
			const { simulator, want } = await simulated();
			simulator.setFault(fault, true);
			await want('A012');
			expect(simulator.text, fault).toBe('A012');
			simulator.setFault(fault, false);
			expect(await want('A013'), fault).toMatchObject({ ok: true });
			expect(simulator.text, fault).toBe('A013');
		}
	});
	it('the cable is pulled and put back: the wanted text is there again', async () => {
		const { clock, simulator, cable, want, health } = await simulated();
		await want('A012');
		cable.unplug();
		await clock.advance(10);
		expect(health.at(-1)).toBe('disconnected:port-lost');
		await want('A013');
		cable.plug();
		await clock.advance(40_000);
		expect(simulator.text).toBe('A013');
	});
	it('every fault switch is known by its name and can be switched off again', async () => {
		const { simulator } = await simulated();
		for (const fault of panelFaults) simulator.setFault(fault, true);
		expect(simulator.faults).toEqual([...panelFaults]);
		for (const fault of panelFaults) simulator.setFault(fault, false);
		expect(simulator.faults).toEqual([]);
	});
	it('P1 a capture holds stars in a sound frame instead of the text, whatever way it was cut', () => {
		for (const chunks of deliveries(framed('CANARY 110101'))) {
			const redactor = createPanelRedactor(asciiPanel);
			const kept = [...chunks.flatMap((chunk) => redactor.take('to-device', chunk)), ...redactor.end('to-device')].map(toHex).join('');
			expect(kept).toBe(toHex(framed('*'.repeat(16))));
		}
		const redactor = createPanelRedactor(asciiPanel);
		const cut = [...redactor.take('to-device', framed('CANARY').subarray(0, 12)), ...redactor.end('to-device')];
		expect(cut.map(toHex).join('')).toBe('2A'.repeat(12));
		expect([...redactor.take('to-host', fromHex('FF0641')), ...redactor.end('to-host')].map(toHex).sort()).toEqual(['06', '2A2A']);
	});
});
