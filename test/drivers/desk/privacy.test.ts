import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { createReaderSimulator, readerFaults } from '../../../drivers/id-reader/simulator.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import { canary, found } from '../id-reader/canaries.ts';
import { declared, deskStand, oneOfEach } from './desk-stand.ts';

/** All bytes of a capture, as they stand in it. */
function bytesOf(capture: string): Uint8Array {
	const lines = capture.trim().split('\n').slice(1);
	return new Uint8Array(Buffer.from(lines.map((line) => (JSON.parse(line) as { bytes?: string }).bytes ?? '').join(''), 'hex'));
}

it('P1 whatever a citizen lays down, holds up or is called: nothing of it is in a log, health, report or capture', async () => {
	const simulator = createReaderSimulator();
	const devices = oneOfEach.map((device) =>
		device.kind === 'id-reader'
			? declared({
					kind: 'id-reader',
					id: 'reader',
					station: 'T1',
					readNewAddress: true,
					photo: true,
					transport: { kind: 'serial', path: 'here' },
				})
			: device,
	);
	const { start, bench, ask, send, answers, clock, messages, tell } = deskStand({
		open: async () => {
			const pipe = createPipe();
			simulator.attach(pipe.far);
			return { ok: true, port: pipe.near };
		},
	});
	await start(devices);
	const captures = devices.map(({ id }) => send({ type: 'capture', device: id, seconds: 50 }));
	const secrets: string[] = [];
	const held = canary(40);
	for (const [n, fault] of [null, ...readerFaults.filter((one) => one !== 'endless-noise')].entries()) {
		const one = canary(n);
		secrets.push(...one.secrets);
		if (fault) simulator.setFault(fault, true);
		simulator.lay(one);
		await clock.advance(1500);
		simulator.takeCard();
		if (fault) simulator.setFault(fault, false);
		await clock.advance(500);
	}
	secrets.push(...held.secrets);
	const [idNumber = '', , , , name = '', address = ''] = held.secrets;
	await bench({ do: 'hold-up-code', device: 'scanner', text: idNumber }, 100);
	await bench({ do: 'hold-up-code', device: 'scanner', text: `${name}，${address}` }, 100);
	const fromWindow = { hallName: '厅', itemNames: ['事项'], applicantName: name, offline: false, reprint: false };
	const materials = { ...fromWindow, materials: [{ name: address, ways: [] }], toldAt: '今天' };
	const printed = await ask({ type: 'print', job: { job: 'a', device: 'printer', paper: 'materials', slip: materials } }, 3000);
	expect(printed).toMatchObject({ ok: true });
	send({ type: 'say', job: { job: 'b', device: 'voice', text: `请${name}到1号窗口` } });
	tell({ type: 'show', wanted: [{ device: 'led', text: `请${name}到1号窗口`, style: 'call' }] });
	for (const request of [
		{ type: 'print', job: { slip: { applicantName: name } } },
		{ type: 'say', job: { text: idNumber } },
		{ type: name },
	])
		tell(request);
	await clock.advance(60_000);
	const reports = await ask({ type: 'inspect' });
	const texts = captures.flatMap((call) => answers(call).map(({ value }) => String(value)));
	expect(texts.filter((text) => text.startsWith('{"schema":"wire-capture/1"'))).toHaveLength(devices.length);
	// The canaries were really there: they came to where they belong.
	const seen = messages.filter(({ type }) => type === 'card' || type === 'code').map((message) => JSON.stringify(message));
	expect(found([name, idNumber], seen.join()).length).toBe(2);
	expect(seen.filter((one) => one.includes('card-read')).length).toBeGreaterThan(3);

	const kept = messages.filter(({ type }) => type === 'log' || type === 'health');
	expect(found(secrets, JSON.stringify([kept, reports.value]))).toEqual([]);
	for (const text of texts) {
		expect(found(secrets, text)).toEqual([]);
		const bytes = bytesOf(text);
		expect(found(secrets, bytes), text.slice(0, 60)).toEqual([]);
		expect(found(secrets, iconv.decode(Buffer.from(bytes), 'gb18030')), text.slice(0, 60)).toEqual([]);
		expect(found(secrets, Buffer.from(bytes).toString('utf8')), text.slice(0, 60)).toEqual([]);
	}
}, 240_000);
