import QRCode from 'qrcode';
import { useEffect, useRef } from 'react';
import { columnsOf } from '../../domain/contracts/device-columns.ts';
import type { BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { useWords } from '../words/words.tsx';
import type { Act } from './act.ts';
import { FaultSwitches } from './fault-switches.tsx';

const faults = ['paper-end', 'near-end', 'cover-open', 'cutter', 'silent', 'unplugged'] as const;
type Paper = BenchSnapshot['printers'][number]['papers'][number];

export function PrinterPanel({ printer, act }: { printer: BenchSnapshot['printers'][number]; act: Act }) {
	const words = useWords('bench');
	const newestFirst = [...printer.papers].reverse();
	return (
		<section aria-label={words('printer.title', { device: printer.device })}>
			<h2>{words('printer.title', { device: printer.device })}</h2>
			<FaultSwitches device={printer.device} usual={faults} all={printer.mishaps} on={printer.faults} act={act} />
			{newestFirst.length === 0 && <p>{words('printer.empty')}</p>}
			{/* Long papers scroll, and have nothing in them that takes the focus. */}
			{/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups what can be filled in */}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move what has the focus */}
			<div className="papers" role="group" aria-label={words('printer.papers')} tabIndex={0}>
				{newestFirst.map((paper, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: counted from the oldest, so a paper keeps its key when a newer one comes out
					<PaperSheet key={printer.papers.length - index} paper={paper} />
				))}
			</div>
		</section>
	);
}

/** Of the 80 mm paper in the normal size. A line of mixed sizes is drawn no wider than the paper. */
const paperColumns = 48;

/** The paper as the printer would have drawn it: widths are multiples of the 24-dot font. */
function PaperSheet({ paper }: { paper: Paper }) {
	const words = useWords('bench');
	return (
		<article className="paper">
			{paper.lines.map((line, index) => (
				<p
					// biome-ignore lint/suspicious/noArrayIndexKey: lines of a finished paper never move
					key={index}
					style={{
						textAlign: line.align,
						fontWeight: line.bold ? 700 : 400,
						fontSize: `${Math.min(line.width, Math.max(1, paperColumns / columnsOf(line.text))) * 14}px`,
						letterSpacing: 0,
					}}
				>
					{line.text === '' ? '\u00A0' : line.text}
				</p>
			))}
			{paper.qr !== null && <QrCanvas text={paper.qr} />}
			<footer>{words(paper.cut ? 'printer.cut' : 'printer.notCut')}</footer>
		</article>
	);
}

function QrCanvas({ text }: { text: string }) {
	const words = useWords('bench');
	const canvas = useRef<HTMLCanvasElement>(null);
	useEffect(() => {
		if (canvas.current) void QRCode.toCanvas(canvas.current, text, { width: 120, margin: 1 });
	}, [text]);
	return <canvas ref={canvas} role="img" aria-label={words('printer.qr', { text })} title={text} />;
}
