import { Button, Select } from 'antd';
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { Duty, Shift, ShownPerson } from '../../../domain/contracts/staff-desk.ts';
import { useWords } from '../../words/words.tsx';
import { numberOf } from './staff-words.ts';
import type { StaffDesk } from './use-staff-desk.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

interface Props {
	person: ShownPerson;
	shifts: readonly Shift[];
	plan: HallPlan;
	desk: StaffDesk;
	disabled: boolean;
}

/** One week of one person: on which days which shift, and at which window. What stands on Monday can be taken for the whole week. */
export function WeekForm({ person, shifts, plan, desk, disabled }: Props) {
	const words = useWords('staff');
	const [week, setWeek] = useState<Duty[]>([...person.week]);
	const atWindows = person.roles.includes('window');
	const windows = person.windows.length > 0 ? person.windows : plan.windows.map(({ id }) => id);
	const change = (day: number, duty: Duty) => setWeek(week.map((each, index) => (index === day ? duty : each)));
	const changed = JSON.stringify(week) !== JSON.stringify(person.week);
	if (shifts.length === 0) return <p className="hint">{words('week.noShifts')}</p>;
	return (
		<div className="staff-week">
			<h3>{words('week.title')}</h3>
			<table>
				<tbody>
					{days.map((day, index) => {
						const duty = week[index] ?? null;
						return (
							<tr key={day}>
								<th scope="row">{words(`week.${day}`)}</th>
								<td>
									<Select
										aria-label={words('week.shiftOf', { day: words(`week.${day}`) })}
										disabled={disabled}
										value={duty?.shift ?? ''}
										options={[
											{ value: '', label: words('week.off') },
											...shifts.map(({ id, name, from, to }) => ({ value: id, label: `${name} ${from}–${to}` })),
										]}
										onChange={(shift: string) =>
											change(index, shift === '' ? null : { shift, window: duty?.window ?? (atWindows ? person.usualWindow : null) })
										}
									/>
								</td>
								<td>
									{atWindows && (
										<Select
											aria-label={words('week.windowOf', { day: words(`week.${day}`) })}
											disabled={disabled || duty === null}
											value={duty?.window ?? ''}
											options={[
												{ value: '', label: words('week.anyWindow') },
												...windows.map((id) => ({ value: id, label: words('people.atWindow', { number: numberOf(id, plan) }) })),
											]}
											onChange={(window: string) => duty && change(index, { ...duty, window: window === '' ? null : window })}
										/>
									)}
								</td>
							</tr>
						);
					})}
				</tbody>
			</table>
			{!disabled && (
				<div className="staff-keys">
					<Button disabled={desk.busy || !changed} onClick={() => void desk.ask({ do: 'week', staff: person.staff, week })}>
						{words('week.save')}
					</Button>
					<Button onClick={() => setWeek(week.map((each, index) => (index < 5 ? (week[0] ?? null) : each)))}>
						{words('week.asMonday')}
					</Button>
				</div>
			)}
		</div>
	);
}
