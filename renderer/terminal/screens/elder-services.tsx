/** 长辈版: the desk is chosen, not the item; never more than three keys. */
import { HandHelping, ListChecks, Users } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { chooseQueue, chooseSpecial } from '../choosing.ts';
import { ElderTile } from '../elder-tile.tsx';
import { ElderFindTile } from '../find/find-key.tsx';
import { Frame } from '../frame.tsx';
import { elderOffers } from '../offers.ts';
import { waitSaid } from '../queue-words.tsx';
import { useTerminal } from '../terminal-context.ts';

const perPage = 2;

export function ElderServices({ page }: { page: number }) {
	const t = useWords('terminal');
	const say = useSay();
	const { plan, catalogue, send, waits, journey, callHelp } = useTerminal();
	const offers = elderOffers(plan, catalogue);
	// The search is the last of the offers: never more than three keys on one screen.
	const last = (page + 1) * perPage >= offers.length + 1;
	const findHere = offers.length >= page * perPage && offers.length < (page + 1) * perPage;
	const assist = chooseSpecial(plan, 'assist');
	const priority = journey.holder?.priority != null;
	return (
		<Frame
			title={t('elder.what')}
			lead={journey.holder === null ? t('elder.whatLead') : t('elder.whatLeadNamed', { name: journey.holder.name })}
		>
			{offers.slice(page * perPage, (page + 1) * perPage).map(({ queue, examples }) => (
				<Key
					key={queue.id}
					className="tile elder"
					onClick={() => send({ type: 'went', to: { at: 'confirm', choice: chooseQueue(queue.id), priority } })}
				>
					<span className="tile-words">
						<strong>{say(queue.name)}</strong>
						<span>{examples.map((item) => say(item.name)).join(t('comma'))}</span>
						{waits.fresh && <span>{waitSaid(t, waits, queue.id).text}</span>}
					</span>
				</Key>
			))}
			{findHere && <ElderFindTile />}
			{!last && (
				<ElderTile
					icon={ListChecks}
					title={t('elder.other')}
					how={t('elder.otherHow')}
					press={() => send({ type: 'went', to: { at: 'elder-services', page: page + 1 } })}
				/>
			)}
			{last && assist !== null && (
				<ElderTile
					icon={Users}
					title={t('elder.assist')}
					how={t('elder.assistHow')}
					press={() => send({ type: 'went', to: { at: 'confirm', choice: assist, priority } })}
				/>
			)}
			{last && assist === null && <ElderTile icon={HandHelping} title={t('elder.help')} how={t('elder.helpHow')} press={callHelp} />}
		</Frame>
	);
}
