import { describe, expect, it } from 'vitest';
import { fillerRedactor } from '../../../drivers/capture/filler.ts';
import { type Capture, readCapture } from '../../../drivers/capture/format.ts';
import { createRecorder } from '../../../drivers/capture/recorder.ts';
import type { Redactor } from '../../../drivers/capture/redactor.ts';
import { replayDevice } from '../../../drivers/capture/replay.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import { fromHex, toHex } from '../golden.ts';
import { ManualClock, settle } from '../manual-clock.ts';

const head = '{"schema":"wire-capture/1","kind":"printer","protocol":"escpos","baud":9600,"at":1000}';
const file = (...lines: string[]) => `${[head, ...lines].join('\n')}\n`;
const open: Redactor = { take: (_, bytes) => [bytes], end: () => [] };

describe('recording', () => {
	const recorder = (redactor: Redactor, limitBytes?: number) => {
		let time = 1000;
		const own = createRecorder({
			kind: 'printer',
			protocol: 'escpos',
			baud: 9600,
			redactor,
			now: () => time,
			...(limitBytes === undefined ? {} : { limitBytes }),
		});
		return { own, at: (now: number) => (time = now) };
	};

	it('writes the head and what passed, with the time since the beginning', () => {
		const { own, at } = recorder(open);
		at(1020);
		own.heard('to-device', fromHex('100401'));
		at(1031);
		own.heard('to-host', fromHex('12'));
		expect(own.text()).toBe(file('{"at":20,"to":"device","bytes":"100401"}', '{"at":31,"to":"host","bytes":"12"}'));
		// It ends with its text: nothing is added behind it.
		own.heard('to-host', fromHex('12'));
		expect(own.text().split('\n')).toHaveLength(4);
	});
	it('what a redactor held back is written at the end, made harmless', () => {
		const { own } = recorder({ take: () => [], end: (direction) => (direction === 'to-host' ? [new Uint8Array(2)] : []) });
		own.heard('to-host', fromHex('4142'));
		expect(own.text()).toBe(file('{"at":0,"to":"host","bytes":"0000"}'));
	});
	it('P1 a redactor that fails lets nothing through', () => {
		const failing: Redactor = {
			take() {
				throw new Error('A fault that names 张示例');
			},
			end() {
				throw new Error('again');
			},
		};
		const { own } = recorder(failing);
		own.heard('to-host', fromHex('414243'));
		expect(own.text()).toBe(file('{"at":0,"to":"host","bytes":"000000"}'));
	});
	it('grows no further than it may, and says that more has passed', () => {
		const { own } = recorder(fillerRedactor(), 10_000);
		for (let n = 0; n < 1000; n++) own.heard('to-host', new Uint8Array(100));
		const text = own.text();
		expect(text.length).toBeLessThanOrEqual(10_000);
		expect(text.length).toBeGreaterThan(9000);
		expect(readCapture(text)).toMatchObject({ ok: true, capture: { cut: true } });
	});
	it('what it writes can be read', () => {
		const { own } = recorder(open);
		own.heard('to-device', fromHex('0102'));
		expect(readCapture(own.text())).toEqual({
			ok: true,
			capture: {
				head: { schema: 'wire-capture/1', kind: 'printer', protocol: 'escpos', baud: 9600, at: 1000 },
				entries: [{ at: 0, to: 'device', bytes: '0102' }],
				cut: false,
			},
		});
	});
});

describe('a capture that is not sound', () => {
	it.each<[string, string, RegExp]>([
		['an empty file', '', /^line 1: schema/],
		['another schema', '{"schema":"wire-capture/2"}', /^line 1: .*schema/],
		['no JSON', file('{"at":1'), /^line 2: no JSON$/],
		['an unknown direction', file('{"at":1,"to":"printer","bytes":"00"}'), /^line 2: to: /],
		['half a byte', file('{"at":1,"to":"host","bytes":"000"}'), /^line 2: bytes: must be bytes/],
		['small letters', file('{"at":1,"to":"host","bytes":"aa"}'), /^line 2: bytes: /],
		['no bytes', file('{"at":1,"to":"host","bytes":""}'), /^line 2: bytes: /],
		['a time before the beginning', file('{"at":-1,"to":"host","bytes":"00"}'), /^line 2: at: /],
		['times that run back', file('{"at":9,"to":"host","bytes":"00"}', '{"at":3,"to":"host","bytes":"00"}'), /^line 3: at: earlier/],
		['a field nobody knows', file('{"at":1,"to":"host","bytes":"00","name":"x"}'), /^line 2: entry: /],
		['a cut in the middle', file('{"at":1,"cut":true}', '{"at":1,"to":"host","bytes":"00"}'), /^line 2: /],
	])('%s: line and field are named', (_, text, problem) => {
		const read = readCapture(text);
		if (read.ok) throw new Error('it was read');
		expect(read.problems[0]).toMatch(problem);
	});
	it('a file of nothing but faults does not fill the screen', () => {
		const read = readCapture(file(...Array.from({ length: 500 }, () => '{}')));
		expect(read.ok ? 0 : read.problems.length).toBe(20);
	});
});

