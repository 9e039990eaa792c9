/** Manual mode (人工兜底) at a manager's desk or a window: what is so now, the papers, and what is entered afterwards. */
import type { FaceCatalogue } from '../../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { ReserveCode } from '../../../domain/manual/reserve-code.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useWords } from '../../words/words.tsx';
import { BeginForm } from './begin-form.tsx';
import { EnteredTable } from './entered-table.tsx';
import { EntryForm } from './entry-form.tsx';
import { PrintCard } from './print-card.tsx';
import { Standing } from './standing.tsx';
import './manual.css';

export function ManualPage(props: {
	station: string;
	plan: HallPlan;
	catalogue: FaceCatalogue;
	state: HallDay;
	/** Platform time, ms. */
	now: number;
	window?: string;
	/** Came here with a paper held up to the scanner. */
	code?: ReserveCode;
	/** Came here to begin. */
	asking?: boolean;
}) {
	const { station, plan, catalogue, state, now, window } = props;
	return (
		<main className="manual-page">
			<div className="manual-side">
				<Standing station={station} plan={plan} state={state} asking={props.asking} />
				<PrintCard plan={plan} state={state} now={now} />
			</div>
			<div className="manual-middle">
				<EntryForm station={station} plan={plan} catalogue={catalogue} state={state} now={now} window={window} code={props.code} />
				<EnteredTable plan={plan} state={state} />
			</div>
		</main>
	);
}

/** At a station that was started alone and knows of no day yet: the one thing that can be done there, and the papers for it. */
export function ManualAlone({ station, plan, now }: { station: string; plan: HallPlan; now: number }) {
	const words = useWords('manual');
	const engine = useEngine();
	return (
		<section className="manual-alone" aria-label={words('title')}>
			<p>{words('alone')}</p>
			<BeginForm plan={plan} already={[]} onCancel={() => {}} onBegin={(order) => void engine.report(station, 'begin-manual', order)} />
			<PrintCard plan={plan} state={null} now={now} />
		</section>
	);
}
