/** Until the catalogue is there, and when it cannot be had: what is known without it goes on. */
import { Info, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';

const quietMs = 300;

export function WaitingForBook({ failed, again }: { failed: boolean; again: () => void }) {
	const n = useWords('notice');
	const [late, setLate] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setLate(true), quietMs);
		return () => clearTimeout(timer);
	}, []);
	if (!failed) return late ? <p className="hint">{n('screen.loading')}</p> : null;
	return (
		<>
			<section className="notice" data-tone="wait" role="status">
				<Info size={56} />
				<p>{n('screen.failed')}</p>
			</section>
			<Key className="half" onClick={again}>
				<RotateCw size={44} />
				{n('screen.again')}
			</Key>
		</>
	);
}
