/** 长辈版: what is no number in a line. Never more than three keys: the last one leads to the rest. */
import { CalendarClock, ClipboardPen, FileSearch, ListChecks, type LucideIcon, MessageSquareWarning, PackageCheck } from 'lucide-react';
import { useWords } from '../../words/words.tsx';
import { chooseSpecial } from '../choosing.ts';
import { ElderTile } from '../elder-tile.tsx';
import { Frame } from '../frame.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';

const most = 3;

interface Other {
	id: 'pickup' | 'booking' | 'progress' | 'resume' | 'complaint';
	icon: LucideIcon;
	to: Screen;
}

/** What this hall has of it; while nobody is here, what needs nobody. */
function useOthers(): Other[] {
	const { plan, state } = useTerminal();
	const open = state.stage === 'open';
	const pickup = open ? chooseSpecial(plan, 'pickup') : null;
	return [
		...(pickup ? [{ id: 'pickup', icon: PackageCheck, to: { at: 'confirm', choice: pickup, priority: false } } as const] : []),
		...(plan.reservation.booking ? [{ id: 'booking', icon: CalendarClock, to: { at: 'booking', page: { is: 'home' } } } as const] : []),
		{ id: 'progress', icon: FileSearch, to: { at: 'progress', page: { is: 'ask' } } },
		...(window.tidehall !== undefined ? [{ id: 'resume', icon: ClipboardPen, to: { at: 'resume' } } as const] : []),
		...(open ? [{ id: 'complaint', icon: MessageSquareWarning, to: { at: 'complaint', ref: null } } as const] : []),
	];
}

export function ElderMore({ page }: { page: number }) {
	const t = useWords('terminal');
	const { send } = useTerminal();
	const others = useOthers();
	const from = page * (most - 1);
	const left = others.slice(from);
	const shown = left.length > most ? left.slice(0, most - 1) : left;
	return (
		<Frame title={t('elder.moreTitle')} lead={t('elder.moreLead')}>
			{shown.map(({ id, icon, to }) => (
				<ElderTile key={id} icon={icon} title={t(`elder.${id}`)} how={t(`elder.${id}How`)} press={() => send({ type: 'went', to })} />
			))}
			{left.length > shown.length && (
				<ElderTile
					icon={ListChecks}
					title={t('elder.rest')}
					how={t('elder.restHow')}
					press={() => send({ type: 'went', to: { at: 'elder-more', page: page + 1 } })}
				/>
			)}
		</Frame>
	);
}
