import { checksumSize, type RatingPadProfile } from '../../domain/contracts/device-profiles.ts';
import type { Framing } from '../bus/bus.ts';
import { bytesOf, standsAt } from './bytes.ts';
import { checksumOf } from './checksums.ts';

/** How a frame of a device described by data is known. */
export type PatternRule = Pick<RatingPadProfile['rx'], 'header' | 'length' | 'checksum' | 'checksumFrom'>;

export type PatternEvent =
	| { type: 'frame'; bytes: Uint8Array }
	/** It had the header and the length of a frame, and a wrong checksum. */
	| { type: 'bad-checksum' }
	| { type: 'discarded'; bytes: number };

export interface PatternFraming extends Framing<PatternEvent> {
	/** The line has fallen silent: what is held is no frame, and one may stand inside it. */
	expire(): PatternEvent[];
	/** Bytes held back; never more than one longest frame. */
	readonly held: number;
}

/** Finds the frames of a pattern. After a frame that failed the search goes on one byte behind its start: a length that lies swallows nothing. */
export function createPatternFraming(rule: PatternRule): PatternFraming {
	const header = bytesOf(rule.header);
	const { length, checksumFrom } = rule;
	const summed = checksumSize[rule.checksum];
	const shortest = Math.max(header.length + summed, checksumFrom + summed, 'at' in length ? length.at + 1 : 1);
	let held: number[] = [];

	const totalOf = (): number | null => {
		if ('fixed' in length) return Math.max(length.fixed, shortest);
		if (held.length <= length.at) return null;
		return held[length.at]! + length.plus;
	};
	const soundly = (frame: Uint8Array): boolean => {
		const end = frame.length - summed;
		return standsAt(frame, end, checksumOf(rule.checksum, frame.subarray(Math.min(checksumFrom, end), end)));
	};

	function search(silent: boolean): PatternEvent[] {
		const events: PatternEvent[] = [];
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
			if (!standsAt(held, 0, header)) {
				skip();
				continue;
			}
			const total = held.length < header.length ? null : totalOf();
			if (total !== null && total < shortest) skip();
			else if (total === null || held.length < total) {
				if (!silent) break;
				skip();
			} else {
				const frame = Uint8Array.from(held.slice(0, total));
				if (soundly(frame)) {
					tellNoise();
					events.push({ type: 'frame', bytes: frame });
					held = held.slice(total);
				} else {
					tellNoise();
					events.push({ type: 'bad-checksum' });
					skip();
				}
			}
		}
		tellNoise();
		return events;
	}

	return {
		feed(bytes) {
			const events: PatternEvent[] = [];
			// In pieces, so that a great chunk of noise is never held in whole.
			for (let at = 0; at < bytes.length; at += 256) {
				for (const byte of bytes.subarray(at, at + 256)) held.push(byte);
				for (const event of search(false)) events.push(event);
			}
			return events;
		},
		expire: () => search(true),
		reset() {
			held = [];
		},
		get held() {
			return held.length;
		},
	};
}
