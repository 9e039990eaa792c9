import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readerFaults } from '../../../drivers/id-reader/simulator.ts';
import { panelFaults } from '../../../drivers/led/profile/simulator.ts';
import { ledFaults } from '../../../drivers/led/simulator.ts';
import { printerFaults } from '../../../drivers/printer/simulator.ts';
import { padFaults } from '../../../drivers/rating-pad/simulator.ts';
import { scannerFaults } from '../../../drivers/scanner/simulator.ts';
import { voiceFaults } from '../../../drivers/voice/simulator.ts';
import { declared, deskStand, oneOfEach } from './desk-stand.ts';

const shipped: Record<string, readonly string[]> = {
	readers: readerFaults,
	printers: printerFaults,
	leds: ledFaults,
	panels: panelFaults,
	pads: padFaults,
	scanners: scannerFaults,
	voices: voiceFaults,
};

describe('faults on the bench', () => {
	it.each(['zh-CN', 'en'])('every fault of every simulator has words, %s', (language) => {
		const file = new URL(`../../../config/wording/${language}/bench.yaml`, import.meta.url);
		const { faults } = parse(readFileSync(file, 'utf8')) as { faults: Record<string, string> };
		for (const [kind, names] of Object.entries(shipped)) {
			expect(
				[...names, 'unplugged'].filter((name) => !faults[name]),
				kind,
			).toEqual([]);
		}
		const used = new Set(['title', 'more', 'unplugged', ...Object.values(shipped).flat()]);
		expect(Object.keys(faults).filter((name) => !used.has(name))).toEqual([]);
	});
	it('each can be set and taken back on its device, and the bench is told which there are', async () => {
		const { start, bench } = deskStand();
		const panel = declared({ kind: 'led', id: 'panel', station: 'W02', protocol: 'profile', profile: 'ascii-panel' });
		await start([...oneOfEach, panel]);
		const { people: _, ...kinds } = await bench({ do: 'snapshot' }, 10);
		const devices = Object.entries(kinds).flatMap(([kind, shown]) => shown.map(({ device, mishaps }) => ({ kind, device, mishaps })));
		expect(devices).toHaveLength(7);
		for (const { kind, device, mishaps = [] } of devices) {
			const names = shipped[device === 'panel' ? 'panels' : kind] ?? [];
			expect([...mishaps].sort(), device).toEqual([...new Set([...names, 'unplugged'])].sort());
			for (const fault of mishaps) {
				const on = await bench({ do: 'fault', device, fault, on: true }, 10);
				const off = await bench({ do: 'fault', device, fault, on: false }, 10);
				const faultsIn = (snapshot: typeof on) =>
					Object.entries(snapshot).flatMap(([key, shown]) =>
						key === 'people' ? [] : shown.flatMap((one) => ('faults' in one && one.device === device ? one.faults : [])),
					);
				expect([faultsIn(on), faultsIn(off)], `${device}: ${fault}`).toEqual([[fault], []]);
			}
		}
	});
});
