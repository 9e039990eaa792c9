/** One-time codes that were just made: shown this once. They can be left as a table for printing slips; nobody can look at them again. */
import { Button } from 'antd';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { FirstCode } from '../../../domain/contracts/staff-desk.ts';
import { csvOf } from '../../../domain/reconciliation/csv.ts';
import { useDates, useWords } from '../../words/words.tsx';
import { leaveTable } from '../reconciliation/leave-table.ts';

export function CodesCard({ codes, onPutAway }: { codes: readonly FirstCode[]; plan: HallPlan; onPutAway: () => void }) {
	const words = useWords('staff');
	const dates = useDates();
	const [told, setTold] = useState('');
	const until = (at: number) => `${dates.day(at)} ${dates.time(at)}`;
	async function leave() {
		const head = [words('people.number'), words('people.name'), words('codes.code'), words('codes.until')];
		const left = await leaveTable(
			'codes.csv',
			csvOf([head, ...codes.map((each) => [each.staff, each.name, each.code, until(each.until)])]),
		);
		setTold(left.ok ? (left.path === '' ? words('codes.left') : words('codes.leftAt', { path: left.path })) : words('codes.notLeft'));
	}
	return (
		<section className="card staff-card staff-codes" aria-label={words('codes.title')}>
			<header>
				<KeyRound aria-hidden="true" />
				<h2>{words('codes.title')}</h2>
			</header>
			<p>{words('codes.what')}</p>
			<ul>
				{codes.map(({ staff, name, code, until: at }) => (
					<li key={staff}>
						<span>{words('codes.whose', { staff, name })}</span>
						<code>{code}</code>
						<small>{words('codes.untilWhen', { time: until(at) })}</small>
					</li>
				))}
			</ul>
			<p role="status">{told}</p>
			<div className="staff-keys">
				<Button onClick={() => void leave()}>{words('codes.leave')}</Button>
				<Button type="primary" onClick={onPutAway}>
					{words('codes.putAway')}
				</Button>
			</div>
		</section>
	);
}
