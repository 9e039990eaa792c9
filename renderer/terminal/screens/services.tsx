/** What the citizen came for: whole 一件事 first, then the frequent items, then everything. */
import { Building2, LayoutGrid, UserRound } from 'lucide-react';
import type { FaceItem, FaceTheme } from '../../../domain/contracts/catalogue.ts';
import { themeName } from '../../../domain/what-to-bring.ts';
import { Key } from '../../design/key.tsx';
import { Chip } from '../../design/status-chip.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import type { Audience } from '../choice.ts';
import { FindKey } from '../find/find-key.tsx';
import { Frame } from '../frame.tsx';
import { lifeStageIcon } from '../life-stage-icons.ts';
import { openItem, openTheme } from '../notice/open-choice.ts';
import { frequentItems, offered } from '../offers.ts';
import { WaitLine, waitSaid } from '../queue-words.tsx';
import { routedQueue } from '../routed-queue.ts';
import { useTerminal } from '../terminal-context.ts';

export function ThemeKey({ theme }: { theme: FaceTheme }) {
	const t = useWords('terminal');
	const say = useSay();
	const { plan, catalogue, send, waits, moment } = useTerminal();
	const Icon = lifeStageIcon(theme.lifeStage);
	const standard = theme.items.filter((item) => item.default).map((item) => item.ref);
	const queue = routedQueue(plan, catalogue, { audience: theme.who[0] ?? 'personal', items: standard, theme: theme.code }, moment);
	return (
		<Key className="tile" onClick={() => send({ type: 'went', to: openTheme(theme.code) })}>
			<span className="plate">
				<Icon size={48} />
			</span>
			<span className="tile-words">
				<strong>{say(themeName(theme.name))}</strong>
				<span>{t('services.together', { count: theme.items.length })}</span>
				{queue !== null && waits.fresh && <WaitLine said={waitSaid(t, waits, queue)} t={t} />}
			</span>
		</Key>
	);
}

export function ItemKey({ item, audience }: { item: FaceItem; audience: Audience }) {
	const t = useWords('terminal');
	const say = useSay();
	const { plan, catalogue, send, waits, moment } = useTerminal();
	const wanted = { audience, items: [item.code], theme: null };
	const queue = routedQueue(plan, catalogue, wanted, moment);
	return (
		<Key className="item-key" onClick={() => send({ type: 'went', to: openItem(audience, item.code) })}>
			<strong>{say(item.name)}</strong>
			{(item.fast || (queue !== null && waits.fresh)) && (
				<span className="item-line">
					{item.fast && <Chip tone="ok">{t('services.fast')}</Chip>}
					{queue !== null && waits.fresh && <WaitLine said={waitSaid(t, waits, queue)} t={t} />}
				</span>
			)}
		</Key>
	);
}

export function Services({ audience }: { audience: Audience }) {
	const t = useWords('terminal');
	const { plan, catalogue, send, journey } = useTerminal();
	const { themes, items } = offered(plan, catalogue, audience);
	const other: Audience = audience === 'personal' ? 'enterprise' : 'personal';
	const { holder } = journey;
	return (
		<Frame
			title={holder === null ? t('services.title') : t('services.titleNamed', { name: holder.name })}
			spoken={t('services.title')}
			lead={t('services.lead')}
			step="choose"
			foot={
				<>
					<Key
						className="half"
						onClick={() => send({ type: 'went', to: { at: 'all-items', audience, by: 'life-stage', group: null, page: 0 } })}
					>
						<LayoutGrid size={44} />
						{t('services.all')}
					</Key>
					<Key className="half" onClick={() => send({ type: 'turned', to: { at: 'services', audience: other } })}>
						{other === 'enterprise' ? <Building2 size={44} /> : <UserRound size={44} />}
						{t(`services.${other}`)}
					</Key>
				</>
			}
		>
			<FindKey audience={audience} />
			{themes.length > 0 && (
				<section>
					<h2>
						{t('services.themes')} <small>{t('services.themesHow')}</small>
					</h2>
					<div className="two">
						{themes.slice(0, 6).map((theme) => (
							<ThemeKey key={theme.code} theme={theme} />
						))}
					</div>
				</section>
			)}
			<section>
				<h2>
					{t('services.items')} <small>{t('services.itemsHow')}</small>
				</h2>
				<div className="two">
					{frequentItems(items, 4).map((item) => (
						<ItemKey key={item.code} item={item} audience={audience} />
					))}
				</div>
			</section>
		</Frame>
	);
}
