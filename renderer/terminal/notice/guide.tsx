/** 情形引导: one question a screen; the answers choose the items of a theme, and everything can still be changed after. */
import { ArrowRight, Check, ListChecks } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { BookTheme } from '../../../domain/contracts/catalogue-book.ts';
import { answer, pressOption, shownAnswer, type ThemeChoice } from '../../../domain/selection/theme-choice.ts';
import { themeName } from '../../../domain/what-to-bring.ts';
import { Key } from '../../design/key.tsx';
import { useCatalogueBook } from '../../words/catalogue-book.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { CheckRow } from '../check-row.tsx';
import { Frame } from '../frame.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';
import { WaitingForBook } from './waiting-for-book.tsx';

type GuideAt = Extract<Screen, { at: 'guide' }>;
/** 长辈版: with the key to the others never more than three. */
const elderPerPage = 2;

export function GuideScreen({ screen }: { screen: GuideAt }) {
	const n = useWords('notice');
	const { send } = useTerminal();
	const { book, failed, again } = useCatalogueBook();
	const theme = book?.themes.find(({ code }) => code === screen.theme);
	const question = theme?.guide[screen.question];
	// Without the catalogue, or without questions, the items themselves are next.
	const pass = failed || (book !== null && question === undefined);
	useEffect(() => {
		if (pass) send({ type: 'turned', to: itemsOf(screen, screen.choice) });
	}, [pass, screen, send]);
	if (theme === undefined || question === undefined)
		return (
			<Frame title={n('guide.loading')} step="choose">
				<WaitingForBook failed={false} again={again} />
			</Frame>
		);
	return <Question key={question.id} screen={screen} theme={theme} question={question} />;
}

function itemsOf({ theme }: GuideAt, choice: ThemeChoice): Screen {
	return { at: 'theme', theme, choice, one: null, paper: { state: 'none' } };
}

function Question({ screen, theme, question }: { screen: GuideAt; theme: BookTheme; question: BookTheme['guide'][number] }) {
	const n = useWords('notice');
	const say = useSay();
	const { send, journey } = useTerminal();
	const { elder } = journey.looks;
	const [page, setPage] = useState(0);
	const { choice } = screen;
	const shown = shownAnswer(theme, choice, question);
	const { options, multi } = question;
	const paged = elder && options.length > (multi ? elderPerPage : elderPerPage + 1);
	const last = !paged || (page + 1) * elderPerPage >= options.length;
	const here = paged ? options.slice(page * elderPerPage, (page + 1) * elderPerPage) : options;
	const goOn = (next: ThemeChoice) => {
		const following = screen.question + 1;
		const to: Screen = following < theme.guide.length ? { ...screen, choice: next, question: following } : itemsOf(screen, next);
		send({ type: 'went', to });
	};
	const press = (value: string) => {
		const next = answer(choice, question, pressOption(question, shown ?? [], value));
		if (multi) send({ type: 'turned', to: { ...screen, choice: next } });
		else goOn(next);
	};
	const done = multi && last && (
		<Key
			className="primary"
			kind="filled"
			onClick={() => goOn(choice.answers[question.id] === undefined ? answer(choice, question, []) : choice)}
		>
			{n('guide.chosen')}
			<ArrowRight size={48} />
		</Key>
	);
	const skip = !elder && (
		<Key className={multi ? 'beside' : 'half'} onClick={() => send({ type: 'went', to: itemsOf(screen, choice) })}>
			<ListChecks size={44} />
			{n('guide.skip')}
		</Key>
	);
	return (
		<Frame
			title={say(question.question)}
			lead={n('guide.lead', { theme: say(themeName(theme.name)), number: screen.question + 1, count: theme.guide.length })}
			step="choose"
			foot={
				skip || done ? (
					<>
						{skip}
						{done}
					</>
				) : undefined
			}
		>
			{multi ? (
				<ul className="check-list large">
					{here.map(({ value, label }) => (
						<CheckRow key={value} name={say(label)} chosen={shown?.includes(value) ?? false} toggle={() => press(value)} />
					))}
				</ul>
			) : (
				here.map(({ value, label }) => {
					const chosen = shown?.includes(value) ?? false;
					return (
						<Key key={value} className={elder ? 'tile elder' : 'tile wide'} aria-pressed={chosen} onClick={() => press(value)}>
							<span className="tile-words">
								<strong>{say(label)}</strong>
							</span>
							{chosen && <Check size={elder ? 80 : 52} />}
						</Key>
					);
				})
			)}
			{!last && (
				<Key className={elder ? 'tile elder' : 'tile wide'} onClick={() => setPage(page + 1)}>
					<span className="tile-words">
						<strong>{n('guide.others', { count: options.length - (page + 1) * elderPerPage })}</strong>
					</span>
				</Key>
			)}
		</Frame>
	);
}
