import { expect, test } from 'vitest';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import { openHall } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, settle } from './test-time.ts';

const display = (id: string, more: object) =>
	deviceDeclaration.parse({ kind: 'led', id, station: 'W02', transport: { kind: 'simulated' }, ...more });

test('displays with digits and Latin letters alone are given number and window, the others the hall’s words', async () => {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const terminal = await startMachine({ time, hall: () => hall });
	const { engine, link, leds } = await startMachine({ time, hall: () => hall, station: 'W02' });
	await terminal.link.connect();
	await link.connect();
	engine.devicesChanged([
		display('onbon', { protocol: 'onbon' }),
		display('alpha', { protocol: 'alpha' }),
		display('ascii-panel', { protocol: 'profile', profile: 'ascii-panel', letters: 'latin' }),
		display('chinese-panel', { protocol: 'profile', profile: 'other' }),
		display('alpha-with-chinese', { protocol: 'alpha', letters: 'all' }),
	]);
	const shown = () => leds.at(-1)?.map(({ text }) => text);
	expect(shown()).toEqual(['未开', '-', '-', '未开', '未开']);
	await terminal.engine.takeTicket('T2', visitA, slip);
	await engine.signIn('W02', '1001', '123456');
	await engine.ask('W02', 'open-window', { window: 'W02' });
	await settle();
	expect(shown()).toEqual(['02 号', '02', '02', '02 号', '02 号']);
	await engine.ask('W02', 'call-next', { window: 'W02' });
	await settle();
	expect(shown()).toEqual(['请 A001 到 02', 'A001 02', 'A001 02', '请 A001 到 02', '请 A001 到 02']);
	await engine.report('W02', 'start-service', { window: 'W02', ticket: 'A001' });
	expect(shown()).toEqual(['A001', 'A001', 'A001', 'A001', 'A001']);
});
