import { Button, Input, Radio } from 'antd';
import { ServerCrash } from 'lucide-react';
import { useRef, useState } from 'react';
import { useEngineView } from '../../engine/use-engine.tsx';
import { useDates, useWords } from '../../words/words.tsx';
import './take-over.css';
import { useOwnPlatform } from './use-own-platform.ts';
import { type TakeOver, useTakeOver } from './use-take-over.ts';

const reasons = ['dead', 'power', 'network', 'other'] as const;
type Choice = (typeof reasons)[number];
/** A link that comes back by itself within this time is nothing to act on. */
const offeredAfterMs = 10_000;

/**
 * Offered to a manager while the hall's platform is away: this PC may become the platform (接管). Asks for a reason, then once more.
 * @param now this station's time, ms
 */
export function TakeOverCard({ station, now }: { station: string; now: number }) {
	const words = useWords('takeover');
	const dates = useDates();
	const view = useEngineView();
	const own = useOwnPlatform();
	const taking = useTakeOver(station);
	/** What the manager said last, for an order that is given once more. */
	const asked = useRef({ reason: '' });
	const away = view.link === 'down' ? now - view.linkSince : 0;
	if (away < offeredAfterMs && taking.now.step !== 'working') return null;
	if (view.link === 'up') return null;
	const last = view.state && view.state.position > 0 ? view.heardAt : null;
	const cannot = whyNot(own);
	return (
		<section className="card take-over" aria-label={words('card.title')}>
			<header>
				<ServerCrash aria-hidden="true" />
				<h2>{words('card.title')}</h2>
				<small>{words('card.since', { time: dates.time(view.linkSince), minutes: Math.max(0, Math.floor(away / 60_000)) })}</small>
			</header>
			<p>{words('card.now')}</p>
			{cannot ? (
				<p role="note" className="take-over-note">
					{words(`cannot.${cannot}`)}
				</p>
			) : taking.now.step === 'working' ? (
				<Progress part={own?.report?.part ?? null} />
			) : taking.now.step === 'failed' ? (
				<Failed taking={taking} section={taking.now.in} code={taking.now.code} reason={asked.current.reason} />
			) : (
				<>
					<ul>
						{last !== null && <li>{words('card.holds', { count: view.position, time: dates.time(last) })}</li>}
						<li>{words('card.others')}</li>
						<li>{words('card.numbers')}</li>
					</ul>
					<Order taking={taking} asked={asked.current} />
				</>
			)}
		</section>
	);
}

/** Why this machine cannot, or `null`. A state that is not known yet says nothing. */
function whyNot(own: ReturnType<typeof useOwnPlatform>): 'browser' | 'no-place' | 'no-program' | null {
	if (own === null) return 'browser';
	if (own === undefined) return null;
	if (own.place === null) return 'no-place';
	return own.state === 'no-program' ? 'no-program' : null;
}

function Order({ taking, asked }: { taking: TakeOver; asked: { reason: string } }) {
	const words = useWords('takeover');
	const [choice, setChoice] = useState<Choice | null>(null);
	const [text, setText] = useState('');
	const [sure, setSure] = useState(false);
	const reason = choice === null ? '' : choice === 'other' ? text.trim() : words(`reason.choices.${choice}`);
	if (sure) {
		return (
			<div role="alertdialog" aria-label={words('confirm.title')} className="take-over-sure">
				<h3>{words('confirm.title')}</h3>
				<p>{words('confirm.text')}</p>
				<p>{words('confirm.after')}</p>
				<div className="take-over-keys">
					<Button size="large" onClick={() => setSure(false)}>
						{words('confirm.no')}
					</Button>
					<Button
						size="large"
						type="primary"
						danger
						onClick={() => {
							asked.reason = reason;
							void taking.order(reason);
						}}
					>
						{words('confirm.yes')}
					</Button>
				</div>
			</div>
		);
	}
	return (
		<fieldset className="take-over-reason">
			<legend>
				{words('reason.title')} <small>{words('reason.hint')}</small>
			</legend>
			<Radio.Group value={choice} onChange={(event) => setChoice(event.target.value as Choice)} aria-label={words('reason.title')}>
				{reasons.map((one) => (
					<Radio key={one} value={one}>
						{words(`reason.choices.${one}`)}
					</Radio>
				))}
			</Radio.Group>
			{choice === 'other' && (
				<Input
					autoFocus
					maxLength={100}
					aria-label={words('reason.own')}
					placeholder={words('reason.own')}
					value={text}
					onChange={(event) => setText(event.target.value)}
				/>
			)}
			<div className="take-over-keys">
				<Button size="large" type="primary" disabled={reason === ''} onClick={() => setSure(true)}>
					{words('card.begin')}
				</Button>
			</div>
		</fieldset>
	);
}

function Progress({ part }: { part: string | null }) {
	const words = useWords('takeover');
	const steps = ['starting', 'gathering', 'running'] as const;
	const at = part === 'in-charge' ? 2 : part === 'gathering' ? 1 : 0;
	return (
		<ol className="take-over-steps" aria-live="polite" aria-label={words('progress.title')}>
			{steps.map((step, index) => (
				<li key={step} data-state={index < at ? 'done' : index === at ? 'now' : 'next'} aria-current={index === at ? 'step' : undefined}>
					{words(`progress.${step}`)}
				</li>
			))}
		</ol>
	);
}

function Failed(props: { taking: TakeOver; section: 'failed' | 'cannot'; code: string; reason: string }) {
	const { taking, section, code, reason } = props;
	const words = useWords('takeover');
	return (
		<div role="alert">
			<h3>{words('failed.title')}</h3>
			<p>{words(`${section}.${code}`)}</p>
			{code === 'no-day' && <p>{words('fromNothing.text')}</p>}
			<div className="take-over-keys">
				<Button size="large" onClick={taking.forget}>
					{words('failed.again')}
				</Button>
				{code === 'no-day' && (
					<Button size="large" danger onClick={() => void taking.order(reason, true)}>
						{words('fromNothing.yes')}
					</Button>
				)}
			</div>
		</div>
	);
}
