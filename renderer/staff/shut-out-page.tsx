import { Button } from 'antd';
import { CircleAlert } from 'lucide-react';
import { useWords } from '../words/words.tsx';

const worded = new Set(['station-in-use', 'station-taken-over', 'protocol-too-old', 'platform-too-old', 'unknown-station', 'wrong-secret']);

/** The whole face, when the platform does not let this station in: what happened, what still works, what to do. */
export function ShutOutPage({ code, number }: { code: string; number: string }) {
	const say = useWords('window');
	const place = `shutOut.${worded.has(code) ? code : 'other'}`;
	return (
		<main className="whole-page" aria-live="assertive">
			<CircleAlert aria-hidden="true" size={64} />
			<h2>{say(`${place}.title`)}</h2>
			<p>{say(`${place}.what`, { number, code })}</p>
			<p>{say(`${place}.works`)}</p>
			<p>{say(`${place}.todo`)}</p>
			<Button type="primary" size="large" onClick={() => window.location.reload()}>
				{say('shutOut.retry')}
			</Button>
		</main>
	);
}
