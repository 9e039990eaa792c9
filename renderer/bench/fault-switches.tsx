import { useWords } from '../words/words.tsx';
import type { Act } from './act.ts';

interface FaultSwitchesProps {
	device: string;
	/** Those that everybody tries; always in sight. */
	usual: readonly string[];
	/** Every fault of this device; what is not usual is folded away. */
	all: readonly string[] | undefined;
	on: readonly string[];
	act: Act;
}

/** Switches of one simulated device; what is on is ticked and said. */
export function FaultSwitches({ device, usual, all = usual, on, act }: FaultSwitchesProps) {
	const words = useWords('bench');
	const switches = (faults: readonly string[]) =>
		faults.map((fault) => (
			<label key={fault}>
				<input
					type="checkbox"
					checked={on.includes(fault)}
					onChange={(event) => act({ do: 'fault', device, fault, on: event.target.checked })}
				/>
				{words(`faults.${fault}`)}
			</label>
		));
	const others = all.filter((fault) => !usual.includes(fault));
	return (
		<>
			<fieldset className="faults">
				<legend>{words('faults.title')}</legend>
				{switches(usual.filter((fault) => all.includes(fault)))}
			</fieldset>
			{others.length > 0 && (
				<details className="other-faults">
					<summary>{words('faults.more', { count: others.length })}</summary>
					<div className="faults">{switches(others)}</div>
				</details>
			)}
		</>
	);
}
