import { Fragment } from 'react';
import type { History } from '../../../domain/tide/past-day/history.ts';
import { useWords } from '../../words/words.tsx';

/** The week as a table whose cells are the darker the longer people waited: the figures stand in it, so it needs no other table. */
export function WeekHeat({ week }: { week: History['week'] }) {
	const words = useWords('history');
	const hours = [...new Set(week.map(({ hour }) => hour))].sort((one, other) => one - other);
	const days = [...new Set(week.map(({ weekday }) => weekday))].sort();
	const most = Math.max(1, ...week.map(({ mean }) => mean ?? 0));
	const cell = (weekday: number, hour: number) => week.find((each) => each.weekday === weekday && each.hour === hour);
	return (
		<table className="week-heat">
			<thead>
				<tr>
					<td />
					{hours.map((hour) => (
						<th key={hour} scope="col">
							{hour}:00
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{days.map((weekday) => (
					<tr key={weekday}>
						<th scope="row">{words(`weekdays.${weekday}`)}</th>
						{hours.map((hour) => {
							const found = cell(weekday, hour);
							const depth = found?.mean == null ? 0 : found.mean / most;
							return (
								<td key={hour} style={{ '--depth': `${Math.round(depth * 45)}%` } as React.CSSProperties}>
									{found && (
										<Fragment>
											<b>{found.mean === null ? '–' : Math.round(found.mean)}</b> <small>{Math.round(found.came)}</small>
										</Fragment>
									)}
								</td>
							);
						})}
					</tr>
				))}
			</tbody>
		</table>
	);
}
