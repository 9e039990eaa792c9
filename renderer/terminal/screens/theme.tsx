/** One 一件事: all of it or some of it; what to bring follows the choice at once (picture 03). */

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { groupOf } from '../../../domain/notice/material-words.ts';
import { type ChoosableTheme, chosenItems, toggle } from '../../../domain/selection/theme-choice.ts';
import { themeName } from '../../../domain/what-to-bring.ts';
import { useCatalogueBook } from '../../words/catalogue-book.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { CheckRow } from '../check-row.tsx';
import { Frame } from '../frame.tsx';
import { Brief } from '../notice/brief.tsx';
import { ElderTheme } from '../notice/elder-theme.tsx';
import { ListSaid, PrintKey } from '../notice/list-said.tsx';
import { onward } from '../notice/onward.ts';
import { OnwardKey } from '../notice/onward-key.tsx';
import { openNotice } from '../notice/open-choice.ts';
import { type ThemeRow, useThemeRows } from '../notice/theme-rows.ts';
import { useListPaper } from '../notice/use-list-paper.ts';
import { useNotice } from '../notice/use-notice.ts';
import type { ThemeAt } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';

const extrasAtFirst = 2;

export function ThemeScreen({ screen }: { screen: ThemeAt }) {
	const t = useWords('terminal');
	const say = useSay();
	const place = useTerminal();
	const { catalogue, send, journey } = place;
	const { book } = useCatalogueBook();
	const [open, setOpen] = useState(false);
	const { theme: code, choice } = screen;
	const theme = catalogue.themes.find((one) => one.code === code);
	const choosable: ChoosableTheme = book?.themes.find((one) => one.code === code) ?? { items: theme?.items ?? [], guide: [] };
	const items = chosenItems(choosable, choice);
	const selection = { theme: code, items };
	const { notice, said, address } = useNotice(selection);
	const list = useListPaper();
	const rows = useThemeRows(code);
	if (theme === undefined) return null;
	const audience = theme.who[0] ?? 'personal';
	const press = (item: string) =>
		send({ type: 'turned', to: { ...screen, choice: toggle(choosable, choice, item), paper: { state: 'none' } } });
	const next = onward(place, { audience, ...selection });
	const sometimes = notice?.materials.filter((one) => groupOf(one) === 'sometimes').length ?? 0;
	const whole = () => send({ type: 'went', to: openNotice(audience, selection) });
	if (journey.looks.elder)
		return (
			<ElderTheme screen={screen} rows={rows} items={items} next={next} whole={whole} toggle={press} name={say(themeName(theme.name))} />
		);
	const standard = rows.filter((row) => row.standard);
	const extras = rows.filter((row) => !row.standard);
	const shown =
		open || extras.length <= extrasAtFirst + 1 ? extras : extras.filter((row, at) => at < extrasAtFirst || items.includes(row.code));
	const hidden = extras.filter((row) => !shown.includes(row));
	const row = ({ code: item, name, note }: ThemeRow) => (
		<CheckRow key={item} name={name} note={note} chosen={items.includes(item)} toggle={() => press(item)} />
	);
	return (
		<Frame
			title={t('theme.title', { theme: say(themeName(theme.name)) })}
			lead={t('theme.lead')}
			step="list"
			dense
			foot={
				items.length === 0 ? (
					<p className="foot-words">{t('theme.none')}</p>
				) : (
					<>
						<ListSaid paper={screen.paper} />
						{list.can && said !== null && (
							<PrintKey press={() => void list.print(said, address)} busy={screen.paper.state === 'printing'} />
						)}
						<OnwardKey next={next} label={t('theme.go', { count: items.length })} />
					</>
				)
			}
		>
			{standard.length > 0 && (
				<section>
					<h2>{t('theme.standard')}</h2>
					<ul className="check-list">{standard.map(row)}</ul>
				</section>
			)}
			{extras.length > 0 && (
				<section>
					<h2>{standard.length > 0 ? t('theme.extras') : t('theme.pick')}</h2>
					<ul className="check-list">
						{shown.map(row)}
						{hidden.length > 0 && (
							<li>
								<button type="button" className="check-row" onClick={() => setOpen(true)}>
									<span className="tick plain">
										<ChevronDown size={40} />
									</span>
									<span className="check-name">{t('theme.more', { count: hidden.length })}</span>
								</button>
							</li>
						)}
					</ul>
				</section>
			)}
			{said !== null && items.length > 0 && (
				<Brief said={said} title={t('theme.bringTitle', { count: items.length })} whole={whole} sometimes={sometimes} />
			)}
		</Frame>
	);
}
