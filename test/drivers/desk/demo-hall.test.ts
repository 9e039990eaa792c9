import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadHall } from '../../../config/load-hall.ts';
import { deskStand } from './desk-stand.ts';

it('every device of the demo hall comes up on one desk, the displays of the shared line too', async () => {
	const loaded = loadHall(join(import.meta.dirname, '../../../config/halls/demo/hall.yaml'));
	if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
	const { devices } = loaded.hall;
	const { start, healthOf, bench, tell, clock, ask } = deskStand();
	await start(devices);
	await clock.advance(5000);
	const unwell = devices.filter(({ id }) => !healthOf(id).at(-1)?.startsWith('ready:')).map(({ id }) => `${id} ${healthOf(id).at(-1)}`);
	expect(unwell).toEqual([]);
	const displays = devices.filter(({ kind }) => kind === 'led').map(({ id }) => id);
	tell({ type: 'show', wanted: displays.map((device, n) => ({ device, text: `A${String(n + 1).padStart(3, '0')}`, style: 'steady' })) });
	await clock.advance(10_000);
	const { leds, scanners, pads } = await bench({ do: 'snapshot' });
	expect(leds.map(({ text }) => text)).toEqual(displays.map((_, n) => `A${String(n + 1).padStart(3, '0')}`));
	const declared = (wanted: string) => devices.filter(({ kind }) => kind === wanted).map(({ id }) => id);
	expect([scanners, pads].map((shown) => shown.map(({ device }) => device))).toEqual([declared('scanner'), declared('rating-pad')]);
	expect([scanners.length, pads.length].every((count) => count > 0)).toBe(true);
	const reports = (await ask({ type: 'inspect' })).value as { device: string; port: string }[];
	expect(reports.filter(({ port }) => port === 'simulated east').map(({ device }) => device)).toEqual(['W22-led', 'W23-led', 'W24-led']);
}, 240_000);
