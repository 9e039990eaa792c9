import { useWords } from '../words/words.tsx';
import type { Act } from './act.ts';

/** Switches of one simulated device; what is on is ticked and said. */
export function FaultSwitches({ device, all, on, act }: { device: string; all: readonly string[]; on: string[]; act: Act }) {
	const words = useWords('bench');
	return (
		<fieldset className="faults">
			<legend>{words('faults.title')}</legend>
			{all.map((fault) => (
				<label key={fault}>
					<input
						type="checkbox"
						checked={on.includes(fault)}
						onChange={(event) => act({ do: 'fault', device, fault, on: event.target.checked })}
					/>
					{words(`faults.${fault}`)}
				</label>
			))}
		</fieldset>
	);
}
