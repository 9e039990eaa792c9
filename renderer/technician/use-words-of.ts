/** Words for codes that devices and machines give: worded where a word is written, the code itself where a newer driver says something new. */
import { useMemo } from 'react';
import { serviceRefusals } from '../../domain/contracts/device-service.ts';
import { useWords } from '../words/words.tsx';

export interface WordsOf {
	/** `3 分前`; `at` and `now` in ms, `null` = never. */
	ago(at: number | null, now: number): string;
	kind(kind: string): string;
	state(state: string): string;
	/** What a health code means, and what to do. */
	code(code: string): { text: string; todo: string };
	refusal(code: string): { text: string; todo: string };
	test(name: string): string;
	fact(name: string): string;
	value(value: string | number | boolean): string;
}

export function useWordsOf(): WordsOf {
	const words = useWords('technician');
	const devices = useWords('devices');
	return useMemo(() => {
		const orCode = (say: typeof words, key: string, code: string) => say(key, { defaultValue: code });
		return {
			ago(at, now) {
				if (at === null) return words('ago.never');
				const seconds = Math.max(0, Math.floor((now - at) / 1000));
				if (seconds < 3) return words('ago.now');
				if (seconds < 100) return words('ago.seconds', { count: seconds });
				if (seconds < 6_000) return words('ago.minutes', { count: Math.floor(seconds / 60) });
				if (seconds < 172_800) return words('ago.hours', { count: Math.floor(seconds / 3_600) });
				return words('ago.days', { count: Math.floor(seconds / 86_400) });
			},
			kind: (kind) => orCode(devices, `kinds.${kind}`, kind),
			state: (state) => orCode(devices, `states.${state}`, state),
			code: (code) => ({ text: orCode(devices, `health.${code}.text`, code), todo: orCode(devices, `health.${code}.todo`, '') }),
			refusal(code) {
				if ((serviceRefusals as readonly string[]).includes(code))
					return { text: words(`refused.${code}.text`), todo: words(`refused.${code}.todo`) };
				// What is worded for a device's health, such as `driver-fault`, may stand here too.
				const meaning = orCode(devices, `health.${code}.text`, '');
				if (meaning !== '') return { text: meaning, todo: orCode(devices, `health.${code}.todo`, '') };
				return { text: words('refused.other.text'), todo: words('refused.other.todo', { code }) };
			},
			test: (name) => orCode(words, `tests.${name}`, name),
			fact: (name) => orCode(words, `facts.${name}`, name),
			value: (value) => (typeof value === 'number' ? String(value) : orCode(words, `values.${value}`, String(value))),
		};
	}, [words, devices]);
}
