import { describe, expect, it } from 'vitest';
import type { Display, DisplayMember } from '../../../drivers/led/display.ts';
import { createDisplayLine } from '../../../drivers/led/line.ts';
import { attachToOneLine, createLedSimulator } from '../../../drivers/led/simulator.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { systemTimers } from '../../../drivers/transport/timers.ts';
import { afterThisTest, ptyCable, until, wire } from '../pty-cable.ts';

const call = (text: string) => ({ text, style: 'call' as const });

/** Displays on one pseudo-terminal made by socat, opened by `serialport` at both ends. */
async function ptyLine(
	name: string,
	protocol: 'onbon' | 'alpha',
	addresses: readonly number[],
	changes: Partial<DisplayMember> & { echo?: boolean } = {},
) {
	const { echo = false, ...member } = changes;
	const simulators = addresses.map((address) => createLedSimulator(protocol, address));
	const cable = ptyCable(name, (port) => attachToOneLine(port, simulators));
	await cable.plug();
	const line = createDisplayLine({
		protocol,
		gapMs: null,
		open: () => openSerial({ ...wire(cable.host), echo }),
		speed: fixedSpeed(115_200),
		now: () => Date.now(),
		timers: systemTimers,
	});
	afterThisTest(() => line.stop());
	const health: string[] = addresses.map(() => '');
	const displays: Display[] = addresses.map((address, at) =>
		line.display({
			address,
			widthDots: 128,
			heightDots: 32,
			verify: 'none',
			signType: 'Z',
			dimming: [],
			...member,
			health: (one) => {
				health[at] = `${one.state}:${one.code}`;
			},
		}),
	);
	for (const display of displays) display.start();
	line.start();
	return { simulators, displays, cable, health };
}

describe('displays over a real pseudo-terminal', { timeout: 30_000 }, () => {
	it('three cards on one line: each its own text; pulled out and plugged in, all are repaired', async () => {
		const { simulators, displays, cable, health } = await ptyLine('three', 'onbon', [1, 2, 90]);
		const shown = await Promise.all(
			displays.map(async (display, at) => {
				await until(() => health[at] === 'ready:ok', 'ready');
				return display.want(call(`请A04${at}号到宝山[${at}]号窗口`));
			}),
		);
		expect(shown).toEqual(new Array(3).fill({ ok: true, proof: 'acknowledged' }));
		expect(simulators.map((one) => one.text)).toEqual([0, 1, 2].map((at) => `请A04${at}号到宝山[${at}]号窗口`));
		await cable.pull();
		// A pseudo-terminal tells of its end when it is written to.
		expect(await displays[1]!.want(call('新的'))).toEqual({ ok: false, code: 'port-lost' });
		expect(health).toEqual(new Array(3).fill('disconnected:port-lost'));
		for (const simulator of simulators) {
			simulator.setFault('loses-power', true);
			simulator.setFault('loses-power', false);
		}
		await cable.plug();
		await until(() => simulators[1]!.text === '新的' && simulators[2]!.text === '请A042号到宝山[2]号窗口', 'the repair');
		await until(() => health.every((one) => one === 'ready:ok'), 'ready again');
	});
	it('a line that echoes, noise around answers, a dark card and a missing font', async () => {
		const { simulators, displays, health } = await ptyLine('echo', 'onbon', [1, 2], { echo: true });
		simulators[0]!.setFault('echo', true);
		simulators[1]!.setFault('no-font', true);
		await until(() => health.every((one) => one === 'ready:ok'), 'ready');
		expect(await displays[1]!.want(call('窗口2'))).toEqual({ ok: true, proof: 'acknowledged' });
		simulators[0]!.setFault('garbage', true);
		expect(await displays[0]!.want(call('窗口1'))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(await displays[0]!.power(false)).toEqual({ ok: true, proof: 'acknowledged' });
		expect(await displays[0]!.power(true)).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulators.map((one) => one.text)).toEqual(['窗口1', '窗口2']);
		expect(displays[0]!.report().discarded).toBeGreaterThan(0);
	});
	it('signs that are read back, one of them with its memory missing', async () => {
		const { simulators, displays, health } = await ptyLine('signs', 'alpha', [1, 5], { verify: 'read' });
		simulators[1]!.setFault('loses-power', true);
		simulators[1]!.setFault('loses-power', false);
		await until(() => health.every((one) => one === 'ready:ok'), 'ready');
		const shown = await Promise.all(displays.map((display, at) => display.want(call(`A04${at}  3`))));
		expect(shown).toEqual(new Array(2).fill({ ok: true, proof: 'acknowledged' }));
		expect(simulators.map((one) => one.text)).toEqual(['A040  3', 'A041  3']);
	});
});
