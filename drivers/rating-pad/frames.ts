import { checksumSize, type RatingPadProfile } from '../../domain/contracts/device-profiles.ts';
import { bytesOf } from '../profile/bytes.ts';
import { checksumOf } from '../profile/checksums.ts';

export type Rx = RatingPadProfile['rx'];

/** What a sound frame of the pad says: a rating 1 … 5, 0 for “no answer given”, or `null` when it is no rating frame or an unknown key. */
export function ratingOf(rx: Rx, frame: Uint8Array): number | null {
	if (rx.match.some(({ at, byte }) => frame[at] !== bytesOf(byte)[0])) return null;
	const key = frame[rx.key];
	// A key position inside the checksum would read the checksum: a frame of variable length may be too short to hold a key.
	if (rx.key >= frame.length - checksumSize[rx.checksum]) return null;
	return rx.ratings.find(({ byte }) => bytesOf(byte)[0] === key)?.rating ?? null;
}

/** The pad's side: the shortest frame that says this rating; `null` when no key of the pad does. */
export function ratingFrame(rx: Rx, rating: number): Uint8Array | null {
	const found = rx.ratings.find((one) => one.rating === rating);
	if (!found) return null;
	const { length } = rx;
	const summed = checksumSize[rx.checksum];
	const header = bytesOf(rx.header);
	const last = Math.max(header.length - 1, rx.key, ...rx.match.map(({ at }) => at), 'at' in length ? length.at : 0);
	const frame = new Uint8Array('fixed' in length ? length.fixed : last + 1 + summed);
	frame.set(header);
	for (const { at, byte } of rx.match) frame.set(bytesOf(byte), at);
	if ('at' in length) frame[length.at] = frame.length - length.plus;
	frame.set(bytesOf(found.byte), rx.key);
	const end = frame.length - summed;
	frame.set(checksumOf(rx.checksum, frame.subarray(rx.checksumFrom, end)), end);
	return frame;
}
