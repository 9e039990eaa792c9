import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BookTheme, GuideQuestion } from '../../../domain/contracts/catalogue-book.ts';
import { standingSelection } from '../../../domain/selection/selection.ts';
import {
	type Answers,
	answer,
	chosenItems,
	itemsByAnswers,
	namedBy,
	nextQuestion,
	nothingChosen,
	pressOption,
	shownAnswer,
	type ThemeChoice,
	toggle,
} from '../../../domain/selection/theme-choice.ts';
import { book, defaultsOf, themeOf } from '../book/demo-book.ts';

/** Every answer of a question: not answered, each option, and for several at once every set of options. */
function answersOf(question: GuideQuestion): (readonly string[] | undefined)[] {
	const values = question.options.map(({ value }) => value);
	if (!question.multi) return [undefined, ...values.map((value) => [value])];
	return [undefined, ...Array.from({ length: 2 ** values.length }, (_, set) => values.filter((_value, at) => (set >> at) & 1))];
}

function everyAnswer(theme: BookTheme): Answers[] {
	return theme.guide.reduce<Answers[]>(
		(all, question) =>
			all.flatMap((before) => answersOf(question).map((values) => (values === undefined ? before : { ...before, [question.id]: values }))),
		[{}],
	);
}

/** Any use of the questions and rows of a theme, in any order. */
const uses = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 12 });
function used(theme: BookTheme, steps: readonly (readonly [number, number])[]): ThemeChoice {
	return steps.reduce<ThemeChoice>((choice, [what, which]) => {
		const question = theme.guide[what % (theme.guide.length + 1)];
		if (question === undefined) return toggle(theme, choice, theme.items[which % theme.items.length]?.ref ?? '');
		const pressed = question.options[which % question.options.length]?.value ?? '';
		return answer(choice, question, pressOption(question, shownAnswer(theme, choice, question) ?? [], pressed));
	}, nothingChosen);
}

