/** Put aside for now: the code with which the form is gone on with, here or at another terminal, on the screen and on paper. */
import { ArrowLeft, House } from 'lucide-react';
import { useEffect } from 'react';
import { applicationNumber } from '../../../domain/contracts/applications.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { OpenForm } from './form-desk.ts';
import { useForm } from './form-place.tsx';
import { ResumeCode, SlipFoot, SlipPicture } from './slip-foot.tsx';
import { useSlip } from './use-slip.ts';

export function Kept() {
	const { view } = useForm();
	return view.stage === 'open' ? <KeptForm form={view} /> : null;
}

function KeptForm({ form: { code, ref, selection } }: { form: OpenForm }) {
	const words = useWords('form');
	const { send, clock } = useTerminal();
	const { desk } = useForm();
	const slip = useSlip(applicationNumber(ref), code, selection.items);
	useEffect(() => {
		void desk.save();
	}, [desk]);
	return (
		<Frame
			title={words('kept.title')}
			lead={words(code === null ? 'kept.leadAgain' : 'kept.lead')}
			step="fill"
			foot={
				<>
					<Key className="beside" onClick={() => send({ type: 'back' })}>
						<ArrowLeft size={44} aria-hidden="true" />
						{words('kept.goOn')}
					</Key>
					<Key className="primary" kind="filled" onClick={() => send({ type: 'home', now: clock() })}>
						<House size={52} aria-hidden="true" />
						{words('kept.leave')}
					</Key>
				</>
			}
		>
			{code !== null && (
				<section className="ticket handed-in">
					<div className="ticket-head">
						<div>
							<p className="ticket-label">{words('kept.code')}</p>
							<ResumeCode code={code} />
							<p className="ticket-what">{words('kept.how')}</p>
						</div>
						<SlipPicture code={code} label={words('kept.scan')} />
					</div>
				</section>
			)}
			<SlipFoot slip={slip} />
		</Frame>
	);
}
