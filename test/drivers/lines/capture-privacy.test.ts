import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { deviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import { fillerRedactor } from '../../../drivers/capture/filler.ts';
import { readCapture } from '../../../drivers/capture/format.ts';
import { createRecorder } from '../../../drivers/capture/recorder.ts';
import { redactorFor } from '../../../drivers/capture/redactor-for.ts';
import { replayDevice } from '../../../drivers/capture/replay.ts';
import { answerFrame } from '../../../drivers/id-reader/frames.ts';
import { utf16 } from '../../../drivers/id-reader/layouts.ts';
import { benchPeople } from '../../../drivers/id-reader/people.ts';
import { meterPort } from '../../../drivers/transport/meter.ts';
import type { OpenPort } from '../../../drivers/transport/port.ts';
import { createTestCable } from '../cable.ts';
import { fromHex, toHex } from '../golden.ts';
import { type Canary, canary } from '../id-reader/canaries.ts';
import { answer, run, scripted } from '../id-reader/rig.ts';
import { ManualClock, settle } from '../manual-clock.ts';

const declare = (device: object) => deviceDeclaration.parse({ id: 'd', station: 'T1', transport: { kind: 'simulated' }, ...device });
const reader = declare({ kind: 'id-reader' });

/** Every form in which a part of a secret could stand in a file: any four characters of it, in each encoding, as bytes or as hexadecimal. */
function leaks(secrets: readonly string[], text: string): string[] {
	const bytes = text
		.split('\n')
		.flatMap((line) => (line.includes('"bytes"') ? [JSON.parse(line).bytes as string] : []))
		.join('');
	const pieces = secrets.flatMap((secret) => {
		const length = Math.min(secret.length, /\d{6}/.test(secret) ? 8 : 4);
		return Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length));
	});
	return pieces.filter((piece) => {
		const forms = [Buffer.from(piece, 'utf16le'), Buffer.from(piece, 'utf8'), iconv.encode(piece, 'gb18030')];
		return text.includes(piece) || forms.some((form) => bytes.includes(form.toString('hex').toUpperCase()));
	});
}

const cardAnswer = ({ text, photo }: Canary) =>
	answerFrame({ sw1: 0, sw2: 0, sw3: 0x90, data: new Uint8Array([1, 0, 4, 0, ...text, ...photo]) });

/** One visit of a canary to a reader, recorded at the port as the desk does it. */
async function recorded(one: Canary, spoil: (frame: Uint8Array) => Uint8Array[]) {
	const clock = new ManualClock();
	const card = spoil(cardAnswer(one));
	let there = true;
	const device = scripted((command) => {
		if (command === 'find') return there ? answer('findOk') : answer('findNone');
		if (command === 'select') return answer('selectOk');
		if (command !== 'readBase') return undefined;
		there = false;
		return card.map(toHex).join('');
	});
	const meter = meterPort(device.open, clock.now);
	const recorder = createRecorder({
		kind: 'id-reader',
		protocol: 'sdt',
		baud: 115_200,
		redactor: redactorFor(reader, null),
		now: clock.now,
	});
	meter.tap((direction, bytes) => recorder.heard(direction, bytes));
	const { reader: driver, cards } = run(meter.open, {}, clock);
	await clock.advance(8000);
	await driver.stop();
	return { text: recorder.text(), cards };
}

async function readAgain(text: string) {
	const read = readCapture(text);
	if (!read.ok) throw new Error(read.problems.join('\n'));
	const clock = new ManualClock();
	let replay: ReturnType<typeof replayDevice> | null = null;
	const cable = createTestCable((port) => {
		replay = replayDevice(read.capture, port, clock.timers, { timing: 'recorded' });
	});
	const { cards, reader: driver } = run(cable.open as OpenPort, {}, clock);
	await clock.advance(9000);
	await driver.stop();
	await settle();
	return { cards, result: await replay!.done };
}

