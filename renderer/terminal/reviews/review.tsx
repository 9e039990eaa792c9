/** 好差评 on the citizen's side: five keys of one size, none chosen beforehand; then reasons, if somebody likes. Leaving says nothing. */
import { Check, House, MessageSquareHeart } from 'lucide-react';
import { useState } from 'react';
import { mostReasons } from '../../../domain/contracts/reviews.ts';
import { reasonsFor } from '../../../domain/reviews/review-plan.ts';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { CheckRow } from '../check-row.tsx';
import { Frame } from '../frame.tsx';
import { ReturnFoot } from '../return-foot.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';

const levels = [5, 4, 3, 2, 1] as const;
type ReviewAt = Extract<Screen, { at: 'review' }>;

export function ReviewScreen({ screen }: { screen: ReviewAt }) {
	const words = useWords('reviews');
	if (screen.sent) return <Thanks number={screen.number} />;
	if (screen.level !== null) return <Why number={screen.number} level={screen.level} />;
	return <Levels number={screen.number} title={words('terminal.ask')} />;
}

function Levels({ number, title }: { number: string; title: string }) {
	const words = useWords('reviews');
	const { send } = useTerminal();
	return (
		<Frame title={title} lead={words('terminal.lead', { number })} foot={<Not />}>
			<div className="review-levels">
				{levels.map((level) => (
					<Key
						key={level}
						className="review-level"
						onClick={() => send({ type: 'went', to: { at: 'review', number, level, sent: false } })}
					>
						<span className="review-stars" aria-hidden="true">
							{level}
						</span>
						{words(`levels.${level}`)}
					</Key>
				))}
			</div>
			<p className="hint">{words('terminal.note')}</p>
		</Frame>
	);
}

function Why({ number, level }: { number: string; level: number }) {
	const words = useWords('reviews');
	const say = useSay();
	const { plan, send, engine, station, clock } = useTerminal();
	const [chosen, setChosen] = useState<string[]>([]);
	const [failed, setFailed] = useState(false);
	const toggle = (code: string) =>
		setChosen((now) => (now.includes(code) ? now.filter((each) => each !== code) : now.length < mostReasons ? [...now, code] : now));
	async function give() {
		try {
			await engine.report(station.id, 'give-review', { ticket: number, level, reasons: chosen, channel: 'terminal' });
			send({ type: 'turned', to: { at: 'review', number, level, sent: true } });
			send({ type: 'touched', now: clock() });
		} catch {
			setFailed(true);
		}
	}
	return (
		<Frame
			title={words('terminal.why', { level: words(`levels.${level}`) })}
			lead={words('terminal.whyLead')}
			foot={
				<Key className="primary" kind="filled" onClick={() => void give()}>
					<Check size={56} />
					{words('terminal.send')}
				</Key>
			}
		>
			<ul className="check-list">
				{reasonsFor(plan, level).map(({ code, name }) => (
					<CheckRow key={code} name={say(name)} chosen={chosen.includes(code)} toggle={() => toggle(code)} />
				))}
			</ul>
			{failed && (
				<section className="notice" data-tone="wait" role="alert">
					<p>{words('terminal.notKept')}</p>
				</section>
			)}
		</Frame>
	);
}

function Thanks({ number }: { number: string }) {
	const words = useWords('reviews');
	const { waits } = useTerminal();
	return (
		<Frame
			title={words('terminal.thanks')}
			lead={words(waits.fresh ? 'terminal.thanksLead' : 'terminal.thanksLater', { number })}
			foot={<ReturnFoot />}
		>
			<section className="notice">
				<MessageSquareHeart size={72} />
				<p>{words('terminal.thanksWhat')}</p>
			</section>
		</Frame>
	);
}

function Not() {
	const words = useWords('reviews');
	const { send, clock } = useTerminal();
	return (
		<Key className="primary" onClick={() => send({ type: 'home', now: clock() })}>
			<House size={48} />
			{words('terminal.not')}
		</Key>
	);
}
