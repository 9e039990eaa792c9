import { type Answer, requestFrame } from './frames.ts';

/** Commands of the reader (protocols.md 2.3), with the timeouts of 2.10 and the length of a good answer, all in milliseconds and bytes. */
export const commands = {
	find: { command: 0x20, parameter: 0x01, firstByteMs: 1500, gapMs: 300, answerBytes: 15 },
	select: { command: 0x20, parameter: 0x02, firstByteMs: 1500, gapMs: 300, answerBytes: 19 },
	readBase: { command: 0x30, parameter: 0x01, firstByteMs: 4000, gapMs: 800, answerBytes: 1295 },
	readBaseFinger: { command: 0x30, parameter: 0x10, firstByteMs: 4000, gapMs: 800, answerBytes: 2321 },
	readNewAddress: { command: 0x30, parameter: 0x03, firstByteMs: 2000, gapMs: 300, answerBytes: 81 },
	samStatus: { command: 0x11, parameter: 0xff, firstByteMs: 1000, gapMs: 300, answerBytes: 11 },
	samId: { command: 0x12, parameter: 0xff, firstByteMs: 1000, gapMs: 300, answerBytes: 27 },
	samReset: { command: 0x10, parameter: 0xff, firstByteMs: 1000, gapMs: 300, answerBytes: 11 },
	baud115200: { command: 0x60, parameter: 0x00, firstByteMs: 1000, gapMs: 300, answerBytes: 11 },
	baud57600: { command: 0x60, parameter: 0x01, firstByteMs: 1000, gapMs: 300, answerBytes: 11 },
	baud38400: { command: 0x60, parameter: 0x02, firstByteMs: 1000, gapMs: 300, answerBytes: 11 },
	baud19200: { command: 0x60, parameter: 0x03, firstByteMs: 1000, gapMs: 300, answerBytes: 11 },
	baud9600: { command: 0x60, parameter: 0x04, firstByteMs: 1000, gapMs: 300, answerBytes: 11 },
} as const;

export type CommandName = keyof typeof commands;

/** The whole request frame of a command without data. */
export function commandFrame(name: CommandName): Uint8Array {
	return requestFrame(commands[name].command, commands[name].parameter);
}

/** Largest radio transfer in bytes; the only command that carries data. */
export function setMaxRfBytesFrame(bytes: number): Uint8Array {
	return requestFrame(0x61, 0xff, new Uint8Array([bytes & 0xff]));
}

/** Bits a second the reader can be told to use, and the command for each. */
export const baudCommands: ReadonlyMap<number, CommandName> = new Map([
	[115_200, 'baud115200'],
	[57_600, 'baud57600'],
	[38_400, 'baud38400'],
	[19_200, 'baud19200'],
	[9600, 'baud9600'],
]);

const fixedAnswerData: Partial<Record<CommandName, number>> = { select: 8, readNewAddress: 70, samId: 16 };
/** Shorter data cannot be those of a card; whether the inner lengths of longer ones add up is judged by the reading. */
const smallestCardData = 256;

/**
 * Whether an answer can be one to this command. Frames do not name the command they answer: a late answer, or one of another device on
 * the line, is known by a success that only another command has, or by the amount of its data. A refusal fits every command.
 */
export function canAnswer(command: CommandName, { sw3, data }: Answer): boolean {
	switch (sw3) {
		case 0x9f:
		case 0x80:
			return command === 'find';
		case 0x91:
			return command === 'readNewAddress';
		case 0x90:
			if (command === 'find') return false;
			if (command === 'readBase' || command === 'readBaseFinger') return data.length >= smallestCardData;
			return data.length === (fixedAnswerData[command] ?? 0);
		default:
			return true;
	}
}
