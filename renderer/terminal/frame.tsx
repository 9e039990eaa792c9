/** The frame of every screen: top bar, steps, content, the one primary key at the foot, tools. */
import { CloudOff, Volume2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Mark } from '../design/mark.tsx';
import { StatusChip } from '../design/status-chip.tsx';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { Scroller } from './scroller.tsx';
import { useTerminal } from './terminal-context.ts';
import { ToolBar } from './tools.tsx';

/** The five steps from what one came for to the number; 填一张表 is passed over where there is no form to fill in. */
export const steps = ['choose', 'list', 'fill', 'check', 'take'] as const;
export type Step = (typeof steps)[number];

export function TopBar() {
	const t = useWords('terminal');
	const say = useSay();
	const dates = useDates();
	const { plan, now, waits, journey } = useTerminal();
	const { elder } = journey.looks;
	return (
		<div className="top">
			<Mark size={elder ? 72 : 60} />
			<span className="hall">{say(plan.name)}</span>
			{waits.fresh && <span className="date">{elder ? dates.weekday(now) : dates.day(now)}</span>}
			<time className="clock">{dates.time(now)}</time>
			{!waits.fresh && (
				<StatusChip tone="wait" icon={<CloudOff />}>
					{t('offline.chip')}
				</StatusChip>
			)}
		</div>
	);
}

function Steps({ present }: { present: Step }) {
	const t = useWords('terminal');
	const at = steps.indexOf(present);
	return (
		<ol className="steps" aria-label={t('steps.name')}>
			{steps.map((step, index) => (
				<li
					key={step}
					data-state={index < at ? 'done' : index === at ? 'present' : 'to-come'}
					aria-current={index === at ? 'step' : undefined}
				>
					<span className="step-number">{index + 1}</span> {t(`steps.${step}`)}
				</li>
			))}
		</ol>
	);
}

export function Frame({
	title,
	spoken,
	lead,
	step,
	dense = false,
	hero = false,
	titleUnseen = false,
	foot,
	reprint,
	keyboard,
	children,
}: {
	title: string;
	/** Said instead of the title when that names someone. */
	spoken?: string;
	lead?: ReactNode;
	step?: Step;
	/** A full screen: a smaller title. */
	dense?: boolean;
	hero?: boolean;
	/** The title is for screen readers alone: what it says gives its room to something more urgent. */
	titleUnseen?: boolean;
	foot?: ReactNode;
	reprint?: { press: () => void; busy: boolean };
	/** Stands between the content and the tools, outside of what is read aloud. */
	keyboard?: ReactNode;
	children?: ReactNode;
}) {
	const { journey, voice } = useTerminal();
	const t = useWords('terminal');
	const heading = useRef<HTMLHeadingElement>(null);
	// The title is read first and the next Tab leads to the first choice.
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new title is a new screen
	useEffect(() => {
		heading.current?.focus({ preventScroll: true });
	}, [title]);
	return (
		<div className="frame" data-screen={journey.screen.at}>
			<header>
				<TopBar />
				{step !== undefined && !journey.looks.elder && <Steps present={step} />}
			</header>
			<main className="content" data-steps={step !== undefined}>
				<div className={titleUnseen ? 'title unseen' : 'title'}>
					<h1 ref={heading} tabIndex={-1} data-spoken={spoken} data-size={hero ? 'hero' : dense ? 'dense' : 'title'}>
						{title}
					</h1>
					{lead !== undefined && <p className="lead">{lead}</p>}
				</div>
				<Scroller>{children}</Scroller>
				{foot !== undefined && <div className="foot">{foot}</div>}
			</main>
			{keyboard}
			{voice.caption !== '' && (
				<aside className="caption" aria-label={t('tools.read')}>
					<Volume2 size={48} />
					<span>
						<strong>{t('voice.saying')}</strong>
						{voice.caption}
					</span>
				</aside>
			)}
			<ToolBar reprint={reprint} />
		</div>
	);
}
