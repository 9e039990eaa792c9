/** While people call by hand: this machine gives no numbers, for the whole hall or for what was chosen. Says where to go, in both languages. */
import { Hand, HandHelping, ListChecks } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useLanguage, useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { firstChoice } from '../journey.ts';
import { useTerminal } from '../terminal-context.ts';

/** What to do, large, and once more in the other language: nobody has to find the language key first. */
function WhereToGo({ first }: { first: 'hall' | 'some' }) {
	const words = useWords('manual');
	const { language } = useLanguage();
	const lng = language === 'en' ? 'zh-CN' : 'en';
	return (
		<>
			<section className="notice manual-notice" data-tone="wait" role="status">
				<Hand size={96} aria-hidden="true" />
				<p>
					<strong>{words('terminal.todo')}</strong>
				</p>
			</section>
			<p className="lead">{words('terminal.kept')}</p>
			<section className="manual-other" lang={lng}>
				<p>
					<strong>
						{words('terminal.title', { lng })} · {words(`terminal.${first}`, { lng })}
					</strong>
				</p>
				<p>{words('terminal.todo', { lng })}</p>
			</section>
		</>
	);
}

function HelpKey() {
	const words = useWords('manual');
	const { callHelp, journey } = useTerminal();
	return (
		<Key className="primary" kind="filled" onClick={callHelp}>
			<HandHelping size={journey.looks.elder ? 80 : 52} />
			{words('terminal.help')}
		</Key>
	);
}

export function ManualHall() {
	const words = useWords('manual');
	return (
		<Frame title={words('terminal.title')} spoken={words('terminal.aloud')} lead={words('terminal.hall')} hero foot={<HelpKey />}>
			<WhereToGo first="hall" />
		</Frame>
	);
}

/** Other queues may still be had here. */
export function ManualQueue() {
	const words = useWords('manual');
	const { journey, send } = useTerminal();
	const another = (
		<Key className="beside" onClick={() => send({ type: 'went', to: firstChoice(journey.looks) })}>
			<ListChecks size={journey.looks.elder ? 72 : 48} />
			{words('terminal.other')}
		</Key>
	);
	return (
		<Frame
			title={words('terminal.title')}
			spoken={words('terminal.aloud')}
			lead={words('terminal.some')}
			foot={
				<>
					{another}
					<HelpKey />
				</>
			}
		>
			<WhereToGo first="some" />
		</Frame>
	);
}
