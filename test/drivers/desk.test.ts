import { describe, expect, it } from 'vitest';
import { type BenchAction, benchSnapshot, type DeskMessage, deskMessage, deskRequest } from '../../domain/contracts/device-desk.ts';
import { createDesk } from '../../drivers/desk/desk.ts';
import { ManualClock } from './manual-clock.ts';
import { papers, slip } from './slip.ts';

const devices = [
	{ kind: 'id-reader', id: 'reader-T1', station: 'T1', transport: { kind: 'simulated' } },
	{ kind: 'printer', id: 'printer-T1', station: 'T1', transport: { kind: 'simulated' } },
	{ kind: 'led', id: 'led-W01', station: 'W01', protocol: 'onbon', transport: { kind: 'simulated' } },
	{ kind: 'printer', id: 'printer-T2', station: 'T2', transport: { kind: 'serial', path: 'nowhere' } },
];

async function started() {
	const clock = new ManualClock();
	const messages: DeskMessage[] = [];
	const desk = createDesk({
		now: clock.now,
		timers: clock.timers,
		// What crosses the process border must be plain data of the contract.
		send: (message) => messages.push(deskMessage.parse(structuredClone(message))),
		open: async () => ({ ok: false, code: 'cannot-open', text: 'no such port' }),
		listPorts: async () => [],
	});
	desk.handle(deskRequest.parse({ type: 'start', devices, papers }));
	await clock.advance(1000);
	let call = 0;
	const ask = async (request: object) => {
		const own = ++call;
		desk.handle({ ...request, call: own });
		await clock.advance(3000);
		const answer = messages.find((message) => message.type === 'answer' && message.call === own);
		if (answer?.type !== 'answer') throw new Error('no answer');
		return answer;
	};
	const bench = async (action: BenchAction) => {
		const answer = await ask({ type: 'bench', action });
		if (!answer.ok) throw new Error(String(answer.value));
		return benchSnapshot.parse(answer.value);
	};
	const cards = () => messages.flatMap((message) => (message.type === 'card' ? [message.event] : []));
	const healthOf = (device: string) =>
		messages.flatMap((m) => (m.type === 'health' && m.health.device === device ? [`${m.health.state}:${m.health.code}`] : []));
	return { desk, clock, messages, ask, bench, cards, healthOf };
}

