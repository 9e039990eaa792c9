/** The last look before a number is taken: what, where, how long, with priority or without. */
import { ArrowLeftRight, ClipboardCheck, ClipboardPen, Info, Ticket } from 'lucide-react';
import { bringFor, themeName } from '../../../domain/what-to-bring.ts';
import { Key } from '../../design/key.tsx';
import { Chip } from '../../design/status-chip.tsx';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { CheckRow } from '../check-row.tsx';
import { visitOf } from '../choosing.ts';
import { Frame } from '../frame.tsx';
import { usePaper } from '../paper.ts';
import { placeOf, queueOf, waitSaid } from '../queue-words.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';
import { HeldHere } from './held-here.tsx';

type ConfirmAt = Extract<Screen, { at: 'confirm' }>;
const namesShown = 6;

export function Confirm({ screen }: { screen: ConfirmAt }) {
	const t = useWords('terminal');
	const form = useWords('form');
	const say = useSay();
	const { plan, catalogue, journey, send, waits } = useTerminal();
	const paper = usePaper();
	const dates = useDates();
	const { choice, priority } = screen;
	const { booked } = choice;
	const { elder } = journey.looks;
	const queue = queueOf(plan, choice.queue);
	const place = placeOf(t, say, plan, choice.queue);
	const said = waitSaid(t, waits, choice.queue, waits.ofVisit(visitOf(choice, journey.holder, priority)));
	const names = catalogue.items.filter((item) => choice.items.includes(item.code)).map((item) => say(item.name));
	const theme = catalogue.themes.find((one) => one.code === choice.theme);
	const bring = bringFor(catalogue, choice.items, choice.theme).map(say);
	const group = plan.priorityGroups.find((one) => one.code === journey.holder?.priority);
	const shorterQueue = choice.suggestion === null ? undefined : queueOf(plan, choice.suggestion);
	const loss = waits.atLoss(choice.queue);
	const waitText = waits.fresh
		? said.text
		: waits.lostAt === null
			? t('offline.estimateNever')
			: t('offline.estimate', { time: dates.time(waits.lostAt), count: loss.people });
	return (
		<Frame
			title={t(booked ? 'confirm.bookedTitle' : 'confirm.title')}
			lead={
				booked
					? t('confirm.bookedLead')
					: journey.holder === null
						? t('confirm.lead')
						: t('confirm.leadNamed', { name: journey.holder.name })
			}
			step={choice.application === undefined ? 'check' : 'take'}
			foot={
				<Key className="primary" kind="filled" onClick={() => void paper.take()}>
					<Ticket size={elder ? 80 : 52} />
					{t(booked ? 'confirm.checkIn' : 'confirm.take')}
				</Key>
			}
		>
			{!booked && <HeldHere queue={choice.queue} />}
			<section className="summary">
				<dl>
					{booked && (
						<div>
							<dt>{t('confirm.booked')}</dt>
							<dd>
								<strong>
									{dates.time(booked.slot)}–{dates.time(booked.endsAt)}
								</strong>
							</dd>
						</div>
					)}
					{(theme !== undefined || names.length > 0) && (
						<div>
							<dt>{t('confirm.what')}</dt>
							<dd>
								{theme !== undefined && (
									<strong>{t('ticket.themeCount', { theme: say(themeName(theme.name)), count: choice.items.length })}</strong>
								)}
								{theme === undefined && <strong>{names.join(t('comma'))}</strong>}
								{theme !== undefined && !elder && (
									<ul className="names">
										{names.slice(0, namesShown).map((name) => (
											<li key={name}>{name}</li>
										))}
										{names.length > namesShown && <li>{t('confirm.andMore', { count: names.length - namesShown })}</li>}
									</ul>
								)}
							</dd>
						</div>
					)}
					<div>
						<dt>{t('confirm.queue')}</dt>
						<dd>
							<strong>{queue === undefined ? choice.queue : say(queue.name)}</strong>{' '}
							{priority && <Chip tone="tide">{t('priority.chip')}</Chip>}
						</dd>
					</div>
					{!booked && (
						<div>
							<dt>{t('ticket.wait')}</dt>
							<dd>
								<strong>{waitText}</strong>
								{waits.fresh && said.people !== null && <span className="aside">{t('wait.people', { count: said.people })}</span>}
							</dd>
						</div>
					)}
					{place !== null && (
						<div>
							<dt>{t('ticket.place')}</dt>
							<dd>
								<strong>{place.floor}</strong> {place.zone}
							</dd>
						</div>
					)}
					{bring.length > 0 && (
						<div>
							<dt>{t('theme.bring')}</dt>
							<dd>{bring.join(t('comma'))}</dd>
						</div>
					)}
				</dl>
			</section>
			{choice.application !== undefined && (
				<p className="hint">
					<ClipboardCheck size={44} />
					{form('entry.done')}
				</p>
			)}
			{choice.application === undefined && choice.items.length > 0 && !booked && window.tidehall !== undefined && (
				<Key className="tile wide" onClick={() => send({ type: 'went', to: { at: 'form-start', choice, priority } })}>
					<span className="plate">
						<ClipboardPen size={48} />
					</span>
					<span className="tile-words">
						<strong>{form('entry.name')}</strong>
						<span>{form('entry.how')}</span>
					</span>
				</Key>
			)}
			{shorterQueue !== undefined && (
				<Key className="tile wide" onClick={() => send({ type: 'queue-changed', queue: shorterQueue.id })}>
					<span className="plate">
						<ArrowLeftRight size={48} />
					</span>
					<span className="tile-words">
						<strong>{t('confirm.shorter', { queue: say(shorterQueue.name) })}</strong>
						<span>{waitSaid(t, waits, shorterQueue.id).text}</span>
					</span>
				</Key>
			)}
			{group !== undefined && (
				<ul className="check-list">
					<CheckRow
						name={t('priority.byAge', { group: say(group.name) })}
						chosen={priority}
						toggle={() => send({ type: 'turned', to: { ...screen, priority: !priority } })}
					/>
				</ul>
			)}
			{group === undefined && !elder && !booked && (
				<p className="hint">
					<Info size={40} />
					{t('priority.others')}
				</p>
			)}
		</Frame>
	);
}
