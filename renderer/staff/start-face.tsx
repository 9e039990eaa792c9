/** Brings a face up: machine's configuration, engine, words, tokens; or says, before any words are there, that none of it answers. */
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { MendsItself } from '../design/mends-itself.tsx';
import { installTokens, type Theme } from '../design/tokens.ts';
import { connectEngineClient } from '../engine/client.ts';
import type { ConnectedEngine } from '../engine/connected-engine.ts';
import { EngineProvider } from '../engine/use-engine.tsx';
import { ServiceDoor } from '../technician/service-door.tsx';
import { useWords, WordsProvider } from '../words/words.tsx';
import '../design/base.css';
import '../design/components.css';

const tryAgainMs = 5_000;

/**
 * @param draw the face itself; it stands inside `WordsProvider` and `EngineProvider`
 * @param theme `light` for staff faces, `board` for boards
 */
export async function startFace(theme: Theme, draw: (started: ConnectedEngine) => ReactNode): Promise<void> {
	installTokens(document, theme);
	const root = createRoot(document.getElementById('root') ?? document.body.appendChild(document.createElement('div')));
	for (;;) {
		try {
			const started = await connectEngineClient();
			const language = new URLSearchParams(window.location.search).get('lang') === 'en' ? 'en' : 'zh-CN';
			document.documentElement.lang = language;
			root.render(
				<WordsProvider wording={started.config.wording} timezone={started.config.plan.timezone} language={language}>
					<EngineProvider client={started.client}>
						<MendsItself broken={<Broken />}>{draw(started)}</MendsItself>
					</EngineProvider>
					{started.face.face !== 'technician' && <ServiceDoor />}
				</WordsProvider>,
			);
			return;
		} catch (problem) {
			root.render(<NoHallYet code={problem instanceof Error ? problem.message : 'unknown'} />);
			await new Promise((resolve) => setTimeout(resolve, tryAgainMs));
		}
	}
}

function Broken() {
	const words = useWords('common');
	return (
		<main className="no-hall-yet" role="alert">
			<p>{words('broken.title')}</p>
			<p>{words('broken.lead')}</p>
		</main>
	);
}

/** The hall's words come with its configuration; these few are for the time before it is there. The code is for the technician. */
function NoHallYet({ code }: { code: string }) {
	return (
		<main className="no-hall-yet" aria-live="polite">
			<p lang="zh-CN">正在连接大厅系统，连上后自动显示。</p>
			<p lang="en">Connecting to the hall system. This page appears by itself.</p>
			<small>{/^[a-z-]{1,60}$/.test(code) ? code : 'unknown'}</small>
		</main>
	);
}
