import { CloudOff } from 'lucide-react';
import { useEngineView, useNow } from '../engine/use-engine.tsx';
import { useWords } from '../words/words.tsx';
import { useWhen } from './use-when.ts';

/** A machine that has just been switched on is not cut off yet. */
const startingMs = 4_000;

/** Above the fields while the hall system cannot be reached: whether signing in works here all the same, until when it counts, what to do if not. */
export function OfflineNote({ station }: { station: string }) {
	const say = useWords('window');
	const view = useEngineView();
	const now = useNow();
	const when = useWhen();
	if (view.link === 'up' || now - (view.linkSince + view.clockOffset) < startingMs) return null;
	const state = view.offlineSignIn?.[station];
	const role = view.plan?.stations.find((one) => one.id === station)?.role === 'manager' ? 'Manager' : 'Window';
	const ready = state !== undefined && state.prepared > 0 && state.until !== null;
	return (
		<div className="offline-note" role="status">
			<CloudOff aria-hidden="true" size={20} />
			<div>
				<strong>{say(ready ? 'signIn.offlineReady' : 'signIn.offlineNobody')}</strong>
				<p>
					{ready
						? say(`signIn.offlineWorks${role}`, { time: when(state.until ?? 0), count: state.prepared })
						: say(`signIn.offlineTodo${role}`)}
				</p>
			</div>
		</div>
	);
}
