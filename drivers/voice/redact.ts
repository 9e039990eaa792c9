import type { Redactor } from '../capture/redactor.ts';
import {
	createVoiceFraming,
	encodingByte,
	type VoiceFrameEvent,
	type VoiceProtocol,
	voiceAnswer,
	voiceCommand,
	voiceFrame,
} from './frames.ts';

const star = 0x2a;

/** Keeps commands and answers; a spoken text becomes stars of the same length, in a frame that is sound. What is no frame becomes stars too. */
export function createVoiceRedactor(protocol: VoiceProtocol): Redactor {
	const framing = createVoiceFraming(protocol);
	const harmless = (event: VoiceFrameEvent): Uint8Array[] => {
		if (event.type === 'discarded') return [new Uint8Array(event.bytes).fill(star)];
		if (event.type === 'bad-checksum') return [];
		const { command, data, bytes } = event;
		if (data.length === 0) return [bytes];
		if (command !== voiceCommand.speak) return [voiceFrame(protocol, command, new Uint8Array(data.length).fill(star))];
		return [voiceFrame(protocol, command, [data[0]!, ...stars(data)])];
	};
	return {
		take(direction, bytes) {
			if (direction === 'to-host') return [bytes.map((byte) => (voiceAnswer(byte) === null ? star : byte))];
			return framing.feed(bytes).flatMap(harmless);
		},
		end: (direction) => (direction === 'to-host' ? [] : framing.expire().flatMap(harmless)),
	};
}

/** Characters that are stars in the encoding of the text. */
function stars(data: Uint8Array): Uint8Array {
	const wide = data[0] === encodingByte.unicode;
	return Uint8Array.from({ length: data.length - 1 }, (_, at) => (wide && at % 2 === 0 ? 0x00 : star));
}
