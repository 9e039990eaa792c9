/** The real main process with a device desk that freezes, devices that are declared anew, and a technician. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bridge } from '../../../domain/contracts/bridge.ts';
import { slip } from '../../drivers/slip.ts';
import { type Machine, MachineFixture } from './start-machine.ts';

const fixture = new MachineFixture();
let machine: Machine;
declare const window: { tidehall: Bridge; heardDevices: string[][] };
const devicesFile = () => join(dirname(fixture.hall), 'devices.yaml');

beforeAll(async () => {
	await fixture.prepare();
	machine = await fixture.start('--stations', 'T1,W01');
}, 400_000);
afterAll(async () => {
	await machine.close();
	await fixture.dispose();
}, 240_000);

describe('devices.yaml changed while the app runs', () => {
	const ids = async () => {
		const terminal = await machine.face('terminal');
		return terminal.evaluate(async () => (await window.tidehall.config()).devices.map(({ id }) => id));
	};
	test('is taken over by every face without a new start, and a wrong one is not', async () => {
		const terminal = await machine.face('terminal');
		const engine = await machine.face('engine');
		await terminal.evaluate(() => {
			window.heardDevices = [];
			window.tidehall.onDevices((devices) => window.heardDevices.push(devices.map(({ id }) => id)));
		});
		const text = readFileSync(devicesFile(), 'utf8');
		expect(await ids()).toContain('T1-printer');
		writeFileSync(devicesFile(), text.replace('id: T1-printer', 'id: T1-printer-new'));
		await terminal.waitForFunction(() => window.heardDevices.length === 1);
		expect(await ids()).toContain('T1-printer-new');
		const health = await engine.evaluate(async () => (await window.tidehall.health()).map(({ device }) => device));
		expect(health).toContain('T1-printer-new');
		expect(health).not.toContain('T1-printer');
		writeFileSync(devicesFile(), text.replace('id: T1-printer, kind: printer', 'id: T1-printer, kind: fax'));
		const reloaded = await engine.evaluate(() => window.tidehall.service({ do: 'reload' }));
		expect(reloaded).toMatchObject({
			do: 'reload',
			changed: [],
			problems: [expect.stringMatching(/^devices\.yaml:\d+: .*T1-printer: kind/)],
		});
		expect(await ids()).toContain('T1-printer-new');
		writeFileSync(devicesFile(), text);
		expect(await engine.evaluate(() => window.tidehall.service({ do: 'reload' }))).toMatchObject({ problems: [] });
		expect(await ids()).toContain('T1-printer');
	});
});

describe('the technician’s screen', () => {
	const refusal = async (code: string) => {
		const terminal = await machine.face('terminal');
		return terminal.evaluate(
			(given) =>
				window.tidehall.openService(given).then(
					() => 'open',
					(error: Error) => error.message,
				),
			code,
		);
	};
	test('opens over a terminal by the code of the hall, asks the machine, and closes itself', async () => {
		expect(await refusal('123456')).toBe('wrong-code');
		const opened = machine.app.waitForEvent('window');
		expect(await refusal('20261122')).toBe('open');
		const technician = await opened;
		await technician.waitForFunction(() => typeof window.tidehall?.service === 'function');
		expect(await technician.evaluate(() => window.tidehall.info())).toMatchObject({ face: 'technician', station: 'T1' });
		const logs = await technician.evaluate(() => window.tidehall.service({ do: 'logs', lines: 500 }));
		const text = JSON.stringify(logs);
		expect(text).toContain('service-wrong-code');
		expect(text).toContain('service-used');
		expect(text).not.toContain('123456');
		expect(await technician.evaluate(() => window.tidehall.print({} as never).catch((error: Error) => error.message))).toContain(
			'not-allowed',
		);
		const gone = technician.waitForEvent('close');
		// The page may be gone before it can answer.
		await technician.evaluate(() => void window.tidehall.closeService()).catch(() => {});
		await gone;
		expect(await machine.face('terminal')).toBeDefined();
		const again = machine.app.waitForEvent('window');
		expect(await refusal('20261122')).toBe('open');
		await (await again).waitForFunction(() => typeof window.tidehall?.service === 'function');
	});
	test('is not opened to a face that has no business with it', async () => {
		const engine = await machine.face('engine');
		expect(await engine.evaluate(() => window.tidehall.openService('20261122').catch((error: Error) => error.message))).toContain(
			'not-allowed',
		);
		const terminal = await machine.face('terminal');
		expect(await terminal.evaluate(() => window.tidehall.service({ do: 'ports' }).catch((error: Error) => error.message))).toContain(
			'not-allowed',
		);
	});
});

test('a driver frozen for ever in native code: every screen goes on, the print is unknown, and the next one comes out', async () => {
	const engine = await machine.face('engine');
	const terminal = await machine.face('terminal');
	const print = (job: string) =>
		engine.evaluate(([name, paper]) => window.tidehall.print({ job: name, device: 'T1-printer', slip: paper } as never), [
			job,
			slip,
		] as const);
	expect(await print('before')).toMatchObject({ outcome: 'printed' });
	const frozen = print('freezes');
	// Faces are answered while the desk is held up.
	for (let n = 0; n < 5; n++) expect(await terminal.evaluate(async () => (await window.tidehall.info()).station)).toBe('T1');
	expect(await frozen).toMatchObject({ job: 'freezes', outcome: 'unknown', code: 'desk-stopped' });
	await expect.poll(async () => (await print(`after-${Date.now()}`)).outcome, { timeout: 20_000 }).toBe('printed');
}, 240_000);
