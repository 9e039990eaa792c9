import { Button } from 'antd';
import { CircleAlert } from 'lucide-react';
import { useEngineView } from '../engine/use-engine.tsx';
import { useWords } from '../words/words.tsx';

const worded = new Set([
	'station-in-use',
	'station-taken-over',
	'protocol-too-old',
	'platform-too-old',
	'unknown-station',
	'revoked-station',
	'not-enrolled',
	'wrong-secret',
]);
/** What these machines owe is handed in all the same, and waits for a manager. */
const distrusted = new Set(['unknown-station', 'revoked-station', 'not-enrolled']);

/** The whole face, when the platform does not let this station in: what happened, what still works, what to do. */
export function ShutOutPage({ code, number }: { code: string; number: string }) {
	const say = useWords('window');
	const { owed } = useEngineView();
	const place = `shutOut.${worded.has(code) ? code : 'other'}`;
	return (
		<main className="whole-page" aria-live="assertive">
			<CircleAlert aria-hidden="true" size={64} />
			<h2>{say(`${place}.title`)}</h2>
			<p>{say(`${place}.what`, { number, code })}</p>
			<p>{say(`${place}.works`)}</p>
			{distrusted.has(code) && <p role="status">{say(owed === 0 ? 'shutOut.handedIn' : 'shutOut.owes', { count: owed })}</p>}
			<p>{say(`${place}.todo`)}</p>
			<Button type="primary" size="large" onClick={() => window.location.reload()}>
				{say('shutOut.retry')}
			</Button>
		</main>
	);
}
