import type { LedProfile } from '../../../domain/contracts/device-profiles.ts';
import { bytesOf } from '../../profile/bytes.ts';
import { buildFrame, type FieldValue } from '../../profile/template.ts';
import { encodeField } from '../../profile/text.ts';
import type { DisplayDeclaration } from '../display.ts';
import type { Desired, DisplayLanguage, Facts, Speaker, Step } from '../speaker.ts';
import { createAnswerFraming, type ProfileEvent } from './answers.ts';
import { fieldsOf } from './fields.ts';

/** Displays described by a profile (protocols.md 4.3): one frame for each text, and perhaps one answer that never differs. */
export function profileLanguage(): DisplayLanguage<ProfileEvent> {
	/** Answers of every profile on the line: nothing in them says which display spoke. */
	const answers: Uint8Array[] = [];
	return {
		framing: () => createAnswerFraming(answers),
		damaged: () => false,
		noise: (event) => (event.type === 'discarded' ? event.bytes : 0),
		gapMs: 50,
		speaker(display) {
			const { profile } = display;
			if (profile?.answer !== undefined) answers.push(bytesOf(profile.answer));
			return createProfileSpeaker(display);
		},
	};
}

function createProfileSpeaker(display: DisplayDeclaration): Speaker<ProfileEvent> {
	const { profile } = display;
	const answer = profile?.answer === undefined ? null : bytesOf(profile.answer).join();
	let taken: string | null = null;
	let proved = false;
	let lit: boolean | null = null;

	/** A dark panel is one that shows nothing. `null`: nothing was ever stated. */
	const textOf = (desired: Desired): string | null => (!desired.on || desired.cleared ? '' : (desired.zones.get(0)?.text ?? null));
	const show = (from: LedProfile, text: string): Step<ProfileEvent> => {
		const done = () => {
			taken = text;
			proved = true;
		};
		return {
			key: 'show:0',
			bytes: text === '' && from.clear ? buildFrame(from.clear, {}) : buildFrame(from.show, encoded(from, text).fields),
			answerMs: answer === null ? null : from.timeoutMs,
			accept(event) {
				if (event.type !== 'answer' || event.bytes.join() !== answer) return null;
				done();
				return { ok: true };
			},
			written: done,
		};
	};

	const forget = () => {
		taken = null;
	};

	return {
		answers: answer !== null,
		forget,
		renew: forget,
		// Nothing can be asked of such a panel; the renewal has to do.
		doubt() {},
		next(desired, refused) {
			lit = desired.on;
			const text = textOf(desired);
			return !profile || text === null || taken === text || refused.has('show:0') ? null : show(profile, text);
		},
		ping: () => null,
		can: (what) => (typeof what === 'object' ? what.zone === 0 : what !== 'brightness'),
		ownTests: {},
		facts: (): Facts => (lit === null || !proved ? {} : { on: lit }),
		replaced: (desired) => (profile ? encoded(profile, desired.zones.get(0)?.text ?? '').replaced : 0),
	};
}

/** The fields this profile has a place for; what the panel lacks counts in these alone. */
function encoded(profile: LedProfile, text: string): { fields: Record<string, FieldValue>; replaced: number } {
	const fields: Record<string, FieldValue> = {};
	let replaced = 0;
	for (const [name, value] of Object.entries(fieldsOf(text))) {
		if (!profile.show.some((part) => 'field' in part && part.field === name)) continue;
		const field = encodeField(value, profile.charset);
		fields[name] = field.value;
		replaced += field.replaced;
	}
	return { fields, replaced };
}
