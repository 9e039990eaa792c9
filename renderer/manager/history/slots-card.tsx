/** Places of a coming day's slots beside what its simulation advises; taken over, or given up again, by one press. Bookings are never cut. */
import { Button } from 'antd';
import { Leaf } from 'lucide-react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { PlannedSlot, SlotPlan } from '../../../domain/contracts/slot-outlook.ts';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { useSlotPlan } from './use-slot-plan.ts';

export function SlotsCard({ station, plan, day }: { station: string; plan: HallPlan; day: string }) {
	const words = useWords('history');
	const { shown, told, busy, take, drop } = useSlotPlan(station, day);
	if (shown === null || !shown.bookable) return null;
	const open = shown.slots.filter(({ advised, places }) => advised !== null && advised !== places);
	return (
		<section className="card history-figure" aria-label={words('slots.title')}>
			<header>
				<h2>{words('slots.title')}</h2>
				<small>{words('slots.lead')}</small>
				<span className="slot-keys">
					{shown.taken !== null && (
						<Button disabled={busy} onClick={drop}>
							{words('slots.drop')}
						</Button>
					)}
					{shown.madeAt !== null && (
						<Button type="primary" disabled={busy || open.length === 0} onClick={take}>
							{words('slots.take')}
						</Button>
					)}
				</span>
			</header>
			<State shown={shown} changes={open.length} told={told} />
			<SlotTable slots={shown.slots} plan={plan} />
			<small className="slot-key">{words('slots.how', { learned: shown.learned })}</small>
		</section>
	);
}

function State({ shown, changes, told }: { shown: SlotPlan; changes: number; told: string | null }) {
	const words = useWords('history');
	const dates = useDates();
	const { taken, why, madeAt } = shown;
	const said = [
		...(told === null ? [] : [words(`slots.told.${told}`)]),
		...(taken === null ? [] : [words('slots.taken', { day: dates.day(taken.at), time: dates.time(taken.at), staff: taken.by })]),
		why !== null ? words(`slots.why.${why}`) : changes > 0 ? words('slots.changes', { count: changes }) : words('slots.same'),
		...(madeAt === null ? [] : [words('slots.made', { time: dates.time(madeAt) })]),
	];
	return (
		<p className="slot-state" role="status">
			{said.join(' ')}
		</p>
	);
}

function SlotTable({ slots, plan }: { slots: readonly PlannedSlot[]; plan: HallPlan }) {
	const words = useWords('history');
	const say = useSay();
	const dates = useDates();
	const times = [...new Set(slots.map(({ slot }) => slot))].sort((one, other) => one - other);
	const queues = plan.queues.filter(({ id }) => slots.some(({ queue }) => queue === id));
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than a tablet is moved by the keys too
		<section className="history-sheet slot-sheet" aria-label={words('slots.table')} tabIndex={0}>
			<table className="plain-table">
				<thead>
					<tr>
						<th scope="col">{words('columns.queue')}</th>
						{times.map((time) => (
							<th key={time} scope="col">
								{dates.time(time)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{queues.map(({ id, name }) => (
						<tr key={id}>
							<th scope="row">
								{id} {say(name)}
							</th>
							{times.map((time) => {
								const slot = slots.find((each) => each.queue === id && each.slot === time);
								return <td key={time}>{slot && <SlotCell slot={slot} />}</td>;
							})}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function SlotCell({ slot }: { slot: PlannedSlot }) {
	const words = useWords('history');
	const { places, advised, configured, booked, wait, quiet } = slot;
	const changes = advised !== null && advised !== places;
	return (
		<>
			<b data-changes={changes}>
				{places}
				{changes && ` → ${advised}`}
			</b>
			{quiet && <Leaf size={16} aria-label={words('slots.quiet')} />}
			{booked > 0 && <small>{words('slots.booked', { count: booked })}</small>}
			{wait !== null && <small>{words('slots.wait', { wait: Math.round(wait) })}</small>}
			{places !== configured && <small>{words('slots.configured', { count: configured })}</small>}
		</>
	);
}
