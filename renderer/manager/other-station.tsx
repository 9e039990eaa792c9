import { useId } from 'react';
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';
import { useWords } from '../words/words.tsx';

/** Any station of the hall: one whose devices never reported is not in the table, and needs a look the most. */
export function OtherStation({ stations, open }: { stations: readonly StationPlan[]; open: (station: string) => void }) {
	const words = useWords('technician');
	const id = useId();
	return (
		<p className="other-station">
			<label htmlFor={id}>{words('remote.other')}</label>
			<select id={id} value="" onChange={(event) => event.target.value !== '' && open(event.target.value)}>
				<option value="">{words('remote.choose')}</option>
				{stations
					.filter((station) => station.role !== 'manager')
					.map((station) => (
						<option key={station.id}>{station.id}</option>
					))}
			</select>
		</p>
	);
}
