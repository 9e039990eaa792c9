import type { FrameTemplate } from '../../domain/contracts/device-profiles.ts';
import type { Framing } from '../bus/bus.ts';
import { bytesOf, standsAt } from './bytes.ts';
import { checksumBytes, sizeOf } from './template.ts';

/** The device's side of a template: which frame it is, and what its fields hold. */
export interface MatchedFrame {
	name: string;
	bytes: Uint8Array;
	fields: Record<string, Uint8Array>;
}
export type MatchEvent = ({ type: 'frame' } & MatchedFrame) | { type: 'discarded'; bytes: Uint8Array };

const longestFrame = 2048;

/** Finds frames made from one of the templates, in a stream that may hold anything else. Holds one longest frame at most. */
export function createTemplateFraming(
	templates: Readonly<Record<string, FrameTemplate | undefined>>,
): Framing<MatchEvent> & { end(): MatchEvent[] } {
	const known = Object.entries(templates).flatMap(([name, template]) => (template ? [{ name, template }] : []));
	let held: number[] = [];

	function search(last: boolean): MatchEvent[] {
		const events: MatchEvent[] = [];
		let noise: number[] = [];
		const tellNoise = () => {
			if (noise.length > 0) events.push({ type: 'discarded', bytes: Uint8Array.from(noise) });
			noise = [];
		};
		while (held.length > 0) {
			const tries = known.map(({ name, template }) => ({ name, match: matchTemplate(template, held) }));
			const whole = tries.find((one) => typeof one.match === 'object');
			if (whole && typeof whole.match === 'object') {
				tellNoise();
				const bytes = Uint8Array.from(held.slice(0, whole.match.length));
				events.push({ type: 'frame', name: whole.name, bytes, fields: whole.match.fields });
				held = held.slice(bytes.length);
			} else if (!last && held.length <= longestFrame && tries.some((one) => one.match === 'more')) break;
			else noise.push(held.shift()!);
		}
		tellNoise();
		return events;
	}

	return {
		feed(bytes) {
			const events: MatchEvent[] = [];
			for (let at = 0; at < bytes.length; at += 256) {
				for (const byte of bytes.subarray(at, at + 256)) held.push(byte);
				events.push(...search(false));
			}
			return events;
		},
		end: () => search(true),
		reset() {
			held = [];
		},
	};
}

/** `more`: it may still become this frame; `no`: it cannot. */
type Match = { length: number; fields: Record<string, Uint8Array> } | 'more' | 'no';

function matchTemplate(template: FrameTemplate, bytes: readonly number[]): Match {
	const fields: Record<string, Uint8Array> = {};
	const starts: number[] = [];
	const lengths = new Map<string, number>();
	let at = 0;
	for (const [index, part] of template.entries()) {
		starts.push(at);
		if ('bytes' in part) {
			const wanted = bytesOf(part.bytes);
			if (!standsAt(bytes, at, wanted)) return 'no';
			at += wanted.length;
		} else if ('field' in part) {
			const length = part.length ?? lengths.get(part.field) ?? untilNext(template[index + 1], bytes, at);
			if (length === null) return 'more';
			fields[part.field] = Uint8Array.from(bytes.slice(at, at + length));
			at += length;
		} else {
			const size = sizeOf(part);
			if (at + size > bytes.length) return 'more';
			const said = bytes.slice(at, at + size);
			if ('checksum' in part) {
				if (!standsAt(said, 0, checksumBytes(part, Uint8Array.from(bytes.slice(starts[part.from], at))))) return 'no';
			} else if ('lengthOf' in part) {
				const value =
					part.order === 'high-first' || size === 1 ? said.reduce((sum, byte) => 256 * sum + byte, 0) : said[0]! + 256 * said[1]!;
				lengths.set(part.lengthOf, value);
			}
			at += size;
		}
		if (at > bytes.length) return 'more';
	}
	return { length: at, fields };
}

/** A field without a stated length ends where the fixed bytes behind it begin. */
function untilNext(next: FrameTemplate[number] | undefined, bytes: readonly number[], at: number): number | null {
	if (next === undefined || !('bytes' in next)) return null;
	const wanted = bytesOf(next.bytes);
	for (let end = at; end + wanted.length <= bytes.length; end++) if (standsAt(bytes, end, wanted)) return end - at;
	return null;
}
