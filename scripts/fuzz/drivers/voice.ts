import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { createVoiceFraming } from '../../../drivers/voice/frames.ts';
import { createVoiceRedactor } from '../../../drivers/voice/redact.ts';
import { createVoiceSimulator } from '../../../drivers/voice/simulator.ts';
import { createVoiceBox } from '../../../drivers/voice/voice-box.ts';
import type { Subject } from '../subject.ts';
import { bytesOf, fromHex, vectors } from '../vectors.ts';

const protocols = ['syn6288', 'xfs5152'] as const;
const others = bytesOf('voice.syn6288', 'voice.xfs5152');
const answers = ['4A', '41', '45', '4E', '4F'].map(fromHex);
const mostTries = 3;

export const voice: readonly Subject[] = [
	...protocols.map(
		(protocol): Subject => ({
			kind: 'parser',
			driver: 'voice',
			name: `commands (simulator), ${protocol}`,
			sound: vectors(`voice.${protocol}`),
			other: others,
			next: 'after-silence',
			harmless: fromHex('1337FF00'),
			make() {
				const framing = createVoiceFraming(protocol);
				return { feed: (bytes) => framing.feed(bytes).filter(({ type }) => type === 'frame'), calm: () => framing.expire() };
			},
		}),
	),
	{
		kind: 'parser',
		driver: 'voice',
		name: 'redactor',
		sound: vectors('voice.syn6288'),
		other: others,
		next: 'after-silence',
		make() {
			const redactor = createVoiceRedactor('syn6288');
			return {
				feed: (bytes) => redactor.take('to-device', bytes).map((kept) => Buffer.from(kept).toString('hex')),
				calm: () => redactor.end('to-device').map((kept) => Buffer.from(kept).toString('hex')),
			};
		},
	},
	{
		kind: 'driver',
		driver: 'voice',
		name: 'whole driver',
		said: answers,
		make({ open, clock }) {
			const simulator = createVoiceSimulator('syn6288', clock.timers);
			const box = createVoiceBox({
				protocol: 'syn6288',
				encoding: 'gbk',
				tags: '',
				longestMs: 30_000,
				open,
				speed: fixedSpeed(9600),
				now: clock.now,
				timers: clock.timers,
				health() {},
			});
			let job = 0;
			let underWay = 0;
			return {
				attach: (port) => simulator.attach(port),
				start: () => box.start(),
				stir(random) {
					if (random.oneIn(20)) box.stopSpeaking();
					if (underWay > 2 || !random.oneIn(2)) return;
					underWay++;
					void box.say(`job-${job++}`, '请A012号到3号窗口').finally(() => underWay--);
				},
				/** A box that was left in the middle of a frame takes the next one for its rest: that text is then not said, and told as such. */
				async works() {
					box.stopSpeaking();
					for (let tries = 0; tries < mostTries; tries++) {
						const { outcome } = await box.say(`job-${job++}`, '请到窗口');
						if (outcome === 'spoken') return simulator.spoken.at(-1) !== undefined;
					}
					return false;
				},
				stop: () => box.stop(),
			};
		},
	},
];
