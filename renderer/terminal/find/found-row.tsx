/** One match: what it is, why it was found, how long one waits for it. The whole row can be pressed. */
import { ChevronRight } from 'lucide-react';
import { themeName } from '../../../domain/what-to-bring.ts';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { lifeStageIcon } from '../life-stage-icons.ts';
import { WaitLine, waitSaid } from '../queue-words.tsx';
import { routedQueue } from '../routed-queue.ts';
import { useTerminal } from '../terminal-context.ts';
import type { Found } from './found-here.ts';

/** `small`: the keyboard needs the room. */
export function FoundRow({ found, small }: { found: Found; small: boolean }) {
	const t = useWords('terminal');
	const f = useWords('find');
	const say = useSay();
	const { plan, catalogue, send, waits, moment, journey } = useTerminal();
	const { elder, language } = journey.looks;
	const Icon = lifeStageIcon(found.lifeStage);
	const queue = routedQueue(plan, catalogue, found.wanted, moment);
	// The reason is in Chinese words; to somebody who reads English it says nothing.
	const because = language === 'zh-CN' && found.because.length > 0 ? f('because', { words: found.because.join(f('comma')) }) : null;
	return (
		<Key
			className={elder ? (small ? 'tile elder find-small' : 'tile elder') : 'tile wide find-row'}
			onClick={() => send({ type: 'went', to: found.opens })}
		>
			<span className="plate">
				<Icon size={elder ? 96 : 52} aria-hidden="true" />
			</span>
			<span className="tile-words">
				<strong>{say(found.theme ? themeName(found.name) : found.name)}</strong>
				{found.theme && <span>{t('services.together', { count: found.count })}</span>}
				{because !== null && !(elder && small) && <span>{because}</span>}
				{!small && queue !== null && waits.fresh && <WaitLine said={waitSaid(t, waits, queue)} t={t} />}
			</span>
			{!elder && <ChevronRight size={44} aria-hidden="true" />}
		</Key>
	);
}
