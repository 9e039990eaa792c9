/** Accounts, shifts and places of staff: everybody in one table, one of them beside it, and what is done for many at once. */
import { Alert, Button, Input } from 'antd';
import { CalendarClock, FileUp, KeyRound, UserPlus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { StaffRole } from '../../../domain/contracts/staff-roles.ts';
import { useWords } from '../../words/words.tsx';
import { AddForm } from './add-form.tsx';
import { CodesCard } from './codes-card.tsx';
import { ImportCard } from './import-card.tsx';
import { OwnAccountCard } from './own-account-card.tsx';
import { PeopleTable } from './people-table.tsx';
import { PersonCard } from './person-card.tsx';
import { ShiftsCard } from './shifts-card.tsx';
import { useStaffDesk } from './use-staff-desk.ts';
import './staff.css';

type Beside = { kind: 'person'; staff: string } | { kind: 'add' | 'import' | 'shifts' | 'own' } | null;

export function StaffPage({ station, plan, roles, own }: { station: string; plan: HallPlan; roles: readonly StaffRole[]; own: string }) {
	const words = useWords('staff');
	const desk = useStaffDesk(station);
	const [beside, setBeside] = useState<Beside>(null);
	const [search, setSearch] = useState('');
	const place = useRef<HTMLDivElement>(null);
	const opened = beside === null ? '' : beside.kind === 'person' ? beside.staff : beside.kind;
	const given = desk.codes.length;
	// Whoever pressed far down in the table sees what opened, also on a tablet, where it stands above.
	useEffect(() => {
		const top = place.current?.getBoundingClientRect().top ?? 0;
		if ((opened !== '' || given > 0) && (top < 0 || top > window.innerHeight / 2)) place.current?.scrollIntoView?.({ block: 'start' });
	}, [opened, given]);
	const keeps = roles.includes('security');
	const manages = roles.includes('manager');
	const { look } = desk;
	const wanted = search.trim().toLowerCase();
	const people = (look?.people ?? [])
		.filter(({ staff, name }) => staff.includes(wanted) || name.toLowerCase().includes(wanted))
		.sort((one, other) => Number(one.state === 'suspended') - Number(other.state === 'suspended') || (one.staff < other.staff ? -1 : 1));
	const person = beside?.kind === 'person' ? look?.people.find(({ staff }) => staff === beside.staff) : undefined;
	const mayChange = look?.from === 'book' || keeps;
	const close = () => setBeside(null);
	const open = (kind: 'add' | 'import' | 'shifts' | 'own') => setBeside((now) => (now?.kind === kind ? null : { kind }));

	return (
		<main className="manager-main staff-page" data-beside={beside !== null}>
			<section className="card staff-people" aria-label={words('page.title')}>
				<header>
					<h2>{words('page.title')}</h2>
					<Input
						className="staff-search"
						aria-label={words('page.search')}
						placeholder={words('page.search')}
						value={search}
						onChange={(event) => setSearch(event.target.value)}
					/>
					{keeps && (
						<Button icon={<UserPlus size={18} aria-hidden="true" />} onClick={() => open('add')}>
							{words('page.add')}
						</Button>
					)}
					<Button icon={<FileUp size={18} aria-hidden="true" />} disabled={!mayChange} onClick={() => open('import')}>
						{words('page.import')}
					</Button>
					{manages && (
						<Button icon={<CalendarClock size={18} aria-hidden="true" />} disabled={!mayChange} onClick={() => open('shifts')}>
							{words('page.shifts')}
						</Button>
					)}
					<Button icon={<KeyRound size={18} aria-hidden="true" />} onClick={() => open('own')}>
						{words('page.own')}
					</Button>
				</header>
				{look?.from === 'file' && <Alert type="info" showIcon title={words(keeps ? 'page.fromFileKeeper' : 'page.fromFile')} />}
				{desk.wrong !== '' && <Alert type="warning" showIcon role="alert" title={words(`refused.${desk.wrong}`)} />}
				{look === null ? (
					<p className="nothing" role="status">
						{words('page.loading')}
					</p>
				) : (
					<PeopleTable
						people={people}
						shifts={look.shifts}
						plan={plan}
						chosen={person?.staff ?? null}
						onChoose={(staff) => setBeside({ kind: 'person', staff })}
					/>
				)}
			</section>
			{(beside !== null || desk.codes.length > 0) && (
				<div className="staff-beside" ref={place}>
					{desk.codes.length > 0 && <CodesCard codes={desk.codes} plan={plan} onPutAway={desk.putAway} />}
					{beside?.kind === 'add' && <AddForm desk={desk} onClose={close} />}
					{beside?.kind === 'import' && <ImportCard desk={desk} shifts={look?.shifts ?? []} onClose={close} />}
					{beside?.kind === 'shifts' && look && <ShiftsCard key={JSON.stringify(look.shifts)} desk={desk} look={look} onClose={close} />}
					{beside?.kind === 'own' && <OwnAccountCard station={station} onClose={close} />}
					{person && look && (
						<PersonCard
							key={person.staff}
							person={person}
							look={look}
							plan={plan}
							desk={desk}
							keeps={keeps}
							manages={manages && look.from === 'book'}
							own={person.staff === own}
							onClose={close}
						/>
					)}
				</div>
			)}
		</main>
	);
}
