import type { BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { useWords } from '../words/words.tsx';
import type { Act } from './act.ts';
import { FaultSwitches } from './fault-switches.tsx';

const faults = ['silent', 'loses-power', 'unplugged'] as const;

/** What each display made of the frames it got. */
export function DisplayPanel({ leds, act }: { leds: BenchSnapshot['leds']; act: Act }) {
	const words = useWords('bench');
	return (
		<>
			{leds.map((led) => (
				<section key={led.device} aria-label={words('led.title', { device: led.device })}>
					<h2>{words('led.title', { device: led.device })}</h2>
					<output className="led">{led.on && led.text !== '' ? led.text : words('led.dark')}</output>
					<FaultSwitches device={led.device} usual={faults} all={led.mishaps} on={led.faults} act={act} />
				</section>
			))}
		</>
	);
}
