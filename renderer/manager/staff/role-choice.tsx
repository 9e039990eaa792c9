import { Checkbox } from 'antd';
import { keptApart, type StaffRole, staffRoles } from '../../../domain/contracts/staff-roles.ts';
import { useWords } from '../../words/words.tsx';

/** Roles of an account. One of the three administrators stands alone: choosing it takes the others away. */
export function RoleChoice({
	roles,
	disabled,
	onChange,
}: {
	roles: readonly StaffRole[];
	disabled?: boolean;
	onChange: (roles: StaffRole[]) => void;
}) {
	const words = useWords('staff');
	function choose(role: StaffRole, on: boolean) {
		const next = on ? [...roles, role] : roles.filter((each) => each !== role);
		onChange(keptApart(next) ? next : [role]);
	}
	return (
		<fieldset className="staff-roles">
			<legend>{words('people.roles')}</legend>
			{staffRoles.map((role) => (
				<Checkbox key={role} checked={roles.includes(role)} disabled={disabled} onChange={(event) => choose(role, event.target.checked)}>
					<strong>{words(`roles.${role}`)}</strong> <small>{words(`rolesWhat.${role}`)}</small>
				</Checkbox>
			))}
		</fieldset>
	);
}
