import { Delete } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';

const signs = [...'0123456789ABCDEFGHJKMNPQRSTUVWXYZ'];

/** Types a code of letters and digits, large; I, L and O are in no code of the hall, so they are on no key. */
export function CodePad({ value, most, change }: { value: string; most: number; change: (value: string) => void }) {
	const words = useWords('booking');
	return (
		<div className="code-pad">
			<output className="code-typed" aria-label={words('code.typed')}>
				{value === '' ? ' ' : (value.match(/.{1,4}/g) ?? []).join(' ')}
			</output>
			<div className="code-keys">
				{signs.map((sign) => (
					<Key key={sign} className="code-key" onClick={() => value.length < most && change(value + sign)}>
						{sign}
					</Key>
				))}
				<Key className="code-key wide" onClick={() => change(value.slice(0, -1))} aria-label={words('code.delete')}>
					<Delete size={44} />
				</Key>
			</div>
		</div>
	);
}
