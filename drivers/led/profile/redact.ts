import type { LedProfile } from '../../../domain/contracts/device-profiles.ts';
import type { Redactor } from '../../capture/redactor.ts';
import { bytesOf } from '../../profile/bytes.ts';
import { createTemplateFraming, type MatchEvent } from '../../profile/match.ts';
import { buildFrame } from '../../profile/template.ts';
import { createAnswerFraming, type ProfileEvent } from './answers.ts';

const stars = (length: number) => new Uint8Array(length).fill(0x2a);

/** Keeps frames and answers of a panel; what was shown becomes stars with the right lengths and checksum, and what is no frame becomes stars too. */
export function createPanelRedactor(profile: LedProfile): Redactor {
	const sent = createTemplateFraming({ clear: profile.clear, show: profile.show });
	const heard = createAnswerFraming(profile.answer === undefined ? [] : [bytesOf(profile.answer)]);

	const harmlessSent = (event: MatchEvent): Uint8Array => {
		if (event.type === 'discarded') return stars(event.bytes.length);
		if (event.name === 'clear') return event.bytes;
		const fields = Object.fromEntries(Object.entries(event.fields).map(([name, bytes]) => [name, [stars(bytes.length)]]));
		return buildFrame(profile.show, fields);
	};
	const harmlessHeard = (event: ProfileEvent): Uint8Array => (event.type === 'answer' ? event.bytes : stars(event.bytes));
	return {
		take: (direction, bytes) => (direction === 'to-device' ? sent.feed(bytes).map(harmlessSent) : heard.feed(bytes).map(harmlessHeard)),
		end(direction) {
			if (direction === 'to-device') return sent.end().map(harmlessSent);
			heard.reset();
			return heard.feed(new Uint8Array()).map(harmlessHeard);
		},
	};
}
