import type { BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { Key } from '../design/key.tsx';
import { useWords } from '../words/words.tsx';
import type { Act } from './act.ts';
import { FaultSwitches } from './fault-switches.tsx';

const faults = [
	'silent',
	'garbage',
	'bad-checksum',
	'presses-unasked',
	'two-presses',
	'repeats-for-ever',
	'endless-noise',
	'unplugged',
] as const;
const ratings = [1, 2, 3, 4, 5, 0] as const;

/** What the pad shows the citizen, and its keys. They are alive only while the pad asks, or when that fault is on. */
export function PadPanel({ pad, act }: { pad: BenchSnapshot['pads'][number]; act: Act }) {
	const words = useWords('bench');
	const alive = pad.shows === 'asking' || pad.faults.includes('presses-unasked');
	return (
		<section aria-label={words('pad.title', { device: pad.device })}>
			<h2>{words('pad.title', { device: pad.device })}</h2>
			<output className="led">{words(`pad.shows.${pad.shows}`)}</output>
			<ul className="keys">
				{ratings.map((rating) => (
					<li key={rating}>
						<Key className="bench-key" disabled={!alive} onClick={() => act({ do: 'press-rating', device: pad.device, rating })}>
							{words(`pad.ratings.${rating}`)}
						</Key>
					</li>
				))}
			</ul>
			<FaultSwitches device={pad.device} usual={faults} all={pad.mishaps} on={pad.faults} act={act} />
		</section>
	);
}
