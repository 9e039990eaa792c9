import { applicationRefusals, uploadProblems } from '../domain/contracts/applications.ts';
import { cardEvent, deviceCodes } from '../domain/contracts/device.ts';
import { serviceRefusals } from '../domain/contracts/device-service.ts';
import { pickReason } from '../domain/contracts/events.ts';
import { refusalCodes } from '../domain/contracts/refusals.ts';
import { bookingProblems } from '../domain/contracts/reservations.ts';
import { setUpRefusals } from '../domain/contracts/set-up.ts';
import type { ProblemList, YamlPath } from './problems.ts';
import type { WordingFiles } from './wording.ts';

/** Every code the program may show a person, by wording file, as the steps to its text. */
function codesToWord(): Record<string, string[][]> {
	const failed = cardEvent.options.find((option) => option.shape.type.value === 'card-failed');
	const cardFailures = failed && 'code' in failed.shape ? failed.shape.code.options : [];
	return {
		refusals: refusalCodes.map((code) => [code]),
		reservations: Object.keys(bookingProblems).flatMap((code) => ['text', 'todo'].map((part) => ['problems', code, part])),
		applications: [
			...[...Object.keys(uploadProblems).map((code) => ['problems', code]), ...applicationRefusals.map((code) => ['refused', code])],
		].flatMap((path) => ['text', 'todo'].map((part) => [...path, part])),
		reasons: pickReason.shape.code.options.map((code) => [code]),
		devices: [
			...deviceCodes.flatMap((code) => ['text', 'todo'].map((part) => ['health', code, part])),
			...cardFailures.map((code) => ['cardFailures', code, 'todo']),
		],
		technician: serviceRefusals.flatMap((code) => ['text', 'todo'].map((part) => ['refused', code, part])),
		'set-up': setUpRefusals.flatMap((code) => ['text', 'todo'].map((part) => ['refused', code, part])),
		led: ['call', 'serving', 'idle', 'paused', 'closed'].flatMap((show) => [[show], ['figures', show]]),
	};
}

/** Tells every refusal, reason, device code and display state that a language does not word: a person would be shown a bare code. */
export function checkCodesWorded(opened: WordingFiles, problems: ProblemList): void {
	const wanted = codesToWord();
	for (const [key, yaml] of opened) {
		const [language = '', name = ''] = key.split('/');
		for (const path of wanted[name.replace(/\.yaml$/, '')] ?? []) {
			if (typeof at(yaml.value, path) === 'string') continue;
			const what = `${path.join('.')} has no words in ${language}. Write what a person is to read.`;
			problems.add({ file: yaml.file, line: yaml.lineOf(path), what });
		}
	}
}

function at(root: unknown, path: YamlPath): unknown {
	return path.reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], root);
}
