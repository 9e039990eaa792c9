/** The machine cannot keep a form: said in words, and the number can be taken all the same. */
import { Info, Ticket } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import type { Choice } from '../choice.ts';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { FormRefusal } from './form-desk.ts';

export function Refusal({ code, choice, priority }: { code: FormRefusal; choice: Choice; priority: boolean }) {
	const words = useWords('form');
	const applications = useWords('applications');
	const { send } = useTerminal();
	const own = code === 'no-machine' || code === 'machine-silent';
	const say = (part: 'text' | 'todo') => (own ? words(`refused.${code}.${part}`) : applications(`refused.${code}.${part}`));
	return (
		<Frame
			title={words('refused.title')}
			step="fill"
			foot={
				<Key className="primary" kind="filled" onClick={() => send({ type: 'went', to: { at: 'confirm', choice, priority } })}>
					<Ticket size={52} aria-hidden="true" />
					{words('refused.ticket')}
				</Key>
			}
		>
			<section className="notice" data-tone="wait" role="alert">
				<Info size={72} aria-hidden="true" />
				<p>
					{say('text')}
					<br />
					{say('todo')}
				</p>
			</section>
		</Frame>
	);
}
