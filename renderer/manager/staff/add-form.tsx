import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { staffId } from '../../../domain/contracts/identity.ts';
import type { StaffRole } from '../../../domain/contracts/staff-roles.ts';
import { useWords } from '../../words/words.tsx';
import { BesideCard } from './beside-card.tsx';
import { RoleChoice } from './role-choice.tsx';
import type { StaffDesk } from './use-staff-desk.ts';

/** A new account; the platform answers with its one-time code, which stands above until it is put away. */
export function AddForm({ desk, onClose }: { desk: StaffDesk; onClose: () => void }) {
	const words = useWords('staff');
	const [staff, setStaff] = useState('');
	const [name, setName] = useState('');
	const [roles, setRoles] = useState<StaffRole[]>(['window']);
	const [told, setTold] = useState('');
	const ids = { staff: useId(), name: useId(), told: useId() };
	async function submit(event: FormEvent) {
		event.preventDefault();
		if (!staffId.safeParse(staff).success) return setTold(words('add.numberBad'));
		if (name.trim() === '') return setTold(words('add.nameBad'));
		if (roles.length === 0) return setTold(words('add.rolesBad'));
		setTold('');
		if (!(await desk.ask({ do: 'add', staff, name: name.trim(), roles }))) return;
		setStaff('');
		setName('');
	}
	return (
		<BesideCard title={words('add.title')} onClose={onClose}>
			<form onSubmit={submit} noValidate>
				<label htmlFor={ids.staff}>{words('people.number')}</label>
				<Input
					id={ids.staff}
					autoFocus
					inputMode="numeric"
					maxLength={8}
					value={staff}
					onChange={(event) => setStaff(event.target.value.trim())}
				/>
				<label htmlFor={ids.name}>{words('people.name')}</label>
				<Input id={ids.name} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
				<RoleChoice roles={roles} onChange={setRoles} />
				<p role="alert" className="told">
					{told}
				</p>
				<Button type="primary" htmlType="submit" disabled={desk.busy}>
					{words('add.submit')}
				</Button>
				<p className="hint">{words('add.hint')}</p>
			</form>
		</BesideCard>
	);
}
