import { useEffect, useState } from 'react';
import type { BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { useWords } from '../words/words.tsx';
import type { Act } from './act.ts';
import { DisplayPanel } from './display-panel.tsx';
import { PadPanel } from './pad-panel.tsx';
import { PrinterPanel } from './printer-panel.tsx';
import { ReaderPanel } from './reader-panel.tsx';
import { ScannerPanel } from './scanner-panel.tsx';
import { VoicePanel } from './voice-panel.tsx';

/** What the simulated devices hold now, and the levers to move them. */
export function Bench() {
	const words = useWords('bench');
	const [snapshot, setSnapshot] = useState<BenchSnapshot | null>(null);
	const [refused, setRefused] = useState(false);
	const act: Act = (action) => {
		window.tidehall?.bench(action).then(setSnapshot, () => setRefused(true));
	};
	useEffect(() => {
		const bridge = window.tidehall;
		if (!bridge) {
			setRefused(true);
			return;
		}
		bridge.bench({ do: 'snapshot' }).then(setSnapshot, () => setRefused(true));
		return bridge.onBench(setSnapshot);
	}, []);

	return (
		<main className="bench">
			<header>
				<h1>{words('title')}</h1>
				<p>{words('intro')}</p>
			</header>
			{snapshot ? (
				<>
					{snapshot.readers.map((reader) => (
						<ReaderPanel key={reader.device} reader={reader} people={snapshot.people} act={act} />
					))}
					{snapshot.printers.map((printer) => (
						<PrinterPanel key={printer.device} printer={printer} act={act} />
					))}
					{snapshot.scanners.map((scanner) => (
						<ScannerPanel key={scanner.device} scanner={scanner} act={act} />
					))}
					{snapshot.pads.map((pad) => (
						<PadPanel key={pad.device} pad={pad} act={act} />
					))}
					{snapshot.voices.map((voice) => (
						<VoicePanel key={voice.device} voice={voice} act={act} />
					))}
					{snapshot.leds.length > 0 && <DisplayPanel leds={snapshot.leds} act={act} />}
				</>
			) : (
				<p role="status">{words(refused ? 'unavailable' : 'loading')}</p>
			)}
		</main>
	);
}
