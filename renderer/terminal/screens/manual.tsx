/** While people call by hand: this machine gives no numbers, for the whole hall or for what was chosen. Says where to go, in both languages. */
import { ChevronRight, Hand, HandHelping, ListChecks, ZoomIn } from 'lucide-react';
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
		<section className="manual-where">
			<div className="notice" data-tone="wait" role="status">
				<Hand size={120} aria-hidden="true" />
				<p>
					<strong>{words('terminal.todo')}</strong>
					<span>{words('terminal.kept')}</span>
				</p>
			</div>
			<div className="manual-other" lang={lng}>
				<strong>{words('terminal.title', { lng })}</strong>
				<span>{words(`terminal.${first}`, { lng })}</span>
				<strong>{words('terminal.todo', { lng })}</strong>
				<span>{words('terminal.kept', { lng })}</span>
			</div>
		</section>
	);
}

/** The welcome screen, where it is else chosen, does not come now. */
function ElderKey() {
	const t = useWords('terminal');
	const { journey, send } = useTerminal();
	if (journey.looks.elder) return null;
	return (
		<Key className="elder-key" onClick={() => send({ type: 'looks', looks: { elder: true } })}>
			<ZoomIn size={60} />
			<strong>{t('tools.elder')}</strong>
			<span>{t('welcome.elderHow')}</span>
			<ChevronRight size={44} />
		</Key>
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
			<ElderKey />
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
