import type { Say } from '../../words/words.tsx';

/** How long a proposal can still be answered: in words, and as a line that grows shorter. */
export function Countdown({ until, from, now, words }: { until: number; from: number; now: number; words: Say }) {
	const left = Math.max(0, Math.ceil((until - now) / 1000));
	const share = Math.max(0, Math.min(1, (until - now) / Math.max(1, until - from)));
	const text =
		left === 0
			? words('left.over')
			: left < 60
				? words('left.seconds', { count: left })
				: words('left.minutes', { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, '0') });
	return (
		<span className="tide-left" data-soon={left < 60}>
			{text}
			<svg aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none">
				<rect width="100" height="4" className="past" />
				<rect width={100 * share} height="4" className="left" />
			</svg>
		</span>
	);
}
