import { Button } from 'antd';
import { MessageSquareWarning } from 'lucide-react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { useWords } from '../../words/words.tsx';
import { isLate } from './case-words.ts';
import { useCases } from './use-cases.ts';
import './reviews.css';

/** What there is to do about cases, among the rest of what a manager has to do; nothing while there is none. */
export function CasesLine({ station, plan, show }: { station: string; plan: HallPlan; show: () => void }) {
	const words = useWords('reviews');
	const open = useCases(station, plan, 1).cases.filter(({ closedAt }) => closedAt === null);
	const late = open.filter(isLate).length;
	if (open.length === 0) return null;
	return (
		<section className="card cases-line" data-late={late > 0} aria-label={words('manager.cardTitle')}>
			<MessageSquareWarning aria-hidden="true" />
			<p>
				<strong>{words('manager.cardTitle')}</strong>
				{words('manager.cardWhat', { count: open.length })}
				{late > 0 && words('manager.cardLate', { count: late })}
			</p>
			<Button onClick={show}>{words('manager.cardDo')}</Button>
		</section>
	);
}
