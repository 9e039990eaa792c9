import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import type { Framing } from '../bus/bus.ts';
import { checksumOf } from '../profile/checksums.ts';

export type VoiceProtocol = DeviceDeclarationOf<'voice'>['protocol'];
export type VoiceEncoding = DeviceDeclarationOf<'voice'>['encoding'];

export const voiceCommand = { speak: 0x01, stop: 0x02, pause: 0x03, resume: 0x04, query: 0x21 } as const;
export const encodingByte: Readonly<Record<VoiceEncoding, number>> = { gb2312: 0x00, gbk: 0x01, unicode: 0x03 };

/** One command (protocols.md 7). SYN6288 ends it with the exclusive-or of all bytes before, which its length counts. */
export function voiceFrame(protocol: VoiceProtocol, command: number, data: Iterable<number> = []): Uint8Array {
	const content = [command, ...data];
	const length = content.length + (protocol === 'syn6288' ? 1 : 0);
	const frame = [0xfd, length >> 8, length & 0xff, ...content];
	return Uint8Array.from(protocol === 'syn6288' ? [...frame, ...checksumOf('xor-8', frame)] : frame);
}

/** The frame that speaks a text already encoded; 200 bytes of text at most are asked of the caller. */
export function speakFrame(protocol: VoiceProtocol, encoding: VoiceEncoding, text: Uint8Array): Uint8Array {
	return voiceFrame(protocol, voiceCommand.speak, [encodingByte[encoding], ...text]);
}

/** The box says single bytes. */
const answers = { 74: 'initialised', 65: 'accepted', 69: 'not-understood', 78: 'speaking', 79: 'idle' } as const;
export type VoiceAnswer = (typeof answers)[keyof typeof answers];
export const answerByte: Readonly<Record<VoiceAnswer, number>> = {
	initialised: 0x4a,
	accepted: 0x41,
	'not-understood': 0x45,
	speaking: 0x4e,
	idle: 0x4f,
};

/** What a byte from the box says; `null` = nothing it ever says. */
export function voiceAnswer(byte: number): VoiceAnswer | null {
	return byte in answers ? answers[byte as keyof typeof answers] : null;
}

export type VoiceFrameEvent =
	| { type: 'frame'; command: number; data: Uint8Array; bytes: Uint8Array }
	| { type: 'bad-checksum' }
	| { type: 'discarded'; bytes: number };

/** Longest text of a frame, its command and encoding, and the checksum. */
const longestContent = 4096;

/** The box's side: commands in what the host sends. A length that cannot be is no frame; the search goes on one byte behind its start. */
export function createVoiceFraming(protocol: VoiceProtocol): Framing<VoiceFrameEvent> & { expire(): VoiceFrameEvent[] } {
	const summed = protocol === 'syn6288' ? 1 : 0;
	let held: number[] = [];

	const search = (silent: boolean): VoiceFrameEvent[] => {
		const events: VoiceFrameEvent[] = [];
		let noise = 0;
		const skip = () => {
			held.shift();
			noise++;
		};
		const tellNoise = () => {
			if (noise > 0) events.push({ type: 'discarded', bytes: noise });
			noise = 0;
		};
		while (held.length > 0) {
			if (held[0] !== 0xfd) {
				skip();
				continue;
			}
			const length = held.length < 3 ? null : held[1]! * 256 + held[2]!;
			if (length !== null && (length < 1 + summed || length > longestContent)) skip();
			else if (length === null || held.length < length + 3) {
				if (!silent) break;
				skip();
			} else {
				const bytes = Uint8Array.from(held.slice(0, length + 3));
				tellNoise();
				if (checksumOf(summed ? 'xor-8' : 'none', bytes)[0] ?? 0) {
					events.push({ type: 'bad-checksum' });
					skip();
				} else {
					events.push({ type: 'frame', command: bytes[3]!, data: bytes.slice(4, bytes.length - summed), bytes });
					held = held.slice(bytes.length);
				}
			}
		}
		tellNoise();
		return events;
	};

	return {
		feed(bytes) {
			const events: VoiceFrameEvent[] = [];
			for (let at = 0; at < bytes.length; at += 256) {
				for (const byte of bytes.subarray(at, at + 256)) held.push(byte);
				events.push(...search(false));
			}
			return events;
		},
		expire: () => search(true),
		reset() {
			held = [];
		},
	};
}
