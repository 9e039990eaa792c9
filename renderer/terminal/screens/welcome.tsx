/** Start: with a card, without one, or straight to the desks that need no choosing. */
import {
	ChevronRight,
	HandHelping,
	LayoutGrid,
	ListChecks,
	type LucideIcon,
	MessageSquareWarning,
	PackageCheck,
	ScanLine,
	ShieldCheck,
	Ticket,
	Users,
	ZoomIn,
} from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { chooseSpecial } from '../choosing.ts';
import { ElderTile } from '../elder-tile.tsx';
import { Frame } from '../frame.tsx';
import { firstChoice } from '../journey.ts';
import { LanguageKeys } from '../language-keys.tsx';
import { MoreKeys } from '../progress/more-keys.tsx';
import { waitSaid } from '../queue-words.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';

function CardPicture() {
	return (
		<svg className="card-picture" width={332} height={270} viewBox="0 0 332 270" aria-hidden="true">
			<rect className="slot" y="112" width="332" height="158" rx="20" />
			<rect className="slot-edge" x="24" y="136" width="284" height="110" rx="12" />
			<g transform="rotate(-5.5 166 80)">
				<rect className="card" x="52" y="10" width="228" height="144" rx="14" />
				<g className="card-lines">
					<rect x="74" y="38" width="92" height="11" rx="5.5" />
					<rect x="74" y="66" width="66" height="11" rx="5.5" />
					<rect x="74" y="94" width="92" height="11" rx="5.5" />
					<rect x="74" y="124" width="160" height="11" rx="5.5" />
				</g>
				<g className="card-face">
					<circle cx="230" cy="54" r="20" />
					<path d="M198 108c0-38 64-38 64 0z" />
				</g>
			</g>
			<path className="slot-arrow" d="M166 180v52m-22-22 22 22 22-22" />
		</svg>
	);
}

function CardPanel() {
	const t = useWords('terminal');
	const { reader, scans, journey } = useTerminal();
	if (reader === 'none') return null;
	if (reader === 'not-ready') {
		return (
			<section className="card-panel" data-reader="away">
				<div>
					<h2>{t('welcome.noReader')}</h2>
					<p>{t('welcome.noReaderDo')}</p>
				</div>
			</section>
		);
	}
	return (
		<section className="card-panel">
			<div>
				<h2>{journey.cardLies ? t('welcome.cardLies') : t('welcome.card')}</h2>
				<p>{journey.cardLies ? t('welcome.cardLiesDo') : t('welcome.cardHow')}</p>
				{scans && (
					<p className="privacy">
						<ScanLine size={36} />
						{t('welcome.scan')}
					</p>
				)}
				<p className="privacy">
					<ShieldCheck size={36} />
					{t('welcome.privacy')}
				</p>
			</div>
			{journey.cardLies ? null : <CardPicture />}
		</section>
	);
}

function WaitsNow() {
	const t = useWords('terminal');
	const say = useSay();
	const dates = useDates();
	const { plan, waits, now } = useTerminal();
	const queues = plan.queues.filter((queue) => queue.special === undefined).slice(0, 3);
	if (!waits.fresh) {
		return (
			<section className="waits-now" data-known="false">
				<h2>{t('welcome.waits')}</h2>
				<p>{waits.lostAt === null ? t('offline.waitsNever') : t('offline.waits', { time: dates.time(waits.lostAt) })}</p>
			</section>
		);
	}
	return (
		<section className="waits-now">
			<h2>
				{t('welcome.waits')} <small>{t('welcome.waitsHow', { time: dates.time(now) })}</small>
			</h2>
			<ul>
				{queues.map((queue) => {
					const said = waitSaid(t, waits, queue.id);
					return (
						<li key={queue.id}>
							<span>{say(queue.name)}</span>
							<span className="figure">
								{said.range === null ? (
									<strong className="words">{said.text}</strong>
								) : (
									<>
										<strong>{said.range}</strong> {t('wait.minutes')}
									</>
								)}
							</span>
							<span>{t('wait.people', { count: said.people ?? 0 })}</span>
						</li>
					);
				})}
			</ul>
		</section>
	);
}

function SpecialKey({ special, icon: Icon }: { special: 'pickup' | 'assist' | 'escalation'; icon: LucideIcon }) {
	const t = useWords('terminal');
	const place = useTerminal();
	const choice = chooseSpecial(place.plan, special);
	if (choice === null) return null;
	const to: Screen = special === 'escalation' ? { at: 'complaint', ref: null } : { at: 'confirm', choice, priority: false };
	return (
		<Key className="short" onClick={() => place.send({ type: 'went', to })}>
			<Icon size={52} />
			{t(`special.${special}`)}
		</Key>
	);
}

export function Welcome() {
	const t = useWords('terminal');
	const { journey, send, reader } = useTerminal();
	if (journey.looks.elder) return <ElderWelcome />;
	return (
		<Frame title={t('welcome.title')} lead={reader === 'ready' ? t('welcome.lead') : t('welcome.leadNoReader')} hero>
			<LanguageKeys />
			<CardPanel />
			<Key className="tile wide" onClick={() => send({ type: 'went', to: firstChoice(journey.looks) })}>
				<span className="plate">
					<ListChecks size={56} />
				</span>
				<span className="tile-words">
					<strong>{t('welcome.noCard')}</strong>
					<span>{t('welcome.noCardHow')}</span>
				</span>
				<ChevronRight size={44} />
			</Key>
			<div className="row three">
				<SpecialKey special="pickup" icon={PackageCheck} />
				<SpecialKey special="assist" icon={Users} />
				<SpecialKey special="escalation" icon={MessageSquareWarning} />
			</div>
			<MoreKeys />
			<Key className="elder-key" onClick={() => send({ type: 'looks', looks: { elder: true } })}>
				<ZoomIn size={60} />
				<strong>{t('tools.elder')}</strong>
				<span>{t('welcome.elderHow')}</span>
				<ChevronRight size={44} />
			</Key>
			<WaitsNow />
		</Frame>
	);
}

function ElderWelcome() {
	const t = useWords('terminal');
	const { journey, send, callHelp, reader } = useTerminal();
	return (
		<Frame title={t('elder.title')} lead={reader === 'ready' ? t('elder.lead') : t('elder.leadNoReader')}>
			<LanguageKeys />
			<ElderTile
				icon={Ticket}
				title={t('elder.take')}
				how={t('elder.takeHow')}
				filled
				press={() => send({ type: 'went', to: firstChoice(journey.looks) })}
			/>
			<ElderTile
				icon={LayoutGrid}
				title={t('elder.more')}
				how={t('elder.moreHow')}
				press={() => send({ type: 'went', to: { at: 'elder-more', page: 0 } })}
			/>
			<ElderTile icon={HandHelping} title={t('elder.help')} how={t('elder.helpHow')} press={callHelp} />
		</Frame>
	);
}
