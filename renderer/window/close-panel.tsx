import { useEngineView } from '../engine/use-engine.tsx';
import { useWords } from '../words/words.tsx';
import { Panel } from './panel.tsx';

/** Asks once before the window stops calling: closing it, or signing out, which closes it as well. */
export function ClosePanel(props: {
	number: string;
	signOut: boolean;
	why: string | null;
	note: string | null;
	open: boolean;
	busy: boolean;
	onSubmit: () => void;
	onClose: () => void;
}) {
	const say = useWords('window');
	// They are in this machine's journal under the sign-in they were made with: signing out loses none.
	const { owed } = useEngineView();
	const title = props.signOut ? say('closing.signOutTitle') : say('closing.title');
	const submit = !props.signOut
		? say('closing.submit', { number: props.number })
		: props.open
			? say('closing.signOutSubmit')
			: say('closing.signOutOnly');
	return (
		<Panel title={title} submit={submit} why={props.why} busy={props.busy} onSubmit={props.onSubmit} onClose={props.onClose}>
			<p>{props.note ?? say('closing.hint')}</p>
			{props.signOut && props.open && <p>{say('closing.signOutHint')}</p>}
			{owed > 0 && <p>{say('closing.owed', { count: owed })}</p>}
		</Panel>
	);
}
