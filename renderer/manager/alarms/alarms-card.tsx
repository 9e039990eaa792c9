import { BellRing } from 'lucide-react';
import { type AlarmCode, urgencyOf } from '../../../domain/contracts/alarms.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { stationInWords } from '../../../domain/reconciliation/place-words.ts';
import { useDates, useWords } from '../../words/words.tsx';
import { alarmGroups } from './alarm-groups.ts';
import { useAlarms } from './use-alarms.ts';
import './alarms.css';

/** What the list of what is to be done shows with a key of its own. */
const inTodo: ReadonlySet<AlarmCode> = new Set([
	...(['paper-end', 'paper-low', 'device-down', 'reports-quarantined'] as const),
	...(['machine-disk-low', 'machine-disk-full', 'machine-journal', 'machine-clock'] as const),
]);

interface Shown {
	station: string;
	plan: HallPlan;
	/** Also while there is none. */
	always?: boolean;
	/** What stands in the list beside it is left out. */
	besideTodo?: boolean;
	/** Of this urgency alone; absent = all. */
	only?: 'now' | 'soon';
}

/** What stands as an alarm, the most urgent first, each with what to do; nothing at all while there is none. */
export function AlarmsCard({ station, plan, always = false, besideTodo = false, only }: Shown) {
	const words = useWords('alarms');
	const places = useWords('reconciliation');
	const dates = useDates();
	const { alarms: all, undelivered, heardAt, away } = useAlarms(station);
	const alarms = all.filter(({ code }) => !(besideTodo && inTodo.has(code)) && (only === undefined || urgencyOf[code] === only));
	if (alarms.length === 0 && !always) return null;
	const place = (id: string | null) =>
		id !== null && plan.stations.some((each) => each.id === id) ? stationInWords(plan, id, places) : (id ?? '');
	return (
		<section className="card alarms" aria-label={words('title')}>
			<header>
				<BellRing aria-hidden="true" />
				<h2>{words('title')}</h2>
				{alarms.length > 0 && <small>{words('count', { count: alarms.length })}</small>}
			</header>
			{away && heardAt !== null && <p className="alarms-note">{words('away', { time: dates.time(heardAt) })}</p>}
			{alarms.length === 0 && <p className="nothing">{words('none')}</p>}
			{/* Read out as they come: whoever looks elsewhere hears of it. */}
			<ul aria-live="polite">
				{alarmGroups(alarms).map(({ code, alarms: same }) => (
					<li key={same[0]!.id} data-urgency={urgencyOf[code]}>
						<span className="chip" data-tone={urgencyOf[code] === 'now' ? 'alarm' : 'wait'}>
							{words(urgencyOf[code] === 'now' ? 'urgent' : 'soon')}
						</span>
						<div>
							<strong>
								{same.length === 1
									? words(`codes.${code}.what`, { station: place(same[0]!.station), about: same[0]!.about })
									: words(`many.${code}`, { count: same.length })}
							</strong>
							<p>{words(`codes.${code}.todo`)}</p>
							{same.length > 1 && (
								<details>
									<summary>{words('which')}</summary>
									<ul>
										{same.map(({ id, station: at, about, raisedAt }) => (
											<li key={id}>
												{words(`codes.${code}.what`, { station: place(at), about })}{' '}
												<small>{words('since', { time: dates.time(raisedAt) })}</small>
											</li>
										))}
									</ul>
								</details>
							)}
						</div>
						<small>{words('since', { time: dates.time(same[0]!.raisedAt) })}</small>
					</li>
				))}
			</ul>
			{undelivered > 0 && <p className="alarms-note">{words('undelivered', { count: undelivered })}</p>}
		</section>
	);
}
