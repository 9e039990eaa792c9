import { requestFrame } from './frames.ts';

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

export function commandFrame(name: CommandName): Uint8Array {
	return requestFrame(commands[name].command, commands[name].parameter);
}

/** Largest radio transfer in bytes; the only command that carries data. */
export function setMaxRfBytesFrame(bytes: number): Uint8Array {
	return requestFrame(0x61, 0xff, new Uint8Array([bytes & 0xff]));
}
