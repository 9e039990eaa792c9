import type { Alarm } from './draft.ts';
import { platformStation } from './platform-rights.ts';

const mostFrames = 8;

/** What is told of a fault of the program that is none of the store: where it happened, and nothing of what was in hand. */
export function faultBesideTheLog(cause: unknown): Alarm {
	const frames = cause instanceof Error ? (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
	return { alarm: 'fault-beside-the-log', command: 'none', station: platformStation, n: 0, frames: frames.slice(0, mostFrames) };
}
