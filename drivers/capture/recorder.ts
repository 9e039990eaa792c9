import type { CaptureEntry, CaptureHead } from './format.ts';
import type { Direction, Redactor } from './redactor.ts';

export interface RecorderOptions extends Omit<CaptureHead, 'schema' | 'at'> {
	redactor: Redactor;
	/** Milliseconds since 1970. */
	now(): number;
	/** Longest text; what comes after it is not kept. */
	limitBytes?: number;
}

export interface Recorder {
	/** Keeps what passed, made harmless. Shape of a tap of `transport/meter.ts`. Never throws. */
	heard(direction: Direction, bytes: Uint8Array): void;
	/** The capture as text, `wire-capture/1`; the recording ends with it. */
	text(): string;
}

const defaultLimit = 5 * 1024 * 1024;
/** Room for the line that says that the rest was not kept. */
const cutLineBytes = 60;

/** Records traffic. Only what the redactor lets through is ever held. */
export function createRecorder(options: RecorderOptions): Recorder {
	const { redactor, now, kind, protocol, baud, limitBytes = defaultLimit } = options;
	const began = now();
	const head: CaptureHead = { schema: 'wire-capture/1', kind, protocol, baud, at: began };
	const lines = [JSON.stringify(head)];
	let size = lines[0]!.length + 1;
	let cut = false;
	let finished: string | null = null;

	const since = () => Math.max(0, now() - began);
	const keep = (line: string): boolean => {
		if (cut) return false;
		if (size + line.length + 1 > limitBytes - cutLineBytes) {
			cut = true;
			lines.push(JSON.stringify({ at: since(), cut: true }));
			return false;
		}
		size += line.length + 1;
		lines.push(line);
		return true;
	};
	const keepAll = (direction: Direction, pieces: Uint8Array[]) => {
		for (const piece of pieces) {
			if (piece.length === 0) continue;
			const to = direction === 'to-device' ? 'device' : 'host';
			const entry: CaptureEntry = { at: since(), to, bytes: Buffer.from(piece).toString('hex').toUpperCase() };
			if (!keep(JSON.stringify(entry))) return;
		}
	};
	/** A redactor that fails lets nothing through: as many zeros stand for what it was given. */
	const harmless = (given: number, redact: () => Uint8Array[]): Uint8Array[] => {
		try {
			return redact();
		} catch {
			return [new Uint8Array(given)];
		}
	};

	return {
		heard(direction, bytes) {
			if (finished !== null || cut) return;
			keepAll(
				direction,
				harmless(bytes.length, () => redactor.take(direction, bytes)),
			);
		},
		text() {
			if (finished === null) {
				for (const direction of ['to-device', 'to-host'] as const) {
					keepAll(
						direction,
						harmless(0, () => redactor.end(direction)),
					);
				}
				finished = `${lines.join('\n')}\n`;
			}
			return finished;
		},
	};
}
