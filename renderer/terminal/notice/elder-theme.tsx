/** 长辈版 of a theme: do all of it, go through it one by one, or read what is needed. Three keys, one decision a screen. */
import { ArrowRight, Check, ClipboardPen, ListChecks, ListTree, X } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import type { ThemeAt } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';
import { NoNumberNow } from './no-number-now.tsx';
import type { Onward } from './onward.ts';
import type { ThemeRow } from './theme-rows.ts';

interface ElderThemeParts {
	screen: ThemeAt;
	rows: ThemeRow[];
	items: string[];
	next: Onward;
	whole: () => void;
	toggle: (item: string) => void;
	name: string;
}

export function ElderTheme({ screen, rows, items, next, whole, toggle, name }: ElderThemeParts) {
	const t = useWords('terminal');
	const n = useWords('notice');
	const { send } = useTerminal();
	const event = next.number ?? next.form;
	const at = screen.one === null ? undefined : rows[screen.one];
	if (at !== undefined) return <OneItem screen={screen} rows={rows} row={at} chosen={items.includes(at.code)} toggle={toggle} />;
	return (
		<Frame title={n('elder.title', { theme: name })} lead={items.length === 0 ? t('theme.none') : n('elder.lead', { count: items.length })}>
			{items.length > 0 && next.number === null && <NoNumberNow />}
			{event !== null && (
				<Key className="tile elder" kind="filled" onClick={() => send(event)}>
					<span className="plate">{next.number === null ? <ClipboardPen size={96} /> : <ArrowRight size={96} />}</span>
					<span className="tile-words">
						<strong>{next.number === null ? n('closed.form') : t('theme.go', { count: items.length })}</strong>
						<span>{next.number === null ? n('closed.formHow') : n('elder.go')}</span>
					</span>
				</Key>
			)}
			<Key className="tile elder" onClick={() => send({ type: 'went', to: { ...screen, one: 0 } })}>
				<span className="plate">
					<ListChecks size={96} />
				</span>
				<span className="tile-words">
					<strong>{n('elder.one')}</strong>
					<span>{n('elder.oneHow')}</span>
				</span>
			</Key>
			{items.length > 0 && (
				<Key className="tile elder" onClick={whole}>
					<span className="plate">
						<ListTree size={96} />
					</span>
					<span className="tile-words">
						<strong>{n('elder.list')}</strong>
						<span>{n('elder.listHow')}</span>
					</span>
				</Key>
			)}
		</Frame>
	);
}

function OneItem({
	screen,
	rows,
	row,
	chosen,
	toggle,
}: {
	screen: ThemeAt;
	rows: ThemeRow[];
	row: ThemeRow;
	chosen: boolean;
	toggle: (item: string) => void;
}) {
	const n = useWords('notice');
	const { send } = useTerminal();
	const number = (screen.one ?? 0) + 1;
	const say = (wanted: boolean) => {
		// The answer is a change of the choice first, then the next item; both reach the journey in this order.
		if (wanted !== chosen) toggle(row.code);
		send({ type: 'next-item', count: rows.length });
	};
	return (
		<Frame title={n('elder.ask', { item: row.name })} lead={`${n('elder.count', { number, count: rows.length })} ${row.note}`}>
			{([true, false] as const).map((wanted) => (
				<Key key={String(wanted)} className="tile elder" aria-pressed={chosen === wanted} onClick={() => say(wanted)}>
					<span className="plate">{wanted ? <Check size={96} /> : <X size={96} />}</span>
					<span className="tile-words">
						<strong>{n(wanted ? 'elder.yes' : 'elder.no')}</strong>
						{chosen === wanted && <span>{n('elder.now')}</span>}
					</span>
				</Key>
			))}
		</Frame>
	);
}
