/** One line from the manager: who is coming. Read at once, shown as it was understood, and only then said to the planner. */
import { Button, Input } from 'antd';
import { Bus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import { type ExpectedGroup, readManagerLine } from '../../../domain/tide/forecast/manager-line.ts';
import type { TideWords } from './tide-words.ts';

export function GroupLine(props: {
	plan: HallPlan;
	state: HallDay;
	now: number;
	still: boolean;
	tw: TideWords;
	/** The instant at which it is so late today. */
	instantOf(time: string): number;
	onExpect(group: { queue: string; people: number; at: number }): Promise<boolean>;
	onWithdraw(group: string): void;
}) {
	const { plan, state, now, still, tw } = props;
	const { words } = tw;
	const [line, setLine] = useState('');
	const names = useMemo(() => plan.queues.map(({ id, name }) => ({ id, names: [name.zh, name.en] })), [plan]);
	const answer = line.trim() === '' ? null : readManagerLine(line, names, tw.time(now));
	const said = state.tide.groups
		.filter(({ at, withdrawnAt }) => withdrawnAt === null && at > now - 15 * 60_000)
		.sort((one, other) => one.at - other.at);
	const say = (group: ExpectedGroup) =>
		void props.onExpect({ queue: group.queue, people: group.people, at: props.instantOf(group.at) }).then((done) => done && setLine(''));
	return (
		<section className="card tide-group" aria-label={words('group.title')}>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					if (answer?.ok && !still) say(answer.group);
				}}
			>
				<Bus aria-hidden="true" size={20} />
				<Input
					aria-label={words('group.title')}
					aria-describedby="tide-group-heard"
					placeholder={words('group.example')}
					maxLength={80}
					value={line}
					onChange={(event) => setLine(event.target.value)}
				/>
				<Button htmlType="submit" disabled={!answer?.ok || still}>
					{words('group.say')}
				</Button>
			</form>
			<p id="tide-group-heard" role="status" data-ok={answer?.ok ?? null}>
				{answer === null
					? words('group.lead')
					: answer.ok
						? words('group.heard', { at: answer.group.at, queue: tw.queue(answer.group.queue), count: answer.group.people })
						: words(`group.${answer.why}`, { queues: tw.list(answer.queues.slice(0, 4).map(tw.queue)) })}
			</p>
			{said.length > 0 && (
				<ul>
					{said.map(({ group, queue, people, at }) => (
						<li key={group}>
							<span>{words('group.said', { at: tw.time(at), queue: tw.queue(queue), count: people })}</span>
							<Button
								aria-label={words('group.withdrawLabel', { at: tw.time(at), queue: tw.queue(queue) })}
								icon={<X aria-hidden="true" size={18} />}
								disabled={still}
								onClick={() => props.onWithdraw(group)}
							>
								{words('group.withdraw')}
							</Button>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
