import { afterEach, describe, expect, test } from 'vitest';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import type { Engine } from '../../renderer/engine/engine.ts';
import { createFaceClient, type FaceClient } from '../../renderer/engine/face-client.ts';
import { faceOfPage } from '../../renderer/engine/page-engine.ts';
import { type ServedFace, serveFace } from '../../renderer/engine/serve-face.ts';
import { demoPlan, openHall } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, settle } from './test-time.ts';

const faceOf = (station: string, face: FaceInfo['face']): FaceInfo => ({
	face,
	station,
	seats: [{ station, role: demoPlan.stations.find((seat) => seat.id === station)!.role }],
	platformUrl: 'http://127.0.0.1:1',
});

const open: MessagePort[] = [];
afterEach(() => {
	for (const port of open.splice(0)) port.close();
});

/** Real MessagePorts, so that what cannot be cloned is noticed. */
function join(engine: Engine, face: FaceInfo, client: FaceClient): { served: ServedFace; toFace: MessagePort } {
	const { port1, port2 } = new MessageChannel();
	open.push(port1, port2);
	const served = serveFace(engine, face, { post: (message) => port1.postMessage(message) });
	port1.onmessage = (event: MessageEvent<unknown>) => served.receive(event.data);
	port2.onmessage = (event: MessageEvent<unknown>) => void client.receive(event.data);
	client.attach({ post: (message) => port2.postMessage(message), close: () => port2.close() });
	return { served, toFace: port1 };
}

async function begin(station = 'T2', face: FaceInfo['face'] = 'terminal') {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const machine = await startMachine({ time, hall: () => hall, station });
	await machine.link.connect();
	await settle();
	const client = createFaceClient({ plan: null, clock: time.clock });
	const joined = join(machine.engine, faceOf(station, face), client);
	await client.ready;
	return { time, hall, ...machine, client, ...joined };
}

