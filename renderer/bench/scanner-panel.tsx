import { type FormEvent, useId, useState } from 'react';
import type { BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { Key } from '../design/key.tsx';
import { useWords } from '../words/words.tsx';
import type { Act } from './act.ts';
import { FaultSwitches } from './fault-switches.tsx';

const faults = ['silent', 'garbage', 'no-suffix', 'long-code', 'other-encoding', 'refuses-trigger', 'endless-noise', 'unplugged'] as const;

/** A code to be written and held before the scanner: the QR of a paper ticket, or of a reservation. */
export function ScannerPanel({ scanner, act }: { scanner: BenchSnapshot['scanners'][number]; act: Act }) {
	const words = useWords('bench');
	const field = useId();
	const [text, setText] = useState('');
	const holdUp = (event: FormEvent) => {
		event.preventDefault();
		if (text !== '') act({ do: 'hold-up-code', device: scanner.device, text });
	};
	return (
		<section aria-label={words('scanner.title', { device: scanner.device })}>
			<h2>{words('scanner.title', { device: scanner.device })}</h2>
			<p>{words(scanner.lit ? 'scanner.lit' : 'scanner.dark')}</p>
			<form className="code" onSubmit={holdUp}>
				<label htmlFor={field}>{words('scanner.code')}</label>
				<input id={field} value={text} maxLength={500} autoComplete="off" onChange={(event) => setText(event.target.value)} />
				<Key className="bench-key" type="submit" disabled={text === ''}>
					{words('scanner.holdUp')}
				</Key>
			</form>
			<FaultSwitches device={scanner.device} usual={faults} all={scanner.mishaps} on={scanner.faults} act={act} />
		</section>
	);
}
