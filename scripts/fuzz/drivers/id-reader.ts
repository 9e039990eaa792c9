import { createAnswerFraming, createRequestFraming, type FrameEvent, type RequestEvent } from '../../../drivers/id-reader/frames.ts';
import { benchPeople } from '../../../drivers/id-reader/people.ts';
import { createReader } from '../../../drivers/id-reader/reader.ts';
import { createIdReaderRedactor } from '../../../drivers/id-reader/redact.ts';
import { createReaderSimulator } from '../../../drivers/id-reader/simulator.ts';
import { searchedSpeed } from '../../../drivers/transport/speed.ts';
import type { Subject } from '../subject.ts';
import { bytesOf, fromHex, vectors } from '../vectors.ts';

const answers = [...vectors('idReader.responses'), ...vectors('idReader.cards'), ...vectors('idReader.fingerprintResponses')];
const malformed = bytesOf('idReader.malformed');
const meant = <Event extends FrameEvent | RequestEvent>(events: Event[]) =>
	events.filter(({ type }) => type === 'answer' || type === 'request');

export const idReader: readonly Subject[] = [
	{
		kind: 'parser',
		driver: 'id-reader',
		name: 'answers',
		sound: answers,
		other: malformed,
		harmless: fromHex('1337FF9669AA00'),
		next: 'after-reset',
		make() {
			const framing = createAnswerFraming();
			return {
				feed: (bytes) => meant(framing.feed(bytes)),
				calm() {
					framing.reset();
					return [];
				},
			};
		},
	},
	{
		kind: 'parser',
		driver: 'id-reader',
		name: 'requests (simulator)',
		sound: vectors('idReader.commands'),
		other: malformed,
		harmless: fromHex('1337FF9669AA00'),
		next: 'after-reset',
		make() {
			const framing = createRequestFraming();
			return {
				feed: (bytes) => meant(framing.feed(bytes)),
				calm() {
					framing.reset();
					return [];
				},
			};
		},
	},
	{
		kind: 'parser',
		driver: 'id-reader',
		name: 'redactor',
		sound: answers.filter(({ bytes }) => bytes.length < 16),
		other: bytesOf('idReader.cards', 'idReader.malformed'),
		next: 'after-silence',
		make() {
			const redactor = createIdReaderRedactor();
			return {
				feed: (bytes) => redactor.take('to-host', bytes).map((kept) => Buffer.from(kept).toString('hex')),
				calm: () => redactor.end('to-host').map((kept) => Buffer.from(kept).toString('hex')),
			};
		},
	},
	{
		kind: 'driver',
		driver: 'id-reader',
		name: 'whole driver',
		said: [...answers.map(({ bytes }) => bytes), ...malformed],
		make({ open: openLine, clock }) {
			// Two wrong bits make “set the speed” of “find”: a reader that heard that is only found again by searching.
			const { open, speed } = searchedSpeed(() => openLine(), [115_200, 57_600, 38_400, 19_200, 9600]);
			const simulator = createReaderSimulator({ timers: clock.timers });
			const read: string[] = [];
			const reader = createReader({
				open,
				speed,
				pollMs: 300,
				sameCardMs: 3000,
				readNewAddress: true,
				photo: false,
				now: clock.now,
				timers: clock.timers,
				health() {},
				tell(event) {
					if (event.type === 'card-read' && event.card.idNumber !== undefined) read.push(event.card.idNumber);
				},
			});
			const someone = (n: number) => benchPeople[n % benchPeople.length]!.id;
			let turn = 0;
			return {
				attach(port) {
					const opened = speed.baud;
					simulator.attach(port, () => opened);
				},
				start: () => reader.start(),
				stir(random) {
					if (random.oneIn(2)) simulator.layCard(someone(random.below(99)));
					else simulator.takeCard();
				},
				works() {
					simulator.takeCard();
					read.length = 0;
					return new Promise((resolve) => {
						clock.timers.after(5000, () => simulator.layCard(someone(turn++)));
						clock.timers.after(20_000, () => {
							simulator.takeCard();
							resolve(read.length === 1);
						});
					});
				},
				stop: () => reader.stop(),
			};
		},
	},
];
