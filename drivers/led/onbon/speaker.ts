import type { DisplayDeclaration, Wanted } from '../display.ts';
import type { Desired, DisplayLanguage, Speaker, Step, Verdict } from '../speaker.ts';
import { gbkText } from '../text.ts';
import { areaFor } from './area.ts';
import {
	asciiFont,
	chineseFont,
	clear,
	otherAsciiFont,
	otherChineseFont,
	ping,
	power,
	readAnswer,
	readStatus,
	showAreas,
	status,
} from './commands.ts';
import { anyModel, createOnbonFraming, everyScreenSilent, type OnbonEvent } from './frames.ts';

const answerMs = 2000;
const busy = { times: 3, afterMs: 500 };
const damagedOnTheWay = { times: 3, afterMs: 0 };
const once = { times: 1, afterMs: 0 };

const noFont = 0x0c;
const wrongModel = 0x0d;
const errorCodes: Readonly<Record<number, string>> = {
	1: 'unknown-command',
	2: 'unknown-command',
	3: 'busy',
	4: 'memory',
	5: 'crc',
	[noFont]: 'no-font',
};

/** Onbon BX-5K, BX-5MK, BX-6K font cards (protocols.md 4.1). */
export const onbonLanguage: DisplayLanguage<OnbonEvent> = {
	framing: createOnbonFraming,
	damaged: (event) => event.type === 'bad-crc' || event.type === 'bad-frame',
	noise: (event) => (event.type === 'discarded' ? event.bytes : 0),
	gapMs: 50,
	speaker: createOnbonSpeaker,
};

/** What one card is known to have taken. */
interface Known {
	/** Zone → what was taken there, as one string. */
	zones: Map<number, string>;
	cleared: boolean;
	on: boolean | null;
	asked: boolean;
}
const nothing = (): Known => ({ zones: new Map(), cleared: false, on: null, asked: false });

/** `model`: device type of the header, for cards that want their own; given up for any when the card says it is not that. */
export function createOnbonSpeaker(display: DisplayDeclaration & { model?: number }): Speaker<OnbonEvent> {
	const { address } = display;
	const answers = address !== everyScreenSilent;
	const zones = display.zones ?? [{ x: 0, y: 0, width: display.widthDots, height: display.heightDots }];
	let known = nothing();
	let model = display.model ?? anyModel;
	let fonts: 'first' | 'other' = 'first';
	let otherTried = false;
	let everCleared = false;
	let statusUnknown = false;
	let told: { brightness: number; programs: number | null } | null = null;

	const fontMarks = () => (fonts === 'first' ? chineseFont + asciiFont : otherChineseFont + otherAsciiFont);

	const judge = (error: number, key: string): Verdict => {
		const code = errorCodes[error] ?? 'display-fault';
		if (error === 0x03) return { ok: false, code, again: busy };
		if (error === 0x05) return { ok: false, code, again: damagedOnTheWay };
		if (error === noFont && key.startsWith('show')) {
			fonts = fonts === 'first' ? 'other' : 'first';
			if (otherTried) return { ok: false, code };
			otherTried = true;
			return { ok: false, code, again: once };
		}
		if (error === wrongModel && model !== anyModel) {
			model = anyModel;
			return { ok: false, code, again: once };
		}
		return { ok: false, code };
	};

	const step = (key: string, bytes: Uint8Array, taken: (event: OnbonEvent | null) => void): Step<OnbonEvent> => ({
		key,
		bytes,
		answerMs: answers ? answerMs : null,
		accept(event) {
			const answer = event.type === 'frame' ? readAnswer(event.frame, address) : null;
			if (answer === null) return null;
			if (answer.error !== 0) return judge(answer.error, key);
			taken(event);
			return { ok: true };
		},
		written: () => taken(null),
	});

	const statusStep = (): Step<OnbonEvent> => {
		const asking = step('status', status(address, model), (event) => {
			known.asked = true;
			const now = event?.type === 'frame' ? readStatus(event.frame) : null;
			if (!now) return;
			told = { brightness: now.brightness, programs: now.programs };
			// Dark although it was lit by us: it lost its power, and what it showed went with it.
			if (known.on === true && !now.on) known = { ...nothing(), asked: true };
			known.on = now.on;
		});
		return {
			...asking,
			accept(event) {
				const verdict = asking.accept(event);
				// A card that does not know the question has answered all the same: it is alive.
				if (verdict === null || verdict.ok || verdict.code !== 'unknown-command') return verdict;
				statusUnknown = true;
				known.asked = true;
				return { ok: true };
			},
		};
	};

	const showStep = (zone: number, wanted: Wanted, print: string): Step<OnbonEvent> => {
		const text = wanted.text.trim() === '' ? null : areaFor(zone, zones[zone]!, wanted, fontMarks(), display.forgetSeconds ?? 0);
		const bytes = text ? showAreas(address, [], [text], { model }) : showAreas(address, [zone], [], { model });
		return step(`show:${zone}`, bytes, () => {
			known.cleared = false;
			known.zones.set(zone, print);
			if (text) otherTried = false;
		});
	};

	const clearStep = (): Step<OnbonEvent> =>
		// Wiped once, then kept empty: the areas alone are in the working memory of the card.
		step('clear', everCleared ? showAreas(address, 'all', [], { model }) : clear(address, model), () => {
			known.zones.clear();
			known.cleared = true;
			everCleared = true;
		});

	const forget = () => {
		known = nothing();
		otherTried = false;
	};

	return {
		answers,
		forget,
		// An area that is sent again is replaced without a flicker.
		renew: forget,
		doubt() {
			known.asked = false;
		},
		next(desired, refused) {
			if (desired.cleared) {
				if (!known.cleared && !refused.has('clear')) return clearStep();
			} else {
				everCleared = false;
				for (const [zone, wanted] of [...desired.zones].sort(([a], [b]) => a - b)) {
					const print = `${wanted.style} ${wanted.text}`;
					if (known.zones.get(zone) !== print && !refused.has(`show:${zone}`)) return showStep(zone, wanted, print);
				}
			}
			if (answers && !known.asked && !refused.has('status'))
				return statusUnknown
					? step('status', ping(address, model), () => {
							known.asked = true;
						})
					: statusStep();
			if (known.on !== desired.on && !refused.has('power')) {
				return step('power', power(address, desired.on, model), () => {
					known.on = desired.on;
				});
			}
			return null;
		},
		ping: () => (answers ? step('ping', ping(address, model), () => {}) : null),
		can(what) {
			if (typeof what === 'object') return zones[what.zone] !== undefined;
			// The page names no command for levels; dark and lit are what there is.
			return what !== 'brightness';
		},
		ownTests: {},
		facts: () => ({
			screen: address,
			font: fonts === 'first' ? 'gb2312' : 'gbk',
			...(known.on === null ? {} : { on: known.on }),
			...(told ? { brightness: told.brightness } : {}),
			...(told && told.programs !== null ? { programs: told.programs } : {}),
		}),
		replaced: (desired: Desired) => [...desired.zones.values()].reduce((sum, one) => sum + gbkText(one.text).replaced, 0),
	};
}
