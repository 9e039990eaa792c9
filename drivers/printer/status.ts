/** What the status bytes say; absent = not said. Key names are those of the golden vectors. */
export interface PrinterStatus {
	online?: boolean;
	drawerPin3High?: boolean;
	waitingForRecovery?: boolean;
	feedButtonPressed?: boolean;
	coverOpen?: boolean;
	paperEndStop?: boolean;
	error?: boolean;
	/** Some models: it can be told to go on. */
	recoverableError?: boolean;
	cutterError?: boolean;
	unrecoverableError?: boolean;
	autoRecoverableError?: boolean;
	nearEnd?: boolean;
	paperEnd?: boolean;
}

const bit = (byte: number, mask: number) => (byte & mask) !== 0;

/** Answer to `10 04 n`. */
export function readRealtime(n: 1 | 2 | 3 | 4, byte: number): PrinterStatus {
	switch (n) {
		case 1:
			return {
				online: !bit(byte, 0x08),
				drawerPin3High: bit(byte, 0x04),
				waitingForRecovery: bit(byte, 0x20),
				feedButtonPressed: bit(byte, 0x40),
			};
		case 2:
			return { coverOpen: bit(byte, 0x04), paperEndStop: bit(byte, 0x20), error: bit(byte, 0x40) };
		case 3:
			return {
				recoverableError: bit(byte, 0x04),
				cutterError: bit(byte, 0x08),
				unrecoverableError: bit(byte, 0x20),
				autoRecoverableError: bit(byte, 0x40),
			};
		case 4:
			return { nearEnd: bit(byte, 0x0c), paperEnd: bit(byte, 0x60) };
	}
}

/** Answer to `1D 72 01`. */
export function readBufferedPaper(byte: number): PrinterStatus {
	return { nearEnd: bit(byte, 0x03), paperEnd: bit(byte, 0x0c) };
}

/** Answer to `1D 72 02`. */
export function readBufferedDrawer(byte: number): PrinterStatus {
	return { drawerPin3High: bit(byte, 0x01) };
}

/** The four bytes of automatic status (`1D 61`). */
export function readAutomatic(bytes: readonly [number, number, number, number]): PrinterStatus {
	const [first, second, third] = bytes;
	return {
		online: !bit(first, 0x08),
		drawerPin3High: bit(first, 0x04),
		coverOpen: bit(first, 0x20),
		feedButtonPressed: bit(first, 0x40),
		cutterError: bit(second, 0x08),
		unrecoverableError: bit(second, 0x20),
		autoRecoverableError: bit(second, 0x40),
		nearEnd: bit(third, 0x03),
		paperEnd: bit(third, 0x0c),
	};
}

export type PrinterCode =
	| 'ok'
	| 'near-end'
	| 'cover-open'
	| 'paper-end'
	| 'cutter'
	| 'printer-fault'
	| 'too-hot'
	| 'waiting-for-recovery'
	| 'offline';

export interface Meaning {
	state: 'ready' | 'warning' | 'stopped';
	code: PrinterCode;
	/** It can come back without a repair: a person closes, refills or frees something, it cools down, or it is told to go on. */
	recoverable: boolean;
}

/**
 * Raw status to the few meanings staff can act on. One printer may say several things at once; the order below is the order in which
 * a person mends them: what must be opened or closed by hand first (cover, paper, cutter), then what no hand mends (fault), then what mends
 * itself (heat), then what only needs a word (waiting for recovery), then the key "offline" alone, and last the warning.
 * An error without a cause is a fault: nothing promises that it goes away.
 */
export function meaningOf(status: PrinterStatus): Meaning {
	if (status.coverOpen) return { state: 'stopped', code: 'cover-open', recoverable: true };
	if (status.paperEnd || status.paperEndStop) return { state: 'stopped', code: 'paper-end', recoverable: true };
	if (status.cutterError) return { state: 'stopped', code: 'cutter', recoverable: true };
	if (status.unrecoverableError) return { state: 'stopped', code: 'printer-fault', recoverable: false };
	if (status.autoRecoverableError) return { state: 'stopped', code: 'too-hot', recoverable: true };
	if (status.waitingForRecovery) return { state: 'stopped', code: 'waiting-for-recovery', recoverable: true };
	if (status.error || status.recoverableError)
		return { state: 'stopped', code: 'printer-fault', recoverable: status.recoverableError === true };
	if (status.online === false) return { state: 'stopped', code: 'offline', recoverable: true };
	if (status.nearEnd) return { state: 'warning', code: 'near-end', recoverable: true };
	return { state: 'ready', code: 'ok', recoverable: true };
}
