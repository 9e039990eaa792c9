import type { Redactor } from '../../../drivers/capture/redactor.ts';
import { createAlphaFraming, createAlphaStream } from '../../../drivers/led/alpha/packets.ts';
import { createDisplay } from '../../../drivers/led/line.ts';
import { createOnbonFraming } from '../../../drivers/led/onbon/frames.ts';
import { createAnswerFraming } from '../../../drivers/led/profile/answers.ts';
import { createPanelRedactor } from '../../../drivers/led/profile/redact.ts';
import { createPanelSimulator } from '../../../drivers/led/profile/simulator.ts';
import { createLedRedactor } from '../../../drivers/led/redact.ts';
import { createLedSimulator } from '../../../drivers/led/simulator.ts';
import { buildFrame } from '../../../drivers/profile/template.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { panel } from '../profiles.ts';
import type { DriverSubject, ParserSubject, Subject } from '../subject.ts';
import { bytesOf, fromHex, type Vector, vectors } from '../vectors.ts';

const shown = buildFrame(panel.show, { text: [new Uint8Array(Buffer.from('A012  3'))] });
const panelAnswer = { name: 'answer', bytes: fromHex(panel.answer ?? '') };

const isAnswer = ({ name }: { name: string }) => /^(ack|nak)/.test(name);
const onbon = vectors('ledOnbon.frames');
const alpha = vectors('ledAlpha.frames');
const alphaPackets = alpha.filter((one) => !isAnswer(one));

/** A display of this protocol: what it should show is changed all the time, and in the end it shows it. */
function display(protocol: 'onbon' | 'alpha' | 'profile', said: readonly Uint8Array[]): DriverSubject {
	return {
		kind: 'driver',
		driver: protocol === 'profile' ? 'panel' : protocol,
		name: 'whole driver',
		said,
		make({ open, clock }) {
			const simulator = protocol === 'profile' ? createPanelSimulator(panel, clock.timers) : createLedSimulator(protocol, 1, clock);
			const driver = createDisplay({
				protocol,
				gapMs: null,
				open,
				speed: fixedSpeed(57_600),
				now: clock.now,
				timers: clock.timers,
				...(protocol === 'profile' ? { profile: panel } : {}),
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

const redactor = (driver: string, sound: readonly Vector[], create: () => Redactor): ParserSubject => ({
	kind: 'parser',
	driver,
	name: 'redactor',
	sound,
	next: 'after-silence',
	make() {
		const own = create();
		return {
			feed: (bytes) => own.take('to-device', bytes).map((kept) => Buffer.from(kept).toString('hex')),
			calm: () => own.end('to-device').map((kept) => Buffer.from(kept).toString('hex')),
		};
	},
});

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
	redactor('onbon', onbon, () => createLedRedactor('onbon')),
	redactor('alpha', alphaPackets, () => createLedRedactor('alpha')),
	{
		kind: 'parser',
		driver: 'panel',
		name: 'answers',
		sound: [panelAnswer],
		other: [shown],
		next: 'at-once',
		harmless: fromHex('1337FF00'),
		make() {
			const framing = createAnswerFraming([panelAnswer.bytes]);
			return { feed: (bytes) => framing.feed(bytes).filter(({ type }) => type === 'answer') };
		},
	},
	redactor('panel', [{ name: 'shown', bytes: shown }], () => createPanelRedactor(panel)),
	display('profile', [panelAnswer.bytes, shown]),
];
