/** Handed in: the number of the application, the code that finds it again, and on to the number in the line. */
import { House, Ticket } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useForm } from './form-place.tsx';
import type { FormScreen } from './form-screen.ts';
import { ResumeCode, SlipFoot, SlipPicture } from './slip-foot.tsx';
import { useSlip } from './use-slip.ts';

export function HandedIn({ screen }: { screen: Extract<FormScreen, { at: 'handed-in' }> }) {
	const words = useWords('form');
	const terminal = useWords('terminal');
	const notice = useWords('notice');
	const { send, state, clock } = useTerminal();
	const { view } = useForm();
	const { choice, priority, number } = screen;
	const code = view.stage === 'handed-in' ? view.code : null;
	const slip = useSlip(number, code, choice.items);
	return (
		<Frame
			title={words('handedIn.title')}
			lead={state.stage === 'open' ? words('handedIn.lead') : notice('closed.handedIn')}
			step="check"
			foot={
				state.stage === 'open' ? (
					<Key className="primary" kind="filled" onClick={() => send({ type: 'turned', to: { at: 'confirm', choice, priority } })}>
						<Ticket size={52} aria-hidden="true" />
						{words('handedIn.take')}
					</Key>
				) : (
					// No number is given out now: the slip and its code are what is taken home.
					<Key className="primary" kind="filled" onClick={() => send({ type: 'home', now: clock() })}>
						<House size={52} aria-hidden="true" />
						{terminal('keys.home')}
					</Key>
				)
			}
		>
			<section className="ticket handed-in">
				<div className="ticket-head">
					<div>
						<p className="ticket-label">{words('handedIn.number')}</p>
						<p className="handed-in-number">{number}</p>
						<p className="ticket-what">{words('handedIn.kept')}</p>
					</div>
					{code !== null && <SlipPicture code={code} label={words('handedIn.scan')} />}
				</div>
			</section>
			{code !== null && (
				<section className="bring">
					<h2>{words('handedIn.code')}</h2>
					<ResumeCode code={code} />
					<p>{words('handedIn.codeHow')}</p>
				</section>
			)}
			<SlipFoot slip={slip} />
		</Frame>
	);
}
