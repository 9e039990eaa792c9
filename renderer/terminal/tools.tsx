/** The tool bar: always there, always in the same order, only what works. */
import { Accessibility, ArrowLeft, Contrast, HandHelping, Languages, Printer, Sun, Volume2, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { Key, type KeyKind } from '../design/key.tsx';
import { useLanguage, useWords } from '../words/words.tsx';
import { sentencesOf } from './reading-aloud.ts';
import { useTerminal } from './terminal-context.ts';

export interface Tool {
	id: string;
	icon: ReactNode;
	label: string;
	kind: KeyKind;
	press: () => void;
	pressed?: boolean;
	disabled?: boolean;
	lang?: string;
}

/** `reprint` stands in the place of 上一步 on the ticket. */
export function ToolBar({ reprint }: { reprint?: { press: () => void; busy: boolean } }) {
	const t = useWords('terminal');
	const { journey, send, callHelp, voice } = useTerminal();
	const { looks, screen } = journey;
	const { further } = useLanguage();
	const size = looks.elder ? 60 : 44;
	const tools: Tool[] = [];
	if (reprint)
		tools.push({
			id: 'reprint',
			icon: <Printer size={size} />,
			label: t('tools.reprint'),
			kind: 'outlined',
			press: reprint.press,
			disabled: reprint.busy,
		});
	else if (journey.behind.length > 0 && screen.at !== 'taking')
		tools.push({
			id: 'back',
			icon: <ArrowLeft size={size} />,
			label: t('tools.back'),
			kind: 'outlined',
			press: () => send({ type: 'back' }),
		});
	if (screen.at !== 'welcome' || looks.elder)
		tools.push({
			id: 'elder',
			icon: looks.elder ? <ZoomOut size={size} /> : <ZoomIn size={size} />,
			label: looks.elder ? t('tools.plain') : t('tools.elder'),
			kind: 'plain',
			press: () => send({ type: 'looks', looks: { elder: !looks.elder } }),
		});
	tools.push({
		id: 'contrast',
		icon: looks.contrast ? <Sun size={size} /> : <Contrast size={size} />,
		label: looks.contrast ? t('tools.usualColours') : t('tools.contrast'),
		kind: 'plain',
		press: () => send({ type: 'looks', looks: { contrast: !looks.contrast } }),
	});
	// The packaged voice speaks Chinese and English; without a loudspeaker there is no key.
	if (looks.tongue === undefined && voice.state !== 'cannot')
		tools.push({
			id: 'read',
			icon: <Volume2 size={size} />,
			label: t('tools.read'),
			kind: 'plain',
			press: () => voice.start(sentencesOf(document, t, looks.language), looks.language),
		});
	if (!looks.elder && screen.at === 'welcome')
		tools.push({
			id: 'low',
			icon: <Accessibility size={size} />,
			label: looks.low ? t('tools.usualHeight') : t('tools.low'),
			kind: 'plain',
			press: () => send({ type: 'looks', looks: { low: !looks.low } }),
		});
	// Where there are more than two, the greeting has a key for each.
	if (screen.at === 'welcome' && further.length === 0)
		tools.push({
			id: 'language',
			icon: <Languages size={size} />,
			label: t('tools.otherLanguage'),
			lang: looks.language === 'en' ? 'zh-CN' : 'en',
			kind: 'plain',
			press: () => send({ type: 'looks', looks: { language: looks.language === 'en' ? 'zh-CN' : 'en' } }),
		});
	if (!(looks.elder && screen.at === 'welcome'))
		tools.push({ id: 'help', icon: <HandHelping size={size} />, label: t('tools.help'), kind: 'soft', press: callHelp });
	return (
		<nav className="tools" aria-label={t('tools.name')}>
			{tools.map((tool) => (
				<Key
					key={tool.id}
					className="tool"
					kind={looks.elder && tool.kind === 'plain' ? 'outlined' : tool.kind}
					onClick={tool.press}
					disabled={tool.disabled}
					lang={tool.lang}
				>
					{tool.icon}
					<span>{tool.label}</span>
				</Key>
			))}
		</nav>
	);
}
