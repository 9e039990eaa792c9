import type { BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { useWords } from '../words/words.tsx';
import type { Act } from './act.ts';
import { FaultSwitches } from './fault-switches.tsx';

const faults = ['silent', 'garbage', 'busy', 'never-idle', 'not-understood', 'initialised-again', 'endless-noise', 'unplugged'] as const;

/** What the box said aloud, as it understood the bytes it got; newest first. */
export function VoicePanel({ voice, act }: { voice: BenchSnapshot['voices'][number]; act: Act }) {
	const words = useWords('bench');
	const newestFirst = voice.spoken.map((text, at) => ({ text, at })).reverse();
	return (
		<section aria-label={words('voice.title', { device: voice.device })}>
			<h2>{words('voice.title', { device: voice.device })}</h2>
			<p role="status">{words(voice.speaking ? 'voice.speaking' : 'voice.quiet')}</p>
			{newestFirst.length === 0 ? (
				<p>{words('voice.empty')}</p>
			) : (
				<ol className="spoken" aria-label={words('voice.spoken')}>
					{newestFirst.map(({ text, at }) => (
						<li key={`${at} ${text}`}>{text}</li>
					))}
				</ol>
			)}
			<FaultSwitches device={voice.device} usual={faults} all={voice.mishaps} on={voice.faults} act={act} />
		</section>
	);
}
