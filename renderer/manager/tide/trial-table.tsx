/** Plans beside each other: mean wait of every queue that any of them changes, all waiting together, and how sure. */
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { minutesOf, type TideWords } from './tide-words.ts';
import type { Tried } from './use-what-if.ts';

/** A change of less is luck or not felt. */
const feltS = 30;
const mostRows = 7;

export function TrialTable({ plan, tried, hasProposal, tw }: { plan: HallPlan; tried: Tried; hasProposal: boolean; tw: TideWords }) {
	const { words } = tw;
	const { answer } = tried;
	if (!answer)
		return (
			<p className="tide-note" role="status">
				{words(tried.failed ? 'trial.failed' : 'trial.waiting')}
			</p>
		);
	const shown = hasProposal ? [0, 1, 2] : [0, answer.plans.length - 1];
	const plans = shown.map((index) => answer.plans[Math.min(index, answer.plans.length - 1)]!);
	const heads = shown.map((_, place) => (place === 0 ? 'nothing' : hasProposal && place === 1 ? 'proposal' : 'own'));
	const rows = plan.queues
		.map((queue, index) => ({
			queue,
			index,
			waits: plans.map((each) => each.queues[index]!.meanWaitS),
			people: plans[0]!.queues[index]!.people,
		}))
		.map((row) => ({ ...row, change: Math.max(...row.waits.map((wait) => Math.abs(wait - row.waits[0]!))) }))
		.filter(({ change, people }) => change > feltS && people >= 0.5)
		.sort((one, other) => other.change * other.people - one.change * one.people)
		.slice(0, mostRows);
	const own = plans.at(-1)!;
	return (
		<div className="tide-trial" aria-busy={tried.busy}>
			<table>
				<caption>{words('trial.title')}</caption>
				<thead>
					<tr>
						<th scope="col">{words('trial.queue')}</th>
						{heads.map((head) => (
							<th key={head} scope="col">
								{words(`trial.${head}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map(({ queue, waits }) => (
						<tr key={queue.id}>
							<th scope="row">
								{queue.id} {tw.queue(queue.id)}
							</th>
							{waits.map((wait, place) => (
								<td
									key={heads[place]}
									data-change={place === 0 ? 'none' : changeOf(wait - waits[0]!)}
									data-late={queue.maxWaitMinutes !== null && wait > queue.maxWaitMinutes * 60}
								>
									{words('trial.minutes', { count: minutesOf(wait) })}
									{place > 0 && <small>{differenceText(wait - waits[0]!, tw)}</small>}
								</td>
							))}
						</tr>
					))}
					{rows.length === 0 && (
						<tr>
							<td colSpan={heads.length + 1}>{words('trial.noChange')}</td>
						</tr>
					)}
					<tr className="tide-sum">
						<th scope="row">{words('trial.all')}</th>
						{plans.map((each, place) => (
							<td key={heads[place]} data-change={place === 0 ? 'none' : changeOf((each.waitMin - plans[0]!.waitMin) * 6)}>
								{Math.round(each.waitMin)}
								{place > 0 && <small>{words('trial.percent', { percent: percent(each.waitMin, plans[0]!.waitMin) })}</small>}
							</td>
						))}
					</tr>
				</tbody>
			</table>
			<p className="tide-verdict" role="status">
				{tried.busy ? words('trial.busy') : verdict(own, answer.futures, tw)}
				<small>{words('trial.took', { futures: answer.futures, seconds: (tried.tookMs / 1000).toFixed(1) })}</small>
			</p>
		</div>
	);
}

function changeOf(seconds: number): 'less' | 'more' | 'none' {
	return seconds < -feltS ? 'less' : seconds > feltS ? 'more' : 'none';
}

function differenceText(seconds: number, tw: TideWords): string {
	const change = changeOf(seconds);
	return tw.words(`trial.${change}`, { count: minutesOf(Math.abs(seconds)) });
}

function percent(after: number, before: number): string {
	const share = before > 0 ? Math.round((after / before - 1) * 100) : 0;
	return share > 0 ? `+${share}%` : `${share}%`.replace('-', '−');
}

function verdict(own: { gainMin: number; errorMin: number; better: number }, futures: number, tw: TideWords): string {
	if (Math.abs(own.gainMin) < 2 * own.errorMin || own.gainMin === 0) return tw.words('trial.same', { better: own.better, futures });
	return tw.words(own.gainMin > 0 ? 'trial.better' : 'trial.worse', {
		better: own.gainMin > 0 ? own.better : futures - own.better,
		futures,
	});
}
