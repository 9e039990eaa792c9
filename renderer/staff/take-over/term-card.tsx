import { Button } from 'antd';
import { ServerCog } from 'lucide-react';
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HandOverAnswer } from '../../../domain/contracts/hand-over.ts';
import { numbersInBlock } from '../../../domain/ticket-number.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import './take-over.css';

/** After a take-over: which machine runs the hall, and the way back to the hall's server. Nothing while the first of the list decides. */
export function TermCard({ station }: { station: string }) {
	const words = useWords('takeover');
	const view = useEngineView();
	const nameOf = usePlatformName();
	const { plan, state } = view;
	const inCharge = view.platform.id;
	const first = plan?.platforms?.[0]?.id;
	if (view.link === 'down' || !plan || !inCharge || !first || inCharge === first) return null;
	const term = state?.term;
	const here = plan.platforms?.find(({ id }) => id === inCharge)?.station === station;
	return (
		<section className="card take-over term-card" aria-label={words('term.title', { platform: nameOf(plan, inCharge) })}>
			<header>
				<ServerCog aria-hidden="true" />
				<h2>{words('term.title', { platform: nameOf(plan, inCharge) })}</h2>
				{here && <small>{words('term.here')}</small>}
			</header>
			{here && <p>{words('own.running')}</p>}
			<p className="hint">
				{term && term.block > 0
					? words('term.note', { block: `${term.block * numbersInBlock + 1}–${term.block * numbersInBlock + 999}` })
					: words('term.same')}
			</p>
			<HandBack station={station} to={first} name={nameOf(plan, first)} />
		</section>
	);
}

/** What people call a platform: the station on whose PC it runs, or the hall's server. */
function usePlatformName(): (plan: HallPlan, id: string) => string {
	const words = useWords('takeover');
	const say = useSay();
	return (plan, id) => {
		const place = plan.platforms?.find((one) => one.id === id);
		const station = plan.stations.find((one) => one.id === place?.station);
		if (station) return station.name ? say(station.name) : station.id;
		return id === plan.platforms?.[0]?.id ? words('term.server') : words('term.other', { id });
	};
}

function HandBack({ station, to, name }: { station: string; to: string; name: string }) {
	const words = useWords('takeover');
	const engine = useEngine();
	const [step, setStep] = useState<'closed' | 'sure' | 'working'>('closed');
	const [failed, setFailed] = useState<Extract<HandOverAnswer, { ok: false }>['code'] | null>(null);
	const go = async () => {
		setStep('working');
		setFailed(null);
		const answer = await engine
			.handOver(station, { to, reason: words('back.reason') })
			.catch(() => ({ ok: false, code: 'unreachable' }) as const);
		setStep('closed');
		// A good end needs no word: the card goes with the term.
		if (!answer.ok) setFailed(answer.code);
	};
	if (step === 'closed') {
		return (
			<>
				{failed && <p role="alert">{words(`back.failed.${failed}`, { platform: name })}</p>}
				<div className="take-over-keys">
					<Button size="large" onClick={() => setStep('sure')}>
						{words('back.button', { platform: name })}
					</Button>
				</div>
			</>
		);
	}
	return (
		<div role="alertdialog" aria-label={words('back.title', { platform: name })} className="take-over-sure">
			<h3>{words('back.title', { platform: name })}</h3>
			<p>{words('back.text')}</p>
			<div className="take-over-keys">
				<Button size="large" disabled={step === 'working'} onClick={() => setStep('closed')}>
					{words('back.no')}
				</Button>
				<Button size="large" type="primary" loading={step === 'working'} onClick={() => void go()}>
					{words('back.yes')}
				</Button>
			</div>
		</div>
	);
}
