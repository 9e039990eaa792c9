/** One 一件事: all of it or some of it; what to bring follows the choice at once. */
import { ArrowRight, ChevronDown, ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import { bringFor, themeName } from '../../../domain/what-to-bring.ts';
import { Key } from '../../design/key.tsx';
import { useLanguage, useSay, useWords } from '../../words/words.tsx';
import { CheckRow } from '../check-row.tsx';
import { chooseItems } from '../choosing.ts';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';

const extrasAtFirst = 3;

export function ThemeScreen({ code, chosen }: { code: string; chosen: string[] }) {
	const t = useWords('terminal');
	const say = useSay();
	const { language } = useLanguage();
	const { plan, catalogue, send, journey, moment } = useTerminal();
	const [open, setOpen] = useState(false);
	const theme = catalogue.themes.find((one) => one.code === code);
	if (theme === undefined) return null;
	const rows = theme.items.flatMap((entry) => {
		const item = catalogue.items.find((one) => one.code === entry.ref);
		if (item === undefined) return [];
		const dept = catalogue.departments.find((one) => one.code === item.dept);
		const deptName = language === 'en' ? (dept?.name.en ?? '') : (dept?.short ?? '');
		// The condition is written in Chinese alone; in English the department stands instead.
		return [{ item, standard: entry.default, note: language === 'zh-CN' && entry.when !== undefined ? entry.when : deptName }];
	});
	const standard = rows.filter((row) => row.standard);
	const extras = rows.filter((row) => !row.standard);
	const shown = open || extras.length <= extrasAtFirst + 1 ? extras : extras.slice(0, extrasAtFirst);
	const hidden = extras.slice(shown.length);
	const bring = bringFor(catalogue, chosen, code);
	const audience = theme.who[0] ?? 'personal';
	const row = ({ item, note }: (typeof rows)[number]) => (
		<CheckRow
			key={item.code}
			name={say(item.name)}
			note={note}
			chosen={chosen.includes(item.code)}
			toggle={() => send({ type: 'item-toggled', item: item.code })}
		/>
	);
	return (
		<Frame
			title={t('theme.title', { theme: say(themeName(theme.name)) })}
			lead={t('theme.lead')}
			step="list"
			dense
			foot={
				chosen.length === 0 ? (
					<p className="foot-words">{t('theme.none')}</p>
				) : (
					<Key
						className="primary"
						kind="filled"
						onClick={() => {
							const items = rows.map((one) => one.item.code).filter((one) => chosen.includes(one));
							send(chooseItems(plan, catalogue, { audience, items, theme: code }, journey.holder, moment));
						}}
					>
						{t('theme.go', { count: chosen.length })}
						<ArrowRight size={48} />
					</Key>
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
			{chosen.length > 0 && (
				<section className="bring" aria-live="polite">
					<h2>
						<ClipboardCheck size={44} />
						{t('theme.bringTitle', { count: chosen.length })}
					</h2>
					<dl>
						<dt>{t('theme.bring')}</dt>
						<dd>
							<strong>{bring.length === 0 ? t('theme.bringNothing') : bring.map(say).join(t('comma'))}</strong>
						</dd>
					</dl>
				</section>
			)}
		</Frame>
	);
}
