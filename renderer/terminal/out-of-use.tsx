/** This machine cannot give out numbers: it knows no hall-day, or the platform does not let it in. Says where to go instead. */
import { useEffect, useState } from 'react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { Mark } from '../design/mark.tsx';
import { tokens } from '../design/tokens.ts';
import { useSay, useWords } from '../words/words.tsx';

export function OutOfUse({ plan, shutOut }: { plan: HallPlan; shutOut: string | null }) {
	const t = useWords('terminal');
	const say = useSay();
	const [slow, setSlow] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setSlow(true), tokens.time.slowAfterMs);
		return () => clearTimeout(timer);
	}, []);
	const stopped = slow || shutOut !== null;
	return (
		<div className="terminal">
			<div className="frame" data-screen="out-of-use">
				<header className="top">
					<Mark size={60} />
					<span className="hall">{say(plan.name)}</span>
				</header>
				<main className="content centred">
					<div className="title" role="status">
						<h1 data-size="hero">{stopped ? t('outOfUse.title') : t('outOfUse.starting')}</h1>
						<p className="lead">{stopped ? t('outOfUse.do') : t('outOfUse.startingDo')}</p>
					</div>
					{shutOut !== null && <p className="small-code">{t('cannot.code', { code: shutOut })}</p>}
				</main>
			</div>
		</div>
	);
}