describe('P1 a capture of an ID reader', () => {
	it('holds nothing of the person, and played back it gives an invented one', async () => {
		for (let n = 0; n < 8; n++) {
			const one = canary(n);
			const { text, cards } = await recorded(one, (frame) => [frame]);
			expect(cards).toHaveLength(1);
			expect(one.secrets).toEqual(expect.arrayContaining([cards[0]!.idNumber]));
			// The search would find it: the same traffic without a redactor is full of it.
			expect(leaks(one.secrets, `{"bytes":"${toHex(cardAnswer(one))}"}`).length).toBeGreaterThan(10);
			expect(leaks(one.secrets, text)).toEqual([]);
			const again = await readAgain(text);
			expect(again.cards).toHaveLength(1);
			const { idNumber = 'no number' } = again.cards[0]!;
			expect(benchPeople.filter(({ text: card }) => utf16(card).includes(idNumber))).toHaveLength(1);
			expect(again.result.mismatches).toEqual([]);
		}
	});
	it.each<[string, (frame: Uint8Array) => Uint8Array[]]>([
		['cut short', (frame) => [frame.subarray(0, 700)]],
		['with a damaged byte', (frame) => [frame.map((byte, at) => (at === 500 ? byte ^ 0x20 : byte))]],
		['with a lying length', (frame) => [frame.map((byte, at) => (at === 5 ? 0x08 : byte))]],
		['inside noise', (frame) => [new Uint8Array([0xaa, 0xaa, 0xaa, 0x96, 0xff]), frame, new Uint8Array(40).fill(0xaa)]],
		['torn in the middle by another frame', (frame) => [frame.subarray(0, 300), frame.subarray(0, 100), frame.subarray(300)]],
	])('holds nothing of the person when the frame came %s', async (_, spoil) => {
		for (let n = 0; n < 4; n++) {
			const one = canary(n);
			const { text } = await recorded(one, spoil);
			expect(leaks(one.secrets, text)).toEqual([]);
			expect(readCapture(text).ok).toBe(true);
		}
	});
});

describe('P1 a capture of a printer', () => {
	it('keeps commands and answers, and nothing that stands on the paper or that no question was asked for', () => {
		const one = canary(3);
		const recorder = createRecorder({
			kind: 'printer',
			protocol: 'escpos',
			baud: 9600,
			redactor: redactorFor(declare({ kind: 'printer' }), null),
			now: () => 0,
		});
		recorder.heard('to-device', fromHex('100401100404'));
		recorder.heard('to-host', fromHex('12'));
		recorder.heard('to-host', fromHex('1E'));
		recorder.heard('to-host', new Uint8Array(Buffer.from('JANEDOE 654201198801019875')));
		recorder.heard(
			'to-device',
			new Uint8Array(Buffer.concat([fromHex('1B40'), iconv.encode(`${one.secrets.join('\n')}\n`, 'gb18030'), fromHex('1D7201')])),
		);
		recorder.heard('to-host', fromHex('14000F'));
		recorder.heard('to-host', fromHex('0003'));
		const text = recorder.text();
		expect(leaks([...one.secrets, 'JANEDOE', '654201198801019875'], text)).toEqual([]);
		const answers = text
			.split('\n')
			.filter((line) => line.includes('"host"'))
			.map((line) => JSON.parse(line).bytes as string)
			.join('');
		expect(answers.slice(0, 4)).toBe('121E');
		expect(answers.slice(-10)).toBe('14000F0003');
		expect(answers).toHaveLength(2 * (2 + 26 + 5));
	});
});

describe('P1 a device without a redactor of its own', () => {
	it('keeps lengths and times, and not one byte', () => {
		let time = 5000;
		const recorder = createRecorder({ kind: 'voice', protocol: 'syn6288', baud: 9600, redactor: fillerRedactor(), now: () => time });
		time = 5250;
		recorder.heard('to-device', new Uint8Array(iconv.encode('请张示例到3号窗口', 'gbk')));
		recorder.heard('to-host', new Uint8Array([0x41]));
		expect(recorder.text().split('\n').slice(1)).toEqual([
			'{"at":250,"to":"device","bytes":"0000000000000000000000000000000000"}',
			'{"at":250,"to":"host","bytes":"00"}',
			'',
		]);
	});
	it('every kind of device has a redactor, also one whose profile is missing', () => {
		const kinds = [
			reader,
			declare({ kind: 'printer' }),
			declare({ kind: 'led', protocol: 'onbon' }),
			declare({ kind: 'rating-pad', profile: 'none' }),
			declare({ kind: 'scanner' }),
			declare({ kind: 'voice', protocol: 'syn6288' }),
		];
		for (const kind of kinds) {
			const one = canary(kind.kind.length);
			const recorder = createRecorder({ kind: kind.kind, protocol: 'p', baud: null, redactor: redactorFor(kind, null), now: () => 0 });
			recorder.heard('to-host', new Uint8Array(iconv.encode(one.secrets.join('\r'), 'gb18030')));
			recorder.heard('to-host', new Uint8Array(Buffer.from(one.secrets.join('\r'), 'utf8')));
			expect(leaks(one.secrets, recorder.text())).toEqual([]);
		}
	});
});
