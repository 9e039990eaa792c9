/** What the citizen is told of the slip with the code, and the code itself. */
import { Printer } from 'lucide-react';
import { slipText } from '../../../domain/form/slip-code.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { QrCode } from '../qr-code.tsx';
import type { useSlip } from './use-slip.ts';

/** Ten signs in two halves, as they stand on paper. */
export function ResumeCode({ code }: { code: string }) {
	return (
		<p className="resume-code" data-code>
			{code.replace(/(.{5})(.{5})/, '$1 $2')}
		</p>
	);
}

export function SlipPicture({ code, label }: { code: string; label: string }) {
	return (
		<figure>
			<QrCode text={slipText(code)} size={240} label={label} />
			<figcaption>{label}</figcaption>
		</figure>
	);
}

/** How the slip's paper went, and the key that prints it once more. */
export function SlipFoot({ slip }: { slip: ReturnType<typeof useSlip> }) {
	const words = useWords('form');
	return (
		<>
			{slip.state !== 'none' && (
				<p className="hint" role="status">
					<Printer size={44} aria-hidden="true" />
					{words(`slip.${slip.state}`)}
				</p>
			)}
			{(slip.state === 'printed' || slip.state === 'not-sure') && (
				<Key className="small-key" onClick={slip.again}>
					{words('slip.again')}
				</Key>
			)}
		</>
	);
}
