/** Everything the hall does: by life stage or by department, then the items of one group, page by page. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { themeName } from '../../../domain/what-to-bring.ts';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { lifeStageIcon } from '../life-stage-icons.ts';
import { groupsOf } from '../offers.ts';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';
import { ItemKey, ThemeKey } from './services.tsx';

type AllItemsAt = Extract<Screen, { at: 'all-items' }>;
const groupsPerPage = 10;
const rowsPerPage = 10;

function Pages({ screen, pages }: { screen: AllItemsAt; pages: number }) {
	const t = useWords('terminal');
	const { send } = useTerminal();
	if (pages <= 1) return null;
	const turn = (page: number) => send({ type: 'turned', to: { ...screen, page } });
	return (
		<nav className="pages" aria-label={t('all.pages')}>
			<Key className="half" disabled={screen.page === 0} onClick={() => turn(screen.page - 1)}>
				<ChevronLeft size={44} />
				{t('all.previous')}
			</Key>
			<span aria-live="polite">{t('all.page', { page: screen.page + 1, pages })}</span>
			<Key className="half" disabled={screen.page >= pages - 1} onClick={() => turn(screen.page + 1)}>
				{t('all.next')}
				<ChevronRight size={44} />
			</Key>
		</nav>
	);
}

export function AllItems({ screen }: { screen: AllItemsAt }) {
	const t = useWords('terminal');
	const say = useSay();
	const { plan, catalogue, send } = useTerminal();
	const groups = groupsOf(plan, catalogue, screen.audience, screen.by);
	const group = groups.find((one) => one.code === screen.group);
	if (group !== undefined) {
		const all = [
			...group.themes.map((theme) => <ThemeKey key={theme.code} theme={theme} />),
			...group.items.map((item) => <ItemKey key={item.code} item={item} audience={screen.audience} />),
		];
		const pages = Math.ceil(all.length / rowsPerPage);
		return (
			<Frame
				title={say(group.name)}
				lead={t('all.groupLead', { count: all.length })}
				step="choose"
				dense
				foot={pages > 1 ? <Pages screen={screen} pages={pages} /> : undefined}
			>
				<div className="two">{all.slice(screen.page * rowsPerPage, (screen.page + 1) * rowsPerPage)}</div>
			</Frame>
		);
	}
	const pages = Math.ceil(groups.length / groupsPerPage);
	return (
		<Frame
			title={t('services.all')}
			lead={t('all.lead')}
			step="choose"
			dense
			foot={pages > 1 ? <Pages screen={screen} pages={pages} /> : undefined}
		>
			<fieldset className="row by" aria-label={t('all.by')}>
				{(['life-stage', 'department'] as const).map((by) => (
					<Key
						key={by}
						className="half"
						aria-pressed={screen.by === by}
						onClick={() => send({ type: 'turned', to: { ...screen, by, group: null, page: 0 } })}
					>
						{t(`all.by-${by}`)}
					</Key>
				))}
			</fieldset>
			<div className="two">
				{groups.slice(screen.page * groupsPerPage, (screen.page + 1) * groupsPerPage).map((one) => {
					const Icon = lifeStageIcon(screen.by === 'department' ? 'department' : one.code);
					return (
						<Key key={one.code} className="tile" onClick={() => send({ type: 'went', to: { ...screen, group: one.code, page: 0 } })}>
							<span className="plate">
								<Icon size={48} />
							</span>
							<span className="tile-words">
								<strong className={screen.by === 'department' ? 'smaller' : undefined}>{say(themeName(one.name))}</strong>
								<span>{t('all.count', { count: one.themes.length + one.items.length })}</span>
							</span>
						</Key>
					);
				})}
			</div>
		</Frame>
	);
}
