import { describe, expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import { problemsOf } from './broken-hall.ts';
import { catalogueSlips } from './catalogue-slips.ts';
import { hallSlips } from './hall-slips.ts';
import { seatSlips } from './seat-slips.ts';

describe.each(Object.entries({ ...hallSlips, ...catalogueSlips, ...seatSlips }))(
	'a broken configuration is told by file, line and words: %s',
	(_, slips) => {
		const { problems, lineOf } = problemsOf(slips);

		test.each(slips)('$title', (slip) => {
			const told = problems.filter((problem) => slip.words.test(problem.what));
			expect(
				told.map((problem) => ({ file: problem.file, line: problem.line })),
				JSON.stringify(problems, null, 1),
			).toContainEqual({
				file: slip.file,
				line: lineOf(slip),
			});
		});
	},
);

test('a hall file that is not there is told, not thrown', () => {
	const loaded = loadHall('halls/nowhere/hall.yaml');
	expect(loaded).toMatchObject({
		ok: false,
		problems: [{ file: 'halls/nowhere/hall.yaml', line: 1, what: expect.stringContaining('cannot be read') }],
	});
});