describe('choosing items of a theme', () => {
	test('all thirty themes × all answers: chosen items exist, each once, in the order of the theme', () => {
		let combinations = 0;
		for (const theme of book.themes) {
			const order = theme.items.map(({ ref }) => ref);
			for (const answers of everyAnswer(theme)) {
				const items = chosenItems(theme, { answers, byHand: {} });
				expect(items).toEqual(order.filter((ref) => items.includes(ref)));
				for (const ref of items) expect(book.items.some(({ code }) => code === ref)).toBe(true);
				combinations += 1;
			}
		}
		expect(book.themes).toHaveLength(30);
		expect(combinations).toBeGreaterThan(400);
	});

	test('nothing answered is the default items', () => {
		for (const theme of book.themes) expect(chosenItems(theme, nothingChosen)).toEqual(defaultsOf(theme));
	});

	test('select-exactly is exact: items of chosen options are in, items of the others alone are out', () => {
		const exact = book.themes.flatMap((theme) => theme.guide.filter((one) => one.selectExactly).map((question) => ({ theme, question })));
		expect(exact.map(({ theme }) => theme.code)).toEqual(['GR-11', 'QY-11']);
		for (const { theme, question } of exact)
			for (const values of answersOf(question)) {
				if (values === undefined) continue;
				const items = itemsByAnswers(theme, { [question.id]: values });
				const wanted = new Set(question.options.filter(({ value }) => values.includes(value)).flatMap(({ addItems }) => addItems));
				for (const ref of namedBy(question)) expect(items.has(ref), `${theme.code} ${values} ${ref}`).toBe(wanted.has(ref));
			}
	});

	test('a newborn: certificate already issued, maternity insurance, allowance', () => {
		const theme = themeOf('GR-01');
		const [q1, q2, q3] = theme.guide;
		if (!q1 || !q2 || !q3) throw new Error('three questions');
		expect(nextQuestion(theme, {})).toBe(0);
		const first = answer(nothingChosen, q1, ['yes']);
		expect(chosenItems(theme, first)).toEqual(['WJ-002', 'GA-001', 'RS-001', 'YB-001']);
		expect(nextQuestion(theme, first.answers)).toBe(1);
		const all = answer(answer(first, q2, ['yes']), q3, ['yes']);
		expect(chosenItems(theme, all)).toEqual(['WJ-002', 'GA-001', 'RS-001', 'YB-001', 'YB-005', 'WJ-004']);
		expect(nextQuestion(theme, all.answers)).toBeNull();
	});

	test('a row taken out answers its question anew, and the answer given again brings it back', () => {
		const theme = themeOf('GR-01');
		const [, , q3] = theme.guide;
		if (!q3) throw new Error('three questions');
		const with3 = answer(nothingChosen, q3, ['yes']);
		expect(shownAnswer(theme, with3, q3)).toEqual(['yes']);
		const without = toggle(theme, with3, 'WJ-004');
		expect(chosenItems(theme, without)).not.toContain('WJ-004');
		expect(shownAnswer(theme, without, q3)).toEqual(['no']);
		expect(chosenItems(theme, answer(without, q3, ['yes']))).toContain('WJ-004');
	});

	test('“none of these” goes with no other answer', () => {
		const question = themeOf('GR-11').guide.find((one) => one.multi);
		if (!question) throw new Error('a question with several answers');
		expect(pressOption(question, ['fund', 'car'], 'none')).toEqual(['none']);
		expect(pressOption(question, ['none'], 'car')).toEqual(['car']);
		expect(pressOption(question, ['fund', 'car'], 'fund')).toEqual(['car']);
	});

	test('whatever is pressed in whatever order: a toggle turns exactly one item, and no question shows an answer that the items deny', () => {
		fc.assert(
			fc.property(fc.constantFrom(...book.themes), uses, fc.nat(20), (theme, steps, which) => {
				const choice = used(theme, steps);
				const before = chosenItems(theme, choice);
				const ref = theme.items[which % theme.items.length]?.ref ?? '';
				const after = chosenItems(theme, toggle(theme, choice, ref));
				const turned = theme.items.map((item) => item.ref).filter((one) => before.includes(one) !== after.includes(one));
				expect(turned).toEqual([ref]);
				expect(chosenItems(theme, toggle(theme, toggle(theme, choice, ref), ref))).toEqual(before);
				for (const question of theme.guide) {
					const shown = shownAnswer(theme, choice, question);
					if (shown === null) continue;
					const meant = itemsByAnswers(theme, { ...choice.answers, [question.id]: shown });
					for (const one of namedBy(question)) expect(meant.has(one)).toBe(before.includes(one));
				}
			}),
			{ numRuns: 400, seed: 5 },
		);
	});
});

describe('a catalogue that changed while somebody was choosing', () => {
	test('an item withdrawn meanwhile is named, the others stand', () => {
		const later = { ...book, items: book.items.filter(({ code }) => code !== 'WJ-002') };
		expect(standingSelection(later, { theme: 'GR-01', items: ['GA-001', 'WJ-002', 'YY-001'] })).toEqual({
			selection: { theme: 'GR-01', items: ['YY-001', 'GA-001'] },
			withdrawn: ['WJ-002'],
			themeWithdrawn: false,
		});
	});

	test('a theme withdrawn meanwhile leaves its items as single ones', () => {
		const later = { ...book, themes: book.themes.filter(({ code }) => code !== 'GR-01') };
		expect(standingSelection(later, { theme: 'GR-01', items: ['GA-001', 'YY-001'] })).toEqual({
			selection: { theme: null, items: ['GA-001', 'YY-001'] },
			withdrawn: [],
			themeWithdrawn: true,
		});
	});

	test('an item taken out of the theme but still offered is withdrawn from this choice', () => {
		expect(standingSelection(book, { theme: 'GR-01', items: ['GA-002', 'GA-001', 'GA-001'] })).toEqual({
			selection: { theme: 'GR-01', items: ['GA-001'] },
			withdrawn: ['GA-002'],
			themeWithdrawn: false,
		});
	});
});
