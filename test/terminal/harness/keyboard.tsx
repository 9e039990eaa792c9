/** Shows the on-screen keyboard alone, for looking at it: `?kind=idNumber&theme=contrast&language=en`. Not product code. */
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../renderer/design/base.css';
import '../../../renderer/design/components.css';
import '../../../renderer/terminal/terminal.css';
import hall from 'virtual:hall';
import type { Language, StationConfig } from '../../../domain/contracts/bridge.ts';
import { installTokens, type Theme } from '../../../renderer/design/tokens.ts';
import type { KeyboardKind } from '../../../renderer/terminal/keyboard/keyboard-state.ts';
import { OnScreenKeyboard } from '../../../renderer/terminal/keyboard/on-screen-keyboard.tsx';
import { moveFocus } from '../../../renderer/terminal/keyboard.ts';
import { WordsProvider } from '../../../renderer/words/words.tsx';

const config = hall as StationConfig;
const query = new URLSearchParams(location.search);
const language = (query.get('language') ?? 'zh-CN') as Language;
const theme = (query.get('theme') ?? 'light') as Theme;
installTokens(document, theme);
window.addEventListener('keydown', (event) => {
	if (moveFocus(document, event.key)) event.preventDefault();
});

function Page() {
	const [value, setValue] = useState('许知');
	const [letters, setLetters] = useState('');
	return (
		<div className="terminal" data-elder={theme === 'elder'} lang={language}>
			<div className="frame">
				<main className="content">
					<p>
						{value}
						<u>{letters}</u>
					</p>
				</main>
				<OnScreenKeyboard
					value={value}
					onChange={setValue}
					onDone={() => {}}
					onHide={() => {}}
					onComposing={setLetters}
					language={language}
					kind={(query.get('kind') ?? 'words') as KeyboardKind}
				/>
			</div>
		</div>
	);
}
createRoot(document.getElementById('root') as HTMLElement).render(
	<WordsProvider wording={config.wording} timezone={config.plan.timezone} language={language}>
		<Page />
	</WordsProvider>,
);
