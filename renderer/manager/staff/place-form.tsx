import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { ShownPerson } from '../../../domain/contracts/staff-desk.ts';
import { useSay, useWords } from '../../words/words.tsx';
import type { StaffDesk } from './use-staff-desk.ts';

/** Windows somebody may sign in at, and where they usually sit. */
export function PlaceForm({ person, plan, desk, disabled }: { person: ShownPerson; plan: HallPlan; desk: StaffDesk; disabled: boolean }) {
	const words = useWords('staff');
	const say = useSay();
	const [windows, setWindows] = useState(person.windows);
	const [usual, setUsual] = useState(person.usualWindow);
	const ids = { windows: useId(), usual: useId() };
	const options = plan.windows.map(({ id, number, name }) => ({ value: id, label: `${number} ${say(name)}` }));
	const changed = windows.join() !== person.windows.join() || usual !== person.usualWindow;
	const usualClosed = usual !== null && windows.length > 0 && !windows.includes(usual);
	if (!person.roles.includes('window')) return null;
	return (
		<div className="staff-place">
			<h3>{words('place.title')}</h3>
			<label htmlFor={ids.windows}>{words('place.windows')}</label>
			<Select
				id={ids.windows}
				mode="multiple"
				disabled={disabled}
				value={windows}
				options={options}
				optionFilterProp="label"
				placeholder={words('people.everyWindow')}
				onChange={setWindows}
			/>
			<label htmlFor={ids.usual}>{words('place.usual')}</label>
			<Select
				id={ids.usual}
				allowClear
				disabled={disabled}
				value={usual}
				options={options}
				optionFilterProp="label"
				placeholder={words('place.none')}
				onChange={(window: string | undefined) => setUsual(window ?? null)}
			/>
			{usualClosed && <p className="hint">{words('place.usualClosed')}</p>}
			{!disabled && (
				<Button
					disabled={desk.busy || !changed || usualClosed}
					onClick={() => void desk.ask({ do: 'place', staff: person.staff, windows, usualWindow: usual, departments: person.departments })}
				>
					{words('place.save')}
				</Button>
			)}
		</div>
	);
}
