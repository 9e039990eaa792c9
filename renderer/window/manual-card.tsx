import { Button } from 'antd';
import { Hand } from 'lucide-react';
import { useWords } from '../words/words.tsx';

/** Middle, while every queue of this window is called by hand: what the clerk does now, and where the papers are. */
export function ManualCard({ queues, onOpen, onServe }: { queues: readonly string[]; onOpen: () => void; onServe: () => void }) {
	const say = useWords('manual');
	return (
		<>
			<div className="case-body standing">
				<h2>
					<Hand aria-hidden="true" size={36} /> {say('window.card')}
				</h2>
				<p>{say('window.cardHow', { queues: queues.join(' ') })}</p>
				<p>
					{say('window.cardServe')}{' '}
					<Button type="link" onClick={onServe}>
						{say('window.cardFind')}
					</Button>
				</p>
			</div>
			<div className="case-foot">
				<Button size="large" type="primary" onClick={onOpen}>
					{say('window.cardOpen')}
				</Button>
			</div>
		</>
	);
}