describe('the device desk', () => {
	it('starts every declared device and tells how each is', async () => {
		const { ask, healthOf } = await started();
		expect(healthOf('reader-T1')).toEqual(['connecting:opening', 'ready:ok']);
		expect(healthOf('printer-T1')).toEqual(['connecting:opening', 'ready:ok']);
		expect(healthOf('led-W01')).toEqual(['connecting:opening', 'ready:ok']);
		expect(healthOf('printer-T2')).toEqual(['connecting:opening', 'disconnected:cannot-open']);
		expect((await ask({ type: 'health' })).value).toHaveLength(4);
	});
	it('card on the reader, ticket in the hand, text on the display: all decoded from real bytes', async () => {
		const { desk, clock, ask, bench, cards } = await started();
		const snapshot = await bench({ do: 'lay-card', device: 'reader-T1', person: 'wang-82' });
		expect(snapshot.people.length).toBeGreaterThanOrEqual(6);
		expect(cards().map((event) => event.type)).toEqual(['card-found', 'card-read']);
		const read = cards()[1];
		if (read?.type !== 'card-read') throw new Error('no card');
		expect(read.card).toMatchObject({ kind: 'resident', name: '王样例', birthDate: '19440512', warnings: [] });
		const printed = await ask({ type: 'print', job: { job: 'T1-1', device: 'printer-T1', slip } });
		expect(printed.value).toEqual({ job: 'T1-1', outcome: 'printed', proof: 'done', code: 'ok' });
		desk.handle({ type: 'show', wanted: [{ device: 'led-W01', text: '请A044号到1号窗口', style: 'call' }] });
		await clock.advance(500);
		const after = await bench({ do: 'snapshot' });
		expect(after.printers[0]!.papers[0]).toMatchObject({ qr: slip.qr, cut: true });
		expect(after.leds[0]).toMatchObject({ text: '请A044号到1号窗口', on: true });
		await bench({ do: 'take-card', device: 'reader-T1' });
		expect(cards().at(-1)?.type).toBe('card-removed');
	});
	it('a printer that is not there: the job fails, nobody waits', async () => {
		const { ask } = await started();
		expect((await ask({ type: 'print', job: { job: 'a', device: 'printer-T2', slip } })).value).toMatchObject({
			outcome: 'failed',
			code: 'port-lost',
		});
		expect((await ask({ type: 'print', job: { job: 'b', device: 'printer-T9', slip } })).value).toMatchObject({
			outcome: 'failed',
			code: 'no-printer',
		});
	});
	it('unplug and replug on the bench', async () => {
		const { bench, clock, healthOf, ask } = await started();
		expect((await bench({ do: 'fault', device: 'printer-T1', fault: 'unplugged', on: true })).printers[0]!.faults).toEqual(['unplugged']);
		expect(healthOf('printer-T1').at(-1)).toMatch(/^disconnected/);
		await bench({ do: 'fault', device: 'printer-T1', fault: 'unplugged', on: false });
		await clock.advance(10_000);
		expect(healthOf('printer-T1').at(-1)).toBe('ready:ok');
		expect((await ask({ type: 'print', job: { job: 'c', device: 'printer-T1', slip } })).value).toMatchObject({ outcome: 'printed' });
	});
	it.each([
		{ do: 'fault', device: 'printer-T2', fault: 'paper-end', on: true },
		{ do: 'fault', device: 'printer-T1', fault: 'on-fire', on: true },
		{ do: 'lay-card', device: 'printer-T1', person: 'zhang' },
		{ do: 'lay-card', device: 'reader-T1', person: 'nobody' },
		{ do: 'explode' },
	])('the bench refuses what does not fit: %j', async (action) => {
		const { ask } = await started();
		expect((await ask({ type: 'bench', action })).ok).toBe(false);
	});
	it('D2 what is no request is dropped with a word, and P1 nothing of its content is repeated', async () => {
		const { desk, clock, messages, ask } = await started();
		for (const bad of [
			null,
			7,
			'x',
			{},
			{ type: 'fly' },
			{ type: 'print', job: { slip: { number: '不许重复的名字' } } },
			{ type: 'show', wanted: [{ text: '不许重复的名字' }] },
		])
			desk.handle(bad);
		await clock.advance(100);
		expect(messages.filter((message) => message.type === 'log' && message.level === 'error')).toHaveLength(7);
		expect(JSON.stringify(messages)).not.toContain('不许重复的名字');
		expect((await ask({ type: 'print', job: { job: 'x'.repeat(65) } })).ok).toBe(false);
	});
	it('stops every device', async () => {
		const { ask, clock, messages } = await started();
		expect((await ask({ type: 'stop' })).ok).toBe(true);
		const count = messages.length;
		await clock.advance(120_000);
		expect(messages).toHaveLength(count);
	});
	it('prints the fixed words of the paper in the language of the job', async () => {
		const { ask, bench } = await started();
		for (const [job, language] of [
			['a', undefined],
			['b', 'en'],
		])
			await ask({ type: 'print', job: { job, device: 'printer-T1', slip, language } });
		const { printers } = await bench({ do: 'take-card', device: 'reader-T1' });
		const papers = printers.find((one) => one.device === 'printer-T1')?.papers ?? [];
		const text = papers.map((paper) => paper.lines.map((line) => line.text).join('\n'));
		expect(text[0]).toContain('您的号');
		expect(text[1]).toContain('Your number');
		expect(text[1]).toContain('Mon 10:24');
	});
	it('without words it prints nothing, and says so', async () => {
		const { desk, clock, ask, bench } = await started();
		desk.handle({ type: 'start', devices });
		await clock.advance(1000);
		const failed = { job: 'a', outcome: 'failed', proof: 'none', code: 'no-ticket-words' };
		expect((await ask({ type: 'print', job: { job: 'a', device: 'printer-T1', slip } })).value).toEqual(failed);
		const { printers } = await bench({ do: 'take-card', device: 'reader-T1' });
		expect(printers[0]?.papers).toEqual([]);
	});
});
