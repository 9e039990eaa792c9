/**
 * What a citizen chose of a theme (一件事): answers to its questions (情形引导), and items ticked or taken out by hand on top of them.
 * The two always agree: a question shows the answer that the chosen items stand for, and no answer when they stand for none.
 */
import type { GuideQuestion } from '../contracts/catalogue-book.ts';

/** The part of a theme that choosing needs; `FaceTheme` with an empty `guide` fits too. */
export interface ChoosableTheme {
	items: readonly { ref: string; default: boolean }[];
	guide: readonly GuideQuestion[];
}

/** Values of the chosen options by question; a question that is not in it was not answered. */
export type Answers = Readonly<Record<string, readonly string[]>>;

export interface ThemeChoice {
	answers: Answers;
	/** By item: ticked (true) or taken out (false) by hand, where the answers say otherwise. */
	byHand: Readonly<Record<string, boolean>>;
}

export const nothingChosen: ThemeChoice = { answers: {}, byHand: {} };

/** The chosen items, in the order of the theme; only items of the theme. */
export function chosenItems(theme: ChoosableTheme, choice: ThemeChoice): string[] {
	const answered = itemsByAnswers(theme, choice.answers);
	return theme.items.map(({ ref }) => ref).filter((ref) => choice.byHand[ref] ?? answered.has(ref));
}

/** The default items, changed by each answered question in order. Values no option has do nothing. */
export function itemsByAnswers(theme: ChoosableTheme, answers: Answers): Set<string> {
	const own = new Set(theme.items.map(({ ref }) => ref));
	const items = new Set(theme.items.filter((item) => item.default).map(({ ref }) => ref));
	for (const question of theme.guide) {
		const values = answers[question.id];
		if (values === undefined) continue;
		const chosen = question.options.filter((option) => values.includes(option.value));
		if (question.selectExactly) for (const ref of namedBy(question)) items.delete(ref);
		for (const { dropItems } of chosen) for (const ref of dropItems) items.delete(ref);
		for (const { addItems } of chosen) for (const ref of addItems) if (own.has(ref)) items.add(ref);
	}
	return items;
}

/** Every item that some option of the question adds or drops. */
export function namedBy(question: GuideQuestion): Set<string> {
	return new Set(question.options.flatMap(({ addItems, dropItems }) => [...addItems, ...dropItems]));
}

/** “None of these”: an option that changes nothing. */
function isNone({ addItems, dropItems }: GuideQuestion['options'][number]): boolean {
	return addItems.length === 0 && dropItems.length === 0;
}

/** The values of a question after one option was pressed: alone where one may be chosen; “none of these” goes with no other. */
export function pressOption(question: GuideQuestion, values: readonly string[], pressed: string): string[] {
	if (!question.multi) return [pressed];
	if (values.includes(pressed)) return values.filter((value) => value !== pressed);
	const none = (value: string) => question.options.some((option) => option.value === value && isNone(option));
	return none(pressed) ? [pressed] : [...values.filter((value) => !none(value)), pressed];
}

/** The choice after a question was answered: about the items it names, the answer is the newer word. */
export function answer(choice: ThemeChoice, question: GuideQuestion, values: readonly string[]): ThemeChoice {
	const named = namedBy(question);
	const byHand = Object.fromEntries(Object.entries(choice.byHand).filter(([ref]) => !named.has(ref)));
	return { answers: { ...choice.answers, [question.id]: question.multi ? [...values] : values.slice(-1) }, byHand };
}

/** The choice after an item was ticked or taken out. */
export function toggle(theme: ChoosableTheme, choice: ThemeChoice, item: string): ThemeChoice {
	const wanted = !chosenItems(theme, choice).includes(item);
	const { [item]: _before, ...others } = choice.byHand;
	const answered = itemsByAnswers(theme, choice.answers).has(item);
	return { ...choice, byHand: answered === wanted ? others : { ...others, [item]: wanted } };
}

/** The values of a question that the chosen items stand for; `null` = not answered, or they stand for none of the answers. */
export function shownAnswer(theme: ChoosableTheme, choice: ThemeChoice, question: GuideQuestion): readonly string[] | null {
	const given = choice.answers[question.id];
	const chosen = new Set(chosenItems(theme, choice));
	const named = namedBy(question);
	const agrees = (values: readonly string[]) => {
		const meant = itemsByAnswers(theme, { ...choice.answers, [question.id]: values });
		return [...named].every((ref) => meant.has(ref) === chosen.has(ref));
	};
	if (given === undefined) return null;
	if (agrees(given)) return given;
	if (question.multi) {
		const values = question.options.filter((option) => !isNone(option) && option.addItems.every((ref) => chosen.has(ref)));
		const meant = (values.length > 0 ? values : question.options.filter(isNone)).map(({ value }) => value);
		return agrees(meant) ? meant : null;
	}
	const [only, another] = question.options.filter(({ value }) => agrees([value]));
	return only && !another ? [only.value] : null;
}

/** The first question without an answer, by its place in the guide; `null` = all are answered. */
export function nextQuestion(theme: ChoosableTheme, answers: Answers): number | null {
	const at = theme.guide.findIndex(({ id }) => answers[id] === undefined);
	return at === -1 ? null : at;
}
