import { describe, expect, it } from 'vitest';
import type { LedFault } from '../../../drivers/led/simulator.ts';
import { dropEcho } from '../../../drivers/transport/echo.ts';
import { createTestCable } from '../cable.ts';
import { displays, drive, oneDisplay, within } from './displays.ts';

const call = (text: string) => ({ text, style: 'call' as const });
const addressOf = (hex: string) => Number.parseInt(hex.slice(16, 18), 16);

describe('several displays on one line', () => {
	it('each is shown its own text, one exchange at a time, 50 ms apart', async () => {
		const { clock, display, simulator, heard, line } = await displays('onbon', [1, 2, 3]);
		expect(line.size).toBe(3);
		const from = heard.length;
		const proofs = [1, 2, 3].map((address) => display(address).led.want(call(`A00${address}`)));
		expect(await within(clock, 1000, Promise.all(proofs))).toEqual(new Array(3).fill({ ok: true, proof: 'acknowledged' }));
		expect([1, 2, 3].map((address) => simulator(address).text)).toEqual(['A001', 'A002', 'A003']);
		const times = heard.slice(from).map((one) => one.at);
		for (let at = 1; at < times.length; at++) expect(times[at]! - times[at - 1]!).toBeGreaterThanOrEqual(50);
	});
	it('another pause between frames can be declared', async () => {
		const cable = createTestCable(() => {});
		const times: number[] = [];
		const { clock, line, add } = drive(
			'onbon',
			watched(cable.open, () => times.push(clock.now())),
			{ gapMs: 200 },
		);
		add(0xffff);
		const { led } = add(0xffff);
		line.start();
		await clock.advance(2000);
		void led.want(call('A'));
		await clock.advance(2000);
		expect(times.length).toBeGreaterThan(2);
		for (let at = 1; at < times.length; at++) expect(times[at]! - times[at - 1]!).toBeGreaterThanOrEqual(200);
	});
	it('a silent one holds a new text of another up for one unanswered attempt at most', async () => {
		const { clock, display, simulator, heard } = await displays('onbon', [1, 2, 3]);
		simulator(2).setFault('silent', true);
		void display(2).led.want(call('A002'));
		await clock.advance(10);
		void display(1).led.want(call('A001'));
		void display(3).led.want(call('A003'));
		const asked = heard.length;
		await clock.advance(2600);
		expect([simulator(1).text, simulator(3).text]).toEqual(['A001', 'A003']);
		// The repeats of the silent one stand behind the texts of the others.
		expect(
			heard
				.slice(asked)
				.map((one) => addressOf(one.hex))
				.slice(0, 2)
				.sort(),
		).toEqual([1, 3]);
	});
	it('one known to be silent is asked for a sign of life only, once a round, and only when nothing else is due', async () => {
		const { clock, display, simulator, heard } = await displays('onbon', [1, 2, 3]);
		simulator(2).setFault('silent', true);
		void display(2).led.want(call('A002'));
		await clock.advance(10_000);
		expect(display(2).health.at(-1)).toBe('disconnected:no-answer');
		expect([display(1).health.at(-1), display(3).health.at(-1)]).toEqual(['ready:ok', 'ready:ok']);
		const from = heard.length;
		let worst = 0;
		for (let n = 0; n < 40; n++) {
			const at = clock.now();
			void display(n % 2 === 0 ? 1 : 3).led.want(call(`B${n}`));
			while (simulator(n % 2 === 0 ? 1 : 3).text !== `B${n}`) await clock.advance(50);
			worst = Math.max(worst, clock.now() - at);
			await clock.advance(700);
		}
		expect(worst).toBeLessThanOrEqual(2400);
		const toSilent = heard.slice(from).filter((one) => addressOf(one.hex) === 2);
		expect(toSilent.length).toBeGreaterThan(3);
		expect(toSilent.every((one) => one.hex.includes('A2000100'))).toBe(true);
		for (let at = 1; at < toSilent.length; at++) expect(toSilent[at]!.at - toSilent[at - 1]!.at).toBeGreaterThanOrEqual(5000);
		simulator(2).setFault('silent', false);
		await clock.advance(6000);
		expect([simulator(2).text, display(2).health.at(-1)]).toEqual(['A002', 'ready:ok']);
	});
	it('one whose text changes without end does not keep the others from theirs', async () => {
		const { clock, display, simulator } = await displays('onbon', [1, 2, 3]);
		for (let n = 0; n < 30; n++) {
			if (n === 5) void display(3).led.want(call('A003'));
			void display(1).led.want(call(`N${n}`));
			void display(2).led.want(call(`M${n}`));
			await clock.advance(10);
		}
		expect(simulator(3).text).toBe('A003');
	});
	it('repeats to silent ones stand behind every new text', async () => {
		const { clock, display, simulator } = await displays('onbon', [1, 2, 3]);
		for (const address of [1, 2]) simulator(address).setFault('silent', true);
		for (const address of [1, 2]) void display(address).led.want(call(`A00${address}`));
		// Both have had their first attempt; their repeats are due.
		await clock.advance(4600);
		let worst = 0;
		for (let n = 0; n < 4; n++) {
			const at = clock.now();
			void display(3).led.want(call(`N${n}`));
			while (simulator(3).text !== `N${n}`) await clock.advance(20);
			worst = Math.max(worst, clock.now() - at);
		}
		expect(worst).toBeLessThanOrEqual(2400);
	});
	it('new texts go before renewals', async () => {
		const { clock, display, heard } = await displays('onbon', [1, 2, 3, 4, 5, 6]);
		for (const address of [1, 2, 3, 4, 5, 6]) void display(address).led.want(call(`A00${address}`));
		await clock.advance(58_900);
		const from = heard.length;
		// The line is opened at 0 and everything is renewed at 60 s; the text comes while that goes on.
		await clock.advance(200);
		expect(heard.length).toBeGreaterThan(from);
		const during = heard.length;
		void display(6).led.want(call('NEW'));
		await clock.advance(200);
		const next = heard.slice(during, during + 2).map((one) => one.hex.includes(Buffer.from('NEW').toString('hex').toUpperCase()));
		expect(next).toContain(true);
	});
	it('one busy display waits its half second while the others are served', async () => {
		const { clock, display, simulator } = await displays('onbon', [1, 2]);
		simulator(1).setFault('busy', true);
		void display(1).led.want(call('A001'));
		await clock.advance(60);
		void display(2).led.want(call('A002'));
		await clock.advance(200);
		expect(simulator(2).text).toBe('A002');
	});
	it('the port is lost: all are disconnected; back again, all are repaired', async () => {
		const { clock, display, simulator, cable } = await displays('onbon', [1, 2, 3]);
		for (const address of [1, 2, 3]) void display(address).led.want(call(`A00${address}`));
		await clock.advance(1000);
		cable.unplug();
		await clock.advance(0);
		for (const address of [1, 2, 3]) {
			expect(display(address).health.at(-1)).toBe('disconnected:port-lost');
			simulator(address).setFault('loses-power', true);
			simulator(address).setFault('loses-power', false);
		}
		void display(2).led.want(call('B002'));
		cable.plug();
		await clock.advance(4000);
		expect([1, 2, 3].map((address) => simulator(address).text)).toEqual(['A001', 'B002', 'A003']);
		expect([1, 2, 3].map((address) => display(address).health.at(-1))).toEqual(new Array(3).fill('ready:ok'));
		expect(cable.opened).toBe(2);
	});
	it('one is added and one removed while the line stays open', async () => {
		const { clock, display, simulator, cable, line, add, heard } = await displays('onbon', [1, 2, 3]);
		await display(3).led.stop();
		expect(line.size).toBe(2);
		const told = display(3).health.length;
		const from = heard.length;
		await clock.advance(61_000);
		expect(heard.slice(from).some((one) => addressOf(one.hex) === 3)).toBe(false);
		expect(display(3).health).toHaveLength(told);
		expect(await display(3).led.want(call('X'))).toEqual({ ok: false, code: 'port-lost' });
		const again = add(3);
		expect(await within(clock, 1000, again.led.want(call('C003')))).toEqual({ ok: true, proof: 'acknowledged' });
		expect([simulator(3).text, cable.opened, again.health.at(-1)]).toEqual(['C003', 1, 'ready:ok']);
	});
	it('removed in the middle of its exchange, it is told nothing more and the line goes on', async () => {
		const { clock, display, simulator } = await displays('onbon', [1, 2]);
		simulator(1).setFault('silent', true);
		const shown = display(1).led.want(call('A001'));
		await clock.advance(500);
		await display(1).led.stop();
		expect(await shown).toEqual({ ok: false, code: 'port-lost' });
		const told = display(1).health.length;
		void display(2).led.want(call('A002'));
		await clock.advance(10_000);
		expect([simulator(2).text, display(1).health.length]).toEqual(['A002', told]);
	});
	it('a line that echoes: the transport takes the echo away, the answers behind it are understood', async () => {
		const { clock, display, simulator, cable } = await displays('onbon', [1, 2]);
		simulator(1).setFault('echo', true);
		const through = drive(
			'onbon',
			async () => {
				const opened = await cable.open();
				return opened.ok ? { ok: true, port: dropEcho(opened.port) } : opened;
			},
			{ clock },
		);
		const own = [through.add(1), through.add(2)];
		through.line.start();
		await clock.advance(1000);
		expect(await within(clock, 500, own[1]!.led.want(call('A002')))).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator(2).text).toBe('A002');
		expect(own.map((one) => one.health.at(-1))).toEqual(['ready:ok', 'ready:ok']);
		expect(display(1).health[0]).toBe('ready:ok');
	});
});

