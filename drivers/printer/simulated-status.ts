/** The status bytes of a simulated printer in a given state (protocols.md 3.5). */
export interface SimulatedState {
	paperEnd: boolean;
	nearEnd: boolean;
	coverOpen: boolean;
	cutter: boolean;
	unrecoverable: boolean;
	tooHot: boolean;
	switchedOff: boolean;
	/** The cause of an error is gone, and it waits to be told to go on. */
	waiting: boolean;
}

/** Stopped: it takes bytes until its buffer is full, and prints none. */
export function isStopped(state: SimulatedState): boolean {
	const { paperEnd, coverOpen, cutter, unrecoverable, tooHot, switchedOff, waiting } = state;
	return paperEnd || coverOpen || cutter || unrecoverable || tooHot || switchedOff || waiting;
}

const bits = (...set: [boolean, number][]) => set.reduce((byte, [on, mask]) => (on ? byte | mask : byte), 0);

/** Answer to `10 04 n`; `null` for an n it does not know. */
export function realtimeAnswer(n: number, state: SimulatedState): number | null {
	const error = state.cutter || state.unrecoverable || state.tooHot || state.waiting;
	switch (n) {
		case 1:
			return 0x12 | bits([isStopped(state), 0x08], [state.waiting, 0x20]);
		case 2:
			return 0x12 | bits([state.coverOpen, 0x04], [state.paperEnd, 0x20], [error, 0x40]);
		case 3:
			return 0x12 | bits([state.cutter || state.waiting, 0x08], [state.unrecoverable, 0x20], [state.tooHot, 0x40]);
		case 4:
			return 0x12 | bits([state.nearEnd || state.paperEnd, 0x0c], [state.paperEnd, 0x60]);
		default:
			return null;
	}
}

/** Answer to `1D 72 n`: paper for 1, drawer otherwise. */
export function bufferedAnswer(n: number, state: SimulatedState): number {
	return n === 1 ? bits([state.nearEnd || state.paperEnd, 0x03], [state.paperEnd, 0x0c]) : 0x00;
}

/** Four bytes of automatic status; no drawer is there, and its bit is set as on the real ones. */
export function automaticStatus(state: SimulatedState): Uint8Array {
	return new Uint8Array([
		0x14 | bits([isStopped(state), 0x08], [state.coverOpen, 0x20]),
		bits([state.cutter || state.waiting, 0x08], [state.unrecoverable, 0x20], [state.tooHot, 0x40]),
		bits([state.nearEnd || state.paperEnd, 0x03], [state.paperEnd, 0x0c]),
		0x00,
	]);
}

/** Answer to `1D 49 n`, or `null` for an n it does not know. */
export function textAnswer(n: number): Uint8Array | null {
	const texts: Record<number, string> = { 65: '1.0', 67: 'SIM-80', 69: 'CHINA GB18030' };
	const text = texts[n];
	return text === undefined ? null : new Uint8Array([0x5f, ...Array.from(text, (letter) => letter.charCodeAt(0)), 0x00]);
}