describe('a face over its port', () => {
	test('S10 shows what the engine shows, while it happens and while cut off', async () => {
		const { client, engine, hall, link, time } = await begin();
		expect(client.view()).toEqual(engine.view());
		await client.takeTicket('T2', visitA, slip);
		await settle();
		expect(client.view().state).toEqual(hall.authority.state);
		link.cut();
		await client.takeTicket('T2', visitA, slip);
		await settle();
		expect(client.view()).toEqual(engine.view());
		expect(client.view()).toMatchObject({ link: 'down', owed: 2 });
		expect(client.view().state?.tickets['A2-001']).toBeDefined();
		await link.connect();
		await time.advance(100);
		expect(client.view()).toEqual(engine.view());
		expect(client.view()).toMatchObject({ owed: 0, link: 'up' });
	});

	test('the view keeps its identity until something changes', async () => {
		const { client, engine } = await begin();
		const before = client.view();
		let told = 0;
		client.subscribe(() => {
			told += 1;
		});
		await settle();
		expect(client.view()).toBe(before);
		expect(told).toBe(0);
		await engine.report('T2', 'help-called', {});
		await settle();
		expect(told).toBeGreaterThan(0);
		expect(client.view()).not.toBe(before);
	});

	test('a face speaks for its own seat only, and gets codes, not its own words, back', async () => {
		const { client, hall } = await begin();
		await expect(client.report('W02', 'help-called', {})).rejects.toThrow('not-the-seat-of-this-face');
		await expect(client.takeTicket('T1', visitA, slip)).rejects.toThrow('not-the-seat-of-this-face');
		const wrong = { ticket: 'a name typed here' } as unknown as { ticket: string; window: string };
		await expect(client.report('T2', 'start-service', wrong)).rejects.toThrow(/^malformed/);
		await expect(client.report('T2', 'issue-ticket' as 'help-called', {})).rejects.toThrow(/^malformed$/);
		expect(hall.authority.eventsAfter(0).map((event) => event.name)).toEqual(['day-opened']);
	});

	test('the order to take over goes to faces of managers and windows, never to a terminal', async () => {
		const wish = { by: '1001', reason: 'the box is dead' };
		const terminal = await begin();
		await expect(terminal.client.takeOverOrder('T2', wish)).rejects.toThrow('not-for-this-face');
		const manager = await begin('M1', 'manager');
		expect(await manager.client.takeOverOrder('M1', wish)).toEqual({ ok: false, code: 'connected' });
		manager.link.cut();
		const answer = await manager.client.takeOverOrder('M1', wish);
		expect(answer).toMatchObject({ ok: true, order: { platform: 'P2', ...wish, events: manager.hall.authority.eventsAfter(0) } });
		await expect(manager.client.takeOverOrder('M1', { ...wish, reason: ' ' })).rejects.toThrow('malformed');
		manager.client.lost();
		expect(await manager.client.takeOverOrder('M1', wish)).toEqual({ ok: false, code: 'engine-lost' });
	});

	test('the technician’s screen is told how things stand, and speaks for no seat', async () => {
		const { engine, time } = await begin();
		const client = createFaceClient({ plan: null, clock: time.clock });
		join(engine, faceOf('T2', 'technician'), client);
		await client.ready;
		expect(client.view()).toEqual(engine.view());
		await expect(client.report('T2', 'help-called', {})).rejects.toThrow('not-the-seat-of-this-face');
		await expect(client.askDevices('T2', 'T1', { do: 'inspect' })).rejects.toThrow('not-the-seat-of-this-face');
		await expect(client.signIn('T2', '0001', '1379')).rejects.toThrow('not-the-seat-of-this-face');
	});

	test('garbage on the port is ignored by the engine and asked about by the face', async () => {
		const { client, served, toFace, engine } = await begin();
		for (const garbage of [
			null,
			7,
			'hello',
			{ type: 'call' },
			{ type: 'call', call: 1, name: 'stop', parameters: [] },
			{ type: 'ping', more: [] },
		]) {
			served.receive(garbage);
		}
		expect(client.receive({ type: 'events', events: [{ position: 'x' }] })).toBe(false);
		toFace.postMessage({ type: 'status', status: { link: 'sideways' } });
		await settle();
		expect(client.view()).toEqual(engine.view());
	});

	test('when the engine dies, open calls end with what promises nothing; the next engine goes on', async () => {
		const { client, time, hall, engine, link, journal, store, papers } = await begin();
		link.commandFault = 'hang';
		const asking = client.ask('T2', 'issue-ticket', { visit: visitA });
		const taking = client.takeTicket('T2', visitA, slip);
		await settle();
		client.lost();
		expect(await asking).toEqual({ ok: false, why: 'unreachable' });
		expect(await taking).toEqual({ ok: false, why: 'cannot', code: 'engine-lost' });
		await expect(client.report('T2', 'help-called', {})).rejects.toThrow('engine-lost');
		expect(client.view().link).toBe('down');
		engine.stop();
		const again = await startMachine({ time, hall: () => hall, journal, store, papers });
		await again.link.connect();
		await settle();
		join(again.engine, faceOf('T2', 'terminal'), client);
		await settle();
		expect(client.view()).toEqual(again.engine.view());
		expect(await client.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true });
	});

	test('sign-in is told to the face', async () => {
		const { client } = await begin('W02', 'window');
		expect(await client.signIn('W02', '1001', '123456')).toMatchObject({ ok: true });
		await settle();
		expect(client.signedIn('W02')).toMatchObject({ staff: '1001' });
		await client.signOut('W02');
		await settle();
		expect(client.signedIn('W02')).toBeNull();
	});
});

describe('a page in a browser', () => {
	const page = (pathname: string, search = '') => ({ pathname, search, origin: 'http://hall:7300' });
	test.each([
		['/board.html', '', 'board', 'B1'],
		['/manager/', '', 'manager', 'M1'],
		['/manager/index.html', '?station=M2', 'manager', 'M2'],
		['/', '', 'board', 'B1'],
		['/window.html', '?station=W07', 'window', 'W07'],
	])('%s%s is face %s of seat %s', (pathname, search, face, station) => {
		expect(faceOfPage(page(pathname, search), demoPlan)).toMatchObject({ face, station, platformUrl: 'http://hall:7300' });
	});
	test('a station the hall does not have is said so', () => {
		expect(() => faceOfPage(page('/board.html', '?station=B9'), demoPlan)).toThrow('no-such-station');
	});
});
