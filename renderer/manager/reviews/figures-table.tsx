import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { ReviewLook } from '../../../domain/contracts/review-desk.ts';
import { windowNumber } from '../../../domain/eligibility.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { reasonNames } from './case-words.ts';

type Row = { name: string } & ReviewLook['figures']['all'];

export function figureRows(figures: ReviewLook['figures'], plan: HallPlan, queueName: (id: string) => string, all: string): Row[] {
	return [
		{ name: all, ...figures.all },
		...figures.windows.map((each) => ({ ...each, name: windowNumber(plan, each.window) })),
		...figures.queues.map((each) => ({ ...each, name: queueName(each.queue) })),
	];
}

/** Fewer than five of a window or a service are not told apart: nobody is to guess who rated. */
export function FiguresTable({ figures, plan }: { figures: ReviewLook['figures']; plan: HallPlan }) {
	const words = useWords('reviews');
	const say = useSay();
	const queueName = (id: string) => {
		const queue = plan.queues.find((each) => each.id === id);
		return queue ? say(queue.name) : id;
	};
	const head = ['place', 'ended', 'reviewed', 'good', 'l5', 'l4', 'l3', 'low', 'reasons'] as const;
	return (
		<div className="review-table">
			<table>
				<thead>
					<tr>
						{head.map((key) => (
							<th key={key} scope="col">
								{words(`manager.head.${key}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{figureRows(figures, plan, queueName, words('manager.all')).map((row) => (
						<tr key={row.name}>
							<th scope="row">{row.name}</th>
							<td>{row.ended}</td>
							<td>{row.reviewed}</td>
							{row.levels === null ? (
								<td colSpan={6} className="nothing">
									{words('manager.tooFew')}
								</td>
							) : (
								<>
									<td>{Math.round((row.good ?? 0) * 100)}%</td>
									<td>{row.levels[4]}</td>
									<td>{row.levels[3]}</td>
									<td>{row.levels[2]}</td>
									<td>{row.levels[0] + row.levels[1]}</td>
									<td>
										{reasonNames(
											plan,
											row.reasons.slice(0, 3).map(({ code }) => code),
											say,
										).join('、')}
									</td>
								</>
							)}
						</tr>
					))}
				</tbody>
			</table>
			{Object.keys(figures.passedOver).length > 0 && (
				<p>
					{words('manager.notCounted')}：
					{Object.entries(figures.passedOver)
						.map(([why, count]) => words(`manager.fault.${why}`, { count }))
						.join('、')}
				</p>
			)}
		</div>
	);
}
