import { describe, expect, it } from 'vitest';
import { meterPort } from '../../../drivers/transport/meter.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import type { Port } from '../../../drivers/transport/port.ts';
import { fixedSpeed, searchedSpeed } from '../../../drivers/transport/speed.ts';
import { settle } from '../manual-clock.ts';

function meteredPipe() {
	let time = 1000;
	let far: Port | null = null;
	const faults: unknown[] = [];
	const meter = meterPort(
		async () => {
			const pipe = createPipe();
			far = pipe.far;
			pipe.far.onBytes(() => {});
			return { ok: true, port: pipe.near };
		},
		() => time,
		(error) => faults.push(error),
	);
	const open = async () => {
		const opened = await meter.open();
		if (!opened.ok) throw new Error(opened.text);
		return opened.port;
	};
	const says = async (...bytes: number[]) => {
		await far?.write(new Uint8Array(bytes));
		await settle();
	};
	return { meter, open, says, faults, pull: () => far?.close(), at: (now: number) => (time = now) };
}

describe('the meter of a port', () => {
	it('counts both directions over all openings, and says since when it is open and when something was last heard', async () => {
		const { meter, open, says, pull, at } = meteredPipe();
		expect(meter.counts).toEqual({ openedAt: null, lastHeardAt: null, bytesIn: 0, bytesOut: 0 });
		const first = await open();
		first.onBytes(() => {});
		first.onClosed(() => {});
		at(2000);
		await first.write(new Uint8Array(3));
		await says(1, 2);
		expect(meter.counts).toEqual({ openedAt: 1000, lastHeardAt: 2000, bytesIn: 2, bytesOut: 3 });
		await pull();
		expect(meter.counts).toMatchObject({ openedAt: null, lastHeardAt: 2000 });
		// What could not be written is not counted.
		expect(await first.write(new Uint8Array(9))).toBe(false);
		at(3000);
		const second = await open();
		second.onBytes(() => {});
		await says(1);
		expect(meter.counts).toEqual({ openedAt: 3000, lastHeardAt: 3000, bytesIn: 3, bytesOut: 3 });
	});
	it('an opening that failed is handed on and counts as closed', async () => {
		const meter = meterPort(
			async () => ({ ok: false, code: 'port-missing', text: '' }),
			() => 0,
		);
		expect(await meter.open()).toMatchObject({ ok: false, code: 'port-missing' });
		expect(meter.counts.openedAt).toBeNull();
	});
	it('a tap hears both directions in the order they passed, until it is taken away', async () => {
		const { meter, open, says } = meteredPipe();
		const port = await open();
		port.onBytes(() => {});
		const heard: string[] = [];
		meter.tap((direction, bytes, at) => heard.push(`${direction} ${[...bytes]} ${at}`));
		await port.write(new Uint8Array([1, 2]));
		await says(3);
		meter.tap(null);
		await says(4);
		expect(heard).toEqual(['to-device 1,2 1000', 'to-host 3 1000']);
	});
	it('D2 a listener that throws ends nothing: not the driver, not the tap, not the close', async () => {
		const { meter, open, says, faults, pull } = meteredPipe();
		const port = await open();
		const heard: number[] = [];
		port.onBytes((bytes) => {
			heard.push(...bytes);
			throw new Error('driver');
		});
		port.onClosed(() => {
			throw new Error('close');
		});
		meter.tap(() => {
			throw new Error('tap');
		});
		await says(1);
		await says(2);
		await pull();
		expect(heard).toEqual([1, 2]);
		expect(faults).toHaveLength(5);
		expect(meter.counts.openedAt).toBeNull();
	});
});

describe('the speed of a line', () => {
	it('a fixed one is never searched', () => {
		const speed = fixedSpeed(9600);
		expect([speed.baud, speed.silent(), speed.choose]).toEqual([9600, false, null]);
	});
	it('the declared one first, then the others in turn and for ever; the one that answers is kept', async () => {
		const opened: number[] = [];
		const { speed, open } = searchedSpeed(
			async (baud) => {
				opened.push(baud);
				return { ok: false, code: 'cannot-open', text: '' };
			},
			[115_200, 9600, 115_200, 57_600],
		);
		for (let n = 0; n < 4; n++) {
			await open();
			expect(speed.silent()).toBe(true);
		}
		expect(opened).toEqual([115_200, 9600, 57_600, 115_200]);
		speed.heard();
		expect([speed.baud, speed.silent(), speed.baud]).toEqual([9600, false, 9600]);
		speed.forget();
		expect([speed.silent(), speed.baud]).toEqual([true, 57_600]);
	});
	it('with nothing else to try a silent device is not opened again and again', () => {
		const { speed } = searchedSpeed(async () => ({ ok: false, code: 'cannot-open', text: '' }), [9600, 9600]);
		expect(speed.silent()).toBe(false);
	});
	it('a device that was told another speed is spoken to at that speed, once and again', () => {
		const { speed } = searchedSpeed(async () => ({ ok: false, code: 'cannot-open', text: '' }), [9600]);
		speed.choose?.(57_600);
		speed.choose?.(57_600);
		expect(speed.baud).toBe(57_600);
		expect([speed.silent(), speed.baud, speed.silent(), speed.baud]).toEqual([true, 9600, true, 57_600]);
	});
});