describe('D2 mishaps of an Onbon line', () => {
	const mishaps: [LedFault, string][] = [
		['silent', 'disconnected:no-answer'],
		['other-screen', 'disconnected:no-answer'],
		['bad-crc', 'disconnected:protocol-error'],
		['two-answers', 'disconnected:protocol-error'],
		['nak', 'warning:display-fault'],
		['busy', 'warning:busy'],
		['hears-damaged', 'warning:crc'],
		['no-fonts', 'warning:no-font'],
		['no-font', 'ready:ok'],
		// The answer to the first attempt comes during the second: it is the same command.
		['slow', 'ready:ok'],
		['endless-noise', 'ready:ok'],
		['garbage', 'ready:ok'],
		['old-firmware', 'ready:ok'],
		['dark', 'ready:ok'],
		['loses-power', 'disconnected:no-answer'],
	];
	it.each(mishaps)('%s: said as %s, and healed without a hand when it is over', async (fault, said) => {
		const { clock, simulator, led, health } = await oneDisplay('onbon');
		simulator.setFault(fault, true);
		void led.want(call('请A044号到3号窗口'));
		await clock.advance(12_000);
		expect(health.at(-1)).toBe(said);
		simulator.setFault(fault, false);
		await clock.advance(75_000);
		expect([simulator.text, health.at(-1)]).toEqual(['请A044号到3号窗口', 'ready:ok']);
	});
	it.each(['bad-crc', 'two-answers', 'garbage', 'other-screen', 'endless-noise'] as const)('%s is counted as discarded', async (fault) => {
		const { clock, simulator, led } = await oneDisplay('onbon');
		expect(led.report()).toMatchObject({ discarded: 0, failed: 0 });
		simulator.setFault(fault, true);
		void led.want(call('A'));
		await clock.advance(8000);
		expect(led.report().discarded).toBeGreaterThan(0);
	});
	it('noise without end on a line of three: memory and calls stay, and the texts are there when it ends', async () => {
		const { clock, simulator, display } = await displays('onbon', [1, 2, 3]);
		simulator(2).setFault('endless-noise', true);
		for (let n = 0; n < 20; n++) {
			for (const address of [1, 2, 3]) void display(address).led.want(call(`B${n}${address}`));
			await clock.advance(1000);
		}
		simulator(1).setFault('silent', true);
		void display(1).led.want(call('C1'));
		await clock.advance(20_000);
		expect(display(1).health.at(-1)).toBe('disconnected:protocol-error');
		simulator(1).setFault('silent', false);
		simulator(2).setFault('endless-noise', false);
		await clock.advance(20_000);
		expect([1, 2, 3].map((address) => simulator(address).text)).toEqual(['C1', 'B192', 'B193']);
		expect([1, 2, 3].map((address) => display(address).health.at(-1))).toEqual(new Array(3).fill('ready:ok'));
	});
});

function watched(open: ReturnType<typeof createTestCable>['open'], seen: () => void): ReturnType<typeof createTestCable>['open'] {
	return async () => {
		const opened = await open();
		if (!opened.ok) return opened;
		const { port } = opened;
		return {
			ok: true,
			port: {
				...port,
				write(bytes) {
					seen();
					return port.write(bytes);
				},
			},
		};
	};
}
