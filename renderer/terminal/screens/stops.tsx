/** Screens where no number can be taken: refused with its reason, the machine cannot, the day is closed, the machine is out of use. */
import { ClipboardList, Clock, HandHelping, House, Info, LayoutGrid, ListChecks, MonitorCheck, Ticket, ZoomIn } from 'lucide-react';
import type { Refusal } from '../../../domain/contracts/refusals.ts';
import { Key } from '../../design/key.tsx';
import { useDates, useWords } from '../../words/words.tsx';
import { daysInWords } from '../days-in-words.ts';
import { ElderTile } from '../elder-tile.tsx';
import { Frame } from '../frame.tsx';
import { firstChoice } from '../journey.ts';
import { useBackWords } from '../notice/back-words.ts';
import { openingHours } from '../opening-hours.ts';
import { MoreKeys } from '../progress/more-keys.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';
import { useAloneItems } from './self-service.tsx';

function HomeKey() {
	const t = useWords('terminal');
	const { send, clock } = useTerminal();
	return (
		<Key className="primary" kind="filled" onClick={() => send({ type: 'home', now: clock() })}>
			<House size={48} />
			{t('keys.home')}
		</Key>
	);
}

/** Refusals of this choice alone; after others it would not be true that the rest can still be had. */
const onlyThisChoice = new Set<Refusal['code']>(['unknown-queue', 'unknown-item', 'item-not-in-queue', 'queue-has-no-window']);

export function Refused({ refusal }: { refusal: Refusal }) {
	const t = useWords('terminal');
	const words = useWords('refusals');
	const dates = useDates();
	const { journey, send } = useTerminal();
	/** The number that was taken with this reservation. */
	const held = refusal.code === 'reservation-already-used' ? refusal.params.ticket : undefined;
	const booked = /^(reservation|code|ticket-code)-/.test(refusal.code);
	const lead = booked ? t('refused.bookedLead') : onlyThisChoice.has(refusal.code) ? t('refused.lead') : undefined;
	const ordinary = (
		<Key className="beside" onClick={() => send({ type: 'went', to: firstChoice(journey.looks) })}>
			<ListChecks size={48} />
			{t('refused.ordinary')}
		</Key>
	);
	return (
		<Frame
			title={t(booked ? 'refused.bookedTitle' : 'refused.title')}
			lead={lead}
			foot={
				<>
					{booked && ordinary}
					<HomeKey />
				</>
			}
		>
			<section className="notice" data-tone="wait" role="status">
				<Info size={56} />
				<p>{words(refusal.code, { ...daysInWords(refusal.params, dates.day), defaultValue: t('refused.other') })}</p>
			</section>
			{typeof held === 'string' && (
				<Key className="tile wide" onClick={() => send({ type: 'went', to: { at: 'place', number: held } })}>
					<span className="plate">
						<Ticket size={48} />
					</span>
					<span className="tile-words">
						<strong>{t('refused.heldNumber', { number: held })}</strong>
						<span>{t('refused.heldHow')}</span>
					</span>
				</Key>
			)}
			<p className="hint">{t('refused.do')}</p>
		</Frame>
	);
}

/** `unsure`: no answer came in time, and nobody here knows whether there is a number. */
export function Cannot({ code, unsure }: { code: string; unsure: boolean }) {
	const t = useWords('terminal');
	return (
		<Frame title={t(unsure ? 'cannot.noAnswer' : 'cannot.title')} lead={t(unsure ? 'cannot.perhaps' : 'cannot.works')} foot={<HomeKey />}>
			<section className="notice" data-tone="wait" role="status">
				<Info size={56} />
				<p>{t(unsure ? 'cannot.lookForPaper' : 'cannot.do')}</p>
			</section>
			<p className="small-code">{t('cannot.code', { code })}</p>
		</Frame>
	);
}

/** The disk of this machine is nearly full: it promises nothing new, and says what is still to be had. */
export function DiskLow() {
	const t = useWords('terminal');
	return (
		<Frame title={t('diskLow.title')} lead={t('diskLow.lead')} hero>
			<section className="notice" data-tone="wait" role="status">
				<Info size={56} />
				<p>{t('diskLow.held')}</p>
			</section>
			<p className="hint">{t('diskLow.help')}</p>
			<p className="small-code">{t('cannot.code', { code: 'disk-low' })}</p>
		</Frame>
	);
}

/** Opening hours, one line a group of days. */
function Hours() {
	const t = useWords('terminal');
	const dates = useDates();
	const { plan } = useTerminal();
	const daysName = (days: number[]) => {
		const names = days.map((day) => dates.weekdayName(day));
		const run = days.length > 2 && (days.at(-1) ?? 0) - (days[0] ?? 0) + 1 === days.length;
		return run ? `${names[0]}–${names.at(-1)}` : names.join(t('comma'));
	};
	return (
		<section className="summary">
			<h2>{t('closed.hours')}</h2>
			<dl>
				{openingHours(plan.hours).map(({ days, times }) => (
					<div key={days.join()}>
						<dt>{daysName(days)}</dt>
						<dd>
							<strong>{times.join(t('comma'))}</strong>
						</dd>
					</div>
				))}
			</dl>
		</section>
	);
}

/** Nobody is here: what needs nobody still works, and it is said when people are back. */
export function Closed({ stage }: { stage: 'not-open' | 'closed' }) {
	const t = useWords('terminal');
	const n = useWords('notice');
	const back = useBackWords();
	const { items } = useAloneItems();
	const { send, journey, callHelp } = useTerminal();
	const looking: Screen = journey.looks.elder ? { at: 'find', audience: 'personal', text: '' } : { at: 'services', audience: 'personal' };
	return (
		<Frame
			title={t(`closed.${stage}.title`)}
			lead={t(`closed.${stage}.lead`)}
			hero
			foot={
				<>
					{/* The welcome screen has its own keys for both; here they are needed too. */}
					{journey.looks.elder ? (
						<Key className="beside" onClick={callHelp}>
							<HandHelping size={64} />
							{t('tools.help')}
						</Key>
					) : (
						<Key className="beside" onClick={() => send({ type: 'looks', looks: { elder: true } })}>
							<ZoomIn size={48} />
							{t('tools.elder')}
						</Key>
					)}
					<Key className="primary" kind="filled" onClick={() => send({ type: 'went', to: looking })}>
						{!journey.looks.elder && <ClipboardList size={48} />}
						{n('closed.look')}
					</Key>
				</>
			}
		>
			<div className="closed-parts">
				{back !== '' && (
					<section className="notice" data-read>
						<Clock size={56} />
						<p>{back}</p>
					</section>
				)}
				<p className="hint" data-read>
					{n('closed.works')}
				</p>
				{items.length > 0 && (
					<Key
						className={journey.looks.elder ? 'tile elder' : 'tile wide'}
						onClick={() => send({ type: 'went', to: { at: 'self-service', page: 0 } })}
					>
						<span className="plate">
							<MonitorCheck size={journey.looks.elder ? 96 : 56} />
						</span>
						<span className="tile-words">
							<strong>{n('alone.open')}</strong>
							<span>{n('alone.openHow', { count: items.length })}</span>
						</span>
					</Key>
				)}
				{journey.looks.elder ? (
					<ElderTile
						icon={LayoutGrid}
						title={t('elder.more')}
						how={t('elder.moreHowClosed')}
						press={() => send({ type: 'went', to: { at: 'elder-more', page: 0 } })}
					/>
				) : (
					<>
						<MoreKeys />
						<Hours />
					</>
				)}
			</div>
		</Frame>
	);
}
