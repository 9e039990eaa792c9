/** What is called by hand now, and the way in and out of it. */
import { Button } from 'antd';
import { Hand, MonitorCheck } from 'lucide-react';
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import { hallIsManual, manualQueues } from '../../../domain/manual/manual-mode.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';
import { useDates, useWords } from '../../words/words.tsx';
import { BeginForm } from './begin-form.tsx';
import { useManualReason } from './reasons.ts';

/** `asking`: the form stands open from the first. */
export function Standing(props: { station: string; plan: HallPlan; state: HallDay; asking?: boolean }) {
	const { station, plan, state } = props;
	const words = useWords('manual');
	const reasonNow = useManualReason();
	const dates = useDates();
	const engine = useEngine();
	const view = useEngineView();
	const [asked, setAsked] = useState<'begin' | 'end' | null>(props.asking ? 'begin' : null);
	const queues = manualQueues(state, plan);
	const all = hallIsManual(state, plan);
	const waiting = (queue: string) => state.waiting[queue]?.length ?? 0;
	const title = queues.length === 0 ? 'now.none' : all ? 'now.hall' : 'now.some';
	return (
		<>
			<section className="card manual-standing" data-manual={queues.length > 0} aria-live="polite">
				<h2>
					{queues.length === 0 ? <MonitorCheck aria-hidden="true" /> : <Hand aria-hidden="true" />}
					{words(title)}
				</h2>
				{view.link === 'down' && <p role="note">{words('alone')}</p>}
				<ul>
					{periodsNow(state, queues).map(({ key, names, since, reason }) => (
						<li key={key}>{words('now.since', { queue: names, time: dates.time(since), reason: reasonNow(reason) })}</li>
					))}
				</ul>
				<ul className="manual-waiting">
					{queues
						.filter((queue) => waiting(queue) > 0)
						.map((queue) => (
							<li key={queue}>{words('now.waiting', { queue, count: waiting(queue) })}</li>
						))}
				</ul>
				<div className="manual-keys">
					{!all && asked !== 'begin' && (
						<Button size="large" danger onClick={() => setAsked('begin')}>
							{words('begin.key')}
						</Button>
					)}
					{queues.length > 0 && asked !== 'end' && (
						<Button size="large" type="primary" onClick={() => setAsked('end')}>
							{words('end.key')}
						</Button>
					)}
				</div>
			</section>
			{asked === 'begin' && (
				<BeginForm
					plan={plan}
					already={queues}
					onCancel={() => setAsked(null)}
					onBegin={(order) => void engine.report(station, 'begin-manual', order).then(() => setAsked(null))}
				/>
			)}
			{asked === 'end' && queues.length > 0 && (
				<section className="card manual-form" role="alertdialog" aria-label={words('end.title')}>
					<h2>{words('end.title')}</h2>
					<p>{words('end.before')}</p>
					<p>{words('end.waiting', { count: queues.reduce((sum, queue) => sum + waiting(queue), 0) })}</p>
					<div className="manual-keys">
						<Button size="large" onClick={() => setAsked(null)}>
							{words('end.cancel')}
						</Button>
						<Button
							size="large"
							type="primary"
							onClick={() => void engine.report(station, 'end-manual', all ? {} : { queues }).then(() => setAsked(null))}
						>
							{words('end.confirm')}
						</Button>
					</div>
				</section>
			)}
		</>
	);
}

/** Queues that began together for one reason are said together. */
function periodsNow(state: HallDay, queues: readonly string[]): { key: string; names: string; since: number; reason: string }[] {
	const found = new Map<string, { key: string; names: string; since: number; reason: string }>();
	for (const queue of queues) {
		const now = state.manual.now[queue];
		if (!now) continue;
		const key = `${now.since} ${now.reason}`;
		const before = found.get(key);
		found.set(key, { key, names: before ? `${before.names} ${queue}` : queue, since: now.since, reason: now.reason });
	}
	return [...found.values()];
}
