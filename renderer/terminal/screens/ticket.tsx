/** The number in the hand: large, valid whatever the paper did, with where to wait and for how long. */
import { Info } from 'lucide-react';
import { bringFor, themeName } from '../../../domain/what-to-bring.ts';
import { windowsOf } from '../../../domain/window-numbers.ts';
import { rangeText } from '../../design/wait-range.tsx';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { usePaper } from '../paper.ts';
import { paperWords } from '../paper-words.ts';
import { QrCode } from '../qr-code.tsx';
import { placeOf, queueOf } from '../queue-words.tsx';
import { ReturnFoot } from '../return-foot.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';

type TicketAt = Extract<Screen, { at: 'ticket' }>;

export function TicketScreen({ screen }: { screen: TicketAt }) {
	const t = useWords('terminal');
	const say = useSay();
	const dates = useDates();
	const { plan, catalogue, waits, journey } = useTerminal();
	const paper = usePaper();
	const { taken, choice } = screen;
	const { elder } = journey.looks;
	const queue = queueOf(plan, taken.queue);
	const queueName = queue === undefined ? taken.queue : say(queue.name);
	const place = placeOf(t, say, plan, taken.queue);
	const placeText = place === null ? queueName : `${place.floor} ${place.zone}`;
	const said = paperWords(t, screen.paper);
	const theme = catalogue.themes.find((one) => one.code === choice.theme);
	const names = catalogue.items.filter((item) => choice.items.includes(item.code)).map((item) => say(item.name));
	const what =
		theme === undefined
			? names.join(t('comma'))
			: t('ticket.themeCount', { theme: say(themeName(theme.name)), count: choice.items.length });
	const bring = bringFor(catalogue, choice.items, choice.theme).map(say);
	const loss = waits.atLoss(taken.queue);
	// Where there is no printer there is nothing to print again with.
	const canPrint = screen.paper.state !== 'known' || screen.paper.result.code !== 'no-printer';
	const reprint = { press: () => void paper.reprintTaken(), busy: screen.paper.state === 'printing' };
	const missed = queue?.requeueAfter == null ? t('ticket.missedEnds') : t('ticket.missedAfter', { count: queue.requeueAfter });
	const windows = windowsOf(plan, taken.queue, t('comma'));
	const showWords = taken.offline || !said.printed;
	/** Without a signature there is no code: the number alone counts. */
	const coded = taken.qr !== '';
	const phone = /^https?:/.test(taken.qr);
	const scanFor = t(phone ? 'ticket.qrPhone' : 'ticket.qr');
	return (
		<Frame title={said.title} lead={said.lead} step="take" dense={elder} reprint={canPrint ? reprint : undefined} foot={<ReturnFoot />}>
			<section className="ticket" data-loud={showWords}>
				<div className="ticket-head">
					<div>
						<p className="ticket-label">
							{t('ticket.yours')}
							{showWords && <span>{queueName}</span>}
						</p>
						<p className="number" data-long={taken.number.length > 5}>
							{taken.number}
						</p>
						{!showWords && <p className="ticket-queue">{queueName}</p>}
						{!showWords && what !== '' && <p className="ticket-what">{what}</p>}
					</div>
					{!showWords && !elder && coded && (
						<figure>
							<QrCode text={taken.qr} size={244} label={scanFor} />
							<figcaption>{scanFor}</figcaption>
						</figure>
					)}
				</div>
				{showWords && (
					<div className="ticket-save">
						{coded && <QrCode text={taken.qr} size={elder ? 240 : 270} label={scanFor} />}
						<div>
							{coded && <p className="save-title">{t(phone ? 'ticket.scanPhone' : 'ticket.scan')}</p>}
							{elder ? <p>{t('ticket.noPhoneShort')}</p> : <p>{t('ticket.noPhone')}</p>}
						</div>
					</div>
				)}
				{!taken.offline && (
					<dl className="facts">
						<div>
							<dt>{t('ticket.ahead')}</dt>
							<dd>{taken.peopleAhead === null ? t('wait.unknown') : <Figure text={t('ticket.people', { count: taken.peopleAhead })} />}</dd>
						</div>
						<div>
							<dt>{t('ticket.wait')}</dt>
							<dd>
								{taken.minutes === null ? (
									t('wait.unknown')
								) : taken.minutes[1] === 0 ? (
									<strong className="words">{t('wait.none')}</strong>
								) : (
									<Figure text={`${rangeText(taken.minutes)} ${t('wait.minutes')}`} />
								)}
							</dd>
						</div>
						<div>
							<dt>{t('ticket.place')}</dt>
							<dd>{place === null ? queueName : <Figure text={`${place.floor.replaceAll(' ', '\u00a0')} ${place.zone}`} />}</dd>
						</div>
					</dl>
				)}
			</section>
			{taken.offline ? (
				<section className="advice" data-tone="wait">
					<h2>
						<Info size={48} />
						{t('offline.title')}
					</h2>
					<dl>
						{!elder && (
							<>
								<dt>{t('offline.what')}</dt>
								<dd>{waits.lostAt === null ? t('offline.whatNever') : t('offline.whatSince', { time: dates.time(waits.lostAt) })}</dd>
								<dt>{t('offline.works')}</dt>
								<dd>{t('offline.worksNow')}</dd>
							</>
						)}
						<dt>{t('offline.do')}</dt>
						<dd>{t('offline.doNow', { place: placeText })}</dd>
						<dt>{t('offline.howLong')}</dt>
						<dd>
							{waits.lostAt === null
								? t('offline.estimateNever')
								: loss.ownSince > 1
									? t('offline.estimateSince', { time: dates.time(waits.lostAt), count: loss.people, own: loss.ownSince - 1 })
									: t('offline.estimate', { time: dates.time(waits.lostAt), count: loss.people })}
						</dd>
					</dl>
				</section>
			) : (
				<section className="advice" data-tone="tide">
					<dl>
						{bring.length > 0 && (
							<>
								<dt>{t('ticket.ready')}</dt>
								<dd>{bring.join(t('comma'))}</dd>
							</>
						)}
						<dt>{t('ticket.called')}</dt>
						<dd>{windows === '' ? t('ticket.calledDo') : t('ticket.calledDoAt', { windows })}</dd>
						<dt>{t('ticket.missed')}</dt>
						<dd>{missed}</dd>
						{phone && !elder && (
							<>
								<dt>{t('ticket.leave')}</dt>
								<dd>{t('ticket.leaveDo')}</dd>
							</>
						)}
						{journey.cardLies && (
							<>
								<dt>{t('ticket.card')}</dt>
								<dd>{t('ticket.cardDo')}</dd>
							</>
						)}
					</dl>
				</section>
			)}
		</Frame>
	);
}

/** The figure large, its unit small: `15 人`, `45–55 分钟`, `一楼 个人综合区`. */
export function Figure({ text }: { text: string }) {
	const space = text.indexOf(' ');
	if (space < 0) return <strong>{text}</strong>;
	return (
		<>
			<strong>{text.slice(0, space)}</strong> {text.slice(space + 1)}
		</>
	);
}
