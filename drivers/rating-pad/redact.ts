import type { FrameTemplate, RatingPadProfile } from '../../domain/contracts/device-profiles.ts';
import type { Redactor } from '../capture/redactor.ts';
import { bytesOf } from '../profile/bytes.ts';
import { createTemplateFraming, type MatchEvent } from '../profile/match.ts';
import { createPatternFraming, type PatternEvent } from '../profile/pattern.ts';
import { buildFrame } from '../profile/template.ts';

const star = 0x2a;
const stars = (length: number) => new Uint8Array(length).fill(star);

/** Keeps the frames of a pad; who is shown on it becomes stars with the right lengths and checksum, and what is no frame becomes stars too. */
export function createRatingPadRedactor(profile: RatingPadProfile): Redactor {
	const templates: Record<string, FrameTemplate | undefined> = { ...profile.tx };
	if (profile.ack !== undefined && bytesOf(profile.ack).length > 0) templates.ack = [{ bytes: profile.ack }];
	const sent = createTemplateFraming(templates);
	const heard = createPatternFraming(profile.rx);

	const harmlessSent = (event: MatchEvent): Uint8Array => {
		if (event.type === 'discarded') return stars(event.bytes.length);
		const template = templates[event.name];
		if (!template || Object.keys(event.fields).length === 0) return event.bytes;
		const fields = Object.fromEntries(Object.entries(event.fields).map(([name, bytes]) => [name, [stars(bytes.length)]]));
		return buildFrame(template, fields);
	};
	const harmlessHeard = (event: PatternEvent): Uint8Array[] => {
		if (event.type === 'frame') return [event.bytes];
		return event.type === 'discarded' ? [stars(event.bytes)] : [];
	};
	return {
		take: (direction, bytes) => (direction === 'to-device' ? sent.feed(bytes).map(harmlessSent) : heard.feed(bytes).flatMap(harmlessHeard)),
		end: (direction) => (direction === 'to-device' ? sent.end().map(harmlessSent) : heard.expire().flatMap(harmlessHeard)),
	};
}
