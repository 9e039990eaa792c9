import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Problem {
	field: string;
	problem: string;
	todo: string;
}

/** Says what is wrong, field by field, and ends with exit code 1: JSON on standard output when it was asked for, words on standard error. */
export function refuse(code: string, problems: readonly Problem[], json: boolean): never {
	const message = problems.map(({ field, problem, todo }) => `${field} ${problem}: ${todo}.`).join('\n');
	if (json) console.log(JSON.stringify({ error: { code, message, problems } }));
	else console.error(message);
	process.exit(1);
}

/** The text of a file named on the command line, relative to where npm was called. */
export function textOf(path: string, json: boolean): string {
	const file = resolve(process.env.TIDEHALL_CALLED_FROM ?? process.cwd(), path);
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		const why =
			(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : `cannot be read (${(error as NodeJS.ErrnoException).code})`;
		return refuse('file-unreadable', [{ field: path, problem: why, todo: 'give the path of a file that can be read' }], json);
	}
}

/** The JSON on one line, or figures one a line for people. */
export function tell(answer: object, json: boolean): void {
	if (json) console.log(JSON.stringify(answer));
	else
		for (const [key, value] of Object.entries(answer))
			console.log(`${key.padEnd(32)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
}

/** A number of an option between two bounds; anything else is refused. */
export function numberOf(option: string, text: string, least: number, most: number, json: boolean): number {
	const number = Number(text);
	if (text.trim() === '' || !Number.isFinite(number) || number < least || number > most)
		refuse('option-wrong', [{ field: option, problem: `is "${text}"`, todo: `give a number from ${least} to ${most}` }], json);
	return number;
}
