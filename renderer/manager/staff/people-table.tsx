import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { Shift, ShownPerson } from '../../../domain/contracts/staff-desk.ts';
import { StatusChip } from '../../design/status-chip.tsx';
import { useNow } from '../../engine/use-engine.tsx';
import { useWords } from '../../words/words.tsx';
import { dutyInWords, placeOf, weekdayIn, windowsInWords } from './staff-words.ts';

interface Props {
	people: readonly ShownPerson[];
	shifts: readonly Shift[];
	plan: HallPlan;
	chosen: string | null;
	onChoose(staff: string): void;
}

/** One line for each account; the name is the key that opens it. */
export function PeopleTable({ people, shifts, plan, chosen, onChoose }: Props) {
	const words = useWords('staff');
	const today = weekdayIn(useNow(60_000), plan.timezone);
	if (people.length === 0) return <p className="nothing">{words('people.nobody')}</p>;
	return (
		<div className="staff-scroll">
			<table className="plain-table staff-table">
				<thead>
					<tr>
						{['name', 'number', 'roles', 'windows', 'today', 'now', 'state'].map((column) => (
							<th key={column} scope="col">
								{words(`people.${column}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{people.map((person) => {
						const { staff, name, roles, state, at } = person;
						const duty = person.week[today] ?? null;
						return (
							<tr key={staff} data-chosen={staff === chosen} data-state={state}>
								<th scope="row">
									<button type="button" aria-pressed={staff === chosen} onClick={() => onChoose(staff)}>
										{name}
									</button>
								</th>
								<td>{staff}</td>
								<td>{roles.map((role) => words(`roles.${role}`)).join(words('list'))}</td>
								<td>{roles.includes('window') ? windowsInWords(person, plan, words) : '—'}</td>
								<td>{dutyInWords(duty, shifts, plan, words)}</td>
								<td>{at.length === 0 ? '—' : at.map((station) => placeOf(station, plan, words)).join(words('list'))}</td>
								<td>
									<State person={person} />
								</td>
							</tr>
						);
					})}
				</tbody>
			</table>
		</div>
	);
}

function State({ person: { state, locked, second } }: { person: ShownPerson }) {
	const words = useWords('staff');
	if (state === 'good' && locked > 0) return <StatusChip tone="alarm">{words('state.locked')}</StatusChip>;
	if (state === 'good') return <span>{words(second ? 'state.goodSecond' : 'state.good')}</span>;
	return <StatusChip tone={state === 'suspended' ? 'quiet' : 'wait'}>{words(`state.${state}`)}</StatusChip>;
}
