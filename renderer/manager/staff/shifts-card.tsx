import { Button, Input } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { mostShifts, type Shift, shift as shiftShape } from '../../../domain/contracts/staff-desk.ts';
import { useWords } from '../../words/words.tsx';
import { BesideCard } from './beside-card.tsx';
import type { StaffDesk, StaffLook } from './use-staff-desk.ts';

/** The hall's shifts (班次): name, from, to. One that somebody works cannot be taken away. */
export function ShiftsCard({ desk, look, onClose }: { desk: StaffDesk; look: StaffLook; onClose: () => void }) {
	const words = useWords('staff');
	const [shifts, setShifts] = useState<Shift[]>([...look.shifts]);
	const [told, setTold] = useState('');
	const used = new Set(look.people.flatMap(({ week }) => week.flatMap((day) => day?.shift ?? [])));
	const set = (index: number, part: Partial<Shift>) => setShifts(shifts.map((each, at) => (at === index ? { ...each, ...part } : each)));
	function more() {
		const taken = new Set(shifts.map(({ id }) => id));
		const id = Array.from({ length: 999 }, (_, index) => `S${index + 1}`).find((each) => !taken.has(each) && !used.has(each)) ?? 'S999';
		setShifts([...shifts, { id, name: '', from: '08:30', to: '17:00' }]);
	}
	function save() {
		const bad = shifts.find((each) => !shiftShape.safeParse(each).success || each.from >= each.to);
		const names = shifts.map(({ name }) => name.trim());
		if (bad) return setTold(words('shifts.bad'));
		if (new Set(names).size !== names.length) return setTold(words('shifts.twice'));
		setTold('');
		void desk.ask({ do: 'shifts', shifts: shifts.map((each) => ({ ...each, name: each.name.trim() })) });
	}
	return (
		<BesideCard title={words('shifts.title')} onClose={onClose}>
			<ul className="staff-shifts">
				{shifts.map(({ id, name, from, to }, index) => (
					<li key={id}>
						<Input
							aria-label={words('shifts.name')}
							placeholder={words('shifts.name')}
							maxLength={20}
							value={name}
							onChange={(event) => set(index, { name: event.target.value })}
						/>
						<Input
							aria-label={words('shifts.from')}
							value={from}
							maxLength={5}
							onChange={(event) => set(index, { from: event.target.value })}
						/>
						<Input aria-label={words('shifts.to')} value={to} maxLength={5} onChange={(event) => set(index, { to: event.target.value })} />
						<Button
							aria-label={words('shifts.away', { name })}
							title={used.has(id) ? words('refused.shift-in-use') : undefined}
							disabled={used.has(id)}
							icon={<Trash2 size={18} aria-hidden="true" />}
							onClick={() => setShifts(shifts.filter((each) => each.id !== id))}
						/>
					</li>
				))}
			</ul>
			<p role="alert" className="told">
				{told}
			</p>
			<div className="staff-keys">
				<Button icon={<Plus size={18} aria-hidden="true" />} disabled={shifts.length >= mostShifts} onClick={more}>
					{words('shifts.more')}
				</Button>
				<Button type="primary" disabled={desk.busy || JSON.stringify(shifts) === JSON.stringify(look.shifts)} onClick={save}>
					{words('shifts.save')}
				</Button>
			</div>
		</BesideCard>
	);
}
