import type { Redactor } from '../capture/redactor.ts';
import { type CommandName, commandFrame, commands, setMaxRfBytesFrame } from './commands.ts';
import { type Answer, answerFrame, createAnswerFraming, createRequestFraming, type Request } from './frames.ts';
import { newAddressBytes, paddedText, textBlockBytes, typeAt } from './layouts.ts';
import { benchPeople } from './people.ts';

/** Stands for every byte that is not known to be harmless; no frame begins with it. */
const filler = 0x00;
const photoBytes = 1024;
const inventedAddress = paddedText('示例省样本市南城区样本街9号院1单元101室', newAddressBytes);
/** Different cards stay different in a capture up to this many; memory of the session alone. */
const mostCards = 64;

/**
 * Redactor for captures of an ID-card reader (P1). Commands, status bytes and lengths stay. Data of a card become those of an invented
 * person with the same kind of card, in a frame of the same length with a right checksum, so that a capture can be replayed; serial
 * data of the card and fingerprints become zeros. Bytes that are no sound frame become filler, as many as they were.
 */
export function createIdReaderRedactor(): Redactor {
	const requests = createRequestFraming();
	const answers = createAnswerFraming();
	const standIns = new Map<string, Uint8Array>();
	let asked: CommandName | null = null;

	const harmlessRequest = (request: Request): Uint8Array => {
		const name = commandOf(request);
		asked = name;
		if (name && request.data.length === 0) return commandFrame(name);
		if (request.command === 0x61 && request.parameter === 0xff && request.data.length === 1) return setMaxRfBytesFrame(request.data[0]!);
		return blank(requestBytes(request));
	};

	/** The same invented person for the same card, another one for another card as long as there are any. */
	const standIn = (text: Uint8Array): Uint8Array => {
		const key = String.fromCharCode(...text);
		const known = standIns.get(key);
		if (known) return known;
		const kind = text[typeAt] === 0x00 ? 0x20 : text[typeAt]!;
		const alike = benchPeople.filter((person) => person.text[typeAt] === kind);
		const used = [...standIns.values()].filter((one) => one[typeAt] === kind).length;
		const chosen = alike.length > 0 ? alike[used % alike.length]!.text : paddedText('', textBlockBytes);
		if (standIns.size < mostCards) standIns.set(key, chosen);
		return chosen;
	};

	const harmlessData = ({ sw3, data }: Answer): Uint8Array => {
		if (sw3 === 0x90 && asked === 'samId' && data.length === 16) return data;
		if (sw3 === 0x90 && data.length === newAddressBytes) return inventedAddress;
		const head = cardHead(data);
		if (sw3 !== 0x90 || head === 0) return blank(data.length);
		const harmless = blank(data.length);
		harmless.set(data.subarray(0, head));
		harmless.set(standIn(data.slice(head, head + textBlockBytes)), head);
		harmless.set([0x57, 0x4c, 0x66, 0x00], head + textBlockBytes);
		return harmless;
	};

	return {
		take(direction, bytes) {
			if (direction === 'to-device') {
				return requests.feed(bytes).flatMap((event) => {
					if (event.type === 'request') return [harmlessRequest(event.request)];
					return event.type === 'discarded' ? [blank(event.bytes)] : [];
				});
			}
			return answers.feed(bytes).flatMap((event) => {
				if (event.type === 'answer') return [answerFrame({ ...event.answer, data: harmlessData(event.answer) })];
				return event.type === 'discarded' ? [blank(event.bytes)] : [];
			});
		},
		end(direction) {
			const framing = direction === 'to-device' ? requests : answers;
			const { held } = framing;
			framing.reset();
			return held > 0 ? [blank(held)] : [];
		},
	};
}

function blank(bytes: number): Uint8Array {
	return new Uint8Array(bytes).fill(filler);
}

/** Preamble, length, command, parameter, data, checksum. */
function requestBytes(request: Request): number {
	return 5 + 2 + 2 + request.data.length + 1;
}

function commandOf(request: Request): CommandName | null {
	const names = Object.keys(commands) as CommandName[];
	return names.find((name) => commands[name].command === request.command && commands[name].parameter === request.parameter) ?? null;
}

/** Bytes of the inner lengths of `readBase` (4) or `readBaseFinger` (6); 0 when the data are not sound data of a card. */
function cardHead(data: Uint8Array): 0 | 4 | 6 {
	const word = (at: number) => ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
	if (word(0) !== textBlockBytes || word(2) !== photoBytes) return 0;
	if (data.length === 4 + textBlockBytes + photoBytes) return 4;
	return word(4) % 0x200 === 0 && data.length === 6 + textBlockBytes + photoBytes + word(4) ? 6 : 0;
}
