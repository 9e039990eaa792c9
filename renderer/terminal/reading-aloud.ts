/**
 * 读给我听: the title, then what there is to read (`data-read`), then the choices with their order. In Chinese and English, sentence by sentence, silent at any touch.
 * Never a name (P1): titles that greet someone carry other words in `data-spoken`.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { VoiceLanguage } from '../voice/espeak.ts';
import { createHallLoudspeaker, type HallLoudspeaker } from '../voice/hall-loudspeaker.ts';
import type { Say } from '../words/words.tsx';

const orders = 9;

/** What is said of a screen, in order. */
export function sentencesOf(page: ParentNode, t: Say, language: VoiceLanguage): string[] {
	const heading = page.querySelector<HTMLElement>('h1');
	const title = heading?.dataset.spoken ?? heading?.textContent ?? '';
	const keys = [...page.querySelectorAll<HTMLElement>('main button:not(:disabled), main .check-row, main .field-label')].map(
		(key) => (key.querySelector('.tile-words > strong, :scope > strong, .check-name') ?? key).textContent?.trim() ?? '',
	);
	const choices = keys
		.filter((words) => words !== '')
		.map((words, index) => (index < orders ? t(`voice.nth.${index + 1}`, { words }) : words));
	// Words side by side on the screen are one sentence: 带上，居民身份证。
	const texts = [...page.querySelectorAll<HTMLElement>('main [data-read]')].map(
		(text) =>
			[...text.children]
				.map((child) => child.textContent?.trim() ?? '')
				.filter((words) => words !== '')
				.join(language === 'en' ? ', ' : '，') ||
			(text.textContent?.trim() ?? ''),
	);
	return [title, ...texts, ...choices].filter((sentence) => sentence !== '');
}

export interface ReadingAloud {
	/** `cannot`: this machine has no sound; the tool is not shown. */
	state: 'ready' | 'reading' | 'cannot';
	/** The sentence being said, for those who do not hear it. */
	caption: string;
	start: (sentences: string[], language: VoiceLanguage) => void;
	/** `touch`: a finger is down. The caption stays until it is up and what it pressed is pressed: it lifts the keys, which must not move under a finger. */
	stop: (touch?: 'touch') => void;
}

/** A tap's click follows the finger's going up by less. */
const clickFollowsMs = 300;

export function useReadingAloud(): ReadingAloud {
	const [state, setState] = useState<ReadingAloud['state']>('ready');
	const [caption, setCaption] = useState('');
	const speaker = useRef<HallLoudspeaker | null>(null);
	/** Grows with each start and stop, so that a reading that was stopped says nothing more. */
	const turn = useRef(0);

	const stop = useCallback((touch?: 'touch') => {
		// Asked for at each touch: nothing is drawn anew where nothing is being said.
		if (speaker.current === null) {
			if (touch === undefined) setCaption('');
			return;
		}
		turn.current += 1;
		speaker.current?.stop();
		speaker.current = null;
		setState((now) => (now === 'reading' ? 'ready' : now));
		const of = turn.current;
		const clear = () => {
			if (turn.current === of) setCaption('');
		};
		if (touch === undefined) {
			clear();
			return;
		}
		const up = () => {
			window.removeEventListener('pointerup', up);
			window.removeEventListener('pointercancel', up);
			setTimeout(clear, clickFollowsMs);
		};
		window.addEventListener('pointerup', up);
		window.addEventListener('pointercancel', up);
	}, []);

	const start = useCallback((sentences: string[], language: VoiceLanguage) => {
		turn.current += 1;
		const mine = turn.current;
		speaker.current?.stop();
		const loud = createHallLoudspeaker(language);
		speaker.current = loud;
		setState('reading');
		void (async () => {
			try {
				for (const sentence of sentences) {
					if (turn.current !== mine) return;
					setCaption(sentence);
					await loud.say(sentence);
				}
				if (turn.current === mine) setState('ready');
			} catch {
				if (turn.current === mine) setState('cannot');
			} finally {
				// Also of a reading that was touched away: its voice is a program of its own, and would stay.
				loud.stop();
				if (speaker.current === loud) speaker.current = null;
			}
			if (turn.current === mine) setCaption('');
		})();
	}, []);

	useEffect(() => stop, [stop]);
	return { state, caption, start, stop };
}