describe('playing a device from its capture', () => {
	const exchange = ['{"at":10,"to":"device","bytes":"100401"}', '{"at":40,"to":"host","bytes":"12"}'];

	function play(text: string, timing: 'recorded' | 'at-once' = 'at-once') {
		const read = readCapture(text);
		if (!read.ok) throw new Error(read.problems.join('\n'));
		const clock = new ManualClock();
		const { near, far } = createPipe();
		const heard: string[] = [];
		near.onBytes((bytes) => heard.push(toHex(bytes)));
		const replay = replayDevice(read.capture as Capture, far, clock.timers, { timing });
		return { clock, near, heard, replay, say: (hex: string) => near.write(fromHex(hex)).then(settle) };
	}

	it('answers what was asked, however it comes in chunks', async () => {
		const { say, heard, replay } = play(
			file(
				...exchange,
				'{"at":90,"to":"device","bytes":"10"}',
				'{"at":91,"to":"device","bytes":"0404"}',
				'{"at":99,"to":"host","bytes":"7E"}',
			),
		);
		await say('10');
		await say('04');
		expect(heard).toEqual([]);
		await say('011004');
		expect(heard).toEqual(['12']);
		await say('04');
		expect(heard).toEqual(['12', '7E']);
		expect(await replay.done).toEqual({ complete: true, sent: 2, taken: 6, mismatches: [], beyond: 0 });
	});
	it('keeps the pauses that the device made', async () => {
		const { say, heard, clock, replay } = play(file('{"at":5,"to":"host","bytes":"AA"}', ...exchange), 'recorded');
		await clock.advance(4);
		expect(heard).toEqual([]);
		await clock.advance(1);
		expect(heard).toEqual(['AA']);
		await say('100401');
		await clock.advance(29);
		expect(heard).toEqual(['AA']);
		await clock.advance(1);
		expect([heard, (await replay.done).complete]).toEqual([['AA', '12'], true]);
	});
	it('a host that says something else is told of, with the place, and answered when it has said its say', async () => {
		const { say, heard, clock, replay } = play(
			file(...exchange, '{"at":90,"to":"device","bytes":"100404"}', '{"at":99,"to":"host","bytes":"7E"}'),
		);
		await say('10FF');
		await say('0102030405');
		expect(heard).toEqual([]);
		await clock.advance(100);
		expect(heard).toEqual(['12']);
		await say('100404');
		const result = await replay.done;
		expect(result.mismatches).toEqual([{ line: 2, byte: 1, position: 1, expected: 0x04 }]);
		expect([result.complete, heard]).toEqual([true, ['12', '7E']]);
	});
	it('what a redactor took out stands for any byte', async () => {
		const { say, heard, replay } = play(file('{"at":1,"to":"device","bytes":"1B400000002A0A"}', '{"at":2,"to":"host","bytes":"00"}'));
		await say('1B40C6B1BAC50A');
		expect([heard, (await replay.done).mismatches]).toEqual([['00'], []]);
	});
	it('bytes beyond the end are counted', async () => {
		const { say, replay } = play(file(...exchange));
		await say('100401FFFF');
		expect(await replay.done).toMatchObject({ complete: true, beyond: 2, taken: 3 });
	});
	it('the cable pulled in the middle, and a replay that is stopped, end it', async () => {
		const pulled = play(file(...exchange));
		await pulled.say('1004');
		await pulled.near.close();
		expect(await pulled.replay.done).toMatchObject({ complete: false, taken: 2 });
		const stopped = play(file(...exchange), 'recorded');
		await stopped.say('100401');
		stopped.replay.stop();
		await stopped.clock.advance(1000);
		expect([await stopped.replay.done, stopped.heard]).toMatchObject([{ complete: false }, []]);
	});
});
