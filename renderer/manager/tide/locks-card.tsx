/** Windows whose duty was set by hand: not touched until then, and free again at once on a word. */
import { Button } from 'antd';
import { Lock } from 'lucide-react';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { TideWords } from './tide-words.ts';

export function LocksCard({
	state,
	now,
	still,
	tw,
	onRelease,
}: {
	state: HallDay;
	now: number;
	still: boolean;
	tw: TideWords;
	onRelease(window: string): void;
}) {
	const { words } = tw;
	const locks = Object.entries(state.tide.locks)
		.filter(([, { until }]) => until > now)
		.sort(([, one], [, other]) => one.until - other.until);
	if (locks.length === 0) return null;
	return (
		<section className="card tide-locks" aria-label={words('locks.title')}>
			<header>
				<h2>{words('locks.title')}</h2>
				<small>{words('locks.lead')}</small>
			</header>
			<ul>
				{locks.map(([window, { until, staff }]) => (
					<li key={window}>
						<Lock aria-hidden="true" size={18} />
						<span>
							<strong>{words('locks.window', { number: tw.window(window), sign: tw.sign(state.windows[window]?.duty ?? []) })}</strong>{' '}
							{words('locks.until', { until: tw.time(until), staff: staff ?? '' })}
						</span>
						<Button
							disabled={still}
							aria-label={words('locks.releaseLabel', { number: tw.window(window) })}
							onClick={() => onRelease(window)}
						>
							{words('locks.release')}
						</Button>
					</li>
				))}
			</ul>
		</section>
	);
}
