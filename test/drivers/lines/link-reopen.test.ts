import { describe, expect, it } from 'vitest';
import { closeLimitMs, createLink } from '../../../drivers/transport/link.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import type { OpenResult, Port } from '../../../drivers/transport/port.ts';
import { ManualClock, settle } from '../manual-clock.ts';

/** Ports that are counted while they are open; each opening waits until it is let through. */
function countedPorts(options: { hangs?: boolean } = {}) {
	let open = 0;
	let most = 0;
	let openings = 0;
	let gate: Promise<void> = Promise.resolve();
	let letThrough = () => {};
	return {
		hold() {
			gate = new Promise((resolve) => {
				letThrough = resolve;
			});
		},
		release: () => letThrough(),
		get state() {
			return { open, most, openings };
		},
		async opener(): Promise<OpenResult> {
			openings++;
			await gate;
			open++;
			most = Math.max(most, open);
			const { near } = createPipe();
			const port: Port = {
				...near,
				async close() {
					if (options.hangs) return new Promise(() => {});
					open--;
					await near.close();
				},
			};
			return { ok: true, port };
		},
	};
}

function linkOn(ports: ReturnType<typeof countedPorts>) {
	const clock = new ManualClock();
	const said: string[] = [];
	const link = createLink(ports.opener, clock.timers, {
		opened: () => said.push('opened'),
		bytes: () => {},
		down: (code) => said.push(code),
	});
	return { clock, said, link };
}

describe('opening a port anew at another speed', () => {
	it('closes the one before first, and tells of no loss', async () => {
		const ports = countedPorts();
		const { link, said } = linkOn(ports);
		link.start();
		await link.settled();
		await link.reopen();
		expect([link.up, said, ports.state]).toEqual([true, ['opened', 'opened'], { open: 1, most: 1, openings: 2 }]);
		await link.stop();
		expect(ports.state.open).toBe(0);
	});
	it('D2 asked for while the port is just being opened: no second port beside the first', async () => {
		const ports = countedPorts();
		const { link } = linkOn(ports);
		ports.hold();
		link.start();
		const first = link.reopen();
		const second = link.reopen();
		await settle();
		ports.release();
		await Promise.all([first, second]);
		expect(ports.state).toEqual({ open: 1, most: 1, openings: 3 });
	});
	it('D2 a port that does not close is left behind, and stopping waits for it no longer', async () => {
		const ports = countedPorts({ hangs: true });
		const { link, clock } = linkOn(ports);
		link.start();
		await link.settled();
		let reopened = false;
		void link.reopen().then(() => {
			reopened = true;
		});
		await clock.advance(closeLimitMs - 1);
		expect(reopened).toBe(false);
		await clock.advance(1);
		expect([reopened, link.up]).toEqual([true, true]);
		let stopped = false;
		void link.stop().then(() => {
			stopped = true;
		});
		await clock.advance(closeLimitMs);
		expect(stopped).toBe(true);
	});
	it('D2 stopped while it is being opened: the port is closed again before the stop is done', async () => {
		const ports = countedPorts();
		const { link, said } = linkOn(ports);
		ports.hold();
		link.start();
		const stopped = link.stop();
		ports.release();
		await stopped;
		expect([ports.state.open, said]).toEqual([0, []]);
		await link.reopen();
		expect(ports.state.openings).toBe(1);
	});
});

describe('D2 a driver that fails when its port is opened', () => {
	it('is told as such and gets another chance, later and later; the process lives on', async () => {
		const ports = countedPorts();
		const clock = new ManualClock();
		const said: string[] = [];
		let broken = true;
		const link = createLink(ports.opener, clock.timers, {
			opened() {
				if (broken) throw new Error('a fault of ours');
				said.push('opened');
			},
			bytes: () => {},
			down: (code) => said.push(code),
		});
		link.start();
		await clock.advance(3000);
		expect([said, ports.state.open]).toEqual([['driver-fault', 'driver-fault', 'driver-fault'], 0]);
		broken = false;
		await clock.advance(4000);
		expect([said.at(-1), link.up]).toEqual(['opened', true]);
		await link.stop();
	});
});
