/** One account: what a security administrator does about it, and where a manager places the person. */
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { ShownPerson } from '../../../domain/contracts/staff-desk.ts';
import type { StaffRole } from '../../../domain/contracts/staff-roles.ts';
import { useDates, useWords } from '../../words/words.tsx';
import { BesideCard } from './beside-card.tsx';
import { PlaceForm } from './place-form.tsx';
import { RoleChoice } from './role-choice.tsx';
import type { StaffDesk, StaffLook } from './use-staff-desk.ts';
import { WeekForm } from './week-form.tsx';

interface Props {
	person: ShownPerson;
	look: StaffLook;
	plan: HallPlan;
	desk: StaffDesk;
	/** May keep accounts; may place people. */
	keeps: boolean;
	manages: boolean;
	/** It is the account of whoever looks. */
	own: boolean;
	onClose: () => void;
}

export function PersonCard({ person, look, plan, desk, keeps, manages, own, onClose }: Props) {
	const words = useWords('staff');
	const dates = useDates();
	const { staff, name, state, suspended, codeUntil } = person;
	const when = (at: number) => `${dates.day(at)} ${dates.time(at)}`;
	return (
		<BesideCard title={words('person.title', { name, staff })} onClose={onClose}>
			{state === 'new' && codeUntil !== null && <p>{words('person.new', { time: when(codeUntil) })}</p>}
			{state === 'code-over' && <p>{words('person.codeOver')}</p>}
			{suspended && <p>{words('person.suspended', { by: suspended.by, time: when(suspended.at), reason: suspended.reason })}</p>}
			{keeps && <Keeping person={person} desk={desk} own={own} />}
			{person.roles.some((role) => role === 'window' || role === 'manager') && (
				<>
					<PlaceForm person={person} plan={plan} desk={desk} disabled={!manages} />
					<WeekForm key={JSON.stringify(look.shifts)} person={person} shifts={look.shifts} plan={plan} desk={desk} disabled={!manages} />
				</>
			)}
		</BesideCard>
	);
}

function Keeping({ person, desk, own }: { person: ShownPerson; desk: StaffDesk; own: boolean }) {
	const words = useWords('staff');
	const { staff, state, second, locked } = person;
	const [roles, setRoles] = useState<StaffRole[]>([...person.roles]);
	const [name, setName] = useState(person.name);
	const [reason, setReason] = useState<string | null>(null);
	const ids = { name: useId(), reason: useId() };
	const changed = roles.join() !== person.roles.join() || name.trim() !== person.name;
	if (own) return <p className="hint">{words('person.own')}</p>;
	return (
		<>
			<div className="staff-field">
				<label htmlFor={ids.name}>{words('people.name')}</label>
				<Input id={ids.name} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
			</div>
			<RoleChoice roles={roles} onChange={setRoles} />
			<div className="staff-keys">
				<Button
					disabled={desk.busy || !changed || roles.length === 0 || name.trim() === ''}
					onClick={() =>
						void desk.ask({
							do: 'change',
							staff,
							...(name.trim() === person.name ? {} : { name: name.trim() }),
							...(roles.join() === person.roles.join() ? {} : { roles }),
						})
					}
				>
					{words('person.save')}
				</Button>
				<Button disabled={desk.busy} onClick={() => void desk.ask({ do: 'reset', staff })}>
					{words('person.reset')}
				</Button>
				{second && (
					<Button disabled={desk.busy} onClick={() => void desk.ask({ do: 'drop-second', staff })}>
						{words('person.dropSecond')}
					</Button>
				)}
				{locked > 0 && (
					<Button disabled={desk.busy} onClick={() => void desk.ask({ do: 'unlock', staff })}>
						{words('person.unlock')}
					</Button>
				)}
				{state === 'suspended' ? (
					<Button disabled={desk.busy} onClick={() => void desk.ask({ do: 'restore', staff })}>
						{words('person.restore')}
					</Button>
				) : (
					reason === null && (
						<Button danger disabled={desk.busy} onClick={() => setReason('')}>
							{words('person.suspend')}
						</Button>
					)
				)}
			</div>
			{reason !== null && state !== 'suspended' && (
				<div className="staff-reason">
					<label htmlFor={ids.reason}>{words('person.reason')}</label>
					<Input id={ids.reason} autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
					<p className="hint">{words('person.suspendHint')}</p>
					<div className="staff-keys">
						<Button
							danger
							type="primary"
							disabled={desk.busy || reason.trim() === ''}
							onClick={() => void desk.ask({ do: 'suspend', staff, reason: reason.trim() }).then((done) => done && setReason(null))}
						>
							{words('person.suspendNow')}
						</Button>
						<Button onClick={() => setReason(null)}>{words('person.keep')}</Button>
					</div>
				</div>
			)}
		</>
	);
}
