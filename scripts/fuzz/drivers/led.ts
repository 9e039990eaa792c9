import { createAlphaFraming, createAlphaStream } from '../../../drivers/led/alpha/packets.ts';
import { createDisplay } from '../../../drivers/led/line.ts';
import { createOnbonFraming } from '../../../drivers/led/onbon/frames.ts';
import { createLedSimulator } from '../../../drivers/led/simulator.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import type { DriverSubject, Subject } from '../subject.ts';
import { bytesOf, fromHex, vectors } from '../vectors.ts';

const isAnswer = ({ name }: { name: string }) => /^(ack|nak)/.test(name);
const onbon = vectors('ledOnbon.frames');
const alpha = vectors('ledAlpha.frames');
const alphaPackets = alpha.filter((one) => !isAnswer(one));

/** A display of this protocol: what it should show is changed all the time, and in the end it shows it. */
function display(protocol: 'onbon' | 'alpha', said: readonly Uint8Array[]): DriverSubject {
	return {
		kind: 'driver',
		driver: protocol,
		name: 'whole driver',
		said,
		make({ open, clock }) {
			const simulator = createLedSimulator(protocol, 1, clock);
			const driver = createDisplay({
				protocol,
				gapMs: null,
				open,
				speed: fixedSpeed(57_600),
				now: clock.now,
				timers: clock.timers,
				address: 1,
				widthDots: 128,
				heightDots: 32,
				verify: protocol === 'alpha' ? 'read' : 'none',
				signType: 'Z',
				dimming: [],
				health() {},
			});
			let number = 0;
			const text = () => `A${String(++number % 1000).padStart(3, '0')}  3`;
			return {
				attach: (port) => simulator.attach(port),
				start: () => driver.start(),
				stir(random) {
					if (random.oneIn(2)) void driver.want({ text: text(), style: 'call' });
				},
				async works() {
					const wanted = text();
					const proof = await driver.want({ text: wanted, style: 'call' });
					return proof.ok && simulator.text === wanted;
				},
				stop: () => driver.stop(),
			};
		},
	};
}

export const led: readonly Subject[] = [
	{
		kind: 'parser',
		driver: 'onbon',
		name: 'frames',
		sound: onbon,
		other: bytesOf('ledOnbon.malformed', 'ledOnbon.extraSamples'),
		harmless: fromHex('1337FF005B'),
		next: 'at-once',
		make() {
			const framing = createOnbonFraming();
			return { feed: (bytes) => framing.feed(bytes).filter(({ type }) => type === 'frame') };
		},
	},
	display('onbon', [...onbon.map(({ bytes }) => bytes), ...bytesOf('ledOnbon.malformed')]),
	{
		kind: 'parser',
		driver: 'alpha',
		name: 'packets (simulator)',
		sound: alphaPackets,
		other: bytesOf('ledAlpha.malformed'),
		harmless: fromHex('1337FF00'),
		next: 'at-once',
		make() {
			const framing = createAlphaFraming();
			return { feed: (bytes) => framing.feed(bytes) };
		},
	},
	{
		kind: 'parser',
		driver: 'alpha',
		name: 'answers',
		sound: alpha.filter(({ name }) => isAnswer({ name }) || name === 'readTextReply'),
		other: bytesOf('ledAlpha.frames', 'ledAlpha.malformed'),
		harmless: fromHex('1337FF00'),
		next: 'after-reset',
		make() {
			const framing = createAlphaStream(true);
			return {
				feed: (bytes) => framing.feed(bytes).filter(({ type }) => type === 'packet' || type === 'ack' || type === 'nak'),
				calm() {
					framing.reset();
					return [];
				},
			};
		},
	},
	display(
		'alpha',
		alpha.map(({ bytes }) => bytes),
	),
];
