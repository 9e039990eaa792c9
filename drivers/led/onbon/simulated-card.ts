import iconv from 'iconv-lite';
import type { ShownPart, SimulatedDisplay, SimulatedMood } from '../simulated-display.ts';
import { answerFrame, runModes, statusFrame } from './commands.ts';
import { anyModel, createOnbonFraming, everyScreen, everyScreenSilent, type OnbonFrame } from './frames.ts';

interface HeldArea {
	text: string;
	movement: number;
	/** Cleared by itself then, unless it is sent again; `null` = stays. */
	until: number | null;
}

/** The model the simulated card is: a BX-5K1. */
const ownModel = 0x51;

/** An Onbon font card that takes real frames and holds dynamic areas in its working memory. */
export function createSimulatedCard(address: number, mood: SimulatedMood, now: () => number): SimulatedDisplay {
	const framing = createOnbonFraming();
	const areas = new Map<number, HeldArea>();
	const answerAs = () => (mood.has('other-screen') ? address + 1 : address);

	const obey = (frame: OnbonFrame): number => {
		const { data } = frame;
		if (frame.model !== anyModel && frame.model !== ownModel) return 0x0d;
		if (mood.has('hears-damaged')) return 0x05;
		if (mood.has('busy')) return 0x03;
		if (mood.has('nak')) return 0x07;
		switch ((data[0]! << 8) | data[1]!) {
			case 0xa200:
				return 0x00;
			case 0xa102:
				return mood.has('old-firmware') ? 0x02 : 0x00;
			case 0xa300:
				if (data[5] !== 0x01 && data[5] !== 0x02) return 0x0b;
				card.on = data[5] === 0x01;
				return 0x00;
			case 0xa310:
			case 0xa201:
				areas.clear();
				return 0x00;
			case 0xa306:
				return changeAreas(data.subarray(5), areas, { lacksFont: (mark) => lacksFont(mark, mood), now: now() });
			default:
				return 0x02;
		}
	};

	const card: SimulatedDisplay = {
		on: true,
		hear(bytes) {
			const answers: Uint8Array[] = [];
			for (const event of framing.feed(bytes)) {
				if (event.type === 'bad-crc') answers.push(answerFrame(address, 0x05));
				if (event.type !== 'frame' || event.frame.data.length < 5) continue;
				const { destination, data } = event.frame;
				if (destination !== address && destination !== everyScreen && destination !== everyScreenSilent) continue;
				const error = obey(event.frame);
				if (destination === everyScreenSilent || data[2] !== 0x01) continue;
				const isStatus = data[0] === 0xa1 && data[1] === 0x02 && error === 0;
				const told = { on: card.on, brightness: 16, programs: 1 };
				answers.push(isStatus ? statusFrame(answerAs(), told) : answerFrame(answerAs(), error));
			}
			return answers;
		},
		shown() {
			const parts: ShownPart[] = [];
			for (const [zone, area] of [...areas.entries()].sort(([a], [b]) => a - b)) {
				if (area.until !== null && now() > area.until) areas.delete(zone);
				else parts.push({ zone, text: area.text, moves: area.movement >= 3 });
			}
			return parts;
		},
		forget() {
			areas.clear();
			framing.reset();
			card.on = true;
		},
	};
	return card;
}

/** `mark`: `\FO` or `\FE` and three digits. */
function lacksFont(mark: string, mood: SimulatedMood): boolean {
	if (mood.has('no-fonts')) return true;
	return mood.has('no-font') && mark.startsWith('\\FO0');
}

/** Takes the parameters of A3 06 as a whole or not at all; answers with the error byte. */
function changeAreas(
	parameters: Uint8Array,
	areas: Map<number, HeldArea>,
	card: { lacksFont(mark: string): boolean; now: number },
): number {
	let at = 0;
	const byte = () => parameters[at++] ?? 0;
	const word = () => byte() | (byte() << 8);
	const deletions = byte();
	const deleted: number[] = [];
	if (deletions !== 0xff) for (let n = 0; n < deletions; n++) deleted.push(byte());
	const count = byte();
	const added: [number, HeldArea][] = [];
	for (let n = 0; n < count; n++) {
		const length = word();
		const end = at + length;
		if (length < 27 || end > parameters.length) return 0x06;
		const part = (offset: number) => parameters[at + offset]!;
		const textLength = part(23) | (part(24) << 8) | (part(25) << 16) | (part(26) << 24);
		if (27 + textLength !== length) return 0x06;
		const text = iconv.decode(Buffer.from(parameters.subarray(at + 27, end)), 'gbk');
		if ((text.match(/\\F[OE]\d{3}/g) ?? []).some(card.lacksFont)) return 0x0c;
		const timed = part(11) === runModes.clearedWhenNotRenewed;
		const until = timed ? card.now + (part(12) | (part(13) << 8)) * 1000 : null;
		added.push([part(9), { text: text.replace(/\\F[OE]\d{3}/g, '').replaceAll('\\n', '\n'), movement: part(19), until }]);
		at = end;
	}
	if (deletions === 0xff) areas.clear();
	for (const id of deleted) areas.delete(id);
	for (const [id, area] of added) areas.set(id, area);
	return 0x00;
}
