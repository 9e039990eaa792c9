import { type DeviceDeclarationOf, deviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import { createPatternFraming } from '../../../drivers/profile/pattern.ts';
import { createRatingPad } from '../../../drivers/rating-pad/rating-pad.ts';
import { createRatingPadRedactor } from '../../../drivers/rating-pad/redact.ts';
import { createRatingPadSimulator } from '../../../drivers/rating-pad/simulator.ts';
import { createScannerInput } from '../../../drivers/scanner/input.ts';
import { createScannerRedactor } from '../../../drivers/scanner/redact.ts';
import { createScanner } from '../../../drivers/scanner/scanner.ts';
import { createScannerSimulator } from '../../../drivers/scanner/simulator.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { testPad as profile } from '../profiles.ts';
import type { Subject } from '../subject.ts';
import { bytesOf, fromHex, vectors } from '../vectors.ts';

const padFrames = vectors('evaluatorDemoProfile.frames');
const presses = padFrames.filter(({ name }) => /^(rating|noAnswer)/.test(name));

const scannerBytes = bytesOf('scanners.zebraSsi', 'scanners.newland', 'scanners.gm65', 'scanners.payloadExamples');
const codes = vectors('scanners.payloadExamples').filter(({ bytes }) => bytes.at(-1) === 0x0d);
const protocols = ['plain', 'honeywell', 'newland', 'zebra-ssi', 'gm65'] as const;
const suffix = '0D';
const declared = (protocol: string) =>
	deviceDeclaration.parse({
		kind: 'scanner',
		id: 's',
		station: 'T1',
		transport: { kind: 'simulated' },
		protocol,
	}) as DeviceDeclarationOf<'scanner'>;

export const pads: readonly Subject[] = [
	{
		kind: 'parser',
		driver: 'rating-pad',
		name: 'presses',
		sound: presses,
		other: bytesOf('evaluatorDemoProfile.frames'),
		harmless: fromHex('1337FF00'),
		next: 'after-silence',
		make() {
			const framing = createPatternFraming(profile.rx);
			return { feed: (bytes) => framing.feed(bytes).filter(({ type }) => type === 'frame'), calm: () => framing.expire() };
		},
	},
	{
		kind: 'parser',
		driver: 'rating-pad',
		name: 'redactor',
		sound: presses,
		other: bytesOf('evaluatorDemoProfile.frames'),
		next: 'after-silence',
		make() {
			const redactor = createRatingPadRedactor(profile);
			return {
				feed: (bytes) => redactor.take('to-host', bytes).map((kept) => Buffer.from(kept).toString('hex')),
				calm: () => redactor.end('to-host').map((kept) => Buffer.from(kept).toString('hex')),
			};
		},
	},
	{
		kind: 'driver',
		driver: 'rating-pad',
		name: 'whole driver',
		said: padFrames.map(({ bytes }) => bytes),
		make({ open, clock }) {
			const simulator = createRatingPadSimulator(profile, clock.timers);
			const pad = createRatingPad({ profile, open, speed: fixedSpeed(9600), now: clock.now, timers: clock.timers, health() {} });
			return {
				attach: (port) => simulator.attach(port),
				start: () => pad.start(),
				stir(random) {
					const what = random.below(4);
					if (what < 2) void pad.ask();
					else if (what === 2) pad.cancel();
					else void pad.showEmployee({ name: '样例员', number: '0123' });
					simulator.press(1 + random.below(5));
				},
				async works() {
					pad.cancel();
					const asked = pad.ask();
					clock.timers.after(3000, () => simulator.press(2));
					const { outcome, rating } = await asked;
					return outcome === 'rated' && rating === 2;
				},
				stop: () => pad.stop(),
			};
		},
	},
	...protocols.map(
		(protocol): Subject => ({
			kind: 'parser',
			driver: 'scanner',
			name: `codes and answers, ${protocol}`,
			sound: protocol === 'zebra-ssi' ? vectors('scanners.zebraSsi').filter(({ name }) => name === 'scannerAck') : codes,
			other: scannerBytes,
			next: 'after-silence',
			make() {
				const input = createScannerInput(protocol, new Uint8Array(), fromHex(suffix));
				return {
					feed: (bytes) => input.feed(bytes).filter(({ type }) => type === 'code' || type === 'answer'),
					calm: () => [...input.pause('short'), ...input.pause('long')],
				};
			},
		}),
	),
	{
		kind: 'parser',
		driver: 'scanner',
		name: 'redactor',
		sound: codes,
		other: scannerBytes,
		next: 'after-silence',
		make() {
			const redactor = createScannerRedactor(declared('zebra-ssi'));
			return {
				feed: (bytes) => redactor.take('to-host', bytes).map((kept) => Buffer.from(kept).toString('hex')),
				calm: () => redactor.end('to-host').map((kept) => Buffer.from(kept).toString('hex')),
			};
		},
	},
	{
		kind: 'driver',
		driver: 'scanner',
		name: 'whole driver',
		said: scannerBytes,
		make({ open, clock }) {
			const simulator = createScannerSimulator({ protocol: 'newland', prefix: '', suffix }, clock.timers);
			const heard: string[] = [];
			const scanner = createScanner({
				...declared('newland'),
				open,
				speed: fixedSpeed(9600),
				now: clock.now,
				timers: clock.timers,
				health() {},
				tell: ({ text }) => heard.push(text),
			});
			let number = 0;
			let underWay = 0;
			return {
				attach: (port) => simulator.attach(port),
				start: () => scanner.start(),
				stir(random) {
					simulator.holdUp(`票号A${String(++number).padStart(6, '0')}`);
					if (underWay > 2 || !random.oneIn(3)) return;
					underWay++;
					void scanner.trigger(random.oneIn(2)).finally(() => underWay--);
				},
				async works() {
					const lit = await scanner.trigger(true);
					heard.length = 0;
					const text = `票号B${String(++number).padStart(6, '0')}`;
					simulator.holdUp(text);
					await new Promise<void>((resolve) => clock.timers.after(2000, resolve));
					return lit.ok && heard.join() === text;
				},
				stop: () => scanner.stop(),
			};
		},
	},
];
